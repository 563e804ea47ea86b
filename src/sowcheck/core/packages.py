"""Contract packages: ZIP archives that hold the documents of a deal."""

from typing import Literal

from sowcheck.core.noun import Noun


class PackedIn(Noun):
    """The package that a document came in."""

    name: str
    sha256: str
    member: int
    """Its place in the package's list of files."""


class Member(Noun):
    """One file of a package."""

    index: int
    """Its place in the package's list of files."""
    name: str
    """With its folders; two files of the same name are told apart by a number."""
    size: int
    """Bytes, once unpacked."""
    sha256: str | None = None
    """None if it does not unpack."""
    state: Literal["document", "repeated", "record", "ignored", "unread"]
    """A document of the case; the same bytes as one; a record that was named; nothing but what systems leave; not read."""
    document: str | None = None
    """Id of the document that it is or repeats."""
    reason: str | None = None
    """Why it was not read, or was ignored."""
    advice: str | None = None
    """What to do about a file that was not read."""


class Package(Noun):
    """One ZIP archive and what became of each of its files."""

    name: str
    sha256: str
    members: tuple[Member, ...]

    @property
    def unread(self) -> tuple[Member, ...]:
        """Files that may hold words and were not read."""
        return tuple(member for member in self.members if member.state == "unread")
