"""How much likelier a field is stated where the type of the clause says so than anywhere else."""

from sowcheck.extract.kinds.headings import Kinds
from sowcheck.extract.kinds.types import feeding

_ELSEWHERE = 0.4
"""Odds that a value found in a clause of another type is right, against one in a clause that feeds its field."""
_ENOUGH = 0.3
"""Probability of a feeding type from which the clause speaks no longer against the value."""


def clause_prior(field: str, kinds: Kinds) -> float:
    """What the odds of a candidate are multiplied with: 1 in a clause that feeds the field, less elsewhere.

    A field that no type feeds may stand anywhere.

    Args:
        field: A name of the dictionary.
        kinds: Probabilities of the types of the clause in which the candidate was found.

    >>> clause_prior("billing.payment_terms_days", {"payment_terms": 0.8})
    1.0
    >>> clause_prior("billing.payment_terms_days", {"confidentiality_publicity": 0.8})
    0.4
    >>> clause_prior("price.currency", {"confidentiality_publicity": 0.8})
    1.0
    """
    types = feeding(field)
    if not types:
        return 1.0
    fed = max(kinds.get(name, 0.0) for name in types)
    return round(_ELSEWHERE + (1.0 - _ELSEWHERE) * min(1.0, fed / _ENOUGH), 4)


def weighed(weight: float, prior: float) -> float:
    """A candidate's weight after its odds were multiplied with a prior.

    >>> weighed(0.8, 1.0)
    0.8
    >>> round(weighed(0.8, 0.4), 3)
    0.615
    """
    return weight if prior == 1.0 else weight * prior / (weight * prior + 1.0 - weight)
