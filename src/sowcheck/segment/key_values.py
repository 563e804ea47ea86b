"""Labelled values: "Effective Date: 1 June 2026", two-column rows, filled form fields, a value below its label."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from sowcheck.core.clauses import KeyValue
from sowcheck.core.documents import Block, BlockKind, Cell, Document, Table
from sowcheck.core.spans import Span, stripped
from sowcheck.segment.blocks import contents_lines, lines_of
from sowcheck.segment.labels import is_blank, is_form_label, is_label
from sowcheck.segment.signing_labels import strength
from sowcheck.segment.visual import visual_lines

_COLON = re.compile(r"\s?[:：](?=\s|$)|:(?=[A-Z\d$€£])")
_RUNNING_NUMBER = re.compile(r"^(?:\d{1,3}|[A-Za-z]|[A-Z]{1,3}-?\d{1,3})[.)]?$")
_FIELD_COLUMNS = re.compile(
    r"^(?:item|field|term|detail|details|description|value|particulars?|information|element|subject|topic|"
    r"key terms?|summary|attribute|heading|#|no\.?|ref\.?|)$",
    re.IGNORECASE,
)
_LONGEST_VALUE = 1200


def key_values(document: Document, tables: Sequence[Table]) -> tuple[KeyValue, ...]:
    """The labelled values of a document in the order of their values. Blanks to fill in are left out."""
    text = document.text
    blocks = sorted(document.blocks, key=lambda block: block.span.start)
    contents = contents_lines(blocks, text)
    lines = [
        block for place, block in enumerate(blocks) if place not in contents and block.kind != BlockKind.TABLE_CELL
    ]
    found = [
        *(pair for block in lines for pair in _in_line(block, text)),
        *(pair for table in tables for pair in _in_table(table, text, _bold_cells(blocks))),
        *(pair for block in blocks if block.kind == BlockKind.TABLE_CELL for pair in _in_cell(block, document)),
        *_below_labels(lines, text),
        *_in_form_fields(document, blocks),
    ]
    unique: dict[tuple[int, int], KeyValue] = {}
    for pair in found:
        unique.setdefault((pair.value.start, pair.value.end), pair)
    return tuple(sorted(unique.values(), key=lambda pair: (pair.value.start, pair.value.end)))


def segments(span: Span, text: str) -> list[Span]:
    """The parts of a line between its tabs, without white space around them."""
    parts: list[Span] = []
    start = span.start
    while start <= span.end:
        tab = text.find("\t", start, span.end)
        end = tab if tab >= 0 else span.end
        part = stripped(text, start, end)
        if part:
            parts.append(part)
        start = end + 1
    return parts


def _pair(text: str, key: Span, value: Span | None) -> KeyValue | None:
    """A labelled value, unless the value is blank."""
    if value is None or is_blank(value.of(text)) or len(value) > _LONGEST_VALUE:
        return None
    label = re.sub(r"\s+", " ", key.of(text)).strip().rstrip(":： ")
    return KeyValue(key=key, label=label, value=value) if label else None


def _split_at_colon(span: Span, text: str) -> tuple[Span, Span | None] | None:
    """Label and value of "Label: value"; the value is None if nothing follows the colon."""
    colon = _COLON.search(text, span.start, span.end)
    if not colon:
        return None
    key = stripped(text, span.start, colon.start())
    if key is None or not is_label(key.of(text)):
        return None
    return key, stripped(text, colon.end(), span.end)


def _in_line(block: Block, text: str) -> Iterator[KeyValue]:
    """The labelled values of one line, which may hold several with tabs between."""
    parts = segments(block.span, text)
    if block.label is None and len(parts) > 1 and _RUNNING_NUMBER.match(parts[0].of(text)):
        parts = parts[1:]
    split = [_split_at_colon(part, text) for part in parts]
    if any(split):
        yield from _colon_pairs(parts, split, text)
    elif len(parts) == 2 and len(parts[0]) < 50 and is_label(parts[0].of(text), most_words=6):
        if not _same_kind(parts, text):
            yield from filter(None, [_pair(text, parts[0], parts[1])])
    elif len(parts) == 4 and all(is_form_label(parts[place].of(text)) for place in (0, 2)):
        yield from filter(None, [_pair(text, parts[0], parts[1]), _pair(text, parts[2], parts[3])])


def _colon_pairs(parts: list[Span], split: list[tuple[Span, Span | None] | None], text: str) -> Iterator[KeyValue]:
    """ "A: x\\tB: y", "A:\\tx", and an unlabelled part, which goes on with the value before it."""
    place = 0
    while place < len(parts):
        labelled = split[place]
        place += 1
        if labelled is None:
            continue
        key, value = labelled
        while place < len(parts) and split[place] is None:
            value = value.joined(parts[place]) if value else parts[place]
            place += 1
        pair = _pair(text, key, value)
        if pair:
            yield pair


def _same_kind(parts: list[Span], text: str) -> bool:
    """Whether both parts of a line are labels of a form, or begin with the same word: two columns, no value."""
    left, right = parts[0].of(text), parts[1].of(text)
    return left.split()[0] == right.split()[0] or (is_form_label(left) and is_form_label(right))


def _in_cell(block: Block, document: Document) -> Iterator[KeyValue]:
    """ "Label: value" inside one cell, or a label on the cell's first line with its value beside or below it."""
    text = document.text
    lines = lines_of(block.span, text)
    labelled = [split for line in lines if (split := _split_at_colon(line, text)) is not None]
    yield from filter(None, (_pair(text, *split) for split in labelled))
    if labelled:
        return
    seen = lines if len(lines) > 1 else visual_lines(document, block.span)
    if len(seen) > 1 and is_form_label(seen[0].of(text)):
        pair = _pair(text, seen[0], stripped(text, seen[0].end, block.span.end))
        if pair:
            yield pair


