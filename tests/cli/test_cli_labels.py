"""`sowcheck cases labels` and `sowcheck eval labels`: from decisions on a released case to how often each code was right."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from handoff_builders import signed_off_at
from site_builders import site_in
from sowcheck.cli.app import app
from sowcheck.core.casefile import CaseFile
from sowcheck.core.decisions import Resolution
from sowcheck.service import releasing
from sowcheck.service.site import Site


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with site_in(tmp_path) as made:
        yield made


def released(site: Site, case_id: str, resolution: Resolution) -> CaseFile:
    """A case with the same decision on all findings that take one."""
    signed_off_at(site, case_id, resolution=resolution)
    return releasing.release(site, case_id).case


def ran(folder: Path, *words: str) -> str:
    places = ["--store", str(folder / "cases.db"), "--contents", str(folder / "contents")]
    done = CliRunner().invoke(app, [*words, *(places if words[0] == "cases" else [])], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.stdout


def test_decisions_on_released_cases_say_how_often_each_code_was_right(site: Site, tmp_path: Path) -> None:
    case = released(site, "case-1", "accept_with_waiver")
    released(site, "case-2", "not_a_discrepancy")
    signed_off_at(site, "case-3")
    file = tmp_path / "labels.jsonl"
    ran(tmp_path, "cases", "labels", "-o", str(file))
    assert "case-3" not in file.read_text(encoding="utf-8")
    assert not any(each.decision.reason in file.read_text(encoding="utf-8") for each in case.decisions.values())
    rows = [line.split() for line in ran(tmp_path, "eval", "labels", str(file)).splitlines()]
    assert rows[0][:2] == ["code", "right"]
    assert rows[1] == ["all", "0.500", "0.000-1.000", str(2 * len(case.decisions))]
    assert case.analysis is not None
    decided = {each.code for each in case.analysis.findings if each.fingerprint in case.decisions}
    assert {row[0] for row in rows[2:]} == decided


def test_of_one_case_nothing_says_how_much_others_differ(site: Site, tmp_path: Path) -> None:
    released(site, "case-1", "not_a_discrepancy")
    file = tmp_path / "labels.jsonl"
    ran(tmp_path, "cases", "labels", "-o", str(file))
    assert ran(tmp_path, "eval", "labels", str(file)).splitlines()[1].split()[:3] == ["all", "0.000", "-"]
