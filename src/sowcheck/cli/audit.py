"""`sowcheck audit`: whether the audit is whole, and its lines for other programs."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sowcheck.cli.exits import ExitCode
from sowcheck.cli.output import check_target, write
from sowcheck.cli.stores import StoreOption, opened
from sowcheck.errors import UsageError

if TYPE_CHECKING:
    from sowcheck.store.base import CaseStore

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
_SHOWN = 20


class AuditFormat(StrEnum):
    """How lines are written."""

    JSONL = "jsonl"
    CSV = "csv"


@app.callback()
def _audit() -> None:
    """Check and export the audit of a store.

    Example: sowcheck audit verify --store cases.db
    """


@app.command("verify")
def verify(
    store: StoreOption,
    head: Annotated[
        str | None,
        typer.Option(
            metavar="HASH", help="Hash that some line must have: what an earlier verify printed, kept elsewhere"
        ),
    ] = None,
    contents: Annotated[
        str | None,
        typer.Option(metavar="PLACE", help="Also see that papers and reports are there: folder or object store"),
    ] = None,
) -> None:
    """Check every line of the audit; exits with 1 if a line was altered, is missing or stands elsewhere.

    Words, papers and reports that were taken away on record are no fault; those that are gone without that are.

    Example: sowcheck audit verify --store cases.db

    Example: sowcheck audit verify --store cases.db --head 9f3c… --contents cases.db.contents
    """
    with opened(store) as kept:
        faults = [fault.message for fault in kept.verify()]
        faults += _lost(kept, contents) if contents else []
        if head is not None and not _has(kept, head):
            faults.append(f"No line has the hash {head}: the store is not the one that had it, or was cut off since.")
        lines, last = kept.head()
    if faults:
        more = [f"and {len(faults) - _SHOWN} more"] if len(faults) > _SHOWN else []
        write(
            "\n".join(
                [f"The audit is not whole: {len(faults)} fault{'s' * (len(faults) > 1)}.", *faults[:_SHOWN], *more]
            ),
            None,
        )
        raise typer.Exit(ExitCode.BLOCKED)
    write(f"The audit is whole: {lines} line{'s' * (lines != 1)}. Hash of the last: {last}", None)


@app.command("export")
def export(
    store: StoreOption,
    case: Annotated[str | None, typer.Option(metavar="ID", help="One case; without it, everything")] = None,
    format_: Annotated[AuditFormat, typer.Option("--format", help="JSON Lines or CSV")] = AuditFormat.JSONL,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write here instead of standard output")
    ] = None,
) -> None:
    """Write the lines of the audit, each with its hash. Words that people wrote stay sealed.

    Example: sowcheck audit export --store cases.db --format csv -o audit.csv
    """
    check_target(output)
    with opened(store) as kept:
        if case is not None:
            kept.load(case)
        from sowcheck.service.audit_lines import as_csv, as_json_lines

        lines = kept.audit(case_id=case)
        text = as_csv(lines) if format_ is AuditFormat.CSV else as_json_lines(lines)
        write("".join(text).rstrip("\n"), output)


def _lost(kept: "CaseStore", place: str) -> list[str]:
    from sowcheck.service.backups import missing_contents
    from sowcheck.store.contents import Contents

    lost = missing_contents(kept, Contents(place))
    return [f"The paper or report {each} is gone, and nobody had it taken away." for each in lost]


def _has(kept: "CaseStore", head: str) -> bool:
    if len(head) != 64:
        raise UsageError(f"{head!r} is no hash of a line.", hint="A hash has 64 hexadecimal digits; verify prints one.")
    return any(line.hash == head.lower() for line in kept.audit())
