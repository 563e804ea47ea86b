"""What a file says of its own version: stamps, a history of versions, and marks of a draft, each with its place."""

import datetime as dt
from typing import Literal

from sowcheck.core.noun import Noun
from sowcheck.core.spans import Quote

StampPlace = Literal["text", "header", "footer", "overlay", "history", "file_name", "metadata"]
"""Where it stands: in the opening of the text or a labelled value; at the edge of pages; over or beside the text, as a
watermark does; the last row of a version history; the file's name; its properties."""


class _Mark(Noun):
    """Words by which a file speaks of its version, with their place."""

    place: StampPlace
    where: str
    """In words, such as "footer of pages 1 to 9" or "file name"."""
    page: int | None = None
    """1-based page of the first of them."""
    words: str
    """As written, in one line."""
    quote: Quote | None = None
    """None where it does not stand in the text."""

    @property
    def is_printed(self) -> bool:
        """Whether it can be read on the paper itself."""
        return self.place not in ("file_name", "metadata")


class VersionStamp(_Mark):
    """A version that a file gives itself."""

    label: str | None
    """As written, without the word before it: "4.0", "C"; None for a file's name that has only a day, or "(2)"."""
    date: dt.date | None = None
    """Day that stands beside it."""


class DraftMark(_Mark):
    """Words by which a file calls itself a draft."""


class VersionRow(Noun):
    """One row of a version history."""

    label: str
    date: dt.date | None = None
    change: str | None = None
    """What changed, in the paper's words."""
    page: int | None = None
    quote: Quote


class Versions(Noun):
    """All that one file says of its version."""

    stamps: tuple[VersionStamp, ...] = ()
    """In the order of the text, then the file's name and properties; the same label at the same place once."""
    history: tuple[VersionRow, ...] = ()
    """The earliest version first."""
    drafts: tuple[DraftMark, ...] = ()
