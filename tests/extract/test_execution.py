"""Who has signed, how, and what that is worth as evidence."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from certificate_builders import stamped
from execution_builders import RIGHT_COLUMN, TOP, execution, handwriting, paper, pasted, ways, word_paper
from pdf_builders import HEIGHT, LEFT, put
from signing_builders import authority, contract, signed
from sowcheck.core.items import Signatory
from sowcheck.extract.assemble import extract
from sowcheck.extract.scalars.identity import signature_status
from sowcheck.ingest.pdf.reader import read_pdf
from sowcheck.segment.outline import segment

BOTH_EMPTY = {"customer": "empty", "supplier": "empty"}


def test_a_line_with_nothing_on_it_is_empty_whatever_name_title_and_date_stand_below() -> None:
    found = execution(paper()).signatures
    assert [(each.party, each.way, each.strength, each.name) for each in found] == [
        ("customer", "empty", "none", "Ingrid Vestergaard"),
        ("supplier", "empty", "none", "Owen Tarrant"),
    ]


@pytest.mark.parametrize(
    ("words", "way", "signer"),
    [
        ("/s/ Ingrid Vestergaard", "conformed", "Ingrid Vestergaard"),
        ("(signed)", "conformed", None),
        ("Sgd. Ingrid Vestergaard", "conformed", "Ingrid Vestergaard"),
        ("Signed by: Ingrid Vestergaard", "conformed", "Ingrid Vestergaard"),
        ("DocuSigned by: Ingrid Vestergaard", "envelope", "Ingrid Vestergaard"),
        ("Ingrid Vestergaard", "typed", "Ingrid Vestergaard"),
        ("Ingrid Vestergaard (May 5, 2026 09:05 GMT+2)", "conformed", "Ingrid Vestergaard"),
    ],
)
def test_words_on_the_line_say_how_it_was_signed(words: str, way: str, signer: str | None) -> None:
    customer, supplier = execution(paper(customer=words)).signatures
    assert (customer.way, customer.signer, customer.strength) == (way, signer, "claimed")
    assert supplier.way == "empty"


@pytest.mark.parametrize(
    "draw",
    [
        lambda canvas: handwriting(canvas, LEFT + 20, TOP + 48),
        lambda canvas: pasted(canvas, LEFT + 20, TOP + 52),
    ],
    ids=["ink", "picture"],
)
def test_what_is_drawn_on_the_line_is_a_claimed_signature_of_that_party(draw: Callable[[Canvas], None]) -> None:
    document = paper(draw)
    customer, supplier = execution(document).signatures
    assert (customer.party, customer.way, customer.strength, supplier.way) == ("customer", "drawn", "claimed", "empty")
    assert customer.page == 1
    assert LEFT < customer.boxes[0].x0 < LEFT + 40
    assert signature_status(segment(document).signature_blocks) == "partially_signed"


def test_ink_in_the_right_column_is_the_other_partys() -> None:
    assert ways(paper(lambda canvas: handwriting(canvas, RIGHT_COLUMN + 20, TOP + 48))) == {
        "customer": "empty",
        "supplier": "drawn",
    }


def _logo(canvas: Canvas) -> None:
    pasted(canvas, LEFT, 50)


def _frame(canvas: Canvas) -> None:
    canvas.roundRect(LEFT, HEIGHT - TOP - 56, 200, 34, 6)


def _tick(canvas: Canvas) -> None:
    canvas.line(LEFT + 30, HEIGHT - TOP - 46, LEFT + 36, HEIGHT - TOP - 52)
    canvas.line(LEFT + 36, HEIGHT - TOP - 52, LEFT + 50, HEIGHT - TOP - 30)


def _doodle_below(canvas: Canvas) -> None:
    handwriting(canvas, LEFT, TOP + 300)


@pytest.mark.parametrize("draw", [_logo, _frame, _tick, _doodle_below])
def test_a_logo_a_frame_a_tick_and_ink_elsewhere_are_no_signatures(draw: Callable[[Canvas], None]) -> None:
    assert ways(paper(draw)) == BOTH_EMPTY


def test_a_date_beside_an_empty_line_signs_nothing() -> None:
    assert ways(paper(lambda canvas: put(canvas, LEFT, TOP + 120, "Signed and delivered on 4 May 2026"))) == BOTH_EMPTY


def test_a_picture_in_the_cell_of_a_word_table_is_that_partys_signature() -> None:
    assert ways(word_paper(customer=True)) == {"customer": "drawn", "supplier": "empty"}
    assert ways(word_paper(supplier=True)) == {"customer": "empty", "supplier": "drawn"}
    assert ways(word_paper(customer=True, supplier=True)) == {"customer": "drawn", "supplier": "drawn"}


def test_a_logo_of_a_word_file_signs_nothing() -> None:
    assert ways(word_paper(logo=True)) == BOTH_EMPTY


def test_a_trusted_digital_signature_alone_proves() -> None:
    words = ("Statement of Work between Fjellheim Logistikk AS (Customer) and Larkspur Systems Ltd (Supplier).",)
    lines = (
        *words,
        "Fjellheim Logistikk AS",
        "By: ____________________",
        "Name: Ingrid Vestergaard",
        "Larkspur Systems Ltd",
        "By: ____________________",
        "Name: Owen Tarrant",
    )
    data = signed(contract(*lines), "Customer")
    for roots, strength in (([authority().pem], "proven"), ([], "claimed")):
        customer, supplier = execution(read_pdf(Path("sow.pdf"), data, roots)).signatures
        assert (customer.way, customer.strength, supplier.way) == ("digital", strength, "empty")
        assert customer.vouched_by == "the digital signature of Ingrid Vestergaard, Fjellheim Logistikk AS"


def _set_above_its_line(canvas: Canvas) -> None:
    put(canvas, LEFT, TOP + 24, "Ingrid Vestergaard (May 5, 2026 09:05 GMT+2)", size=7)
    stamped("adobe_sign")(canvas)


def test_a_name_with_the_moment_of_signing_is_the_mark_of_a_service_and_gives_the_day() -> None:
    customer, supplier = execution(paper(_set_above_its_line)).signatures
    assert (customer.way, customer.signer, supplier.way) == ("envelope", "Ingrid Vestergaard", "empty")
    assert customer.date == dt.date(2026, 5, 5)


def test_a_date_printed_in_an_empty_place_is_no_day_on_which_anybody_signed() -> None:
    document = paper(customer="/s/ Ingrid Vestergaard")
    stated = extract("doc-1", document, segment(document))
    days = [each.value for each in stated if each.field in ("doc.customer_signed_date", "doc.supplier_signed_date")]
    assert days == [dt.date(2026, 5, 4)]
    signatories = {each.value.party: each.value.date for each in stated if isinstance(each.value, Signatory)}
    assert signatories == {"customer": dt.date(2026, 5, 4), "supplier": None}
