"""One sentence of a document with what stands above it, and where sentences end."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from sowcheck.core.spans import Span, stripped

# A full stop ends a sentence unless it follows an initial, a common abbreviation, or a number that labels.
_ABBREVIATIONS = frozenset(
    [
        "no",
        "nos",
        "art",
        "sec",
        "cl",
        "inc",
        "ltd",
        "co",
        "corp",
        "llc",
        "plc",
        "pty",
        "pte",
        "mr",
        "mrs",
        "ms",
        "dr",
        "prof",
        "st",
        "vs",
        "approx",
        "ing",
        "dipl",
        "est",
        "incl",
        "excl",
        "e.g",
        "i.e",
        "etc",
        "u.s",
        "u.k",
        "fig",
        "ref",
        "para",
        "dept",
        "gov",
        "lp",
        "l.p",
        "s.a",
        "n.v",
        "b.v",
    ]
)
_SENTENCE_END = re.compile(r"[.!?][\"”’')\]]*(?=\s+[\"“‘'(\[]*[A-ZÀ-Þ0-9•])")
_LAST_WORD = re.compile(r"[^\s(\[“\"]+$")

_POINTS_BACK = re.compile(r"\W*(?:they|these|this|those|it|such|that|the same|in that case)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, or one row of a table."""

    span: Span
    text: str
    heading: str
    """Headings above it, outermost first, in lower case."""
    lead: str
    """The words that introduce the list it belongs to, in lower case; else empty."""
    row: bool = False
    """A row of a table: cells with tabs between them."""
    is_heading: bool = False
    counts: bool = True
    """Whether it holds a digit or a number word: most rules for typed values need not look at the others."""
    plain: str = ""
    """The text with the paper's own names ("this Call-Off", "the SoS") written as "SOW", of the same length."""
    before: str = ""
    """The sentence before it in the same block."""
    topic: str = field(init=False)
    """Headings, the list's lead and, behind a pronoun, the sentence before: what the sentence is about."""

    def __post_init__(self) -> None:
        referred = self.before.casefold() if self.before and points_back(self.text) else ""
        object.__setattr__(self, "topic", f"{self.heading} | {self.lead} | {referred}")

    def at(self, start: int, end: int) -> Span:
        """The span in the document of `text[start:end]`."""
        return Span(start=self.span.start + start, end=self.span.start + end)


def points_back(words: str) -> bool:
    """Whether a sentence begins with a pronoun, so that the one before says what it is about."""
    return _POINTS_BACK.match(words) is not None


def sentence_spans(text: str, start: int, end: int) -> Iterator[Span]:
    """The sentences of `text[start:end]`, without white space at their ends."""
    begin = start
    for match in _SENTENCE_END.finditer(text, start, end):
        word = _LAST_WORD.search(text, max(begin, match.start() - 20), match.start())
        last = word.group().casefold() if word else ""
        if match.group()[0] == "." and (last in _ABBREVIATIONS or (len(last) == 1 and last.isalpha())):
            continue
        if match.group()[0] == "." and re.fullmatch(r"[\d.]+", last) and match.start() - begin < 8:
            continue
        if span := stripped(text, begin, match.end()):
            yield span
        begin = match.end()
    if span := stripped(text, begin, end):
        yield span
