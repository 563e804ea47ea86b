"""The rows of a page as they stand on it: a certificate is a form of several columns, whatever order its words are in."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sowcheck.core.documents import Document
from sowcheck.core.spans import PlacedWord, Span, stripped

_GAP = 1.1
"""Heights of a word; a wider gap parts two columns."""
_LEVEL = 0.5
"""Share of a word's height by which words of one row may differ."""
_COLUMN = 100.0
"""How far apart the columns of formats without pages count."""


class RowCell(NamedTuple):
    """Words that stand together on a row."""

    words: str
    x: float
    """Left edge in points, or the number of the column."""
    span: Span


Row = tuple[RowCell, ...]
"""From left to right."""


def rows_on(document: Document, page: int) -> list[Row]:
    """The rows of a page, top to bottom."""
    words = sorted(
        (word for word in document.words if word.box.page == page), key=lambda word: word.box.y0 + word.box.y1
    )
    rows: list[list[PlacedWord]] = []
    for word in words:
        middle, height = (word.box.y0 + word.box.y1) / 2, word.box.y1 - word.box.y0
        last = rows[-1][0].box if rows else None
        if last and abs((last.y0 + last.y1) / 2 - middle) <= _LEVEL * max(min(height, last.y1 - last.y0), 1.0):
            rows[-1].append(word)
        else:
            rows.append([word])
    return [tuple(_cells(sorted(row, key=lambda word: word.box.x0), document.text)) for row in rows]


def _cells(row: Sequence[PlacedWord], text: str) -> Iterator[RowCell]:
    group: list[PlacedWord] = []
    for word in row:
        if group and word.box.x0 - group[-1].box.x1 > _GAP * max(word.box.y1 - word.box.y0, 1.0):
            yield _cell(group, text)
            group = []
        group.append(word)
    if group:
        yield _cell(group, text)


def _cell(group: Sequence[PlacedWord], text: str) -> RowCell:
    words = " ".join(text[word.start : word.end] for word in group)
    span = Span(start=min(word.start for word in group), end=max(word.end for word in group))
    return RowCell(words, group[0].box.x0, span)


def rows_of_text(text: str, span: Span) -> list[Row]:
    """The lines of a stretch of text, cut at tabs, for formats without pages."""
    rows: list[Row] = []
    start = span.start
    for line in span.of(text).split("\n"):
        cells: list[RowCell] = []
        place = start
        for column, part in enumerate(line.split("\t")):
            inner = stripped(text, place, place + len(part))
            if inner:
                cells.append(RowCell(inner.of(text), _COLUMN * column, inner))
            place += len(part) + 1
        if cells:
            rows.append(tuple(cells))
        start += len(line) + 1
    return rows


def words_of(rows: Sequence[Row]) -> str:
    """The words of rows, a line each, with a tab between columns."""
    return "\n".join("\t".join(cell.words for cell in row) for row in rows)
