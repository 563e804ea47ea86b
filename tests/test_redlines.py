"""A redlined Word file against a record, through the whole flow: both values are shown, and no reading opens the gate."""

import json
from pathlib import Path

import jsonschema
import pytest

from redline_builders import Part, Redlined, Row, Words, line, new, old
from sowcheck.core.cases import Case
from sowcheck.core.discrepancies import Discrepancy, Outcome
from sowcheck.pipeline import check
from sowcheck.records.mapping import load_mapping
from sowcheck.report.arrange import arrange
from sowcheck.report.build import build_report
from sowcheck.report.html import report_page
from sowcheck.report.markdown import markdown
from sowcheck.report.schema import REPORT
from sowcheck.report.text import text_report
from sowcheck.settings import load_policy

FEE = "price.services_total"
SIGNED: Part = [
    line("Statement of Work"),
    line("Signed for the Customer: /s/ Ann Berg, Director, 4 May 2026"),
    line("Signed for the Supplier: /s/ Carl Dahl, Director, 5 May 2026"),
]
CHANGED: Part = [line("The fixed fee for the services is GBP ", old("120,000.00"), new("140,000.00"), ".")]


def checked(folder: Path, *parts: Part, amount: float | None = None) -> Case:
    """The case of a redlined statement of work and an opportunity of an amount."""
    sow, record = folder / "sow.docx", folder / "opportunity.json"
    sow.write_bytes(Redlined(body=(*parts, SIGNED)).file("open"))
    opportunity = {
        "attributes": {"type": "Opportunity", "url": "/services/data/v64.0/sobjects/Opportunity/006Kj00000Rt7QdIAJ"},
        "Id": "006Kj00000Rt7QdIAJ",
        "IsWon": True,
        "CurrencyIsoCode": "GBP",
        **({"Amount": amount} if amount is not None else {}),
    }
    record.write_text(json.dumps({"totalSize": 1, "done": True, "records": [opportunity]}), encoding="utf-8")
    return check([sow], [record], policy=load_policy(None), mapping=load_mapping(None))


def on_fee(case: Case) -> list[Discrepancy]:
    return [each for each in case.discrepancies if each.field == FEE]


@pytest.mark.parametrize(
    ("amount", "code", "outcome", "agrees"),
    [
        (140000.0, "SC123", Outcome.INCOMPARABLE, "as the document does with them"),
        (120000.0, "SC201", Outcome.MISMATCH, "as the document does without them"),
        (130000.0, "SC201", Outcome.MISMATCH, "which is neither"),
        (None, "SC123", Outcome.RECORD_SILENT, None),
    ],
    ids=["accepted", "rejected", "neither", "silent"],
)
def test_a_fee_changed_by_a_tracked_change_is_a_blocker_that_shows_both_values(
    tmp_path: Path, amount: float | None, code: str, outcome: Outcome, agrees: str | None
) -> None:
    case = checked(tmp_path, CHANGED, amount=amount)
    (flagged,) = on_fee(case)
    assert (flagged.code, flagged.severity) == (code, "blocker")
    assert (
        "GBP 140,000.00 with the proposed changes of Bo Lind (2026-07-11) and Ada Rao (2026-07-10)" in flagged.message
    )
    assert "GBP 120,000.00 without them" in flagged.message
    assert (agrees or "") in flagged.message
    assert [each.verdict for each in case.verdicts if each.field == FEE] == [outcome]
    assert flagged.id in case.gate.blockers
    assert flagged.advice.startswith("Have both parties confirm which reading was agreed")


def test_a_match_with_one_of_two_readings_does_not_open_the_gate(tmp_path: Path) -> None:
    case = checked(tmp_path, CHANGED, amount=140000.0)
    assert case.gate.state == "blocked"
    assert not [each for each in case.verdicts if each.field == FEE and each.verdict is Outcome.MATCH]


