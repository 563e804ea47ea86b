"""A party has signed if its block holds a mark, or a digital signature of it still holds."""

from pathlib import Path

import pytest

from signing_builders import authority, contract, signed, signer, with_signature_fields
from sowcheck.core.cases import CaseDocument
from sowcheck.core.values import to_json
from sowcheck.pipeline import read_and_extract
from tampering_builders import form, with_field

PAPER = (
    "Statement of Work",
    "This Statement of Work is made between Fjellheim Logistikk AS (Customer)",
    "and Harbourline Systems Ltd (Supplier).",
    "The fixed fee is EUR 184,000.",
    "IN WITNESS WHEREOF the parties have signed.",
    "Fjellheim Logistikk AS",
    "By: ______________________",
    "Name:",
    "Title:",
    "Harbourline Systems Ltd",
    "By: ______________________",
    "Name:",
    "Title:",
)
CUSTOMER = ("Ingrid Vestergaard", "Fjellheim Logistikk AS")
SUPPLIER = ("Tomas Wren", "Harbourline Systems Ltd")


def status_of(data: bytes, tmp_path: Path) -> object:
    path = tmp_path / "sow.pdf"
    path.write_bytes(data)
    _, _, stated = read_and_extract(path, trusted=(authority().pem,))
    return next(to_json(each.value) for each in stated if each.field == "doc.signature_status")


@pytest.mark.parametrize(
    ("signers", "status"),
    [
        ([], "unsigned"),
        ([CUSTOMER], "partially_signed"),
        ([CUSTOMER, SUPPLIER], "completed"),
        ([CUSTOMER, CUSTOMER], "partially_signed"),
    ],
    ids=["nobody", "the customer", "both", "the customer twice"],
)
def test_digital_signatures_count_for_the_party_that_their_certificate_names(
    signers: list[tuple[str, str]], status: str, tmp_path: Path
) -> None:
    fields = ("Signature1", "Signature2")
    data = contract(*PAPER, signature_fields=fields)
    for field, who in zip(fields, signers, strict=False):
        data = signed(data, field, signer(*who))
    assert status_of(data, tmp_path) == status


def test_a_broken_signature_counts_for_nobody(tmp_path: Path) -> None:
    data = signed(contract(*PAPER, signature_fields=("Signature1",)), "Signature1", signer(*CUSTOMER))
    broken = bytearray(data)
    broken[data.index(b"Helvetica")] ^= 1
    assert status_of(bytes(broken), tmp_path) == "unsigned"


def test_the_name_of_the_field_tells_the_party_where_the_certificate_does_not(tmp_path: Path) -> None:
    data = contract(*PAPER, signature_fields=("Customer_signature", "Supplier_signature"))
    data = signed(
        signed(data, "Customer_signature", signer("A. Person", "")), "Supplier_signature", signer("B. Other", "")
    )
    assert status_of(data, tmp_path) == "completed"


# --- a paper without any place to sign ---------------------------------------------------------------------------------

BARE = PAPER[:4]
"""The paper without its signature blocks."""
FIELDS_ONLY = ("Signature1", "Signature2")


def digital_of(data: bytes, tmp_path: Path) -> CaseDocument:
    path = tmp_path / "sow.pdf"
    path.write_bytes(data)
    document, _, stated = read_and_extract(path, trusted=(authority().pem,))
    assert all(each.field != "doc.signature_status" for each in stated)
    return document


@pytest.mark.parametrize(
    ("signers", "status"),
    [
        ([], None),
        ([CUSTOMER], "partially_signed"),
        ([CUSTOMER, SUPPLIER], "completed"),
        ([CUSTOMER, CUSTOMER], "partially_signed"),
        ([("A. Person", "")], None),
        ([CUSTOMER, ("A. Person", "")], "partially_signed"),
    ],
    ids=["nobody", "the customer", "both", "the customer twice", "somebody", "the customer and somebody"],
)
def test_a_paper_without_signature_blocks_is_signed_by_its_digital_signatures(
    signers: list[tuple[str, str]], status: str | None, tmp_path: Path
) -> None:
    data = contract(*BARE, signature_fields=FIELDS_ONLY)
    for field, who in zip(FIELDS_ONLY, signers, strict=False):
        data = signed(data, field, signer(*who))
    assert digital_of(data, tmp_path).digital_status == status


