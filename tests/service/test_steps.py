import json
import multiprocessing
import os
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from site_builders import FLOW, deal, site_in, waiting_job
from sowcheck.core.case_events import Paper
from sowcheck.errors import UnreadableInput
from sowcheck.service import steps
from sowcheck.service.checking import Checker
from sowcheck.service.desk import Desk, Upload
from sowcheck.service.site import Site


@pytest.fixture(scope="module")
def checker() -> Iterator[Checker]:
    with closing(Checker()) as made:
        yield made


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with site_in(tmp_path) as made:
        yield made


def handed_in(site: Site, documents: list[Upload], records: list[Upload]) -> str:
    desk = Desk(site)
    kept = desk.receive("006X", desk.keep(documents), desk.keep(records), FLOW, "api", "case-1")
    return kept.case.id


def uploads(paths: list[Path]) -> list[Upload]:
    return [Upload(path.name, path.read_bytes()) for path in paths]


def test_a_case_that_is_handed_in_comes_to_review_with_its_report(site: Site, checker: Checker) -> None:
    id_ = handed_in(site, *map(uploads, deal("F1")))
    assert waiting_job(site, id_) == "validate"
    steps.validate(site, id_)
    assert waiting_job(site, id_) == "analyse"
    case = steps.analyse(site, id_, checker).case
    assert case.state == "in_review"
    assert waiting_job(site, id_) is None
    assert case.analysis is not None
    report = json.loads(site.contents.get(case.analysis.report))
    assert report["schema"] == "sowcheck.report/1"
    assert [each["id"] for each in report["discrepancies"]] == [each.discrepancy for each in case.analysis.findings]
    assert case.analysis.page is not None
    assert site.contents.get(case.analysis.page).startswith(b"<!doctype html>")


def test_a_step_that_is_done_again_changes_nothing(site: Site, checker: Checker) -> None:
    id_ = handed_in(site, *map(uploads, deal("F1")))
    for _ in range(2):
        steps.validate(site, id_)
    for _ in range(2):
        steps.analyse(site, id_, checker)
    assert [line.type for line in site.store.audit()] == [
        "received",
        "records_read",
        "validated",
        "analysed",
        "review_opened",
    ]


def test_a_paper_that_cannot_be_read_leaves_the_case_as_it_is(site: Site, checker: Checker) -> None:
    id_ = handed_in(site, [Upload("../../sow.pdf", b"%PDF-1.7 and nothing more")], uploads(deal("F1")[1]))
    steps.validate(site, id_)
    with pytest.raises(UnreadableInput, match=r"^sow\.pdf: "):
        steps.analyse(site, id_, checker)
    assert site.store.load(id_).case.state == "validated"


def test_papers_that_come_while_a_case_is_checked_are_not_taken_for_checked(site: Site, checker: Checker) -> None:
    id_ = handed_in(site, *map(uploads, deal("F1")))
    steps.validate(site, id_)

    class Meddling(Checker):
        def analysis(self, case, contents, rules):  # type: ignore[no-untyped-def]  # as in Checker
            found = checker.analysis(case, contents, rules)
            other = Paper(name="other.md", sha256=contents.put(b"another paper"))
            Desk(site).change_inputs(id_, (other,), case.records, FLOW, "api")
            return found

    assert steps.analyse(site, id_, Meddling()).case.state == "received"
    assert site.store.load(id_).case.analysis is None


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL], ids=["Ctrl-C", "kill"])
def test_a_process_that_is_told_to_stop_or_dies_costs_no_case_its_check(
    site: Site, checker: Checker, number: signal.Signals
) -> None:
    id_ = handed_in(site, *map(uploads, deal("F1")))
    steps.validate(site, id_)
    case = site.store.load(id_).case
    with ThreadPoolExecutor() as beside:
        checking = beside.submit(checker.analysis, case, site.contents, site.rules)
        children = multiprocessing.active_children()
        while not children and not checking.done():
            children = multiprocessing.active_children()
        for child in children:
            assert child.pid is not None
            os.kill(child.pid, number)
        assert checking.result(60).findings
