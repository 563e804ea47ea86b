"""What an adapter says when a payload of its system cannot be used; the reader adds the file's name."""


class Problem(Exception):
    """The payload is of the adapter's system and still no record: the reason, and the way out."""

    def __init__(self, reason: str, *, hint: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.hint = hint


def incomplete(reason: str, *, hint: str) -> Problem:
    """A page of an export whose other pages are missing: values would be lost without a word."""
    return Problem(f"the export is incomplete: {reason}", hint=hint)
