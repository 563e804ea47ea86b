"""From what a provider says of somebody to who they are here: an id of their own, a name, and roles by groups (pure)."""

import hashlib
import json
import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from sowcheck.core.identities import User
from sowcheck.core.people import ROLES, Role
from sowcheck.identity.oidc.errors import NoRole, TooManyGroups
from sowcheck.identity.oidc.settings import OidcSettings

_LOGIN = re.compile(r"[a-z0-9][a-z0-9._@-]{1,99}")
_LONGEST_NAME = 200


class Person(NamedTuple):
    """Somebody for whom a provider vouches."""

    external: str
    """Hash of issuer and subject. An e-mail address can pass to somebody else; a subject does not."""
    login: str | None
    """What they may be listed under; None if the provider gives nothing that could be a login."""
    name: str
    roles: tuple[Role, ...]


def person_of(claims: Mapping[str, Any], settings: OidcSettings) -> Person:
    """The person of a token that has been verified; their roles may be none.

    Raises:
        TooManyGroups: the groups are not in the token.
    """
    groups = _groups(claims, settings.groups_claim)
    brought = {role for group in groups for role in settings.groups.get(group, ())}
    names = (claims.get("preferred_username"), claims.get("email"))
    logins = (each.strip().lower() for each in names if isinstance(each, str))
    name = claims.get("name")
    return Person(
        external=external_key(settings.issuer, str(claims["sub"])),
        login=next((each for each in logins if _LOGIN.fullmatch(each)), None),
        name=_printable(name) if isinstance(name, str) else "",
        roles=tuple(role for role in ROLES if role in brought),
    )


def external_key(issuer: str, subject: str) -> str:
    """What somebody is kept under who signs in elsewhere."""
    return hashlib.sha256(json.dumps([issuer, subject]).encode()).hexdigest()


def made(person: Person, id_: str, *, is_taken: bool) -> User:
    """The person as a user, with a login that shows whence they come if the one they have there is taken."""
    login = person.login if person.login and not is_taken else f"oidc-{person.external[:16]}"
    return User(id=id_, login=login, name=person.name, roles=person.roles, password="", external=person.external)


def without_role(settings: OidcSettings) -> NoRole:
    """The error for somebody whose groups bring nothing."""
    groups = ", ".join(sorted(settings.groups))
    return NoRole(
        "You are signed in there, but none of your groups brings a role here.",
        hint=f"Ask an administrator to add you to one of these groups: {groups}.",
    )


def is_silent(claims: Mapping[str, Any], path: str) -> bool:
    """Whether nothing is said of groups, not even that they are too many."""
    return _said(claims, path) is None and not _is_left_out(claims, path)


def _groups(claims: Mapping[str, Any], path: str) -> tuple[str, ...]:
    """What the claim lists."""
    found = _said(claims, path)
    if found is None and _is_left_out(claims, path):
        raise TooManyGroups(
            "You are in so many groups that the sign-in service did not send them.",
            hint="Ask an administrator to have it send only groups that are assigned to this application.",
        )
    if isinstance(found, str):
        return (found,)
    return tuple(each for each in found if isinstance(each, str)) if isinstance(found, list) else ()


def _said(claims: Mapping[str, Any], path: str) -> Any:
    """What stands at a path; a name with a dot in it may also be the claim's own."""
    found: Any = claims.get(path)
    if found is None:
        found = claims
        for step in path.split("."):
            found = found.get(step) if isinstance(found, Mapping) else None
    return found


def _is_left_out(claims: Mapping[str, Any], path: str) -> bool:
    """Whether the groups are said to stand elsewhere, as Microsoft Entra does from 200 on."""
    elsewhere = claims.get("_claim_names")
    return isinstance(elsewhere, Mapping) and path in elsewhere


def _printable(name: str) -> str:
    return "".join(each for each in name if each.isprintable())[:_LONGEST_NAME]
