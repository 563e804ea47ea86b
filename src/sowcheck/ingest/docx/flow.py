"""The words of one paragraph, tidied while they come in, with marks at their places.

White space is tidied as it is added, never afterwards, so that a mark set in between keeps its place.
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from sowcheck.ingest.docx.styles import RunLook
from sowcheck.ingest.mending import mended

_LINE_ENDS = str.maketrans(dict.fromkeys("\r\x0b\x0c\x85\u2028\u2029", "\n"))
"""Every way to end a line is one."""

_STRETCH = re.compile(r"[^ \t\n]+(?: [^ \t\n]+)*")
_STRENGTH = {"": 0, " ": 1, "\t": 2, "\n": 3}

ChangeKind = Literal["inserted", "deleted", "moved"]


class Change(NamedTuple):
    """Who changed some words, how and when."""

    kind: ChangeKind
    author: str | None
    date: str | None


@dataclass
class TrackedWords:
    """Words of a tracked change, at their place in the paragraph."""

    change: Change
    start: int
    end: int
    """Equal to `start` for a deletion."""
    words: str
    """Those of a deletion; empty for words that stand in the paragraph."""


class Stretch(NamedTuple):
    """Characters of a paragraph that look alike."""

    start: int
    end: int
    look: RunLook


class FilledField(NamedTuple):
    """A named form field or content control in a paragraph; empty if start equals end."""

    name: str
    start: int
    end: int


class DrawnAt(NamedTuple):
    """A small picture or ink, and the place in the paragraph before which it stands."""

    kind: Literal["picture", "ink"]
    start: int


def tidy(text: str) -> str:
    r"""Odd spaces as spaces, invisible characters gone, ligatures as letters, every line end as a line feed.

    >>> tidy("net\u00a030\u2028pro\u00adfit")
    'net 30\nprofit'
    """
    return text if text.isascii() and "\r" not in text else mended(text).translate(_LINE_ENDS)


@dataclass
class Flow:
    """Collects the words of a paragraph."""

    pieces: list[str] = field(default_factory=list)
    length: int = 0
    gap: str = ""
    """White space that waits for the next word."""
    stretches: list[Stretch] = field(default_factory=list)
    changes: list[TrackedWords] = field(default_factory=list)
    comment_starts: dict[str, int] = field(default_factory=dict)
    comment_ends: dict[str, int] = field(default_factory=dict)
    fields: list[FilledField] = field(default_factory=list)
    drawings: list[DrawnAt] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The words so far."""
        return "".join(self.pieces)

    @property
    def next(self) -> int:
        """Where the next word will start."""
        return self.length + (1 if self.gap and self.length else 0)

    def add(self, text: str, look: RunLook) -> None:
        """Add words as the file has them."""
        text = tidy(text)
        done = 0
        for stretch in _STRETCH.finditer(text):
            self._widen(text[done : stretch.start()])
            self._append(stretch[0], look)
            done = stretch.end()
        self._widen(text[done:])

    def delete(self, words: str, change: Change) -> None:
        """Note words that are gone from here."""
        words = tidy(words)
        last = self.changes[-1] if self.changes else None
        if last is not None and last.change == change and last.start == self.next and last.words:
            last.words += words
        elif words:
            self.changes.append(TrackedWords(change, self.next, self.next, words))

    def keep(self, change: Change, start: int) -> None:
        """Note that the words from `start` on are a change that stays."""
        if self.length <= start:
            return
        last = self.changes[-1] if self.changes else None
        if last is not None and last.change == change and not last.words and start - last.end <= 1:
            last.end = self.length
        else:
            self.changes.append(TrackedWords(change, start, self.length, ""))

    def absorb(self, other: "Flow") -> None:
        """Go on with the words and marks of another paragraph, after a space."""
        self.gap = " "
        shift = self.next
        if other.length:
            self.pieces += (" " if self.length else "", *other.pieces)
            self.length = shift + other.length
        self.gap = ""
        self.stretches += [Stretch(start + shift, end + shift, look) for start, end, look in other.stretches]
        self.changes += [
            TrackedWords(one.change, one.start + shift, one.end + shift, one.words) for one in other.changes
        ]
        self.fields += [FilledField(name, start + shift, end + shift) for name, start, end in other.fields]
        self.drawings += [DrawnAt(kind, start + shift) for kind, start in other.drawings]
        for mine, theirs in ((self.comment_starts, other.comment_starts), (self.comment_ends, other.comment_ends)):
            mine.update({comment: place + shift for comment, place in theirs.items()})

    def look_of(self, start: int, end: int) -> RunLook:
        """What all characters between two places have in common; size and font are those of most."""
        bold = italic = underlined = True
        sizes: Counter[tuple[float | None, str | None]] = Counter()
        for stretch in self.stretches:
            shared = min(end, stretch.end) - max(start, stretch.start)
            if shared <= 0:
                continue
            bold = bold and stretch.look.bold
            underlined = underlined and stretch.look.underlined
            italic = italic and stretch.look.italic
            sizes[stretch.look.size, stretch.look.font] += shared
        if not sizes:
            return RunLook()
        size, font = sizes.most_common(1)[0][0]
        return RunLook(bold=bold, italic=italic, underlined=underlined, size=size, font=font)

    def _widen(self, space: str) -> None:
        for character in space:
            if _STRENGTH[character] > _STRENGTH[self.gap]:
                self.gap = character

    def _append(self, words: str, look: RunLook) -> None:
        if self.gap and self.length:
            self.pieces.append(self.gap)
            self.length += 1
        self.gap = ""
        start = self.length
        self.pieces.append(words)
        self.length += len(words)
        self.stretches.append(Stretch(start, self.length, look))
