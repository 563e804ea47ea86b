"""New values that a change order states: "the End Date is extended to 30 September", not the old ones that it recalls."""

from collections.abc import Iterator

from sowcheck.extract.candidates import Candidate, Rule
from sowcheck.extract.finding import clip
from sowcheck.extract.reading import Reading
from sowcheck.extract.relations.instructions import instructions, new_values

_WEIGHT = 0.96
"""What a paper says of a change counts more than any label: the label may stand in its recital."""
_CHANGES = (
    "amend", "change order", "change request", "change notice", "modification", "addendum", "variation", "nachtrag", "avenant",
    "änderung", "endring", "wijziging",
)  # fmt: skip


def changes_another(reading: Reading) -> bool:
    """Whether the title is that of a paper that changes another one."""
    title = reading.title.casefold()
    return any(word in title for word in _CHANGES)


def _amended(reading: Reading) -> Iterator[Candidate]:
    if not changes_another(reading):
        return
    for field, value, span in new_values(list(instructions(reading))):
        yield Candidate(field, value, clip(reading.text, span, span), f"{field}.amended", _WEIGHT)


RULES: tuple[Rule, ...] = (_amended,)
