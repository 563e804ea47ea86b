"""Makes the text of a file readable, and remembers where each character came from.

Ligatures become letters, odd spaces become spaces, invisible characters go, private bullets become public ones, and a
word that was broken at the end of a line becomes whole again.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from sowcheck.core.spans import Edit, Edits, OffsetMap

LINE_END_HYPHEN = "\ufffe"
"""What PDFium puts in place of a hyphen at the end of a line."""

_REPLACEMENTS = {
    "\ufb00": "ff",
    "\ufb01": "fi",
    "\ufb02": "fl",
    "\ufb03": "ffi",
    "\ufb04": "ffl",
    "\ufb05": "st",
    "\ufb06": "st",
    # Hyphens that differ only in how a line may break after them.
    "\u2010": "-",
    "\u2011": "-",
    LINE_END_HYPHEN: "-",
    # Invisible: soft hyphen, zero-width characters, byte order mark, direction marks.
    **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f", ""),
    **dict.fromkeys("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069", ""),
    # Spaces of every width.
    **dict.fromkeys("\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000", " "),
    # The Greek question mark, which some converters write for the semicolon that it looks like.
    "\u037e": ";",
    # The places of Symbol and Wingdings that office programs draw bullets and boxes with.
    "\uf0b7": "\u2022",
    "\uf0a7": "\u25aa",
    "\uf0d8": "\u27a2",
    "\uf075": "\u25c6",
    "\uf06e": "\u25aa",
    "\uf076": "\u2756",
    "\uf0fc": "\u2713",
    "\uf0fd": "\u2612",
    "\uf0fe": "\u2611",
    "\uf0a8": "\u2610",
    "\uf06f": "\u2610",
    "\uf071": "\u2610",
    "\uf02d": "-",
    "\uf0e0": "\u2192",
}
_TAGS = "\U000e0000-\U000e007f"
"""Tag characters, a second ASCII without shapes. As a range: written one by one, they would make every search slow."""
_ODD = re.compile("[" + re.escape("".join(_REPLACEMENTS)) + _TAGS + "]")
_WORD = re.compile(r"[^\W\d_]+(?:[-'\u2019][^\W\d_]+)*")
_BREAK = re.compile("(?<=[^\\W\\d_])[-\u00ad\u2010\ufffe]$")
_STANDING_PREFIXES = frozenset(
    [
        "all",
        "anti",
        "cross",
        "end",
        "ex",
        "full",
        "go",
        "half",
        "high",
        "long",
        "low",
        "mid",
        "multi",
        "non",
        "one",
        "open",
        "post",
        "pre",
        "quasi",
        "self",
        "semi",
        "short",
        "single",
        "start",
        "sub",
        "third",
        "two",
        "well",
    ]
)
"""First parts that English joins to a word with a hyphen more often than without."""


def pieces(raw: str) -> Iterator[tuple[str, str]]:
    r"""The parts of `raw` in order, each with what it reads as.

    >>> list(pieces("con\ufb01rm"))
    [('con', 'con'), ('ﬁ', 'fi'), ('rm', 'rm')]
    """
    end = 0
    for found in _ODD.finditer(raw):
        if found.start() > end:
            yield raw[end : found.start()], raw[end : found.start()]
        yield found.group(), _REPLACEMENTS.get(found.group(), "")
        end = found.end()
    if end < len(raw):
        yield raw[end:], raw[end:]


def mended(raw: str) -> str:
    r"""`raw` with every odd character replaced.

    >>> mended("re\u00adview\u00a0of \ufb02ows")
    'review of flows'
    """
    return _ODD.sub(lambda found: _REPLACEMENTS.get(found.group(), ""), raw)


class MendedText:
    """A text under construction, with the offset map back to its source."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._edits: list[Edit] = []
        self._length = 0
        self._source_length = 0

    def __len__(self) -> int:
        return self._length

    @property
    def text(self) -> str:
        """Everything added so far."""
        return "".join(self._parts)

    @property
    def offsets(self) -> OffsetMap:
        """From the text to the source."""
        return OffsetMap(edits=Edits(self._edits))

    def add(self, raw: str) -> None:
        """Adds a part of the source, mended."""
        for source, text in pieces(raw):
            self.replace(source, text)

    def replace(self, source: str, text: str) -> None:
        """Adds `text` for a part of the source that reads differently."""
        if source and len(source) == len(text):
            self._keep(source, text)
            return
        start, source_start = self._length, self._source_length
        self._grow(source, text)
        if source or text:
            self._edits.append(Edit(source_start, self._source_length, start, self._length))

    def _keep(self, source: str, text: str) -> None:
        # One character for one: both texts stay in step, no edit is needed.
        self._grow(source, text)

    def _grow(self, source: str, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)
        self._source_length += len(source)


class Vocabulary:
    """The words of one document, to tell a broken word from a compound."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._count: Counter[str] = Counter()
        for text in texts:
            self._count.update(word.lower() for word in _WORD.findall(mended(text)))

    def hyphen(self, left: str, right: str) -> str | None:
        """What stands between two parts of a word at a line's end: "" for a broken word, "-" for a compound.

        None if `left` does not end in a hyphen after a letter, or no letter or digit follows.

        >>> words = Vocabulary(["the integration is billed on a time-and-materials basis"])
        >>> words.hyphen("inte-", "gration"), words.hyphen("time-and-", "materials"), words.hyphen("the", "end")
        ('', '-', None)
        """
        if not _BREAK.search(left) or not right or not right[0].isalnum():
            return None
        stem = left[:-1]
        if left[-1] == "\u00ad":
            return ""
        return "-" if self._is_compound(stem, right) else ""

    def _is_compound(self, stem: str, right: str) -> bool:
        first, last = _tail(mended(stem)), _head(mended(right))
        if not first or not last or last[0].isupper() != first[-1].isupper():
            return True
        joined, compound = (first + last).lower(), f"{first}-{last}".lower()
        whole, broken = self._count[compound], self._count[joined]
        if whole != broken:
            return whole > broken
        parts = first.lower().rsplit("-", 1)[-1], last.lower().split("-", 1)[0]
        if "-" in first or parts[0] in _STANDING_PREFIXES:
            return True
        return all(len(part) > 2 and self._count[part] for part in parts)


def _tail(text: str) -> str:
    found = _WORD.findall(text)
    return found[-1] if found and text.endswith(found[-1]) else ""


def _head(text: str) -> str:
    found = _WORD.match(text)
    return found.group() if found else ""
