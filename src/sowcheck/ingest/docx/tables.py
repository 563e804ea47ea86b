"""Reads tables: rows, merged cells, tracked rows, and what a table's style says of its first row."""

from collections.abc import Callable, Iterator
from functools import partial

from sowcheck.ingest.docx.flow import Change, ChangeKind
from sowcheck.ingest.docx.names import RUN_PROPERTIES, TBL, TC, TR, Element, P, is_on, number, value, w
from sowcheck.ingest.docx.story import Grid, Node, Story, TableCell

_PROPERTIES = frozenset(w(name) for name in ("tblPr", "tblGrid", "tblPrEx", "trPr", "tcPr", "sdtPr", "sdtEndPr"))
_CHANGES: dict[str, ChangeKind] = {
    w("ins"): "inserted",
    w("moveTo"): "moved",
    w("del"): "deleted",
    w("cellIns"): "inserted",
    w("cellDel"): "deleted",
}

_WIDEST = 63
"""Columns of a table, as many as Word allows; a cell may claim to span two billion."""


class TableReader:
    """Reads the tables of one story."""

    def __init__(self, story: Story, read_cell: Callable[[Element], list[Node]]) -> None:
        """`read_cell` gives the paragraphs and tables inside a `w:tc`."""
        self._story = story
        self._styles = story.setting.styles
        self._read_cell = read_cell

    def read(self, element: Element) -> list[Node]:
        """A `w:tbl`, and the paragraphs without words that are left of its deleted rows."""
        grid = Grid([], marked_header_rows=0, styled_header=self._styled_header(element))
        nodes: list[Node] = [grid]
        merged: dict[int, TableCell] = {}
        row = 0
        for line in _inside(element, TR):
            properties = line.find(w("trPr"))
            change = _change_in(properties, "ins", "del")
            if change is not None and change.kind == "deleted":
                nodes.extend(self._removed_row(line, change))
                continue
            if row == grid.marked_header_rows and properties is not None and _has(properties, "tblHeader"):
                grid.marked_header_rows += 1
            self._row(line, row, grid, merged, change)
            row += 1
        return nodes if grid.cells else nodes[1:]

    def _row(self, line: Element, row: int, grid: Grid, merged: dict[int, TableCell], change: Change | None) -> None:
        column = min(max(number(line.find(w("trPr")), "gridBefore") or 0, 0), _WIDEST)
        for element in _inside(line, TC):
            properties = element.find(w("tcPr"))
            width = min(max(1, number(properties, "gridSpan") or 1), _WIDEST)
            above = merged.get(column)
            if _continues(properties) and above is not None:
                above.row_span = row - above.row + 1
                self._covered(element, row, column)
            elif _continues_left(properties) and grid.cells and grid.cells[-1].row == row:
                grid.cells[-1].column_span += width
                self._covered(element, row, column)
            else:
                own = _change_in(properties, "cellIns", "cellDel") or change
                nodes = self._story.under(own, partial(self._read_cell, element))
                cell = TableCell(row, column, 1, width, nodes, _shaded(properties))
                grid.cells.append(cell)
                merged[column] = cell
            column += width

    def _covered(self, element: Element, row: int, column: int) -> None:
        """A cell that a merged one covers is not shown; words in it are named, for no reader sees them."""
        if any((text.text or "").strip() for text in element.iter(w("t"))):
            self._story.setting.ledger.miss(
                f"covered table cell (row {row + 1}, column {column + 1}) after {self._story.where}"
            )

    def _removed_row(self, line: Element, change: Change) -> list[Node]:
        """The row is gone; what is left of it are paragraphs without words that carry the revisions."""
        cells = list(_inside(line, TC))
        return self._story.under(change, lambda: [node for cell in cells for node in self._read_cell(cell)])

    def _styled_header(self, element: Element) -> bool:
        """Whether the table's style makes the first row bold or shaded, and this table asks for it."""
        properties = element.find(w("tblPr"))
        wanted = properties.find(w("tblLook")) if properties is not None else None
        if wanted is None or not _asks_for_first_row(wanted):
            return False
        for style in self._styles.chain(value(properties, "tblStyle")):
            for part in style.iterfind(w("tblStylePr")):
                if part.get(w("type")) == "firstRow":
                    look = part.find(RUN_PROPERTIES)
                    return (look is not None and _has(look, "b")) or _shaded(part.find(w("tcPr")))
        return False


def _inside(element: Element, name: str) -> Iterator[Element]:
    """Rows of a table or cells of a row, also those inside content controls; not those of nested tables."""
    for child in element:
        if child.tag == name:
            yield child
        elif child.tag not in _PROPERTIES and child.tag not in (TC, TBL, P):
            yield from _inside(child, name)


def _change_in(properties: Element | None, *names: str) -> Change | None:
    """The tracked change of a row or cell that its properties hold under one of the names."""
    found = [properties.find(w(name)) for name in names] if properties is not None else []
    return next((change_of(element) for element in found if element is not None), None)


def change_of(element: Element) -> Change:
    """The tracked change that a `w:ins`, `w:del` or their like stand for."""
    return Change(_CHANGES[element.tag], element.get(w("author")), element.get(w("date")))


def _has(properties: Element, name: str) -> bool:
    found = properties.find(w(name))
    return found is not None and is_on(found)


def _continues(properties: Element | None) -> bool:
    """Whether a cell belongs to the one above it."""
    merge = properties.find(w("vMerge")) if properties is not None else None
    return merge is not None and merge.get(w("val"), "continue") == "continue"


def _continues_left(properties: Element | None) -> bool:
    """Whether a cell belongs to the one on its left (an older notation)."""
    merge = properties.find(w("hMerge")) if properties is not None else None
    return merge is not None and merge.get(w("val"), "continue") == "continue"


def _shaded(properties: Element | None) -> bool:
    shade = properties.find(w("shd")) if properties is not None else None
    if shade is None:
        return False
    pattern, fill = shade.get(w("val"), "clear"), shade.get(w("fill"), "auto").lower()
    return fill not in ("auto", "ffffff") or pattern not in ("clear", "nil")


def _asks_for_first_row(look: Element) -> bool:
    said = look.get(w("firstRow"))
    if said is not None:
        return said in ("1", "true", "on")
    try:
        return bool(int(look.get(w("val"), "0"), 16) & 0x20)
    except ValueError:
        return False
