"""Figures over the cases of a store."""

import datetime as dt

from sowcheck.core.casefile import CaseState
from sowcheck.core.noun import Noun
from sowcheck.core.policy import Policy
from sowcheck.errors import UsageError
from sowcheck.gate.kpis.kpis import kpis_of
from sowcheck.gate.kpis.measures import Measured
from sowcheck.gate.kpis.objectives import ObjectiveResult, kept
from sowcheck.gate.kpis.period import Period
from sowcheck.service.arriving import arrivals
from sowcheck.service.journeys import Journeys
from sowcheck.store.deliveries import SqlDeliveries

_USUAL = dt.timedelta(days=89)
"""From the first to the last day of a period of which only the end is said."""


class Moments(Noun):
    """When what happened to a case; None for what did not happen, or nobody told."""

    case: str
    reference: str
    state: CaseState
    won: dt.datetime | None
    executed: dt.datetime | None
    received: dt.datetime
    checked: dt.datetime | None
    released: dt.datetime | None
    project_created: dt.datetime | None


def period_of(first: dt.date | None, last: dt.date | None, policy: Policy, now: dt.datetime) -> Period:
    """The period from one day to another: without an end it lasts until today, without a beginning 90 days.

    Raises:
        UsageError: it ends before it begins.
    """
    today = Period(dt.date.min, dt.date.max, now, policy.service_levels).day(now)
    last = last or today
    first = first or max(dt.date.min + _USUAL, last) - _USUAL
    if last < first:
        raise UsageError(f"The period ends on {last}, before it begins on {first}.", hint="Give --from before --to.")
    return Period(first, last, now, policy.service_levels)


def kpis(journeys: Journeys, period: Period) -> tuple[Measured, ...]:
    """The figures of a period, from the events of all cases."""
    return kpis_of(journeys.during(period), period)


def moments(journeys: Journeys, period: Period) -> list[Moments]:
    """The moments of each case that was won or received in a period, by the earlier of both: what is missing was not told."""
    found = [
        Moments(
            case=each.case.id,
            reference=each.case.reference,
            state=each.case.state,
            won=each.won,
            executed=each.executed,
            received=each.received,
            checked=each.checked,
            released=each.released,
            project_created=each.project_created,
        )
        for each in journeys.during(period)
        if period.has(each.received) or (each.won is not None and period.has(each.won))
    ]
    return sorted(found, key=lambda each: min(each.won or each.received, each.received))


def objectives(
    journeys: Journeys, deliveries: SqlDeliveries, policy: Policy, period: Period
) -> tuple[ObjectiveResult, ...]:
    """How far the objectives of the policy were kept in a period."""
    within = dt.timedelta(minutes=float(policy.objectives.delivery_minutes))
    return kept(journeys.during(period), arrivals(deliveries, period, within), policy.objectives, period)
