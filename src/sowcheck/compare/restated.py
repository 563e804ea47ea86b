"""Values that a record states twice in different roles: the account and who is billed, the header and one of its lines.

A value of the one role says nothing against the paper where that of the other agrees with it. Two claims of one role, or
of two records, are two claims: the one that is wrong is wrong.
"""

import re
from collections.abc import Sequence

from sowcheck.compare.difference import Difference
from sowcheck.compare.facts import Facts
from sowcheck.core.fields import Field, Kind
from sowcheck.core.records import RecordValue

Outcomes = Sequence[tuple[RecordValue, Difference]]
_LINES = ("price.lines", "price.optional_lines", "price.rate_card")


def line_objects(facts: Facts) -> frozenset[tuple[str, str]]:
    """System and object of everything that is a line of something."""
    return frozenset((each.system, each.object) for field in _LINES for each in facts.recorded(field))


def without_restated(
    row: Field, outcomes: Outcomes, lines: frozenset[tuple[str, str]]
) -> list[tuple[RecordValue, Difference]]:
    """Leave out a value that differs where the record states the agreeing one in another role."""
    agreeing = [value for value, difference in outcomes if difference.is_equal]
    return [
        (value, difference)
        for value, difference in outcomes
        if not difference.differs or not any(_is_other_role(row, value, other, lines) for other in agreeing)
    ]


def _is_other_role(row: Field, one: RecordValue, other: RecordValue, lines: frozenset[tuple[str, str]]) -> bool:
    if one.system != other.system:
        return False
    if row.kind is Kind.NAME:
        return one.record == other.record and _leaf(one) != _leaf(other)
    kinds = [(each.system, each.object) in lines for each in (one, other)]
    return kinds[0] != kinds[1]


def _leaf(value: RecordValue) -> str:
    """The path without the places in lists: which property it is."""
    return re.sub(r"\[[^\]]*\]", "", value.path)
