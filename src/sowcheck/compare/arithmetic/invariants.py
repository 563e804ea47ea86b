"""The arithmetic of each paper: sums, ceilings, dates and durations. Records play no part here."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from sowcheck.compare.arithmetic.sums import CENT, deposits_of, lines_of, milestones_of, money_severity, total_of
from sowcheck.compare.papers.paper import Paper
from sowcheck.compare.sides.facts import Facts
from sowcheck.compare.sides.findings import Findings
from sowcheck.compare.sides.in_force import value_in_force
from sowcheck.compare.values.items import as_date
from sowcheck.compare.values.quantities import after
from sowcheck.compare.values.wording import money, number, say
from sowcheck.core.assumptions import Assumption
from sowcheck.core.discrepancies import Exposure
from sowcheck.core.items import Milestone, StaffRole
from sowcheck.core.quantities import Duration, Money, Percent
from sowcheck.core.values import to_json
from sowcheck.parse.money import find_money

_DAYS_OF_A_WORKING_WEEK = 3
"""A week's work that begins on a Monday ends on the Friday, three days before the next Monday."""
_DAYS_OF_A_MONTH = 31
_FIRST_WEEK = 7
_NEAR = Decimal("0.1")
"""Sums further off than some times this share are sums of something else."""
_DAYS_AFTER_END = 31
"""The last milestone may be accepted, and so fall due, within a month of the end."""


def check_invariants(facts: Facts, findings: Findings) -> None:
    """Note every sum and date of every paper that does not fit."""
    checked: set[tuple[dt.date, dt.date, Duration]] = set()
    for paper in facts.papers:
        _milestone_sum(paper, findings)
        _milestone_percentages(paper, findings)
        _cap(paper, findings)
        _role_hours(paper, findings)
        _duration(facts, paper, checked, findings)
        _milestones_in_term(facts, paper, findings)


# --- money -------------------------------------------------------------------------------------------------------------


def _milestone_sum(paper: Paper, findings: Findings) -> None:
    """The milestones bill the total, or a part of it that the paper prices on its own."""
    total, milestones = total_of(paper), milestones_of(paper)
    amounts = [milestone.amount for _, milestone in milestones if milestone.amount is not None]
    if total is None or len(amounts) < 2 or len(amounts) < len(milestones):
        return
    billed, tolerance = sum(amounts, Decimal(0)), CENT * len(amounts)
    bases = [total[1].amount, *(line.amount for _, line in lines_of(paper) if line.amount)]
    deposits = deposits_of(paper, total[1].amount)
    if any(abs(billed + extra - base) <= tolerance for base in bases for extra in (Decimal(0), *deposits)):
        return
    if _bill_one_base(milestones) or paper.of("price.recurring_fee"):
        return
    gap = billed - total[1].amount
    if abs(gap) > total[1].amount * 3 * _NEAR:
        return  # a part of the price is billed by milestones, the rest in another way
    findings.flag(
        "SC501",
        "billing.milestones",
        f"Billing milestones: the milestones of {paper.title} come to {money(billed, total[1].currency)}, "
        f"its price is {say(total[1])}.",
        severity=money_severity(findings, gap, total[1].amount),
        exposure=Exposure(amount=gap, currency=total[1].currency),
        document_value={"total": to_json(total[1]), "sum_of_milestones": str(billed)},
        assumptions=[total[0], *(each for each, _ in milestones)],
    )


def _bill_one_base(milestones: Sequence[tuple[Assumption, Milestone]]) -> bool:
    """Whether every milestone states amount and share, and all shares are of one sum: they bill that part."""
    bases = [each.amount / each.percent * 100 for _, each in milestones if each.amount is not None and each.percent]
    return len(bases) == len(milestones) and max(bases) - min(bases) <= Decimal(1)


def _quotes_name_another_sum(
    milestones: Sequence[tuple[Assumption, Milestone]], paper: Paper, total: Decimal | None
) -> bool:
    """Whether the words of the milestones hold a payment that is none of them: then the list is not whole."""
    known = {milestone.amount for _, milestone in milestones} | {total}
    quoted = {
        found.value.amount
        for assumption, _ in milestones
        for found in find_money(assumption.quote.text, paper.conventions)
    }
    return bool(quoted - known)


def _milestone_percentages(paper: Paper, findings: Findings) -> None:
    milestones = milestones_of(paper)
    shares = [milestone.percent for _, milestone in milestones if milestone.percent is not None]
    if len(shares) < 2 or len(shares) < len(milestones):
        return
    billed = sum(shares, Decimal(0))
    total = total_of(paper)
    if _quotes_name_another_sum(milestones, paper, total[1].amount if total else None):
        return
    deposits = (
        [each * 100 / total[1].amount for each in deposits_of(paper, total[1].amount)]
        if total and total[1].amount
        else []
    )
    shares_of_deposit = [each.value.points for each in paper.of("billing.deposit") if isinstance(each.value, Percent)]
    if any(abs(billed + extra - 100) <= Decimal("0.1") for extra in (Decimal(0), *deposits, *shares_of_deposit)):
        return
    findings.flag(
        "SC502",
        "billing.milestones",
        f"Billing milestones: the shares of the milestones of {paper.title} come to {number(billed)} %.",
        severity="high",
        document_value={"sum_of_percentages": str(billed)},
        assumptions=[each for each, _ in milestones],
    )


