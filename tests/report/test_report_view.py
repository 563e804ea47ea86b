"""What people are shown, before it is markup: sides, hidden scope, what was not read."""

import pytest
from pydantic import JsonValue

from case_builders import SOW, deal, text_document
from sowcheck.core.cases import CaseDocument
from sowcheck.core.discrepancies import Outcome, Verdict
from sowcheck.core.documents import Cell, Table, Unread
from sowcheck.core.spans import Span
from sowcheck.core.words import plain, shortened
from sowcheck.report.arrange import arrange
from sowcheck.report.build import build_report
from sowcheck.report.exhibits import passage
from sowcheck.report.html import highlighted
from sowcheck.report.view import View
from sowcheck.report.wording import describe, exposure_in_words


def shown(document: CaseDocument | None = None) -> View:
    return arrange(build_report(deal(document)))


def test_a_finding_shows_both_sides_with_their_evidence() -> None:
    finding = shown().findings[0]
    assert (finding.paper, finding.system) == ("EUR 184,000.00", "EUR 170,000.00")
    assert finding.citations[0].quote == "EUR 184,000.00"
    assert finding.sources[0].place == "Salesforce opportunity: Amount"
    assert finding.sources[0].raw == "170000.0"
    assert finding.blocks


def test_hidden_scope_stands_with_its_owner_and_not_among_the_findings() -> None:
    found = shown()
    assert [finding.id for finding in found.findings] == ["d-1"]
    assert [(group.owner, [line.value for line in group.lines]) for group in found.hidden] == [
        ("Delivery operations", ["Data cleansing"])
    ]


def test_hidden_scope_that_blocks_is_a_finding_as_well() -> None:
    case = deal()
    blocking = case.model_copy(update={"gate": case.gate.model_copy(update={"blockers": ("d-1", "d-2")})})
    assert [finding.id for finding in arrange(build_report(blocking)).findings] == ["d-1", "d-2"]


def test_what_agrees_is_listed_with_its_value() -> None:
    assert [(line.subject, line.value) for line in shown().matched] == [("Payment terms", "Net 30")]


def test_findings_keep_the_order_of_the_case() -> None:
    case = deal()
    turned = case.model_copy(
        update={
            "discrepancies": case.discrepancies[::-1],
            "gate": case.gate.model_copy(update={"blockers": ("d-1", "d-2")}),
        }
    )
    assert [finding.id for finding in arrange(build_report(turned)).findings] == ["d-2", "d-1"]


def test_a_contradiction_inside_the_paper_has_no_silent_record() -> None:
    case = deal()
    inside = case.discrepancies[0].model_copy(
        update={"kind": "conflict_within_document", "record_value": None, "record_values": ()}
    )
    finding = arrange(build_report(case.model_copy(update={"discrepancies": (inside,)}))).findings[0]
    assert finding.system == "the documents alone are concerned"


def test_the_same_words_are_shown_once_though_they_state_two_values() -> None:
    case = deal()
    twin = case.assumptions[0].model_copy(update={"id": "doc-1.a9"})
    both = case.discrepancies[0].model_copy(update={"assumptions": ("doc-1.a1", "doc-1.a9")})
    found = case.model_copy(update={"assumptions": (*case.assumptions, twin), "discrepancies": (both,)})
    assert [cited.assumption for cited in arrange(build_report(found)).findings[0].citations] == ["doc-1.a1"]


