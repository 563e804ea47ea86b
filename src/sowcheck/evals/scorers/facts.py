"""The verdict on every gold fact and every prediction of a document: matched, misread, missed or invented."""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import NamedTuple

from sowcheck.core.fields import FIELDS
from sowcheck.evals.log import DocumentEntry, GoldFact
from sowcheck.evals.scorers.alignment import align_items, align_scalars
from sowcheck.evals.scorers.equality import same_value
from sowcheck.report.shapes.assumptions import AssumptionShape

_NOT_ANNOTATED = frozenset(
    {
        "deal.opportunity_id",
        "deal.is_won",
        "deal.type",
        "deal.close_date",
        "deal.industry",
        "price.assumed_margin_pct",
        "quote.number",
        "quote.is_primary",
        "quote.status",
        "quote.calculated",
        "quote.expiration_date",
        "doc.version",
        "doc.coverage",
        "doc.sha256",
        "doc.envelope_id",
        "doc.customer_signed_date",
        "doc.supplier_signed_date",
        "customer.po_number",
        "price.grand_total",
        "price.optional_lines",
        "billing.start_date",
    }
)
SCORED_FIELDS = tuple(name for name in FIELDS if name not in _NOT_ANNOTATED)
"""The fields that the annotation guide covers. In others a prediction without gold proves nothing."""


class FactVerdict(StrEnum):
    """What became of a fact."""

    MATCHED = "matched"
    """Stated and found, with the right value."""
    MISREAD = "misread"
    """Stated and found, with another value: one false and one missed fact."""
    MISSED = "missed"
    """Stated and not found."""
    INVENTED = "invented"
    """Found and not stated."""


class Judgement(NamedTuple):
    """One gold fact, one prediction, or both where they are about the same thing."""

    document: str
    """Id of the document's entry."""
    field: str
    verdict: FactVerdict
    gold: GoldFact | None
    """None for an invented fact."""
    prediction: AssumptionShape | None
    """None for a missed fact."""


def is_list(field: str) -> bool:
    """Whether the field has one fact for each item."""
    return FIELDS[field].repeated


def judge(entry: DocumentEntry) -> tuple[Judgement, ...]:
    """The judgements of one document, field by field in the dictionary's order; all missed if it failed."""
    return tuple(judgement for field in SCORED_FIELDS for judgement in _judge_field(entry, field))


def _judge_field(entry: DocumentEntry, field: str) -> Iterable[Judgement]:
    gold = [fact for fact in entry.gold if fact.field == field]
    found = [prediction for prediction in entry.predictions if prediction.field == field]
    if is_list(field):
        pairs = align_items([fact.value for fact in gold], [prediction.value for prediction in found])
    else:
        found = _distinct(field, found)
        pairs = align_scalars(field, [fact.value for fact in gold], [prediction.value for prediction in found])
    by_gold = {pair.gold: pair for pair in pairs}
    paired = {pair.prediction for pair in pairs}
    for index, fact in enumerate(gold):
        pair = by_gold.get(index)
        if pair is None:
            yield Judgement(entry.id, field, FactVerdict.MISSED, fact, None)
        else:
            verdict = FactVerdict.MATCHED if pair.right else FactVerdict.MISREAD
            yield Judgement(entry.id, field, verdict, fact, found[pair.prediction])
    for index, prediction in enumerate(found):
        if index not in paired:
            yield Judgement(entry.id, field, FactVerdict.INVENTED, None, prediction)


def _distinct(field: str, predictions: Sequence[AssumptionShape]) -> list[AssumptionShape]:
    """A scalar that is found twice with one value counts once."""
    kept: list[AssumptionShape] = []
    for prediction in predictions:
        if not any(same_value(field, other.value, prediction.value) for other in kept):
            kept.append(prediction)
    return kept
