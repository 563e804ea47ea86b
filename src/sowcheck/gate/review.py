"""What a person has to look at: the policy asks for more confidence than there is, or the readers do not agree."""

from collections.abc import Iterable

from sowcheck.core.assumptions import Assumption
from sowcheck.core.policy import Policy


def reviewed(assumptions: Iterable[Assumption], policy: Policy) -> tuple[Assumption, ...]:
    """The assumptions, each marked if a person has to look at it."""
    return tuple(found.model_copy(update={"needs_review": _needs_review(found, policy)}) for found in assumptions)


def _needs_review(found: Assumption, policy: Policy) -> bool:
    return (
        found.confidence < policy.low_confidence
        or found.is_unproven_reading
        or found.is_disputed
        or found.is_contested
        or found.is_figure_by_ocr
    )
