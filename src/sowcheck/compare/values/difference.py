"""What a comparison of two values yields, and the scale of severities."""

from decimal import Decimal
from enum import StrEnum

from sowcheck.core.discrepancies import Exposure
from sowcheck.core.fields import Severity
from sowcheck.core.noun import Noun

SEVERITIES: tuple[Severity, ...] = ("info", "low", "medium", "high", "blocker")
"""From the lightest to the heaviest."""


class Relation(StrEnum):
    """How two values stand to each other. Unknown is never equal."""

    EQUAL = "equal"
    DIFFERENT = "different"
    UNKNOWN = "unknown"
    """The two cannot be brought to one measure."""


class Difference(Noun):
    """The outcome of one comparison, record less document."""

    relation: Relation
    severity: Severity | None = None
    """Set when the tolerance scale decides; None leaves it to the field."""
    exposure: Exposure = Exposure()
    reason: str | None = None
    """Why the values cannot be compared, or what differs where the values themselves do not show it."""

    @property
    def is_equal(self) -> bool:
        """Whether the two count as equal."""
        return self.relation is Relation.EQUAL

    @property
    def differs(self) -> bool:
        """Whether the two count as different."""
        return self.relation is Relation.DIFFERENT


EQUAL = Difference(relation=Relation.EQUAL)


def different(
    severity: Severity | None = None,
    *,
    amount: Decimal | None = None,
    currency: str | None = None,
    days: int | None = None,
    reason: str | None = None,
) -> Difference:
    """A difference with what it may cost."""
    exposure = Exposure(amount=amount, currency=currency, days=days)
    return Difference(relation=Relation.DIFFERENT, severity=severity, exposure=exposure, reason=reason)


def unknown(reason: str) -> Difference:
    """Two values that cannot be compared."""
    return Difference(relation=Relation.UNKNOWN, reason=reason)


def rank(severity: Severity) -> int:
    """0 for "info", 4 for "blocker"."""
    return SEVERITIES.index(severity)


def lighter(left: Severity, right: Severity) -> Severity:
    """The lighter of two severities."""
    return min(left, right, key=rank)


def heavier(left: Severity, right: Severity) -> Severity:
    """The heavier of two severities."""
    return max(left, right, key=rank)


def raised(severity: Severity) -> Severity:
    """One step heavier; a blocker stays a blocker."""
    return SEVERITIES[min(rank(severity) + 1, len(SEVERITIES) - 1)]
