"""`sowcheck kpis` and `sowcheck slo`: how handing over goes, and whether the service keeps what it promises."""

import csv
import datetime as dt
import io
import sys
from collections.abc import Sequence
from contextlib import closing
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from sowcheck.cli.exits import ExitCode
from sowcheck.cli.output import check_target, write
from sowcheck.cli.stores import StoreOption, opened

if TYPE_CHECKING:
    from sowcheck.core.noun import Noun
    from sowcheck.core.policy import Policy
    from sowcheck.gate.kpis.period import Period


class FiguresFormat(StrEnum):
    """How figures are written."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


FirstOption = Annotated[
    dt.datetime | None,
    typer.Option("--from", formats=["%Y-%m-%d"], help="First day; 90 days before the last if left out"),
]
LastOption = Annotated[
    dt.datetime | None, typer.Option("--to", formats=["%Y-%m-%d"], help="Last day; today if left out")
]
PolicyOption = Annotated[
    Path | None,
    typer.Option(
        "--policy", metavar="FILE", envvar="SOWCHECK_POLICY", help="Policy with calendar, service levels and objectives"
    ),
]
FormatOption = Annotated[FiguresFormat, typer.Option("--format", help="A table for people, JSON or CSV for programs")]
OutputOption = Annotated[
    Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write here instead of standard output")
]


def kpis(
    store: StoreOption,
    first: FirstOption = None,
    last: LastOption = None,
    policy: PolicyOption = None,
    by_case: Annotated[
        bool, typer.Option("--by-case", help="Show the moments behind the figures: when what happened to which case")
    ] = False,
    format_: FormatOption = FiguresFormat.TABLE,
    output: OutputOption = None,
) -> None:
    """Count how handing over goes: set-up time, same-day rate, billing, kickoffs, staffing, exceptions, margin.

    What other systems did not tell is left out and counted; docs/kpis.md defines every figure.

    Example: sowcheck kpis --store cases.db --from 2026-04-01 --to 2026-06-30

    Example: sowcheck kpis --store cases.db --format csv -o kpis.csv
    """
    from sowcheck.cli.figures import case_rows, kpi_lines, kpi_rows

    check_target(output)
    _, period = _period(policy, first, last)
    with opened(store) as kept:
        from sowcheck.service.journeys import Journeys
        from sowcheck.service.kpis import Moments, moments
        from sowcheck.service.kpis import kpis as counted

        journeys = Journeys(kept, period.levels)
        if by_case:
            cases = moments(journeys, period)
            page = _Page("sowcheck.kpi-cases/1", "Cases", case_rows(cases), case_rows(cases), [*Moments.model_fields])
            _write(page, period, cases, format_, output)
            return
        found = counted(journeys, period)
    _write(_Page("sowcheck.kpis/1", "Handing over", kpi_rows(found), kpi_lines(found)), period, found, format_, output)


def slo(
    store: StoreOption,
    first: FirstOption = None,
    last: LastOption = None,
    policy: PolicyOption = None,
    format_: FormatOption = FiguresFormat.TABLE,
    output: OutputOption = None,
) -> None:
    """Report how far the service levels of the policy were kept, and what is left of the error budget.

    Exits with 1 if an objective was not kept.

    Example: sowcheck slo --store cases.db --from 2026-06-01 --to 2026-06-30
    """
    from sowcheck.cli.figures import slo_rows

    check_target(output)
    rules, period = _period(policy, first, last)
    with opened(store) as kept:
        from sowcheck.gate.kpis.objectives import broken
        from sowcheck.service.journeys import Journeys
        from sowcheck.service.kpis import objectives
        from sowcheck.store.connect import connect_deliveries

        with closing(connect_deliveries(store)) as deliveries:
            found = objectives(Journeys(kept, period.levels), deliveries, rules, period)
    _write(_Page("sowcheck.slo/1", "Service levels", slo_rows(found), slo_rows(found)), period, found, format_, output)
    if any(broken(found)):
        raise typer.Exit(ExitCode.BLOCKED)


def _period(policy: Path | None, first: dt.datetime | None, last: dt.datetime | None) -> "tuple[Policy, Period]":
    from sowcheck.service.kpis import period_of
    from sowcheck.settings import load_policy

    rules = load_policy(policy)
    begin, end = first and first.date(), last and last.date()
    return rules, period_of(begin, end, rules, dt.datetime.now(dt.UTC))


class _Page(NamedTuple):
    """What is written, in each form."""

    schema: str
    title: str
    rows: Sequence[dict[str, str]]
    """For programs."""
    lines: Sequence[dict[str, str]]
    """For people."""
    columns: Sequence[str] = ()
    """For programs; those of the first row if they are left open."""


def _write(page: _Page, period: "Period", found: "Sequence[Noun]", format_: FiguresFormat, output: Path | None) -> None:
    match format_:
        case FiguresFormat.JSON:
            write(_as_json(page.schema, period, found), output)
        case FiguresFormat.CSV:
            write(_as_csv(page.columns or list(page.rows[0]), page.rows), output)
        case FiguresFormat.TABLE:
            write(_as_table(f"{page.title}, {period.first} to {period.last}", page.lines), output)


def _as_json(schema: str, period: "Period", found: "Sequence[Noun]") -> str:
    import json

    shape = {
        "schema": schema,
        "from": period.first.isoformat(),
        "to": period.last.isoformat(),
        "now": period.now.isoformat(),
        "time_zone": period.levels.time_zone,
        "figures": [each.model_dump(mode="json") for each in found],
    }
    return json.dumps(shape, ensure_ascii=False, indent=2)


def _as_csv(columns: Sequence[str], rows: Sequence[dict[str, str]]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, fieldnames=columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().rstrip("\n")


def _as_table(title: str, rows: Sequence[dict[str, str]]) -> str:
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table

    table = Table(title=title, title_justify="left", box=SIMPLE_HEAD, pad_edge=False)
    words = ("name", "group", "figure", "value", "left out", "left_out", "case", "reference", "state")
    for name in rows[0] if rows else ():
        table.add_column(
            name.replace("_", " "), justify="left" if name in words else "right", no_wrap=name not in words
        )
    for row in rows:
        table.add_row(*row.values())
    text = io.StringIO()
    # Without a terminal nothing is folded: a line is a figure.
    Console(file=text, width=None if sys.stdout.isatty() else 400, highlight=False, markup=False).print(table)
    return "\n".join(line.removeprefix(" ").rstrip() for line in text.getvalue().splitlines())
