"""Runs that several tests look at: each happens once."""

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
def deals_log(tmp_path_factory: pytest.TempPathFactory) -> Log:
    """A run over the deals that are not part of this repository."""
    return _run(DEALS, tmp_path_factory.mktemp("deals"))
