"""Messages arrive in time or late, counted from when that happened which they tell."""

import datetime as dt
from pathlib import Path

from site_builders import Clock
from sowcheck.core.service_levels import ServiceLevels
from sowcheck.gate.kpis.objectives import Arrivals
from sowcheck.gate.kpis.period import Period
from sowcheck.handoff.schedule import Outcome
from sowcheck.service import arriving
from sowcheck.service.arriving import arrivals
from sowcheck.service.readings import readings
from sowcheck.service.site import Site
from webhook_builders import Wire, happened, passes, site_telling, subscription, works

QUARTER = dt.timedelta(minutes=15)


def of(site: Site, now: dt.datetime | None = None) -> Arrivals:
    """Of the month in which the clock begins."""
    period = Period(dt.date(2026, 6, 1), dt.date(2026, 6, 30), now or site.clock(), ServiceLevels())
    return arrivals(site.deliveries, period, QUARTER)


def told(site: Site) -> dict[str, float]:
    """What Prometheus is told of deliveries."""
    return {each.labels[0]: each.value for each in readings(site) if each.name == "sowcheck_deliveries"}


def test_what_is_taken_at_once_is_in_time(store: str, tmp_path: Path, clock: Clock) -> None:
    with site_telling(tmp_path, subscription(), subscription(name="bi"), store=store, clock=clock) as site:
        happened(site, "c-1", 2)
        works(site, Wire())
        works(site, Wire())
        assert of(site) == Arrivals(in_time=4)
        assert told(site) == {"pending": 0, "dead": 0}


def test_a_receiver_that_is_away_makes_messages_late_before_they_arrive_and_after(
    store: str, tmp_path: Path, clock: Clock
) -> None:
    end = clock() + dt.timedelta(hours=1)
    wire = Wire(lambda now, _: Outcome(None, "away") if now < end else Outcome(200))
    with site_telling(tmp_path, subscription(), store=store, clock=clock) as site:
        happened(site, "c-1")
        works(site, wire)
        assert of(site) == Arrivals(under_way=1)
        assert told(site) == {"pending": 1, "dead": 0}
        assert of(site, clock() + dt.timedelta(minutes=16)) == Arrivals(late=1)
        passes(site, clock, wire, hours=3, every=60)
        assert of(site) == Arrivals(late=1)


def test_a_message_that_was_given_up_never_was_in_time(store: str, tmp_path: Path, clock: Clock) -> None:
    with site_telling(tmp_path, subscription(), store=store, clock=clock) as site:
        happened(site, "c-1")
        works(site, Wire(lambda *_: Outcome(400)))
        assert told(site) == {"pending": 0, "dead": 1}
        assert of(site) == Arrivals(late=1)


def test_time_runs_from_what_happened_and_not_from_when_a_worker_saw_it(
    store: str, tmp_path: Path, clock: Clock
) -> None:
    with site_telling(tmp_path, subscription(), store=store, clock=clock) as site:
        happened(site, "c-1")
        clock.forward(hours=2)
        works(site, Wire())
        assert of(site) == Arrivals(late=1)


def test_what_happened_in_another_month_is_another_months(store: str, tmp_path: Path, clock: Clock) -> None:
    clock.moment = dt.datetime(2026, 5, 31, 23, 59, tzinfo=dt.UTC)
    with site_telling(tmp_path, subscription(), store=store, clock=clock) as site:
        happened(site, "c-1")
        clock.forward(minutes=5)
        works(site, Wire())
        assert of(site) == Arrivals()


def test_what_is_older_than_messages_are_remembered_is_not_counted(store: str, tmp_path: Path, clock: Clock) -> None:
    with site_telling(tmp_path, subscription(), store=store, clock=clock) as site:
        happened(site, "c-1")
        works(site, Wire(lambda *_: Outcome(400)))
        assert of(site, clock() + dt.timedelta(days=29)) == Arrivals(late=1)
        assert of(site, clock() + dt.timedelta(days=31)) == Arrivals()


def test_many_messages_are_each_counted_once(store: str, tmp_path: Path, clock: Clock) -> None:
    names = ("a", "b", "c")
    with site_telling(tmp_path, *(subscription(name=each) for each in names), store=store, clock=clock) as site:
        for number in range(4):
            happened(site, f"c-{number}")
        works(site, Wire())
        before, arriving._AT_ONCE = arriving._AT_ONCE, 2
        try:
            assert of(site) == Arrivals(in_time=12)
        finally:
            arriving._AT_ONCE = before
