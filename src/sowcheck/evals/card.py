"""A scorecard: the verdict on every single fact of a log, and nothing else. What comparisons and baselines are made of.

A fact is named by its field and a fingerprint of its value, so that a card holds no words of a document.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence

from pydantic import Field, JsonValue

from sowcheck.core.noun import Noun
from sowcheck.evals.counts import Counts
from sowcheck.evals.log import Code, Configuration, DatasetInfo, DealEntry, DocumentEntry, Log
from sowcheck.evals.scorers.checking import score_deal
from sowcheck.evals.scorers.facts import FactVerdict, Judgement, judge
from sowcheck.report.model import DiscrepancyShape

_DIGITS = 10
_WORDS = 90


class FactCard(Noun):
    """What became of one fact."""

    verdict: FactVerdict
    gold: str = ""
    """The gold value in short, for people; empty on a card that was read from a baseline."""
    found: str = ""
    """The predicted value in short; empty if there was none."""


class DocumentCard(Noun):
    """The facts of one document, by field and name; invented ones are among them."""

    sha256: str
    gold_sha256: str
    facts: dict[str, dict[str, FactCard]]

    def same_content(self, other: "DocumentCard") -> bool:
        """Whether both are about the same file with the same gold."""
        return (self.sha256, self.gold_sha256) == (other.sha256, other.gold_sha256)

    def counts(self, field: str) -> Counts:
        """The counts of one field."""
        numbers = Counter(fact.verdict for fact in self.facts.get(field, {}).values())
        return Counts(*(numbers[verdict] for verdict in FactVerdict))


class PlantedCard(Noun):
    """What became of a planted discrepancy."""

    field: str
    found: bool
    right_kind: bool
    label: str = ""


class FlagCard(Noun):
    """A flag without cause on a field that agrees."""

    field: str
    label: str = ""


class DealCard(Noun):
    """The check of one deal."""

    content_sha256: str
    """Hash over gold, documents and records."""
    planted: dict[str, PlantedCard]
    false_flags: dict[str, FlagCard]
    hidden: dict[str, bool]
    """By field of the hidden scope: whether it was seen."""
    matching_fields: int


class Card(Noun):
    """Every verdict of a log."""

    log: str
    """Id of the run."""
    code: Code
    configuration: Configuration
    dataset: DatasetInfo
    documents: dict[str, DocumentCard] = Field(default_factory=dict)
    deals: dict[str, DealCard] = Field(default_factory=dict)


def card_of(log: Log) -> Card:
    """The scorecard of a log."""
    return Card(
        log=log.header.id,
        code=log.header.code,
        configuration=log.header.configuration,
        dataset=log.header.dataset,
        documents={entry.id: _document(entry, judge(entry)) for entry in log.documents},
        deals={entry.id: _deal(entry, log.documents_of(entry)) for entry in log.deals},
    )


def fact_name(value: JsonValue, other: Mapping[str, object]) -> str:
    """A name for a value that says nothing about it, unlike those that stand already; the same in every log."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    name = hashlib.sha256(text.encode()).hexdigest()[:_DIGITS]
    number = 1
    while (numbered := name if number == 1 else f"{name}~{number}") in other:
        number += 1
    return numbered


def _document(entry: DocumentEntry, judgements: Sequence[Judgement]) -> DocumentCard:
    facts: dict[str, dict[str, FactCard]] = {}
    # Gold facts first: their names must not depend on what was invented beside them.
    for found in sorted(judgements, key=lambda judgement: judgement.gold is None):
        held = facts.setdefault(found.field, {})
        if found.gold is not None:
            name = fact_name(found.gold.value, held)
        else:
            name = f"+{fact_name(_predicted(found), {key[1:]: None for key in held if key[0] == '+'})}"
        held[name] = FactCard(
            verdict=found.verdict,
            gold=_short(found.gold.value) if found.gold else "",
            found=_short(found.prediction.value) if found.prediction else "",
        )
    return DocumentCard(sha256=entry.sha256, gold_sha256=entry.gold_sha256, facts=facts)


def _predicted(found: Judgement) -> JsonValue:
    return found.prediction.value if found.prediction else None


def _deal(entry: DealEntry, documents: Sequence[DocumentEntry]) -> DealCard:
    scored = score_deal(entry)
    by_expected = {id(hit.expected): hit for hit in scored.hits}
    planted: dict[str, PlantedCard] = {}
    for expected in entry.expected:
        hit = by_expected.get(id(expected))
        name = fact_name([expected.kind, expected.field, expected.key, expected.document_value], planted)
        planted[name] = PlantedCard(
            field=expected.field,
            found=hit is not None,
            right_kind=hit is not None and hit.right_kind,
            label=f"{expected.kind} {expected.key or ''}".strip(),
        )
    flags: dict[str, FlagCard] = {}
    for flag in scored.false_flags:
        flags[fact_name([flag.kind, flag.field, flag.key], flags)] = FlagCard(field=flag.field, label=_flag(flag))
    return DealCard(
        content_sha256=_content(entry, documents),
        planted=planted,
        false_flags=flags,
        hidden={**dict.fromkeys(scored.hidden_seen, True), **dict.fromkeys(scored.hidden_missed, False)},
        matching_fields=scored.matching_fields,
    )


def _flag(flag: DiscrepancyShape) -> str:
    return f"{flag.code} {_short(flag.document_value)} against {_short(flag.record_value)}"


def _content(entry: DealEntry, documents: Sequence[DocumentEntry]) -> str:
    parts = [entry.gold_sha256, *(document.sha256 for document in documents), *(row.sha256 for row in entry.records)]
    return hashlib.sha256(" ".join(parts).encode()).hexdigest()


def _short(value: JsonValue) -> str:
    """The value on one line."""
    if isinstance(value, dict):
        text = ", ".join(f"{key} {part}" for key, part in value.items() if part is not None)
    else:
        text = "nothing" if value is None else str(value)
    text = " ".join(text.split())
    return text if len(text) <= _WORDS else f"{text[: _WORDS - 1]}…"
