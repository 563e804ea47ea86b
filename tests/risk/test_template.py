"""The summary without a language model: sentences that a delivery lead wants to read, each with what it rests on."""

import pytest

from risk_builders import end, fee, finding, gate_of, hidden
from sowcheck.core.cases import Gate
from sowcheck.core.discrepancies import Discrepancy
from sowcheck.risk.template import summary_by_template


def sentences(*findings: Discrepancy, gate: Gate | None = None) -> list[str]:
    """The sentences of the template on these findings."""
    return [each.text for each in summary_by_template(findings, gate or gate_of(*findings)).sentences]


def cites(*findings: Discrepancy) -> list[tuple[str, ...]]:
    return [each.cites for each in summary_by_template(findings, gate_of(*findings)).sentences]


def test_one_blocker_is_one_finding_that_blocks() -> None:
    assert sentences(fee()) == [
        "One finding blocks the gate: services total (EUR 184,000 signed, EUR 170,000 in the records).",
        "At stake in a single finding: up to EUR 14,000 (services total).",
        "First, before kick-off: for Sales operations, correct the record to the signed amount, or have the paper "
        "amended if the record is what was meant (services total).",
    ]


def test_two_blockers_are_two_findings_that_block_and_each_owner_is_told_what_to_do() -> None:
    assert sentences(fee(), end(severity="blocker")) == [
        "Two findings block the gate: services total (EUR 184,000 signed, EUR 170,000 in the records) and end date "
        "(30 October 2026 signed, 18 September 2026 in the records).",
        "At stake in a single finding: up to EUR 14,000 (services total), and up to 42 days (end date).",
        "First, before kick-off: for Sales operations, correct the record to the signed amount, or have the paper "
        "amended if the record is what was meant (services total); for Delivery operations, correct the record to the "
        "signed date or period, and check what was already planned on it (end date).",
    ]


def test_amounts_of_several_findings_are_not_added_up() -> None:
    line = finding("d-2", "SC205", "price.lines", key="Design", amount="-14000.00")
    assert "At stake in a single finding: up to EUR 14,000 (services total)." in sentences(fee(), line)


def test_money_and_days_of_one_finding_are_said_together() -> None:
    shifted = finding("d-1", "SC205", "billing.milestones", key="Go-live", amount="-9000", days=-5, severity="blocker")
    assert "At stake in a single finding: up to EUR 9,000 and 5 days (billing milestone “Go-live”)." in sentences(
        shifted
    )


def test_one_day_is_no_days() -> None:
    assert "up to 1 day (end date)" in " ".join(sentences(finding("d-1", "SC202", "schedule.end_date", days=-1)))


def test_days_to_pay_move_no_plan() -> None:
    terms = finding("d-1", "SC202", "billing.payment_terms_days", document=45, record=30, days=-15, severity="blocker")
    said = sentences(terms)
    assert said[0] == "One finding blocks the gate: payment terms (Net 45 signed, Net 30 in the records)."
    assert not any("At stake" in each for each in said)


def test_what_does_not_block_still_needs_a_decision() -> None:
    assert "One more finding does not block the gate but needs a decision: end date (30 October 2026 signed, 18 September "\
        "2026 in the records)." in sentences(fee(), end())  # fmt: skip
    assert sentences(end())[0].startswith("One finding does not block the gate but needs a decision: end date")


def test_one_subject_with_two_troubles_is_named_once() -> None:
    twice = finding(
        "d-3", "SC401", severity="blocker", message="Services total: the SOW says both EUR 1.00 and EUR 2.00."
    )
    assert sentences(fee(), twice)[0] == (
        "Two findings block the gate: services total (EUR 184,000 signed, EUR 170,000 in the records; the SOW says both "
        "EUR 1 and EUR 2)."
    )


def test_hidden_scope_is_told_by_owner_and_delivery_first() -> None:
    found = [
        hidden("d-1", "legal.liability_cap", "SC301"),
        hidden("d-2", "scope.assumptions"),
        hidden("d-3", "scope.exclusions"),
        hidden("d-4", "expense.policy", "SC301"),
        hidden("d-5", "price.tax_treatment", "SC301"),
    ]
    assert sentences(*found) == [
        "Nothing blocks the gate, and nothing that was signed contradicts the records; what was signed and never "
        "recorded has to be carried over.",
        "Delivery operations has two signed terms to carry into the project that no record holds: exclusions and "
        "assumptions.",
        "Also in no record: two signed terms for Finance (expense policy and tax treatment) and one for Legal "
        "(liability cap).",
        "First, before kick-off: Legal, Delivery operations and Finance should carry these terms into the project and "
        "billing set-up.",
    ]
    assert cites(*found)[1:3] == [("d-3", "d-2"), ("d-4", "d-5", "d-1")]


def test_one_hidden_term_of_another_owner_is_one_signed_term() -> None:
    assert "In no record: one signed term for Legal (liability cap)." in sentences(
        hidden("d-1", "legal.liability_cap", "SC301")
    )


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (
            finding("d-1", "SC903", "doc.coverage", severity="blocker",
                    message="Nobody could compare services total (the quote says EUR 9.00): the documents were not understood there."),
            "Not known: nobody could compare services total (the quote says EUR 9): the documents were not understood there.",
        ),
        (
            finding("d-1", "SC107", "doc.coverage", severity="blocker",
                    message="sow.pdf: 1 of 40 parts could not be read: page 3 image 1 (no text layer)."),
            "Not known: sow.pdf: 1 of 40 parts could not be read: page 3 image 1 (no text layer).",
        ),
    ],
    ids=["not compared", "not read"],
)  # fmt: skip
def test_what_nobody_read_or_compared_is_said(found: Discrepancy, said: str) -> None:
    assert said in sentences(found)


def test_a_gate_that_papers_keep_shut_is_not_called_open() -> None:
    shut = Gate(state="blocked", blockers=("doc-1",))
    unsigned = finding("d-1", "SC101", "doc.signature_status", severity="medium")
    assert sentences(unsigned, gate=shut)[0].startswith("The gate is shut by the papers themselves")


def test_without_any_discrepancy_there_is_nothing_to_cite() -> None:
    assert sentences() == ["The documents and the records agree: no discrepancy was found."]
    assert cites() == [()]


def test_many_findings_are_not_all_named_but_all_cited() -> None:
    many = [
        finding(f"d-{number}", "SC205", "price.lines", key=f"Item {number}", amount="10") for number in range(1, 15)
    ]
    first = summary_by_template(many, gate_of(*many)).sentences[0]
    assert first.text.startswith(
        "14 findings do not block the gate but need a decision: price line “Item 1” (EUR 10 more"
    )
    assert first.text.endswith(" and others.")
    assert len(first.cites) == 14


def test_every_sentence_cites_where_there_is_something_to_cite() -> None:
    assert all(cites(fee(), end(), hidden("d-3", "scope.exclusions")))
