"""What payloads of e-sign services tell of an envelope: its people, its papers, and the SHA-256 of each signed file."""

import base64
import copy
import hashlib
from typing import Any

import pytest

from record_reading import Reader
from sowcheck.core.envelopes import Envelope

PDF = b"%PDF-1.7 signed by both"
DIGEST = hashlib.sha256(PDF).hexdigest()
ENCODED = base64.b64encode(PDF).decode()

DOCUSIGN: dict[str, Any] = {
    "event": "envelope-completed",
    "data": {
        "envelopeId": "8c1f2f5e-6a0b-4c57-9d9b-2f6f4f0f7a11",
        "envelopeSummary": {
            "status": "completed",
            "emailSubject": "Please sign SOW-77",
            "completedDateTime": "2026-05-14T09:12:39.0000000Z",
            "recipients": {
                "signers": [
                    {
                        "name": "Ada Quist",
                        "email": "ada@client.example",
                        "roleName": "Client signer",
                        "status": "completed",
                        "signedDateTime": "2026-05-13T15:44:02.0000000Z",
                    }
                ],
                "inPersonSigners": [
                    {"hostName": "Ola Dahl", "signerName": "Ben Okoro", "roleName": "Provider signer", "status": "sent"}
                ],
                "carbonCopies": [{"name": "Archive", "status": "completed"}],
            },
            "envelopeDocuments": [
                {
                    "documentId": "1",
                    "name": "SOW-77.pdf",
                    "type": "content",
                    "pages": [{"sequence": "1"}, {"sequence": "2"}],
                },
                {"documentId": "2", "name": "Order.pdf", "type": "content", "pages": "4"},
                {"documentId": "certificate", "name": "Summary", "type": "summary", "PDFBytes": ENCODED},
            ],
        },
    },
}
ADOBE: dict[str, Any] = {
    "event": "AGREEMENT_WORKFLOW_COMPLETED",
    "eventDate": "2026-05-14T09:12:40Z",
    "participantUserEmail": "ada@client.example",
    "agreement": {
        "id": "CBJCHBCAABAAqP0w3",
        "name": "SOW-77 version 2",
        "status": "SIGNED",
        "participantSetsInfo": {
            "participantSets": [
                {
                    "role": "SIGNER",
                    "label": "Customer",
                    "status": "COMPLETED",
                    "memberInfos": [{"name": "Ada Quist", "email": "ada@client.example"}],
                },
                {"role": "CC", "status": "COMPLETED", "memberInfos": [{"email": "archive@client.example"}]},
            ]
        },
    },
}
PANDADOC: dict[str, Any] = {
    "id": "msFYActMfJHqNTKH8YSvF1",
    "name": "SOW-77 v4",
    "status": "document.completed",
    "recipients": [
        {
            "first_name": "Ada",
            "last_name": "Quist",
            "email": "ada@client.example",
            "role": "Client",
            "recipient_type": "SIGNER",
            "has_completed": True,
            "signature_date": "2026-05-13T15:44:02Z",
        },
        {"first_name": "Archive", "recipient_type": "CC", "has_completed": False},
    ],
}


def envelope_of(payload: object, read: Reader) -> Envelope:
    found = read(payload).record.envelope
    assert found is not None
    return found


def docusign(**changes: Any) -> dict[str, Any]:
    """The DocuSign message with other keys in its first document."""
    changed = copy.deepcopy(DOCUSIGN)
    changed["data"]["envelopeSummary"]["envelopeDocuments"][0] |= changes
    return changed


def test_an_envelope_names_its_people_and_papers(read: Reader) -> None:
    found = envelope_of(DOCUSIGN, read)
    assert (found.id, found.state, found.subject) == (
        "8c1f2f5e-6a0b-4c57-9d9b-2f6f4f0f7a11",
        "completed",
        "Please sign SOW-77",
    )
    assert [(each.name, each.party, each.has_signed) for each in found.recipients] == [
        ("Ada Quist", "customer", True),
        ("Ben Okoro", "supplier", False),
    ]
    assert [(each.id, each.name, each.pages, each.sha256) for each in found.documents] == [
        ("1", "SOW-77.pdf", 2, None),
        ("2", "Order.pdf", 4, None),
    ]


def test_the_identifier_of_the_envelope_is_a_value_of_the_record(read: Reader) -> None:
    found = read(DOCUSIGN)
    assert found.of("doc.envelope_id") == ["8c1f2f5e-6a0b-4c57-9d9b-2f6f4f0f7a11"]
    assert found.of("doc.sha256") == []


