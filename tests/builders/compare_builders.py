"""Small deals for tests of comparing: papers whose text is the quotes of what they state, and records with values."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from typing import Any

from sowcheck.compare.compare import Comparison, compare
from sowcheck.compare.values.context import DealContext
from sowcheck.core.assumptions import Assumption, Proof
from sowcheck.core.cases import CaseDocument
from sowcheck.core.clauses import Clause, Outline
from sowcheck.core.discrepancies import Discrepancy
from sowcheck.core.documents import Block, BlockKind, Comment, Coverage, Document, HiddenText, Revision, Unread
from sowcheck.core.fields import FIELDS
from sowcheck.core.items import Milestone, PriceLine, RateLine, Signatory
from sowcheck.core.policy import Policy
from sowcheck.core.quantities import Money
from sowcheck.core.readings import ModelReading
from sowcheck.core.records import Record, RecordValue
from sowcheck.core.spans import Quote, Span
from sowcheck.extract.case_document import case_document
from sowcheck.extract.reading import read_closely
from sowcheck.segment.definitions import definitions
from sowcheck.settings import load_policy

POLICY = load_policy(None)
CONTEXT = DealContext(policy=POLICY)
Fact = tuple[str, Any]
"""A field and its value; what kind of value the comparison checks."""


def money(amount: str, currency: str = "EUR") -> Money:
    return Money(amount=Decimal(amount), currency=currency)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def line(description: str, amount: str | None = None, **more: str) -> PriceLine:
    figures = {name: Decimal(value) for name, value in more.items() if name in ("quantity", "unit_price")}
    return PriceLine(
        description=description,
        amount=Decimal(amount) if amount else None,
        currency="EUR",
        unit=more.get("unit"),
        quantity=figures.get("quantity"),
        unit_price=figures.get("unit_price"),
    )


def milestone(name: str, amount: str | None = None, due: str | None = None, percent: str | None = None) -> Milestone:
    return Milestone(
        name=name,
        amount=Decimal(amount) if amount else None,
        currency="EUR" if amount else None,
        percent=Decimal(percent) if percent else None,
        due=day(due) if due else None,
    )


def rate(role: str, amount: str, per: str = "day") -> RateLine:
    return RateLine.model_validate({"role": role, "amount": amount, "currency": "EUR", "per": per})


def signed(party: str, date: str | None, *, name: str = "A. Berg", title: str = "Director") -> Fact:
    shape = {"party": party, "name": name, "title": title, "date": date}
    return ("doc.signatories", Signatory.model_validate({key: value for key, value in shape.items() if value}))


EXECUTED: tuple[Fact, ...] = (
    ("doc.signature_status", "completed"),
    signed("customer", "2026-05-04"),
    signed("supplier", "2026-05-05"),
)


MODEL = "llm@test-model:fees_and_billing.v1#3fa9c1d2"
UNPROVEN = Proof(status="unproven", reason="the quote does not state this amount")


class Paper:
    """A document in the making: each fact is quoted by a line of its own unless `text` has its quote, and `text` follows.

    Facts of the fields in `read_by_model` are what a language model alone says, unproven.
    """

    def __init__(
        self,
        kind: str,
        *facts: Fact,
        name: str | None = None,
        text: str = "",
        confidence: float = 0.95,
        executed: bool = True,
        revisions: Sequence[Revision] = (),
        comments: Sequence[Comment] = (),
        unread: Sequence[Unread] = (),
        hidden: Sequence[HiddenText] = (),
        wordless_changes: int = 0,
        metadata: Mapping[str, str] | None = None,
        quoting: Mapping[str, str] | None = None,
        outline: Outline | None = None,
        read_by_model: Collection[str] = (),
        model_reading: ModelReading | None = None,
    ) -> None:
        self.read_by_model, self.model_reading = read_by_model, model_reading
        self.outline = outline
        self.wordless_changes = wordless_changes
        self.name = name or f"{kind}.txt"
        self.facts: list[Fact] = [("doc.kind", kind), *(EXECUTED if executed else ()), *facts]
        self.text = text
        self.quoting = quoting or {}
        self.confidence = confidence
        self.revisions, self.comments, self.unread = tuple(revisions), tuple(comments), tuple(unread)
        self.hidden, self.metadata = tuple(hidden), dict(metadata or {})

    def built(self, id_: str) -> tuple[CaseDocument, list[Assumption]]:
        quotes = [
            self.quoting.get(field, f"{FIELDS[field].title} ({place})") for place, (field, _) in enumerate(self.facts)
        ]
        text = "\n".join([*(quote for quote in quotes if quote not in self.text), self.text])
        assumptions = []
        for place, ((field, value), quote) in enumerate(zip(self.facts, quotes, strict=True)):
            start = text.index(quote)
            span = Span(start=start, end=start + len(quote))
            assumptions.append(
                Assumption(
                    id=f"{id_}.a{place}",
                    field=field,
                    value=value,
                    document=id_,
                    page=None,
                    quote=Quote.at(text, span),
                    proof=UNPROVEN if field in self.read_by_model else Proof(status="proven"),
                    confidence=self.confidence,
                    extractors=(MODEL if field in self.read_by_model else "rules@1:test",),
                )
            )
        document = Document(
            name=self.name,
            sha256="0" * 64,
            media_type="text/plain",
            text=text,
            blocks=_lines(text),
            revisions=self.revisions,
            comments=self.comments,
            hidden=self.hidden,
            wordless_changes=self.wordless_changes,
            metadata=self.metadata,
            coverage=Coverage(units=len(quotes) + 1, unread=self.unread),
        )
        made = case_document(id_, read_closely(document, self.outline or _bare(text)), assumptions)
        return made.model_copy(update={"model_reading": self.model_reading}), assumptions


def _lines(text: str) -> tuple[Block, ...]:
    """A paragraph for each line."""
    blocks, start = [], 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Block(kind=BlockKind.PARAGRAPH, span=Span(start=start, end=start + len(line))))
        start += len(line) + 1
    return tuple(blocks)


def _bare(text: str) -> Outline:
    """A document without clauses."""
    whole = Span(start=0, end=len(text))
    root = Clause(index=0, parent=None, level=0, number=None, heading=None, span=whole, body=whole)
    return Outline(clauses=(root,), definitions=definitions(text))


Records = Mapping[str, Sequence[Fact]]
"""Values by object name; each object is a record of its own. "Quote#L4" is line L4 of the record of "Quote"."""


def recorded(records: Records) -> tuple[list[Record], list[RecordValue]]:
    made: dict[str, Record] = {}
    values: list[RecordValue] = []
    for key, facts in records.items():
        name, _, line_id = key.partition("#")
        id_ = made[name].id if name in made else f"rec-{len(made) + 1}"
        record_id = line_id or f"R-{id_[4:]}"
        made.setdefault(
            name,
            Record(id=id_, name=f"{name}.json", sha256="1" * 64, system="salesforce", object=name, record_id=record_id),
        )
        values += [
            RecordValue(
                id=f"{id_}.v{len(values) + place}",
                field=field,
                value=value,
                record=id_,
                system="salesforce",
                object=name,
                record_id=record_id,
                path=f"{key}.{place}",
                raw=str(value),
            )
            for place, (field, value) in enumerate(facts)
        ]
    return list(made.values()), values


def compared(papers: Sequence[Paper], records: Records | None = None, policy: Policy = POLICY) -> Comparison:
    built = [paper.built(f"doc-{number}") for number, paper in enumerate(papers, start=1)]
    made, values = recorded(records or {})
    return compare(
        [document for document, _ in built], [each for _, own in built for each in own], made, values, policy
    )


def found(comparison: Comparison, code: str) -> list[Discrepancy]:
    return [each for each in comparison.discrepancies if each.code == code]


def contradictions(comparison: Comparison) -> list[tuple[str, str, str | None]]:
    """Everything but hidden scope, as code, field and key."""
    return [(each.code, each.field, each.key) for each in comparison.discrepancies if each.kind != "missing_in_record"]


def outcomes(comparison: Comparison, field: str) -> list[str]:
    return [str(each.verdict) for each in comparison.verdicts if each.field == field]
