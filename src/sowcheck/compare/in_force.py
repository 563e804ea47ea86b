"""Which value holds when several documents speak: the prevailing paper's, as amended by the change orders."""

import datetime as dt
import re
from collections.abc import Sequence
from decimal import Decimal

from sowcheck.compare.comparators import compare_values
from sowcheck.compare.context import DealContext
from sowcheck.compare.facts import Facts
from sowcheck.compare.pairing import pair_items
from sowcheck.compare.paper import Paper
from sowcheck.compare.quantities import in_months
from sowcheck.core.assumptions import Assumption
from sowcheck.core.fields import FIELDS
from sowcheck.core.items import PriceLine
from sowcheck.core.policy import Policy
from sowcheck.core.quantities import Duration, Money
from sowcheck.core.values import Value

_INCREMENT = re.compile(r"\b(?:additional|increas\w*|raise[sd]?|extra|further|uplift|add(?:s|ed)?)\b", re.I)
OWN_IDENTITY = ("doc.kind", "doc.effective_date", "doc.signature_status", "doc.signatories", "doc.version")
"""Every paper has its own: a change order does not replace these of the paper that it amends."""


def in_force(facts: Facts, field: str) -> list[tuple[Paper, list[Assumption]]]:
    """The papers that state a scalar field and still count, the prevailing one first, each with its values."""
    papers: Sequence[Paper] = facts.hierarchy.papers_on(field)
    if field not in OWN_IDENTITY:
        amending = next((paper for paper in facts.amendments if paper.of(field)), None)
        if amending:
            papers = [amending]
    return [(paper, current(facts, paper, field)) for paper in papers if paper.of(field)]


def items_in_force(facts: Facts, field: str) -> list[tuple[Paper, list[Assumption]]]:
    """The items of a list field by paper; an item that a change order restates no longer counts in the amended paper."""
    stated: list[tuple[Paper, list[Assumption]]] = []
    for paper in facts.hierarchy.papers_on(field):
        own = list(paper.of(field))
        if paper.kind != "change_order" and field not in OWN_IDENTITY:
            for amendment in facts.amendments:
                own = _without(own, list(amendment.of(field)))
        if own:
            stated.append((paper, own))
    return stated


def _without(items: list[Assumption], replacements: Sequence[Assumption]) -> list[Assumption]:
    pairing = pair_items([each.value for each in items], [each.value for each in replacements])
    replaced = {pair.left for pair in pairing.pairs}
    return [each for place, each in enumerate(items) if place not in replaced]


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
    if field == "price.services_total" and (total := amended_total(facts)):
        return total
    return stated[0][1][0].value if stated else None


def current(facts: Facts, paper: Paper, field: str) -> list[Assumption]:
    """What a paper states as holding from now on: a change order repeats the old value, and its increment, beside the new."""
    own = list(paper.of(field))
    if paper.kind != "change_order" or len(own) < 2:
        return own
    before = [each.value for base in facts.base for each in base.of(field)]
    new = [each for each in own if each.value not in before]
    added = [
        each.value.amount for each in paper.of("price.lines") if isinstance(each.value, PriceLine) and each.value.amount
    ]
    added += [each.value.amount for each in new if isinstance(each.value, Money)]
    sums = {old.amount + more for old in before if isinstance(old, Money) for more in added}
    totals = [each for each in new if isinstance(each.value, Money) and each.value.amount in sums]
    increments = {
        each.value.amount - old.amount
        for each in totals
        for old in before
        if isinstance(each.value, Money) and isinstance(old, Money)
    }
    # The total that the arithmetic confirms comes first; another total beside it stays, and is a contradiction.
    rest = [each for each in new if each not in totals and getattr(each.value, "amount", None) not in increments]
    return [*totals, *rest] or own


def amended_total(facts: Facts) -> Money | None:
    """The services total where a change order states its increment alone: the amended total and the increment."""
    for amendment in facts.amendments:
        increments = current(facts, amendment, "price.services_total")
        base = next((paper for paper in facts.base if paper.of("price.services_total")), None)
        if not increments or base is None:
            continue
        added, before = increments[0].value, base.of("price.services_total")[0].value
        if (
            isinstance(added, Money)
            and isinstance(before, Money)
            and added.currency == before.currency
            and added.amount < before.amount
            and _INCREMENT.search(increments[0].quote.text)
        ):
            return Money(amount=before.amount + added.amount, currency=before.currency)
    return None


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