def _cap(paper: Paper, findings: Findings) -> None:
    total = total_of(paper)
    caps = [(each, each.value) for each in paper.of("price.nte_cap") if isinstance(each.value, Money)]
    if total is None or not caps:
        return
    assumption, cap = max(caps, key=lambda each: each[1].amount)
    if cap.currency == total[1].currency and total[1].amount > cap.amount:
        findings.flag(
            "SC507",
            "price.nte_cap",
            f"Not-to-exceed cap: {paper.title} estimates {say(total[1])} under a ceiling of {say(cap)}.",
            exposure=Exposure(amount=cap.amount - total[1].amount, currency=cap.currency),
            document_value={"total": to_json(total[1]), "cap": to_json(cap)},
            assumptions=[total[0], assumption],
        )


def _role_hours(paper: Paper, findings: Findings) -> None:
    """Hours by role against the hours of the engagement, unless the roles' hours are for a month or a week of it."""
    roles = [(each, each.value) for each in paper.of("staffing.roles") if isinstance(each.value, StaffRole)]
    hours = [role.hours for _, role in roles if role.hours is not None]
    stated = next((each for each in paper.of("price.estimated_hours") if isinstance(each.value, Decimal)), None)
    if stated is None or len(hours) < 2 or len(hours) < len(roles):
        return
    assert isinstance(stated.value, Decimal)
    summed = sum(hours, Decimal(0))
    if abs(summed - stated.value) <= stated.value / 100 or abs(summed - stated.value) > stated.value * 2 * _NEAR:
        return
    findings.flag(
        "SC508",
        "price.estimated_hours",
        f"Estimated hours: the roles of {paper.title} come to {number(summed)} hours, it estimates {number(stated.value)}.",
        severity="medium",
        document_value={"estimated": str(stated.value), "sum_of_roles": str(summed)},
        assumptions=[stated, *(each for each, _ in roles)],
    )


# --- dates -------------------------------------------------------------------------------------------------------------


def _duration(facts: Facts, paper: Paper, checked: set[tuple[dt.date, dt.date, Duration]], findings: Findings) -> None:
    """Start and duration lead to the end, give or take the rest of a working week; papers that repeat each other once."""
    durations = [(each, each.value) for each in paper.of("schedule.duration") if isinstance(each.value, Duration)]
    end = _date(facts, paper, "schedule.end_date")
    start = _date(facts, paper, "schedule.start_date")
    if not durations or start is None or end is None:
        return
    outcomes = [(each, duration, _off(start, end, duration)) for each, duration in durations]
    assumption, duration, days = min(outcomes, key=lambda each: abs(each[2]))
    if not days or (start, end, duration) in checked:
        return
    checked.add((start, end, duration))
    reached = after(start, duration)
    findings.flag(
        "SC505",
        "schedule.duration",
        f"Duration: in {paper.title} {say(duration)} from {start.isoformat()} lead to {reached.isoformat()}, "
        f"the stated end is {end.isoformat()}.",
        exposure=Exposure(days=days),
        document_value={"start": start.isoformat(), "duration": to_json(duration), "end": end.isoformat()},
        assumptions=[assumption, *paper.of("schedule.start_date")[:1], *paper.of("schedule.end_date")[:1]],
    )


def _date(facts: Facts, paper: Paper, field: str) -> dt.date | None:
    """The paper's own date, or the one in force where it leaves it to another paper."""
    own = next((each.value for each in paper.of(field) if isinstance(each.value, dt.date)), None)
    if own:
        return own
    other = value_in_force(facts, field)
    return other if isinstance(other, dt.date) else None


def _off(start: dt.date, end: dt.date, duration: Duration) -> int:
    """Days from the stated end to where the duration leads, negative if the end is later; 0 within what calendars allow."""
    late = (end - after(start, duration)).days
    in_months = duration.unit in ("month", "quarter", "year")
    if in_months and 0 < late <= _DAYS_OF_A_MONTH and 1 < start.day <= _FIRST_WEEK and _ends_month(end):
        return 0  # "eight months from 2 February" through the end of September
    return 0 if -_DAYS_OF_A_WORKING_WEEK <= late <= (1 if in_months else _DAYS_OF_A_WORKING_WEEK) else -late


def _ends_month(day: dt.date) -> bool:
    return (day + dt.timedelta(days=1)).day == 1


def _milestones_in_term(facts: Facts, paper: Paper, findings: Findings) -> None:
    """No milestone falls due long after the end of the paper that it stands in."""
    end = _date(facts, paper, "schedule.end_date")
    if end is None:
        return
    for assumption, milestone in milestones_of(paper):
        due = as_date(milestone.due)
        if due is None or (due - end).days <= _DAYS_AFTER_END:
            continue
        findings.flag(
            "SC506",
            "billing.milestones",
            f"Billing milestones, {milestone.name}: due {due.isoformat()}, the services of {paper.title} end on {end.isoformat()}.",
            key=milestone.name,
            severity="medium",
            exposure=Exposure(days=(due - end).days),
            document_value={"due": due.isoformat(), "end": end.isoformat()},
            assumptions=[assumption, *paper.of("schedule.end_date")[:1]],
        )
