"""A party has signed if its block holds a mark, or a digital signature of it still holds."""

from pathlib import Path

import pytest

from signing_builders import authority, contract, signed, signer
from sowcheck.core.values import to_json
from sowcheck.pipeline import read_and_extract

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
