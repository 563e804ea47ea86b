"""Tells work from products among priced lines: licences and subscriptions are sold beside the services, not as a part of them."""

import re
from decimal import Decimal

from sowcheck.compare.papers.paper import Paper
from sowcheck.compare.sides.facts import Facts
from sowcheck.compare.values.comparators import amount_of
from sowcheck.compare.values.subsets import places_with_sum
from sowcheck.core.items import PriceLine
from sowcheck.core.quantities import Money
from sowcheck.core.records import RecordValue
from sowcheck.core.values import Value

_NO_SERVICE = re.compile(
    r"\b(?:subscriptions?|licen[cs]es?|licensing|saas|software|hardware|appliances?|seats?|entitlements?)\b", re.I
)
_SERVICE = re.compile(
    r"\b(?:services?|implement\w*|develop\w*|migrat\w*|configur\w*|training|consult\w*|install\w*|set-?up|integrat\w*"
    r"|managed|design|assessment|workshops?|project)\b",
    re.I,
)


def is_service(line: PriceLine) -> bool:
    """Whether a priced line is work and not a product.

    >>> is_service(PriceLine(description="Measure Library, 12-month subscription"))
    False
    """
    return not _NO_SERVICE.search(line.description) or bool(_SERVICE.search(line.description))


def is_product(value: Value) -> bool:
    """Whether an item of a list is a priced line for a product."""
    return isinstance(value, PriceLine) and not is_service(value)


def sells_products(paper: Paper) -> bool:
    """Whether a paper prices licences or subscriptions."""
    return any(is_product(each.value) for each in paper.of("price.lines"))


def product_lines(facts: Facts) -> frozenset[tuple[str, str | None]]:
    """Record and id of the record lines that are no services: those that a record leaves out of its services total."""
    found: set[tuple[str, str | None]] = set()
    for lines in facts.lists("price.lines"):
        services = [each for each in facts.recorded("price.services_total") if each.record == lines[0].record]
        amounts = [amount_of(line.value) or Decimal(0) for line in lines]
        for total in services:
            assert isinstance(total.value, Money)
            rest = sum(amounts, Decimal(0)) - total.value.amount
            places = places_with_sum(amounts, rest, Decimal("0.01")) if rest > 0 else None
            found |= {_line(lines[place]) for place in places or ()}
    return frozenset(found)


def is_of_product(value: RecordValue, lines: frozenset[tuple[str, str | None]]) -> bool:
    """Whether a record value stands on a line that is no service."""
    return _line(value) in lines


def _line(value: RecordValue) -> tuple[str, str | None]:
    return (value.record, value.record_id)
