"""Any log as pandas DataFrames, for notebooks and for questions nobody thought of.

`DOCUMENTS`, `FACTS`, `PREDICTIONS` and `DISCREPANCIES` name the columns and what they mean; a frame has all of them
even without a row. What was not measured or does not apply is missing (`NA`), never zero.
"""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from pydantic import JsonValue

from sowcheck.core.fields import FIELDS
from sowcheck.evals.counts import Counts, count
from sowcheck.evals.log import DealEntry, DocumentEntry, Expected, GoldFact, Log
from sowcheck.evals.scorers.checking import score_deal
from sowcheck.evals.scorers.facts import FactVerdict, Judgement, judge
from sowcheck.evals.scorers.grounding import right_quote
from sowcheck.report.model import DiscrepancyShape
from sowcheck.report.shapes.assumptions import AssumptionShape
from sowcheck.report.wording import describe, exposure_in_words

if TYPE_CHECKING:
    from pandas import DataFrame


class Column(NamedTuple):
    """One column of a frame."""

    name: str
    dtype: str
    """Of pandas; each of them can hold a missing value."""
    meaning: str


_DOCUMENT = Column("document", "string", "Id of the document in the log, such as D01 or P1/sow.docx.")
_DEAL = Column("deal", "string", "Id of its deal; missing for a document of its own.")
_FIELD = Column("field", "string", "Name of the dictionary.")

DOCUMENTS = (
    _DOCUMENT,
    _DEAL,
    Column("file", "string", "File name."),
    Column("format", "string", "Its suffix: pdf, docx, txt, md."),
    Column("pages", "Int64", "Missing for formats without pages."),
    Column("characters", "Int64", "Length of the text; missing if it could not be read."),
    Column("read_seconds", "float64", "Wall time of reading."),
    Column("segment_seconds", "float64", "Wall time of segmenting."),
    Column("extract_seconds", "float64", "Wall time of extracting."),
    Column("seconds", "float64", "Wall time of all stages."),
    Column("tokens", "Int64", "Of language models."),
    Column("cost", "float64", "Of language models, US dollars."),
    Column("error", "string", "Why the document could not be run; missing if it could."),
    Column("gold", "Int64", "Facts of the annotation that are scored."),
    Column("predicted", "Int64", "Predictions that are scored."),
    Column("matched", "Int64", "Facts that were found with the right value."),
    Column("misread", "Int64", "Facts that were found with another value."),
    Column("missed", "Int64", "Facts that were not found."),
    Column("invented", "Int64", "Predictions without a fact."),
    Column("precision", "float64", "matched / predicted; missing if nothing was predicted."),
    Column("recall", "float64", "matched / gold; missing if there is no fact."),
    Column("f1", "float64", "Of precision and recall; missing if there is neither a fact nor a prediction."),
)

FACTS = (
    _DOCUMENT,
    _DEAL,
    _FIELD,
    Column("repeated", "boolean", "Whether it is a list field."),
    Column("value", "string", "The gold value in words."),
    Column("quote", "string", "The words that the annotation cites."),
    Column("page", "Int64", "1-based; missing for formats without pages."),
    Column("verdict", "string", "matched, misread or missed."),
    Column("matched", "boolean", "Whether the verdict is matched."),
    Column("predicted_value", "string", "In words; missing if it was missed."),
    Column("predicted_quote", "string", "The words that the prediction cites."),
    Column("predicted_page", "Int64", "1-based."),
    Column("proof", "string", "Of the prediction: proven, quoted or unproven."),
    Column("confidence", "float64", "Of the prediction, 0 to 1."),
    Column("extractors", "string", "Who found it, joined by commas."),
    Column("grounded", "boolean", "Whether a matched value is quoted from the right words; missing for others."),
)

PREDICTIONS = (
    _DOCUMENT,
    _DEAL,
    Column("prediction", "string", "Id of the assumption within its document."),
    _FIELD,
    Column("repeated", "boolean", "Whether it is a list field."),
    Column("value", "string", "In words."),
    Column("quote", "string", "The words it cites."),
    Column("page", "Int64", "1-based; missing for formats without pages."),
    Column(
        "verdict",
        "string",
        "matched, misread or invented; missing if it is not scored: a field that the annotation guide does not cover, "
        "or a scalar that was found before with the same value.",
    ),
    Column("right", "boolean", "Whether the verdict is matched; missing if it is not scored."),
    Column("proof", "string", "proven, quoted or unproven."),
    Column("confidence", "float64", "0 to 1."),
    Column("extractors", "string", "Who found it, joined by commas."),
    Column("gold_value", "string", "The value of the fact it belongs to, in words; missing for an invented one."),
)

DISCREPANCIES = (
    Column("deal", "string", "Id of the deal."),
    Column(
        "outcome",
        "string",
        "found: planted and reported. missed: planted, not reported. false flag: reported on a field that agrees. "
        "extra: reported elsewhere. not counted: tolerated, or a report that something is absent.",
    ),
    Column("expected_kind", "string", "Of the planted discrepancy; missing if none was planted."),
    Column("kind", "string", "Of the report; missing if it was missed."),
    Column("right_kind", "boolean", "Whether both kinds agree; missing unless the outcome is found."),
    _FIELD,
    Column("key", "string", "Names the item of a list field."),
    Column("code", "string", "Of the report."),
    Column("severity", "string", "Of the report."),
    Column("owner", "string", "Of the report."),
    Column("document_value", "string", "In words: as planted, else as reported."),
    Column("record_value", "string", "In words: as planted, else as reported."),
    Column("exposure", "string", "In words."),
    Column("message", "string", "Of the report; of a missed one why it matters."),
)


