"""The errors that sowcheck raises on purpose.

SowcheckError
├── UsageError        the call itself makes no sense (exit code 2)
└── UnreadableInput   a document, record, policy or mapping could not be read (exit code 3)

Every other exception is a bug (exit code 4).
"""

from pathlib import PurePath


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
