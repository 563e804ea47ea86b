"""An order form that was made as a fillable PDF, through the whole flow: labels, values, boxes, and fields that say two things."""

from pathlib import Path

from pypdf.generic import NameObject, TextStringObject
from reportlab.pdfgen.canvas import Canvas

from annotation_builders import Paper
from pdf_builders import LEFT, put
from sowcheck.core.cases import Case
from sowcheck.core.values import Value
from sowcheck.pipeline import check, read_and_extract
from sowcheck.records.mapping import load_mapping
from sowcheck.settings import load_policy

ENTRIES = {
    "Customer:": "Harbour Foods Ltd",
    "Supplier:": "Northwind Consulting GmbH",
    "PO number:": "4500127736",
    "Total fee:": "EUR 146,850.00",
    "Start date:": "1 June 2026",
    "End date:": "30 November 2026",
    "Payment terms:": "30 days net",
}


def page(canvas: Canvas) -> None:
    put(canvas, LEFT, 60, "ORDER FORM", bold=True, size=14)
    fields, top = canvas.acroForm, 100
    for label, value in ENTRIES.items():
        put(canvas, LEFT, top, label)
        fields.textfield(name=label[:-1], value=value, x=180, y=838 - top, width=180, height=15, fontSize=10)
        top += 20
    put(canvas, LEFT, top, "Pricing model:")
    for place, name in enumerate(("Fixed fee", "Time and materials")):
        fields.checkbox(name=name, checked=place == 1, x=180 + place * 120, y=839 - top, size=11)
        put(canvas, 196 + place * 120, top, name)
    put(canvas, LEFT, top + 20, "Billing:")
    for place, name in enumerate(("Monthly", "Quarterly")):
        fields.radio(name="billing", value=name, selected=place == 0, x=180 + place * 120, y=819 - top, size=11)
        put(canvas, 196 + place * 120, top + 20, name)


def stated(folder: Path, paper: Paper) -> dict[str, Value]:
    path = folder / "order.pdf"
    path.write_bytes(paper.bytes())
    return {each.field: each.value for each in read_and_extract(path)[2]}


def checked(folder: Path, paper: Paper) -> Case:
    path, record = folder / "order.pdf", folder / "opportunity.json"
    path.write_bytes(paper.bytes())
    record.write_text(
        '{"attributes": {"type": "Opportunity", "url": "/services/data/v64.0/sobjects/Opportunity/006Kj00000Rt7QdIAJ"},'
        ' "Id": "006Kj00000Rt7QdIAJ", "IsWon": true, "CurrencyIsoCode": "EUR", "Amount": 146850.0}',
        encoding="utf-8",
    )
    return check([path], [record], policy=load_policy(None), mapping=load_mapping(None))


def test_a_filled_order_form_states_its_terms(tmp_path: Path) -> None:
    found = stated(tmp_path, Paper(page))
    assert found["customer.legal_name"] == "Harbour Foods Ltd"
    assert found["supplier.legal_name"] == "Northwind Consulting GmbH"
    assert str(found["schedule.start_date"]) == "2026-06-01"
    assert str(found["schedule.end_date"]) == "2026-11-30"
    assert found["billing.payment_terms_days"] == 30
    assert found["billing.frequency"] == "monthly"
    assert found["price.pricing_model"] == "time_and_materials"
    assert str(getattr(found["price.services_total"], "amount", None)) == "146850.00"


def test_a_form_without_drawings_states_the_same(tmp_path: Path) -> None:
    bare = Paper(page)
    for label in ENTRIES:
        bare.change(lambda entries: entries.pop("/AP"), label[:-1])
    assert stated(tmp_path, bare) == stated(tmp_path, Paper(page))


def test_a_price_that_is_stored_otherwise_than_it_is_drawn_blocks(tmp_path: Path) -> None:
    paper = Paper(page)
    paper.change(lambda entries: entries.update({NameObject("/V"): TextStringObject("EUR 164,850.00")}), "Total fee")
    case = checked(tmp_path, paper)
    (flagged,) = [each for each in case.discrepancies if each.code == "SC125"]
    assert (flagged.field, flagged.severity) == ("price.services_total", "blocker")
    assert flagged.message == (
        "Services total: in order.pdf, the field “Total fee” holds “EUR 164,850.00” and shows “EUR 146,850.00”."
    )
    assert flagged.id in case.gate.blockers


def test_a_field_that_is_no_term_and_says_two_things_is_told_for_the_file(tmp_path: Path) -> None:
    def with_reference(canvas: Canvas) -> None:
        page(canvas)
        put(canvas, LEFT, 400, "Internal reference:")
        canvas.acroForm.textfield(name="reference", value="A 17", x=180, y=438, width=180, height=15, fontSize=10)

    paper = Paper(with_reference)
    paper.change(lambda entries: entries.update({NameObject("/V"): TextStringObject("B 18")}), "reference")
    (flagged,) = [each for each in checked(tmp_path, paper).discrepancies if each.code == "SC125"]
    assert (flagged.field, flagged.severity) == ("doc.coverage", "blocker")
    assert flagged.message == "order.pdf: the field “reference” holds “B 18” and shows “A 17”."


def test_a_required_field_that_is_empty_is_told(tmp_path: Path) -> None:
    def page_with_blank(canvas: Canvas) -> None:
        page(canvas)
        canvas.acroForm.textfield(name="Cost centre", value="", x=180, y=500, width=180, fieldFlags="required")

    (flagged,) = [each for each in checked(tmp_path, Paper(page_with_blank)).discrepancies if each.code == "SC126"]
    assert flagged.message == "order.pdf: a field that the form asks for is empty: “Cost centre”."


def test_a_form_that_is_filled_in_cleanly_has_no_finding_of_its_own(tmp_path: Path) -> None:
    codes = {each.code for each in checked(tmp_path, Paper(page)).discrepancies}
    assert not codes & {"SC103", "SC108", "SC123", "SC125", "SC126"}
