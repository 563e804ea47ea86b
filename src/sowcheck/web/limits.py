"""How much a request may bring, counted while it comes in."""

from http import HTTPStatus
from typing import Literal

from starlette.requests import Request
from starlette.types import Message, Receive

from sowcheck.core.noun import Noun
from sowcheck.intake.message import MOST_BYTES
from sowcheck.web.kinds import Kind
from sowcheck.web.problems import Refused

TOO_LARGE = Kind(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too-large", "Too much was sent")
MEGABYTE = 1_000_000


class Limits(Noun):
    """Of one request."""

    body: int = 1 * MEGABYTE
    """Bytes of one that brings no files."""
    upload: int = 500 * MEGABYTE
    """Bytes of one that brings files, all together."""
    file: int = 200 * MEGABYTE
    """Bytes of one file."""
    files: int = 100
    event: int = MOST_BYTES
    """Bytes of an event of another system."""

    def of(self, brings: Literal["json", "files", "event"]) -> int:
        """Bytes of a request by what it brings."""
        return {"json": self.body, "files": self.upload, "event": self.event}[brings]


def limited(request: Request, most: int) -> Request:
    """The request, which ends with 413 as soon as more than `most` bytes of it have come in.

    Raises:
        Refused: it says beforehand that it is larger.
    """
    length = request.headers.get("content-length", "0")
    if not length.isdecimal() or int(length) > most:
        raise too_large(most)
    return Request(request.scope, _counted(request.receive, most))


def too_large(most: int, *, is_file: bool = False) -> Refused:
    """The refusal of a request, or of one file in it, that has more than `most` bytes."""
    what, hint = "The request", "Send less at once; large files go one by one: PUT /v1/contents/{sha256}."
    if is_file:
        what, hint = "A file", "Whoever runs the service sets the limit: file_megabytes in [reading] of the policy."
    # The rest of the body is not read, so the connection cannot be used again.
    return Refused(TOO_LARGE, f"{what} has more than {most:,} bytes.", hint=hint, headers={"Connection": "close"})


def _counted(receive: Receive, most: int) -> Receive:
    seen = 0

    async def counted() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > most:
            raise too_large(most)
        return message

    return counted
