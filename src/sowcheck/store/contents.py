"""The bytes of papers, records and reports: kept once, under their SHA-256, in a folder or an object store.

The one door to fsspec. What is kept is only ever added; what is read is checked against its hash.
"""

import datetime as dt
import hashlib
import io
import math
import os
import re
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

import fsspec

from sowcheck.core.analyses import Sha256
from sowcheck.errors import ContentsError, ContentsFull, UsageError
from sowcheck.store.failures import is_full

_CHUNK = 1 << 20
_HINT = "Give a folder (contents/) or an address such as s3://bucket/folder."
_FRESH = dt.timedelta(days=1)
_HASH = re.compile("[0-9a-f]{64}")
_ON_ITS_WAY = "incoming"
"""Folder of what is being written: a name in it is no hash, so that nobody takes a part for the whole."""


class Contents:
    """Bytes by hash, at `place`.

    Args:
        place: A folder, or an address that fsspec knows.

    Raises:
        UsageError: the address makes no sense, or what it needs is not installed.
    """

    def __init__(self, place: str, **options: Any) -> None:
        try:
            # A remembered listing would hide what another process has kept since.
            self._system, self._root = fsspec.core.url_to_fs(place, use_listings_cache=False, **options)
        except ImportError as error:
            raise UsageError(
                f"Contents cannot be kept at {place}: {error}", hint="Install it with pip, beside sowcheck."
            ) from error
        except ValueError as error:
            raise UsageError(f"Contents cannot be kept at {place}: {error}", hint=_HINT) from error
        self._is_folder = "file" in self._protocols()

    def must_take(self) -> None:
        """Make sure that the place can be written to, before anybody hands something in.

        Raises:
            UsageError: it cannot.
        """
        try:
            self._try_folder() if self._is_folder else self._try_objects()
        except Exception as error:  # each vendor of object stores has errors of its own
            raise UsageError(
                f"Papers cannot be kept in {self._root}: {_why(error) or error}",
                hint="Give a place that may be written to: --contents, or SOWCHECK_CONTENTS.",
            ) from error

    def _try_folder(self) -> None:
        incoming = Path(self._root, _ON_ITS_WAY)
        # Papers of customers: a folder that is made here is its owner's alone.
        Path(self._root).mkdir(mode=0o700, parents=True, exist_ok=True)
        incoming.mkdir(exist_ok=True)
        with tempfile.TemporaryFile(dir=incoming):
            pass

    def _try_objects(self) -> None:
        # Always the same name: where nothing may be removed, one empty object stays.
        probe = f"{self._root}/{_ON_ITS_WAY}/probe"
        self._system.pipe_file(probe, b"")
        with suppress(OSError):
            self._system.rm_file(probe)

    def put(self, content: bytes | IO[bytes]) -> Sha256:
        """Keep bytes; their SHA-256. Bytes that are there already count as handed in anew.

        Raises:
            ContentsFull: there is no room; nothing was kept.
            ContentsError: the place cannot be written to; nothing was kept.
        """
        stream = io.BytesIO(content) if isinstance(content, bytes) else content
        with _asked("kept"):
            return self._into_folder(stream) if self._is_folder else self._into_objects(stream)

    def get(self, sha256: Sha256) -> bytes:
        """The bytes with a hash.

        Raises:
            ContentsError: they are not there, cannot be read, or are not what was kept.
        """
        place = self._place(sha256)
        with _asked("read"):
            try:
                found: bytes = self._system.cat_file(place)
            except FileNotFoundError as error:
                raise ContentsError(
                    f"Nothing is kept under {sha256[:12]}.",
                    hint="It was never handed in here, or was taken away since.",
                ) from error
        if hashlib.sha256(found).hexdigest() != sha256:
            raise ContentsError(
                f"What is kept under {sha256[:12]} is not what was handed in.", hint="Restore it from a backup."
            )
        return found

    def has(self, sha256: Sha256) -> bool:
        """Whether bytes with this hash are kept."""
        return _is_hash(sha256) and bool(self._system.exists(self._place(sha256)))

    def size(self, sha256: Sha256) -> int:
        """How many bytes are kept under a hash.

        Raises:
            ContentsError: none are.
        """
        with _asked("read"):
            return int(self._system.size(self._place(sha256)))

    def hashes(self) -> Iterator[Sha256]:
        """What is kept, in no order."""
        with suppress(FileNotFoundError):
            for path in self._system.find(self._root):
                name = Path(path).name
                if _is_hash(name):
                    yield name

    def is_fresh(self, sha256: Sha256, within: dt.timedelta = _FRESH) -> bool:
        """Whether the bytes were handed in not long ago: a case that names them may be about to begin."""
        try:
            since: dt.datetime = self._system.modified(self._place(sha256))
        except FileNotFoundError:
            return False
        return dt.datetime.now(dt.UTC) - since < within

    def remove(self, sha256: Sha256) -> None:
        """Take bytes away for good; nothing happens if they are not there."""
        with suppress(FileNotFoundError):
            self._system.rm_file(self._place(sha256))

    def clear_unfinished(self) -> int:
        """Take away what processes that were killed had begun to write a day ago or longer; how much."""
        if not self._is_folder:
            return 0
        old = dt.datetime.now(dt.UTC).timestamp() - _FRESH.total_seconds()
        left = [each for each in Path(self._root, _ON_ITS_WAY).glob("*") if _since(each) < old]
        for each in left:
            each.unlink(missing_ok=True)
        return len(left)

    def _into_folder(self, stream: IO[bytes]) -> Sha256:
        """Written beside its place, made to last, and only then given its name."""
        temporary = f"{self._root}/{_ON_ITS_WAY}/{uuid.uuid4().hex}"
        self._system.makedirs(f"{self._root}/{_ON_ITS_WAY}", exist_ok=True)
        try:
            with self._system.open(temporary, "wb") as file:
                sha256 = _copied(stream, file)
                file.flush()
                os.fsync(file.fileno())
            place = self._place(sha256)
            self._system.makedirs(str(Path(place).parent), exist_ok=True)
            Path(temporary).replace(place)
        finally:
            Path(temporary).unlink(missing_ok=True)
        return sha256

    def _into_objects(self, stream: IO[bytes]) -> Sha256:
        """An object appears whole or not at all, so it is sent to its place."""
        with tempfile.NamedTemporaryFile() as file:
            sha256 = _copied(stream, file)
            file.flush()
            place = self._place(sha256)
            if not self.is_fresh(sha256):
                self._system.put_file(file.name, place)
        return sha256

    def _place(self, sha256: Sha256) -> str:
        if not _is_hash(sha256):
            raise ContentsError(f"{sha256[:80]!r} is no hash.", hint="A SHA-256 has 64 hexadecimal digits.")
        return f"{self._root}/{sha256[:2]}/{sha256}"

    def _protocols(self) -> tuple[str, ...]:
        protocol = self._system.protocol
        return (protocol,) if isinstance(protocol, str) else tuple(protocol)


def _since(path: Path) -> float:
    """When a file was last written to; one that has just been given its name is not old."""
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return math.inf


def _copied(source: IO[bytes], target: IO[bytes]) -> Sha256:
    digest = hashlib.sha256()
    while piece := source.read(_CHUNK):
        digest.update(piece)
        target.write(piece)
    return digest.hexdigest()


def _is_hash(name: str) -> bool:
    return _HASH.fullmatch(name) is not None


@contextmanager
def _asked(what: str) -> Iterator[None]:
    """Whatever a place answers ends in a sentence."""
    try:
        yield
    except ContentsError:
        raise
    except Exception as error:  # each vendor of object stores has errors of its own
        if is_full(error):
            raise ContentsFull(
                "There is no room for what was handed in; nothing was kept.", hint="Make room, and send it again."
            ) from error
        # A vendor's words may name hosts and buckets: whoever calls over HTTP is told the kind alone.
        raise ContentsError(
            f"Contents cannot be {what}: {_why(error) or type(error).__name__}",
            hint="See that the place is there and may be used.",
        ) from error


def _why(error: Exception) -> str | None:
    """The reason in the words of the system, if the error is one of the system."""
    return error.strerror if isinstance(error, OSError) else None
