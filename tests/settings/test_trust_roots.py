"""Authorities that may vouch for signers: a file or a folder of certificates, and one clear error for anything else."""

from pathlib import Path

import pytest

from signing_builders import authority, identity
from sowcheck.errors import UnreadableInput
from sowcheck.settings import load_trust_roots


def test_nobody_is_trusted_unless_somebody_is_named() -> None:
    assert load_trust_roots(None) == ()


def test_a_file_is_taken_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "root.pem").write_bytes(authority().pem)
    assert load_trust_roots(tmp_path / "root.pem") == (authority().pem,)


def test_of_a_folder_only_certificate_files_are_taken(tmp_path: Path) -> None:
    other = identity("Other Root").pem
    (tmp_path / "b.crt").write_bytes(other)
    (tmp_path / "a.PEM").write_bytes(authority().pem)
    (tmp_path / "readme.txt").write_text("not a certificate")
    assert load_trust_roots(tmp_path) == (authority().pem, other)


@pytest.mark.parametrize("place", ["missing", "."])
def test_a_place_without_certificates_is_named(place: str, tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput) as raised:
        load_trust_roots(tmp_path / place)
    assert "authorities that you trust" in raised.value.hint
