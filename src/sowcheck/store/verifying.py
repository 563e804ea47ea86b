"""Whether the audit is what was written: its lines, and the words that were set apart from them."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice, takewhile
from typing import Literal, NamedTuple

from sowcheck.core.analyses import Sha256
from sowcheck.core.audit import AuditLine, ChainFault
from sowcheck.gate.chain import faults, sealed
from sowcheck.store.lines import End
from sowcheck.store.words import Words, seals_in

_AT_ONCE = 500
"""Lines whose words are looked up together."""


TAKEN_AWAY = "taken_away"
"""Type of the event with which the words of a case are taken away, those of lines before it."""


Found = Callable[[Sequence[Sha256]], Mapping[Sha256, Words]]


class Held(NamedTuple):
    """What a store holds, as far as verifying needs it."""

    end: End
    lines: Callable[[int], Iterator[AuditLine]]
    """Those behind a number."""
    words: Found
    """The words behind seals, as far as they are still there."""
    taken_away: Callable[[str], int]
    """The line with which the words of a case were taken away for the last time, or 0."""


def every_fault(held: Held, after: End, most: int | None) -> Iterator[ChainFault]:
    """What is wrong with lines, and with the words of these.

    Args:
        held: The audit.
        after: The last line that was looked at before; it must still be there.
        most: How many lines are looked at; None for all that there are.
    """
    count, head = held.end
    if after.lines:
        before = next(held.lines(after.lines - 1), None)
        if count < after.lines or before is None:
            gone = min(count + 1, after.lines)
            yield ChainFault(
                sequence=gone, fault="cut_off", message=f"Line {gone} and those behind it are missing: they were there."
            )
            return
        if (before.sequence, before.hash) != after:
            yield ChainFault(
                sequence=after.lines,
                fault="altered",
                message=f"Line {after.lines} is not the one that was there before.",
            )
    last = count if most is None else min(count, after.lines + most)

    def some() -> Iterator[AuditLine]:
        return takewhile(lambda line: line.sequence <= last, held.lines(after.lines))

    yield from faults(some(), last, head if last == count else None, after)
    yield from words_faults(some(), held.words, held.taken_away)


def words_faults(
    lines: Iterable[AuditLine],
    words_of: Found,
    taken_away: Callable[[str], int],
) -> Iterator[ChainFault]:
    """Words that are not what was written, or are gone; those that were taken away by a step on record are no fault.

    Args:
        lines: Of the audit.
        words_of: The words behind seals, as far as they are still there.
        taken_away: The line with which the words of a case were taken away for the last time, or 0. Asked only once words
            are found to be gone, so that what happens meanwhile is no fault.
    """
    left = iter(lines)
    while some := list(islice(left, _AT_ONCE)):
        held = words_of([seal for line in some for seal in seals_in(line.payload)])
        for line in some:
            for seal in seals_in(line.payload):
                if seal not in held and line.sequence >= (taken_away(line.case) if line.case else 0):
                    yield _fault(line, "words_lost", "are gone, and nobody had them taken away")
                elif seal in held and sealed(held[seal].words, held[seal].salt) != seal:
                    yield _fault(line, "words_changed", "are not what somebody wrote")


def _fault(line: AuditLine, fault: Literal["words_lost", "words_changed"], what: str) -> ChainFault:
    return ChainFault(sequence=line.sequence, fault=fault, message=f"Words of line {line.sequence} {what}.")
