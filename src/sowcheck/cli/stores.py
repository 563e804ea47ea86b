"""Where cases are kept: one option of many commands, and `sowcheck store`."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

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
        help="A file (cases.db), or a server: postgresql://user@host/name",
    ),
]
_HINT = "Install what it needs: pip install 'sowcheck[service]'"


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
