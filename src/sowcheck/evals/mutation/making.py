"""How a change in a paper is made and described."""

from sowcheck.core.noun import Noun
from sowcheck.core.values import Value
from sowcheck.evals.mutation.deal import Deal, Statement
from sowcheck.evals.mutation.mutant import Change, Counterpart, Mutant


def with_value(deal: Deal, place: int, statement: Statement, new: Value) -> Deal:
    """The deal in which one statement of one paper says another value."""
    return deal.with_paper(
        place, deal.papers[place].edited(lambda each: each.saying(new) if each is statement else each)
    )


def in_paper(
    operator: str,
    changed: Deal,
    place: int,
    statement: Statement,
    after: object,
    counterpart: Counterpart | None,
    before: object = None,
) -> Mutant:
    """A changed paper as a mutant.

    Args:
        operator: Its name.
        changed: The deal with the change made.
        place: Of the changed paper.
        statement: What was changed.
        after: What stands there now; None if it is gone.
        counterpart: What the records must hold for the change to show; None where the papers alone show it.
        before: What stood there, if that is not the statement's value.
    """
    change = Change(
        operator=operator,
        side="document",
        field=statement.field,
        key=statement.key,
        place=changed.papers[place].name,
        before=short(statement.value if before is None else before),
        after=short(after),
    )
    return Mutant(change=change, deal=changed, counterpart=counterpart)


def short(value: object) -> str:
    """A value of either side in a few words; "nothing" for what is gone."""
    if value is None:
        return "nothing"
    said = value.model_dump_json(exclude_none=True) if isinstance(value, Noun) else str(value)
    return said if len(said) <= 160 else f"{said[:159]}…"
