"""What checks found, what people made of it, and what it was worth."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal

from sowcheck.core.facts import DefectFound, MarginPlanned
from sowcheck.gate.kpis.journey import Journey
from sowcheck.gate.kpis.measures import Measured, Total, share, spread
from sowcheck.gate.kpis.period import Period

_NO_DEFECTS = "nobody told of a defect met after the release"
_Key = tuple[str, str]


def checking(journeys: Iterable[Journey], period: Period) -> Iterator[Measured]:
    """Margin variance, completeness, first pass, precision, recall and time to release."""
    journeys = list(journeys)
    released = [each for each in journeys if each.released is not None and period.has(each.released)]
    yield from _margin(released)
    yield _complete(journeys, period)
    yield _first_pass(journeys, period)
    yield _precision(journeys, period)
    yield _recall(released)
    hours = [period.hours(each.received, each.released) for each in released if each.released]
    yield Measured(name="time_to_release", value=spread(hours))


def _margin(released: Iterable[Journey]) -> Iterator[Measured]:
    sums: defaultdict[_Key, list[Decimal]] = defaultdict(list)
    cases: defaultdict[_Key, dict[str, Journey]] = defaultdict(dict)
    left_out: Counter[str] = Counter()
    for journey in released:
        for finding in journey.kept_apart:
            worth = finding.exposure
            if worth.amount is None or worth.currency is None:
                left_out["finding without an amount"] += 1
                continue
            for group in ("", f"code: {finding.code}"):
                sums[group, worth.currency].append(worth.amount)
                cases[group, worth.currency][journey.case.id] = journey
    if not sums:
        yield Measured(name="margin_variance", value=None, left_out=dict(left_out))
    for (group, currency), amounts in sorted(sums.items()):
        total = sum(amounts, Decimal(0))
        revenue = _revenue(cases[group, currency].values(), currency)
        points = round(float(100 * total / revenue), 2) if revenue else None
        yield Measured(
            name="margin_variance",
            group=", ".join(filter(None, [group, currency])),
            value=Total(n=len(amounts), amount=total, currency=currency, of_revenue=points),
            left_out={} if group else dict(left_out),
        )


def _revenue(journeys: Iterable[Journey], currency: str) -> Decimal | None:
    """Of all of them together, if it was told for each in this currency."""
    total = Decimal(0)
    for journey in journeys:
        planned = next((each for each in journey.told(MarginPlanned) if each.currency == currency), None)
        if planned is None:
            return None
        total += planned.revenue
    return total


def _complete(journeys: Iterable[Journey], period: Period) -> Measured:
    seen = [each.complete_at_once for each in journeys if period.has(each.received)]
    looked = [each for each in seen if each is not None]
    left_out = {"not looked through yet": len(seen) - len(looked)} if len(seen) > len(looked) else {}
    return Measured(name="complete_at_once", value=share(sum(looked), len(looked)), left_out=left_out)


def _first_checked(journeys: Iterable[Journey], period: Period) -> list[Journey]:
    return [each for each in journeys if each.checked is not None and period.has(each.checked)]


def _first_pass(journeys: Iterable[Journey], period: Period) -> Measured:
    checked = _first_checked(journeys, period)
    passed = sum(each.passed_first is True for each in checked)
    return Measured(name="first_pass_release", value=share(passed, len(checked)))


def _precision(journeys: Iterable[Journey], period: Period) -> Measured:
    checked = _first_checked(journeys, period)
    real, false = sum(map(_real, checked)), sum(_made_out(each, {"not_a_discrepancy"}) for each in checked)
    waiting = sum(each.undecided for each in checked)
    left_out = {"nobody decided on it": waiting} if waiting else {}
    return Measured(name="discrepancy_precision", value=share(real, real + false), left_out=left_out)


def _recall(released: Iterable[Journey]) -> Measured:
    raised = missed = 0
    for journey in released:
        raised += _real(journey)
        missed += len(journey.told(DefectFound))
    if not missed:
        # That nobody tells of defects does not say that there are none.
        return Measured(name="discrepancy_recall", value=None, left_out={_NO_DEFECTS: raised} if raised else {})
    return Measured(name="discrepancy_recall", value=share(raised, raised + missed))


def _real(journey: Journey) -> int:
    """Findings that people took for discrepancies; also those that vanished once they were corrected."""
    return _made_out(journey, {"update_record", "amend_document", "enter_value", "accept_with_waiver"})


def _made_out(journey: Journey, resolutions: set[str]) -> int:
    return sum(each.decision.resolution in resolutions for each in journey.case.decisions.values())
