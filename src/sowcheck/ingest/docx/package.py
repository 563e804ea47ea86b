"""The package: a zip file of XML parts and the relationships between them.

Parts are opened one by one, so that a damaged side part costs its own words only and is named in the ledger,
and pictures and macros are never unpacked.
"""

import io
import posixpath
import zipfile
import zlib
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

from lxml import etree

from sowcheck.core.limits import ReadingLimits
from sowcheck.errors import UnreadableInput
from sowcheck.ingest.docx.names import Element
from sowcheck.ingest.docx.rejecting import has_changes, reject_all, wordless_changes
from sowcheck.ingest.limits import MEGABYTE, beyond

_STRICT_NAMESPACES = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/", b"http://schemas.openxmlformats.org/wordprocessingml/2006/"),
    (b"http://purl.oclc.org/ooxml/officeDocument/", b"http://schemas.openxmlformats.org/officeDocument/2006/"),
    (b"http://purl.oclc.org/ooxml/drawingml/", b"http://schemas.openxmlformats.org/drawingml/2006/"),
)
_OLE_HEADER = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_BEYOND_PARSER = 114
"""Error of libxml2 for what only its switch for huge files would allow."""
_SAVE_AGAIN = "Open the file in Word, save it again as .docx, and check that one."


class Relationship(NamedTuple):
    """One arrow from a part to another, or to something outside the file."""

    kind: str
    """Last word of the type, such as "footnotes"."""
    target: str
    """Name of the part without a leading slash; an address if `external`."""
    external: bool


class DamagedPart(Exception):
    """A part is missing, cannot be unpacked or is no XML; the message is the part's name."""


class TooLarge(DamagedPart):
    """A part is larger than a part may be."""


class TooDeep(TooLarge):
    """A part is nested deeper, or holds a longer text, than the parser of XML goes along with."""


class Package:
    """The parts of one Word file."""

    def __init__(self, path: Path, archive: zipfile.ZipFile, limits: ReadingLimits) -> None:
        self.path = path
        self._limits = limits
        self._archive = archive
        self._names = {info.filename.lower(): info for info in archive.infolist()}
        self._arrows: dict[str, dict[str, Relationship]] = {}
        self.damaged: list[str] = []
        """Names of side parts that were asked for and could not be read."""
        self.too_large: list[str] = []
        """Names of side parts that were asked for and are too large to be read."""
        self.changed: dict[str, int] = {}
        """Parts that were asked for and hold open changes, with how many of these no words show."""
        self.rejects = False
        """Whether parts are given as they would be if all their changes had been rejected."""
        self.main = self._find_main()

    @classmethod
    def open(cls, path: Path, data: bytes, limits: ReadingLimits) -> "Package":
        """Open a Word file; raises UnreadableInput if `data` is something else, damaged or a zip bomb."""
        if not data.startswith(b"PK"):
            raise _foreign(path, data)
        try:
            archive = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, EOFError, OSError, NotImplementedError) as error:
            raise UnreadableInput(
                path, "the file is cut off or damaged", hint="Get a complete copy: copy or download the file again."
            ) from error
        _refuse_bombs(path, archive, limits)
        return cls(path, archive, limits)

    def _find_main(self) -> str:
        arrows = self.relationships("")
        targets = [arrow.target for arrow in arrows.values() if arrow.kind == "officeDocument" and not arrow.external]
        for name in (*targets, "word/document.xml"):
            if name.startswith("word/") and name.lower() in self._names:
                return name
        raise UnreadableInput(self.path, _what_else(self._names), hint=_SAVE_AGAIN)

    def names(self) -> tuple[str, ...]:
        """Names of all parts."""
        return tuple(info.filename for info in self._names.values())

    def main_xml(self) -> Element:
        """The root of the main part; raises UnreadableInput if it is damaged."""
        try:
            return self._xml(self.main)
        except TooDeep as maze:
            reason = f"its part {self.main} is nested too deeply (256 levels at most) or holds too long a text (10 MB)"
            raise UnreadableInput(self.path, reason, hint=_SAVE_AGAIN) from maze
        except TooLarge as bomb:
            raise beyond(self.path, f"its part {self.main} is too large", "part_megabytes", self._limits) from bomb
        except DamagedPart as damage:
            raise UnreadableInput(self.path, f"its part {self.main} is damaged", hint=_SAVE_AGAIN) from damage

    def xml(self, name: str) -> Element | None:
        """The root of a side part; None if it is damaged or too large, which `damaged` and `too_large` then say."""
        try:
            return self._xml(name)
        except DamagedPart as damage:
            missed = self.too_large if isinstance(damage, TooLarge) else self.damaged
            if name not in missed:
                missed.append(name)
            return None

    def related(self, kind: str) -> Element | None:
        """The root of the part that the main part points to with a relationship of this kind, if there is one."""
        for arrow in self.relationships(self.main).values():
            if arrow.kind == kind and not arrow.external:
                return self.xml(arrow.target)
        return None

    def relationships(self, part: str) -> dict[str, Relationship]:
        """The relationships of a part by their ids; those of the package for the name ""."""
        if part not in self._arrows:
            self._arrows[part] = self._read_relationships(part)
        return self._arrows[part]

    def _read_relationships(self, part: str) -> dict[str, Relationship]:
        folder, name = posixpath.split(part)
        source = posixpath.join(folder, "_rels", f"{name}.rels")
        root = self.xml(source) if source.lower() in self._names else None
        arrows = root.iter(_RELATIONSHIP) if root is not None else ()
        return {arrow.get("Id", ""): _relationship(arrow, folder) for arrow in arrows}

    def _xml(self, name: str) -> Element:
        try:
            root = _parsed(self._bytes(name))
        except etree.XMLSyntaxError as error:
            code: int = error.code  # type: ignore[attr-defined]
            if code == etree.ErrorTypes.ERR_NO_MEMORY:
                raise MemoryError from error
            raise TooDeep(name) if code == _BEYOND_PARSER else DamagedPart(name) from error
        except ValueError as error:
            raise DamagedPart(name) from error
        if has_changes(root):
            self.changed[name] = self.changed[name] if name in self.changed else wordless_changes(root)
            if self.rejects:
                reject_all(root)
        return root

    def _bytes(self, name: str) -> bytes:
        info = self._names.get(name.lower())
        if info is None:
            raise DamagedPart(name)
        if info.flag_bits & 1:
            raise UnreadableInput(self.path, "it is encrypted with a password", hint="Save it without a password.")
        if info.file_size > self._limits.part_megabytes * MEGABYTE:
            raise TooLarge(name)
        try:
            return self._archive.read(info)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError) as error:
            raise DamagedPart(name) from error


