"""An assumption whose words carry an open change says so, with its value as if accepted and as if rejected."""

from collections.abc import Sequence
from decimal import Decimal

from docx_builders import read
from redline_builders import Line, Part, Redlined, Row, Words, line, new, old
from sowcheck.core.assumptions import Assumption
from sowcheck.core.quantities import Money
from sowcheck.extract.assemble import extract
from sowcheck.extract.readers import Readers
from sowcheck.extract.reading import read_closely
from sowcheck.extract.redlines.redlined import with_redlines
from sowcheck.segment.outline import segment

RULES = Readers(("rules",))


def stated(*parts: Part) -> tuple[tuple[Assumption, ...], tuple[Assumption, ...]]:
    """What a redlined file states, and what only its other reading does."""
    document = read(Redlined(body=parts).file("open"))
    outline = segment(document)
    found = extract("doc-1", document, outline, ("rules",))
    return with_redlines("doc-1", read_closely(document, outline), found, RULES)


def one(found: Sequence[Assumption], field: str) -> Assumption:
    (only,) = [each for each in found if each.field == field]
    return only


def euro(amount: str) -> Money:
    return Money(amount=Decimal(amount), currency="EUR")


def test_a_changed_fee_has_both_values_and_says_who_changed_it_and_when() -> None:
    found, _ = stated([line("The fixed fee for the services is EUR ", old("120,000.00"), new("140,000.00"), ".")])
    fee = one(found, "price.services_total")
    assert fee.redline is not None
    assert (fee.value, fee.redline.accepted, fee.redline.rejected) == (euro("140000"), euro("140000"), euro("120000"))
    assert fee.redline.accepted_words == "The fixed fee for the services is EUR 140,000.00."
    assert fee.redline.rejected_words == "The fixed fee for the services is EUR 120,000.00."
    assert [(each.kind, each.text, each.author, each.date) for each in fee.redline.changes] == [
        ("deleted", "120,000.00", "Bo Lind", "2026-07-11T09:30:00Z"),
        ("inserted", "140,000.00", "Ada Rao", "2026-07-10T06:12:00Z"),
    ]


def test_a_value_that_open_changes_decide_is_not_proven() -> None:
    found, _ = stated([line("The fixed fee for the services is EUR ", old("120,000.00"), new("140,000.00"), ".")])
    fee = one(found, "price.services_total")
    assert (fee.proof.status, fee.is_contested) == ("unproven", True)
    assert fee.proof.reason is not None


def test_changes_around_a_value_that_leave_it_as_it_is_are_told_and_it_stays_proven() -> None:
    found, _ = stated([line("The fixed fee for the ", old("consulting "), "services is EUR 140,000.00.")])
    fee = one(found, "price.services_total")
    assert fee.redline is not None
    assert (fee.redline.accepted, fee.redline.rejected, fee.redline.decides) == (euro("140000"), euro("140000"), False)
    assert (fee.proof.status, fee.is_contested) == ("proven", False)


def test_changes_elsewhere_are_none_of_a_value() -> None:
    fee = line("The fixed fee for the services is EUR 140,000.00.")
    found, unsettled = stated([fee], [line(new("The supplier thanks the customer."), end="new"), line("Thank you.")])
    assert one(found, "price.services_total").redline is None
    assert unsettled == ()


def test_a_paragraph_deleted_beside_a_sentence_is_no_change_of_it() -> None:
    found, _ = stated(
        [line(old("The parties met in May."), end="old"), line("The fixed fee for the services is EUR 140,000.00.")]
    )
    assert one(found, "price.services_total").redline is None


def test_a_term_that_was_struck_is_told_with_the_words_that_were_struck() -> None:
    cap = "The supplier's total liability under this agreement shall not exceed EUR 100,000."
    found, unsettled = stated([line(old(cap), end="old"), line("The fixed fee for the services is EUR 140,000.00.")])
    assert not [each for each in found if each.field == "legal.liability_cap"]
    struck = one(unsettled, "legal.liability_cap")
    assert struck.redline is not None
    assert (struck.redline.accepted, struck.redline.rejected) == (None, struck.value)
    assert (struck.redline.accepted_words, struck.redline.rejected_words) == ("", cap)
    assert [each.author for each in struck.redline.changes] == ["Bo Lind"]
    assert (struck.proof.status, struck.needs_review) == ("unproven", True)


def test_a_term_that_was_inserted_is_stated_by_one_reading_only() -> None:
    found, _ = stated([line("Thank you.")], [line(new("Invoices are payable within 45 days of receipt."))])
    terms = one(found, "billing.payment_terms_days")
    assert terms.redline is not None
    assert (terms.redline.accepted, terms.redline.rejected, terms.redline.rejected_words) == (45, None, "")


def test_a_rate_changed_in_its_row_is_paired_with_the_rate_of_that_row() -> None:
    def cells(role: str, *rate: str | Words) -> tuple[Line, Line]:
        return line(role), line(*rate)

    rows = [
        Row(cells("Role", "Rate per day (EUR)")),
        Row(cells("Architect", old("1,200.00"), new("1,400.00"))),
        Row(cells("Analyst", "900.00")),
        Row(cells("Tester", "700.00"), "old"),
    ]
    found, unsettled = stated([line("Rates")], rows)
    rates = {each.value.role: each for each in found if each.field == "price.rate_card" and hasattr(each.value, "role")}
    architect = rates["Architect"].redline
    assert architect is not None
    assert [str(getattr(each, "amount", None)) for each in (architect.accepted, architect.rejected)] == [
        "1400.00",
        "1200.00",
    ]
    assert rates["Analyst"].redline is None
    tester = one(unsettled, "price.rate_card")
    assert tester.redline is not None
    assert getattr(tester.value, "role", None) == "Tester"
    assert [(each.kind, each.text) for each in tester.redline.changes] == [("deleted", "Tester"), ("deleted", "700.00")]


def test_a_moved_sentence_states_the_same_in_both_readings() -> None:
    words = "Invoices are payable within 45 days of receipt."
    found, unsettled = stated(
        [line(Words(words, "old", moved=True)), line("Thank you."), line(Words(words, "new", moved=True))]
    )
    terms = one(found, "billing.payment_terms_days")
    assert not terms.is_contested
    assert unsettled == ()


def test_a_file_whose_every_word_was_inserted_states_nothing_if_the_changes_are_rejected() -> None:
    document_words = "Invoices are payable within 45 days of receipt."
    from docx_builders import word_file

    inserted = '<w:ins w:id="1" w:author="Ada Rao"><w:r><w:t>' + document_words + "</w:t></w:r></w:ins>"
    document = read(word_file(f"<w:p>{inserted}</w:p>"))
    outline = segment(document)
    found, unsettled = with_redlines(
        "doc-1", read_closely(document, outline), extract("doc-1", document, outline, ("rules",)), RULES
    )
    terms = one(found, "billing.payment_terms_days")
    assert terms.redline is not None
    assert (terms.redline.accepted, terms.redline.rejected, unsettled) == (45, None, ())
