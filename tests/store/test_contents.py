import errno
import hashlib
import io
import os
import uuid
from pathlib import Path
from typing import Any

import pytest
from fsspec.implementations.local import LocalFileSystem

from sowcheck.errors import ContentsError, ContentsFull, UsageError
from sowcheck.store.contents import Contents


@pytest.fixture(params=["folder", "objects"])
def contents(request: pytest.FixtureRequest, tmp_path: Path) -> Contents:
    if request.param == "folder":
        return Contents(str(tmp_path / "contents"))
    return Contents(f"memory://{uuid.uuid4().hex}")


def test_bytes_are_kept_once_under_their_hash(contents: Contents) -> None:
    sha256 = contents.put(b"the signed paper")
    assert sha256 == hashlib.sha256(b"the signed paper").hexdigest()
    assert contents.put(io.BytesIO(b"the signed paper")) == sha256
    assert contents.get(sha256) == b"the signed paper"
    assert contents.has(sha256)
    assert contents.size(sha256) == 16
    assert list(contents.hashes()) == [sha256]


def test_what_was_taken_away_is_named_as_missing(contents: Contents) -> None:
    sha256 = contents.put(b"words")
    contents.remove(sha256)
    contents.remove(sha256)
    assert not contents.has(sha256)
    with pytest.raises(ContentsError, match=f"Nothing is kept under {sha256[:12]}"):
        contents.get(sha256)


def test_bytes_that_are_handed_in_again_are_fresh_once_more(tmp_path: Path) -> None:
    contents = Contents(str(tmp_path))
    sha256 = contents.put(b"words")
    assert contents.is_fresh(sha256)
    os.utime(tmp_path / sha256[:2] / sha256, (0, 0))
    assert not contents.is_fresh(sha256)
    contents.put(b"words")
    assert contents.is_fresh(sha256)
    assert not contents.is_fresh("0" * 64)


@pytest.mark.parametrize("name", ["../../etc/passwd", "", "A" * 64, "0" * 63])
def test_only_a_hash_is_a_name(contents: Contents, name: str) -> None:
    assert not contents.has(name)
    with pytest.raises(ContentsError, match="is no hash"):
        contents.get(name)


def test_bytes_that_were_changed_on_the_disk_are_not_given_out(tmp_path: Path) -> None:
    contents = Contents(str(tmp_path))
    sha256 = contents.put(b"EUR 170,000")
    (tmp_path / sha256[:2] / sha256).write_bytes(b"EUR 184,000")
    with pytest.raises(ContentsError, match="is not what was handed in"):
        contents.get(sha256)


class _FullDisk(LocalFileSystem):  # type: ignore[misc]  # fsspec is untyped
    """A folder on a disk that has no room left."""

    protocol = ("file", "fulldisk")
    cachable = False

    def _open(self, path: str, mode: str = "rb", **options: Any) -> Any:
        if "w" not in mode:
            return super()._open(path, mode, **options)
        raise OSError(errno.ENOSPC, "No space left on device")


def test_a_full_disk_keeps_nothing_and_says_so(tmp_path: Path) -> None:
    import fsspec

    fsspec.register_implementation("fulldisk", _FullDisk, clobber=True)
    contents = Contents(f"fulldisk://{tmp_path}")
    with pytest.raises(ContentsFull, match="no room"):
        contents.put(b"words")
    assert list(contents.hashes()) == []


def test_an_address_that_nobody_knows_is_refused() -> None:
    with pytest.raises(UsageError, match="cannot be kept at"):
        Contents("nonsense://somewhere")
