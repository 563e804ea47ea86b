"""Whether words stand in a section that another paper names: "4.2" holds what stands in 4.2(a)."""

import re

from sowcheck.core.clauses import Outline
from sowcheck.core.spans import Span

_TOKEN = re.compile(r"\d+|[a-z]+", re.IGNORECASE)

Number = tuple[str, ...]


def number_of(words: str) -> Number:
    """The parts of a section's number.

    >>> number_of("8.1(a)"), number_of("A2")
    (('8', '1', 'a'), ('a', '2'))
    """
    return tuple(token.casefold() for token in _TOKEN.findall(words))


def stands_in(outline: Outline | None, place: Span, section: str) -> bool:
    """Whether a place stands in the section, or in a part of it."""
    wanted = number_of(section)
    return bool(wanted) and any(number == wanted for number in _numbers(outline, place))


def _numbers(outline: Outline | None, place: Span) -> list[Number]:
    """The full numbers of the clauses that hold a place, outermost first: 4, 4.2, 4.2(a)."""
    if outline is None:
        return []
    numbers: list[Number] = []
    above: Number = ()
    for clause in outline.path(outline.clause_at(place.start)):
        if clause.number is None:
            continue
        own = number_of(clause.number)
        above = own if own[: len(above)] == above and len(own) > len(above) else _below(above, own)
        numbers += [above, own] if own != above and len(own) > 1 else [above]
    return numbers


def _below(above: Number, own: Number) -> Number:
    """The number of a clause that counts from its parent on: (a) in 4.2 is 4.2(a); a new scheme begins anew."""
    counts_on = len(own) == 1 and len(own[0]) <= 4 and bool(above)
    return (*above, *own) if counts_on else own
