"""Which paper prevails over which: by what the papers say themselves, else by the usual order, and on which words that rests."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Literal, NamedTuple

from sowcheck.compare.papers.paper import Paper
from sowcheck.compare.papers.sections import stands_in
from sowcheck.core.assumptions import Assumption
from sowcheck.core.relations import PaperKind, Precedence, PrecedenceException

_USUAL = ("change_order", "sow", "other", "solicitation", "order_form", "price_sheet", "proposal", "msa")
_IN_WORDS = {
    "change_order": "a change order",
    "sow": "a statement of work",
    "order_form": "an order form",
    "price_sheet": "a price sheet",
    "msa": "a master agreement",
    "proposal": "a proposal",
    "solicitation": "a solicitation",
    "other": "another agreement",
}
_DEPARTS = re.compile(
    r"\b(?:notwithstanding|in (?:deviation|departure|derogation) from|departs? from|deviat\w+ from|in (?:lieu|place) of|instead of|"
    r"by way of (?:exception|derogation)|supersed\w+|overrid\w+|takes? precedence|prevails?|in abweichung von|abweichend von|par dérogation)\b",
    re.IGNORECASE,
)
"""How a statement says itself that it departs from another paper."""

Basis = Literal["stated", "express", "usual", "later", "undecided"]


class Ruling(NamedTuple):
    """Which of two papers prevails on a field."""

    winner: Paper
    """Where nothing decides, the one that the usual order puts first."""
    loser: Paper
    basis: Basis
    why: str
    """As the end of a sentence: "by its order of precedence the SOW prevails"."""
    clause: Precedence | None = None

    @property
    def is_decided(self) -> bool:
        """Whether one of the two holds, rather than both being open."""
        return self.basis != "undecided"


class _Claim(NamedTuple):
    winner: Paper
    loser: Paper
    clause: Precedence
    weight: int
    """0 for a general order, 1 for what is said of some fields or sections, 2 for an express departure."""


class Hierarchy:
    """The papers of a case, and which of them prevails."""

    def __init__(self, papers: Sequence[Paper]) -> None:
        self._papers = sorted(papers, key=_usual_key)
        self._clauses = sorted(
            (clause for paper in papers for clause in paper.relations.precedence),
            key=lambda clause: (clause.quote.text, clause.order),
        )
        self._by_id = {paper.id: paper for paper in papers}
        self.ruling = cache(self._ruling)
        self.papers_on = cache(self._papers_on)

    @property
    def clauses(self) -> Sequence[Precedence]:
        """Every clause on precedence of the case."""
        return self._clauses

    def speaker(self, clause: Precedence) -> Paper:
        """The paper that holds a clause."""
        return self._by_id[clause.document]

    def _papers_on(self, field: str) -> tuple[Paper, ...]:
        """The papers, the one that prevails on a field first; "" for no field in particular."""
        remaining, ordered = list(self._papers), list[Paper]()
        while remaining:
            first = next((paper for paper in remaining if not self._is_beaten(paper, remaining, field)), remaining[0])
            ordered.append(first)
            remaining.remove(first)
        return tuple(ordered)

    def _is_beaten(self, paper: Paper, others: Sequence[Paper], field: str) -> bool:
        rulings = (self.ruling(other, paper, field) for other in others if other is not paper)
        return any(ruling.loser is paper and ruling.basis in ("stated", "express") for ruling in rulings)

    def _ruling(self, one: Paper, other: Paper, field: str) -> Ruling:
        """Which of two papers prevails on a field."""
        claims = [claim for clause in self._clauses for claim in self._claims(clause, one, other, field)]
        weight = max((claim.weight for claim in claims), default=0)
        claims = [claim for claim in claims if claim.weight == weight]
        winners = {claim.winner.id for claim in claims}
        first, second = (one, other) if self._papers.index(one) < self._papers.index(other) else (other, one)
        if len(winners) == 1:
            claim = claims[0]
            speaker = self.speaker(claim.clause)
            page = f" (page {claim.clause.page})" if claim.clause.page else ""
            basis: Basis = "express" if weight == 2 else "stated"
            why = f"{claim.winner.title} prevails, as {speaker.title}{page} says"
            return Ruling(claim.winner, claim.loser, basis, why, claim.clause)
        if winners:
            return Ruling(first, second, "undecided", "each claims to prevail, so that neither does")
        departing = [paper for paper in (one, other) if _departs(paper, field)]
        if len(departing) == 1 and departing[0].kind != "msa":
            loser = other if departing[0] is one else one
            return Ruling(departing[0], loser, "express", f"{departing[0].title} departs expressly from {loser.title}")
        kinds = _kind(first), _kind(second)
        if kinds[0] != kinds[1]:
            usual = f"by the usual order {_IN_WORDS.get(kinds[0], 'it')} prevails over {_IN_WORDS.get(kinds[1], 'it')}"
            return Ruling(
                first, second, "usual", f"no paper states which of them prevails; {usual}: {first.title} prevails"
            )
        numbers = [paper.relations.heading.number or "" for paper in (one, other)]
        if first.kind == "change_order" and all(each.isdigit() for each in numbers) and numbers[0] != numbers[1]:
            later, earlier = (one, other) if int(numbers[0]) > int(numbers[1]) else (other, one)
            if not (earlier.effective and later.effective and earlier.effective > later.effective):
                return Ruling(later, earlier, "later", f"{later.title} is the later of the two and prevails")
        if first.effective and second.effective and first.effective != second.effective:
            return Ruling(first, second, "later", f"{first.title} is the later of the two and prevails")
        return Ruling(first, second, "undecided", "nothing says which of them prevails")

    def _claims(self, clause: Precedence, one: Paper, other: Paper, field: str) -> Iterator[_Claim]:
        """What a clause says of two papers on a field."""
        ranked = _ranked(clause, one, other)
        if ranked is None:
            return
        winner, loser = ranked
        limited = bool(clause.fields or clause.sections)
        if limited and not _concerns(clause.fields, clause.sections, winner, field):
            return
        for exception in clause.exceptions:
            if _applies(exception, winner, loser, field) and (
                not exception.expressly or _departs(loser, field) or self._claims_itself(loser, winner, clause)
            ):
                yield _Claim(loser, winner, clause, 2 if exception.expressly else 1)
                return
        yield _Claim(winner, loser, clause, 1 if limited else 0)

    def _claims_itself(self, paper: Paper, over: Paper, but: Precedence) -> bool:
        """Whether a paper says of itself that it prevails: it then says expressly that it departs from the other."""
        return any(
            clause is not but and self.speaker(clause) is paper and _ranked(clause, paper, over) == (paper, over)
            for clause in self._clauses
        )


def _usual_key(paper: Paper) -> tuple[int, int, str, str]:
    """The usual order: by kind, then the later one first; names decide what is left, never the order of the files."""
    kind = _USUAL.index(_kind(paper)) if _kind(paper) in _USUAL else len(_USUAL)
    return kind, -(paper.effective or dt.date.min).toordinal(), paper.name, paper.document.sha256


def _kind(paper: Paper) -> str:
    """The kind of a paper; a workbook that does not say what it is goes with the paper whose prices it lists."""
    return "price_sheet" if paper.kind == "other" and paper.document.cell_places else paper.kind


def _ranked(clause: Precedence, one: Paper, other: Paper) -> tuple[Paper, Paper] | None:
    """The two papers in the order of the clause; None if it says nothing of them."""
    left, right = _rank(clause, one), _rank(clause, other)
    if left == right or (left is None and right is None):
        return None
    if left is not None and right is not None:
        return (one, other) if left < right else (other, one)
    if clause.over_all and 0 in (left, right):
        return (one, other) if left == 0 else (other, one)
    return None


def _rank(clause: Precedence, paper: Paper) -> int | None:
    places = [place for place, kind in enumerate(clause.order) if _is_of_kind(paper, kind)]
    if not places and paper.kind == "change_order" and paper.relations.heading.amends == "sow":
        # Beside the agreement above both, a change order ranks as what it changes.
        return None if clause.order[0] != "msa" else _place_of(clause, paper.relations.heading.amends)
    # A paper is what it is rather than what it is called: an exhibit that is a statement of work ranks as the latter.
    own = [place for place in places if clause.order[place] == paper.kind]
    return min(own or places, default=None)


def _place_of(clause: Precedence, kind: PaperKind) -> int | None:
    return clause.order.index(kind) if kind in clause.order else None


def _is_of_kind(paper: Paper, kind: PaperKind | None) -> bool:
    if kind == "purchase_order":
        return paper.kind == "order_form" and "purchase_order" in paper.relations.called
    return kind is not None and (kind == paper.kind or kind in paper.relations.called)


def _applies(exception: PrecedenceException, winner: Paper, loser: Paper, field: str) -> bool:
    if exception.prevails is not None and not _is_of_kind(loser, exception.prevails):
        return False
    if not (exception.fields or exception.sections):
        return True
    return _concerns(exception.fields, exception.sections, loser, field) and winner is not loser


def _concerns(fields: Sequence[str], sections: Sequence[str], paper: Paper, field: str) -> bool:
    """Whether a field is one of those named, or is stated in a section of those named."""
    return any(field.startswith(name) for name in fields) or any(
        stands_in(paper.outline, each.quote.span, section) for each in paper.of(field) for section in sections
    )


def _departs(paper: Paper, field: str) -> bool:
    return any(departs(paper, each) for each in paper.of(field))


def departs(paper: Paper, assumption: Assumption) -> bool:
    """Whether the sentence that states a value says that it departs from another paper."""
    text, span = paper.document.text, assumption.quote.span
    start = max(text.rfind("\n", 0, span.start), text.rfind(". ", 0, span.start)) + 1
    ends = [end for end in (text.find("\n", span.end), text.find(". ", span.end)) if end >= 0]
    return bool(_DEPARTS.search(text[start : min(ends, default=len(text))]))
