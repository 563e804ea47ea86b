"""Beginnings: literals with one of which every match of a regular expression starts.

To look for literals in small letters and try the expression only where one stands is several times faster than to try
it at every character, which is what Python does with an expression that ignores case or starts with a boundary.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sowcheck.parse.needles import REPEATS, characters_of, frequency, is_plain, op, parser

_ENOUGH = 6
"""Characters; a longer beginning is cut."""
_TOO_OFTEN = 10.0
"""In a hundred characters: beginnings that stand at so many places tell nothing."""
_MOST = 48
"""Largest number of beginnings for which looking up each still pays."""

Strings = frozenset[str]
_NONE: Strings = frozenset()
_EMPTY: Strings = frozenset([""])


@dataclass(frozen=True, slots=True)
class _Start:
    """How what a part of an expression matches may start."""

    whole: Strings
    """All that it may match."""
    cut: Strings = _NONE
    """Beginnings of what else it may match."""


_ANYTHING = _Start(_NONE, _EMPTY)
_NOTHING_WIDE = _Start(_EMPTY)


def beginnings_of(expression: str, flags: int = 0) -> tuple[str, ...]:
    r"""The literals, in small letters, with one of which every match starts; none if it may start otherwise.

    >>> beginnings_of(r"\b(?:(?:the )?fees?|pric(?:e|ing))\b.{0,40}fixed"), beginnings_of(r"\w+ fee")
    (('fee', 'price', 'pricin', 'the fe'), ())
    """
    start = _sequence(parser.parse(expression, flags))
    found = sorted(start.whole | start.cut, key=lambda beginning: (len(beginning), beginning))
    kept: list[str] = []
    for beginning in found:
        if not beginning.startswith(tuple(kept)):
            kept.append(beginning)
    known = bool(kept and kept[0]) and len(kept) <= _MOST and frequency(kept) < _TOO_OFTEN
    return tuple(kept) if known else ()


def places_of(beginnings: Iterable[str], low: str, start: int = 0) -> list[int]:
    """Where one of the beginnings stands in a text in small letters, left to right."""
    places = []
    for beginning in beginnings:
        place = low.find(beginning, start)
        while place >= 0:
            places.append(place)
            place = low.find(beginning, place + 1)
    places.sort()
    return places


def matches_at(places: Iterable[int], regex: re.Pattern[str], words: str) -> Iterator[re.Match[str]]:
    """The matches of `regex.finditer`, if none starts elsewhere than at `places`, which come left to right."""
    end = 0
    for place in places:
        if place >= end and (found := regex.match(words, place)):
            end = found.end()
            yield found


def _sequence(parts: Iterable[Any]) -> _Start:
    whole, cut = _EMPTY, _NONE
    for code, argument in parts:
        start = _part(code, argument)
        cut |= {(before + after)[:_ENOUGH] for before in whole for after in start.cut}
        joined = {before + after for before in whole for after in start.whole}
        long = {text[:_ENOUGH] for text in joined if len(text) >= _ENOUGH}
        whole, cut = frozenset(text for text in joined if len(text) < _ENOUGH), cut | long
        if not whole or len(whole) + len(cut) > 4 * _MOST:
            return _Start(_NONE, cut | whole)
    return _Start(whole, cut)


def _part(code: Any, argument: Any) -> _Start:
    if code is op.LITERAL:
        return _Start(frozenset([chr(argument).lower()])) if is_plain(argument) else _ANYTHING
    if code is op.IN:
        characters = characters_of(argument)
        return _ANYTHING if characters is None else _Start(characters)
    if code is op.BRANCH:
        return _either(_sequence(branch) for branch in argument[1])
    if code is op.SUBPATTERN:
        return _sequence(argument[3])
    if code is op.ATOMIC_GROUP:
        return _sequence(argument)
    if code in REPEATS:
        return _repeated(*argument)
    return _NOTHING_WIDE if code in (op.AT, op.ASSERT, op.ASSERT_NOT) else _ANYTHING


def _either(starts: Iterator[_Start]) -> _Start:
    whole, cut = _NONE, _NONE
    for start in starts:
        whole, cut = whole | start.whole, cut | start.cut
    return _Start(whole, cut)


def _repeated(least: int, most: int, parts: Any) -> _Start:
    """Something once or not at all is followed by the rest; several times, it is known to its first end."""
    once = _sequence(parts)
    if most > 1:
        once = _Start(_NONE, once.whole | once.cut)
    return _either(iter((_NOTHING_WIDE, once))) if least == 0 else once
