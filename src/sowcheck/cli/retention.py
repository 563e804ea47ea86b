"""`sowcheck retention` and `sowcheck cases redact`: take away what need not be kept any longer. The audit stays whole, and says so."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from sowcheck.cli.operator import by_operator
from sowcheck.cli.output import write
from sowcheck.cli.stores import ContentsOption, StoreOption, needed
from sowcheck.cli.stores import opened as opened_store
from sowcheck.errors import UsageError

if TYPE_CHECKING:
    import datetime as dt

    from sowcheck.service.retention import Gone
    from sowcheck.service.site import Site

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)


@app.callback()
def _retention() -> None:
    """Take away words, papers and reports of cases that have ended.

    Example: sowcheck retention run --store cases.db --dry-run
    """


@app.command("run")
def run(
    store: StoreOption,
    contents: ContentsOption = None,
    older_than: Annotated[
        str | None,
        typer.Option(
            metavar="DAYS", help="Such as 400d, since the case ended [default: by [retention] of SOWCHECK_POLICY]"
        ),
    ] = None,
    unused: Annotated[
        bool,
        typer.Option(
            "--unused",
            help="Also remove files of a month ago that no case names; not where stores share their contents",
        ),
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be taken away, and take nothing")] = False,
) -> None:
    """Take everything away whose time is over; what happened, when and by whose id stays in the audit.

    Bytes that another case needs stay, and so do those that were handed in within a day. Sessions that are over go as well.

    Example: sowcheck retention run --store cases.db --older-than 400d
    """
    age = _age(older_than)
    with _site(store, contents) as site:
        from sowcheck.service import retention

        by = by_operator()
        if dry_run:
            over = retention.due(site, by.at, age)
            rows = [f"{each.id:40} {each.state:13} since {each.ended:%Y-%m-%d}" for each in over]
            write("\n".join([*rows, f"{len(over)} case{'s' * (len(over) != 1)} would lose words and papers."]), None)
            return
        _tell(retention.run(site, by, age, unused=unused))


def redact(
    case: Annotated[str, typer.Argument(metavar="CASE", help="Its id; it must have ended")],
    reason: Annotated[str, typer.Option(help="The rule or request that asks for it; it goes into the audit")],
    store: StoreOption,
    contents: ContentsOption = None,
) -> None:
    """Take words, papers and reports from one case that has ended, for good.

    Example: sowcheck cases redact case-4711 --reason "Request of 3 June under Article 17" --store cases.db
    """
    with _site(store, contents) as site:
        from sowcheck.service import retention

        _tell(retention.take_away_from(site, [case], reason, by_operator()))


def _tell(gone: "Gone") -> None:
    cases, files = len(gone.cases), gone.contents
    lines = [f"{cases} case{'s' * (cases != 1)} lost words and papers, {files} file{'s' * (files != 1)} removed."]
    if gone.shared:
        lines.append(f"{gone.shared} stay: another case needs them, or they were handed in again within a day.")
    if gone.swept:
        lines.append(f"{gone.swept} session{'s' * (gone.swept != 1)} and the like were over.")
    write("\n".join(lines), None)


def _age(text: str | None) -> "dt.timedelta | None":
    import datetime as dt

    if text is None:
        return None
    found = re.fullmatch(r"(\d{1,5})d?", text.strip())
    if found is None:
        raise UsageError(f"{text!r} is no number of days.", hint="Write it as 400d.")
    return dt.timedelta(days=int(found[1]))


@contextmanager
def _site(store: str, contents: str | None) -> "Iterator[Site]":
    with needed():
        from sowcheck.service.settings import settings_of
        from sowcheck.service.site import opened
    with (
        opened_store(store),  # which has to be there already
        opened(settings_of(os.environ, store=store, contents=contents)) as site,
    ):
        yield site
