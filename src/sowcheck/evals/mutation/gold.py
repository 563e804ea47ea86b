"""The gold of a deal as papers, and what is known to be wrong with the papers themselves."""

import datetime as dt

from pydantic import JsonValue

from sowcheck.core.fields import FIELDS
from sowcheck.core.items import Milestone
from sowcheck.core.noun import Noun
from sowcheck.core.values import Value, from_json
from sowcheck.errors import UnreadableInput
from sowcheck.evals.dataset import DealSource, DocumentSource
from sowcheck.evals.mutation.deal import Paper, Statement

_FAULTS_OF_PAPERS = frozenset(
    {
        "conflict_within_document",
        "conflict_across_documents",
        "invariant_broken",
        "not_executed",
        "policy_breach",
        "stale_version",
    }
)
_ORDER = ("sow", "other", "order_form", "proposal", "change_order")


class GoldDeal(Noun):
    """One deal as annotated."""

    name: str
    papers: tuple[Paper, ...]
    """Statements of work first, change orders last."""
    faults: frozenset[tuple[str, str]]
    """Field and kind of each discrepancy that was planted in the papers, whatever the records say."""

    def is_faulty(self, field: str, *kinds: str) -> bool:
        """Whether something about the field was planted in the papers: of some kind, or of any."""
        return any(field == each and (not kinds or kind in kinds) for each, kind in self.faults)


def gold_of(source: DealSource) -> GoldDeal:
    """The deal of a dataset.

    Raises:
        UnreadableInput: a fact does not have the shape of its field.
    """
    papers = sorted((_paper(document) for document in source.documents), key=_place)
    faults = frozenset(
        fault
        for expected in source.expected
        if expected.kind in _FAULTS_OF_PAPERS
        for fault in ((expected.field, expected.kind), *((each.field, each.kind) for each in expected.alternatives))
    )
    return GoldDeal(name=source.id, papers=tuple(papers), faults=faults)


def _place(paper: Paper) -> tuple[int, str]:
    return (_ORDER.index(paper.kind) if paper.kind in _ORDER else 1, paper.name)


def _paper(document: DocumentSource) -> Paper:
    statements = []
    for number, fact in enumerate(document.gold):
        try:
            value = typed(fact.field, fact.value)
        except (ValueError, ArithmeticError) as error:
            raise UnreadableInput(
                document.path.parent / "gold.json",
                f"fact {number} of {document.path.name}: {fact.value!r} is no {FIELDS[fact.field].kind}",
                hint="Correct the value; its shape follows from the field.",
            ) from error
        statements.append(Statement(field=fact.field, value=value, quote=fact.quote))
    return Paper(name=document.path.name, statements=tuple(statements))


def typed(field: str, shape: JsonValue) -> Value:
    """The value of a gold fact. A milestone's due day in ISO form is a day, as extraction has it."""
    value = from_json(FIELDS[field], shape)
    if isinstance(value, Milestone) and isinstance(value.due, str):
        try:
            return value.model_copy(update={"due": dt.date.fromisoformat(value.due)})
        except ValueError:
            return value
    return value
