"""What the exit code of a command says."""

from enum import IntEnum


class ExitCode(IntEnum):
    """A higher code is worse; a batch ends with the worst of its deals."""

    READY = 0
    """Nothing blocks the gate; or the command did what it was asked for."""
    BLOCKED = 1
    """At least one blocking discrepancy or unread part."""
    USAGE = 2
    """The call makes no sense."""
    UNREADABLE = 3
    """A document, record, policy or mapping could not be read."""
    INTERNAL = 4
    """A bug in sowcheck."""
