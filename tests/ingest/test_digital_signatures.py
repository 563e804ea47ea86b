"""Digital signatures: which hold, what was done to the file after them, and whom nobody vouches for."""

import datetime as dt
from pathlib import Path

import pytest

from signing_builders import NOW, YEAR, authority, contract, identity, signed, signer
from sowcheck.core.signatures import DigitalSignature
from sowcheck.errors import UsageError
from sowcheck.ingest.reader import read
from tampering_builders import with_content

SUPPLIER = ("Tomas Wren", "Harbourline Systems Ltd")


def signatures_of(
    data: bytes, tmp_path: Path, trusted: tuple[bytes, ...] | None = None
) -> tuple[DigitalSignature, ...]:
    path = tmp_path / "sow.pdf"
    path.write_bytes(data)
    return read(path, (authority().pem,) if trusted is None else trusted).signatures


def both_signed() -> bytes:
    return signed(signed(contract(), "Customer"), "Supplier", signer(*SUPPLIER))


def test_a_file_without_signature_values_has_none(tmp_path: Path) -> None:
    assert signatures_of(contract(), tmp_path) == ()


def test_a_signature_over_the_whole_file_holds_and_names_its_signer(tmp_path: Path) -> None:
    (found,) = signatures_of(signed(contract(), "Customer"), tmp_path)
    assert found.holds
    assert (found.field, found.signer, found.organisation) == (
        "Customer",
        "Ingrid Vestergaard",
        "Fjellheim Logistikk AS",
    )
    assert (found.covers, found.changes, found.trust, found.reason) == ("whole_file", "none", "trusted", None)
    assert found.signed_at is not None
    assert abs(dt.datetime.fromisoformat(found.signed_at) - NOW) < dt.timedelta(hours=1)
    assert not found.time_attested


def test_a_second_signature_does_not_break_the_first(tmp_path: Path) -> None:
    first, second = signatures_of(both_signed(), tmp_path)
    assert first.holds
    assert second.holds
    assert (first.covers, first.changes) == ("revision", "form_filling")
    assert second.organisation == "Harbourline Systems Ltd"


@pytest.mark.parametrize(
    "operators",
    [
        b"BT /F1 12 Tf 72 600 Td (The fixed fee is EUR 154,000.) Tj ET",
        b"1 1 1 rg 70 730 300 20 re f",
    ],
    ids=["words", "a white rectangle"],
)
def test_what_is_drawn_after_signing_breaks_every_signature(operators: bytes, tmp_path: Path) -> None:
    for found in signatures_of(with_content(both_signed(), operators), tmp_path):
        assert found.intact
        assert not found.holds
        assert found.changes == "other"
        assert found.reason is not None
        assert "changed after it" in found.reason


def test_one_changed_byte_breaks_the_signatures_that_cover_it(tmp_path: Path) -> None:
    data = bytearray(both_signed())
    place = data.index(b"Helvetica")
    data[place] ^= 1
    found = signatures_of(bytes(data), tmp_path)
    assert len(found) == 2
    assert not any(each.holds for each in found)
    assert all(each.reason and "not those that were signed" in each.reason for each in found)


def test_a_certified_file_permits_what_its_author_permitted(tmp_path: Path) -> None:
    certified = signed(contract(), "Customer", certify=True)
    filled = signed(certified, "Supplier", signer(*SUPPLIER))
    assert all(each.holds for each in signatures_of(filled, tmp_path))


def test_without_trusted_roots_nobody_vouches_but_the_file_is_whole(tmp_path: Path) -> None:
    (found,) = signatures_of(signed(contract(), "Customer"), tmp_path, ())
    assert found.holds
    assert found.trust == "no_roots"
    assert found.reason is not None
    assert "no trusted roots" in found.reason


def test_a_chain_to_another_root_is_not_trusted(tmp_path: Path) -> None:
    stranger = identity("Somebody", identity("Another Root"))
    (found,) = signatures_of(signed(contract(), "Customer", stranger), tmp_path)
    assert found.holds
    assert found.trust == "unknown_root"


def test_an_expired_certificate_is_named(tmp_path: Path) -> None:
    expired = identity("Somebody", authority(), until=NOW - YEAR)
    (found,) = signatures_of(signed(contract(), "Customer", expired), tmp_path)
    assert found.holds
    assert found.trust == "expired"
    assert found.reason is not None
    assert "period of validity" in found.reason


def test_a_signature_that_cannot_be_taken_apart_does_not_hold(tmp_path: Path) -> None:
    data = signed(contract(), "Customer")
    start = data.index(b"/Contents <") + len(b"/Contents <")
    broken = data[:start] + b"00" * 40 + data[start + 80 :]
    found = signatures_of(broken, tmp_path)
    assert len(found) == 1
    assert not found[0].holds
    assert found[0].reason


def test_a_file_of_roots_may_hold_several_certificates(tmp_path: Path) -> None:
    both = identity("Another Root").pem + authority().pem
    (found,) = signatures_of(signed(contract(), "Customer"), tmp_path, (both,))
    assert found.trust == "trusted"


def test_a_file_of_roots_without_a_certificate_is_one_clear_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="holds no certificate"):
        signatures_of(signed(contract(), "Customer"), tmp_path, (b"no certificate",))
