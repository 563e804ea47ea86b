"""A term that the paper leaves blank is another thing than one it is silent on."""

from compare_builders import Paper, compared, contradictions, found, money, outcomes

TERMS, TOTAL = "billing.payment_terms_days", "price.services_total"
BLANK = "Payment terms: Net ______ days"


def test_a_blank_is_named_with_its_place_and_the_record_s_value() -> None:
    comparison = compared([Paper("sow", text=BLANK)], {"Quote": [(TERMS, 30)]})
    (flagged,) = found(comparison, "SC313")
    assert flagged.field == TERMS
    assert "left blank in the SOW (“Payment terms: Net ______ days”)" in flagged.message
    assert "Net 30" in flagged.message
    assert flagged.severity == "high"
    (verdict,) = [each for each in comparison.verdicts if each.field == TERMS]
    assert verdict.verdict == "document_silent"
    assert verdict.reason is not None
    assert "left blank" in verdict.reason
    assert not found(comparison, "SC311")


def test_a_blank_is_a_finding_without_any_record() -> None:
    comparison = compared([Paper("sow", text=BLANK)], {"Quote": [(TOTAL, money("5"))]})
    assert [each.field for each in found(comparison, "SC313")] == [TERMS]
    assert outcomes(comparison, TERMS) == ["document_silent"]


def test_what_another_paper_states_is_not_open() -> None:
    comparison = compared([Paper("sow", text=BLANK), Paper("order_form", (TERMS, 30))], {"Quote": [(TERMS, 30)]})
    assert outcomes(comparison, TERMS) == ["match"]
    assert contradictions(comparison) == []


def test_silence_is_no_blank() -> None:
    comparison = compared([Paper("sow", text="Nothing of the kind.")], {"Quote": [(TERMS, 30)]})
    assert not found(comparison, "SC313")
    assert [each.reason for each in comparison.verdicts if each.field == TERMS] == [None]


def test_a_blank_price_blocks() -> None:
    comparison = compared([Paper("sow", text="Total fee: $______")], {"Quote": [(TOTAL, money("5"))]})
    assert [(each.field, each.severity) for each in found(comparison, "SC313")] == [(TOTAL, "blocker")]


def test_a_redacted_term_says_so() -> None:
    comparison = compared([Paper("sow", text="Invoices are payable within [***] days of receipt.")])
    assert "redacted in the SOW" in found(comparison, "SC313")[0].message
