"""Looks into contract packages (ZIP) and takes out one file at a time; nothing is ever written to a disk."""

import hashlib
import re
import stat
import zipfile
from collections.abc import Iterator
from pathlib import Path

from sowcheck.core.limits import ReadingLimits
from sowcheck.core.packages import Member, Package, PackedIn
from sowcheck.errors import UnreadableInput
from sowcheck.ingest.foreign import kind_of_zip
from sowcheck.ingest.limits import MEGABYTE, beyond
from sowcheck.ingest.zips import BROKEN, opened_zip

_PIECE = 1 << 20
_UTF8 = 1 << 11
"""Flag of a name that is written in UTF-8; other names are in the code page of whoever packed."""
_ENCRYPTED = 1
_BOMB_RATIO = 200
"""Text is packed to a tenth, a page of one letter to a hundredth; zeros go to a thousandth."""
_BOMB_FROM = 10 * MEGABYTE
_LOST = 64
"""Bytes between files that need no explanation."""
_DRIVE = re.compile(r"^(?:[A-Za-z]:)?[/\\]*")
_LEFTOVERS = (
    (re.compile(r"(?:^|/)\.DS_Store$"), b"\x00\x00\x00\x01Bud1"),
    (re.compile(r"(?:^|/)\._[^/]*$"), b"\x00\x05\x16\x07"),
    (re.compile(r"(?:^|/)Thumbs\.db$", re.IGNORECASE), b"\xd0\xcf\x11\xe0"),
    (re.compile(r"(?:^|/)desktop\.ini$", re.IGNORECASE), b""),
    (re.compile(r"(?:^|/)~\$[^/]*$"), b""),
)
"""What systems leave behind: by name and by how the content begins, so that no contract hides under such a name."""
_SMALL = 1024
"""Bytes of a leftover that has no sign of its own."""
_ASK = "Ask the sender for the file itself."


def is_package(path: Path, data: bytes) -> bool:
    """Whether a file is a ZIP archive of files, and no document that is packed as one.

    Raises:
        UnreadableInput: it is packed and damaged, or of a format that sowcheck does not read.
    """
    return data.startswith((b"PK\x03\x04", b"PK\x05\x06")) and kind_of_zip(path, data) == "package"


def package_in(path: Path, data: bytes, limits: ReadingLimits) -> Package:
    """What is in a package; those of its files that could be documents have that state.

    Raises:
        UnreadableInput: it is damaged, empty, a bomb or beyond a limit.
    """
    archive = opened_zip(path, data, limits)
    names = _names(archive.infolist())
    members = tuple(
        _member(archive, index, info, names[index], limits)
        for index, info in enumerate(archive.infolist())
        if not info.filename.endswith("/")
    )
    if not members:
        raise UnreadableInput(path, "the ZIP archive is empty", hint="Ask the sender for the package again.")
    documents = sum(member.state == "document" for member in members)
    if documents > limits.members:
        raise beyond(path, f"it holds {documents:,} files that could be documents", "members", limits)
    lost = _lost_bytes(archive, data)
    if lost:
        members += (
            Member(
                index=len(names),
                name="(outside its files)",
                size=lost,
                state="unread",
                reason=f"{lost:,} bytes of the archive belong to none of its files",
                advice="Ask the sender what they are, or for the package again.",
            ),
        )
    return Package(name=_shown(path.name), sha256=hashlib.sha256(data).hexdigest(), members=members)


def member_in(path: Path, data: bytes, index: int, limits: ReadingLimits) -> tuple[Path, bytes, PackedIn]:
    """The name and bytes of one file of a package, and what it came in.

    Raises:
        UnreadableInput: it does not unpack.
    """
    archive = opened_zip(path, data, limits)
    info = archive.infolist()[index]
    name = path / _names(archive.infolist())[index]
    try:
        content = b"".join(_pieces(archive, info))
    except BROKEN as error:
        raise UnreadableInput(name, "it is damaged and does not unpack", hint=_ASK) from error
    if not content:
        raise UnreadableInput(name, "the file is empty (0 bytes)", hint=_ASK)
    packed = PackedIn(name=_shown(path.name), sha256=hashlib.sha256(data).hexdigest(), member=index)
    return name, content, packed


