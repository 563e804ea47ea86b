"""All figures of a period."""

from collections.abc import Iterable

from sowcheck.gate.kpis.checking import checking
from sowcheck.gate.kpis.definitions import KPIS
from sowcheck.gate.kpis.delivering import delivering
from sowcheck.gate.kpis.exceptions import exceptions
from sowcheck.gate.kpis.journey import Journey
from sowcheck.gate.kpis.measures import Measured
from sowcheck.gate.kpis.period import Period
from sowcheck.gate.kpis.setting_up import setting_up


def kpis_of(journeys: Iterable[Journey], period: Period) -> tuple[Measured, ...]:
    """Every figure of the table, in its order; of one with groups, the whole first."""
    journeys = list(journeys)
    found = [
        *setting_up(journeys, period),
        *delivering(journeys, period),
        *exceptions(journeys, period),
        *checking(journeys, period),
    ]
    places = {name: place for place, name in enumerate(KPIS)}
    return tuple(sorted(found, key=lambda each: places[each.name]))
