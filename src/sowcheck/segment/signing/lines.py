"""Where a document is signed, taken apart into columns of lines.

Two signature blocks often stand side by side. What belongs to one party is found by the left edges of the words where
the page is known, by the columns of a table, or by the tabs of a line.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from sowcheck.core.documents import Block, BlockKind, Document, Table
from sowcheck.core.spans import Span, stripped
from sowcheck.segment.blocks import body_blocks, lines_of, segments
from sowcheck.segment.name_words import has_legal_form
from sowcheck.segment.numbering import read_label
from sowcheck.segment.signing.labels import LABEL_AT_START, is_bare_label, strength
from sowcheck.segment.signing.marks import is_statement
from sowcheck.segment.signing.repeats import repeated_signers
from sowcheck.segment.visual import visual_lines

_FAR = 7
"""Blocks without a sign of signing that may stand between two with one."""


_HEADING = re.compile(r"^\s*(?:[\d.]+\s*)?signatures?(?:\s*(?:/|and|page)\s*\w+)?\s*$", re.IGNORECASE)
"""The title of the place, which is no line to sign."""
_VERB = re.compile(r"\b(?:shall|will|must|have|has|are|is|be|agrees?|applies|constitutes?)\b")

_SMALL_WORD = re.compile(r"(?<!\S)[a-z]+\b")
_SMALL_WORDS = 4
"""More than "Director of Sales and Marketing" has."""


@dataclass
class Piece:
    """A part of a line that stands in one column."""

    span: Span
    x: float
    """Left edge in points, or the number of the column."""
    y: float
    """Top edge in points, counted on over the pages, or the number of the line."""


@dataclass
class Column:
    """Lines below each other; `labelled` gives a line the label that stands before it in a column of labels."""

    lines: list[Span]
    labelled: dict[int, Span]
    """By the start of the line."""


def signing_columns(document: Document, tables: Sequence[Table]) -> list[list[Column]]:
    """The columns of each place where the document is signed, in the order of the text."""
    blocks = body_blocks(document)
    cells = {
        cell.span.start: (place, cell.row, cell.column)
        for place, table in enumerate(tables)
        for cell in table.cells
        if cell.span
    }
    zones = _zones(blocks, document.text)
    return [_columns(_pieces(document, blocks[start:end], cells), document.text) for start, end in zones]


def _zones(blocks: Sequence[Block], text: str) -> list[tuple[int, int]]:
    """Runs of blocks, [start, end), in which somebody signs."""
    strengths = [strength(block.span.of(text)) for block in blocks]
    for place in repeated_signers([block.span.of(text) for block in blocks]):
        strengths[place] = max(strengths[place], 4)
    zones: list[list[int]] = []
    for index, weight in enumerate(strengths):
        if not weight:
            continue
        near = zones and index - zones[-1][-1] <= _FAR
        if near and all(_is_short(block, text) for block in blocks[zones[-1][-1] + 1 : index]):
            zones[-1].append(index)
        else:
            zones.append([index])
    found: list[tuple[int, int]] = []
    for zone in zones:
        if sum(strengths[index] for index in zone) < 4:
            continue
        start, end = _widened(blocks, text, zone[0], zone[-1] + 1)
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def _widened(blocks: Sequence[Block], text: str, start: int, end: int) -> tuple[int, int]:
    """With the names of the parties above and the names of the people below."""
    for _ in range(6):
        if start == 0 or not _is_short(blocks[start - 1], text) or not _same_place(blocks[start - 1], blocks[start]):
            break
        start -= 1
        if _HEADING.match(blocks[start].span.of(text)):
            break
    for _ in range(4):
        if end == len(blocks) or not _is_short(blocks[end], text) or not _same_place(blocks[end - 1], blocks[end]):
            break
        label = read_label(blocks[end].span.of(text))
        if blocks[end].kind == BlockKind.HEADING or (label and label.kind in ("division", "word")):
            break
        end += 1
    return start, end


def _same_place(one: Block, other: Block) -> bool:
    return one.page is None or other.page is None or abs(one.page - other.page) <= 1


def _is_short(block: Block, text: str) -> bool:
    """Whether the block can be a name, a title or the like: short and no sentence."""
    words = block.span.of(text).strip()
    if len(words) > (240 if "\t" in words or block.kind == BlockKind.TABLE_CELL else 110):
        return False
    return not words.endswith((".", ";")) or has_legal_form(words) or not _is_sentence(words)


def _is_sentence(words: str) -> bool:
    """Whether words that end with a full stop say something: they have a verb, or too many small words for a name."""
    return bool(_VERB.search(words)) or len(_SMALL_WORD.findall(words)) >= _SMALL_WORDS


def _pieces(document: Document, blocks: Sequence[Block], cells: dict[int, tuple[int, int, int]]) -> list[Piece]:
    """The lines of the blocks, cut where a wide gap separates columns."""
    pieces: list[Piece] = []
    tops: dict[tuple[int, int], int] = {}
    for place, block in enumerate(blocks):
        if block.kind == BlockKind.HEADING and _HEADING.match(block.span.of(document.text)):
            continue
        placed = _placed(document, block)
        if placed:
            pieces.extend(placed)
            continue
        table, row, column = cells.get(block.span.start, (-1 - place, 0, 0))
        top = tops.setdefault((table, row), place)
        pieces.extend(
            Piece(part, float(100 * (column + tab)), top + 0.001 * line)
            for line, words in enumerate(lines_of(block.span, document.text))
            for tab, part in enumerate(segments(words, document.text))
        )
    return pieces


def _placed(document: Document, block: Block) -> list[Piece]:
    """The visual lines of a block, from the boxes of its words."""
    boxes = document.boxes(block.span)
    if not boxes:
        return []
    pieces: list[Piece] = []
    for part in segments(block.span, document.text):
        whole = is_statement(" ".join(part.of(document.text).split()))
        for line in [part] if whole else visual_lines(document, part):
            box = document.boxes(line)[0]
            pieces.append(Piece(line, box.x0, 10000.0 * box.page + box.y0))
    return pieces


def _columns(pieces: list[Piece], text: str) -> list[Column]:
    """The pieces sorted into columns, left to right, each from top to bottom."""
    rows = [sorted(row, key=lambda piece: piece.x) for row in _rows(pieces)]
    rows = [_with_values(row, text) for row in rows]
    label_column = _has_label_column(rows, text)
    labels: dict[int, Span] = {}
    if label_column:
        for row in rows:
            if len(row) > 2 and is_bare_label(row[0].span.of(text)):
                labels.update({piece.span.start: row[0].span for piece in row[1:]})
                del row[0]
    edges = _edges([piece.x for row in rows if len(row) > 1 for piece in row])
    columns: list[list[Piece]] = [[] for _ in range(max(len(edges), 1))]
    for row in rows:
        for piece in row:
            nearest = min(range(len(edges)), key=lambda place: abs(edges[place] - piece.x)) if edges else 0
            columns[nearest].append(piece)
    return [
        Column([piece.span for piece in sorted(column, key=lambda piece: piece.y)], labels)
        for column in columns
        if column
    ]


def _rows(pieces: list[Piece]) -> list[list[Piece]]:
    """Pieces that stand beside each other."""
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: (piece.y, piece.x)):
        if rows and abs(rows[-1][0].y - piece.y) < (4 if piece.y > 9999 else 0.0005):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return rows


def _with_values(row: list[Piece], text: str) -> list[Piece]:
    """A label with a colon and the words after its gap are one piece."""
    joined: list[Piece] = []
    for piece in row:
        last = joined[-1] if joined else None
        words = piece.span.of(text)
        if (
            last is not None
            and last.span.of(text).rstrip().endswith(":")
            and is_bare_label(last.span.of(text))
            and not LABEL_AT_START.match(words)
            and last.span.end <= piece.span.start
            and len(row) != 2 * len([one for one in row if is_bare_label(one.span.of(text))]) - 1
        ):
            joined[-1] = Piece(last.span.joined(piece.span), last.x, last.y)
        else:
            joined.append(piece)
    return joined


def _has_label_column(rows: list[list[Piece]], text: str) -> bool:
    """Whether the first column holds nothing but labels for two columns of values."""
    wide = [row for row in rows if len(row) > 2]
    return bool(wide) and all(is_bare_label(row[0].span.of(text)) for row in wide)


def _edges(places: list[float]) -> list[float]:
    """The left edges of the columns: the places that stand apart from each other by more than a label's width."""
    edges: list[float] = []
    for _, group in groupby(_numbered(sorted(places)), key=lambda pair: pair[0]):
        edges.append(next(iter(group))[1])
    return edges


def _numbered(places: list[float]) -> list[tuple[int, float]]:
    number, last = 0, None
    numbered: list[tuple[int, float]] = []
    for place in places:
        if last is not None and place - last > 60:
            number += 1
        numbered.append((number, place))
        last = place
    return numbered


def cut(span: Span, text: str, places: Sequence[int]) -> list[Span]:
    """The span cut at offsets inside it, white space off each part."""
    marks = [span.start, *[place for place in places if span.start < place < span.end], span.end]
    parts = [stripped(text, start, end) for start, end in pairwise(marks)]
    return [part for part in parts if part]
