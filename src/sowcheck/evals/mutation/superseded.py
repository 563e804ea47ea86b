"""Which statements of a deal's papers still hold, and which are compared with each other."""

from decimal import Decimal

from sowcheck.compare.sides.products import is_service
from sowcheck.core.fields import FIELDS
from sowcheck.core.items import PriceLine
from sowcheck.evals.mutation.booking import is_same_milestone
from sowcheck.evals.mutation.deal import Deal, Paper, Statement
from sowcheck.evals.mutation.reconcile_money import total_of

SHARED_BY_ALL = frozenset({"customer.legal_name", "supplier.legal_name", "price.currency"})
"""What a change order has in common with the papers that it amends."""

STATED_BY_ANY = frozenset(
    {
        "doc.effective_date", "billing.frequency", "billing.timing", "price.recurring_fee", "price.pricing_model",
        "price.tax_treatment",
    }
)  # fmt: skip
"""A record must agree with one of the papers only: each may be of another day, or about another part of the price."""


def is_superseded(deal: Deal, place: int, statement: Statement) -> bool:
    """Whether a change order states the same anew, so that the amended paper's value no longer counts."""
    if (
        deal.papers[place].kind == "change_order"
        or statement.field in SHARED_BY_ALL
        or statement.field.startswith("doc.")
    ):
        return False
    for paper in deal.papers:
        if paper.kind != "change_order":
            continue
        for each in paper.of(statement.field):
            if not FIELDS[statement.field].repeated or is_same_milestone(statement.key or "", each.key or ""):
                return True
    return False


def same_elsewhere(deal: Deal, place: int, statement: Statement) -> list[Statement]:
    """What other papers say of the same thing in the same words or figures, so that a change of one contradicts them."""
    changed = deal.papers[place]
    found = []
    for index, paper in enumerate(deal.papers):
        amends = "change_order" in (paper.kind, changed.kind)
        if index == place or (amends and statement.field not in SHARED_BY_ALL):
            continue
        found += [
            each for each in paper.of(statement.field) if each.key == statement.key and each.value == statement.value
        ]
    return found


def may_differ_by_paper(deal: Deal, field: str) -> bool:
    """Whether two papers may rightly state the field differently.

    Each has its own day of effect; and where a product is sold beside the services, or a paper has two values anyway, the
    one may be that of the product.
    """
    if field not in STATED_BY_ANY:
        return False
    if field == "doc.effective_date":
        return True
    return any(not line.work for line in deal.record.lines) or any(len(paper.of(field)) > 1 for paper in deal.papers)


def is_part_of_a_sum(paper: Paper, statement: Statement) -> bool:
    """Whether the lines of work of the paper come to its total, so that a change of one contradicts the paper itself."""
    if not isinstance(statement.value, PriceLine) or not is_service(statement.value) or paper.kind == "change_order":
        return False
    lines = [
        each.value for each in paper.of("price.lines") if isinstance(each.value, PriceLine) and is_service(each.value)
    ]
    return sum((line.amount or Decimal(0) for line in lines), Decimal(0)) == total_of(paper)
