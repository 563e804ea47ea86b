"""Figures about handing over, and whether service levels are kept (docs/kpis.md)."""

import datetime as dt
import re
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from pydantic import BeforeValidator
from starlette.requests import Request

from sowcheck.core.noun import Noun
from sowcheck.gate.kpis.measures import Measured
from sowcheck.gate.kpis.objectives import ObjectiveResult
from sowcheck.gate.kpis.period import Period
from sowcheck.service.journeys import Journeys
from sowcheck.service.kpis import kpis, objectives, period_of
from sowcheck.web.doors import Door, TheSite

router = APIRouter(route_class=Door, tags=["figures"])


def journeys_of(request: Request) -> Journeys:
    """The journeys of all cases."""
    journeys: Journeys = request.app.state.journeys
    return journeys


TheJourneys = Annotated[Journeys, Depends(journeys_of)]


def _day(text: object) -> object:
    """A day is written as one: a number of days since 1970 is a mistake."""
    if isinstance(text, str) and not _DAY.fullmatch(text):
        raise ValueError("write a day as YYYY-MM-DD")
    return text


_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
Day = Annotated[dt.date, BeforeValidator(_day)]
First = Annotated[Day | None, Query(alias="from", description="First day; 90 days before the last if left out")]
Last = Annotated[Day | None, Query(alias="to", description="Last day; today if left out")]


class Span(Noun):
    """The period that was looked at: local days, both included."""

    first: dt.date
    last: dt.date
    now: dt.datetime
    time_zone: str


class Kpis(Noun):
    """Figures of a period."""

    period: Span
    figures: tuple[Measured, ...]


class Objectives(Noun):
    """How far objectives were kept in a period."""

    period: Span
    figures: tuple[ObjectiveResult, ...]


@router.get("/v1/kpis", summary="How handing over goes")
def show_kpis(site: TheSite, journeys: TheJourneys, first: First = None, last: Last = None) -> Kpis:
    """Set-up time, same-day rate, billing, kickoffs, staffing, exceptions, margin; what nobody told is left out and counted."""
    period = period_of(first, last, site.rules.policy, site.clock())
    return Kpis(period=_shown(period), figures=kpis(journeys, period))


@router.get("/v1/slo", summary="Are service levels kept")
def show_slo(site: TheSite, journeys: TheJourneys, first: First = None, last: Last = None) -> Objectives:
    """Checks, steps and deliveries in time, against the objectives of the policy, with the error budget."""
    policy = site.rules.policy
    period = period_of(first, last, policy, site.clock())
    return Objectives(period=_shown(period), figures=objectives(journeys, site.deliveries, policy, period))


def _shown(period: Period) -> Span:
    return Span(first=period.first, last=period.last, now=period.now, time_zone=period.levels.time_zone)
