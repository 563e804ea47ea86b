"""Figures as rows of words, for tables and CSV: the same columns for every figure, empty where a column says nothing of it."""

import datetime as dt
from collections.abc import Sequence

from sowcheck.gate.kpis.definitions import KPIS
from sowcheck.gate.kpis.measures import Measured, Share, Spread, Total
from sowcheck.gate.kpis.objectives import ObjectiveResult
from sowcheck.service.audit_lines import harmless
from sowcheck.service.kpis import Moments


def kpi_rows(found: Sequence[Measured]) -> list[dict[str, str]]:
    """One row for each figure and group."""
    return [
        {"name": each.name, "group": each.group, "unit": KPIS[each.name].unit}
        | _value(each.value)
        | {"left_out": _left_out(each.left_out)}
        for each in found
    ]


def kpi_lines(found: Sequence[Measured]) -> list[dict[str, str]]:
    """The same for people: a title, and the value in words."""
    return [
        {
            "figure": f"  {each.group}" if each.group else KPIS[each.name].title,
            "n": str(each.value.n) if each.value else "0",
            "value": _said(each.value),
            "left out": _left_out(each.left_out),
        }
        for each in found
    ]


def case_rows(found: Sequence[Moments]) -> list[dict[str, str]]:
    """One row for each case; a moment that was not told is empty."""
    return [
        {
            name: value.strftime("%Y-%m-%dT%H:%M:%SZ") if isinstance(value, dt.datetime) else str(harmless(value or ""))
            for name, value in each
        }
        for each in found
    ]


def _said(value: Spread | Share | Total | None) -> str:
    match value:
        case None:
            return "not measured"
        case Spread(median=median, p90=p90, mean=mean):
            return f"median {median:.2f} h, p90 {p90:.2f} h, mean {mean:.2f} h"
        case Share(percent=percent, low=low, high=high):
            return f"{percent:.1f} % ({low:.0f} to {high:.0f})"
        case Total(amount=amount, currency=currency, of_revenue=of_revenue):
            points = "" if of_revenue is None else f", {of_revenue:.2f} % of revenue"
            return f"{amount:,.2f} {currency}{points}"


def slo_rows(found: Sequence[ObjectiveResult]) -> list[dict[str, str]]:
    """One row for each objective, and each kind of step."""
    return [
        {
            "name": each.name,
            "group": each.group,
            "n": str(each.value.n) if each.value else "0",
            "percent": f"{each.value.percent:.2f}" if each.value else "",
            "objective": f"{each.objective:g}",
            "missed": str(each.missed),
            "allowed": f"{each.allowed:g}",
            "budget_left": "" if each.budget_left is None else f"{each.budget_left:g} %",
            "left_out": _left_out(each.left_out),
        }
        for each in found
    ]


def _value(value: Spread | Share | Total | None) -> dict[str, str]:
    row = dict.fromkeys(("n", "median", "p90", "mean", "percent", "low", "high", "amount", "of_revenue"), "")
    match value:
        case None:
            return row | {"n": "0"}
        case Spread(n=n, median=median, p90=p90, mean=mean):
            return row | {"n": str(n), "median": f"{median:.2f}", "p90": f"{p90:.2f}", "mean": f"{mean:.2f}"}
        case Share(n=n, percent=percent, low=low, high=high):
            return row | {"n": str(n), "percent": f"{percent:.2f}", "low": f"{low:.2f}", "high": f"{high:.2f}"}
        case Total(n=n, amount=amount, currency=currency, of_revenue=of_revenue):
            points = "" if of_revenue is None else f"{of_revenue:.2f}"
            return row | {"n": str(n), "amount": f"{amount:.2f} {currency}", "of_revenue": points}


def _left_out(reasons: dict[str, int]) -> str:
    return "; ".join(f"{count} {reason}" for reason, count in sorted(reasons.items()))
