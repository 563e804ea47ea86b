"""Tells work from products among priced lines: licences and subscriptions are sold beside the services, not as a part of them."""

import re

from sowcheck.compare.facts import Paper
from sowcheck.core.items import PriceLine
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
