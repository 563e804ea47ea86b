"""Where each paper stands: in force, amended, giving way to another version, or undecided; and what it changes."""

from collections.abc import Iterable, Iterator, Sequence

from sowcheck.compare.lineage.differences import differences
from sowcheck.compare.lineage.marks import version_places
from sowcheck.compare.papers.paper import Paper
from sowcheck.compare.sides.facts import Facts
from sowcheck.compare.values.context import DealContext
from sowcheck.compare.values.wording import joined
from sowcheck.core.relations import Amendment, ChangeStep, Standing


def standings(facts: Facts, context: DealContext) -> tuple[Standing, ...]:
    """Where each paper of the case stands, in the order in which they were given."""
    return tuple(_standing(paper, facts, context) for paper in facts.read if paper.kind != "certificate")


def _standing(paper: Paper, facts: Facts, context: DealContext) -> Standing:
    known = version_places(paper)
    version = known[0][0] if known else None
    for each in facts.lineage.successions:
        if each.gives_way is paper:
            changes = differences(paper, each.holds, context)
            why = _sentence(each.why)
            return Standing(
                document=paper.id, state="replaced", why=why, version=version, by=each.holds.id, changes=changes
            )
    for signed, copy in facts.lineage.copies:
        if copy is paper:
            why = f"{signed.name} says the same and has been signed."
            return Standing(document=paper.id, state="copy", why=why, version=version, by=signed.id)
    for one, other in facts.lineage.undecided:
        if paper in (one, other):
            rival = other if paper is one else one
            return Standing(
                document=paper.id,
                state="undecided",
                why=f"Nothing says which of {one.name} and {other.name} holds.",
                version=version,
                by=rival.id,
                changes=differences(paper, rival, context),
            )
    return _in_force(paper, facts, version)


def _in_force(paper: Paper, facts: Facts, version: str | None) -> Standing:
    orders = facts.changes.orders
    amended_by = tuple(order.id for order in orders if paper in _changed_by(order, facts))
    names = {each.id: each.name for each in facts.read}
    if paper.kind == "change_order":
        targets = _changed_by(paper, facts)
        why = (
            f"It changes {joined([each.name for each in targets])}." if targets else "It changes no paper of the case."
        )
        if amended_by:
            why = f"{why[:-1]}, and is changed by {joined([names[each] for each in amended_by])}."
        return Standing(
            document=paper.id,
            state="amends",
            why=why,
            version=version,
            amends=tuple(each.id for each in targets),
            amended_by=amended_by,
            steps=tuple(map(_step, _once(paper.relations.amendments))),
        )
    if amended_by:
        why = f"It holds as changed by {joined([names[each] for each in amended_by])}."
        return Standing(document=paper.id, state="amended", why=why, version=version, amended_by=amended_by)
    replaced = [each.gives_way.name for each in facts.lineage.successions if each.holds is paper]
    why = f"It holds in place of {joined(replaced)}." if replaced else "Nothing in the case changes it."
    return Standing(document=paper.id, state="in_force", why=why, version=version)


def _changed_by(order: Paper, facts: Facts) -> Sequence[Paper]:
    """The papers that a change order changes; those whose values later change orders change are among them."""
    if order not in facts.changes.orders:
        return ()
    before = facts.changes.orders[: facts.changes.orders.index(order)]
    recalled = [other for other in before if _ends_something_of(order, other, facts)]
    return (*facts.changes.targets(order), *recalled)


def _ends_something_of(order: Paper, other: Paper, facts: Facts) -> bool:
    """Whether something that the earlier change order brought no longer holds since the later one."""
    fields = order.fields | {each.field for each in order.relations.amendments if each.field}
    return any(
        lost.order is order and lost.assumption.document == other.id
        for field in fields
        if field in facts.stated_fields and not field.startswith("doc.")
        for lost in facts.ended(field)
    )


def _once(amendments: Iterable[Amendment]) -> Iterator[Amendment]:
    seen: set[str] = set()
    for each in amendments:
        if each.quote.text not in seen:
            seen.add(each.quote.text)
            yield each


def _step(each: Amendment) -> ChangeStep:
    return ChangeStep(
        operation=each.operation,
        section=each.section,
        field=each.field,
        item=each.item,
        page=each.page,
        quote=each.quote,
    )


def _sentence(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}." if words[:4] == "both" else f"{words}."
