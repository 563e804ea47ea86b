"""Figures are worked out from the journeys of cases as they are now, however often somebody asked before."""

import datetime as dt
from collections.abc import Iterable

import pytest

from gate_builders import MACHINE, NOON, QUOTE, SOW, analysis, finding, person
from sowcheck.core.case_events import Entry
from sowcheck.gate import casework
from sowcheck.gate.kpis.journey import Journey, journey_of
from sowcheck.gate.kpis.period import Period
from sowcheck.service.journeys import Journeys
from sowcheck.service.kpis import kpis, period_of
from sowcheck.settings import load_policy
from sowcheck.store.base import CaseStore, Kept
from sowcheck.store.memory import MemoryStore

POLICY = load_policy(None)
LEVELS = POLICY.service_levels
JUNE = period_of(dt.date(2026, 6, 1), dt.date(2026, 6, 30), POLICY, NOON + dt.timedelta(days=40))
LATER = period_of(dt.date(2026, 7, 1), dt.date(2026, 7, 9), POLICY, NOON + dt.timedelta(days=40))


def begun(store: CaseStore, case_id: str) -> Kept:
    kept = store.append(case_id, 0, casework.receive(case_id, [SOW], [QUOTE], MACHINE, NOON), "api")
    return store.append(case_id, 1, casework.validate(kept.case, (), MACHINE, NOON), "api")


def checked(store: CaseStore, kept: Kept) -> Kept:
    found = analysis(finding("d-1", "price.services_total"))
    return store.append(kept.case.id, kept.number, casework.analyse(kept.case, found, MACHINE, NOON), "api")


def rejected(store: CaseStore, kept: Kept) -> Kept:
    entries = casework.reject(kept.case, "no", person("u-sam", "sales_ops"), NOON)
    return store.append(kept.case.id, kept.number, entries, "web")


def anew(store: CaseStore, ids: Iterable[str]) -> list[Journey]:
    return [journey_of(each, store.history(each), LEVELS) for each in ids]


def test_a_journey_goes_on_with_its_case() -> None:
    store = MemoryStore()
    journeys = Journeys(store, LEVELS)
    kept = begun(store, "c-1")
    assert [each.checked for each in journeys.during(JUNE)] == [None]
    before = kpis(journeys, JUNE)
    kept = checked(store, kept)
    assert [each.checked for each in journeys.during(JUNE)] == [NOON]
    assert kpis(journeys, JUNE) == kpis(Journeys(store, LEVELS), JUNE) != before
    rejected(store, kept)
    begun(store, "c-2")
    assert [*journeys.during(JUNE)] == [*journeys.during(JUNE)] == anew(store, ("c-1", "c-2"))


@pytest.mark.parametrize(("period", "read"), [(JUNE, ["c-1", "c-2"]), (LATER, ["c-2"])])
def test_events_are_read_once_and_only_of_cases_that_may_lie_in_the_period(period: Period, read: list[str]) -> None:
    class Noting(MemoryStore):
        """Notes of which cases the events were asked for."""

        def history(self, case_id: str) -> list[Entry]:
            asked.append(case_id)
            return super().history(case_id)

    asked: list[str] = []
    store = Noting()
    rejected(store, checked(store, begun(store, "c-1")))
    checked(store, begun(store, "c-2"))
    journeys = Journeys(store, LEVELS)
    assert [each.case.id for _ in range(2) for each in journeys.during(period)] == [*read, *read]
    assert asked == read
