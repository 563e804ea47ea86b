"""What the audit says of a change to people and tokens: ids and roles, never logins, names or secrets."""

from pydantic import JsonValue

from sowcheck.core.audit import Note
from sowcheck.core.identities import FORGOTTEN, Failures, Token, User
from sowcheck.identity.base import By


def changes(before: User | None, after: User, by: By) -> list[Note]:
    """A note for everything that somebody may do otherwise from now on."""
    if before is None:
        return [_note(by, "user_added", user=after.id, roles=[*after.roles], signs_in=_way(after))]
    found = []
    if before.roles != after.roles:
        found.append(
            _note(by, "user_roles_changed", user=after.id, before=[*before.roles], after=[*after.roles]),
        )
    if before.disabled != after.disabled:
        found.append(_note(by, "user_disabled" if after.disabled else "user_enabled", user=after.id))
    if before.password != after.password and after.password:
        found.append(_note(by, "user_password_set", user=after.id))
    if after.is_forgotten and not before.is_forgotten:
        found.append(_note(by, "user_forgotten", user=after.id))
    return found


def token_changes(before: Token | None, after: Token, by: By) -> list[Note]:
    """A note that a token was made, or is worthless from now on."""
    if before is None:
        return [_note(by, "token_made", token=after.id, roles=[*after.roles], expires=after.expires.isoformat())]
    if after.revoked and not before.revoked:
        return [_note(by, "token_revoked", token=after.id)]
    return []


def forgotten(user: User) -> User:
    """The person without login, name and password.

    What another system calls them stays, as a hash: whoever was kept out does not come back as somebody new.
    """
    gone = {"login": f"{FORGOTTEN}{user.id}", "name": "", "password": "", "disabled": True, "failures": Failures()}
    return user.model_copy(update=gone)


def signed_in(user: User, by: By) -> Note:
    """The note that somebody has signed in."""
    return _note(by, "signed_in", user=user.id, signs_in=_way(user))


def _way(user: User) -> str:
    return "another system" if user.external else "password"


def _note(by: By, type_: str, **payload: JsonValue) -> Note:
    return Note(by.at, by.actor, type_, "applied", dict(payload))