def documents(log: Log) -> "DataFrame":
    """One row for each document, with the columns of `DOCUMENTS`."""
    return _frame(DOCUMENTS, (_document_row(entry) for entry in log.documents))


def facts(log: Log) -> "DataFrame":
    """One row for each gold fact, with the columns of `FACTS`."""
    return _frame(
        FACTS,
        (
            _fact_row(entry, judgement, judgement.gold)
            for entry in log.documents
            for judgement in judge(entry)
            if judgement.gold is not None
        ),
    )


def predictions(log: Log) -> "DataFrame":
    """One row for each prediction, also those that are not scored, with the columns of `PREDICTIONS`."""
    return _frame(PREDICTIONS, (row for entry in log.documents for row in _prediction_rows(entry)))


def discrepancies(log: Log) -> "DataFrame":
    """One row for each planted and each reported discrepancy, with the columns of `DISCREPANCIES`."""
    return _frame(DISCREPANCIES, (row for deal in log.deals for row in _discrepancy_rows(deal)))


def _frame(columns: tuple[Column, ...], rows: Iterable[Mapping[str, object]]) -> "DataFrame":
    import pandas as pd

    types = {column.name: column.dtype for column in columns}
    return pd.DataFrame(list(rows), columns=list(types)).astype(types)


def _document_row(entry: DocumentEntry) -> dict[str, object]:
    counts = count(judge(entry))
    return {
        "document": entry.id,
        "deal": entry.deal,
        "file": entry.file,
        "format": entry.format,
        "pages": entry.pages,
        "characters": None if entry.error else entry.characters,
        "read_seconds": entry.seconds.read,
        "segment_seconds": entry.seconds.segment,
        "extract_seconds": entry.seconds.extract,
        "seconds": entry.seconds.total,
        "tokens": entry.tokens,
        "cost": None if entry.cost is None else float(entry.cost),
        "error": f"{entry.error.type}: {entry.error.message}" if entry.error else None,
        **_counted(counts),
    }


def _counted(counts: Counts) -> dict[str, object]:
    return {
        **counts._asdict(),
        "gold": counts.gold,
        "predicted": counts.predicted,
        "precision": counts.precision,
        "recall": counts.recall,
        "f1": counts.f1,
    }


def _fact_row(entry: DocumentEntry, judgement: Judgement, gold: GoldFact) -> dict[str, object]:
    found = judgement.prediction
    return {
        "document": entry.id,
        "deal": entry.deal,
        "field": gold.field,
        "repeated": FIELDS[gold.field].repeated,
        "value": describe(gold.field, gold.value),
        "quote": gold.quote,
        "page": gold.page,
        "verdict": str(judgement.verdict),
        "matched": judgement.verdict is FactVerdict.MATCHED,
        "grounded": right_quote(judgement),
        **(
            {
                "predicted_value": describe(found.field, found.value),
                "predicted_quote": found.quote,
                "predicted_page": found.page,
                **_belief(found),
            }
            if found
            else {}
        ),
    }


def _prediction_rows(entry: DocumentEntry) -> Iterable[dict[str, object]]:
    scored = {id(judgement.prediction): judgement for judgement in judge(entry)}
    for found in entry.predictions:
        judgement = scored.get(id(found))
        gold = judgement.gold if judgement else None
        yield {
            "document": entry.id,
            "deal": entry.deal,
            "prediction": found.id,
            "field": found.field,
            "repeated": FIELDS[found.field].repeated if found.field in FIELDS else None,
            "value": describe(found.field, found.value),
            "quote": found.quote,
            "page": found.page,
            "verdict": str(judgement.verdict) if judgement else None,
            "right": judgement.verdict is FactVerdict.MATCHED if judgement else None,
            **_belief(found),
            "gold_value": describe(gold.field, gold.value) if gold else None,
        }


def _belief(found: AssumptionShape) -> dict[str, object]:
    return {"proof": found.proof, "confidence": found.confidence, "extractors": ",".join(found.extractors)}


def _discrepancy_rows(deal: DealEntry) -> Iterable[dict[str, object]]:
    score = score_deal(deal)
    for hit in score.hits:
        yield {
            **_reported(deal, "found", hit.found),
            **_planted(hit.expected),
            "right_kind": hit.right_kind,
        }
    for expected in score.missed:
        yield {"deal": deal.id, "outcome": "missed", "message": expected.why or None, **_planted(expected)}
    told = {id(hit.found) for hit in score.hits}
    false = {id(found) for found in score.false_flags}
    extra = {id(found) for found in score.extra}
    for found in deal.discrepancies:
        if id(found) not in told:
            outcome = "false flag" if id(found) in false else "extra" if id(found) in extra else "not counted"
            yield _reported(deal, outcome, found)


def _planted(expected: Expected) -> dict[str, object]:
    return {
        "expected_kind": expected.kind,
        "field": expected.field,
        "key": expected.key,
        "document_value": _worded(expected.field, expected.document_value),
        "record_value": _worded(expected.field, expected.record_value),
    }


def _reported(deal: DealEntry, outcome: str, found: DiscrepancyShape) -> dict[str, object]:
    exposure = found.exposure
    return {
        "deal": deal.id,
        "outcome": outcome,
        "kind": str(found.kind),
        "field": found.field,
        "key": found.key,
        "code": found.code,
        "severity": found.severity,
        "owner": found.owner,
        "document_value": _worded(found.field, found.document_value),
        "record_value": _worded(found.field, found.record_value),
        "exposure": exposure_in_words(exposure.amount, exposure.currency, exposure.days) or None,
        "message": found.message,
    }


def _worded(field: str, value: JsonValue) -> str | None:
    return None if value is None else describe(field, value)
