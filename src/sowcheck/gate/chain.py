"""The chain of the audit: each line holds the hash of the one before it, so that none can be altered, lost or moved unseen.

What it cannot show: that the whole store was replaced by another one, or that lines at its end are gone together with the
note of how many there are. For that, keep the hash of the last line elsewhere; `sowcheck audit verify --head HASH` checks it.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator

from pydantic import JsonValue

from sowcheck.core.analyses import Sha256
from sowcheck.core.audit import AuditLine, ChainFault

BEGINNING: Sha256 = "0" * 64
"""What the first line names as the hash of the line before it."""


def line_hash(line: AuditLine) -> Sha256:
    """The hash that a line must have: SHA-256 of its canonical JSON without `hash`."""
    return hashlib.sha256(canonical(line.model_dump(mode="json", exclude={"hash"})).encode()).hexdigest()


def linked(line: AuditLine) -> AuditLine:
    """The line with its hash."""
    return line.model_copy(update={"hash": line_hash(line)})


def faults(
    lines: Iterable[AuditLine], count: int, head: Sha256 | None, after: tuple[int, Sha256] = (0, BEGINNING)
) -> Iterator[ChainFault]:
    """Every place at which the lines are not a whole chain.

    Args:
        lines: All lines in the order of their sequence, from the one behind `after` on.
        count: How many there must be, with those before.
        head: The hash of the last one; None if there are more that are not looked at.
        after: Number and hash of the line behind which they begin.
    """
    expected, previous = after[0] + 1, after[1]
    for line in lines:
        if line.sequence != expected:
            yield ChainFault(
                sequence=expected,
                fault="missing",
                message=f"Lines {expected} to {line.sequence - 1} are missing."
                if line.sequence - expected > 1
                else f"Line {expected} is missing.",
            )
        elif line.previous != previous:
            yield ChainFault(
                sequence=line.sequence,
                fault="moved",
                message=f"Line {line.sequence} does not follow on the line before.",
            )
        if line.hash != line_hash(line):
            yield ChainFault(
                sequence=line.sequence, fault="altered", message=f"Line {line.sequence} is not what was written."
            )
        expected, previous = line.sequence + 1, line.hash
    if expected - 1 < count:
        yield ChainFault(
            sequence=expected, fault="cut_off", message=f"Lines {expected} to {count} are missing at the end."
        )
    elif head not in (None, previous):
        yield ChainFault(
            sequence=max(expected - 1, 1),
            fault="altered",
            message="The last line is not the one that was written last.",
        )


def sealed(words: str, salt: str) -> Sha256:
    """The seal of words: without the salt nobody can tell words from it by trying."""
    return hashlib.sha256(canonical([salt, words]).encode()).hexdigest()


def canonical(value: JsonValue) -> str:
    """JSON with one spelling: sorted keys, no spaces, ASCII."""
    return json.dumps(value, ensure_ascii=True, sort_keys=True, separators=(",", ":"), allow_nan=False)
