"""The two halves of signing in elsewhere: a browser is sent away, and comes back with a code, once, within minutes.

What belongs together is kept here and not in the browser: it has the state in the address, and a cookie that binds both halves
to one browser.
"""

import datetime as dt
import hashlib
import hmac
import secrets
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from pydantic import SecretStr

from sowcheck.core.audit import Note
from sowcheck.core.identities import PendingSignIn, Session, User
from sowcheck.core.people import Actor
from sowcheck.errors import UsageError
from sowcheck.identity import sessions
from sowcheck.identity.base import Beginning, By, Directory
from sowcheck.identity.oidc.errors import ProviderUnavailable, error_code, not_believed
from sowcheck.identity.oidc.people import Person, made, person_of, without_role
from sowcheck.identity.signing_in import NotSignedIn, TooManyAttempts

if TYPE_CHECKING:  # its libraries take time to load, and only a site that has a provider needs them
    from sowcheck.identity.oidc.provider import Provider

LIFE = dt.timedelta(minutes=10)
"""From the first half to the second."""
SOURCE = "oidc"
_PROGRAM = Actor(id="oidc", kind="service")
"""Who makes people known, and gives them the roles of their groups."""
_LONGEST_PLACE = 500


class SentAway(NamedTuple):
    """The first half."""

    url: str
    binding: SecretStr
    """For a cookie: only this browser can finish."""


class ComeBack(NamedTuple):
    """The second half."""

    user: User
    session: Session
    cookie: SecretStr
    place: str
    """Where in this service the person wanted to go."""


def start(directory: Directory, provider: "Provider", place: str, now: dt.datetime, address: str = "") -> SentAway:
    """Send a browser to the provider.

    Args:
        directory: Where the other half looks for this one.
        provider: Who vouches for people.
        place: Where the person wants to go afterwards; anything but a path of this service is "/".
        now: The time.
        address: Of the client, so that nobody fills the table.

    Raises:
        TooManyAttempts: too many browsers of this address are on their way.
        ProviderUnavailable: the provider does not say where people sign in.
    """
    state, nonce, binding = (secrets.token_urlsafe(32) for _ in range(3))
    verifier = secrets.token_urlsafe(48)
    url = provider.sign_in_url(state, nonce, verifier, now)
    pending = PendingSignIn(
        key=_digest(state),
        binding=_digest(binding),
        nonce=nonce,
        verifier=verifier,
        place=own_place(place),
        until=now + LIFE,
    )
    if not directory.keep_pending(pending, address, now):
        raise TooManyAttempts(
            "There were too many attempts to sign in from this address.", hint="Try again in some minutes."
        )
    return SentAway(url, SecretStr(binding))


def finish(
    directory: Directory,
    provider: "Provider",
    query: Mapping[str, str],
    binding: str,
    now: dt.datetime,
    former: str = "",
) -> ComeBack:
    """Let a person in who comes back from the provider.

    Args:
        directory: Where people are kept.
        provider: Who vouches for them.
        query: What the provider gave to the browser.
        binding: What the cookie of the first half holds.
        now: The time.
        former: What the cookie of the session holds that the browser has; that session ends.

    Raises:
        NotSignedIn: the answer belongs to no sign-in of this browser, is not believed, or the person may not come in.
        ProviderUnavailable: the provider does not answer.
    """
    pending = directory.take_pending(_digest(query.get("state", "")))
    if pending is None or now >= pending.until or not hmac.compare_digest(pending.binding, _digest(binding)):
        raise NotSignedIn(
            "This answer of the sign-in service belongs to no sign-in of this browser, or came too late.",
            hint="Sign in again.",
        )
    try:
        person = _vouched_for(provider, query, pending, now)
        user = _let_in(directory, provider, person, now)
    except (NotSignedIn, ProviderUnavailable) as refusal:
        why = {"why": "another system", "refusal": refusal.message}
        directory.note(Note(now, _PROGRAM, "sign_in_failed", "refused", dict(why)), SOURCE)
        raise
    session, cookie = sessions.begun(user.id, now)
    beginning = Beginning(session, user, former=sessions.key_of(former) if former else "")
    if not directory.begin_session(beginning, By(user.actor, now, SOURCE)):
        raise NotSignedIn("Your account has changed meanwhile.", hint="Sign in again.")
    return ComeBack(user, session, cookie, pending.place)


def _vouched_for(provider: "Provider", query: Mapping[str, str], pending: PendingSignIn, now: dt.datetime) -> Person:
    settings = provider.settings
    named = query.get("iss")
    if named != settings.issuer and (named is not None or provider.names_itself(now)):
        raise not_believed("it comes from another service")
    if "error" in query:
        # Its code says whom to ask; whatever else is in the address may be anybody's words.
        why = error_code(query["error"])
        raise NotSignedIn(
            f"The sign-in service did not sign you in ({why}).", hint="Sign in again, or ask an administrator."
        )
    code = query.get("code", "")
    if not code:
        raise not_believed("there is no code in it")
    claims = provider.claims(code, pending.nonce, pending.verifier, now)
    return person_of(claims, settings)


def _let_in(directory: Directory, provider: "Provider", person: Person, now: dt.datetime) -> User:
    """The person as a user with the roles of today; whoever has none any more loses them before they are refused."""
    by = By(_PROGRAM, now, SOURCE)
    user = directory.user_by_external(person.external)
    if user is None:
        if not person.roles:
            raise without_role(provider.settings)
        user = _added(directory, person, by)
    if user.disabled:
        raise NotSignedIn("Your account here is disabled.", hint="Ask an administrator.")
    if (user.roles, user.name) != (person.roles, person.name):
        today = {"roles": person.roles, "name": person.name}
        user = directory.change_user(user.id, lambda known: known.model_copy(update=today), by)
    if not user.roles:
        raise without_role(provider.settings)
    return user


def _added(directory: Directory, person: Person, by: By) -> User:
    taken = person.login is not None and directory.user(person.login) is not None
    user = made(person, f"u-{secrets.token_hex(8)}", is_taken=taken)
    try:
        directory.add_user(user, by)
    except UsageError:
        # The same person at the same time in another window, or somebody who has just taken the login.
        known = directory.user_by_external(person.external)
        if known is not None:
            return known
        user = made(person, user.id, is_taken=True)
        directory.add_user(user, by)
    return user


def own_place(place: str) -> str:
    """A path of this service, or the first page: nobody is sent elsewhere by a link that somebody made up."""
    is_path = place.startswith("/") and not place.startswith(("//", "/\\"))
    harmless = place.isascii() and place.isprintable() and "\\" not in place and " " not in place
    return place if is_path and harmless and len(place) <= _LONGEST_PLACE else "/"


def _digest(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()
