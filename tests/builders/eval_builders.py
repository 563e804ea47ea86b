"""Builders for logs, entries and datasets of the evaluation."""

import json
from collections.abc import Sequence
from pathlib import Path

from pydantic import JsonValue

from sowcheck.evals.log import (
    Code,
    Configuration,
    DatasetInfo,
    DealEntry,
    DocumentEntry,
    End,
    Expected,
    GoldFact,
    Header,
    Log,
    Seconds,
)
from sowcheck.report.model import DiscrepancyShape, ExposureShape, VerdictShape
from sowcheck.report.shapes.assumptions import AssumptionShape

ROOT = Path(__file__).resolve().parents[2]
FIXTURES = ROOT / "fixtures"


def gold(field: str, value: JsonValue, quote: str = "words", page: int | None = None) -> GoldFact:
    """A gold fact."""
    return GoldFact(field=field, value=value, quote=quote, page=page)


def found(
    field: str,
    value: JsonValue,
    quote: str = "words",
    *,
    page: int | None = None,
    proven: bool = True,
    confidence: float = 0.9,
    boxes: Sequence[tuple[float, float, float, float]] = (),
) -> AssumptionShape:
    """A prediction."""
    return AssumptionShape(
        id="a-1",
        field=field,
        value=value,
        document="doc-1",
        page=page,
        span=(0, max(1, len(quote))),
        quote=quote,
        boxes=tuple(boxes),
        proof="proven" if proven else "unproven",
        confidence=confidence,
        extractors=("rules@1",),
    )


def document(
    name: str = "D1",
    facts: Sequence[GoldFact] = (),
    predictions: Sequence[AssumptionShape] = (),
    *,
    deal: str | None = None,
    pages: int | None = 2,
) -> DocumentEntry:
    """A document's entry."""
    return DocumentEntry(
        id=name,
        deal=deal,
        file=f"{name.rsplit('/', 1)[-1]}.pdf",
        sha256=f"sha of {name}",
        gold_sha256=f"gold of {name}",
        format="pdf",
        pages=pages,
        characters=2000,
        seconds=Seconds(read=0.1, segment=0.2, extract=0.3),
        predictions=tuple(predictions),
        gold=tuple(facts),
    )


def flag(kind: str, field: str, key: str | None = None, name: str = "d-1") -> DiscrepancyShape:
    """A reported discrepancy."""
    return DiscrepancyShape.model_validate(
        {
            "id": name,
            "code": "SC201",
            "kind": kind,
            "field": field,
            "key": key,
            "severity": "high",
            "owner": "finance",
            "document_value": "1",
            "record_value": "2",
            "exposure": ExposureShape(amount=None, currency=None, days=None),
            "assumptions": (),
            "record_values": (),
            "message": "They differ.",
            "advice": "Look.",
        }
    )


def verdict(field: str, outcome: str) -> VerdictShape:
    """A field's verdict."""
    return VerdictShape.model_validate(
        {"field": field, "key": None, "verdict": outcome, "assumptions": (), "record_values": ()}
    )


def deal(
    name: str = "P1",
    expected: Sequence[Expected] = (),
    discrepancies: Sequence[DiscrepancyShape] = (),
    verdicts: Sequence[VerdictShape] = (),
    *,
    must_match: Sequence[str] = (),
    hidden_scope: Sequence[str] = (),
    not_scored: dict[str, str] | None = None,
) -> DealEntry:
    """A deal's entry."""
    return DealEntry(
        id=name,
        documents=(),
        records=(),
        gold_sha256=f"gold of {name}",
        seconds=1.0,
        gate="blocked",
        expected=tuple(expected),
        discrepancies=tuple(discrepancies),
        verdicts=tuple(verdicts),
        must_match=tuple(must_match),
        hidden_scope=tuple(hidden_scope),
        not_scored=not_scored or {},
    )


def log(
    documents: Sequence[DocumentEntry] = (),
    deals: Sequence[DealEntry] = (),
    *,
    run: str = "run-1",
    dataset: str = "dataset-1",
) -> Log:
    """A whole log."""
    return Log(
        header=Header(
            id=run,
            started="2026-06-01T00:00:00+00:00",
            code=Code(version="1", source_sha256="source"),
            configuration=Configuration(extractors=("rules",), policy_sha256="policy"),
            dataset=DatasetInfo(name="made", sha256=dataset, documents=len(documents), deals=len(deals)),
        ),
        documents=tuple(documents),
        deals=tuple(deals),
        end=End(finished="2026-06-01T00:00:01+00:00", documents=len(documents), deals=len(deals), errors=0),
    )


def replaced(log: Log, documents: Sequence[DocumentEntry], run: str = "run-2") -> Log:
    """The log of another run with other documents."""
    return log.model_copy(update={"header": log.header.model_copy(update={"id": run}), "documents": tuple(documents)})


SOW = """# Statement of Work

This Statement of Work is effective as of June 4, 2026 and is made between Larch Hollow Consulting LLC ("Consultant")
and Pine Ridge Insurance Company ("Client").

The Client will pay each invoice within {days} days after receipt.
"""


def write_dataset(folder: Path, days: Sequence[int] = (30, 45, 60)) -> Path:
    """A small dataset of single documents, each with its own payment terms."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, count in enumerate(days, start=1):
        (folder / f"S{number}.md").write_text(SOW.format(days=count), encoding="utf-8")
        facts = [
            {
                "field": "billing.payment_terms_days",
                "value": count,
                "quote": f"pay each invoice within {count} days after receipt",
                "page": None,
            },
            {
                "field": "doc.effective_date",
                "value": "2026-06-04",
                "quote": "effective as of June 4, 2026",
                "page": None,
            },
        ]
        shape = {"document": f"S{number}.md", "facts": facts, "notes": ""}
        (folder / f"S{number}.gold.json").write_text(json.dumps(shape), encoding="utf-8")
    return folder
