"""Enumerations inside a sentence: "(a) …; (b) …; and (c) …"."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from sowcheck.core.documents import Block
from sowcheck.core.spans import Span, stripped
from sowcheck.segment.numbering import letters, roman

_MARK = re.compile(r"(?<![\w)])\((?P<mark>[a-z]{1,4}|\d{1,2}|[A-Z])\)\s*(?=\S)")
_JOINER = re.compile(r"(?:[;,:.]|\b(?:and|or|et|en|und))\s*$", re.IGNORECASE)
_JOINED = re.compile(r"(?:[\s;,:.]+(?:and|or|and/or|et|en|und)?)?\s*$", re.IGNORECASE)
"""What stands between two items."""
_SENTENCE_START = re.compile(r"(?<=[.;])\s+(?=[A-Z“\"(])")
_ITEM_END = re.compile(r"[.;](?=\s+[A-Z]|\s*$)|;")


class Enumerated(NamedTuple):
    """One item of an enumeration."""

    start: int
    end: int
    lead: Span | None
    """The words of the sentence before the first item."""


def enumerated(block: Block, text: str) -> Iterator[Enumerated]:
    """The items of the enumerations in a block, each without its mark; none if the block itself begins with one."""
    words = block.span.of(text)
    starts = [0, *(match.end() for match in _SENTENCE_START.finditer(words))]
    for run in _runs(list(_MARK.finditer(words))):
        if run[0].start() == 0:
            continue
        sentence = starts[bisect_right(starts, run[0].start()) - 1]
        lead = stripped(text, block.span.start + sentence, block.span.start + run[0].start())
        ends = [_before_joiner(words, match.end(), following.start()) for match, following in pairwise(run)]
        stop = _ITEM_END.search(words, run[-1].end())
        ends.append(stop.start() if stop else len(words))
        for match, end in zip(run, ends, strict=True):
            yield Enumerated(block.span.start + match.end(), block.span.start + end, lead)


def _before_joiner(words: str, start: int, end: int) -> int:
    """Where an item ends that stands between two marks: before "; and"."""
    joined = _JOINED.search(words, start, end)
    return joined.start() if joined else end


def _runs(marks: list[re.Match[str]]) -> Iterator[list[re.Match[str]]]:
    """Marks that count up from the first: at least two, each after a comma, semicolon or "and"."""
    used: set[int] = set()
    for first, match in enumerate(marks):
        if first in used or _value(match["mark"], _kind(match["mark"])) != 1:
            continue
        run, kind = [match], _kind(match["mark"])
        for place in range(first + 1, len(marks)):
            candidate = marks[place]
            if candidate["mark"] == match["mark"]:
                break
            joined = _JOINER.search(candidate.string[run[-1].end() : candidate.start()].rstrip()[-8:])
            if joined and _value(candidate["mark"], kind) == len(run) + 1:
                run.append(candidate)
                used.add(place)
        if len(run) >= 2:
            yield run


def _kind(mark: str) -> str:
    if mark.isdigit():
        return "digit"
    return "roman" if mark.lower() == "i" else "letter"


def _value(mark: str, kind: str) -> int | None:
    """What a mark counts, read as the kind of its list."""
    if kind == "digit":
        return int(mark) if mark.isdigit() else None
    if kind == "roman":
        return roman(mark)
    return letters(mark) if len(mark) == 1 and mark.isalpha() else None
