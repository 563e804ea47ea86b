"""The error of a file that asks for more than the limits allow: what it asks for, and how to allow more."""

from pathlib import PurePath
from typing import Literal

from sowcheck.core.limits import ReadingLimits
from sowcheck.errors import UnreadableInput

MEGABYTE = 1 << 20

LimitName = Literal[
    "file_megabytes",
    "memory_megabytes",
    "seconds",
    "pages",
    "characters",
    "values",
    "expanded_megabytes",
    "part_megabytes",
    "parts",
    "cells",
    "members",
]


def beyond(path: str | PurePath, reason: str, name: LimitName, limits: ReadingLimits) -> UnreadableInput:
    """The error of a file beyond a limit.

    >>> print(beyond("sow.pdf", "it has 9,000 pages", "pages", ReadingLimits()))
    sow.pdf: it has 9,000 pages; the limit is 2,000
    Ask the sender for a smaller file. If you trust this one, raise `pages` under [reading] in the policy (--policy).
    """
    return UnreadableInput(
        path,
        f"{reason}; the limit is {getattr(limits, name):,}{_UNITS.get(name, '')}",
        hint=f"Ask the sender for a smaller file. If you trust this one, raise `{name}` under [reading] in the policy "
        "(--policy).",
    )


_UNITS = {
    "file_megabytes": " MB",
    "memory_megabytes": " MB",
    "seconds": " s",
    "expanded_megabytes": " MB",
    "part_megabytes": " MB",
}
