"""How much likelier a field is stated where the type of the clause says so, and how much less elsewhere."""

from sowcheck.extract.kinds.headings import Kinds
from sowcheck.extract.kinds.types import feeding

_RAISED = 0.08
_LOWERED = 0.2


def clause_prior(field: str, kinds: Kinds) -> float:
    """What the weight of a candidate is multiplied with.

    Above 1 where the clause has a type that feeds the field, below 1 where it clearly has another. A field that no type
    feeds, and a clause that nobody understands, change nothing.

    Args:
        field: A name of the dictionary.
        kinds: Probabilities of the types of the clause in which the candidate was found.

    >>> clause_prior("billing.payment_terms_days", {"payment_terms": 0.8}) > 1
    True
    >>> clause_prior("billing.payment_terms_days", {"confidentiality_publicity": 0.8}) < 1
    True
    >>> clause_prior("billing.payment_terms_days", {})
    1.0
    """
    types = feeding(field)
    if not types or not kinds:
        return 1.0
    inside = max((kinds.get(name, 0.0) for name in types), default=0.0)
    outside = max((probability for name, probability in kinds.items() if name not in types), default=0.0)
    return 1.0 + _RAISED * inside - _LOWERED * max(0.0, outside - inside)
