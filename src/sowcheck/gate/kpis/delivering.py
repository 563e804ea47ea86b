"""What only the systems of delivery know: billing, kickoffs and staffing."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator

from sowcheck.core.facts import (
    BillingCorrected,
    BillingSetUp,
    KickoffPlanned,
    ReadinessChecked,
    StaffingFilled,
    StaffingRequested,
)
from sowcheck.gate.kpis.journey import Journey
from sowcheck.gate.kpis.measures import Measured, share, spread
from sowcheck.gate.kpis.period import Period

BILLING_WINDOW = dt.timedelta(days=60)


def delivering(journeys: Iterable[Journey], period: Period) -> Iterator[Measured]:
    """Billing set-up accuracy, kickoff readiness and staffing."""
    journeys = list(journeys)
    yield _billing(journeys, period)
    yield _readiness(journeys, period)
    yield from _staffing(journeys, period)


def _billing(journeys: Iterable[Journey], period: Period) -> Measured:
    created, corrected = 0, 0
    left_out: Counter[str] = Counter()
    for journey in journeys:
        set_up = next(iter(journey.told(BillingSetUp)), None)
        if set_up is None:
            if journey.released is not None and period.has(journey.released):
                left_out["released, and nobody told of its billing"] += 1
            continue
        if not period.has(set_up.at):
            continue
        until = set_up.at + BILLING_WINDOW
        if until > period.now:
            left_out["set up less than 60 days ago"] += 1
            continue
        wrong = sum(
            each.records
            for each in journey.told(BillingCorrected)
            if each.cause == "set_up" and set_up.at <= each.at <= until
        )
        created += set_up.records
        # The same record corrected twice was still one record.
        corrected += min(wrong, set_up.records)
    return Measured(name="billing_setup_accuracy", value=share(created - corrected, created), left_out=dict(left_out))


def _readiness(journeys: Iterable[Journey], period: Period) -> Measured:
    ready, held = 0, 0
    left_out: Counter[str] = Counter()
    for journey in journeys:
        kickoff = next(iter(journey.told(KickoffPlanned)), None)
        if kickoff is None:
            if journey.released is not None and period.has(journey.released):
                left_out["released, and nobody told of a kickoff"] += 1
            continue
        if not period.has(kickoff.at):
            continue
        looks = [each for each in journey.told(ReadinessChecked) if each.at <= kickoff.at]
        if kickoff.at > period.now:
            left_out["kickoff still to come"] += 1
        elif not looks:
            left_out["nobody told of its checklist"] += 1
        else:
            held += 1
            ready += max(looks, key=lambda each: each.at).open_items == 0
    return Measured(name="kickoff_readiness", value=share(ready, held), left_out=dict(left_out))


def _staffing(journeys: Iterable[Journey], period: Period) -> Iterator[Measured]:
    hours: list[float] = []
    still_open: Counter[str] = Counter()
    in_time, due = 0, 0
    no_start: Counter[str] = Counter()
    for journey in journeys:
        filled = {each.request: each.at for each in journey.told(StaffingFilled)}
        for request in journey.told(StaffingRequested):
            at = filled.get(request.request)
            if period.has(request.at):
                if at is None:
                    still_open["not filled yet"] += 1
                else:
                    hours.append(period.hours(request.at, at))
                if request.role_start is None:
                    no_start["nobody told when the role starts"] += 1
            start = request.role_start
            if start is None or not period.has_day(start):
                continue
            if start > period.day(period.now):
                no_start["role still to start"] += 1
            else:
                due += 1
                in_time += at is not None and period.day(at) < start
    yield Measured(name="staffing_request_time", value=spread(hours), left_out=dict(still_open))
    yield Measured(name="staffing_before_start", value=share(in_time, due), left_out=dict(no_start))
