"""Words of a page that lines are drawn through, and words that a comparison of two versions has marked as added.

A printed redline strikes what is gone and underlines what is new, mostly in colour. A line through words is no rule of a
table: it ends where the words end, and it runs through the middle of their letters, not below them.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sowcheck.ingest.layout.content import Rectangle, Rule
from sowcheck.ingest.layout.words import Word

_SHORTEST = 3.0
"""Points: no line through a word is shorter."""
_LARGEST = 40.0
"""Points: the largest letters that are looked at; lines lie no further above a baseline."""
_COVERED = 0.6
"""Share of a line that lies over words at least; the rest are the spaces between them."""


_LONG = 1.2
"""Font sizes from which a line may go through a part of a word."""


class Band(NamedTuple):
    """Where a line lies about words, in font sizes."""

    highest: float
    """Above the baseline."""
    lowest: float
    """Above the baseline; below it where negative."""
    beyond: float
    """How far it reaches past the words at either end."""


THROUGH = Band(0.43, 0.13, 0.4)
"""A line through the words, drawn by a program."""
BY_HAND = Band(0.6, 0.05, 1.5)
"""A line through the words, drawn by somebody."""
BELOW = Band(-0.02, -0.35, 0.4)
"""A line under the words."""


class Struck(NamedTuple):
    """A line and the words on it."""

    area: Rectangle
    """From the line's beginning to its end, as high as the words."""
    words: list[Word]


def lines_about(words: Sequence[Word], rules: Iterable[Rule], band: Band) -> list[Struck]:
    """The lines that lie about words in a band, and only about them.

    Args:
        words: of a page, upright.
        rules: straight lines of the page.
        band: where the lines lie about the words.
    """
    level = [rule for rule in rules if rule.y0 == rule.y1 and rule.x1 - rule.x0 >= _SHORTEST]
    if not level:
        return []
    ordered = sorted((word for word in words if word.style.angle == 0), key=lambda word: word.baseline)
    baselines = [word.baseline for word in ordered]
    found = []
    for rule in level:
        first = bisect_left(baselines, rule.y0 + min(band.lowest, 0.0) * _LARGEST)
        last = bisect_left(baselines, rule.y0 + max(band.highest, 0.0) * _LARGEST)
        touched = [word for word in ordered[first : last + 1] if _lies_about(rule, word, band)]
        if touched and _ends_with(rule, touched, band):
            top, bottom = min(word.y0 for word in touched), max(word.y1 for word in touched)
            found.append(Struck(Rectangle(rule.x0, top, rule.x1, bottom), touched))
    return found


def added_beside(struck: Sequence[Struck], words: Sequence[Word], rules: Iterable[Rule]) -> list[Struck]:
    """Coloured and underlined words, where coloured words of the document are struck: a comparison has added them."""
    if not any(word.style.coloured for strike in struck for word in strike.words):
        return []
    coloured = [word for word in words if word.style.coloured and not _is_address(word.text)]
    return lines_about(coloured, rules, BELOW) if coloured else []


def _lies_about(rule: Rule, word: Word, band: Band) -> bool:
    above = (word.baseline - rule.y0) / word.style.size
    shared = min(word.x1, rule.x1) - max(word.x0, rule.x0)
    return band.lowest <= above <= band.highest and shared > min(1.0, 0.5 * (word.x1 - word.x0))


def _ends_with(rule: Rule, words: Sequence[Word], band: Band) -> bool:
    size = max(word.style.size for word in words)
    left, right = min(word.x0 for word in words), max(word.x1 for word in words)
    if rule.x0 < left - band.beyond * size or rule.x1 > right + band.beyond * size:
        return False
    covered = sum(min(word.x1, rule.x1) - max(word.x0, rule.x0) for word in words)
    lettered = any(character.isalnum() for word in words for character in word.text)
    # A short line under a raised letter, as in 1st, runs through the word's height and strikes nothing.
    whole = covered >= _COVERED * sum(word.x1 - word.x0 for word in words)
    return lettered and covered >= _COVERED * (rule.x1 - rule.x0) and (whole or covered >= _LONG * size)


def _is_address(text: str) -> bool:
    return "@" in text or "www." in text or "://" in text
