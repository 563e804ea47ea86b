"""Which value holds when several documents speak: the prevailing paper's, as amended by the change orders."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from sowcheck.compare.amendments.amending import without_increments
from sowcheck.compare.papers.paper import Paper
from sowcheck.compare.sides.facts import Facts
from sowcheck.compare.values.comparators import compare_values
from sowcheck.compare.values.context import DealContext
from sowcheck.compare.values.quantities import in_months
from sowcheck.core.assumptions import Assumption
from sowcheck.core.fields import FIELDS
from sowcheck.core.policy import Policy
from sowcheck.core.quantities import Duration, Money
from sowcheck.core.values import Value

OWN_IDENTITY = ("doc.kind", "doc.effective_date", "doc.signature_status", "doc.signatories", "doc.version")
"""Every paper has its own: a change order does not replace these of the paper that it amends."""


def in_force(facts: Facts, field: str) -> list[tuple[Paper, list[Assumption]]]:
    """The papers that state a scalar field and still count, the prevailing one first, each with its values."""
    if field in OWN_IDENTITY:
        return [(paper, list(paper.of(field))) for paper in facts.hierarchy.papers_on(field) if paper.of(field)]
    return facts.amending.outcome(field).stated


def items_in_force(facts: Facts, field: str) -> list[tuple[Paper, list[Assumption]]]:
    """The items of a list field by paper; what a change order restates or strikes out no longer counts."""
    if field in OWN_IDENTITY:
        return [(paper, list(paper.of(field))) for paper in facts.hierarchy.papers_on(field) if paper.of(field)]
    return facts.amending_items.outcome(field).stated


def rivals(facts: Facts, field: str) -> list[tuple[Paper, list[Assumption]]]:
    """Papers that state a field beside the first one, where nothing decides which of them prevails."""
    stated = in_force(facts, field)
    if len(stated) < 2 or field in OWN_IDENTITY:
        return []
    first = stated[0][0]
    return [each for each in stated[1:] if not facts.hierarchy.ruling(first, each[0], field).is_decided]


def value_in_force(facts: Facts, field: str) -> Value | None:
    """The one value that holds, or None where nobody states it."""
    stated = in_force(facts, field)
    return stated[0][1][0].value if stated else None


def current(facts: Facts, paper: Paper, field: str) -> list[Assumption]:
    """What a paper states as holding from now on: a change order repeats the old value, and its increment, beside the new."""
    own = list(paper.of(field))
    if paper.kind != "change_order" or len(own) < 2:
        return own
    old = [each.value for other in facts.base for each in other.of(field)]
    new = [each for each in own if each.value not in old]
    return without_increments(paper, new, old) if new else own


def context_of(facts: Facts, policy: Policy) -> DealContext:
    """What comparisons lean on: start, end, total, term and pricing model in force."""
    start, end = value_in_force(facts, "schedule.start_date"), value_in_force(facts, "schedule.end_date")
    total, model = value_in_force(facts, "price.services_total"), value_in_force(facts, "price.pricing_model")
    duration = value_in_force(facts, "schedule.duration")
    return DealContext(
        policy=policy,
        start=start if isinstance(start, dt.date) else None,
        end=end if isinstance(end, dt.date) else None,
        services_total=total.amount if isinstance(total, Money) else None,
        months=_term(start, end, duration),
        pricing_model=model if isinstance(model, str) else None,
        has_recurring_fee="price.recurring_fee" in facts.stated_fields,
    )


def _term(start: Value | None, end: Value | None, duration: Value | None) -> Decimal | None:
    if isinstance(duration, Duration):
        return in_months(duration)
    if isinstance(start, dt.date) and isinstance(end, dt.date) and end > start:
        return Decimal(round(Decimal((end - start).days + 1) / Decimal("30.436875")))
    return None


def distinct(field: str, assumptions: Sequence[Assumption], context: DealContext) -> list[Assumption]:
    """One assumption for each value that differs from those before it."""
    kept: list[Assumption] = []
    for assumption in assumptions:
        row = FIELDS[field]
        if all(compare_values(row, other.value, assumption.value, context).differs for other in kept):
            kept.append(assumption)
    return kept
