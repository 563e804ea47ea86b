"""Arranges a page: tables, columns, and lines in reading order."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, takewhile

from sowcheck.ingest.layout.bands import tables_in_bands
from sowcheck.ingest.layout.carried import carried_over
from sowcheck.ingest.layout.columns import Column, columns_in
from sowcheck.ingest.layout.content import PageContent, Rectangle
from sowcheck.ingest.layout.edges import narrow_to_prose
from sowcheck.ingest.layout.entries import Entry, by_party, entries_of
from sowcheck.ingest.layout.lattice import edges, grids
from sowcheck.ingest.layout.regions import regions
from sowcheck.ingest.layout.tables import FoundTable, Frame, tables_in_grids
from sowcheck.ingest.layout.unruled import with_unruled_tables
from sowcheck.ingest.layout.words import Line, Word, lines_of

Element = Line | FoundTable | Entry


@dataclass(slots=True)
class PageWords:
    """The words of a page that is to be arranged, and where its text may stand."""

    content: PageContent
    words: list[Word]
    left: float
    right: float
    fields: Mapping[int, Rectangle]
    """Area of each form field, by the number that its words carry."""


def arranged(page: PageWords) -> list[Element]:
    """The lines, tables and form entries of a page in reading order: columns of prose one after the other."""
    return [
        element
        for region in regions(page.content, page.words, page.left, page.right)
        for element in _arranged(PageWords(region.content, region.words, region.left, region.right, page.fields))
    ]


def _arranged(page: PageWords) -> list[Element]:
    content, number = page.content, page.content.number
    tables, frames, rest = tables_in_grids(grids(content.rules, content.fills), page.words, content.fills, number)
    entries, rest = entries_of(page.fields, rest, number)
    rules = [*content.rules, *(edge for fill in content.fills for edge in edges(fill))]
    taken = [*(table.box for table in tables), *(frame.box for frame in frames)]
    banded, rest = tables_in_bands(rules, rest, number, taken)
    found: list[Element | Frame] = [*lines_of(rest, number), *tables, *frames, *banded, *entries]
    placed = sorted(found, key=_place)
    return [element for kind, group in groupby(placed, key=type) for element in _in_order(kind, list(group), page)]


def _in_order(kind: type[Element | Frame], group: Sequence[Element | Frame], page: PageWords) -> list[Element]:
    """Neighbours of one kind in reading order."""
    if kind is Entry:
        return list(by_party([element for element in group if isinstance(element, Entry)]))
    if kind is Line:
        columns = columns_in([element for element in group if isinstance(element, Line)], page.left, page.right)
        return [element for column in columns for element in _with_edges(column)]
    ordered: list[Element] = []
    for found in group:
        if isinstance(found, Frame):
            for box, lines in found.columns:
                ordered.extend(_with_edges(Column(lines, box.x0, box.x1, separate=True)))
        else:
            ordered.append(found)
    return ordered


def _with_edges(column: Column) -> list[Element]:
    """The lines of a column, which now know its edges; those that make a table are one."""
    for line in column.lines:
        # Where every line stands for itself, none is ever full.
        line.left, line.right = column.left, math.inf if column.separate else column.right
    if column.separate:
        return list(column.lines)
    narrow_to_prose(column.lines)
    return list(with_unruled_tables(column.lines))


def _place(element: Element | Frame) -> tuple[float, float]:
    """Sorts from top to bottom, and what stands at one height from left to right."""
    match element:
        case FoundTable() | Frame():
            return round(element.box.y0 / 2), element.box.x0
        case Entry():
            return round(element.top / 2), element.label.x0
        case Line():
            return round(element.y0 / 2), element.x0


def lines_in(elements: Sequence[Element]) -> list[Line]:
    """The lines outside tables."""
    return [element for element in elements if isinstance(element, Line)]


def continued(elements: Sequence[Element], previous: Element | None) -> list[Element]:
    """A page's elements; its first lines become a table if they go on with the table that ended the page before."""
    if not isinstance(previous, FoundTable):
        return list(elements)
    first = list(takewhile(lambda element: isinstance(element, Line), elements))
    table, taken = carried_over(previous, lines_in(first))
    return [table, *elements[taken:]] if table is not None else list(elements)
