"""What a person has to look at, because the policy asks for more confidence than there is."""

from collections.abc import Iterable

from sowcheck.core.assumptions import Assumption
from sowcheck.core.policy import Policy


def reviewed(assumptions: Iterable[Assumption], policy: Policy) -> tuple[Assumption, ...]:
    """The assumptions, each marked if a person has to look at it."""
    return tuple(
        found.model_copy(update={"needs_review": found.confidence < policy.low_confidence}) for found in assumptions
    )
