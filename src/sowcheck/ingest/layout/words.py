"""Characters to words, words to lines."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sowcheck.ingest.layout.content import Glyph, Joint, Style
from sowcheck.ingest.layout.labels import label_of

_INVISIBLE = frozenset("\u200b\ufeff\u2060\x00")
WIDE = 1.4
"""A gap wider than this many font sizes is no space between words."""
_STRETCHED = 3.0
"""No justified line has spaces wider than this many font sizes."""
_ALIKE = 1.15
"""The widest space of a justified line is no wider than this many times its narrowest."""
_GAPS = {Joint.TOGETHER: 0.25, Joint.APART: 0.065, Joint.SPACED: 0.05}
"""A gap wider than this share of the font size parts words, even if the file has no space there."""
_LETTER_SPACE = 0.06
"""Letters whose usual gap is wider than this share of the font size are set apart on purpose."""


@dataclass(slots=True)
class Word:
    """Characters without white space between them, as the file gives them."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    baseline: float
    style: Style
    field: int | None = None
    """Index of the form field that it was typed into."""

    @property
    def middle(self) -> tuple[float, float]:
        """The centre of the word's box."""
        return (self.x0 + self.x1) / 2, (self.y0 + self.y1) / 2


def words_of(glyphs: Iterable[Glyph]) -> list[Word]:
    """The words of a page in the order in which the file draws them."""
    words: list[Word] = []
    run: list[Glyph] = []
    gaps: list[float] = []
    last: Glyph | None = None
    for glyph in glyphs:
        if glyph.character.isspace() or glyph.character in _INVISIBLE:
            _close(run, gaps, words)
            run, gaps, last = [], [], None
            continue
        if last is not None:
            gap = _gap(last, glyph)
            if gap is None:
                _close(run, gaps, words)
                run, gaps = [], []
            else:
                gaps.append(gap)
        run.append(glyph)
        last = glyph
    _close(run, gaps, words)
    return words


def _gap(left: Glyph, right: Glyph) -> float | None:
    """The gap between two characters of one run; None if they are not on one line, or a whole letter apart."""
    style, other = left.style, right.style
    if style is not other and (style.angle != other.angle or style.annotation != other.annotation):
        return None
    size = style.size if style.size > other.size else other.size
    gap = right.x0 - left.x1 if style.angle == 0 else _advance(left, right)
    if gap < 0 and right[1:5] == left[1:5]:
        # The letters of a ligature share one box.
        return gap
    shift = right.baseline - left.baseline
    # A raised or lowered character touches its neighbour.
    reach = (0.2 if gap > 0.15 * size else 0.6) * size
    return gap if -0.6 * size < gap < size and -reach < shift < reach else None


