"""How signing in elsewhere fails."""

from sowcheck.errors import SowcheckError
from sowcheck.identity.signing_in import NotSignedIn


class ProviderUnavailable(SowcheckError):
    """The provider does not answer, or not as the standard says."""


class NotBelieved(NotSignedIn):
    """A token or an answer is not what the provider would have sent for this sign-in."""


class UnknownKey(NotBelieved):
    """The token was signed with a key that is not among those that were fetched; there may be newer ones."""


class NoRole(NotSignedIn):
    """A person is known there, but in no group that brings a role here."""


class TooManyGroups(NotSignedIn):
    """The provider left the groups out of its token."""


def error_code(said: object) -> str:
    """The code of an error that somebody else reports, if it is one."""
    is_one = isinstance(said, str) and said.isascii() and said.replace("_", "").isalpha() and len(said) < 40
    return str(said) if is_one else "no reason given"


def not_believed(reason: str, kind: type[NotBelieved] = NotBelieved) -> NotBelieved:
    """The error for something that the provider would not have said."""
    return kind(
        f"What the sign-in service sent is not believed: {reason}.",
        hint="Sign in again; tell an administrator if it stays.",
    )


def unavailable(what: str) -> ProviderUnavailable:
    """The error for a provider that does not do its part."""
    return ProviderUnavailable(
        f"The sign-in service {what}.",
        hint="Try again later; if it stays, compare the settings with what the service publishes.",
    )
