"""The archives that documents came in, and what became of each file."""

from typing import Literal

from sowcheck.report.shapes.part import Part


class PackedInShape(Part):
    """The package that a document came in."""

    name: str
    sha256: str
    member: int
    """Its place in the package's list of files."""


class MemberShape(Part):
    """One file of a package."""

    index: int
    name: str
    size: int
    """Bytes, once unpacked."""
    sha256: str | None
    state: Literal["document", "repeated", "record", "ignored", "unread"]
    document: str | None
    """Id of the document that it is or repeats."""
    reason: str | None
    advice: str | None


class PackageShape(Part):
    """A ZIP archive that documents came in."""

    name: str
    sha256: str
    members: tuple[MemberShape, ...]
