"""Whether the words that were set apart are those that were sealed."""

from collections.abc import Callable, Iterable, Iterator

from sowcheck.core.analyses import Sha256
from sowcheck.core.audit import AuditLine, ChainFault
from sowcheck.gate.chain import sealed
from sowcheck.store.words import Words, seals_in


def words_faults(lines: Iterable[AuditLine], words_of: Callable[[Sha256], Words | None]) -> Iterator[ChainFault]:
    """Words that are not what was written; words that were taken away are no fault."""
    for line in lines:
        for seal in seals_in(line.payload):
            held = words_of(seal)
            if held is not None and sealed(held.words, held.salt) != seal:
                yield ChainFault(
                    sequence=line.sequence,
                    fault="words_changed",
                    message=f"Words of line {line.sequence} are not what somebody wrote.",
                )
