"""Words that lie over the page rather than in its text: watermarks written aslant, or in large letters across the lines.

They would part the words of the lines that they cross, so they are taken out before anybody looks for lines.
"""

import math
from collections.abc import Iterable, Sequence
from itertools import pairwise

from sowcheck.ingest.layout.content import Glyph, Joint, PageContent
from sowcheck.ingest.layout.words import Line, Word, line_of, words_of

_LARGE = 28.0
"""Points from which upright words may be a watermark."""
_LARGER = 2.5
"""How many times larger than the words below it."""
_CROSSED = 2
"""How many words a watermark crosses at least; a drop capital or a title crosses none."""
_SPACE = 1.3
"""How many times wider than the usual step from letter to letter the step over a space is: some letters are set wide."""
_APART = 2.2
"""Font sizes between two letters from which they are no longer on one line."""


def parted(content: PageContent) -> tuple[list[Line], list[Word]]:
    """The lines that lie over a page, and the words of its text."""
    over: list[Line] = []
    glyphs = content.glyphs
    if any(glyph.style.slant for glyph in glyphs):
        level = [glyph for glyph in glyphs if not glyph.style.slant]
        # A page that was scanned askew is text all the same.
        if 2 * len(level) >= len(glyphs):
            over, glyphs = _aslant(glyphs, content.number), level
    words = words_of(glyphs)
    lines = _across(words, content.number)
    if lines:
        taken = {id(word) for line in lines for word in line.words}
        words = [word for word in words if id(word) not in taken]
    return [*over, *lines], words


def _aslant(glyphs: Iterable[Glyph], page: int) -> list[Line]:
    """The lines that are written aslant, in the order in which the file draws them."""
    runs: list[list[Glyph]] = []
    for glyph in glyphs:
        if not glyph.style.slant:
            continue
        last = runs[-1][-1] if runs else None
        if last and last.style == glyph.style and _distance(last, glyph) <= _APART * glyph.style.size:
            runs[-1].append(glyph)
        else:
            runs.append([glyph])
    return [line for run in runs if (line := _line(run, page))]


def _distance(one: Glyph, other: Glyph) -> float:
    return math.hypot((one.x0 + one.x1 - other.x0 - other.x1) / 2, (one.y0 + one.y1 - other.y0 - other.y1) / 2)


def _line(run: Sequence[Glyph], page: int) -> Line | None:
    lettered = [glyph for glyph in run if not glyph.character.isspace()]
    steps = sorted(_distance(one, other) for one, other in pairwise(lettered))
    usual = steps[len(steps) // 2] if steps else 0.0
    words: list[list[Glyph]] = [[]]
    for last, glyph in pairwise([None, *run]):
        assert glyph is not None
        if glyph.character.isspace():
            words.append([])
        elif last and glyph.joint is Joint.SPACED and _distance(last, glyph) > _SPACE * usual:
            words.append([glyph])
        else:
            words[-1].append(glyph)
    made = [_word(glyphs) for glyphs in words if glyphs]
    if not made:
        return None
    line = line_of(made, page)
    line.words = made
    return line


def _word(glyphs: Sequence[Glyph]) -> Word:
    return Word(
        "".join(glyph.character for glyph in glyphs),
        min(glyph.x0 for glyph in glyphs),
        min(glyph.y0 for glyph in glyphs),
        max(glyph.x1 for glyph in glyphs),
        max(glyph.y1 for glyph in glyphs),
        glyphs[0].baseline,
        glyphs[0].style,
    )


def _across(words: Sequence[Word], page: int) -> list[Line]:
    """Lines in large upright letters that lie over smaller words."""
    large = [word for word in words if word.style.size >= _LARGE and word.style.angle == 0]
    if not large:
        return []
    lines: list[list[Word]] = []
    for word in (each for each in large if _crosses(each, words)):
        if lines and abs(lines[-1][-1].baseline - word.baseline) <= 0.3 * word.style.size:
            lines[-1].append(word)
        else:
            lines.append([word])
    for line in lines:
        line += [word for word in large if word not in line and _stands_beside(word, line)]
    return [line_of(line, page) for line in lines]


def _crosses(large: Word, words: Iterable[Word]) -> bool:
    """Whether smaller words stand where the large one does."""
    top, bottom = large.baseline - 0.72 * large.style.size, large.baseline + 0.2 * large.style.size
    below = [
        word
        for word in words
        if word.style.size * _LARGER <= large.style.size
        and large.x0 < word.middle[0] < large.x1
        and top < word.baseline
        and word.baseline - 0.5 * word.style.size < bottom
    ]
    return len(below) >= _CROSSED and any(one.baseline != other.baseline for one, other in pairwise([large, *below]))


def _stands_beside(word: Word, line: Sequence[Word]) -> bool:
    return any(
        word.style == other.style
        and abs(word.baseline - other.baseline) <= 0.3 * word.style.size
        and max(word.x0, other.x0) - min(word.x1, other.x1) <= word.style.size
        for other in line
    )
