"""Form fields: each value is in the text once, at its place, next to what names it."""

import io
from pathlib import Path

import pypdf
import pytest
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    TextStringObject,
)
from reportlab.pdfgen.canvas import Canvas

from pdf_builders import LEFT, blocks, lines, pdf, put
from sowcheck.core.documents import BlockKind, Document, FormField
from sowcheck.ingest.pdf.reader import read_pdf


def read(data: bytes) -> Document:
    return read_pdf(Path("form.pdf"), data)


def field(document: Document, name: str) -> FormField:
    return next(field for field in document.form_fields if field.name == name)


def labelled(canvas: Canvas, x: float, top: float, label: str, name: str, value: str) -> None:
    """A text field under its label."""
    put(canvas, x, top, label, size=8)
    canvas.acroForm.textfield(
        name=name, value=value, x=x, y=842 - top - 24, width=190, height=18, fontSize=9, borderWidth=0.5
    )


def without_appearances(data: bytes) -> bytes:
    """The file without the drawings of its fields' values."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    for annotation in writer.pages[0].annotations or ():
        del annotation.get_object()["/AP"]
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_value_stands_next_to_the_label_above_it() -> None:
    def page(canvas: Canvas) -> None:
        labelled(canvas, LEFT, 100, "Order number", "number", "4500127736")
        labelled(canvas, 300, 100, "Order date", "date", "22/07/2026")
        labelled(canvas, LEFT, 150, "Price without tax", "price", "AUD 146,850.00")
        labelled(canvas, 300, 150, "Cost centre", "centre", "")

    found = read(pdf(page))
    assert lines(found) == [
        "Order number\t4500127736",
        "Order date\t22/07/2026",
        "Price without tax\tAUD 146,850.00",
        "Cost centre",
    ]
    assert blocks(found, BlockKind.FORM_FIELD) == ["4500127736", "22/07/2026", "AUD 146,850.00"]
    price = field(found, "price")
    assert price.span is not None
    assert price.span.of(found.text) == price.value == "AUD 146,850.00"
    assert field(found, "centre").span is None
    (box,) = found.boxes(price.span)
    assert LEFT <= box.x0 < box.x1 <= LEFT + 190
    assert 150 <= box.y0 < box.y1 <= 180


def test_a_value_without_an_appearance_is_read_too() -> None:
    def page(canvas: Canvas) -> None:
        labelled(canvas, LEFT, 100, "Supplier", "supplier", "Northwind Traders Inc.")

    data = without_appearances(pdf(page))
    assert lines(read(data)) == ["Supplier\tNorthwind Traders Inc."]


def test_a_value_that_the_page_draws_itself_is_not_doubled() -> None:
    def page(canvas: Canvas) -> None:
        labelled(canvas, LEFT, 100, "Supplier", "supplier", "Northwind Traders Inc.")
        put(canvas, LEFT + 3, 118, "Northwind Traders Inc.", size=9)

    found = read(without_appearances(pdf(page)))
    assert found.text.count("Northwind Traders Inc.") == 1
    assert field(found, "supplier").span is not None


def test_a_field_inside_a_sentence_is_part_of_it() -> None:
    def page(canvas: Canvas) -> None:
        put(canvas, LEFT, 100, "This order is dated")
        canvas.acroForm.textfield(name="day", value="1 June 2026", x=LEFT + 92, y=738, width=70, height=14, fontSize=10)
        put(canvas, LEFT + 166, 100, "and binds both parties.")

    found = read(pdf(page))
    assert lines(found) == ["This order is dated 1 June 2026 and binds both parties."]
    day = field(found, "day")
    assert day.span is not None
    assert day.span.of(found.text) == "1 June 2026"


def test_the_checked_box_of_a_choice_is_marked_and_so_are_those_left_empty() -> None:
    def page(canvas: Canvas) -> None:
        for index, name in enumerate(("Fixed price", "Time and materials")):
            x = LEFT + index * 150
            canvas.acroForm.checkbox(name=name, checked=index == 0, x=x, y=735, size=11)
            put(canvas, x + 16, 105, name)

    found = read(pdf(page))
    assert lines(found) == ["\u2612 Fixed price\t\u2610 Time and materials"]
    assert field(found, "Fixed price").value == "Yes"
    assert field(found, "Time and materials") == FormField(name="Time and materials", value="", page=1, span=None)


def test_an_empty_box_alone_adds_no_character() -> None:
    def page(canvas: Canvas) -> None:
        canvas.acroForm.checkbox(name="urgent", checked=False, x=LEFT, y=735, size=11)
        put(canvas, LEFT + 16, 105, "Urgent")

    assert lines(read(pdf(page))) == ["Urgent"]


def test_two_people_who_sign_side_by_side_keep_their_own_entries() -> None:
    def page(canvas: Canvas) -> None:
        for x, name in ((LEFT, "A. Rao"), (300, "B. Li")):
            labelled(canvas, x, 100, "Name", f"name {name}", name)
            labelled(canvas, x, 140, "Position", f"position {name}", f"Director {name[0]}")
            labelled(canvas, x, 180, "Date", f"date {name}", "1 June 2026")

    assert lines(read(pdf(page))) == [
        "Name\tA. Rao",
        "Position\tDirector A",
        "Date\t1 June 2026",
        "Name\tB. Li",
        "Position\tDirector B",
        "Date\t1 June 2026",
    ]


def with_annotation(entries: dict[str, object]) -> bytes:
    """A page with one more annotation."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf(lambda canvas: put(canvas, LEFT, 100, "Signed by Acme"))))
    annotation = DictionaryObject({NameObject("/Type"): NameObject("/Annot")})
    annotation[NameObject("/Rect")] = ArrayObject([FloatObject(value) for value in (72, 600, 272, 640)])
    for key, value in entries.items():
        annotation[NameObject(key)] = value
    reference = writer._add_object(annotation)
    writer.pages[0][NameObject("/Annots")] = ArrayObject([reference])
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("value", "signed"),
    [
        (DictionaryObject({NameObject("/Type"): NameObject("/Sig"), NameObject("/Filter"): NameObject("/X")}), True),
        (TextStringObject(""), False),
        (None, False),
    ],
    ids=["a signature", "an empty text", "nothing"],
)
def test_a_signature_field_is_signed_only_if_it_holds_a_signature(value: object, signed: bool) -> None:
    entries: dict[str, object] = {
        "/Subtype": NameObject("/Widget"),
        "/FT": NameObject("/Sig"),
        "/T": TextStringObject("client_signature"),
    }
    if value is not None:
        entries["/V"] = value
    (signature,) = read(with_annotation(entries)).signature_fields
    assert (signature.name, signature.signed, signature.page) == ("client_signature", signed, 1)


def test_a_reviewers_note_is_a_comment_and_no_text() -> None:
    data = with_annotation(
        {
            "/Subtype": NameObject("/Text"),
            "/Contents": TextStringObject("Is this the final price?"),
            "/T": TextStringObject("B. Li"),
            "/M": TextStringObject("D:20260601093000+02'00'"),
        }
    )
    found = read(data)
    assert found.text == "Signed by Acme"
    (comment,) = found.comments
    assert (comment.text, comment.author, comment.page) == ("Is this the final price?", "B. Li", 1)
    assert comment.date == "2026-06-01T09:30:00+02:00"
