"""Records of real forms are read, and what they lack keeps the case at the gate's outer door."""

import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from gate_builders import analysis
from site_builders import FLOW, deal, site_in, waiting_job
from sowcheck.core.analyses import Analysis
from sowcheck.core.casefile import CaseFile
from sowcheck.service import steps
from sowcheck.service.checking import Checker
from sowcheck.service.desk import Desk, Upload
from sowcheck.service.site import Rules, Site
from sowcheck.service.validating import read
from sowcheck.store.contents import Contents


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with site_in(tmp_path) as made:
        yield made


def validated(site: Site, records: list[Upload], documents: list[Upload] | None = None) -> CaseFile:
    desk = Desk(site)
    papers = [Upload("sow.md", b"# Statement of work")] if documents is None else documents
    desk.receive("006X", desk.keep(papers), desk.keep(records), FLOW, "api", "case-1")
    return steps.validate(site, "case-1").case


def uploads(name: str) -> list[Upload]:
    return [Upload(path.name, path.read_bytes()) for path in deal(name)[1]]


@pytest.mark.parametrize(
    ("name", "wanting"),
    [
        ("F1", []),
        ("F2", []),
        ("F3", []),
        ("F4", ["deal.is_won"]),
        ("F5", ["records"]),
        ("F6", ["records"]),
        ("F7", []),
        ("F8", []),
        ("F9", []),
    ],
)
def test_what_the_records_of_a_deal_lack(site: Site, name: str, wanting: list[str]) -> None:
    case = validated(site, uploads(name))
    assert [each.about for each in case.tasks] == wanting
    assert case.state == ("received" if wanting else "validated")
    assert waiting_job(site, "case-1") == (None if wanting else "analyse")


def changed(name: str, **fields: object) -> Upload:
    """The opportunity of F9 with other values."""
    shape = json.loads(deal("F9")[1][0].read_text("utf-8"))
    record = shape["records"][0] if "records" in shape else shape
    record |= fields
    return Upload(name, json.dumps(shape).encode())


def test_a_deal_that_is_not_won_waits_and_goes_on_once_it_is(site: Site) -> None:
    case = validated(site, [changed("crm.json", IsWon=False, IsClosed=False, StageName="Closed Won")])
    assert (case.state, [each.kind for each in case.tasks]) == ("received", ["not_won"])
    records = Desk(site).keep([changed("crm.json")])
    Desk(site).change_inputs("case-1", case.documents, records, FLOW, "api")
    assert steps.validate(site, "case-1").case.state == "validated"


def test_what_a_snapshot_says_of_itself(site: Site) -> None:
    case = validated(site, uploads("F9"))
    opportunity = case.snapshots[0]
    assert (opportunity.system, opportunity.won) == ("salesforce", True)
    assert opportunity.deals == ("006Qm000001JvGrIAK",)
    assert "006Qm000001JvGrIAK" in opportunity.ids
    assert [each.sha256 for each in case.snapshots] == [each.sha256 for each in case.records]


def test_a_record_knows_when_it_last_changed(site: Site) -> None:
    stamped = changed(
        "crm.json", LastModifiedDate="2026-05-14T09:41:07.000+0000", SystemModstamp="2026-05-15T00:00:00Z"
    )
    case = validated(site, [stamped])
    assert str(case.snapshots[0].modified) == "2026-05-15 00:00:00+00:00"
    unstamped = changed("crm.json", LastModifiedDate=None, SystemModstamp=None, CreatedDate="2026-05-01")
    desk = Desk(site)
    desk.receive("006Y", case.documents, desk.keep([unstamped]), FLOW, "api", "case-2")
    assert [each.snapshot and each.snapshot.modified for each in _read(site, "case-2")] == [None]


def test_a_record_that_cannot_be_read_is_a_task_that_names_it(site: Site) -> None:
    case = validated(site, [Upload("crm.json", b'{"records": ['), *uploads("F9")])
    assert [each.kind for each in case.tasks] == ["unreadable"]
    assert case.tasks[0].message.startswith("crm.json is cut off at line 1")
    assert len(list(site.store.audit())) == 4
    steps.validate(site, "case-1")
    assert len(list(site.store.audit())) == 4, "looking again changes nothing"


def _read(site: Site, case_id: str):  # type: ignore[no-untyped-def]  # as `read`
    return read(site.store.load(case_id).case, site.contents, site.rules.mapping)


def test_papers_without_a_contract_shut_the_gate_until_one_is_handed_in(site: Site) -> None:
    class Found(Checker):
        kinds: tuple[str | None, ...] = ("msa",)

        def analysis(self, case: CaseFile, contents: Contents, rules: Rules) -> Analysis:  # noqa: ARG002
            return analysis().model_copy(update={"kinds": self.kinds})

    checker = Found()
    case = validated(site, uploads("F9"))
    case = steps.analyse(site, case.id, checker).case
    assert (case.state, [each.message for each in case.tasks]) == (
        "in_review",
        ["None of the papers is a contract: msa."],
    )
    desk, checker.kinds = Desk(site), ("msa", "sow")
    more = desk.keep([Upload("sow2.md", b"# Statement of work, signed")])
    desk.change_inputs(case.id, (*case.documents, *more), case.records, FLOW, "api")
    assert steps.validate(site, case.id).case.state == "validated"
    assert steps.analyse(site, case.id, checker).case.tasks == ()


def test_kinds_of_papers_are_those_that_the_check_finds(site: Site) -> None:
    folder = deal("F9")[0][0].parent
    papers = [Upload(path.name, path.read_bytes()) for path in sorted(folder.glob("order_form.*"))]
    case = validated(site, uploads("F9"), papers)
    with closing(Checker()) as checker:
        case = steps.analyse(site, case.id, checker).case
    assert case.analysis is not None
    assert case.analysis.kinds == ("order_form",)
    assert case.tasks == ()
