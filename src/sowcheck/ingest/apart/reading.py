"""Reads a document, or draws its pages, in a process of its own.

What a file may do there ends there: at a limit, at a crash or after too long a time the process is gone, and one error
says which file it was and why.
"""

import hashlib
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sowcheck.core.documents import Document
from sowcheck.core.limits import ReadingLimits
from sowcheck.core.ocr import OcrSettings
from sowcheck.core.packages import Member, Package
from sowcheck.errors import UnreadableInput, UsageError
from sowcheck.ingest.apart import wire
from sowcheck.ingest.apart.scans import advised, pictured, seen_in
from sowcheck.ingest.apart.server import Ending, Line, connected
from sowcheck.ingest.apart.tasks import DrawnPage, GreyPicture, PageArea, Refusal, Task
from sowcheck.ingest.files import opened_file, pieces_of
from sowcheck.ingest.limits import beyond

if TYPE_CHECKING:
    from hashlib import _Hash

MOST_OF_ANSWER = 64 << 20
"""Bytes of one document or picture. The words of 1,000 pages with their places need about 45 MB."""
_START = 60
"""Seconds in which a reading process has to begin."""
_MUCH = 0.6
"""Of the memory allowed: a process that crashed with more than this share of it in use ran out of it."""
_KILLED = 9
_DO_NOT_OPEN = "It is damaged, or made to do harm. Ask the sender for the document as a new PDF."


class ReaderFailed(Exception):
    """A bug: a reader met something in a file that it does not expect. Holds the traceback of the other process."""

    def __init__(self, path: Path, refusal: Refusal) -> None:
        super().__init__(f"{path}: {refusal.error}: {refusal.message}")
        self.add_note(refusal.hint)


def read(path: Path, trusted: Sequence[bytes] = (), limits: ReadingLimits | None = None) -> Document:
    """The document in a file, read in a process of its own.

    Args:
        path: The file.
        trusted: Certificates of the authorities that may vouch for whoever signed it digitally, PEM or DER.
        limits: What the file may ask for.

    Raises:
        UnreadableInput: missing, empty, encrypted, damaged, beyond a limit, or of a format that sowcheck does not read.
    """
    found = opened(path, trusted, limits)
    if isinstance(found, Package):
        raise UnreadableInput(
            path,
            f"this is a ZIP archive of {len(found.members):,} files, not one document",
            hint="Name a document in it, such as package.zip/sow.pdf.",
        )
    return found


def opened(path: Path, trusted: Sequence[bytes] = (), limits: ReadingLimits | None = None) -> Document | Package:
    """The document in a file, or what a package holds.

    Args:
        path: The file.
        trusted: Certificates of the authorities that may vouch for whoever signed it digitally, PEM or DER.
        limits: What the file may ask for.

    Raises:
        UnreadableInput: as `read` does.
    """
    digest = hashlib.sha256()
    task = Task("read", str(path), limits or ReadingLimits(), tuple(trusted))
    found = _found(task, path, path, digest)
    if found.sha256 != digest.hexdigest():
        raise _untrue(path)
    return found


def read_member(
    path: Path,
    package: Package,
    member: Member,
    trusted: Sequence[bytes] = (),
    limits: ReadingLimits | None = None,
) -> Document:
    """The document in one file of a package, which a process of its own unpacks and reads.

    Args:
        path: The package.
        package: What it holds.
        member: The file.
        trusted: Certificates of the authorities that may vouch for whoever signed it digitally, PEM or DER.
        limits: What the file may ask for.

    Raises:
        UnreadableInput: as `read` does; or the package is not what it was.
    """
    shown = path / member.name
    digest = hashlib.sha256()
    task = Task("read", str(path), limits or ReadingLimits(), tuple(trusted), member=member.index)
    document = _found(task, path, shown, digest)
    if digest.hexdigest() != package.sha256:
        raise UnreadableInput(path, "the package was changed while it was read", hint="Try again.")
    if not isinstance(document, Document) or document.sha256 != member.sha256 or document.package is None:
        raise _untrue(shown)
    return document


def _found(task: Task, path: Path, shown: Path, digest: "_Hash") -> Document | Package:
    for kind, content in _answers(task, path, digest, shown):
        if kind in (wire.DOCUMENT, wire.PACKAGE):
            try:
                found = wire.unpacked(content)
            except wire.BrokenAnswer as error:
                raise _untrue(shown) from error
            if isinstance(found, Document | Package):
                return found
            break
    raise _untrue(shown)


