"""Runs that several tests look at: each happens once."""

import os
from pathlib import Path

import pytest

from eval_builders import FIXTURES
from shared_data import CORPUS, DEALS
from sowcheck.evals.dataset import load_datasets
from sowcheck.evals.log import Log
from sowcheck.evals.run import header_of, run
from sowcheck.extract.readers import OFFLINE


def _run(folder: Path, place: Path) -> Log:
    dataset = load_datasets([folder])
    return run(dataset, header_of(dataset, OFFLINE), place / "log.jsonl", workers=2)


@pytest.fixture(scope="session")
def fixtures_log(tmp_path_factory: pytest.TempPathFactory) -> Log:
    """A run over the fixture deals."""
    return _run(FIXTURES, tmp_path_factory.mktemp("fixtures"))


@pytest.fixture(scope="session")
def corpus_log(tmp_path_factory: pytest.TempPathFactory) -> Log:
    """A run over the real documents."""
    return _run(CORPUS, tmp_path_factory.mktemp("corpus"))


@pytest.fixture(scope="session")
def some_deals(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of the deals that are not part of this repository: each third one, unless `make corpus` asks for all."""
    folder = tmp_path_factory.mktemp("deals")
    deals = sorted(each for each in DEALS.iterdir() if each.is_dir())
    for deal in deals[:: 1 if os.environ.get("CORPUS_WHOLE") else 3]:
        (folder / deal.name).symlink_to(deal, target_is_directory=True)
    return folder


@pytest.fixture(scope="session")
def deals_log(some_deals: Path, tmp_path_factory: pytest.TempPathFactory) -> Log:
    """A run over these deals."""
    return _run(some_deals, tmp_path_factory.mktemp("log"))
