"""Certificates of signing services are read by their structure, and nothing of a paper is read from them."""

import time

import pytest
from reportlab.pdfgen.canvas import Canvas

from certificate_builders import (
    CERTIFICATES,
    ENVELOPE,
    HASH,
    INGRID,
    OWEN,
    PLAIN,
    REFERENCE,
    STAMPS,
    TRANSACTION,
    docusign,
    stamped,
)
from execution_builders import blocks, opening
from pdf_builders import Draw, document, put
from segment_builders import written
from sowcheck.core.executions import Certificate
from sowcheck.segment.certificates.pages import certificate_places
from sowcheck.segment.outline import segment

IDS = {"docusign": PLAIN, "adobe_sign": TRANSACTION, "pandadoc": REFERENCE, "dropbox_sign": HASH}
SIGNED = {
    "docusign": ["2026-05-04T14:31:07", "2026-05-06T09:05:44"],
    "adobe_sign": ["2026-05-05T07:05:44+00:00"] * 2,
    "pandadoc": ["2026-05-05T14:31:07"] * 2,
    "dropbox_sign": ["2026-05-05T14:31:07+00:00"] * 2,
}
NAMES = {"docusign": ("larkspur-sow.pdf",), "adobe_sign": ("larkspur-sow",), "pandadoc": ()}


def certificate(draw: Draw) -> Certificate:
    (found,) = segment(document(draw)).certificates
    return found


@pytest.mark.parametrize("service", CERTIFICATES)
def test_each_service_tells_envelope_status_and_signers(service: str) -> None:
    found = certificate(CERTIFICATES[service]())
    assert (found.service, found.envelope_id, found.status, found.page) == (service, IDS[service], "completed", 1)
    assert [(each.name, each.email) for each in found.signers] == [
        (INGRID.name, INGRID.mail),
        (OWEN.name, OWEN.mail),
    ]
    assert [each.signed_at for each in found.signers] == SIGNED[service]
    assert found.documents[-1:] == NAMES.get(service, ("larkspur-sow.pdf",))


def test_docusign_tells_titles_firms_pages_and_its_time_zone() -> None:
    found = certificate(docusign(pages=11))
    assert [(each.title, each.organisation) for each in found.signers] == [
        ("Managing Director", "Fjellheim Logistikk AS"),
        ("Director", "Larkspur Systems Ltd"),
    ]
    assert (found.document_pages, found.time_zone) == (11, "(UTC+01:00) Amsterdam, Berlin, Rome")


@pytest.mark.parametrize(
    ("words", "status"),
    [("Declined", "declined"), ("Voided", "voided"), ("Sent", "sent"), ("Delivered", "sent"), ("Expired", "expired")],
)
def test_the_status_is_the_stated_one(words: str, status: str) -> None:
    nobody = [type(each)(each.name, each.mail, each.title, each.firm, None) for each in (INGRID, OWEN)]
    assert certificate(docusign(nobody, status=words)).status == status


def test_an_envelope_under_way_that_somebody_has_signed_is_partly_signed() -> None:
    waiting = type(OWEN)(OWEN.name, OWEN.mail, OWEN.title, OWEN.firm, None)
    found = certificate(docusign([INGRID, waiting], status="Sent"))
    assert found.status == "partially_signed"
    assert [each.has_signed for each in found.signers] == [True, False]


@pytest.mark.parametrize("service", STAMPS)
def test_stamps_of_services_on_pages_give_the_id_of_the_envelope(service: str) -> None:
    def draw(canvas: Canvas) -> None:
        opening(canvas)
        stamped(service)(canvas)

    (stamp,) = segment(document(draw)).stamps
    assert stamp.id == {**IDS, "docusign": ENVELOPE}[service]
    assert stamp.service == service


def test_a_certificate_behind_a_paper_is_no_part_of_its_structure() -> None:
    def paper(canvas: Canvas) -> None:
        opening(canvas)
        blocks(canvas)

    alone, together = segment(document(paper)), segment(document(paper, docusign()))
    assert together.certificates[0].page == 2
    assert [each.name for each in together.parties] == [each.name for each in alone.parties]
    assert len(together.signature_blocks) == len(alone.signature_blocks) == 2
    assert len(together.key_values) == len(alone.key_values)


def _form(canvas: Canvas) -> None:
    put(canvas, 72, 80, "Certificate of Completion", bold=True)
    put(canvas, 72, 110, "The Contractor certifies that the Works were completed on ______ at 17:00.")
    put(canvas, 72, 130, "Send this certificate to works@fjellheim.example.")


def _clause(canvas: Canvas) -> None:
    put(canvas, 72, 80, "9. Audit report", bold=True)
    put(canvas, 72, 110, "The Supplier shall send the audit report by 17:00 to audits@fjellheim.example.")


@pytest.mark.parametrize("draw", [_form, _clause])
def test_a_form_and_a_clause_of_that_name_are_no_certificates_of_a_service(draw: Draw) -> None:
    assert certificate_places(document(draw)) == ()


def test_a_certificate_of_endless_rows_is_read_in_no_time() -> None:
    head = f"Certificate Of Completion\nEnvelope Id: {PLAIN} Status: Completed\ningrid@fjellheim.example 10:10\n"
    paper = written(head + "sent to " * 20_000)
    began = time.process_time()
    assert segment(paper).certificates[0].signers == ()
    assert time.process_time() - began < 10
