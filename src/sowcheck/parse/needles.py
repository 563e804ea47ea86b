"""Needles: literal pieces of which one must stand in a text before a regular expression can match it.

Looking for a few literals is ten times faster than running an expression that ignores case, and most sentences hold
none of them. The needles follow from the parsed expression alone, as in the prefilters of RE2: what must occur is
kept, what may vary is dropped, and whatever is not understood asks for nothing, so no match is ever lost.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from typing import Any

# The one reader of Python's own expressions. It has no stubs, and whether a checker of types finds it by the usual
# import depends on what else it has read.
op: Any = import_module("re._constants")
parser: Any = import_module("re._parser")

Needles = frozenset[str]
"""Pieces in small letters; a text that holds none of them cannot match."""

_MOST = 16
"""Largest number of spelt-out variants; where more would arise, the piece ends."""
_CHARACTERS = 6
"""Largest set of characters ("[sz]") that is spelt out."""

# The characters outside ASCII that `re.IGNORECASE` takes for ASCII letters; their small forms are not ASCII.
_LIKE_ASCII = {0x130: "i", 0x131: "i", 0x17F: "s", 0x212A: "k"}
_ODD = re.compile(f"[{''.join(map(chr, _LIKE_ASCII))}]")


def fold(words: str) -> str:
    """The words in small letters, so that whatever an expression takes for an ASCII letter is that letter."""
    return (words.translate(_LIKE_ASCII) if _ODD.search(words) else words).lower()


folded = lru_cache(maxsize=16_384)(fold)
"""`fold`, remembered: many expressions look at the same sentence."""


def needle_sets(expression: str, flags: int = 0) -> tuple[Needles, ...]:
    r"""Sets of needles of which each has one in every text that matches, the rarest first; none if nothing must occur.

    >>> [sorted(needles) for needles in needle_sets(r"(?:fees?|price)\b.{0,40}\b(?:is|are) fixed")]
    [['are fixed', 'is fixed'], ['fee', 'price']]
    """
    return sets_of(parser.parse(expression, flags))


def sets_of(tree: Iterable[Any]) -> tuple[Needles, ...]:
    """The same of a parsed expression."""
    return tuple(_shortest(needles) for needles in sorted(_sequence(tree).sets, key=frequency))


def branches_of(expression: str, flags: int = 0) -> list[tuple[str, Iterable[Any]]]:
    """The alternatives of an expression "A|B|C", each with its parse; itself where it has groups, which count in the whole.

    >>> [words for words, _ in branches_of(r"fees?|[|(]x|(?:a|b)c")], [words for words, _ in branches_of("(?P<sum>a)|b")]
    (['fees?', '[|(]x', '(?:a|b)c'], ['(?P<sum>a)|b'])
    """
    tree = parser.parse(expression, flags)
    state = tree.state
    if flags & re.VERBOSE or "(?#" in expression or state.flags != flags | re.UNICODE or state.groups > 1:
        return [(expression, tree)]
    branches = _split(expression)
    parsed = tree[0][1][1] if len(tree) == 1 and tree[0][0] is op.BRANCH else ()
    if len(parsed) == len(branches):
        return list(zip(branches, parsed, strict=True))
    # Alternatives that begin alike, or are single characters, were parsed together.
    return [(branch, parser.parse(branch, flags)) for branch in branches]


def _split(expression: str) -> list[str]:
    branches, depth = [""], 0
    for part in _PARTS.findall(expression):
        depth += (part == "(") - (part == ")")
        if part == "|" and depth == 0:
            branches.append("")
        else:
            branches[-1] += part
    return branches


_PARTS = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|.", re.DOTALL)
"""An escaped character, a set of characters, or one character."""


@dataclass(frozen=True, slots=True)
class _Must:
    """What a part of an expression asks of the text."""

    exact: Needles | None
    """Everything the part can match, if that is a short list."""
    all_of: tuple[Needles, ...] = ()
    """Sets of which each must have a piece in the text."""

    @property
    def sets(self) -> tuple[Needles, ...]:
        return self.all_of if self.exact is None or "" in self.exact else (*self.all_of, self.exact)


_EMPTY = frozenset([""])
_ANYTHING = _Must(None)
_NOTHING_WIDE = _Must(_EMPTY)
REPEATS = (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT)
_BREAK = (op.ANY, None)


def _sequence(parts: Iterable[Any]) -> _Must:
    """Parts behind one another: their variants are joined as long as they are few."""
    done: list[Needles] = []
    variants, run, whole = _EMPTY, "", True
    for code, argument in _unrolled(parts):
        if code is op.LITERAL and is_plain(argument):
            run += chr(argument)
            continue
        must = _part(code, argument)
        done.extend(must.all_of)
        variants, run = _behind(variants, run), ""
        if must.exact is _EMPTY:
            continue
        if must.exact is not None and len(variants) * len(must.exact) <= _MOST:
            variants = frozenset([before + after for before in variants for after in must.exact])
            continue
        whole = False
        if "" not in variants:
            done.append(variants)
        variants = _EMPTY if must.exact is None else must.exact
    variants = _behind(variants, run)
    if whole:
        return _Must(variants, tuple(done))
    return _Must(None, tuple(done) if "" in variants else (*done, variants))


def _behind(variants: Needles, run: str) -> Needles:
    return frozenset([before + run.lower() for before in variants]) if run else variants


def _unrolled(parts: Iterable[Any]) -> Iterator[tuple[Any, Any]]:
    """The parts; one that repeats is written out once, with anything behind it."""
    for code, argument in parts:
        if code in REPEATS and argument[0] >= 1:
            yield from _unrolled(argument[2])
            if argument[1] > 1:
                yield _BREAK
        else:
            yield code, argument


def _part(code: Any, argument: Any) -> _Must:
    if code is op.IN:
        return _Must(characters_of(argument))
    if code is op.BRANCH:
        return _either([_sequence(branch) for branch in argument[1]])
    if code is op.SUBPATTERN:
        return _sequence(argument[3])
    if code is op.ATOMIC_GROUP:
        return _sequence(argument)
    if code in REPEATS:
        return _either([_NOTHING_WIDE, _sequence(argument[2])]) if argument[1] == 1 else _ANYTHING
    if code is op.ASSERT:
        return _Must(_EMPTY, _sequence(argument[1]).sets)
    if code in (op.AT, op.ASSERT_NOT):
        return _NOTHING_WIDE
    return _ANYTHING


def is_plain(point: int) -> bool:
    """Whether a character has one small form only: English and its neighbours, punctuation, the signs of parties."""
    return (point < 0x100 and point != _MICRO) or 0x2010 <= point < 0x20C0 or 0xA000 <= point < 0xA010


_MICRO = 0xB5


def characters_of(members: Iterable[Any]) -> Needles | None:
    """The characters of a set, if it is small and of plain ones."""
    points: list[int] = []
    for code, argument in members:
        if code is op.LITERAL:
            points.append(argument)
        elif code is op.RANGE and argument[1] - argument[0] < _CHARACTERS:
            points.extend(range(argument[0], argument[1] + 1))
        else:
            return None
    if len(points) > _CHARACTERS or not all(map(is_plain, points)):
        return None
    return frozenset([chr(point).lower() for point in points])


def _either(branches: list[_Must]) -> _Must:
    """One of several: their variants together, else the rarest set of each."""
    if all(branch.exact is not None and not branch.all_of for branch in branches):
        variants = frozenset().union(*(branch.exact or () for branch in branches))
        if len(variants) <= _MOST:
            return _Must(variants)
    rarest = [min(branch.sets, key=frequency, default=None) for branch in branches]
    known = [_shortest(needles) for needles in rarest if needles is not None]
    return _Must(None, (frozenset().union(*known),)) if len(known) == len(rarest) else _ANYTHING


_COMMON = dict(
    zip(" etaoinsrhldcumfpgwybvk", (17, 10, 8, 7, 7, 6, 6, 5, 5, 5, 4, 4, 3, 3, 3, 2, 2, 2, 2, 2, 2, 1, 1), strict=True)
)
"""How often letters occur in a hundred of a text."""


def _shortest(needles: Needles) -> Needles:
    """Without needles that hold another one."""
    kept: list[str] = []
    for needle in sorted(needles, key=len):
        if not any(shorter in needle for shorter in kept):
            kept.append(needle)
    return frozenset(kept)


def frequency(needles: Iterable[str]) -> float:
    """At how many of a hundred characters of a text one of the needles stands by chance."""
    total = 0.0
    for needle in needles:
        chance = 100.0
        for letter in needle:
            chance *= _COMMON.get(letter, 0.5) / 100
        total += chance
    return total
