"""One line of a paper that a quote splits by role or task: "Forecast models" and "Forecast models - Build (Data scientist)"."""

from collections.abc import Sequence
from decimal import Decimal

from sowcheck.compare.values.similarity import words
from sowcheck.core.items import PriceLine
from sowcheck.core.noun import Noun
from sowcheck.core.records import RecordValue
from sowcheck.core.values import Value


class Bundle(Noun):
    """Record lines that together are one line of a paper."""

    place: int
    """Of the paper's line in its list."""
    members: tuple[RecordValue, ...]
    value: PriceLine
    """Their sum under the paper's name."""


def find_bundles(stated: Sequence[Value], group: Sequence[RecordValue]) -> list[Bundle]:
    """Lines of a paper whose whole name stands in the names of two or more record lines, each of which has no better home."""
    names = [words(value.description) if isinstance(value, PriceLine) else frozenset() for value in stated]
    homes: dict[int, list[RecordValue]] = {}
    for recorded in group:
        if not isinstance(recorded.value, PriceLine) or recorded.value.amount is None:
            continue
        own = words(recorded.value.description)
        fitting = [place for place, name in enumerate(names) if name and name <= own]
        if fitting:
            homes.setdefault(max(fitting, key=lambda place: (len(names[place]), -place)), []).append(recorded)
    return [
        Bundle(place=place, members=tuple(members), value=_sum(stated[place], members))
        for place, members in sorted(homes.items())
        if len(members) > 1
    ]


def _sum(stated: Value, members: Sequence[RecordValue]) -> PriceLine:
    assert isinstance(stated, PriceLine)
    lines = [member.value for member in members if isinstance(member.value, PriceLine)]
    amount = sum((line.amount or Decimal(0) for line in lines), Decimal(0))
    return PriceLine(description=stated.description, amount=amount, currency=lines[0].currency)
