"""What change orders make of a list: items that are replaced, struck out or added."""

import re
from dataclasses import dataclass, field
from functools import cache

from sowcheck.compare.amendments.amending import Held, Lost
from sowcheck.compare.amendments.changes import Changes
from sowcheck.compare.amendments.hierarchy import Hierarchy
from sowcheck.compare.papers.paper import Paper
from sowcheck.compare.papers.sections import stands_in
from sowcheck.compare.values.comparators import compare_values, name_of
from sowcheck.compare.values.context import DealContext
from sowcheck.compare.values.pairing import pair_items
from sowcheck.compare.values.similarity import strict_likeness, words
from sowcheck.core.assumptions import Assumption
from sowcheck.core.fields import FIELDS
from sowcheck.core.relations import Amendment

_WHOLE = re.compile(r"\b(?:in full|in (?:its|their) entirety|as a whole|restated|the following)\b", re.IGNORECASE)
_CODE = re.compile(r"(?P<code>[A-Z]{0,3}-?\d{1,3})$")
_CODE_AHEAD = re.compile(r"\W*(?P<code>[A-Z]{1,3}-?\d{1,3})\b")
_CALLED = 0.8
"""Likeness from which a name is that of an item."""


@dataclass
class Items:
    """What change orders leave of a list."""

    stated: list[Held] = field(default_factory=list)
    """The papers whose items are in force, the prevailing one first."""
    lost: list[Lost] = field(default_factory=list)


class AmendingItems:
    """The change orders of a case, applied to its lists one after the other."""

    def __init__(self, hierarchy: Hierarchy, changes: Changes) -> None:
        self._hierarchy, self._changes = hierarchy, changes
        self.outcome = cache(self._outcome)

    def _outcome(self, name: str) -> Items:
        lost: list[Lost] = []
        alive: dict[str, list[Assumption]] = {paper.id: list(paper.of(name)) for paper in self._changes.base}
        for order in self._changes.orders:
            targets = [*self._changes.targets(order), *(each for each in self._changes.orders if each.id in alive)]
            step = _ItemStep(order, name, {paper.id: paper for paper in targets})
            for paper in targets:
                ended = step.ended(alive[paper.id])
                lost += ended
                gone = [each.assumption.id for each in ended]
                alive[paper.id] = [each for each in alive[paper.id] if each.id not in gone]
            alive[order.id] = step.added
            lost += step.struck_out
        papers = self._hierarchy.papers_on(name)
        latest = [*reversed(self._changes.orders), *(paper for paper in papers if paper in self._changes.base)]
        return Items([(paper, alive[paper.id]) for paper in latest if alive.get(paper.id)], lost)


class _ItemStep:
    """One change order and one list."""

    def __init__(self, order: Paper, name: str, targets: dict[str, Paper]) -> None:
        self.order, self.name, self.targets = order, name, targets
        self.instructions = [
            each for each in order.relations.amendments if each.field in (name, None) and each.operation != "add"
        ]
        adds = any(each.operation == "add" and each.field == name for each in order.relations.amendments)
        self._only_adds = adds and not any(each.field == name for each in self.instructions)
        own = list(order.of(name))
        deleting = [each for each in self.instructions if each.operation == "delete"]
        struck = [
            (item, each)
            for item in own
            for each in deleting
            if each.quote.span.contains(item.quote.span) and each.field
        ]
        self.struck_out = [Lost(item, None, order, each) for item, each in struck]
        self.added = [each for each in own if all(each is not item for item, _ in struck)]

    def ended(self, items: list[Assumption]) -> list[Lost]:
        """The items of one paper that the change order ends."""
        restated = self._restated(items)
        ended = []
        for place, item in enumerate(items):
            instruction = next((each for each in self.instructions if self._ends(each, item)), None)
            if place in restated:
                ended.append(Lost(item, restated[place], self.order, instruction))
            elif instruction is not None:
                ended.append(Lost(item, None, self.order, instruction))
        return ended

    def _restated(self, items: list[Assumption]) -> dict[int, Assumption]:
        """The places of the items that the change order states anew, each with its new statement.

        What stands in an instruction on the list counts before what the change order says in passing.
        """
        spans = [each.quote.span for each in self.instructions if each.field == self.name]
        instructed = [each for each in self.added if any(span.overlaps(each.quote.span) for span in spans)]
        found: dict[int, Assumption] = {}
        for fresh in (instructed, [each for each in self.added if each not in instructed]):
            left = [place for place in range(len(items)) if place not in found]
            pairing = pair_items([items[place].value for place in left], [each.value for each in fresh])
            for pair in pairing.pairs:
                old, new = items[left[pair.left]], fresh[pair.right]
                if self._is_the_same(old, new):
                    found[left[pair.left]] = new
        return found

    def _is_the_same(self, old: Assumption, new: Assumption) -> bool:
        """Whether a new item is an old one stated anew; one that is said to be added is another, however alike."""
        codes = [_CODE_AHEAD.match(name_of(each.value)) or _CODE_AHEAD.match(each.quote.text) for each in (old, new)]
        if all(codes):
            return len({code["code"].casefold() for code in codes if code}) == 1
        return not self._only_adds or strict_likeness(name_of(old.value), name_of(new.value)) >= _CALLED

    def _ends(self, each: Amendment, item: Assumption) -> bool:
        if each.item is not None:
            return each.field == self.name and is_called(item, each.item)
        paper = self.targets.get(item.document)
        in_section = (
            paper is not None and each.section is not None and stands_in(paper.outline, item.quote.span, each.section)
        )
        if each.operation == "delete":
            return in_section and each.before is None
        # A list that is restated loses what the new one leaves out; a sentence that is amended keeps its lists.
        whole = _WHOLE.search(each.quote.text) is not None and bool(self.added)
        stands = in_section if each.section is not None else each.field == self.name
        return each.operation == "replace" and each.before is None and each.after is None and whole and stands


def is_called(item: Assumption, name: str) -> bool:
    """Whether an item is the one that words name: by its code ("M5", "Deliverable 4"), else by its words."""
    own = name_of(item.value)
    if code := _CODE.search(name):
        leads = re.compile(rf"\W*(?:\w+\s+)?(?:no\.?\s*)?{re.escape(code['code'])}(?!\w)", re.IGNORECASE)
        return bool(leads.match(own) or leads.match(item.quote.text))
    return strict_likeness(own, name) >= _CALLED or (bool(words(name)) and words(name) <= words(own))


def changes_value(lost: Lost, context: DealContext) -> bool:
    """Whether what holds now differs from what was stated."""
    if lost.by is None:
        return True
    row = FIELDS[lost.assumption.field]
    return compare_values(row, lost.by.value, lost.assumption.value, context).differs
