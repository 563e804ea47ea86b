"""Every error over HTTP is a problem (RFC 9457): what happened, what to do about it, and the id of the request."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from fastapi.exceptions import RequestValidationError
from pydantic import Field, ValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse

from sowcheck import errors
from sowcheck.core.noun import Noun
from sowcheck.telemetry.context import facts
from sowcheck.web.kinds import ABSENT, BUG, INVALID, KINDS, NO_STORE, Kind
from sowcheck.web.methods import methods_of
from sowcheck.web.names import with_logins

MEDIA_TYPE = "application/problem+json"
_MOST_FAULTS = 20
_LONGEST = 1000


class Fault(Noun):
    """One thing that is wrong with what was sent."""

    where: str
    """Path to it, such as "body.documents.0.sha256"."""
    message: str


class Problem(Noun):
    """Why a request was not done."""

    type: str
    """Stays the same for the same kind of problem; docs/api.md lists them."""
    title: str
    status: int = Field(ge=400, le=599)
    detail: str
    """What happened this time."""
    hint: str
    """What to do about it."""
    request_id: str
    """Also in the header X-Request-ID and in the log."""
    faults: tuple[Fault, ...] = ()


_HEADERS: dict[int, dict[str, str]] = {
    401: {"WWW-Authenticate": "Bearer"},
    429: {"Retry-After": "60"},
    503: {"Retry-After": "5"},
}
_DETAILS: dict[int, str] = {404: "There is nothing at {path}.", 405: "{method} is nothing that {path} does."}
_HINTS: dict[int, str] = {
    400: "Send the request as docs/api.md shows it.",
    404: "See /openapi.json for what there is.",
    405: "See the header Allow.",
}
"""Of errors that the framework finds; the others bring their own."""


class Refused(HTTPException):
    """A request that is refused at the door, with its problem.

    Args:
        kind: What sort of problem it is.
        detail: What happened.
        hint: What to do.
        headers: Sent with the answer.
    """

    def __init__(self, kind: Kind, detail: str, *, hint: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(kind.status, detail, headers=dict(headers or {}))
        self.kind = kind
        self.hint = hint


class Invalid(Exception):
    """What was sent has another shape; nothing was done with it."""

    def __init__(self, *faults: "Fault") -> None:
        super().__init__(faults[0].message)
        self.faults = faults

    @classmethod
    def of(cls, error: ValidationError) -> "Invalid":
        """The same as an error of a noun."""
        return cls(*(_fault({**each, "loc": ("body", *each["loc"])}) for each in error.errors(include_url=False)))


class Absent(Invalid):
    """Files are named that are not here; the same call can be done once they are."""


def answer(
    kind: Kind,
    detail: str,
    hint: str,
    faults: tuple[Fault, ...] = (),
    headers: Mapping[str, str] | None = None,
) -> JSONResponse:
    """The response that tells a problem."""
    problem = Problem(
        type=f"urn:sowcheck:problem:{kind.name}",
        title=kind.title,
        status=kind.status,
        detail=_shown(detail),
        hint=_shown(hint),
        request_id=facts().get("request", ""),
        faults=faults,
    )
    return JSONResponse(problem.model_dump(mode="json"), kind.status, headers, media_type=MEDIA_TYPE)


def of_expected(request: Request, error: Exception) -> JSONResponse:
    """An error that sowcheck raises on purpose."""
    assert isinstance(error, errors.SowcheckError)
    kind = next(KINDS[each] for each in type(error).__mro__ if each in KINDS)
    detail = _named(request, error.message) if isinstance(error, errors.CaseError) else error.message
    return answer(kind, detail, error.hint, headers=_HEADERS.get(kind.status))


def _named(request: Request, message: str) -> str:
    """The gate speaks of people by their ids, and the audit keeps it so; whoever reads an answer knows them by their logins."""
    try:
        return with_logins(message, request.app.state.site.directory)
    except Exception:  # noqa: BLE001  (a store that is away must not hide what the gate said)
        return message


def of_http(request: Request, error: Exception) -> JSONResponse:
    """An error of HTTP itself: no such page, no such method, a body that cannot be read."""
    assert isinstance(error, HTTPException)
    if isinstance(error, Refused):
        return answer(error.kind, str(error.detail), error.hint, headers=error.headers)
    status = HTTPStatus(error.status_code)
    detail = _DETAILS.get(status, "{detail}").format(
        method=request.method, path=request.url.path, detail=str(error.detail)
    )
    kind = Kind(status, status.phrase.lower().replace(" ", "-"), status.phrase)
    headers = (
        {"Allow": methods_of(request.app, request.url.path)}
        if status == HTTPStatus.METHOD_NOT_ALLOWED
        else error.headers
    )
    return answer(kind, detail, _HINTS.get(status, _HINTS[400]), headers=headers)


def of_validation(_: Request, error: Exception) -> JSONResponse:
    """A request of another shape; what was sent is not repeated, as it may be a secret."""
    assert isinstance(error, RequestValidationError | Invalid)
    found = error.faults if isinstance(error, Invalid) else tuple(map(_fault, error.errors()))
    faults = found[:_MOST_FAULTS]
    more = f", and {len(found) - len(faults)} more" if len(found) > len(faults) else ""
    kind = ABSENT if isinstance(error, Absent) else INVALID
    return answer(kind, f"{faults[0].where}: {faults[0].message}{more}", _HINTS[404], faults)


def of_full_disk() -> JSONResponse:
    """A disk, or a database, without room for what comes in."""
    kind = KINDS[errors.ContentsFull]
    return answer(kind, "There is no room for what was sent; nothing was kept.", "Make room, and send it again.")


def of_absent_store() -> JSONResponse:
    """A store that does not answer now; what was asked for was done whole or not at all."""
    return answer(
        NO_STORE,
        "The store does not answer.",
        "Send the same request again in a moment: a step that was taken already is not taken twice.",
        headers=_HEADERS[NO_STORE.status],
    )


def of_two_lengths() -> JSONResponse:
    """A request that says in two ways how long it is; nothing else is read from its connection (RFC 9112, 6.1)."""
    kind = Kind(HTTPStatus.BAD_REQUEST, "bad-request", "Bad Request")
    told = "The request has both Content-Length and Transfer-Encoding."
    return answer(kind, told, "Send one of them.", headers={"Connection": "close"})


def of_bug() -> JSONResponse:
    """A bug: nothing of it is told, but the id with which the log has it."""
    return answer(BUG, "Something went wrong here.", "Tell whoever runs the service the id of this request.")


def _fault(found: Mapping[str, Any]) -> Fault:
    where = ".".join(str(step) for step in found["loc"]) or "body"
    return Fault(where=_shown(where), message=_shown(_in_words(found)))


def _in_words(found: Mapping[str, Any]) -> str:
    """What is wrong, as people say it who do not know the library that found it."""
    match found.get("type"), (found.get("ctx") or {}).get("pattern"):
        case "missing", _:
            return "It is missing."
        case "extra_forbidden", _:
            return "Nothing of this name is known here."
        case "timezone_aware", _:
            return "It does not say its time zone; write it like 2026-06-01T12:00:00Z."
        case "string_pattern_mismatch", "^[0-9a-f]{64}$":
            return "It is no SHA-256, which has 64 hexadecimal digits; cases show it."
        case _:
            return str(found["msg"]).removeprefix("Value error, ")


def _shown(text: str) -> str:
    """Without control characters, and not without end."""
    return "".join(char if char.isprintable() else " " for char in text)[:_LONGEST]
