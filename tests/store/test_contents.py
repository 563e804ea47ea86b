import errno
import hashlib
import io
import os
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import fsspec
import pytest
from fsspec.implementations.local import LocalFileSystem
from moto.server import ThreadedMotoServer

from sowcheck.errors import ContentsError, ContentsFull, UsageError
from sowcheck.store.contents import Contents

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])


@pytest.fixture(scope="module")
def bucket() -> Iterator[str]:
    """An empty bucket of a server that speaks S3."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("AWS_ENDPOINT_URL", f"http://{host}:{port}")
        environment.setenv("AWS_ACCESS_KEY_ID", "somebody")
        environment.setenv("AWS_SECRET_ACCESS_KEY", "known")
        environment.setenv("AWS_DEFAULT_REGION", "us-east-1")
        fsspec.filesystem("s3").mkdir("papers")
        yield "s3://papers"
    server.stop()


@pytest.fixture(params=["folder", "objects", "s3"])
def contents(request: pytest.FixtureRequest, tmp_path: Path) -> Contents:
    if request.param == "folder":
        return Contents(str(tmp_path / "contents"))
    if request.param == "objects":
        return Contents(f"memory://{uuid.uuid4().hex}")
    return Contents(f"{request.getfixturevalue('bucket')}/{uuid.uuid4().hex}")


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


def test_what_another_process_keeps_or_takes_away_is_seen_at_once(bucket: str) -> None:
    place = f"{bucket}/{uuid.uuid4().hex}"
    ours, theirs = Contents(place), Contents(place, skip_instance_cache=True)
    assert list(ours.hashes()) == []
    first, second = hashlib.sha256(b"first").hexdigest(), hashlib.sha256(b"second").hexdigest()
    assert not ours.has(first)
    theirs.put(b"first")
    theirs.put(b"second")
    assert (ours.has(first), sorted(ours.hashes())) == (True, sorted([first, second]))
    theirs.remove(first)
    assert (ours.has(first), list(ours.hashes())) == (False, [second])


@pytest.mark.parametrize(
    ("name", "value"),
    [("AWS_ENDPOINT_URL", "http://127.0.0.1:1"), ("AWS_SECRET_ACCESS_KEY", ""), ("AWS_ACCESS_KEY_ID", "")],
    ids=["nobody answers", "no secret", "no key"],
)
@pytest.mark.usefixtures("bucket")
def test_a_store_of_objects_that_cannot_be_used_is_told_in_a_sentence(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setattr("s3fs.S3FileSystem.retries", 1)
    contents = Contents("s3://papers/elsewhere", skip_instance_cache=True)
    for call in (lambda: contents.put(b"words"), lambda: contents.get("0" * 64)):
        with pytest.raises(ContentsError, match="Contents cannot be") as told:
            call()
        assert told.value.hint
        assert "127.0.0.1" not in told.value.message
        assert "papers" not in told.value.message
    with pytest.raises(UsageError, match="Papers cannot be kept"):
        contents.must_take()


def test_a_bucket_that_is_not_there_is_told(bucket: str) -> None:
    contents = Contents(f"{bucket}-of-nobody/papers")
    with pytest.raises(ContentsError, match="Contents cannot be kept"):
        contents.put(b"words")
    with pytest.raises(UsageError, match="Papers cannot be kept"):
        contents.must_take()


def test_what_a_killed_process_had_begun_to_write_goes_after_a_day(tmp_path: Path) -> None:
    contents = Contents(str(tmp_path))
    kept = contents.put(b"the signed paper")
    for name, days in (("old", 2), ("fresh", 0)):
        begun = tmp_path / "incoming" / name
        begun.write_bytes(b"half of a pa")
        os.utime(begun, (time.time() - days * 86_400,) * 2)
    assert contents.clear_unfinished() == 1
    assert [path.name for path in (tmp_path / "incoming").iterdir()] == ["fresh"]
    assert contents.get(kept) == b"the signed paper"


def test_an_object_store_is_left_no_half_of_anything() -> None:
    assert Contents(f"memory://{uuid.uuid4().hex}").clear_unfinished() == 0
