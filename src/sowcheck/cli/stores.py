"""Where cases are kept: one option of many commands, and `sowcheck store`."""

import datetime as dt
import os
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sowcheck.cli.exits import ExitCode
from sowcheck.cli.output import write
from sowcheck.errors import UsageError

if TYPE_CHECKING:
    from sowcheck.identity.base import Directory
    from sowcheck.store.base import CaseStore

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)

StoreOption = Annotated[
    str,
    typer.Option(
        "--store",
        metavar="ADDRESS",
        envvar="SOWCHECK_STORE",
        help="A file (cases.db), or a server: postgresql://user@host/name; SOWCHECK_STORE_FILE names a file with it",
    ),
]
ContentsOption = Annotated[
    str | None,
    typer.Option(
        "--contents",
        metavar="PLACE",
        envvar="SOWCHECK_CONTENTS",
        help="Folder or object store of papers and reports [default: beside a store that is a file]",
    ),
]
_SHOWN = 20
_ADDRESS_HINT = "Name a file that holds the address of the store, such as postgresql://user:password@host/name."
_HINT = "Install what it needs: pip install 'sowcheck[service]'"


def store_from_file() -> None:
    """Take the address of the store from the file that SOWCHECK_STORE_FILE names: it may hold a password.

    Raises:
        UsageError: the file cannot be read, or is empty.
    """
    file = os.environ.get("SOWCHECK_STORE_FILE")
    if not file or os.environ.get("SOWCHECK_STORE"):
        return
    try:
        address = Path(file).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"SOWCHECK_STORE_FILE: {file} cannot be read.", hint=_ADDRESS_HINT) from error
    if not address:
        raise UsageError(f"SOWCHECK_STORE_FILE: {file} is empty.", hint=_ADDRESS_HINT)
    os.environ["SOWCHECK_STORE"] = address


@app.callback()
def _store() -> None:
    """Look after the database in which cases are kept.

    Example: sowcheck store upgrade --store postgresql://sowcheck@db/sowcheck
    """


@app.command("upgrade")
def upgrade(store: StoreOption) -> None:
    """Make the tables, or bring them to those of this version. Back the database up first.

    Example: sowcheck store upgrade --store postgresql://sowcheck@db/sowcheck
    """
    with needed():
        from sowcheck.store.connect import brought_up_to_date
        from sowcheck.work.engine import prepare

    address = brought_up_to_date(store)
    prepare(store)
    write(f"{address}: the tables are those of this version", None)


@app.command("backup")
def backup(
    store: StoreOption,
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="DIR", help="Folder to make; must not be there yet")
    ],
    contents: ContentsOption = None,
) -> None:
    """Copy the cases and the bytes of their papers into a new folder, while the service goes on.

    Exits with 1 if some bytes could not be copied because they are damaged, or not there.

    Example: sowcheck store backup --store cases.db -o /backups/2026-06-01
    """
    with needed():
        from sowcheck.service.backups import back_up
        from sowcheck.service.settings import contents_of
    place = contents_of(os.environ, store=store, contents=contents)
    made = back_up(store, place, output, dt.datetime.now(dt.UTC))
    write(
        f"{output}: the audit up to line {made.lines} ({made.head[:12]}…), and {len(made.contents)} papers and reports",
        None,
    )
    if made.damaged:
        write(_listed("damaged, and not in the backup", made.damaged), None)
    if made.missing:
        write(_listed("not where --contents says, and not in the backup", made.missing), None)
    if made.damaged or made.missing:
        raise typer.Exit(ExitCode.BLOCKED)


@app.command("restore")
def restore(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="What backup made")],
    store: StoreOption,
    contents: ContentsOption = None,
) -> None:
    """Make a new store from a backup, and check all of it. What is there already is never replaced.

    Exits with 1 if the audit is not whole, or bytes are missing.

    Example: sowcheck store restore /backups/2026-06-01 --store restored.db
    """
    with needed():
        from sowcheck.service.backups import restore as put_back
        from sowcheck.service.settings import contents_of
        from sowcheck.work.engine import prepare
    place = contents_of(os.environ, store=store, contents=contents)
    done = put_back(folder, store, place)
    prepare(store)
    write(
        f"Restored what was backed up on {done.manifest.made:%Y-%m-%d %H:%M} UTC: the audit has {done.lines} lines.",
        None,
    )
    for fault in done.faults:
        write(fault, None)
    if done.missing:
        write(_listed("missing", done.missing), None)
    if done.faults or done.missing:
        raise typer.Exit(ExitCode.BLOCKED)
    write("The audit is whole, and everything that cases speak of is there. Everybody has to sign in again.", None)


def _listed(what: str, hashes: Sequence[str]) -> str:
    more = [f"and {len(hashes) - _SHOWN} more"] if len(hashes) > _SHOWN else []
    return "\n".join([f"{len(hashes)} papers or reports are {what}:", *hashes[:_SHOWN], *more])


@contextmanager
def opened(address: str) -> "Iterator[CaseStore]":
    """The store at an address.

    Raises:
        UsageError: it cannot be opened, or the extra is not installed.
    """
    with needed():
        from sowcheck.store.connect import connect
    with closing(connect(address, create=False)) as kept:
        yield kept


@contextmanager
def directory(address: str, *, create: bool = False) -> "Iterator[Directory]":
    """The people and tokens at an address.

    Raises:
        UsageError: it cannot be opened, or the extra is not installed.
    """
    with needed():
        from sowcheck.identity import passwords  # noqa: F401  (an extra as well)
        from sowcheck.store.connect import connect_directory
    with closing(connect_directory(address, create=create)) as kept:
        yield kept


@contextmanager
def needed() -> Iterator[None]:
    """A block of imports that an extra brings.

    Raises:
        UsageError: it is not installed.
    """
    try:
        yield
    except ModuleNotFoundError as error:
        raise UsageError(f"cases need {error.name}, which is not installed", hint=_HINT) from error
