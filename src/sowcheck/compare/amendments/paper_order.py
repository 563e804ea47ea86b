"""The order of precedence of a case in a sentence, with the clauses that it rests on."""

from itertools import combinations
from typing import Literal

from sowcheck.compare.amendments.hierarchy import Hierarchy, Ruling
from sowcheck.compare.values.wording import joined
from sowcheck.core.relations import PaperOrder


def paper_order(hierarchy: Hierarchy) -> PaperOrder | None:
    """Which paper prevails where no field is in question; None with fewer than two papers."""
    papers = [paper for paper in hierarchy.papers_on("") if paper.kind != "certificate"]
    if len(papers) < 2:
        return None
    rulings = [hierarchy.ruling(one, other, "") for one, other in combinations(papers, 2)]
    stated = [ruling for ruling in rulings if ruling.basis == "stated"]
    undecided = [ruling for ruling in rulings if not ruling.is_decided]
    names = ", then ".join(paper.title for paper in papers)
    if undecided:
        pairs = joined([f"{each.winner.title} and {each.loser.title}" for each in undecided])
        why = f"Between {pairs} nothing decides which prevails: {undecided[0].why}."
    elif stated:
        why = f"{names}: {_clauses(hierarchy, stated)}."
    else:
        why = f"{names}: no paper states an order of precedence, so the usual one is taken."
    basis: Literal["stated", "usual", "undecided"] = "undecided" if undecided else "stated" if stated else "usual"
    return PaperOrder(documents=tuple(paper.id for paper in papers), basis=basis, why=why[0].upper() + why[1:])


def _clauses(hierarchy: Hierarchy, rulings: list[Ruling]) -> str:
    """Such as "as sow.pdf (page 2) says: “…”"; each clause once."""
    said: dict[str, str] = {}
    for ruling in rulings:
        if ruling.clause is not None:
            page = f" (page {ruling.clause.page})" if ruling.clause.page else ""
            words = " ".join(ruling.clause.quote.text.split())
            said.setdefault(words, f"{hierarchy.speaker(ruling.clause).name}{page} says “{words}”")
    return f"as {joined(list(said.values()))}"
