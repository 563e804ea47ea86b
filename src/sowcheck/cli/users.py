"""`sowcheck users`: who may sign in, and as what."""

import secrets
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from sowcheck.cli.operator import by_operator
from sowcheck.cli.output import write
from sowcheck.cli.stores import StoreOption, directory
from sowcheck.errors import UsageError

if TYPE_CHECKING:
    import datetime as dt

    from sowcheck.core.identities import User
    from sowcheck.core.people import Role
    from sowcheck.identity.base import Directory

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)

LoginArgument = Annotated[str, typer.Argument(metavar="LOGIN", help="Such as an e-mail address")]
RolesOption = Annotated[
    list[str], typer.Option("--role", metavar="ROLE", help="Such as finance, legal, delivery_ops; may be given again")
]
StdinOption = Annotated[
    bool, typer.Option("--password-stdin", help="Read the password from standard input, without asking")
]


@app.callback()
def _users() -> None:
    """Look after the people who may sign in.

    Example: sowcheck users add ann@example.com --role finance --store cases.db
    """


@app.command("add")
def add_user(
    login: LoginArgument,
    role: RolesOption,
    store: StoreOption,
    name: Annotated[str, typer.Option(help="As others shall see it")] = "",
    password_stdin: StdinOption = False,
) -> None:
    """Add a person; the password is asked for, or read from standard input. It is no argument: those are seen by everybody.

    Example: sowcheck users add ann@example.com --name "Ann Okoro" --role finance --store cases.db
    """
    roles = roles_of(role)
    with directory(store, create=True) as kept:
        from pydantic import ValidationError

        from sowcheck.core.identities import User
        from sowcheck.identity.passwords import hashed

        try:
            user = User(id=f"u-{secrets.token_hex(8)}", login=login.lower(), name=name, roles=roles, password="")
        except ValidationError as error:
            raise UsageError(
                f"{login!r} is no login.", hint="Use letters, digits and . _ @ -, such as an e-mail address."
            ) from error
        if kept.user(user.login):
            raise UsageError(f"There is a user {user.login} already.", hint="Choose another login.")
        kept.add_user(
            user.model_copy(update={"password": hashed(_password(asks=not password_stdin), user.login)}), by_operator()
        )
    write(f"{user.login} may sign in, as {', '.join(roles)}. In the audit: {user.id}", None)


@app.command("list")
def list_users(store: StoreOption) -> None:
    """List who may sign in.

    Example: sowcheck users list --store cases.db
    """
    with directory(store) as kept:
        import datetime as dt

        rows = [_row(user, dt.datetime.now(dt.UTC)) for user in kept.users()]
    write("\n".join(rows) or "Nobody yet. Add somebody: sowcheck users add", None)


@app.command("disable")
def disable_user(login: LoginArgument, store: StoreOption) -> None:
    """Keep a person from signing in, at once; what they did stays on record.

    Example: sowcheck users disable ann@example.com --store cases.db
    """
    with directory(store) as kept:
        kept.change_user(_known(kept, login).id, lambda user: user.model_copy(update={"disabled": True}), by_operator())
    write(f"{login} can no longer sign in.", None)


@app.command("enable")
def enable_user(login: LoginArgument, store: StoreOption) -> None:
    """Let somebody sign in again who was kept out.

    Example: sowcheck users enable ann@example.com --store cases.db
    """
    with directory(store) as kept:
        user = _known(kept, login)
        if user.is_forgotten:
            raise UsageError(f"Nobody knows any more who {user.login} was.", hint="Add the person anew.")
        kept.change_user(user.id, lambda found: found.model_copy(update={"disabled": False}), by_operator())
    write(f"{user.login} may sign in again.", None)


@app.command("roles")
def set_roles(login: LoginArgument, role: RolesOption, store: StoreOption) -> None:
    """Give a person other roles, in place of those that they have; ends their sessions.

    Example: sowcheck users roles ann@example.com --role finance --role legal --store cases.db
    """
    roles = roles_of(role)
    with directory(store) as kept:
        user = _known(kept, login)
        if user.external:
            raise UsageError(f"{user.login} signs in elsewhere.", hint="Their groups there tell which roles they have.")
        kept.change_user(user.id, lambda found: found.model_copy(update={"roles": roles}), by_operator())
    write(f"{user.login} is {', '.join(roles)} from now on.", None)


@app.command("forget")
def forget_user(login: LoginArgument, store: StoreOption) -> None:
    """Take a person's login, name and password away, for good. What they did stays on record, under an id without a name.

    Example: sowcheck users forget ann@example.com --store cases.db
    """
    with directory(store) as kept:
        from sowcheck.identity.accounts import forgotten

        user = kept.change_user(_known(kept, login).id, forgotten, by_operator())
    write(f"{login} is forgotten. In the audit: {user.id}", None)


@app.command("password")
def set_password(login: LoginArgument, store: StoreOption, password_stdin: StdinOption = False) -> None:
    """Set a new password; ends the person's sessions and lets them in again after too many failures.

    Example: sowcheck users password ann@example.com --store cases.db
    """
    with directory(store) as kept:
        from sowcheck.core.identities import Failures
        from sowcheck.identity.passwords import hashed

        user = _known(kept, login)
        if user.external:
            raise UsageError(f"{user.login} signs in elsewhere.", hint="Passwords of such people are not kept here.")
        anew = {"password": hashed(_password(asks=not password_stdin), user.login), "failures": Failures()}
        kept.change_user(user.id, lambda found: found.model_copy(update=anew), by_operator())
    write(f"{login} has a new password.", None)


def _row(user: "User", now: "dt.datetime") -> str:
    from sowcheck.identity.lockout import is_locked, locked_until

    until = locked_until(user.failures)
    notes = [
        user.name,
        "signs in elsewhere" * bool(user.external),
        "disabled" * user.disabled,
        f"waits until {until:%H:%M} UTC" if until and is_locked(user.failures, now) else "",
    ]
    return f"{user.login:30} {', '.join(user.roles):40} {user.id}  {', '.join(filter(None, notes))}".rstrip()


def _known(kept: "Directory", login: str) -> "User":
    user = kept.user(login.lower())
    if user is None:
        raise UsageError(f"There is no user {login}.", hint="See sowcheck users list.")
    return user


def roles_of(names: list[str]) -> "tuple[Role, ...]":
    """The roles that are named.

    Raises:
        UsageError: one of them is none.
    """
    from sowcheck.core.people import ROLES

    wrong = [name for name in names if name not in ROLES]
    if wrong:
        raise UsageError(f"{', '.join(wrong)} is no role.", hint=f"Roles are {', '.join(ROLES)}.")
    return tuple(role for role in ROLES if role in names)


def _password(*, asks: bool) -> str:
    """Asked for twice on a terminal, else the first line of standard input."""
    if not asks or not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    password: str = typer.prompt("Password", hide_input=True, confirmation_prompt=True)
    return password
