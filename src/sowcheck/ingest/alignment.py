"""Which words of one reading of a file are which words of another reading of it: line by line, then word by word."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from sowcheck.core.spans import Edit, Edits, OffsetMap

_TOKENS = re.compile(r"\w+|\s+|[^\w\s]")
_MOST_PAIRS = 4_000_000
"""Words of one side times words of the other: where there are more, the whole passage counts as changed."""


def align(text: str, other: str) -> OffsetMap:
    """The map from `text` to `other`, in which every difference is an edit."""
    return OffsetMap(edits=Edits(_joined(_edits(text, other))))


def _edits(text: str, other: str) -> Iterator[Edit]:
    ours, theirs = text.splitlines(keepends=True), other.splitlines(keepends=True)
    for passage in _differences(ours, theirs, autojunk=True):
        words, words_there = (
            text[passage.text_start : passage.text_end],
            other[passage.source_start : passage.source_end],
        )
        left, right = _TOKENS.findall(words), _TOKENS.findall(words_there)
        if len(left) * len(right) > _MOST_PAIRS:
            yield passage
            continue
        for edit in _differences(left, right, autojunk=False):
            yield Edit(
                edit.source_start + passage.source_start,
                edit.source_end + passage.source_start,
                edit.text_start + passage.text_start,
                edit.text_end + passage.text_start,
            )


def _differences(ours: Sequence[str], theirs: Sequence[str], *, autojunk: bool) -> Iterator[Edit]:
    """Where two sequences of strings differ, in characters of their joined texts."""
    first = 0
    shorter = min(len(ours), len(theirs))
    while first < shorter and ours[first] == theirs[first]:
        first += 1
    last = 0
    while last < shorter - first and ours[-1 - last] == theirs[-1 - last]:
        last += 1
    ours_here, theirs_here = ours[first : len(ours) - last], theirs[first : len(theirs) - last]
    start = sum(map(len, ours[:first]))
    places, places_there = _places(ours_here, start), _places(theirs_here, start)
    for kind, left, left_end, right, right_end in SequenceMatcher(
        None, ours_here, theirs_here, autojunk=autojunk
    ).get_opcodes():
        if kind != "equal":
            yield Edit(places_there[right], places_there[right_end], places[left], places[left_end])


def _places(pieces: Sequence[str], start: int) -> list[int]:
    """Where each piece begins, and where the last one ends."""
    places = [start]
    for piece in pieces:
        places.append(places[-1] + len(piece))
    return places


def _joined(edits: Iterator[Edit]) -> Iterator[Edit]:
    """Edits that touch are one."""
    last: Edit | None = None
    for edit in edits:
        if last is not None and (last.source_end, last.text_end) == (edit.source_start, edit.text_start):
            last = Edit(last.source_start, edit.source_end, last.text_start, edit.text_end)
            continue
        if last is not None:
            yield last
        last = edit
    if last is not None:
        yield last
