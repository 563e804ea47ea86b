"""Terms that no paper states in so many words, but that follow from what it states: they can confirm a record.

What follows is never held against a record: that a derived value differs may be a fault of the derivation.
"""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from sowcheck.compare.sides.facts import Facts
from sowcheck.compare.sides.findings import Findings
from sowcheck.compare.sides.in_force import in_force, items_in_force
from sowcheck.compare.values.quantities import after
from sowcheck.core.assumptions import Assumption
from sowcheck.core.discrepancies import Outcome
from sowcheck.core.items import Milestone, PriceLine, RateLine, StaffRole
from sowcheck.core.quantities import NO_CURRENCY, Duration, Money, RecurringFee
from sowcheck.core.records import RecordValue
from sowcheck.core.values import Value

_START, _END, _DURATION = "schedule.start_date", "schedule.end_date", "schedule.duration"
_PRICED = ("price.services_total", "price.nte_cap", "price.recurring_fee", "price.rate_card", "price.lines")
_DAYS_OF_A_WEEKEND = 3


def confirmed(facts: Facts, findings: Findings, field: str, recorded: Sequence[RecordValue]) -> bool:
    """Judge a field that no paper states a match, if every record value follows from what the papers do state."""
    evidence = _evidence(facts, findings, field, [each.value for each in recorded])
    if evidence:
        findings.judge(Outcome.MATCH, field, None, evidence, recorded)
    return bool(evidence)


def _evidence(facts: Facts, findings: Findings, field: str, values: Sequence[Value]) -> list[Assumption]:
    match field:
        case "price.currency":
            return _currency(facts, values)
        case "schedule.duration" | "schedule.end_date":
            return _term(facts, field, values)
        case "price.estimated_hours":
            return _hours(facts, findings, values)
        case _:
            return []


def _currency(facts: Facts, values: Sequence[Value]) -> list[Assumption]:
    """The one currency of every amount."""
    priced = [each for paper in facts.papers for field in _PRICED for each in paper.of(field)]
    stated = {currency for each in priced if (currency := _currency_of(each.value)) not in (None, NO_CURRENCY)}
    return priced if len(stated) == 1 and set(values) == stated else []


def _currency_of(value: Value) -> str | None:
    match value:
        case Money() | RecurringFee() | RateLine() | PriceLine() | Milestone():
            return value.currency
        case _:
            return None


def _term(facts: Facts, field: str, values: Sequence[Value]) -> list[Assumption]:
    """The length from start and end, or the end from start and length; give or take a weekend."""
    stated = in_force(facts, _END if field == _DURATION else _DURATION)
    starts = in_force(facts, _START)
    if not stated or not starts:
        return []
    start, other = starts[0][1][0], stated[0][1][0]
    for value in values:
        end, duration = (other.value, value) if field == _DURATION else (value, other.value)
        if not (isinstance(start.value, dt.date) and isinstance(end, dt.date) and isinstance(duration, Duration)):
            return []
        last = after(start.value, duration) - dt.timedelta(days=1)
        if abs((end - last).days) > _DAYS_OF_A_WEEKEND:
            return []
    return [start, other]


def _hours(facts: Facts, findings: Findings, values: Sequence[Value]) -> list[Assumption]:
    """The hours of the team, added up."""
    roles = [each for _, own in items_in_force(facts, "staffing.roles") for each in own]
    hours = [each.value.hours for each in roles if isinstance(each.value, StaffRole)]
    known = [each for each in hours if each is not None]
    if not known or len(known) < len(hours):
        return []
    total = sum(known, Decimal(0))
    share = findings.context.policy.hours.equal_to_percent / 100
    return roles if all(isinstance(each, Decimal) and abs(each - total) <= share * total for each in values) else []
