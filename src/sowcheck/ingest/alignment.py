"""Which words of one reading of a file are which words of another reading of it.

Lines that are the same in both stay apart from the rest. Between them, lines that say nearly the same belong together,
in order, and are compared word by word; a line that is like no other was added or taken away as a whole.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from sowcheck.core.spans import Edit, Edits, OffsetMap

_TOKENS = re.compile(r"\w+|\s+|[^\w\s]")
_MOST_WORDS = 4_000_000
"""Words of one side times words of the other: where there are more, the whole passage counts as changed."""
_MOST_LINES = 10_000
"""Lines of one side times lines of the other: where there are more, a line is paired with one nearby."""
_STEPS = [(0, 0), *((down, along) for far in range(1, 13) for down, along in ((far, 0), (0, far)))]
"""Where such a line is looked for: lines ahead on the one side or on the other, the nearest first."""
_ALIKE = 0.4
"""Share of their words that two forms of one line have in common."""


class _Run(NamedTuple):
    """A stretch of both texts."""

    text: str
    other: str
    start: int
    """In the text."""
    other_start: int

    @property
    def as_edit(self) -> Edit:
        return Edit(self.other_start, self.other_start + len(self.other), self.start, self.start + len(self.text))


def align(text: str, other: str) -> OffsetMap:
    """The map from `text` to `other`, in which every difference is an edit."""
    return OffsetMap(edits=Edits(_joined(_edits(text, other))))


def _edits(text: str, other: str) -> Iterator[Edit]:
    lines, others = text.splitlines(keepends=True), other.splitlines(keepends=True)
    for passage in _differences(lines, others, _Run(text, other, 0, 0), autojunk=True):
        for run in _lines_apart(passage):
            yield from _words_apart(run)


def _lines_apart(passage: _Run) -> Iterator[_Run]:
    """The passage in runs of one line, with its other form, or with nothing."""
    lines, others = passage.text.splitlines(keepends=True), passage.other.splitlines(keepends=True)
    if not lines or not others:
        yield passage
        return
    pair = _paired if len(lines) * len(others) <= _MOST_LINES else _paired_nearby
    place, other_place = passage.start, passage.other_start
    for line, other in pair(lines, others):
        yield _Run(line, other, place, other_place)
        place, other_place = place + len(line), other_place + len(other)


def _paired(lines: Sequence[str], others: Sequence[str]) -> list[tuple[str, str]]:
    """Each line once, in order, beside the one that is most like it; beside an empty one if none is."""
    bags, other_bags = _bags(lines), _bags(others)
    best = [[0.0] * (len(others) + 1) for _ in range(len(lines) + 1)]
    for row in range(len(lines) - 1, -1, -1):
        for column in range(len(others) - 1, -1, -1):
            alike = _likeness(bags[row], other_bags[column])
            paired = best[row + 1][column + 1] + alike if alike >= _ALIKE else 0.0
            best[row][column] = max(paired, best[row + 1][column], best[row][column + 1])
    pairs: list[tuple[str, str]] = []
    row = column = 0
    while row < len(lines) and column < len(others):
        if best[row][column] == best[row][column + 1]:
            pairs.append(("", others[column]))
            column += 1
        elif best[row][column] == best[row + 1][column]:
            pairs.append((lines[row], ""))
            row += 1
        else:
            pairs.append((lines[row], others[column]))
            row, column = row + 1, column + 1
    return pairs + [(line, "") for line in lines[row:]] + [("", other) for other in others[column:]]


def _paired_nearby(lines: Sequence[str], others: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The same for many lines: a line goes with the one nearby that is most like it, the nearest of those as like."""
    bags, other_bags = _bags(lines), _bags(others)
    row = column = 0
    while row < len(lines) and column < len(others):
        steps = [step for step in _STEPS if row + step[0] < len(lines) and column + step[1] < len(others)]
        alike = [_likeness(bags[row + down], other_bags[column + along]) for down, along in steps]
        best = max(alike)
        down, along = steps[alike.index(best)] if best >= _ALIKE else (1, 1)
        yield from ((line, "") for line in lines[row : row + down])
        yield from (("", other) for other in others[column : column + along])
        row, column = row + down, column + along
        if best >= _ALIKE:
            yield lines[row], others[column]
            row, column = row + 1, column + 1
    yield from ((line, "") for line in lines[row:])
    yield from (("", other) for other in others[column:])


def _bags(lines: Sequence[str]) -> list[Counter[str]]:
    return [Counter(re.findall(r"\w+", line)) for line in lines]


def _likeness(words: Counter[str], others: Counter[str]) -> float:
    total = words.total() + others.total()
    return 2 * (words & others).total() / total if total else 0.0


def _words_apart(run: _Run) -> Iterator[Edit]:
    """The differences of a run word by word."""
    words, others = _TOKENS.findall(run.text), _TOKENS.findall(run.other)
    if not words or not others or len(words) * len(others) > _MOST_WORDS:
        yield run.as_edit
        return
    yield from (each.as_edit for each in _differences(words, others, run, autojunk=False))


def _differences(pieces: Sequence[str], others: Sequence[str], run: _Run, *, autojunk: bool) -> Iterator[_Run]:
    """Where two sequences of strings, that together are the two sides of a run, differ."""
    first, shorter = 0, min(len(pieces), len(others))
    while first < shorter and pieces[first] == others[first]:
        first += 1
    last = 0
    while last < shorter - first and pieces[-1 - last] == others[-1 - last]:
        last += 1
    here, there = pieces[first : len(pieces) - last], others[first : len(others) - last]
    same = sum(map(len, pieces[:first]))
    places, other_places = _places(here, same), _places(there, same)
    for kind, start, end, other_start, other_end in SequenceMatcher(None, here, there, autojunk=autojunk).get_opcodes():
        if kind != "equal":
            yield _Run(
                run.text[places[start] : places[end]],
                run.other[other_places[other_start] : other_places[other_end]],
                run.start + places[start],
                run.other_start + other_places[other_start],
            )


def _places(pieces: Sequence[str], start: int) -> list[int]:
    """Where each piece begins, and where the last one ends."""
    places = [start]
    for piece in pieces:
        places.append(places[-1] + len(piece))
    return places


def _joined(edits: Iterator[Edit]) -> Iterator[Edit]:
    """Edits that touch are one, unless a whole line was taken away or added beside a changed one."""
    last: Edit | None = None
    for edit in edits:
        if last is not None and _is_one(last, edit):
            last = Edit(last.source_start, edit.source_end, last.text_start, edit.text_end)
            continue
        if last is not None:
            yield last
        last = edit
    if last is not None:
        yield last


def _is_one(last: Edit, edit: Edit) -> bool:
    """Whether one edit goes on where another one of the same kind ends."""
    touch = (last.source_end, last.text_end) == (edit.source_start, edit.text_start)
    only_here = last.source_start == last.source_end and edit.source_start == edit.source_end
    only_there = last.text_start == last.text_end and edit.text_start == edit.text_end
    return touch and (only_here or only_there)
