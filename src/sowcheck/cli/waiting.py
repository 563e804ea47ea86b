"""`sowcheck cases waiting`: what waits for people."""

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sowcheck.cli.cases import JsonOption, role_named
from sowcheck.cli.failures import safe
from sowcheck.cli.output import write
from sowcheck.cli.stores import StoreOption, directory, opened
from sowcheck.errors import UsageError

if TYPE_CHECKING:
    from sowcheck.core.identities import User
    from sowcheck.service.waiting import StepToTake, WaitingCase, Wanted

_SHOWN = 10


def waiting(
    store: StoreOption,
    role: Annotated[str | None, typer.Option(metavar="ROLE", help="Only the steps of a role, such as finance")] = None,
    person: Annotated[
        str | None, typer.Option(metavar="LOGIN", help="Only the steps that this person can take now")
    ] = None,
    policy: Annotated[
        Path | None, typer.Option(metavar="FILE", envvar="SOWCHECK_POLICY", help="Policy with the service levels")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """List what waits for people: decisions, confirmations, answers, corrections, signatures and tasks.

    The case with the most urgent step comes first. A person is not shown what four eyes keep them from doing.

    Example: sowcheck cases waiting --role finance --store cases.db

    Example: sowcheck cases waiting --person ann@example.com --store cases.db
    """
    if role is not None and person is not None:
        raise UsageError("A role and a person are two questions.", hint="Give --role or --person.")
    wanted_role = role_named(role)
    with opened(store) as kept, directory(store) as people:
        from sowcheck.service.waiting import Worklist, for_actor, for_anybody, for_role
        from sowcheck.settings import load_policy

        users = {each.id: each for each in people.users()}
        wanted: Wanted = for_role(wanted_role) if wanted_role else for_anybody
        if person is not None:
            wanted = for_actor(_known(person, users).actor)
        found, now = Worklist(kept, load_policy(policy).service_levels).waiting(wanted), dt.datetime.now(dt.UTC)
    if as_json:
        write("\n".join(_line(each, now) for each in found), None)
        return
    lines = [safe(line) for each in found for line in _shown(each, users, now)]
    write("\n".join(lines) or "Nothing waits for anybody.", None)


def _known(login: str, users: "dict[str, User]") -> "User":
    found = next((each for each in users.values() if login.strip().lower() in (each.login, each.id)), None)
    if found is None:
        raise UsageError(f"There is no user {login}.", hint="See sowcheck users list.")
    return found


def _shown(found: "WaitingCase", users: "dict[str, User]", now: dt.datetime) -> Iterator[str]:
    count = len(found.steps)
    yield f"{found.case}  {found.reference}  {found.state.replace('_', ' ')}  {count} step{'s' * (count != 1)}"
    for each in found.steps[:_SHOWN]:
        yield f"  {each.step.what} by {_who(each, users)}{_until(each, now)}"
        yield f"    {each.message}"
    if count > _SHOWN:
        yield f"  and {count - _SHOWN} more: sowcheck cases waiting --json shows all"


def _who(found: "StepToTake", users: "dict[str, User]") -> str:
    asked = found.step.person
    if asked is None:
        return " or ".join(found.step.roles)
    return users[asked].login if asked in users else asked


def _until(found: "StepToTake", now: dt.datetime) -> str:
    if found.due is None:
        return ""
    return f", due {found.due:%Y-%m-%d %H:%M} UTC{', overdue' if found.is_overdue(now) else ''}"


def _line(found: "WaitingCase", now: dt.datetime) -> str:
    steps = [
        {
            "what": each.step.what,
            "about": each.step.about,
            "roles": each.step.roles,
            "person": each.step.person,
            "message": each.message,
            "due": each.due.isoformat() if each.due else None,
            "overdue": each.is_overdue(now),
        }
        for each in found.steps
    ]
    shape = {"case": found.case, "reference": found.reference, "state": found.state, "steps": steps}
    return json.dumps(shape, ensure_ascii=False)