def test_a_total_that_only_the_changed_milestones_come_to_is_no_match_either(tmp_path: Path) -> None:
    def plan(*second: str | Words) -> Part:
        rows = [("Milestone", ("Amount (GBP)",)), ("Design", ("40,000.00",)), ("Build", second)]
        return [Row((line(name), line(*amount))) for name, amount in rows]

    heading: Part = [line("Payment milestones")]
    settled = checked(tmp_path, heading, plan("80,000.00"), amount=120000.0)
    assert [each.verdict for each in settled.verdicts if each.field == FEE] == [Outcome.MATCH]
    opened = checked(tmp_path, heading, plan(old("60,000.00"), new("80,000.00")), amount=120000.0)
    assert [each.verdict for each in opened.verdicts if each.field == FEE] == [Outcome.INCOMPARABLE]


def test_a_term_that_was_struck_is_a_discrepancy_and_the_paper_is_not_silent_on_it(tmp_path: Path) -> None:
    struck: Part = [line(old("The fixed fee for the services is GBP 120,000.00."), end="old"), line("Fees follow.")]
    case = checked(tmp_path, struck, amount=120000.0)
    (flagged,) = on_fee(case)
    assert flagged.code == "SC123"
    assert "says nothing with the proposed change of Bo Lind (2026-07-11) and GBP 120,000.00 without it" in (
        flagged.message
    )
    assert [each.verdict for each in case.verdicts if each.field == FEE] == [Outcome.INCOMPARABLE]


def test_the_file_is_told_of_once_and_the_changes_of_terms_are_only_counted_there(tmp_path: Path) -> None:
    case = checked(tmp_path, CHANGED, [line("The parties ", new("gladly "), "agree.")], amount=140000.0)
    (flagged,) = [each for each in case.discrepancies if each.code == "SC103"]
    assert flagged.severity == "blocker"
    assert flagged.message == (
        "sow.docx still holds 3 tracked changes: 2 of the changes decide terms; inserted by Ada Rao “gladly”."
    )


def test_every_form_of_the_report_shows_both_values_and_what_was_struck(tmp_path: Path) -> None:
    struck: Part = [
        line(old("The supplier's total liability shall not exceed GBP 100,000."), end="old"),
        line("Fees follow."),
    ]
    case = checked(tmp_path, CHANGED, struck, amount=120000.0)
    report = build_report(case)
    shown = arrange(report)
    forms = [
        report.model_dump_json(),
        text_report(shown, terminal=False),
        markdown(shown),
        report_page(shown, case, {}),
    ]
    for form in forms[1:]:
        plain = " ".join(form.replace("\\", "").split())
        assert "GBP 140,000.00 if accepted" in plain
        assert "120,000.00 if rejected" in plain
        assert "total liability shall not exceed GBP 100,000" in plain
        assert "Bo Lind, 2026-07-11" in plain
    jsonschema.validate(json.loads(forms[0]), REPORT.made())


def test_the_json_report_has_both_readings_and_the_changes(tmp_path: Path) -> None:
    shape = json.loads(build_report(checked(tmp_path, CHANGED, amount=120000.0)).model_dump_json())
    (fee,) = [each for each in shape["assumptions"] if each["field"] == FEE]
    redline = fee["redline"]
    assert redline["accepted"] == {"amount": "140000.00", "currency": "GBP"}
    assert redline["rejected"] == {"amount": "120000.00", "currency": "GBP"}
    assert (redline["author"], redline["date"], redline["decides"]) == ("Bo Lind", "2026-07-11T09:30:00Z", True)
    assert [each["kind"] for each in shape["documents"][0]["tracked_changes"]] == ["deleted", "inserted"]
    named = {id_ for found in shape["discrepancies"] for id_ in found["assumptions"]}
    assert named <= {each["id"] for each in shape["assumptions"]}


def test_a_file_without_open_changes_has_no_redlines(tmp_path: Path) -> None:
    case = checked(tmp_path, [line("The fixed fee for the services is GBP 140,000.00.")], amount=140000.0)
    assert not [each for each in case.discrepancies if each.code in ("SC103", "SC123", "SC124")]
    assert all(each.redline is None for each in case.assumptions)
    assert [each.verdict for each in case.verdicts if each.field == FEE] == [Outcome.MATCH]
