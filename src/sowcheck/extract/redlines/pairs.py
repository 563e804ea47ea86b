"""Which statement of one reading of a document is which statement of the other."""

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from sowcheck.core.assumptions import Assumption
from sowcheck.core.fields import FIELDS
from sowcheck.extract.redlines.passages import Passage
from sowcheck.extract.same_thing import identity, name_words

Pair = tuple[Assumption | None, Assumption | None]
"""What this reading states, and what the other one does; None on one side if that reading does not state it."""


def paired(
    here: Sequence[Assumption], there: Sequence[Assumption], passage_of: Callable[[Assumption], Passage]
) -> Iterator[Pair]:
    """Every statement of both readings once: those that agree, then those at one place, then those of one reading."""
    others: dict[str, list[Assumption]] = {}
    for each in there:
        others.setdefault(each.field, []).append(each)
    for field, group in groupby(here, key=lambda each: each.field):
        yield from _paired(list(group), others.pop(field, []), passage_of)
    yield from ((None, each) for left in others.values() for each in left)


def _paired(
    here: list[Assumption], there: list[Assumption], passage_of: Callable[[Assumption], Passage]
) -> Iterator[Pair]:
    """The statements of one field."""
    yield from _agreeing(here, there, passage_of)
    steps: tuple[Callable[[Assumption, Assumption], bool], ...] = (
        lambda one, other: _is_one_item(one, other) and _meet(passage_of(one), other),
        lambda one, other: _meet(passage_of(one), other),
        _is_one_item,
    )
    for belongs in steps:
        for one in list(here):
            other = next((each for each in there if belongs(one, each)), None)
            if other is not None:
                here.remove(one)
                there.remove(other)
                yield one, other
    yield from ((one, None) for one in here)
    yield from ((None, other) for other in there)


def _agreeing(
    here: list[Assumption], there: list[Assumption], passage_of: Callable[[Assumption], Passage]
) -> Iterator[Pair]:
    """Statements of one value: those at one place first. They are taken out of the lists."""
    same: dict[str, list[Assumption]] = {}
    for each in there:
        same.setdefault(identity(each.value), []).append(each)
    for at_one_place in (True, False):
        for one in list(here):
            among = same.get(identity(one.value), [])
            other = next((each for each in among if not at_one_place or _meet(passage_of(one), each)), None)
            if other is not None:
                among.remove(other)
                here.remove(one)
                there.remove(other)
                yield one, other


def _meet(passage: Passage, other: Assumption) -> bool:
    return passage.counterpart is not None and passage.counterpart.overlaps(other.quote.span)


def _is_one_item(one: Assumption, other: Assumption) -> bool:
    """Whether two statements are of one thing: a scalar field has one value, an item a name."""
    if not FIELDS[one.field].repeated:
        return True
    return (
        not isinstance(one.value, str)
        and bool(name_words(one.value))
        and name_words(one.value) == name_words(other.value)
    )
