"""`sowcheck tokens`: what machines show."""

from typing import Annotated

import typer

from sowcheck.cli.operator import by_operator
from sowcheck.cli.output import write
from sowcheck.cli.stores import StoreOption, directory
from sowcheck.cli.users import RolesOption, roles_of
from sowcheck.errors import UsageError

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)


@app.callback()
def _tokens() -> None:
    """Look after the tokens that machines show.

    Example: sowcheck tokens add crm-flow --role orchestrator --store cases.db
    """


@app.command("add")
def add_token(
    name: Annotated[str, typer.Argument(metavar="NAME", help="What it is for")],
    role: RolesOption,
    store: StoreOption,
    days: Annotated[int, typer.Option(min=1, max=366, help="How long it is good")] = 90,
) -> None:
    """Make a token and print it, once; nobody can look it up later.

    Example: sowcheck tokens add crm-flow --role orchestrator --days 90 --store cases.db
    """
    import datetime as dt

    roles = roles_of(role)
    with directory(store, create=True) as kept:
        from sowcheck.identity.tokens import made

        now = dt.datetime.now(dt.UTC)
        token, shown = made(name, roles, now + dt.timedelta(days=days), now)
        kept.keep_token(token, by_operator())
    write(shown.get_secret_value(), None)


@app.command("list")
def list_tokens(store: StoreOption) -> None:
    """List the tokens, without their secrets.

    Example: sowcheck tokens list --store cases.db
    """
    with directory(store) as kept:
        rows = [
            f"{token.id}  {token.name:30} {', '.join(token.roles):24} until {token.expires:%Y-%m-%d}"
            f"{'  revoked' * token.revoked}"
            for token in kept.tokens()
        ]
    write("\n".join(rows) or "No tokens yet. Make one: sowcheck tokens add", None)


@app.command("revoke")
def revoke_token(
    token_id: Annotated[str, typer.Argument(metavar="ID", help="As `tokens list` shows it")], store: StoreOption
) -> None:
    """Make a token worthless, at once.

    Example: sowcheck tokens revoke 9f3c2b7a10d84e55 --store cases.db
    """
    with directory(store) as kept:
        token = kept.token(token_id)
        if token is None:
            raise UsageError(f"There is no token {token_id}.", hint="See sowcheck tokens list.")
        kept.keep_token(token.model_copy(update={"revoked": True}), by_operator())
    write(f"{token_id} ({token.name}) is worthless now.", None)
