"""Real papers with gold, as sentences with labelled spans: what a model is judged by, never what is shipped.

The corpus lies outside this repository (`shared/corpus`); where it is absent, nothing here is needed.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from sowcheck.extract.lists.grammar.prose import prose
from sowcheck.extract.reading import Reading, read_closely
from sowcheck.ingest.reader import read
from sowcheck.segment.outline import segment
from training.ner.labelled import Entity, Labelled

_PARTS = {
    "customer.legal_name": (("", "PARTY"),),
    "supplier.legal_name": (("", "PARTY"),),
    "staffing.roles": (("role", "ROLE"), ("person", "PERSON")),
    "staffing.key_personnel": (("role", "ROLE"), ("person", "PERSON")),
    "doc.signatories": (("name", "PERSON"), ("title", "ROLE")),
    "staffing.skills": (("", "SKILL"),),
    "scope.integrations": (("system", "SYSTEM"),),
    "scope.deliverables": (("name", "DELIVERABLE"),),
}
"""Which words of a fact are an entity: the value itself, or a part of it."""

_LONGEST = 12
"""Words; longer statements are clauses, not names of things."""


@dataclass(slots=True)
class Paper:
    """One document of the corpus."""

    name: str
    licence: str
    reading: Reading
    sentences: list[Labelled] = field(default_factory=list)
    """Those that hold an entity of the gold."""
    empty: list[Labelled] = field(default_factory=list)
    """As many that hold none."""


def papers(corpus: Path) -> Iterator[Paper]:
    """Every document of the corpus that has gold."""
    licences = {row["id"]: row["licence"] for row in json.loads((corpus / "index.json").read_text(encoding="utf-8"))}
    for gold in sorted(corpus.glob("*.gold.json")):
        name = gold.name.split(".")[0]
        path = next(path for path in corpus.glob(f"{name}.*") if path.suffix in (".pdf", ".docx"))
        document = read(path)
        paper = Paper(name, licences[name], read_closely(document, segment(document)))
        labelled = list(_labelled(paper, json.loads(gold.read_text(encoding="utf-8"))["facts"]))
        paper.sentences = [one for one in labelled if one.entities]
        empty = [one for one in labelled if not one.entities]
        paper.empty = empty[:: max(1, len(empty) // max(1, len(paper.sentences)))]
        yield paper


def _labelled(paper: Paper, facts: list[dict[str, object]]) -> Iterator[Labelled]:
    wanted = _wanted(facts)
    terms = paper.reading.party_words("customer") | paper.reading.party_words("supplier")
    wanted["ROLE"] = {words for words in wanted.get("ROLE", ()) if words.casefold() not in terms}
    for one in prose(paper.reading):
        text = flat(one.text)
        yield Labelled(text, _found(text, wanted), paper.name)


def flat(text: str) -> str:
    """The text with every white space as one blank, so that each offset stays."""
    return re.sub(r"\s", " ", text)


def _wanted(facts: list[dict[str, object]]) -> dict[str, set[str]]:
    """Words of the gold by label."""
    wanted: dict[str, set[str]] = {}
    for fact in facts:
        value = fact["value"]
        for part, label in _PARTS.get(str(fact["field"]), ()):
            words = value.get(part) if part and isinstance(value, dict) else value
            if isinstance(words, str) and len(words) >= 2 and len(words.split()) <= _LONGEST:
                wanted.setdefault(label, set()).add(words)
    return wanted


def _found(text: str, wanted: dict[str, set[str]]) -> tuple[Entity, ...]:
    """Every place in a sentence where words of the gold stand; the longest first, none inside another."""
    places: list[Entity] = []
    rows = sorted(((words, label) for label, some in wanted.items() for words in some), key=lambda row: -len(row[0]))
    for words, label in rows:
        loose = r"\s+".join(map(re.escape, words.split()))
        for match in re.finditer(rf"(?<!\w){loose}(?!\w)", text, re.IGNORECASE):
            if all(match.end() <= other.start or other.end <= match.start() for other in places):
                places.append(Entity(match.start(), match.end(), label))
    return tuple(sorted(places, key=lambda place: place.start))