def test_a_paper_with_signature_blocks_has_no_status_by_digital_signatures_alone(tmp_path: Path) -> None:
    path = tmp_path / "sow.pdf"
    path.write_bytes(signed(contract(*PAPER, signature_fields=FIELDS_ONLY), "Signature1", signer(*CUSTOMER)))
    document, _, _ = read_and_extract(path, trusted=(authority().pem,))
    assert document.digital_status is None


@pytest.mark.parametrize(
    ("who", "field", "line", "party", "told_by"),
    [
        (CUSTOMER, "Signature1", "", "customer", "organisation"),
        (("Harbourline Systems Limited", ""), "Signature1", "", "supplier", "organisation"),
        (("I. Vestergaard", "", "i.v@mail.fjellheim.example"), "Signature1", "", "customer", "address"),
        (("T. Wren", "", "wren@harbourlinesystems.example"), "Signature1", "", "supplier", "address"),
        (("T. Wren", "", "wren@mailbox.example"), "Signature1", "", None, None),
        (("A. Person", ""), "SupplierSignature", "", "supplier", "field"),
        (("Tomas Wren", ""), "Signature1", "The Supplier is represented by Tomas Wren.", "supplier", "text"),
        (("Tomas Wren", ""), "Signature1", "Tomas Wren leads the workshops.", None, None),
        (("Tomas Wren", ""), "Signature1", "Customer and Supplier name Tomas Wren as expert.", None, None),
    ],
)
def test_a_signature_is_told_to_be_of_a_party(
    who: tuple[str, ...], field: str, line: str, party: str | None, told_by: str | None, tmp_path: Path
) -> None:
    data = contract(*BARE, *([line] if line else []), signature_fields=(field,))
    (found,) = digital_of(signed(data, field, signer(*who)), tmp_path).digital_signers
    assert (found.party, found.told_by) == (party, told_by)


# --- words that signatures draw ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("signers", "status"),
    [
        ([CUSTOMER], "partially_signed"),
        ([CUSTOMER, SUPPLIER], "completed"),
        ([("A. Person", ""), ("B. Other", "")], None),
    ],
    ids=["the customer", "both", "people of nobody known"],
)
def test_what_a_signature_draws_on_the_page_is_no_further_signature(
    signers: list[tuple[str, str]], status: str | None, tmp_path: Path
) -> None:
    data = with_signature_fields(form(BARE, Note="Order 4711"), FIELDS_ONLY)
    for field, who in zip(FIELDS_ONLY, signers, strict=False):
        data = signed(data, field, signer(*who))
    path = tmp_path / "sow.pdf"
    path.write_bytes(data)
    document, outline, stated = read_and_extract(path, trusted=(authority().pem,))
    assert "Digitally signed by" in document.document.text
    assert outline.signature_blocks
    found = [each.value for each in stated if each.field == "doc.signature_status"]
    assert found == ([status] if status else [])


def test_what_a_broken_signature_draws_on_the_page_signs_nothing(tmp_path: Path) -> None:
    data = with_signature_fields(form(BARE, Note="Order 4711"), FIELDS_ONLY)
    data = signed(signed(data, "Signature1", signer(*CUSTOMER)), "Signature2", signer(*SUPPLIER))
    path = tmp_path / "sow.pdf"
    path.write_bytes(with_field(data, "Note", "Order 4712"))
    document, _, stated = read_and_extract(path, trusted=(authority().pem,))
    assert [each.value for each in stated if each.field == "doc.signature_status"] == ["unsigned"]
    assert document.execution.signatures == ()
