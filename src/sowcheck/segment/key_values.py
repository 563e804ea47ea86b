"""Labelled values: "Effective Date: 1 June 2026", two-column rows, filled form fields, a value below its label."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from sowcheck.core.clauses import KeyValue
from sowcheck.core.documents import Block, BlockKind, Document, Table
from sowcheck.core.spans import Span, stripped
from sowcheck.segment.blocks import contents_lines, lines_of, segments
from sowcheck.segment.key_value_tables import pairs_in_table
from sowcheck.segment.labels import is_blank, is_field_label, is_form_label, is_label, labelled_value, unchecked
from sowcheck.segment.name_words import has_legal_form
from sowcheck.segment.signing.labels import strength
from sowcheck.segment.visual import visual_lines

_COLON = re.compile(r"\s?[:：](?=\s|$)|(?<!\d):(?=[A-Z\d$€£])")  # noqa: RUF001
_RUNNING_NUMBER = re.compile(r"^(?:\d{1,3}|[A-Za-z])[.)]?$")
_CLAUSE_NUMBER = re.compile(r"\(?(?:\d{1,2}(?:\.\d{1,2})*[.)]?|[A-Za-z][.)])\s+(?=[A-Z])")
_LONGEST_LABEL = 60
"""Characters; what a form says in more words when somebody points at a field is an instruction."""
_MARGIN = frozenset({BlockKind.HEADER, BlockKind.FOOTER})


def key_values(document: Document, tables: Sequence[Table]) -> tuple[KeyValue, ...]:
    """The labelled values of a document in the order of their values. Blanks to fill in are left out.

    A value that repeats in running headers or footers counts once.
    """
    text = document.text
    blocks = sorted(document.blocks, key=lambda block: block.span.start)
    contents = contents_lines(blocks, text)
    lines = [
        block for place, block in enumerate(blocks) if place not in contents and block.kind != BlockKind.TABLE_CELL
    ]
    bold = frozenset(block.span.start for block in blocks if block.kind == BlockKind.TABLE_CELL and block.bold)
    in_rows = [pair for table in tables for pair in pairs_in_table(table, text, bold)]
    used = {span.start for pair in in_rows for span in (pair.key, pair.value) if span}
    cells = [block for block in blocks if block.kind == BlockKind.TABLE_CELL]
    found = [
        *_in_form_fields(document, blocks),
        *in_rows,
        *(pair for block in lines if block.kind not in _MARGIN for pair in _in_line(block, text)),
        *(pair for block in cells for pair in _in_cell(block, document, in_row=block.span.start in used)),
        *_below_labels(lines, text),
        *_in_margins(lines, text),
    ]
    unique: dict[tuple[int, int], KeyValue] = {}
    for pair in found:
        unique.setdefault((pair.value.start, pair.value.end), pair)
    return tuple(sorted(unique.values(), key=lambda pair: (pair.value.start, pair.value.end)))


def _split_at_colon(span: Span, text: str) -> tuple[Span, Span | None] | None:
    """Label and value of "Label: value"; the value is None if nothing follows the colon."""
    colon = _COLON.search(text, span.start, span.end)
    if not colon:
        return None
    key = stripped(text, span.start, colon.start())
    if key is None or not is_label(key.of(text)) or key.of(text)[0].islower():
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
    elif len(parts) == 2:
        yield from _tab_pair(parts[0], parts[1], text)
    elif len(parts) == 4 and all(is_form_label(parts[place].of(text)) for place in (0, 2)):
        yield from filter(None, [labelled_value(text, parts[0], parts[1]), labelled_value(text, parts[2], parts[3])])


def _colon_pairs(parts: list[Span], split: list[tuple[Span, Span | None] | None], text: str) -> Iterator[KeyValue]:
    """Several of "Label: value" on a line; an unlabelled part goes on with the value before it."""
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
        pair = labelled_value(text, key, value)
        if pair:
            yield pair


def _tab_pair(key: Span, value: Span, text: str) -> Iterator[KeyValue]:
    """A label and a value with a wide gap between: a label of forms, or any label of a figure."""
    words, follows = key.of(text), value.of(text)
    if words.split()[0] == follows.split()[0] or not is_label(words, most_words=6) or is_form_label(follows):
        return
    if is_form_label(words) or any(letter.isdigit() for letter in follows):
        yield from filter(None, [labelled_value(text, key, value)])


def _in_cell(block: Block, document: Document, *, in_row: bool) -> Iterator[KeyValue]:
    """Labelled lines inside one cell, or a label on the cell's first line with its value beside or below it.

    A cell that is a label or a value of its row has more of them only under labels that forms use.
    """
    text = document.text
    lines = lines_of(block.span, text)
    split = [parts for line in lines if (parts := _split_at_colon(line, text)) is not None]
    labelled = [parts for parts in split if not in_row or is_form_label(parts[0].of(text))]
    yield from filter(None, (labelled_value(text, *parts) for parts in labelled))
    if split or in_row:
        return
    seen = lines if len(lines) > 1 else visual_lines(document, block.span)
    if len(seen) > 1 and is_form_label(seen[0].of(text)):
        pair = labelled_value(text, seen[0], stripped(text, seen[0].end, block.span.end))
        if pair:
            yield pair


def _below_labels(lines: Sequence[Block], text: str) -> Iterator[KeyValue]:
    """A line of form labels alone, and a line of as many values below it."""
    for place, (above, below) in enumerate(pairwise(lines)):
        if BlockKind.HEADING in (above.kind, below.kind) or above.page != below.page:
            continue
        if _CLAUSE_NUMBER.match(above.span.of(text)):
            continue
        labels, values = segments(above.span, text), segments(below.span, text)
        boxes = unchecked(below.span.of(text))
        if BlockKind.LIST_ITEM in (above.kind, below.kind) and not boxes:
            continue
        if not labels or (not boxes and (len(labels) != len(values) or len(labels) > 4)):
            continue
        if not all(is_form_label(label.of(text)) for label in labels):
            continue
        if any(strength(line.span.of(text)) >= 4 for line in lines[max(place - 4, 0) : place + 5]):
            continue
        if boxes:
            yield from filter(None, [labelled_value(text, labels[-1], below.span)])
        elif not any(_is_no_value(value.of(text)) for value in values):
            pairs = zip(labels, values, strict=True)
            yield from filter(None, (labelled_value(text, label, value) for label, value in pairs))


def _is_no_value(words: str) -> bool:
    """Whether a line below a label is rather the next label, or a labelled value of its own."""
    sentence = words.endswith(".") and len(words.split()) > 1 and not has_legal_form(words)
    return (
        sentence or is_form_label(words) or len(words) > 90 or bool(_COLON.search(words) or _CLAUSE_NUMBER.match(words))
    )


def _in_margins(lines: Sequence[Block], text: str) -> Iterator[KeyValue]:
    """Labelled values in running headers and footers, each once."""
    seen: set[tuple[str, str]] = set()
    for block in lines:
        if block.kind not in _MARGIN:
            continue
        for part in segments(block.span, text):
            split = _split_at_colon(part, text)
            pair = labelled_value(text, *split) if split else None
            if pair and (pair.label, pair.value.of(text)) not in seen:
                seen.add((pair.label, pair.value.of(text)))
                yield pair


def _in_form_fields(document: Document, blocks: Sequence[Block]) -> Iterator[KeyValue]:
    """Filled form fields, under the label that stands before the value, else under the name that the form gives the field."""
    text = document.text
    ends = {block.span.end: block for block in blocks if block.kind != BlockKind.FORM_FIELD}
    for form_field in document.form_fields:
        if form_field.span is None or is_blank(form_field.span.of(text)):
            continue
        label = _label_before(form_field.span, ends, text)
        own = form_field.label if form_field.label and len(form_field.label) <= _LONGEST_LABEL else None
        name = own or re.sub(r"\[\d+\]|[_\s]+", " ", form_field.name.rpartition(".")[2]).strip()
        pair = labelled_value(text, label, form_field.span) if label else None
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
    return last if is_field_label(last.of(text)) else None
