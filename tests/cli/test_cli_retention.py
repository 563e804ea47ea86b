"""`sowcheck retention` and `sowcheck cases redact`, as a process on a real store."""

import datetime as dt
import os
import time
from pathlib import Path

import pytest

from gate_builders import person
from process import sowcheck_here as sowcheck
from site_builders import FLOW, site_in
from sowcheck.gate import casework
from sowcheck.service.desk import Desk, Upload

LONG_AGO = dt.datetime.now(dt.UTC) - dt.timedelta(days=401)
DECIDER = person("u-1", "finance")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A case that was rejected long ago, and one that goes on."""
    with site_in(tmp_path) as site:
        desk = Desk(site)
        for name in ("c-1", "c-2"):
            desk.receive("006X", desk.keep([Upload("sow.txt", name.encode())]), (), FLOW, "api", name)
        desk.take("c-1", lambda case: casework.reject(case, "Jo said no", DECIDER, LONG_AGO), DECIDER, "api")
    for path in (tmp_path / "contents").rglob("*"):
        os.utime(path, (time.time() - 200_000,) * 2)
    return tmp_path


def places(folder: Path) -> tuple[str | Path, ...]:
    return "--store", folder / "cases.db", "--contents", folder / "contents"


def papers(folder: Path) -> int:
    return sum(path.is_file() for path in (folder / "contents").rglob("*"))


def test_a_dry_run_says_what_a_run_then_does(folder: Path) -> None:
    dry = sowcheck("retention", "run", *places(folder), "--older-than", "400d", "--dry-run")
    assert "c-1" in dry.stdout
    assert dry.stdout.splitlines()[-1] == "1 case would lose words and papers."
    assert papers(folder) == 2
    done = sowcheck("retention", "run", *places(folder), "--older-than", "400")
    assert done.stdout.splitlines() == ["1 case lost words and papers, 1 file removed."]
    assert papers(folder) == 1
    assert sowcheck("audit", "verify", "--store", folder / "cases.db").returncode == 0


def test_a_case_is_emptied_on_request_once_it_has_ended(folder: Path) -> None:
    refused = sowcheck("cases", "redact", "c-2", "--reason", "Article 17", *places(folder))
    assert (refused.returncode, papers(folder)) == (2, 2)
    assert "The case is received" in refused.stderr
    done = sowcheck("cases", "redact", "c-1", "--reason", "Article 17", *places(folder))
    assert (done.returncode, papers(folder)) == (0, 1)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("retention", "run", "--older-than", "soon"), "'soon' is no number of days"),
        (("cases", "redact", "c-9", "--reason", "x"), "There is no case c-9"),
        (("cases", "redact", "c-1", "--reason", " "), "without a reason"),
    ],
)
def test_what_is_wrong_is_one_clear_error(folder: Path, arguments: tuple[str, ...], message: str) -> None:
    done = sowcheck(*arguments, *places(folder))
    assert (done.returncode, done.stderr.count("error:")) == (2, 1)
    assert message in done.stderr


def test_a_store_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    done = sowcheck("retention", "run", *places(tmp_path))
    assert done.returncode == 2
    assert not (tmp_path / "cases.db").exists()


def test_a_paper_that_is_lost_is_told_from_one_that_was_taken_away(folder: Path) -> None:
    assert sowcheck("cases", "redact", "c-1", "--reason", "Article 17", *places(folder)).returncode == 0
    whole = sowcheck("audit", "verify", *places(folder))
    assert whole.returncode == 0, whole.stdout
    (left,) = (path for path in (folder / "contents").rglob("*") if path.is_file())
    left.unlink()
    lost = sowcheck("audit", "verify", *places(folder))
    assert lost.returncode == 1
    assert f"{left.name} is gone, and nobody had it taken away" in lost.stdout
    assert sowcheck("audit", "verify", "--store", folder / "cases.db").returncode == 0
