"""The parts of a sentence that say one thing of one side, and figures as they are compared across forms."""

import re
from collections.abc import Iterable

from sowcheck.risk.figures import Fact

BREAK = re.compile(
    r"[,;()]|\b(?:while|whereas|but|against|versus|vs|instead\s+of|rather\s+than|than|not|and|although|though|where|when)\b",
    re.IGNORECASE,
)


def segments(text: str, breaks: re.Pattern[str], whole: Iterable[tuple[int, int]]) -> Iterable[tuple[int, int]]:
    """Start and end of what stands between the breaks; a break within one of the `whole` spans is none."""
    spans = list(whole)
    start = 0
    for found in breaks.finditer(text):
        if not any(left <= found.start() < right for left, right in spans):
            yield start, found.start()
            start = found.end()
    yield start, len(text)


def comparable(fact: Fact) -> tuple[str, str]:
    """A figure whatever its form: a bare number may be an amount, and an amount may lack its currency."""
    return ("size" if fact.kind in ("money", "number") else fact.kind, fact.value)
