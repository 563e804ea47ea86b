"""Whether the words that were set apart are those that were sealed."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice

from sowcheck.core.analyses import Sha256
from sowcheck.core.audit import AuditLine, ChainFault
from sowcheck.gate.chain import sealed
from sowcheck.store.words import Words, seals_in

_AT_ONCE = 500
"""Lines whose words are looked up together."""


def words_faults(
    lines: Iterable[AuditLine], words_of: Callable[[Sequence[Sha256]], Mapping[Sha256, Words]]
) -> Iterator[ChainFault]:
    """Words that are not what was written; words that were taken away are no fault.

    Args:
        lines: Of the audit.
        words_of: The words behind seals, as far as they are still there.
    """
    left = iter(lines)
    while some := list(islice(left, _AT_ONCE)):
        seals = [(line.sequence, seal) for line in some for seal in seals_in(line.payload)]
        held = words_of([seal for _, seal in seals])
        for sequence, seal in seals:
            if seal in held and sealed(held[seal].words, held[seal].salt) != seal:
                message = f"Words of line {sequence} are not what somebody wrote."
                yield ChainFault(sequence=sequence, fault="words_changed", message=message)
