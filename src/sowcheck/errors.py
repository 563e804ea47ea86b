"""The errors that sowcheck raises on purpose.

SowcheckError
├── UsageError        the call itself makes no sense (exit code 2)
├── UnreadableInput   a document, record, policy or mapping could not be read (exit code 3)
├── EventError        what came from another system is no event, or nobody vouches for its sender
├── ContentsError     the bytes of a paper cannot be kept or read
│   └── ContentsFull       there is no room for them
├── TargetError       a target cannot take a handoff now; it is tried again
├── CaseError         a step on a case is not taken
│   ├── IllegalStep        the case is in a state from which no such step leads
│   └── NotAllowed         whoever asks for it may not do it
│       └── NotYet             nobody may: something has to be done first
│           └── NotAsSeen          look again: it is no longer what the caller saw
└── ModelError        a language model gave no usable answer to one question; the rest of the reading goes on
    ├── ModelUnavailable   the endpoint did not answer: down, too slow, key refused, too many requests
    ├── ModelRefused       the model declined
    ├── InvalidAnswer      what it answered is not what was asked for, also after asking again
    │   └── AnswerCutOff   the answer did not end within its limit; a smaller part could
    ├── BudgetExceeded     the question might have cost more than the run may still spend; it was not sent
    └── NotRecorded        the replay has no recorded answer to this question

Every other exception is a bug (exit code 4).
"""

from pathlib import PurePath
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # a command line that fails early must not wait for the nouns
    from sowcheck.core.readings import Usage


class SowcheckError(Exception):
    """An expected failure: what happened, and what the reader can do about it."""

    def __init__(self, message: str, *, hint: str) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message}\n{self.hint}"


class UsageError(SowcheckError):
    """The arguments contradict each other or name something that does not exist."""


class UnreadableInput(SowcheckError):
    """A file cannot be read as what it claims to be; names the file, the reason and the way out."""

    def __init__(self, path: str | PurePath, reason: str, *, hint: str) -> None:
        super().__init__(f"{path}: {reason}", hint=hint)
        self.path = str(path)
        self.reason = reason


class EventError(SowcheckError):
    """What came from another system cannot be taken in."""


class ContentsError(SowcheckError):
    """The bytes of a paper, record or report cannot be kept or read."""


class ContentsFull(ContentsError):
    """There is no room; nothing was kept."""


class TargetError(SowcheckError):
    """A target cannot take a handoff now."""


class CaseError(SowcheckError):
    """A step on a case is not taken; the case stays as it was."""


class IllegalStep(CaseError):
    """The case is in a state from which no such step leads; names both."""


class NotAllowed(CaseError):
    """Whoever asks for the step may not do it."""


class NotYet(NotAllowed):
    """Something has to be done first, by whoever asks or by others."""


class NotAsSeen(NotYet):
    """What the step rests on is not what whoever asks for it saw: they have to look again."""


class ModelError(SowcheckError):
    """A language model gave no usable answer to one question; says what the question used nevertheless."""

    def __init__(self, message: str, *, hint: str, usage: "Usage | None" = None) -> None:
        super().__init__(message, hint=hint)
        self.usage = usage
        """What the failed question used, as far as the endpoint said; None if nothing was sent."""


class ModelUnavailable(ModelError):
    """The endpoint did not answer: it is down or too slow, it refused the key, or there were too many requests."""


class ModelRefused(ModelError):
    """The model declined to answer."""


class InvalidAnswer(ModelError):
    """The answer is no JSON, was cut off or has another shape, also after asking again."""

    def __init__(self, message: str, *, hint: str, usage: "Usage | None" = None, answer: str | None = None) -> None:
        super().__init__(message, hint=hint, usage=usage)
        self.answer = answer
        """What the model wrote last: facts in it that have the right shape can still be used."""


class AnswerCutOff(InvalidAnswer):
    """Text and answer do not fit: it ended at the limit of its tokens, and asking again would cut it off again."""


class BudgetExceeded(ModelError):
    """The question might have cost more than the run may still spend, so it was not sent."""


class NotRecorded(ModelError):
    """The replay has no recorded answer: the prompt, the schema, the text or the model changed since the recording."""