def _member(archive: zipfile.ZipFile, index: int, info: zipfile.ZipInfo, name: str, limits: ReadingLimits) -> Member:
    found = Member(index=index, name=name, size=info.file_size, state="document")
    refused = _refused(info, limits)
    if refused:
        return found.model_copy(update={"state": "unread", "reason": refused[0], "advice": refused[1]})
    digest = hashlib.sha256()
    head = b""
    try:
        for piece in _pieces(archive, info):
            head = head or piece[:16]
            digest.update(piece)
    except NotImplementedError:
        reason = "it is packed by a method that is not supported"
        return found.model_copy(
            update={"state": "unread", "reason": reason, "advice": "Pack it again as a usual ZIP file."}
        )
    except BROKEN:
        reason = "it is damaged and does not unpack"
        return found.model_copy(update={"state": "unread", "reason": reason, "advice": _ASK})
    whole = {"sha256": digest.hexdigest()}
    if _is_leftover(name, head, info.file_size):
        return found.model_copy(update={**whole, "state": "ignored", "reason": "a file of the operating system"})
    return found.model_copy(update=whole)


def _refused(info: zipfile.ZipInfo, limits: ReadingLimits) -> tuple[str, str] | None:
    """Why a file is not unpacked, and what to do."""
    if stat.S_ISLNK(info.external_attr >> 16):
        return "it is a link to another file; links are not followed", _ASK
    if info.flag_bits & _ENCRYPTED:
        return "it is encrypted and needs a password", "Unpack it with the password, and name the document itself."
    if info.file_size > limits.file_megabytes * MEGABYTE:
        raising = "If you trust it, raise `file_megabytes` under [reading] in the policy (--policy)."
        return f"it is too large; the limit is {limits.file_megabytes:,} MB", raising
    if info.file_size > _BOMB_FROM and info.file_size > _BOMB_RATIO * max(info.compress_size, 1):
        return "it unpacks to more than 200 times its size (a zip bomb?)", _ASK
    return None


def _pieces(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[bytes]:
    with archive.open(info) as stream:
        while piece := stream.read(_PIECE):
            yield piece


def _is_leftover(name: str, head: bytes, size: int) -> bool:
    return any(
        pattern.search(name) and (head.startswith(sign) if sign else size < _SMALL) for pattern, sign in _LEFTOVERS
    )


def _names(entries: list[zipfile.ZipInfo]) -> list[str]:
    """The names as people wrote them, without what leads out of the package; equal ones numbered."""
    found: list[str] = []
    seen: dict[str, int] = {}
    for info in entries:
        name = _clean(_decoded(info))
        count = seen[name.casefold()] = seen.get(name.casefold(), 0) + 1
        found.append(name if count == 1 else f"{name} ({count})")
    return found


def _decoded(info: zipfile.ZipInfo) -> str:
    """A name without its flag is often UTF-8 all the same."""
    if info.flag_bits & _UTF8 or info.filename.isascii():
        return info.filename
    try:
        return info.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return info.filename


def _clean(name: str) -> str:
    r"""A name inside the package.

    >>> _clean("../../etc/sow.pdf"), _clean("C:\\deal\\sow.pdf"), _clean("/")
    ('etc/sow.pdf', 'deal/sow.pdf', 'unnamed')
    """
    parts = [part for part in _DRIVE.sub("", name).replace("\\", "/").split("/") if part not in ("", ".", "..")]
    return _shown("/".join(parts)) or "unnamed"


def _shown(name: str) -> str:
    """Systems allow names that are no text; no report could show them."""
    return name.encode("utf-8", "replace").decode("utf-8")


def _lost_bytes(archive: zipfile.ZipFile, data: bytes) -> int:
    """Bytes that belong to no file of the archive, such as a file that its list does not name, or one behind its end."""
    reached = lost = 0
    for info in sorted(archive.infolist(), key=lambda one: one.header_offset):
        start = info.header_offset
        lost += _told(data[reached:start])
        name, extra = int.from_bytes(data[start + 26 : start + 28], "little"), data[start + 28 : start + 30]
        reached = start + 30 + name + int.from_bytes(extra, "little") + info.compress_size
    lost += _told(data[reached : archive.start_dir])
    end = data.rfind(b"PK\x05\x06") + 22 + len(archive.comment)
    return lost + len(data[end:].strip(b"\x00\r\n "))


def _told(gap: bytes) -> int:
    return len(gap) if len(gap) > _LOST and gap.strip(b"\x00") else 0
