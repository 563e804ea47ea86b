"""A PDF that cannot be read says so once; one that can be read in part says what is missing."""

import io
from pathlib import Path
from typing import cast

import pypdf
import pytest
from pypdf.generic import ArrayObject, DictionaryObject, NumberObject
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from pdf_builders import pdf, put
from sowcheck.errors import UnreadableInput
from sowcheck.ingest.pdf.reader import read_pdf

PATH = Path("contract.pdf")


def page(canvas: Canvas) -> None:
    put(canvas, 72, 100, "The fixed fee is EUR 184,000.")


def test_a_password_is_asked_for() -> None:
    data = pdf(page, encrypt=StandardEncryption("secret", "owner"))
    with pytest.raises(UnreadableInput, match="password") as caught:
        read_pdf(PATH, data)
    assert caught.value.path == "contract.pdf"


def test_a_file_that_only_restricts_printing_is_read_with_its_metadata() -> None:
    data = pdf(page, encrypt=StandardEncryption("", "owner", canPrint=0))
    found = read_pdf(PATH, data)
    assert found.text == "The fixed fee is EUR 184,000."
    assert found.coverage.unread == ()
    assert found.metadata["producer"]


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"%PDF-1.4\n%%EOF", b"%PDF-1.7\n" + b"junk " * 100])
def test_a_header_alone_is_no_pdf(data: bytes) -> None:
    with pytest.raises(UnreadableInput, match="damaged or cut off"):
        read_pdf(PATH, data)


def test_a_file_cut_off_in_its_first_page_is_refused() -> None:
    with pytest.raises(UnreadableInput, match=r"damaged or cut off|no pages"):
        read_pdf(PATH, pdf(page)[:120])


def test_a_file_without_its_end_is_read_but_not_trusted() -> None:
    data = pdf(page, page)
    found = read_pdf(PATH, data[: data.rindex(b"startxref")])
    assert "184,000" in found.text
    assert [(entry.where, entry.reason) for entry in found.coverage.unread] == [("end of the file", "damaged")]


def test_a_pdf_without_pages_is_refused() -> None:
    out = io.BytesIO()
    pypdf.PdfWriter().write(out)
    with pytest.raises(UnreadableInput, match="no pages"):
        read_pdf(PATH, out.getvalue())


def test_a_page_that_does_not_load_is_named_and_the_others_are_read() -> None:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf(page, page)))
    pages = cast(DictionaryObject, writer.root_object["/Pages"])
    cast(ArrayObject, pages["/Kids"])[0] = NumberObject(7)
    out = io.BytesIO()
    writer.write(out)
    found = read_pdf(PATH, out.getvalue())
    assert "184,000" in found.text
    assert "page 1" in [entry.where for entry in found.coverage.unread if entry.reason == "damaged"]