def _bold_cells(blocks: Sequence[Block]) -> frozenset[int]:
    return frozenset(block.span.start for block in blocks if block.kind == BlockKind.TABLE_CELL and block.bold)


def _in_table(table: Table, text: str, bold: frozenset[int]) -> Iterator[KeyValue]:
    """Rows whose cells are label and value, and single rows of values below their column names."""
    rows = [table.row(row) for row in range(table.rows)]
    body = rows[table.header_rows :]
    header = [cell.span.of(text).strip() if cell.span else "" for row in rows[: table.header_rows] for cell in row]
    if table.header_rows and len(body) == 1 and table.columns > 1:
        yield from _under_headers(rows[table.header_rows - 1], body[0], text)
        return
    of_fields = not table.header_rows or all(_FIELD_COLUMNS.match(words) for words in header[:-1])
    for row in body:
        cells = [cell for cell in row if cell.span]
        if len(cells) == 3 and _RUNNING_NUMBER.match(_words(cells[0], text)) and of_fields:
            cells = cells[1:]
        if len(cells) == 2 and (table.columns == 2 or of_fields):
            yield from _row_pair(cells[0], cells[1], text)
        elif of_fields and len(cells) in (3, 4) and table.columns <= 6:
            yield from _two_pairs(row, text, bold)


def _words(cell: Cell, text: str) -> str:
    return cell.span.of(text).strip() if cell.span else ""


def _row_pair(key: Cell, value: Cell, text: str) -> Iterator[KeyValue]:
    if key.span and value.span and is_label(_words(key, text)):
        pair = _pair(text, key.span, value.span)
        if pair:
            yield pair


def _two_pairs(row: Sequence[Cell], text: str, bold: frozenset[int]) -> Iterator[KeyValue]:
    """Label, value, label, value in one row; the labels are set in bold, end with a colon or are labels of forms."""

    def labels(cell: Cell) -> bool:
        words = _words(cell, text)
        marked = words.endswith(":") or is_form_label(words) or (cell.span is not None and cell.span.start in bold)
        return bool(words) and marked and is_label(words)

    cells = [cell for cell in row if cell.span]
    for left, right in pairwise(cells):
        value_in_bold = right.span is not None and right.span.start in bold
        if labels(left) and not (labels(right) and (value_in_bold or _words(right, text).endswith(":"))):
            if cells.index(left) % 2 == 0 or len(cells) == 3:
                yield from _row_pair(left, right, text)


def _under_headers(header: Sequence[Cell], values: Sequence[Cell], text: str) -> Iterator[KeyValue]:
    by_column = {cell.column: cell for cell in values}
    for cell in header:
        below = by_column.get(cell.column)
        if below is not None:
            yield from _row_pair(cell, below, text)


def _below_labels(lines: Sequence[Block], text: str) -> Iterator[KeyValue]:
    """A line of form labels alone, and a line of as many values below it."""
    for place, (above, below) in enumerate(pairwise(lines)):
        if any(strength(line.span.of(text)) >= 4 for line in lines[place : place + 4]):
            continue
        labels, values = segments(above.span, text), segments(below.span, text)
        if len(labels) != len(values) or len(labels) > 4 or above.page != below.page:
            continue
        if not all(is_form_label(label.of(text)) for label in labels):
            continue
        if any(is_form_label(value.of(text)) or len(value) > 90 or _COLON.search(value.of(text)) for value in values):
            continue
        for label, value in zip(labels, values, strict=True):
            pair = _pair(text, label, value)
            if pair:
                yield pair


def _in_form_fields(document: Document, blocks: Sequence[Block]) -> Iterator[KeyValue]:
    """Filled form fields, under the label that stands before the value, else under the name of the field."""
    text = document.text
    ends = {block.span.end: block for block in blocks if block.kind != BlockKind.FORM_FIELD}
    for form_field in document.form_fields:
        if form_field.span is None or is_blank(form_field.span.of(text)):
            continue
        label = _label_before(form_field.span, ends, text)
        name = re.sub(r"[_\s]+", " ", form_field.name).strip()
        if label is not None:
            pair = _pair(text, label, form_field.span)
            if pair:
                yield pair
        elif name:
            yield KeyValue(key=None, label=name, value=form_field.span)


def _label_before(value: Span, ends: dict[int, Block], text: str) -> Span | None:
    """The label that ends right before a value, in the block before it or on its own line."""
    before = value.start
    while before > 0 and text[before - 1].isspace():
        before -= 1
    block = ends.get(before)
    if block is None:
        return None
    last = segments(block.span, text)[-1]
    return last if is_label(last.of(text), most_words=7) else None
