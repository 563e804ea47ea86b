"""Envelopes of e-sign services are records: whether both sides have signed, when, and which version of the paper."""

import copy
from typing import Any

import pytest

from record_reading import Reader

DOCUSIGN: dict[str, Any] = {
    "event": "envelope-completed",
    "data": {
        "envelopeId": "8c1f2f5e",
        "envelopeSummary": {
            "status": "completed",
            "recipients": {
                "signers": [
                    {
                        "name": "Ada Quist",
                        "roleName": "Client signer",
                        "status": "completed",
                        "signedDateTime": "2026-05-13T15:44:02.0000000Z",
                    },
                    {
                        "name": "Ben Okoro",
                        "roleName": "Provider signer",
                        "status": "completed",
                        "signedDateTime": "2026-05-14T09:12:38.0000000Z",
                    },
                ]
            },
            "envelopeDocuments": [
                {"name": "SOW-77_v4.pdf", "type": "content"},
                {"name": "Summary", "type": "summary"},
            ],
            "customFields": {"textCustomFields": [{"name": "OpportunityId", "value": "006Hs00001LkQ3aIAF"}]},
        },
    },
}
ADOBE: dict[str, Any] = {
    "event": "AGREEMENT_WORKFLOW_COMPLETED",
    "agreement": {
        "id": "CBJ1",
        "name": "SOW-77 version 2",
        "status": "SIGNED",
        "participantSetsInfo": {
            "participantSets": [{"role": "SIGNER", "status": "COMPLETED", "memberInfos": [{"name": "Ada Quist"}]}]
        },
    },
}
PANDADOC: list[dict[str, Any]] = [
    {
        "event": "document_state_changed",
        "data": {
            "id": "msFY",
            "name": "SOW-77 v4",
            "status": "document.completed",
            "metadata": {"opportunity_id": "006Hs00001LkQ3aIAF"},
            "grand_total": {"amount": "184000.00", "currency": "EUR"},
        },
    }
]


def envelope(**changes: Any) -> dict[str, Any]:
    """The DocuSign message with another envelope."""
    changed = copy.deepcopy(DOCUSIGN)
    changed["data"]["envelopeSummary"] |= changes
    return changed


def test_a_completed_envelope_is_signed_by_both_on_their_days(read: Reader) -> None:
    found = read(DOCUSIGN)
    assert (found.record.system, found.record.object, found.record.record_id) == ("docusign", "Envelope", "8c1f2f5e")
    assert found.of("doc.signature_status") == ["completed"]
    assert found.of("doc.customer_signed_date") == ["2026-05-13"]
    assert found.of("doc.supplier_signed_date") == ["2026-05-14"]
    assert found.of("deal.opportunity_id") == ["006Hs00001LkQ3aIAF"]
    assert found.of("doc.version") == ["4"]
    assert found.paths("doc.signature_status") == ["data.envelopeSummary.status"]


@pytest.mark.parametrize("payload", [ADOBE, PANDADOC], ids=["Adobe Acrobat Sign", "PandaDoc"])
def test_the_other_services_say_the_same_in_their_own_words(payload: object, read: Reader) -> None:
    assert read(payload).of("doc.signature_status") == ["completed"]


def test_a_document_with_prices_states_its_total(read: Reader) -> None:
    found = read(PANDADOC)
    assert found.of("price.grand_total") == [{"amount": "184000.00", "currency": "EUR"}]
    assert found.of("doc.version") == ["4"]


def test_of_several_events_the_last_holds(read: Reader) -> None:
    later = copy.deepcopy(PANDADOC[0])
    later["data"]["status"] = "document.voided"
    assert read([PANDADOC[0], later]).of("doc.signature_status") == ["unsigned"]


@pytest.mark.parametrize("status", ["created", "sent", "delivered", "declined", "voided"])
def test_an_envelope_that_is_not_completed_is_not_signed(status: str, read: Reader) -> None:
    waiting = [{**row, "status": "sent", "signedDateTime": None} for row in _signers()]
    assert read(envelope(status=status, recipients={"signers": waiting})).of("doc.signature_status") == ["unsigned"]


def test_an_envelope_that_one_side_has_signed_is_partly_signed(read: Reader) -> None:
    customer, supplier = _signers()
    waiting = {**supplier, "status": "sent", "signedDateTime": None}
    found = read(envelope(status="sent", recipients={"signers": [customer, waiting]}))
    assert found.of("doc.signature_status") == ["partially_signed"]
    assert found.of("doc.customer_signed_date") == ["2026-05-13"]
    assert found.of("doc.supplier_signed_date") == []


def test_a_date_of_a_signer_whose_role_says_nothing_is_nobodys(read: Reader) -> None:
    nameless = [{**row, "roleName": f"Signer {number}"} for number, row in enumerate(_signers())]
    found = read(envelope(recipients={"signers": nameless}))
    assert found.of("doc.customer_signed_date") == found.of("doc.supplier_signed_date") == []


def test_papers_of_two_versions_state_none(read: Reader) -> None:
    papers = [{"name": "SOW v3.pdf", "type": "content"}, {"name": "Order v4.pdf", "type": "content"}]
    assert read(envelope(envelopeDocuments=papers)).of("doc.version") == []


def test_an_unknown_status_is_no_signature(read: Reader) -> None:
    found = read(envelope(status="archived-by-robot"))
    assert "completed" not in found.of("doc.signature_status")


def _signers() -> list[dict[str, Any]]:
    signers: list[dict[str, Any]] = DOCUSIGN["data"]["envelopeSummary"]["recipients"]["signers"]
    return signers
