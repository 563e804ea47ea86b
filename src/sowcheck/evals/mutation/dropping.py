"""An item taken out of all papers, so that they name it nowhere."""

from collections.abc import Iterator, Sequence

from sowcheck.compare.values.similarity import words
from sowcheck.core.items import PriceLine
from sowcheck.evals.mutation.deal import Deal, Statement, state

_NAMED_TOGETHER = ("price.lines", "price.rate_card", "staffing.roles")
"""Lists in which one role stands: who drops it, drops it from all."""


def items_of_all_papers(deal: Deal, fields: Sequence[str]) -> Iterator[tuple[int, Statement]]:
    """The items that every paper with such a list names alike, each once; a paper that names them otherwise would keep them."""
    seen: set[str | None] = set()
    for field in fields:
        listing = [paper for paper in deal.papers if paper.of(field)]
        for place, paper in enumerate(deal.papers):
            for statement in paper.of(field):
                everywhere = all(any(each.key == statement.key for each in other.of(field)) for other in listing)
                if everywhere and statement.key not in seen:
                    seen.add(statement.key)
                    yield place, statement


def with_option(deal: Deal, statement: Statement) -> Deal:
    """The deal in whose papers a line is an option."""

    def edit(each: Statement) -> Statement:
        if each.field == statement.field and each.key == statement.key and isinstance(each.value, PriceLine):
            return state("price.optional_lines", each.value)
        return each

    return deal.model_copy(update={"papers": tuple(paper.edited(edit) for paper in deal.papers)})


def without_item(deal: Deal, statement: Statement) -> Deal | None:
    """The deal whose papers do not name the item; None where something of that name stays in them."""
    together = _NAMED_TOGETHER if statement.field in _NAMED_TOGETHER else (statement.field,)

    def edit(each: Statement) -> Statement | None:
        if each.field in together and each.key == statement.key:
            return None
        # Several facts may share one line of a table: what is said of the others is said in words of their own.
        return each.saying(each.value) if _names(each.quote, statement.key or "") else each

    papers = tuple(paper.edited(edit) for paper in deal.papers)
    if any(_names(each.quote, statement.key or "") for paper in papers for each in paper.statements):
        return None
    if not any(paper.of(statement.field) for paper in papers):
        return None  # a list of which the papers hold nothing at all is another matter than an item that is missing
    return deal.model_copy(update={"papers": papers})


def _names(line: str, item: str) -> bool:
    """Whether a line has all words of an item's name and a figure."""
    wanted = words(item)
    return bool(wanted) and wanted <= words(line) and any(char.isdigit() for char in line)
