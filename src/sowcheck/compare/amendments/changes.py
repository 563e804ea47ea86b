"""The change orders of a case in the order in which they take effect, and the papers that each of them changes."""

from collections.abc import Sequence
from functools import cache

from sowcheck.compare.amendments.hierarchy import Hierarchy
from sowcheck.compare.papers.paper import Paper


class Changes:
    """Change orders, earliest first; a second copy of one counts once."""

    def __init__(self, hierarchy: Hierarchy) -> None:
        papers = hierarchy.papers_on("")
        self.base = tuple(paper for paper in papers if paper.kind != "change_order")
        self.orders = tuple(_once(sorted((each for each in papers if each.kind == "change_order"), key=_key)))
        """Earliest first."""
        self.targets = cache(self._targets)

    def _targets(self, order: Paper) -> tuple[Paper, ...]:
        """The papers that a change order changes: those it names, else all but the agreement above them."""
        heading = order.relations.heading
        named = [paper for paper in self.base if heading.amends in (paper.kind, *paper.relations.called)]
        if heading.amends == "msa" and not named:
            named = [paper for paper in self.base if paper.kind == "other"]
        if len(named) > 1:
            dated = [paper for paper in named if heading.amends_date and paper.effective == heading.amends_date]
            numbered = [paper for paper in named if heading.amends_number and _bears(paper, heading.amends_number)]
            named = dated or numbered or named
        below = [paper for paper in self.base if paper.kind != "msa"]
        return tuple(named or below or self.base)


def _bears(paper: Paper, number: str) -> bool:
    """Whether the opening of a paper, or its file's name, has the number."""
    digits = "".join(char if char.isdigit() else " " for char in f"{paper.name} {paper.document.text[:400]}")
    return number in {each.lstrip("0") or "0" for each in digits.split()}


def _key(order: Paper) -> tuple[int, int, str, str]:
    """By day, then by number; where a day is missing, the number decides among all."""
    number = order.relations.heading.number or ""
    counted = int(number) if number.isdigit() else 0
    day = order.effective.toordinal() if order.effective else 0
    return day, counted, order.name, order.document.sha256


def _once(orders: Sequence[Paper]) -> list[Paper]:
    if any(order.effective is None for order in orders) and all(order.relations.heading.number for order in orders):
        orders = sorted(orders, key=lambda order: (_key(order)[1], *_key(order)))
    kept: list[Paper] = []
    for order in orders:
        if not any(_is_copy(order, other) for other in kept):
            kept.append(order)
    return kept


def _is_copy(one: Paper, other: Paper) -> bool:
    """Whether two files are one change order: its number and day, or the same words."""
    if one.plain_text == other.plain_text:
        return True
    ours, theirs = one.relations.heading, other.relations.heading
    return (
        ours.number is not None
        and (ours.number, ours.amends, ours.amends_number) == (theirs.number, theirs.amends, theirs.amends_number)
        and one.effective == other.effective
        and one.effective is not None
    )
