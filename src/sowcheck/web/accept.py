"""Which of the forms that there are a caller likes best (the header Accept)."""

from collections.abc import Sequence
from http import HTTPStatus

from starlette.requests import Request

from sowcheck.web.kinds import Kind
from sowcheck.web.problems import Refused

JSON, HTML, EVENT_STREAM, JSON_LINES, CSV = (
    "application/json",
    "text/html",
    "text/event-stream",
    "application/jsonl",
    "text/csv",
)
_NONE_FITS = Kind(HTTPStatus.NOT_ACCEPTABLE, "not-acceptable", "There is no such form of it")


def best_of(request: Request, offered: Sequence[str]) -> str:
    """The offered media type that the caller likes best; the first where they do not care.

    Raises:
        Refused: they take none of them.
    """
    wanted = [_range(each) for each in ",".join(request.headers.getlist("accept")).split(",") if each.strip()]
    if not wanted:
        return offered[0]
    best = max(offered, key=lambda each: _liking(each, wanted))
    if _liking(best, wanted) <= 0:
        raise Refused(
            _NONE_FITS, "None of the forms that are asked for is here.", hint=f"Accept {' or '.join(offered)}."
        )
    return best


def _range(text: str) -> tuple[str, float]:
    name, *parameters = (each.strip().lower() for each in text.split(";"))
    given = next((each.removeprefix("q=") for each in parameters if each.startswith("q=")), "1")
    try:
        return name, min(max(float(given), 0.0), 1.0)
    except ValueError:
        return name, 0.0


def _liking(offered: str, wanted: Sequence[tuple[str, float]]) -> float:
    """The quality of the narrowest range that the media type is in."""
    for name in (offered, f"{offered.partition('/')[0]}/*", "*/*"):
        found = [quality for range_, quality in wanted if range_ == name]
        if found:
            return max(found)
    return 0.0
