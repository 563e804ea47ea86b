"""The types that the headings above some words announce; an outer heading says less than the nearest."""

from collections.abc import Mapping
from functools import lru_cache

from sowcheck.extract.kinds.lexicon import announced

Kinds = Mapping[str, float]
"""Probability of each type of clause, from 0 to 1; types below NEGLIGIBLE are left out."""

NEGLIGIBLE = 0.02
PATH = " > "
"""What stands between the headings of a path, outermost first."""

_NEAREST = 0.8
"""Probability of a type that the whole of the nearest heading announces."""
_DECAY = 0.6
"""What a heading further out loses with each level."""
_OVERRULED = 0.3
"""What it loses where a nearer heading announces a type of its own."""


@lru_cache(maxsize=4096)
def inherited(path: str) -> Kinds:
    """Types of a place below some headings.

    >>> inherited("fees > payment terms")["payment_terms"]
    0.8
    >>> inherited("payment terms > details") == {"payment_terms": 0.48}
    True
    """
    kinds: dict[str, float] = {}
    weight = _NEAREST
    for heading in reversed(path.split(PATH)):
        types = announced(heading)
        for name, share in types.items():
            kinds[name] = max(kinds.get(name, 0.0), round(weight * share, 4))
        weight *= _OVERRULED if types else _DECAY
    return {name: probability for name, probability in kinds.items() if probability >= NEGLIGIBLE}
