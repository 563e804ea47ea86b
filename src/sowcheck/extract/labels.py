"""The labels of fields, as their rules know them: which field a term such as "the End Date" names."""

import re
from collections.abc import Iterator
from functools import cache
from types import ModuleType

from sowcheck.extract.finding import Labelled
from sowcheck.extract.scalars import billing, delivery, legal, price, recurring, schedule

_MODULES: tuple[ModuleType, ...] = (price, recurring, billing, schedule, delivery, legal)
_DETERMINER = re.compile(
    r"^(?:the|die|der|das|le|la|les|de|het|its|their|such|said|an?|all|any|total amount of|amount of|value of)\s+",
    re.IGNORECASE,
)


@cache
def labelled_rules() -> tuple[Labelled, ...]:
    """Every rule for a labelled value, those that are parts of other rules included; the surest first."""
    found: dict[int, Labelled] = {}
    for module in _MODULES:
        for value in vars(module).values():
            for rule in value if isinstance(value, tuple) else (value,):
                if isinstance(rule, Labelled):
                    found.setdefault(id(rule), rule)
    return tuple(sorted(found.values(), key=lambda rule: -rule.weight))


def rules_for(term: str) -> Iterator[Labelled]:
    """The rules whose label a term fits, such as "the total fee" or "End Date"."""
    words = " ".join(term.split()).strip(" ,.:;“”\"'()")
    while shorter := _DETERMINER.sub("", words):
        if shorter == words:
            break
        words = shorter
    for rule in labelled_rules():
        if words and rule.label.search(words) and not (rule.unless and rule.unless.search(words)):
            yield rule
