"""Two looks at one page: where they read a figure differently, one of them has misread it.

The more likely reading is taken and the other kept beside it. Numbers of clauses tell each other: after 2.4 comes 2.5.
"""

import re
from collections.abc import Iterator, Sequence

from sowcheck.ingest.ocr.found import SeenWord

_OUTSIDE = ".,;:()[]{}'\"“”’‘|_-–* "
_FIGURE = re.compile(
    r"""[A-Z]{0,3}[$€£¥]?\d{1,3}(?:[,.']\d{3})+(?:[.,]\d{1,2})?%?   # grouped: EUR 184,000.00
    |   [A-Z]{0,3}[$€£¥]?\d+(?:[.,]\d+)?%?                          # 31, 7.5%, NZ$40
    |   \d+(?:\.\d+)+                                               # a clause, a German date
    |   \d{1,4}([/-])\d{1,2}\1\d{2,4}                               # 2026-11-23
    |   \d+(?:st|nd|rd|th)
    |   (?=\D*\d)[A-Z]+(?:-?[A-Z0-9]+)+                          # a reference
    |   [A-Z]?\d+[A-Za-z]?""",
    re.VERBOSE,
)
_CLAUSE = re.compile(r"\d{1,2}(?:\.\d{1,2}){0,3}")
_FOUND_ALONE = 0.5
"""How sure a word has to be that only the second look finds."""
_APART = 0.75
"""Font sizes between the number of a clause and its words; spaces between words are narrower."""
_SIDE_BY_SIDE = 0.4
"""Share of the lower of two words that stand on one line."""


def compared(first: Sequence[SeenWord], second: Sequence[SeenWord]) -> list[SeenWord]:
    """The words of the first look, each figure as the two looks make it most likely, and what only the second one found."""
    there = _Grid(second)
    return with_more([_weighed(word, there) for word in first], second)


def with_more(words: Sequence[SeenWord], others: Sequence[SeenWord]) -> list[SeenWord]:
    """The words, with those that only another look found."""
    return _with_clauses([*words, *_only_in(others, words)])


def _only_in(second: Sequence[SeenWord], first: Sequence[SeenWord]) -> Iterator[SeenWord]:
    """Words where the first look has none, such as numbers that stand far to the left of their clauses."""
    known = _Grid(first)
    for word in second:
        lettered = any(map(str.isalnum, word.text))
        if lettered and word.confidence >= _FOUND_ALONE and not known.touch(word):
            near = known.beside(word)
            yield word._replace(size=near[0].size if near else word.size)


def _weighed(word: SeenWord, there: "_Grid") -> SeenWord:
    found = there.on(word)
    said = " ".join(other.text for other in found)
    if not _has_digit(word.text) and not _has_digit(said):
        return word
    if not found:
        return word._replace(other="?")
    sure = sum(other.confidence for other in found) / len(found)
    mine, its = _inner(word.text), _inner(said)
    if mine.casefold() == its.casefold():
        return word._replace(confidence=max(word.confidence, round(sure, 2)))
    formed = bool(_FIGURE.fullmatch(mine)), bool(_FIGURE.fullmatch(its))
    if formed == (False, True) or (formed == (True, True) and sure > word.confidence):
        return word._replace(text=said, confidence=round(sure, 2), other=word.text)
    return word._replace(other=said)


def _with_clauses(words: Sequence[SeenWord]) -> list[SeenWord]:
    """The words; one that stands before a clause, with the digits of the number that comes next, is that number."""
    there = _Grid(words)
    last: tuple[int, ...] = ()
    mended: dict[SeenWord, SeenWord] = {}
    for word in sorted(words, key=lambda word: word.y0):
        beside = there.beside(word)
        if not beside or any(other.x0 < word.x0 for other in beside):
            continue
        if _is_apart(word, min(beside, key=lambda other: other.x0)):
            found = mended[word] = _as_next(word, last)
            if _CLAUSE.fullmatch(_inner(found.text)):
                last = _parts(_inner(found.text))
    return [mended.get(word, word) for word in words]


def _is_apart(number: SeenWord, following: SeenWord) -> bool:
    return following.x0 - number.x1 > _APART * number.size


def _as_next(word: SeenWord, last: tuple[int, ...]) -> SeenWord:
    coming = [".".join(map(str, clause)) for clause in _next(last)]
    if _inner(word.text) in coming:
        return word
    readings = {re.sub(r"\D", "", reading) for reading in (word.text, word.other)} - {""}
    for shown in coming:
        if "." in shown and shown.replace(".", "") in readings and len(_inner(word.text)) <= len(shown):
            return word._replace(text=shown, other="", confidence=min(word.confidence, 0.6))
    return word


def _next(last: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    """What may follow a clause: its neighbour, its first part, and the neighbours of what it is in."""
    if last:
        yield (*last, 1)
    for depth in range(len(last), 0, -1):
        following = (*last[: depth - 1], last[depth - 1] + 1)
        yield following
        yield (*following, 1)


def _parts(text: str) -> tuple[int, ...]:
    return tuple(map(int, text.split(".")))


def _on_one_line(one: SeenWord, other: SeenWord) -> bool:
    shared = min(one.y1, other.y1) - max(one.y0, other.y0)
    return shared > _SIDE_BY_SIDE * min(one.y1 - one.y0, other.y1 - other.y0)


def _has_digit(text: str) -> bool:
    return any(map(str.isdigit, text))


def _inner(text: str) -> str:
    """What matters of a figure: its letters and digits, and the signs among them."""
    return text.strip(_OUTSIDE)


class _Grid:
    """Words by the strips of the page that they reach."""

    _HIGH = 12.0

    def __init__(self, words: Sequence[SeenWord]) -> None:
        self._strips: dict[int, list[SeenWord]] = {}
        for word in words:
            for strip in range(int(word.y0 / self._HIGH), int(word.y1 / self._HIGH) + 1):
                self._strips.setdefault(strip, []).append(word)

    def on(self, word: SeenWord) -> list[SeenWord]:
        """The words that lie on another, from left to right."""
        return sorted((other for other in self._near(word) if _overlap(word, other) > 0.5), key=lambda other: other.x0)

    def touch(self, word: SeenWord) -> bool:
        """Whether one of the words lies on another or under it."""
        return any(_overlap(word, other) > 0.1 or _overlap(other, word) > 0.1 for other in self._near(word))

    def beside(self, word: SeenWord) -> list[SeenWord]:
        """The other words of its line."""
        return [other for other in self._near(word) if other != word and _on_one_line(word, other)]

    def _near(self, word: SeenWord) -> set[SeenWord]:
        strips = range(int(word.y0 / self._HIGH), int(word.y1 / self._HIGH) + 1)
        return {other for strip in strips for other in self._strips.get(strip, ())}


def _overlap(one: SeenWord, other: SeenWord) -> float:
    """Share of the second word's box that lies on the first."""
    across = min(one.x1, other.x1) - max(one.x0, other.x0)
    down = min(one.y1, other.y1) - max(one.y0, other.y0)
    area = (other.x1 - other.x0) * (other.y1 - other.y0)
    return across * down / area if across > 0 and down > 0 and area > 0 else 0.0
