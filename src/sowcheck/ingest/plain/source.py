"""The lines of a text file."""

import re
from itertools import pairwise
from typing import NamedTuple

from sowcheck.ingest.plain.leaves import Piece

_LINE = re.compile(r"[^\r\n\f\x0b\x85\u2028\u2029]+")
_BREAK = re.compile(r"\r\n|[\r\n\f\x0b\x85\u2028\u2029]")
GAP = re.compile(r"(?<=\S)(?: {3,}| *\t+ *)(?=\S)")
"""Space that separates columns, or a label from its value."""
RULE = re.compile(r"\s*(?:=+|-{3,}|_{3,}|\*{3,}|~{3,}|(?:[-_*] ){2,}[-_*])\s*$")
"""A line that is drawn with characters."""


class TextLine(NamedTuple):
    """A line of the file that is not blank, without white space at its ends."""

    start: int
    end: int
    text: str
    indent: int
    """Characters before it; a tab counts as 4."""
    gap_above: bool
    """A blank line or the file's start stands above it."""


def lines_of(source: str, start: int = 0, end: int | None = None) -> list[TextLine]:
    """The lines of `source[start:end]` that hold something."""
    found: list[TextLine] = []
    breaks = 2
    place = start
    stop = len(source) if end is None else end
    while place < stop:
        line = _LINE.match(source, place, stop)
        if line is None:
            mark = _BREAK.match(source, place, stop)
            breaks += 1
            place = mark.end() if mark is not None else place + 1
            continue
        text = line[0].strip()
        if text:
            first = line.start() + len(line[0]) - len(line[0].lstrip())
            indent = len(source[line.start() : first].expandtabs(4))
            found.append(TextLine(first, first + len(text), text, indent, breaks > 1))
            breaks = 0
        place = line.end()
    return found


def split_row(source: str, start: int, end: int) -> list[Piece]:
    """The cells of a row that is written with pipes; an escaped pipe separates nothing."""
    bars = [start + found.start() for found in re.finditer(r"(?<!\\)\|", source[start:end])]
    edges = [start - 1, *bars, end]
    cells = [Piece(left + 1, right) for left, right in pairwise(edges)]
    if cells and not source[cells[0].start : cells[0].end].strip():
        cells = cells[1:]
    if cells and not source[cells[-1].start : cells[-1].end].strip():
        cells = cells[:-1]
    return cells
