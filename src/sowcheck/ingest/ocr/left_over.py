"""Ink that no word and no line explains: letters alone in a margin, stamps, strokes of a pen.

Tesseract takes a lone letter for dirt. Set side by side in lines, as if they were words of one text, it reads them.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from PIL import Image
from PIL.ImageDraw import Draw

from sowcheck.ingest.ocr.engine import Engine, EngineFailed, Layout
from sowcheck.ingest.ocr.found import SeenWord
from sowcheck.ingest.ocr.lines import dark

_CELL = 8
"""Pixels: ink within this distance belongs together."""
_SOME = 10
"""Of 255: how dark a cell is that holds ink; an edge that is left of a letter does not count."""
_MOST_CELLS = 30_000
"""A page with more than that beside its words is a picture."""
_LETTER = (0.5, 2.2)
"""Height of letters with a rim, in font sizes; what is higher is a mark, what is lower is dust or a full stop."""
_LONGEST = 8.0
"""Font sizes: what is longer is no word that stands alone."""
_FOUND = 0.5
"""How sure a word has to be."""
_WIDTH = 1800
"""Pixels of a line that words are set in."""
_FILLED = 0.4
"""Share of its box that a filled area covers, the words on it left out."""
_OVER = 3
"""A mark that lies on that many words, of two lines at least, hides others."""


class Mark(NamedTuple):
    """Ink that belongs together, in pixels."""

    x0: int
    y0: int
    x1: int
    y1: int
    cells: frozenset[tuple[int, int]] = frozenset()
    """Rows and columns of the squares that hold its ink."""


def marks_beside(clean: Image.Image, seen: Iterable[SeenWord], scale: float) -> list[Mark]:
    """The marks of a level picture that no word explains.

    Args:
        clean: the picture without ruled lines.
        seen: its words.
        scale: pixels a point.
    """
    rest = clean.copy()
    draw = Draw(rest)
    for word in seen:
        # Letters reach a little over the box of their word.
        edges = word.x0 * scale - 3, word.y0 * scale - 3, word.x1 * scale + 3, word.y1 * scale + 3
        draw.rectangle(edges, fill=255)
    cells = dark(rest).reduce(_CELL)
    inked = {divmod(place, cells.width) for place, value in enumerate(cells.tobytes()) if value > _SOME}
    return list(_joined(inked)) if len(inked) <= _MOST_CELLS else []


def _joined(inked: set[tuple[int, int]]) -> Iterator[Mark]:
    """Cells that touch, together."""
    while inked:
        waiting = [inked.pop()]
        cells = set(waiting)
        while waiting:
            row, column = waiting.pop()
            near = {(row + down, column + across) for down in (-1, 0, 1) for across in (-1, 0, 1)} & inked
            inked -= near
            cells |= near
            waiting += near
        rows, columns = [row for row, _ in cells], [column for _, column in cells]
        left, top = max(min(columns) - 1, 0), max(min(rows) - 1, 0)
        right, bottom = max(columns) + 2, max(rows) + 2
        yield Mark(left * _CELL, top * _CELL, right * _CELL, bottom * _CELL, frozenset(cells))


def words_in(marks: Sequence[Mark], picture: Image.Image, size: float, dpi: float, engine: Engine) -> list[SeenWord]:
    """The words that some marks are.

    Args:
        marks: what no word explains.
        picture: where they stand, level and without ruled lines.
        size: of the page's font, in points.
        dpi: the picture's pixels an inch.
        engine: reads them.
    """
    em = size * dpi / 72
    lone = [mark for mark in _letters(marks, em) if _LETTER[0] * em <= mark.y1 - mark.y0 <= _LETTER[1] * em]
    lone = [mark for mark in lone if mark.x1 - mark.x0 <= _LONGEST * em]
    if not lone:
        return []
    sheet, places = _set_in_lines(lone, picture, em)
    try:
        read = engine.words(sheet, dpi, Layout.BLOCK)
    except EngineFailed:
        return []
    found = []
    for mark, (x, y) in places.items():
        width, height = mark.x1 - mark.x0, mark.y1 - mark.y0
        inside = [
            word
            for word in read
            if x - 4 <= (word.x0 + word.x1) / 2 <= x + width + 4 and y - em <= word.y0 <= y + height
        ]
        if len(inside) != 1 or inside[0].confidence < _FOUND or not any(map(str.isalnum, inside[0].text)):
            continue
        (word,) = inside
        left, top, scale = mark.x0 - x, mark.y0 - y, dpi / 72
        there = word.x0 + left, word.y0 + top, word.x1 + left, word.y1 + top, word.baseline + top
        x0, y0, x1, y1, base = (round(value / scale, 2) for value in there)
        found.append(SeenWord(word.text, x0, y0, x1, y1, base, size, round(word.confidence, 2)))
    return found


def _letters(marks: Iterable[Mark], em: float) -> list[Mark]:
    """Marks side by side, such as the letters of a word and its full stop, as one."""
    joined: list[Mark] = []
    for mark in sorted(marks, key=lambda mark: mark.x0):
        for place, other in enumerate(joined):
            beside = mark.x0 - other.x1 < 0.1 * em and min(mark.y1, other.y1) > max(mark.y0, other.y0)
            if beside and max(mark.y1, other.y1) - min(mark.y0, other.y0) <= _LETTER[1] * em:
                joined[place] = Mark(other.x0, min(other.y0, mark.y0), max(other.x1, mark.x1), max(other.y1, mark.y1))
                break
        else:
            joined.append(mark)
    return joined


def _trimmed(mark: Mark, picture: Image.Image) -> Mark:
    """A mark without the white around its ink."""
    box = dark(picture.crop(mark[:4])).getbbox()
    return Mark(mark.x0 + box[0], mark.y0 + box[1], mark.x0 + box[2], mark.y0 + box[3]) if box else mark


def _set_in_lines(
    marks: Sequence[Mark], picture: Image.Image, em: float
) -> tuple[Image.Image, dict[Mark, tuple[int, int]]]:
    """A sheet on which marks stand side by side, and where each of them stands there."""
    high, gap = round(1.8 * em), round(1.2 * em)
    places: dict[Mark, tuple[int, int]] = {}
    x, line = gap, 0
    for mark in sorted((_trimmed(mark, picture) for mark in marks), key=lambda mark: (mark.y0, mark.x0)):
        width = mark.x1 - mark.x0
        if x + width > _WIDTH - gap:
            x, line = gap, line + 1
        # All stand on one line, whatever their height.
        places[mark] = x, (line + 1) * high - (mark.y1 - mark.y0)
        x += width + gap
    sheet = Image.new("L", (_WIDTH, (line + 2) * high), 255)
    for mark, place in places.items():
        sheet.paste(picture.crop(mark[:4]), place)
    return sheet, places


def lies_over_words(marks: Iterable[Mark], seen: Sequence[SeenWord], scale: float) -> bool:
    """Whether a mark, such as a stamp, touches words of several lines: it hides others.

    The frame of a table touches none, and a filled area is what words were printed on.
    """
    for mark in marks:
        if len(mark.cells) * _CELL * _CELL > _FILLED * (mark.x1 - mark.x0) * (mark.y1 - mark.y0):
            continue
        touched = [word for word in seen if _touches(mark, word, scale)]
        if len(touched) < _OVER:
            continue
        if max(word.y0 for word in touched) - min(word.y0 for word in touched) > touched[0].size:
            return True
    return False


def _touches(mark: Mark, word: SeenWord, scale: float) -> bool:
    x0, y0, x1, y1 = (value * scale for value in word[1:5])
    if x1 < mark.x0 or mark.x1 < x0 or y1 < mark.y0 or mark.y1 < y0:
        return False
    rows = range(int((y0 - 4) / _CELL), int((y1 + 4) / _CELL) + 1)
    columns = range(int((x0 - 4) / _CELL), int((x1 + 4) / _CELL) + 1)
    return any((row, column) in mark.cells for row in rows for column in columns)
