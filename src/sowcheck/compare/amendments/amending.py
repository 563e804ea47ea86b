"""What change orders make of a field with one value: what holds after all of them, what no longer does, and what stays open."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from sowcheck.compare.amendments.changes import Changes
from sowcheck.compare.amendments.hierarchy import Hierarchy
from sowcheck.compare.papers.paper import Paper
from sowcheck.compare.papers.sections import stands_in
from sowcheck.compare.values.steps import stepped
from sowcheck.core.assumptions import Assumption, Proof
from sowcheck.core.items import PriceLine
from sowcheck.core.quantities import Duration, Money
from sowcheck.core.relations import Amendment
from sowcheck.core.values import Value

_INCREMENT = re.compile(r"\b(?:additional|increas\w*|raise[sd]?|extra|further|uplift|add(?:s|ed)?)\b", re.IGNORECASE)
_TABLE = re.compile(r"\b(?:tables?|rows?|lines?|lists?)\b", re.IGNORECASE)
_TWINS = {"schedule.end_date": "schedule.duration", "schedule.duration": "schedule.end_date"}
"""An engagement that is extended by a length of time lasts longer and ends later."""

Held = tuple[Paper, list[Assumption]]


class Lost(NamedTuple):
    """A statement that a change order ended."""

    assumption: Assumption
    by: Assumption | None
    """What holds in its place."""
    order: Paper
    instruction: Amendment | None
    """The words that end it; None where the change order only states the field anew."""


@dataclass
class Outcome:
    """What change orders leave of one field."""

    stated: list[Held] = field(default_factory=list)
    """The papers whose values are in force, the prevailing one first."""
    lost: list[Lost] = field(default_factory=list)
    derived: list[Assumption] = field(default_factory=list)
    """Values that no paper states: the old one and the step of a change order."""
    unresolved: list[tuple[Paper, Amendment]] = field(default_factory=list)
    """Steps whose start is not known."""


class Amending:
    """The change orders of a case, applied one after the other."""

    def __init__(self, hierarchy: Hierarchy, changes: Changes) -> None:
        self._hierarchy, self._changes = hierarchy, changes
        self.outcome = cache(self._outcome)

    def _outcome(self, name: str) -> Outcome:
        """A field with one value after every change order."""
        outcome = Outcome()
        alive: dict[str, list[Assumption]] = {paper.id: list(paper.of(name)) for paper in self._changes.base}
        holding: list[Held] = []
        for order in self._changes.orders:
            targets = [paper for paper in self._ordered(name) if paper in self._changes.targets(order)]
            # Of two change orders of which nobody knows the later, neither ends the other.
            rivals = [each for each in holding if not self._hierarchy.ruling(order, each[0], name).is_decided]
            replaced = [assumption for held in holding if held not in rivals for assumption in held[1]]
            before = [*replaced, *(each for paper in targets for each in alive[paper.id])]
            step = _Step(order, name, before, {paper.id: paper for paper in targets})
            new = step.new_values()
            outcome.derived += step.derived
            outcome.unresolved += [(order, each) for each in step.unresolved]
            ended = (
                [each for each in before if all(each.value != other.value for other in new)] if new else step.struck()
            )
            outcome.lost += [Lost(each, new[0] if new else None, order, step.instruction_on(each)) for each in ended]
            for paper in targets:
                alive[paper.id] = [each for each in alive[paper.id] if each not in ended]
            if new:
                holding = [(order, new), *rivals]
            else:
                holding = [held for held in holding if not any(each in ended for each in held[1])]
        rest = [(paper, alive[paper.id]) for paper in self._ordered(name) if alive[paper.id]]
        outcome.stated = self._with_the_latest(name, holding, rest)
        return outcome

    def _with_the_latest(self, name: str, holding: list[Held], rest: list[Held]) -> list[Held]:
        """The amended values before the others, unless a paper that is not amended prevails over them."""
        if not holding:
            return rest
        order = holding[0][0]
        above = [each for each in rest if self._is_above(each[0], order, name)]
        return [*above, *holding, *(each for each in rest if each not in above)]

    def _is_above(self, paper: Paper, order: Paper, name: str) -> bool:
        ruling = self._hierarchy.ruling(order, paper, name)
        stated = ruling.winner is paper and ruling.basis in ("stated", "express")
        return stated and paper not in self._changes.targets(order)

    def _ordered(self, name: str) -> list[Paper]:
        return [paper for paper in self._hierarchy.papers_on(name) if paper in self._changes.base]


class _Step:
    """One change order and one field."""

    def __init__(self, order: Paper, name: str, before: Sequence[Assumption], targets: dict[str, Paper]) -> None:
        self.order, self.name, self.before, self.targets = order, name, before, targets
        self.derived: list[Assumption] = []
        self.unresolved: list[Amendment] = []
        self.instructions = [each for each in order.relations.amendments if self._concerns(each)]

    def _concerns(self, each: Amendment) -> bool:
        if each.field is not None:
            return each.field == self.name or self._moves_the_end(each)
        if each.section is None or each.item is not None:
            return False
        return any(self._is_meant(each, old) for old in self.before)

    def _moves_the_end(self, each: Amendment) -> bool:
        """Whether the instruction is on the twin of this field: an end that moves makes the engagement longer."""
        if each.field is None or _TWINS.get(each.field) != self.name:
            return False
        return isinstance(each.by, Duration) or (self.name == "schedule.duration" and each.after is not None)

    def _is_meant(self, each: Amendment, old: Assumption) -> bool:
        """Whether a section is named that holds the statement, and the old value is the one recalled, if any is."""
        paper = self.targets.get(old.document)
        if paper is None or each.section is None or not stands_in(paper.outline, old.quote.span, each.section):
            return False
        return each.before is None or each.before == old.value

    def new_values(self) -> list[Assumption]:
        """What holds from now on; empty where the change order leaves the field as it is."""
        kinds = {type(each.value) for each in self.before}
        explicit = [
            each
            for each in self.instructions
            if each.after is not None and each.field in (self.name, None) and (not kinds or type(each.after) in kinds)
        ]
        own = self._own(explicit)
        stated = [each for each in own if any(each.value == other.after for other in explicit)]
        if explicit and not stated:
            last = explicit[-1]
            stated = [self._derive(last, last.after, "")] if last.after is not None else []
        if stated:
            return [*stated, *(each for each in own if each not in stated)]
        # The same step is often said twice, in a summary and in its clause.
        steps = list(
            {repr((each.operation, each.by)): each for each in self.instructions if each.by is not None}.values()
        )
        fresh = [each for each in own if all(each.value != step.by for step in steps)]
        if fresh and not self._is_increment(fresh[0]):
            return fresh
        return self._stepped(steps) if steps else self._added(fresh)

    def _own(self, explicit: Iterable[Amendment]) -> list[Assumption]:
        """What the change order states of the field, without the old value, which it recalls beside the new one."""
        own = list(self.order.of(self.name))
        recalled = [each.before for each in self.instructions if each.before is not None]
        old = [each.value for each in self.before]
        new = [each for each in own if each.value not in recalled and each.value not in old]
        if not new:
            return [each for each in own if any(each.value == other.after for other in explicit)]
        return new if len(own) < 2 else without_increments(self.order, new, old)

    def _stepped(self, steps: Sequence[Amendment]) -> list[Assumption]:
        base = self.before[0] if self.before else None
        value = base.value if base else None
        for each in steps:
            by = each.by
            value = stepped(value, by, each.operation) if value is not None and by is not None else None
        if value is None or base is None:
            # Without a value of its own a twin is no open point: the field that is named is.
            self.unresolved += [each for each in steps if each.field == self.name]
            return []
        return [self._derive(steps[-1], value, base.quote.text)]

    def _added(self, fresh: Sequence[Assumption]) -> list[Assumption]:
        """A sum that the words call additional is added to the one that held."""
        if not fresh:
            return []
        added, base = fresh[0].value, self.before[0]
        assert isinstance(added, Money)
        assert isinstance(base.value, Money)
        total = base.value.model_copy(update={"amount": base.value.amount + added.amount})
        worked_out = fresh[0].model_copy(
            update={"id": f"{fresh[0].id}.total", "value": total, "proof": _worked_out(base.quote.text)}
        )
        self.derived.append(worked_out)
        return [worked_out]

    def _is_increment(self, own: Assumption) -> bool:
        base = self.before[0].value if self.before else None
        return (
            isinstance(own.value, Money)
            and isinstance(base, Money)
            and self.name == "price.services_total"
            and own.value.currency == base.currency
            and own.value.amount < base.amount
            and _INCREMENT.search(own.quote.text) is not None
        )

    def _derive(self, each: Amendment, value: Value, base: str) -> Assumption:
        made = Assumption(
            id=each.id if each.field == self.name else f"{each.id}.{self.name}",
            field=self.name,
            value=value,
            document=self.order.id,
            page=each.page,
            quote=each.quote,
            proof=_worked_out(base)
            if base
            else Proof(status="unproven", reason="the section alone says what is changed"),
            confidence=min([0.9, *(old.confidence for old in self.before[:1])]),
            extractors=(f"amendments@1:{each.operation}",),
        )
        self.derived.append(made)
        return made

    def struck(self) -> list[Assumption]:
        """Statements that the change order ends without a new one."""
        restated = [each.value for each in self.order.of(self.name)]
        return [old for old in self.before if old.value not in restated and self.instruction_on(old) is not None]

    def instruction_on(self, old: Assumption) -> Amendment | None:
        """The instruction that ends a statement: of several the one that says most, not the summary."""
        ending = [each for each in self.instructions if self._ends(each, old)]
        return max(ending, key=lambda each: (each.after is not None, each.section is not None), default=None)

    def _ends(self, each: Amendment, old: Assumption) -> bool:
        if each.operation == "delete" and each.field == self.name:
            return True
        whole = each.operation in ("delete", "replace") and each.field is None and each.after is None
        if whole:
            return self._is_meant(each, old) and not _TABLE.search(each.quote.text)
        return each.after is not None or each.by is not None


def _worked_out(base: str) -> Proof:
    words = " ".join(base.split())
    return Proof(status="unproven", reason=f"worked out from “{words[:160]}” and the step")


def without_increments(order: Paper, new: list[Assumption], old: Sequence[Value]) -> list[Assumption]:
    """The total that arithmetic confirms first; an increment beside it is no value of its own."""
    added = [
        each.value.amount for each in order.of("price.lines") if isinstance(each.value, PriceLine) and each.value.amount
    ]
    added += [each.value.amount for each in new if isinstance(each.value, Money)]
    before = [each.amount for each in old if isinstance(each, Money)]
    sums: set[Decimal] = {base + more for base in before for more in added}
    totals = [each for each in new if isinstance(each.value, Money) and each.value.amount in sums]
    increments = {each.value.amount - base for each in totals for base in before if isinstance(each.value, Money)}
    # Another total beside the confirmed one stays, and is a contradiction.
    rest = [each for each in new if each not in totals and getattr(each.value, "amount", None) not in increments]
    return [*totals, *rest] or new
