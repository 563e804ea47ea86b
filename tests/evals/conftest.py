"""Runs that several tests look at: each happens once, in whichever process of the tests needs it first."""

import os
from pathlib import Path

import pytest
from filelock import FileLock

from eval_builders import FIXTURES
from shared_data import CORPUS, DEALS
from sowcheck.evals.dataset import load_datasets
from sowcheck.evals.log import Log
from sowcheck.evals.run import header_of, run
from sowcheck.extract.readers import OFFLINE


def _run(folder: Path, name: str, temporary: pytest.TempPathFactory) -> Log:
    """The log of the run; a run whose log is there already is not done again."""
    dataset = load_datasets([folder])
    # A process of pytest-xdist has a folder of its own in one that all of them share.
    place = temporary.getbasetemp() / ".." if "PYTEST_XDIST_WORKER" in os.environ else temporary.getbasetemp()
    with FileLock(place / f"{name}.lock"):
        return run(dataset, header_of(dataset, OFFLINE), place / f"{name}.jsonl", workers=2)


@pytest.fixture(scope="session")
def fixtures_log(tmp_path_factory: pytest.TempPathFactory) -> Log:
    """A run over the fixture deals."""
    return _run(FIXTURES, "fixtures", tmp_path_factory)


@pytest.fixture(scope="session")
def corpus_log(tmp_path_factory: pytest.TempPathFactory) -> Log:
    """A run over the real documents."""
    return _run(CORPUS, "corpus", tmp_path_factory)


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
    return _run(some_deals, "deals", tmp_path_factory)
