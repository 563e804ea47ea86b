"""The `sowcheck` command: its sub-commands, and the exit code of every failure."""

import sys
from typing import Annotated

import typer

from sowcheck.cli import (
    audit,
    batch,
    cases,
    check,
    explain,
    extract,
    kpis,
    labels,
    policy,
    retention,
    serve,
    stores,
    tokens,
    users,
    waiting,
    webhooks,
    worker,
)
from sowcheck.cli import eval as evaluation
from sowcheck.cli.failures import explain_bug, explain_expected
from sowcheck.cli.language_model import VARIABLES
from sowcheck.cli.output import close_stdout
from sowcheck.errors import SowcheckError

app = typer.Typer(
    name="sowcheck",
    epilog="Exit codes: 0 ready, 1 blocked, 2 usage, 3 unreadable input, 4 internal error.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    # Plain help starts twice as fast as boxes do, and reads well in a pipe.
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _print_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"sowcheck {version('sowcheck')}")
        raise typer.Exit


@app.callback()
def _sowcheck(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version.", is_eager=True, callback=_print_version)
    ] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show the traceback of an internal error.")] = False,
) -> None:
    """Checks what a services firm signed against what its CRM and CPQ say.

    Example: sowcheck check sow.pdf --record opportunity.json --record quote.json
    """
    # Both options work by being named: --version in its callback, --debug where a bug is explained.


app.command("check", epilog=VARIABLES)(check.check)
app.command("extract", epilog=VARIABLES)(extract.extract)
app.command("explain")(explain.explain)
app.command("batch", epilog=VARIABLES)(batch.batch)
app.command("worker")(worker.worker)
app.command("serve")(serve.serve)
app.command("kpis")(kpis.kpis)
app.command("slo")(kpis.slo)
app.add_typer(policy.app, name="policy")
app.add_typer(stores.app, name="store")
app.add_typer(cases.app, name="cases")
app.add_typer(audit.app, name="audit")
cases.app.command("waiting")(waiting.waiting)
cases.app.command("redact")(retention.redact)
cases.app.command("labels")(labels.write_labels)
evaluation.app.command("labels")(labels.judge_labels)
app.add_typer(retention.app, name="retention")
app.add_typer(users.app, name="users")
app.add_typer(tokens.app, name="tokens")
app.add_typer(webhooks.app, name="webhooks")
app.add_typer(evaluation.app, name="eval")


def main() -> None:
    """Runs the command line; leaves with its exit code."""
    try:
        stores.store_from_file()
        app()
    except SowcheckError as error:
        sys.exit(explain_expected(error))
    except BrokenPipeError:
        close_stdout()
        sys.exit(0)
    except Exception as error:  # noqa: BLE001  (the last door: whatever comes here is a bug)
        sys.exit(explain_bug(error))
