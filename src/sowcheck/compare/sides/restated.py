"""Values that a record states twice in different roles: the account and who is billed, the header and one of its lines.

A value of the one role says nothing against the paper where that of the other agrees with it. Two claims of one role, or
of two records, are two claims: the one that is wrong is wrong. Header and line speak for each other only where the papers
state nothing else, and a name only for one that is much like it, or that the papers know.
"""

import re
from collections.abc import Sequence
from decimal import Decimal

from sowcheck.compare.sides.facts import Facts
from sowcheck.compare.values.comparators import compare_values
from sowcheck.compare.values.context import DealContext
from sowcheck.compare.values.difference import EQUAL, Difference
from sowcheck.compare.values.quantities import in_months
from sowcheck.compare.values.similarity import plain
from sowcheck.core.assumptions import Assumption
from sowcheck.core.fields import Field, Kind
from sowcheck.core.items import PriceLine
from sowcheck.core.quantities import Duration
from sowcheck.core.records import RecordValue
from sowcheck.parse.names import name_key, same_name_score

Outcome = tuple[RecordValue, Difference]
Outcomes = Sequence[Outcome]
_LINES = ("price.lines", "price.optional_lines", "price.rate_card")
_MONTHS_IN = {"month": 1, "quarter": 3, "year": 12}


def line_objects(facts: Facts) -> frozenset[tuple[str, str]]:
    """System and object of everything that is a line of something."""
    return frozenset((each.system, each.object) for field in _LINES for each in facts.recorded(field))


def without_restated(
    facts: Facts, row: Field, pool: Sequence[Assumption], outcomes: Outcomes, context: DealContext
) -> list[Outcome]:
    """Leave out a value that differs where the record states the agreeing one in another role.

    Args:
        facts: The case.
        row: The field.
        pool: What the papers state of it.
        outcomes: Each record value with how it stands to the paper's.
        context: Tolerances.
    """
    lines = line_objects(facts)
    outcomes = [(value, EQUAL if _is_term_of_line(facts, row, value, lines) else each) for value, each in outcomes]
    agreeing = [value for value, difference in outcomes if difference.is_equal]

    def is_explained(value: RecordValue) -> bool:
        others = [other for other in agreeing if other.system == value.system]
        if row.kind is Kind.NAME:
            return any(_is_other_name(facts, value, other, context) for other in others)
        on_line = _place(value) in lines
        elsewhere = [other for other in others if (_place(other) in lines) != on_line]
        return bool(elsewhere) and not _says_more(row, pool, elsewhere, context)

    return [(value, each) for value, each in outcomes if not each.differs or not is_explained(value)]


def _place(value: RecordValue) -> tuple[str, str]:
    return (value.system, value.object)


def _says_more(row: Field, pool: Sequence[Assumption], others: Sequence[RecordValue], context: DealContext) -> bool:
    """Whether the papers state a value that none of the others has: it is this one's to agree with."""
    return any(
        not any(compare_values(row, each.value, other.value, context).is_equal for other in others) for each in pool
    )


def _is_other_name(facts: Facts, one: RecordValue, other: RecordValue, context: DealContext) -> bool:
    """Whether one record calls a party by two names, both of which the papers know or which are nearly the same."""
    if one.record != other.record or _leaf(one) == _leaf(other):
        return False
    names = str(one.value), str(other.value)
    return same_name_score(*names) >= float(context.policy.names.medium_from) or _is_named(facts, names[0])


def _is_named(facts: Facts, name: str) -> bool:
    wanted = f" {plain(name_key(name))} "
    return bool(wanted.strip()) and any(wanted in f" {paper.plain_text} " for paper in facts.papers)


def _leaf(value: RecordValue) -> str:
    """The path without the places in lists: which property it is."""
    return re.sub(r"\[[^\]]*\]", "", value.path)


def _is_term_of_line(facts: Facts, row: Field, value: RecordValue, lines: frozenset[tuple[str, str]]) -> bool:
    """Whether a line's term is just what a paper prices a line over: 36 monthly fees in an engagement of 38 months."""
    if row.name != "schedule.duration" or not isinstance(value.value, Duration) or _place(value) not in lines:
        return False
    if value.value.unit not in _MONTHS_IN:
        return False
    return in_months(value.value) in _priced_months(facts)


def _priced_months(facts: Facts) -> set[Decimal]:
    priced = [each.value for paper in facts.papers for each in paper.of("price.lines")]
    return {
        line.quantity * _MONTHS_IN[line.unit]
        for line in priced
        if isinstance(line, PriceLine) and line.quantity and line.unit in _MONTHS_IN
    }
