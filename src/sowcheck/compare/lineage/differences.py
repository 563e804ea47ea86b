"""What differs between two versions of one paper: fields with one value, and items of lists."""

from collections.abc import Iterator, Sequence

from sowcheck.compare.papers.paper import Paper
from sowcheck.compare.values.comparators import compare_values, name_of
from sowcheck.compare.values.context import DealContext
from sowcheck.compare.values.pairing import pair_items
from sowcheck.compare.values.similarity import plain
from sowcheck.compare.values.wording import say
from sowcheck.core.assumptions import Assumption
from sowcheck.core.fields import FIELDS, Field, Kind
from sowcheck.core.relations import ValueChange

_NO_TERMS = ("doc.", "deal.", "quote.")
"""Every version has its own signatures, version and day."""


def differences(before: Paper, after: Paper, context: DealContext) -> tuple[ValueChange, ...]:
    """The fields whose value differs, in the order of the dictionary."""
    return tuple(
        change
        for field, row in FIELDS.items()
        if not field.startswith(_NO_TERMS)
        for change in (_items if row.repeated else _values)(row, before, after, context)
    )


def _values(row: Field, before: Paper, after: Paper, context: DealContext) -> Iterator[ValueChange]:
    old, new = before.of(row.name), after.of(row.name)
    if not old and not new:
        return
    if old and new and not all(compare_values(row, b.value, a.value, context).differs for b in old for a in new):
        return
    yield ValueChange(field=row.name, before=_ids(*old), after=_ids(*new))


def _items(row: Field, before: Paper, after: Paper, context: DealContext) -> Iterator[ValueChange]:
    old = _only_in(before.of(row.name), after.of(row.name))
    new = _only_in(after.of(row.name), before.of(row.name))
    pairing = pair_items([each.value for each in old], [each.value for each in new])
    for pair in pairing.pairs:
        left, right = old[pair.left], new[pair.right]
        # Nobody compares the meaning of statements in free words: other words are a change.
        if row.kind is Kind.STATEMENT or compare_values(row, left.value, right.value, context).differs:
            yield ValueChange(field=row.name, key=name_of(right.value), before=_ids(left), after=_ids(right))
    for place in pairing.left_only:
        yield ValueChange(field=row.name, key=name_of(old[place].value), before=_ids(old[place]))
    for place in pairing.right_only:
        yield ValueChange(field=row.name, key=name_of(new[place].value), after=_ids(new[place]))


def _only_in(own: Sequence[Assumption], others: Sequence[Assumption]) -> list[Assumption]:
    said = {plain(say(each.value)) for each in others}
    return [each for each in own if plain(say(each.value)) not in said]


def _ids(*assumptions: Assumption) -> tuple[str, ...]:
    return tuple(each.id for each in assumptions)