def test_words_of_a_table_row_come_with_the_names_of_the_columns() -> None:
    text = "Item\tPrice\nDesign\tEUR 10.00"
    spans = [(0, 4), (5, 10), (11, 17), (18, 27)]
    cells = tuple(
        Cell(row=number // 2, column=number % 2, span=Span(start=start, end=end))
        for number, (start, end) in enumerate(spans)
    )
    document = text_document(text).document.model_copy(update={"tables": (Table(cells=cells, header_rows=1),)})
    found = passage(document, Span(start=18, end=27))
    assert (found.heading, found.before, found.marked, found.after) == ("Item · Price", "Design · ", "EUR 10.00", "")
    assert passage(document, Span(start=0, end=4)).heading == ""


def test_a_part_that_was_not_read_is_named() -> None:
    document = text_document(unread=[Unread(where="page 3 image 1", reason="no_text_layer")])
    assert shown(document=document).unread == (("sow.txt", "page 3 image 1: a picture without text"),)


@pytest.mark.parametrize(
    ("field", "shape", "words"),
    [
        ("price.recurring_fee", {"amount": "1200", "currency": "USD", "per": "month"}, "USD 1,200 per month"),
        ("price.services_total", {"amount": "400200.00", "currency": "XXX"}, "400,200.00"),
        ("schedule.duration", {"count": 1, "unit": "month"}, "1 month"),
        ("acceptance.review_period", {"count": 5, "unit": "business_day"}, "5 business days"),
        ("price.discount_pct", "7.5", "7.5 %"),
        ("billing.deposit", {"percent": "20"}, "20 %"),
        ("billing.late_interest", {"percent": "1.5", "per": "month"}, "1.5 % per month"),
        ("billing.payment_terms_days", 0, "due on receipt"),
        ("price.pricing_model", "time_and_materials_nte", "time and materials, not to exceed"),
        ("travel.required", False, "no"),
        ("price.estimated_hours", "2870", "2,870"),
        (
            "price.rate_card",
            {"role": "Architect", "amount": "210", "currency": "EUR", "per": "hour"},
            "Architect: EUR 210 per hour",
        ),
        (
            "billing.milestones",
            {"name": "Go-live", "percent": "40", "due": "2026-09-01", "trigger": "go_live"},
            "Go-live: 40 %, due 2026-09-01, on go live",
        ),
        ("staffing.roles", {"role": "Developer", "count": 2, "hours": "320"}, "Developer: 2 people, 320 hours"),
        ("doc.signatories", {"party": "customer", "name": "A. Rao", "title": "CFO"}, "A. Rao: CFO"),
        ("scope.limits", {"metric": "reports", "max": "4-5"}, "reports: at most 4-5"),
        ("price.services_total", {"sow.pdf": {"amount": "1", "currency": "EUR"}}, "sow.pdf: EUR 1"),
        ("schedule.end_date", ["2026-10-30", "2026-11-30"], "2026-10-30; 2026-11-30"),
        ("schedule.end_date", None, "not stated"),
        (
            "price.lines",
            {"printed_total": "27000.00", "sum_of_lines": "27500.00"},
            "printed total: 27,000.00; sum of lines: 27,500.00",
        ),
        (
            "doc.coverage",
            {"customer.legal_name": "Fjordline Freight", "billing.payment_terms_days": 30},
            "Customer: Fjordline Freight; Payment terms: Net 30",
        ),
        (
            "doc.signature_status",
            {"signer": "Tomas Wren", "changes": "form_filling", "trust": "no_roots"},
            "signer: Tomas Wren; changes: form filling; trust: no authorities to trust were named",
        ),
    ],
)
def test_a_value_is_said_in_words(field: str, shape: JsonValue, words: str) -> None:
    assert describe(field, shape) == words


def test_the_documents_side_is_never_said_to_concern_the_documents_alone() -> None:
    case = deal()
    unsigned = case.discrepancies[0].model_copy(
        update={
            "kind": "not_executed",
            "code": "SC102",
            "field": "doc.signature_status",
            "assumptions": (),
            "record_values": (),
            "document_value": None,
            "record_value": None,
        }
    )
    finding = arrange(build_report(case.model_copy(update={"discrepancies": (unsigned,)}))).findings[0]
    assert (finding.paper, finding.system) == ("not stated", "the documents alone are concerned")


def test_what_one_paper_shows_to_agree_is_not_listed_as_left_open_for_another() -> None:
    case = deal()
    agrees = Verdict(
        field="billing.payment_terms_days",
        key=None,
        verdict=Outcome.MATCH,
        assumptions=("doc-1.a2",),
        record_values=("rec-1.v2",),
    )
    repeated = Verdict(
        field="billing.payment_terms_days", key=None, verdict=Outcome.NOT_EVALUATED, assumptions=("doc-1.a2",)
    )
    view = arrange(build_report(case.model_copy(update={"verdicts": (agrees, repeated)})))
    assert [line.subject for line in view.matched] == ["Payment terms"]
    assert view.undecided == ()


def test_an_exposure_has_a_sign_and_its_unit() -> None:
    assert exposure_in_words("-14000.00", "EUR", None) == "\N{MINUS SIGN}EUR 14,000.00"
    assert exposure_in_words(None, None, -30) == "\N{MINUS SIGN}30 days"
    assert exposure_in_words(None, None, None) == ""


def test_control_and_direction_characters_are_not_shown() -> None:
    assert plain("pay\x1b]0;x\x07 \u202enow\u200b\ud800") == "pay]0;x now"


def test_a_text_that_is_short_enough_is_not_cut() -> None:
    assert shortened("net 30", 6) == "net 30"
    assert len(shortened("a" * 50, 10)) == 10


def test_the_words_of_a_passage_stand_in_their_paragraph() -> None:
    case = deal()
    found = passage(case.documents[0].document, case.assumptions[1].quote.span)
    assert found.before + found.marked + found.after == "Invoices are due within thirty (30) days."
    assert found.marked == "thirty (30) days"


def test_highlighting_loses_no_words_and_marks_the_quoted_ones() -> None:
    case = deal()
    lines = highlighted(case.documents[0].document.text, case.assumptions)
    assert ["".join(piece.text for piece in line) for line in lines] == SOW.split("\n")
    marked = [piece.text for line in lines for piece in line if piece.assumptions]
    assert marked == [assumption.quote.text for assumption in case.assumptions]


def test_words_that_state_two_things_are_marked_for_both() -> None:
    case = deal()
    twice = case.assumptions[0].model_copy(update={"id": "x", "field": "price.currency", "value": "EUR"})
    pieces = [piece for line in highlighted(SOW, [case.assumptions[0], twice]) for piece in line if piece.assumptions]
    assert [piece.assumptions for piece in pieces] == [("doc-1.a1", "x")]
    assert pieces[0].label == "Services total, Currency"


def test_verdicts_without_a_finding_are_told_in_words() -> None:
    case = deal()
    silent = Verdict(
        field="billing.payment_terms_days", key=None, verdict=Outcome.DOCUMENT_SILENT, record_values=("rec-1.v2",)
    )
    view = arrange(build_report(case.model_copy(update={"verdicts": (silent,)})))
    assert [(line.outcome, line.value) for line in view.undecided] == [("only in the records", "Net 30")]


def test_an_agreement_that_another_field_shows_has_the_value_of_the_record() -> None:
    case = deal()
    match = Verdict(
        field="billing.payment_terms_days",
        key=None,
        verdict=Outcome.MATCH,
        assumptions=("doc-1.a3",),
        record_values=("rec-1.v2",),
    )
    view = arrange(build_report(case.model_copy(update={"verdicts": (match,)})))
    assert [line.value for line in view.matched] == ["Net 30"]


def test_delivery_comes_first_in_the_hidden_scope() -> None:
    case = deal()
    terms = Verdict(
        field="billing.payment_terms_days", key=None, verdict=Outcome.RECORD_SILENT, assumptions=("doc-1.a2",)
    )
    view = arrange(build_report(case.model_copy(update={"verdicts": (terms, *case.verdicts)})))
    assert [group.owner for group in view.hidden] == ["Delivery operations", "Finance"]


@pytest.mark.parametrize(
    ("field", "shape", "words"),
    [
        ("price.tax_treatment", "exclusive", "not included in the prices"),
        ("doc.signature_status", "partially_signed", "signed by one side only"),
        ("price.pricing_model", "fixed_fee", "fixed fee"),
        ("price.lines", {"description": "Build", "quantity": "1", "unit_price": "54.00", "amount": "54.00", "currency": "EUR"},
         "Build: EUR 54.00"),
        ("price.lines", {"description": "Build", "quantity": "10", "unit": "day", "unit_price": "5.00", "amount": "50.00", "currency": "EUR"},
         "Build: 10 × day, at EUR 5.00, EUR 50.00 in all"),
    ],
)  # fmt: skip
def test_values_read_as_answers_to_the_title_of_their_field(field: str, shape: JsonValue, words: str) -> None:
    assert describe(field, shape) == words
