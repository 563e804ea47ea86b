"""Looks at the picture of a page: turns it upright, levels it, takes out the lines of tables, and reads it twice.

A second look at another size reads the figures again: what two looks read differently, one of them has misread.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

from PIL.Image import Image, Resampling, Transpose
from PIL.ImageDraw import Draw

from sowcheck.ingest.ocr.engine import Engine, EngineFailed, Layout, LineWord
from sowcheck.ingest.ocr.found import Area, Outcome, Seen, SeenWord
from sowcheck.ingest.ocr.left_over import lies_over_words, marks_beside, words_in
from sowcheck.ingest.ocr.lines import PixelRule, dark, grid_lines, ruled_lines
from sowcheck.ingest.ocr.scrawl import drawn_areas
from sowcheck.ingest.ocr.second import compared, with_more
from sowcheck.ingest.ocr.sizes import placed

_POINTS = 72.0
_SKEWED = 0.12
"""Degrees: lines that are level up to this need no turning."""
_MOST_SKEW = 10.0
"""Degrees beyond which a skew is no skew but a mistake."""
_DOUBTFUL = 0.7
"""Mean confidence below which the page may lie on its side or upside down."""
_TURNED = 1.5
"""How sure tesseract has to be that it does."""
_INK = 0.0002
"""A picture with a smaller share of dark pixels is blank; specks of dust and the shadow at its edge do not count."""
_EDGE = 0.03
"""Of the width and height: where scanners leave shadows."""
_SECOND = 0.72
"""Size of the second look, of the first. It takes the page for one column, so that numbers stand before their clauses."""
_NOISE = 0.5
"""Marks without letters or digits count as words from this confidence on."""


def look(where: str, page: int, area: Area, image: Image, dpi: float, engine: Engine) -> Seen:
    """What a grey picture of a part of a page shows.

    Args:
        where: the entry of the ledger that it answers.
        page: 1-based.
        area: of the page as shown.
        image: the picture.
        dpi: its pixels an inch.
        engine: reads it.
    """
    if _is_blank(dark(image)):
        return Seen(where, page, area, "blank")
    turn, (skew, level, words) = 0, _level_words(image, dpi, engine)
    if _mean(words) < _DOUBTFUL:
        angle, sure = engine.turn(image, dpi)
        if angle and sure >= _TURNED:
            other = _level_words(_upright(image, angle), dpi, engine)
            if _mean(other[2]) > _mean(words):
                turn, (skew, level, words) = angle, other
    ink = dark(level)
    level_lines, upright_lines = ruled_lines(ink, dpi)
    grid = grid_lines(level_lines, upright_lines, dpi)
    if grid:
        level = _without(level, grid)
        words = engine.words(level, dpi)
    words = [word for word in words if _says_something(word)]
    scale = dpi / _POINTS
    seen = placed(words, scale)
    if any(character.isdigit() for word in seen for character in word.text):
        seen = compared(seen, _second_look(level, dpi, engine))
    clean = _without(level, [*level_lines, *upright_lines])
    marks = marks_beside(clean, seen, scale)
    if marks and seen:
        size = _letters_by_size(seen).most_common(1)[0][0]
        seen = with_more(seen, words_in(marks, clean, size, dpi, engine))
    covered = lies_over_words(marks, seen, scale)
    rules = tuple(Area(*(value / scale for value in rule)) for rule in [*level_lines, *upright_lines])
    outcome: Outcome = "covered" if covered else "read" if seen else "wordless"
    drawn = drawn_areas(ink, seen, [*level_lines, *upright_lines], dpi)
    return Seen(where, page, area, outcome, turn, skew, tuple(seen), rules, drawn)


def _is_blank(ink: Image) -> bool:
    across, down = round(_EDGE * ink.width), round(_EDGE * ink.height)
    inner = ink.crop((across, down, max(ink.width - across, across + 1), max(ink.height - down, down + 1)))
    # Dust has no neighbours: of four pixels, half have to be dark.
    marks = inner.reduce(2).histogram()
    return sum(marks[128:]) < _INK * max(sum(marks), 1)


def _level_words(image: Image, dpi: float, engine: Engine) -> tuple[float, Image, list[LineWord]]:
    """The skew of a picture, the picture without it, and the words of that."""
    skew = engine.skew(image, dpi)
    if not _SKEWED <= abs(skew) <= _MOST_SKEW:
        return 0.0, image, engine.words(image, dpi)
    level = image.rotate(skew, resample=Resampling.BICUBIC, fillcolor=255)
    return skew, level, engine.words(level, dpi)


def _upright(image: Image, angle: int) -> Image:
    return image.transpose({90: Transpose.ROTATE_90, 180: Transpose.ROTATE_180, 270: Transpose.ROTATE_270}[angle])


def _without(image: Image, rules: Iterable[PixelRule]) -> Image:
    """The picture with lines painted over in the colour of paper: tesseract takes them for letters."""
    clean = image.copy()
    draw = Draw(clean)
    for x0, y0, x1, y1 in rules:
        # One pixel more across: the edge of a line is grey.
        level = x1 - x0 > y1 - y0
        draw.rectangle((x0, y0 - 1, x1, y1) if level else (x0 - 1, y0, x1, y1), fill=255)
    return clean


def _mean(words: Sequence[LineWord]) -> float:
    letters = sum(len(word.text) for word in words)
    return sum(word.confidence * len(word.text) for word in words) / letters if letters else 0.0


def _says_something(word: LineWord) -> bool:
    return word.confidence >= _NOISE or any(map(str.isalnum, word.text))


def _second_look(image: Image, dpi: float, engine: Engine) -> list[SeenWord]:
    small = image.resize((round(image.width * _SECOND), round(image.height * _SECOND)), Resampling.LANCZOS)
    try:
        return placed(engine.words(small, dpi * _SECOND, Layout.ACROSS), dpi * _SECOND / _POINTS)
    except EngineFailed:
        return []


def _letters_by_size(seen: Iterable[SeenWord]) -> Counter[float]:
    letters: Counter[float] = Counter()
    for word in seen:
        letters[word.size] += len(word.text)
    return letters
