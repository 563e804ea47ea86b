"""What an actor has to be for a step: the roles held at the time of the act count, and no others."""

from collections.abc import Sequence
from typing import get_args

from sowcheck.core.fields import Owner
from sowcheck.core.people import Actor, Role
from sowcheck.errors import NotAllowed

DECIDERS: frozenset[str] = frozenset(get_args(Owner))
"""Roles that decide and sign."""


def person(actor: Actor, what: str) -> None:
    """Refuse services."""
    if actor.kind != "person":
        raise NotAllowed(f"{actor.id} is a service, and only people {what}.", hint="Sign in as a person.")


def program(actor: Actor, what: str) -> None:
    """Refuse everybody but the program and those who drive it."""
    if actor.kind != "service" or "orchestrator" not in actor.roles:
        raise NotAllowed(f"{actor.id} cannot {what}.", hint="That is the program's own work, once its steps are done.")


def in_role(actor: Actor, role: Role, what: str) -> None:
    """Refuse everybody but people who hold the role now."""
    person(actor, what)
    if role not in actor.roles:
        raise lacking(actor, [role], what)


def deciding(actor: Actor, what: str) -> None:
    """Refuse everybody but people with a role that decides, whichever it is."""
    person(actor, what)
    if not DECIDERS & set(actor.roles):
        raise lacking(actor, sorted(DECIDERS), what)


def lacking(actor: Actor, roles: Sequence[str], what: str) -> NotAllowed:
    """The refusal of somebody who holds none of these roles."""
    return NotAllowed(
        f"{actor.id} does not hold the role {' or '.join(roles)} that it takes to {what}.",
        hint="Ask somebody who holds it, or have it given to you.",
    )


def handing_in(actor: Actor) -> None:
    """Refuse those who may not hand in papers."""
    if actor.kind == "service" and "orchestrator" in actor.roles:
        return
    if actor.kind == "person" and DECIDERS & set(actor.roles):
        return
    raise lacking(actor, ["orchestrator", *sorted(DECIDERS)], "hand in papers")
