"""The table of problems: which error is told over HTTP as what, and the problems that are no error of another package."""

from http import HTTPStatus
from typing import NamedTuple

from sowcheck import errors
from sowcheck.identity.oidc.errors import ProviderUnavailable
from sowcheck.identity.signing_in import NotSignedIn, TooManyAttempts
from sowcheck.intake.senders import Unverified
from sowcheck.service.joining import KeyUsed
from sowcheck.store.base import Conflict, UnknownCase


class Kind(NamedTuple):
    """A row of the table of problems."""

    status: HTTPStatus
    name: str
    title: str


KINDS: dict[type[BaseException], Kind] = {
    TooManyAttempts: Kind(HTTPStatus.TOO_MANY_REQUESTS, "too-many", "Too many requests"),
    NotSignedIn: Kind(HTTPStatus.UNAUTHORIZED, "not-signed-in", "Nobody is known by what was shown"),
    Unverified: Kind(HTTPStatus.UNAUTHORIZED, "sender-not-verified", "Nobody vouches for the sender"),
    UnknownCase: Kind(HTTPStatus.NOT_FOUND, "unknown-case", "There is no such case"),
    Conflict: Kind(HTTPStatus.CONFLICT, "changed-meanwhile", "Somebody else was faster"),
    KeyUsed: Kind(HTTPStatus.UNPROCESSABLE_ENTITY, "key-used", "The key was used for something else"),
    errors.IllegalStep: Kind(HTTPStatus.CONFLICT, "illegal-step", "The case is in another state"),
    errors.NotAsSeen: Kind(HTTPStatus.CONFLICT, "not-as-seen", "The case is not what the caller saw"),
    errors.NotYet: Kind(HTTPStatus.CONFLICT, "not-yet", "Something has to be done first"),
    errors.NotAllowed: Kind(HTTPStatus.FORBIDDEN, "not-allowed", "The caller may not take this step"),
    errors.CaseError: Kind(HTTPStatus.CONFLICT, "step-not-taken", "The step was not taken"),
    errors.ContentsFull: Kind(HTTPStatus.INSUFFICIENT_STORAGE, "no-room", "There is no room"),
    errors.ContentsError: Kind(
        HTTPStatus.SERVICE_UNAVAILABLE, "contents-unavailable", "The bytes cannot be kept or read"
    ),
    ProviderUnavailable: Kind(
        HTTPStatus.SERVICE_UNAVAILABLE, "sign-in-unavailable", "The sign-in service does not do its part"
    ),
    errors.EventError: Kind(HTTPStatus.UNPROCESSABLE_ENTITY, "bad-event", "The event cannot be taken in"),
    errors.UnreadableInput: Kind(HTTPStatus.UNPROCESSABLE_ENTITY, "unreadable-input", "A file cannot be read"),
    errors.UsageError: Kind(HTTPStatus.UNPROCESSABLE_ENTITY, "usage", "The call makes no sense"),
    errors.ModelError: Kind(HTTPStatus.BAD_GATEWAY, "language-model", "A language model gave no usable answer"),
    errors.SowcheckError: Kind(HTTPStatus.UNPROCESSABLE_ENTITY, "refused", "The request was not done"),
}
"""By the class of the error; a class that is not here is told as the nearest one above it."""

INVALID = Kind(HTTPStatus.UNPROCESSABLE_ENTITY, "invalid", "What was sent has another shape")
ABSENT = Kind(HTTPStatus.CONFLICT, "content-not-here", "A file is named that is not here")
OTHER_TYPE = Kind(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "media-type", "Nothing of this media type is taken here")
NOT_THERE = Kind(HTTPStatus.NOT_FOUND, "not-there", "There is no such thing")
TAKEN_AWAY = Kind(HTTPStatus.GONE, "taken-away", "It was taken away")
NOT_READY = Kind(HTTPStatus.SERVICE_UNAVAILABLE, "not-ready", "The service cannot work now")
NO_STORE = Kind(HTTPStatus.SERVICE_UNAVAILABLE, "store-unavailable", "The store is away")
BUG = Kind(HTTPStatus.INTERNAL_SERVER_ERROR, "internal", "The service failed")