@pytest.mark.parametrize(
    ("told", "how", "path"),
    [
        ({"PDFBytes": ENCODED}, "file", "PDFBytes"),
        ({"PDFBytes": f"{ENCODED[:20]}\r\n{ENCODED[20:]}"}, "file", "PDFBytes"),
        ({"document_hash": DIGEST.upper()}, "statement", "document_hash"),
        ({"sha256": f"SHA256:{DIGEST}"}, "statement", "sha256"),
        ({"documentFields": [{"name": "SHA-256", "value": DIGEST}]}, "statement", "documentFields[0].value"),
        ({"documentFields": [{"name": "documentBase64", "value": ENCODED}]}, "file", "documentFields[0].value"),
        ({"PDFBytes": ENCODED, "sha256": "ab" * 32}, "file", "PDFBytes"),
    ],
)
def test_the_hash_of_a_paper_comes_from_its_bytes_or_from_a_statement(
    told: dict[str, Any], how: str, path: str, read: Reader
) -> None:
    found = read(docusign(**told))
    assert found.record.envelope is not None
    paper = found.record.envelope.documents[0]
    place = f"data.envelopeSummary.envelopeDocuments[0].{path}"
    assert (paper.sha256, paper.hash_of, paper.path) == (DIGEST, how, place)
    assert (found.of("doc.sha256"), found.paths("doc.sha256")) == ([DIGEST], [place])
    assert paper.size == (len(PDF) if how == "file" else None)


@pytest.mark.parametrize(
    "told",
    [
        {"PDFBytes": ""},
        {"PDFBytes": "no base64 at all"},
        {"PDFBytes": base64.b64encode(b"some other bytes that are no document").decode()},
        {"sha256": "d41d8cd98f00b204e9800998ecf8427e"},
        {"sha256": 12},
        {"hash": "z" * 64},
    ],
)
def test_what_is_neither_a_file_nor_a_hash_tells_nothing(told: dict[str, Any], read: Reader) -> None:
    assert envelope_of(docusign(**told), read).documents[0].sha256 is None


def test_the_hash_of_an_envelope_under_way_is_no_value_of_the_record(read: Reader) -> None:
    payload = docusign(sha256=DIGEST)
    payload["data"]["envelopeSummary"]["status"] = "sent"
    assert read(payload).of("doc.sha256") == []


def test_the_reason_of_a_void_is_told(read: Reader) -> None:
    payload = copy.deepcopy(DOCUSIGN)
    payload["data"]["envelopeSummary"] |= {"status": "voided", "voidedReason": "Wrong price"}
    found = envelope_of(payload, read)
    assert (found.state, found.reason) == ("voided", "Wrong price")


def test_the_reason_of_whoever_declined_is_told(read: Reader) -> None:
    payload = copy.deepcopy(DOCUSIGN)
    summary = payload["data"]["envelopeSummary"]
    summary["status"] = "declined"
    summary["recipients"]["signers"][0] |= {"status": "declined", "declinedReason": "Not my budget"}
    found = envelope_of(payload, read)
    assert (found.state, found.reason) == ("declined", "Not my budget")
    assert not found.recipients[0].has_signed


def test_an_agreement_of_adobe_carries_its_signed_file(read: Reader) -> None:
    payload = copy.deepcopy(ADOBE)
    payload["agreement"] |= {
        "signedDocumentInfo": {"document": ENCODED},
        "documentsInfo": {
            "documents": [{"id": "3A", "name": "SOW-77.docx", "numPages": 3}, {"name": "B", "numPages": 2}]
        },
    }
    found = envelope_of(payload, read)
    (paper,) = found.documents
    assert (paper.sha256, paper.pages, paper.path) == (DIGEST, 5, "agreement.signedDocumentInfo.document")
    assert [(each.name, each.email, each.party) for each in found.recipients] == [
        ("Ada Quist", "ada@client.example", "customer")
    ]


def test_an_agreement_that_was_refused_was_declined(read: Reader) -> None:
    payload = copy.deepcopy(ADOBE) | {"event": "AGREEMENT_REJECTED"}
    payload["agreement"]["status"] = "CANCELLED"
    assert envelope_of(payload, read).state == "declined"


def test_a_document_of_pandadoc_is_an_envelope_of_one_paper(read: Reader) -> None:
    found = envelope_of(PANDADOC | {"metadata": {"document_hash": DIGEST}}, read)
    (paper,), (person,) = found.documents, found.recipients
    assert (paper.name, paper.sha256, paper.hash_of) == ("SOW-77 v4", DIGEST, "statement")
    assert (person.name, person.has_signed, person.signed_at) == ("Ada Quist", True, "2026-05-13T15:44:02Z")


def test_a_record_of_another_system_has_no_envelope(read: Reader) -> None:
    deal = {"id": "1", "properties": {"dealname": "SOW-77", "amount": "10", "dealstage": "closedwon"}}
    assert read(deal).record.envelope is None