def with_scans(
    path: Path,
    document: Document,
    ocr: OcrSettings,
    trusted: Sequence[bytes] = (),
    limits: ReadingLimits | None = None,
    tell: Callable[[str], None] = lambda _: None,
) -> Document:
    """The document with the words that can be made out in its pictures.

    Args:
        path: Its file, or the package that it came in.
        document: As it was read.
        ocr: How words in pictures are made out.
        trusted: Certificates of the authorities that may vouch for whoever signed it digitally, PEM or DER.
        limits: What the file may ask for.
        tell: Called before each picture.

    Raises:
        UnreadableInput: the file was changed since.
        UsageError: data of a language is missing.
    """
    wanted = pictured(document)
    if not wanted:
        return document
    member = document.package.member if document.package else None
    task = Task("read", str(path), limits or ReadingLimits(), tuple(trusted), member=member)

    def draw(areas: Sequence[PageArea]) -> Iterator[GreyPicture]:
        for _, content in _answers(task._replace(job="scan", areas=tuple(areas)), path, hashlib.sha256()):
            if (picture := GreyPicture.unpacked(content)) is None:
                return
            yield picture

    seen = seen_in(document.name, wanted, draw, ocr, task.limits, tell)
    if not seen:
        return advised(document, ocr)
    found = _found(task._replace(seen=tuple(seen)), path, path, hashlib.sha256())
    if not isinstance(found, Document) or found.sha256 != document.sha256:
        raise UnreadableInput(path, "it was changed while it was read", hint="Try again when nobody writes to it.")
    return advised(found, ocr)


def drawn_pages(
    path: Path,
    pages: Iterable[int],
    scale: float,
    limits: ReadingLimits | None = None,
    member: int | None = None,
) -> Iterator[DrawnPage]:
    """Draws pages of a PDF with the values of its form fields, in a process of its own.

    A page that cannot be drawn is passed over, and so are those after one that ends the process.

    Args:
        path: The file.
        pages: 1-based numbers.
        scale: Pixels a point.
        limits: What the file may ask for.
        member: Place of one file in a package that is meant.
    """
    task = Task("draw", str(path), limits or ReadingLimits(), (), tuple(pages), scale, member)
    try:
        for kind, content in _answers(task, path, hashlib.sha256()):
            drawn = DrawnPage.unpacked(content) if kind == wire.PICTURE else None
            if drawn is None:
                return
            yield drawn
    except UnreadableInput:
        return


def _answers(task: Task, path: Path, digest: "_Hash", shown: Path | None = None) -> Iterator[tuple[bytes, bytes]]:
    """What the reading process says before it ends well; the error that it stands for, with the name to be shown, if not."""
    shown = shown or path
    with opened_file(path) as stream, connected() as line:
        clock = _Clock(line)
        try:
            clock.set(_START)
            wire.take(line.answer, 0)
            clock.set(task.limits.seconds)
            wire.put(line.source, wire.DATA, task.packed())
            for piece in pieces_of(path, stream, task.limits):
                digest.update(piece)
                wire.put(line.source, wire.DATA, piece)
            wire.put(line.source, wire.END)
            while True:
                kind, content = wire.take(line.answer, MOST_OF_ANSWER)
                if kind == wire.END:
                    return
                if kind in (wire.REFUSED, wire.FAILED):
                    raise _refused(shown, kind, content, task.limits)
                yield kind, content
        except wire.TooLong as error:
            raise UnreadableInput(shown, f"it holds too much to hand over ({error})", hint=_DO_NOT_OPEN) from error
        except (wire.BrokenAnswer, OSError) as error:
            clock.stop()
            line.kill()
            raise _ended(shown, line.ending(), task.limits, late=clock.rang) from error
        finally:
            clock.stop()


class _Clock:
    """Ends a process when its time is over."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self._timer: threading.Timer | None = None
        self.rang = False

    def set(self, seconds: float) -> None:
        """Begins anew."""
        self.stop()
        self._timer = threading.Timer(seconds, self._ring)
        self._timer.daemon = True
        self._timer.start()

    def stop(self) -> None:
        if self._timer is not None:
            self._timer.cancel()

    def _ring(self) -> None:
        self.rang = True
        self._line.kill()


def _refused(path: Path, kind: bytes, content: bytes, limits: ReadingLimits) -> Exception:
    try:
        refusal = Refusal.unpacked(content)
    except ValueError:
        return _untrue(path)
    if kind == wire.FAILED:
        return ReaderFailed(path, refusal)
    match refusal.error:
        case "MemoryError":
            return _hungry(path, limits)
        case "RecursionError":
            return UnreadableInput(path, "its parts are nested too deeply", hint=_DO_NOT_OPEN)
        case "UsageError":
            return UsageError(refusal.message, hint=refusal.hint)
        case _:
            return UnreadableInput(path, refusal.message, hint=refusal.hint)


def _ended(path: Path, ending: Ending, limits: ReadingLimits, *, late: bool) -> UnreadableInput:
    """The error of a process that ended without its answer."""
    if late or ending.seconds >= limits.seconds:
        return beyond(path, "reading it takes too long", "seconds", limits)
    if ending.megabytes >= _MUCH * limits.memory_megabytes:
        return _hungry(path, limits)
    if ending.signal == _KILLED:
        reason = "the system ended the process that read it, most often for lack of memory"
        return UnreadableInput(path, reason, hint="Try again on a machine with more memory to spare.")
    return UnreadableInput(path, f"the process that read it broke off (signal {ending.signal})", hint=_DO_NOT_OPEN)


def _hungry(path: Path, limits: ReadingLimits) -> UnreadableInput:
    return beyond(path, "reading it takes too much memory", "memory_megabytes", limits)


def _untrue(path: Path) -> UnreadableInput:
    return UnreadableInput(path, "the process that read it gave an answer that it cannot have", hint=_DO_NOT_OPEN)
