"""What a signing service certifies is evidence of the signing, and no term of the contract."""

import pytest
from reportlab.pdfgen.canvas import Canvas

from certificate_builders import CERTIFICATES, stamped
from execution_builders import blocks, opening
from pdf_builders import document
from sowcheck.core.documents import Document
from sowcheck.core.values import Value
from sowcheck.extract.assemble import extract
from sowcheck.segment.addressed import said_in
from sowcheck.segment.outline import segment


def _stated(paper: Document) -> list[tuple[str, Value]]:
    return [(each.field, each.value) for each in extract("doc-1", paper, segment(paper))]


def _paper(canvas: Canvas) -> None:
    opening(canvas)
    blocks(canvas, customer="/s/ Ingrid Vestergaard", supplier="/s/ Owen Tarrant")


@pytest.mark.parametrize("service", CERTIFICATES)
def test_a_paper_states_the_same_with_its_certificate_behind_it(service: str) -> None:
    assert _stated(document(_paper, CERTIFICATES[service]())) == _stated(document(_paper))


@pytest.mark.parametrize("service", CERTIFICATES)
def test_a_certificate_alone_states_that_it_is_one_and_nothing_else(service: str) -> None:
    assert _stated(document(CERTIFICATES[service]())) == [("doc.kind", "certificate")]


def test_dates_of_a_certificate_do_not_decide_how_a_paper_writes_its_own() -> None:
    assert "5/4/2026" not in said_in(document(_paper, CERTIFICATES["docusign"]()))


@pytest.mark.parametrize("service", CERTIFICATES)
def test_the_stamp_on_a_page_states_the_envelope(service: str) -> None:
    def draw(canvas: Canvas) -> None:
        _paper(canvas)
        stamped(service)(canvas)

    assert [field for field, _ in _stated(document(draw)) if field == "doc.envelope_id"] == ["doc.envelope_id"]
