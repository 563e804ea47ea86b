"""Whether the words that were set apart are those that were sealed."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Literal

from sowcheck.core.analyses import Sha256
from sowcheck.core.audit import AuditLine, ChainFault
from sowcheck.gate.chain import sealed
from sowcheck.store.words import Words, seals_in

_AT_ONCE = 500
"""Lines whose words are looked up together."""


TAKEN_AWAY = "taken_away"
"""Type of the event with which the words of a case are taken away, those of lines before it."""


def words_faults(
    lines: Iterable[AuditLine],
    words_of: Callable[[Sequence[Sha256]], Mapping[Sha256, Words]],
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