def _close(run: Sequence[Glyph], gaps: Sequence[float], words: list[Word]) -> None:
    """Ends a run: the words in it are parted where the gap is wider than the run's letter spacing."""
    if not run:
        return
    usual = sorted(gaps)[len(gaps) // 4] if len(gaps) > 1 else 0.0
    start = 0
    for index, gap in enumerate(gaps, start=1):
        glyph = run[index]
        size = glyph.style.size
        limit = _GAPS[glyph.joint] * size
        if gap > limit and (usual <= _LETTER_SPACE * size or gap > 1.7 * usual):
            words.append(_word(run[start:index]))
            start = index
    words.append(_word(run[start:]))


def _advance(left: Glyph, right: Glyph) -> float:
    match left.style.angle:
        case 90:
            return right.y0 - left.y1
        case 180:
            return left.x0 - right.x1
        case 270:
            return left.y0 - right.y1
        case _:
            return right.x0 - left.x1


def _word(glyphs: Sequence[Glyph]) -> Word:
    main = glyphs[0]
    x0, y0, x1, y1 = main[1:5]
    for glyph in glyphs:
        _, left, top, right, bottom, _, style, _ = glyph
        if style.size > main.style.size:
            main = glyph
        x0, y0 = (left if left < x0 else x0), (top if top < y0 else y0)
        x1, y1 = (right if right > x1 else x1), (bottom if bottom > y1 else y1)
    base, size = main.baseline, main.style.size
    if main.style.angle == 0:
        # Some fonts claim boxes of several lines' height; no word reaches further than this from its line.
        y0 = min(max(y0, base - 1.1 * size), base - 0.5 * size)
        y1 = max(min(y1, base + 0.4 * size), base)
    return Word("".join([glyph.character for glyph in glyphs]), x0, y0, x1, y1, base, main.style)


@dataclass(slots=True)
class Line:
    """Words on one line, from left to right."""

    words: list[Word]
    page: int
    x0: float
    y0: float
    x1: float
    y1: float
    baseline: float
    size: float
    """Font size of most of its characters."""
    bold: bool
    """Whether every word with a letter is bold."""
    italic: bool
    """Whether every word with a letter is slanted."""
    left: float = 0.0
    """Left edge of the column that it stands in."""
    right: float = 0.0
    """Right edge of the column that it stands in."""

    @property
    def text(self) -> str:
        """The words with single spaces."""
        return " ".join(word.text for word in self.words)


def line_of(words: Sequence[Word], page: int) -> Line:
    """The line that some words make."""
    ordered = sorted(words, key=lambda word: word.x0)
    by_size: dict[float, int] = {}
    for word in ordered:
        by_size[word.style.size] = by_size.get(word.style.size, 0) + len(word.text)
    size = max(by_size, key=lambda key: by_size[key])
    lettered = [word for word in ordered if any(character.isalnum() for character in word.text)]
    return Line(
        ordered,
        page,
        ordered[0].x0,
        min(word.y0 for word in ordered),
        max(word.x1 for word in ordered),
        max(word.y1 for word in ordered),
        next(word.baseline for word in ordered if word.style.size == size),
        size,
        bool(lettered) and all(word.style.bold for word in lettered),
        bool(lettered) and all(word.style.italic for word in lettered),
    )


def lines_of(words: Iterable[Word], page: int) -> list[Line]:
    """Upright words grouped to lines by their baselines, from top to bottom."""
    groups: list[list[Word]] = []
    for word in sorted(words, key=lambda word: word.baseline):
        for group in reversed(groups[-3:]):
            if abs(word.baseline - group[0].baseline) <= 0.3 * min(word.style.size, group[0].style.size):
                group.append(word)
                break
        else:
            groups.append([word])
    return [line_of(group, page) for group in _with_raised(groups)]


def _with_raised(groups: list[list[Word]]) -> list[list[Word]]:
    """Groups in which raised and lowered words stand on the line that they belong to."""
    kept: list[list[Word]] = []
    for index, group in enumerate(groups):
        size = max(word.style.size for word in group)
        hosts = [
            host
            for host in (groups[index - 1 : index] + groups[index + 1 : index + 2])
            if size < 0.85 * max(word.style.size for word in host) and _lies_within(group, host)
        ]
        if hosts:
            hosts[0].extend(group)
        else:
            kept.append(group)
    return kept


def _lies_within(small: Sequence[Word], host: Sequence[Word]) -> bool:
    """Whether every small word touches a word of the host sideways and shares most of its height with the line."""
    top, bottom = min(word.y0 for word in host), max(word.y1 for word in host)
    for word in small:
        inside = min(word.y1, bottom) - max(word.y0, top)
        near = min(max(word.x0 - other.x1, other.x0 - word.x1) for other in host)
        if inside < 0.6 * (word.y1 - word.y0) or not -1 < near < 0.5 * word.style.size:
            return False
    return True


def segments(line: Line) -> list[list[Word]]:
    """The words of a line, cut where a gap is too wide to be the space between two words of a sentence."""
    parts: list[list[Word]] = [[line.words[0]]]
    gaps = [right.x0 - left.x1 for left, right in pairwise(line.words)]
    if not gaps:
        return parts
    # A justified line may stretch all its spaces: wide is then what stands out among them.
    limit = max(WIDE, min(3 * _narrowest(line, gaps) / line.size, _STRETCHED)) * line.size
    for left, word, gap in zip(line.words, line.words[1:], gaps, strict=False):
        # A value seldom fills its field.
        typed = (left.field is not None) != (word.field is not None)
        if gap > (2 * limit if typed else limit):
            parts.append([word])
        else:
            parts[-1].append(word)
    return parts


def _narrowest(line: Line, gaps: Sequence[float]) -> float:
    """The narrowest space of a line; that after its number does not count if the others are stretched alike."""
    others = gaps[1:]
    if len(others) > 1 and max(others) < _ALIKE * min(others) and is_label(line.words[:1]):
        return min(others)
    return min(gaps)


def parts_of(line: Line) -> list[list[Word]]:
    """Like `segments`, but a number or bullet belongs to the words that follow it."""
    found = segments(line)
    if len(found) > 1 and is_label(found[0]) and (len(found) == 2 or not found[0][0].text.isdigit()):
        return [found[0] + found[1], *found[2:]]
    return found


def is_label(words: Sequence[Word]) -> bool:
    """Whether some words are nothing but a label of a list item or a clause."""
    if len(words) != 1:
        return False
    text = words[0].text
    return label_of(text) == text or (text.isdigit() and len(text) <= 3)
