"""Headings: whole lines that head what follows, and headings that run into their paragraph."""

import re
from typing import NamedTuple

from sowcheck.core.documents import Block, BlockKind
from sowcheck.core.spans import Span, stripped
from sowcheck.segment.blocks import is_capitals

_SENTENCE_WORDS = re.compile(
    r"\b(?:shall|will|must|may|is|are|was|were|has|have|had|agrees?|this|these|that|which|can|should|would)\b",
    re.IGNORECASE,
)
_NOT_A_HEADING = re.compile(
    r"/s/|_{3,}|\.{4,}|^\W*$|^(?:by|name|title|date|its|signature|signed)\b\s*:?|^\(?\d+\)?$|@|^https?:|^www\.|\d{4,}$",
    re.IGNORECASE,
)
_ABBREVIATION = re.compile(
    r"(?:\b(?:no|nr|inc|ltd|co|corp|mr|mrs|ms|dr|st|vs|e\.g|i\.e|art|approx)|\b[A-Z])\.$", re.IGNORECASE
)
_RUN_IN_END = re.compile(r"[.:](?=\s|$)|\s[–—-]\s|\.\s?[–—]")
_SHOUTED = re.compile(
    r"(?=[A-Z/&\- ]{6})(?:[A-Z][A-Z/&\-]{3,}|OF|AND|THE|FOR|TO|&)(?: (?:[A-Z][A-Z/&\-]{3,}|OF|AND|THE|FOR|TO|&))*(?= [A-Z][a-z]+ [a-z])"
)
"""A heading in capitals with no full stop before its paragraph: "1.0 BACKGROUND The agency …"."""
_LONGEST_HEADING = 110
_JOINING = frozenset(
    [
        "of",
        "and",
        "the",
        "for",
        "to",
        "in",
        "on",
        "by",
        "with",
        "or",
        "a",
        "an",
        "at",
        "from",
        "under",
        "upon",
        "after",
        "before",
        "per",
        "as",
        "into",
        "between",
        "without",
        "de",
        "du",
        "des",
        "la",
        "le",
        "les",
        "et",
        "en",
        "van",
        "der",
        "den",
        "und",
        "zur",
        "zum",
        "mit",
        "für",
        "von",
        "pour",
        "sur",
        "aux",
        "à",
    ]
)
"""Small words that titles have too."""


class Style(NamedTuple):
    """What a heading looks like, as far as it is known."""

    level: int
    size: float
    capitals: bool
    bold: bool
    standalone: bool

    def compared_to(self, other: "Style") -> int:
        """1 if this heading stands above `other`, -1 if below, 0 if they look alike."""
        if self.level and other.level and self.level != other.level:
            return 1 if self.level < other.level else -1
        if self.level and other.level:
            return 0
        if self.standalone != other.standalone:
            return 1 if self.standalone else -1
        if self.size and other.size and abs(self.size - other.size) > 0.6:
            return 1 if self.size > other.size else -1
        mine, theirs = (self.capitals, self.bold), (other.capitals, other.bold)
        return (mine > theirs) - (mine < theirs)


def style_of(block: Block, heading: Span, text: str) -> Style:
    """The looks of a heading in its block."""
    return Style(
        level=block.level if block.kind == BlockKind.HEADING else 0,
        size=block.size or 0.0,
        capitals=is_capitals(heading.of(text)),
        bold=block.bold or block.kind == BlockKind.HEADING,
        standalone=heading.end >= block.span.end - 2,
    )


def heading_after_number(block: Block, text: str, start: int) -> Span | None:
    """The heading in a numbered block whose words begin at `start`; None if it starts with its own text.

    The whole rest of the block, when that is short and no sentence; else its first words up to a full stop or colon.
    """
    rest = stripped(text, start, block.span.end)
    if rest is None:
        return None
    words = rest.of(text)
    if block.kind == BlockKind.HEADING and len(words) <= _LONGEST_HEADING:
        return _without_end(rest, text)
    sentence = words.endswith(".") and not is_capitals(words) and _small_words(words.split())
    if not sentence and _is_title(words, 14) and not _RUN_IN_END.search(words.rstrip(" .:")):
        return _without_end(rest, text)
    shouted = _SHOUTED.match(words)
    if shouted:
        return stripped(text, rest.start, rest.start + shouted.end())
    return run_in_heading(text, rest)


def run_in_heading(text: str, rest: Span) -> Span | None:
    """The heading that a paragraph starts with: "Fees and Expenses. The Client shall …"."""
    words = rest.of(text)
    for end in _RUN_IN_END.finditer(words, 0, _LONGEST_HEADING + 2):
        head = words[: end.start()]
        if end.group() == "." and _ABBREVIATION.search(head + "."):
            continue
        follows = words[end.end() :].lstrip(" \t–—-:")
        if not _is_title(head, 9, run_in=True) or (
            follows and not (follows[0].isupper() or follows[0] in "(“\"'0123456789")
        ):
            return None
        return stripped(text, rest.start, rest.start + end.start())
    return None


def is_heading_line(block: Block, text: str) -> bool:
    """Whether an unnumbered block is a heading: marked as one, or a short line in capitals or in bold."""
    line = block.span.of(text).strip()
    if not line or len(line) > _LONGEST_HEADING or "\t" in line or _NOT_A_HEADING.search(line):
        return False
    if not re.search(r"[^\W\d_]{3}", line):
        return False
    if block.kind == BlockKind.HEADING:
        return True
    if block.kind != BlockKind.PARAGRAPH or line[-1] in ".;," or re.search(r":\s*\S", line):
        return False
    return is_capitals(line) or (block.bold and line[0].isupper() and len(line.split()) <= 12)


def capital_run_in(block: Block, text: str) -> Span | None:
    """The heading in capitals that an unnumbered paragraph starts with: "TERM OF SERVICE: The Client …"."""
    words = block.span.of(text)
    found = re.match(r"[^\W\d_a-z][^a-z:.]{4,80}?(?=[:.]\s+\S)", words)
    if block.kind != BlockKind.PARAGRAPH or not found or not is_capitals(found.group()):
        return None
    follows = words[found.end() + 1 :]
    if len(follows) < 60 or is_capitals(follows) or "\t" in found.group():
        return None
    return stripped(text, block.span.start, block.span.start + found.end())


def _is_title(words: str, most_words: int, *, run_in: bool = False) -> bool:
    """Whether `words` read as a title and not as a sentence."""
    words = words.strip()
    tokens = words.split()
    if not tokens or len(tokens) > most_words or len(words) > _LONGEST_HEADING or "\t" in words:
        return False
    if not (words[0].isupper() or words[0] in "“\"‘'(*") or _NOT_A_HEADING.search(words) or words[-1] in ",;":
        return False
    if is_capitals(words):
        return True
    if _SENTENCE_WORDS.search(words):
        return False
    small = _small_words(tokens)
    return len(small) <= (3 if len(tokens) <= 4 else 0 if run_in else 0.4 * len(tokens))


def _small_words(tokens: list[str]) -> list[str]:
    """The words that begin small and are not those that titles have too."""
    return [token for token in tokens if token.lstrip("“\"‘'(")[:1].islower() and token.strip(",()") not in _JOINING]


def _without_end(span: Span, text: str) -> Span | None:
    """The span without a final full stop or colon."""
    end = span.end
    while end > span.start and text[end - 1] in ".:–—- \t":
        end -= 1
    return stripped(text, span.start, end)
