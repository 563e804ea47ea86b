"""What went wrong with a request, in words that name model and endpoint and never show a key."""

import email.utils
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass

from sowcheck.core.readings import Usage
from sowcheck.errors import AnswerCutOff, BudgetExceeded, ModelError, ModelRefused, ModelUnavailable

_LONGEST_QUOTE = 200
_KEYLIKE = re.compile(r"(?i)\b(?:bearer\s+\S+|(?:sk|key|api)-[\w*.-]{6,})")
_TRANSIENT = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524, 529})
_TOO_LONG = ("context_length_exceeded", "context length", "context size", "context window")

_HINTS: dict[type[ModelError], str] = {
    ModelUnavailable: "Check that the endpoint is up and SOWCHECK_LLM_BASE_URL; rules and entities read without it.",
    ModelRefused: "Another model may answer; what it would have read is not read.",
    AnswerCutOff: "Read a smaller part at once, or let the answer be longer.",
    BudgetExceeded: "Allow more, or ask about fewer documents.",
}
_OTHER_HINT = "A larger model keeps to the shape better; what it would have read is not read."


class Transient(Exception):  # what may pass is not yet an error
    """A failure after which the same request may succeed."""

    def __init__(self, reason: str, *, wait: float | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.wait = wait
        """Seconds for which the endpoint asked to be left alone."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A failure that stays, however often the request is sent."""

    reason: str
    hint: str = ""
    kind: type[ModelError] = ModelUnavailable


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who the errors of an endpoint are about."""

    model: str
    host: str
    key: str

    def error(self, kind: type[ModelError], reason: str, *, hint: str = "", usage: Usage) -> ModelError:
        """An error that names the model, the endpoint, the reason and how many requests were sent."""
        count = usage.calls
        tried = f" ({count} attempt{'' if count == 1 else 's'})" if count else ""
        return kind(
            f"{self.model} at {self.host}: {reason}{tried}",
            hint=hint or _HINTS.get(kind, _OTHER_HINT),
            usage=usage if count else None,
        )

    def quoted(self, words: str) -> str:
        """Words of the endpoint as they may be shown: short, on one line, without the key or anything like one."""
        line = " ".join(words.split())
        if self.key:
            line = line.replace(self.key, "[key]")
        line = _KEYLIKE.sub("[key]", line)
        return line if len(line) <= _LONGEST_QUOTE else f"{line[:_LONGEST_QUOTE]}…"


def of_status(status: int, words: str, headers: Mapping[str, str], speaker: Speaker) -> Transient | Verdict:
    """What an HTTP status and the words beside it mean."""
    said = f": {speaker.quoted(words)}" if words else ""
    if status == 429 and "insufficient_quota" in words:
        return Verdict("the account has no quota left", "Raise the quota or the balance of the account.")
    if status in _TRANSIENT:
        reason = "too many requests" if status == 429 else f"the endpoint failed with status {status}{said}"
        return Transient(reason, wait=retry_after(headers))
    if status in (401, 403):
        return Verdict(
            f"the key was refused (status {status})", "Check SOWCHECK_LLM_API_KEY and what it may be used for."
        )
    if status == 404:
        return Verdict(f"no such model or address{said}", "Check SOWCHECK_LLM_MODEL and SOWCHECK_LLM_BASE_URL.")
    if 300 <= status < 400:
        return Verdict(f"the endpoint points elsewhere (status {status})", "Give the address that it points to.")
    if "content_filter" in words:
        return Verdict("a filter of the endpoint declined the question", kind=ModelRefused)
    if any(phrase in words.lower() for phrase in _TOO_LONG):
        return Verdict(f"the part is too long for the model{said}", kind=AnswerCutOff)
    return Verdict(f"the request was refused with status {status}{said}", "The endpoint's own words say why.")


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds for which the endpoint asks to be left alone, from a number or a date."""
    for name, unit in (("retry-after-ms", 1000.0), ("retry-after", 1.0)):
        try:
            return max(0.0, float(headers[name]) / unit)
        except (KeyError, ValueError):
            continue
    try:
        moment = email.utils.parsedate_to_datetime(headers["retry-after"])
    except (KeyError, ValueError):
        return None
    return max(0.0, moment.timestamp() - time.time())
