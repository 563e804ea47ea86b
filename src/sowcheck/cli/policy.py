"""`sowcheck policy`: work on policy files."""

from pathlib import Path
from typing import Annotated

import typer

from sowcheck.cli.output import write

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)


@app.callback()
def _policy() -> None:
    """Work on policy files.

    Example: sowcheck policy check policy.toml
    """


@app.command("check")
def check(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Policy in TOML")],
) -> None:
    """Validate a policy file; names the line that is wrong.

    Example: sowcheck policy check policy.toml
    """
    from sowcheck.settings import load_policy

    policy = load_policy(file)
    write(f"{file}: valid, version {policy.version}, SHA-256 {policy.sha256}", None)