def _parsed(data: bytes) -> Element:
    if b"http://purl.oclc.org/ooxml/" in data:
        for strict, usual in _STRICT_NAMESPACES:
            data = data.replace(strict, usual)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    # No Word file declares a document type; one that does wants entities expanded.
    if b"<!DOCTYPE" in data[:4096]:
        raise ValueError("declares a document type")
    root = etree.fromstring(data, parser)
    if root.getroottree().docinfo.internalDTD is not None:
        raise ValueError("declares a document type")
    return root


def _relationship(arrow: Element, folder: str) -> Relationship:
    kind = arrow.get("Type", "").rpartition("/")[2]
    target = arrow.get("Target", "")
    if arrow.get("TargetMode") == "External":
        return Relationship(kind, target, external=True)
    return Relationship(
        kind, posixpath.normpath(posixpath.join("/", folder, unquote(target))).lstrip("/"), external=False
    )


def _refuse_bombs(path: Path, archive: zipfile.ZipFile, limits: ReadingLimits) -> None:
    # zipfile never unpacks more than the declared size, so the declared sizes can be trusted here.
    sizes = [info.file_size for info in archive.infolist()]
    if len(sizes) > limits.parts:
        raise beyond(path, f"it is packed from {len(sizes):,} parts (a zip bomb?)", "parts", limits)
    expanded = sum(sizes) // MEGABYTE
    if expanded > limits.expanded_megabytes:
        raise beyond(path, f"it unpacks to {expanded:,} MB (a zip bomb?)", "expanded_megabytes", limits)


def _foreign(path: Path, data: bytes) -> UnreadableInput:
    if not data:
        return UnreadableInput(path, "the file is empty", hint="Get a complete copy of the file.")
    if data.startswith(_OLE_HEADER):
        if _ENCRYPTED_STREAM in data:
            return UnreadableInput(
                path, "it is encrypted with a password", hint="Open it in Word, remove the password, save it again."
            )
        return UnreadableInput(path, "it is a Word 97-2003 file (.doc), not .docx", hint=_SAVE_AGAIN)
    return UnreadableInput(path, "it is not a Word file (.docx is a zip package, this is not)", hint=_SAVE_AGAIN)


def _what_else(names: dict[str, zipfile.ZipInfo]) -> str:
    """Why a zip file is no Word document."""
    for folder, what in (("xl/", "an Excel workbook"), ("ppt/", "a PowerPoint presentation")):
        if any(name.startswith(folder) for name in names):
            return f"it is {what}, not a Word document"
    if "content.xml" in names:
        return "it is an OpenDocument file, not a Word document"
    return "it is a zip file without a Word document (word/document.xml) in it"
