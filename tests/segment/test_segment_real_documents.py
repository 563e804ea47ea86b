"""The outline of real documents: parties and signature blocks against the gold labels, and the time it takes."""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from segment_builders import words
from shared_data import CORPUS, DEALS, needs_corpus, needs_deals
from sowcheck.core.clauses import Outline
from sowcheck.core.documents import Document
from sowcheck.ingest.reader import read
from sowcheck.segment.outline import segment

Facts = list[dict[str, object]]


def papers() -> Iterator[tuple[Path, Facts]]:
    """Every labelled document with its facts."""
    for gold in sorted(CORPUS.glob("D*.gold.json")):
        labels = json.loads(gold.read_text())
        yield CORPUS / labels["document"], labels["facts"]
    for gold in sorted(DEALS.glob("*/gold.json")):
        for name, facts in json.loads(gold.read_text())["documents"].items():
            yield gold.parent / name, facts["facts"] if isinstance(facts, dict) else facts


@cache
def outlined(path: Path) -> tuple[Document, Outline]:
    document = read(path)
    return document, segment(document)


def plain(value: object) -> str:
    return re.sub(r"[\W_]+", " ", str(value or "").casefold()).strip()


@needs_corpus
@needs_deals
def test_nearly_all_parties_are_named_as_the_gold_says() -> None:
    wrong = []
    total = 0
    for path, facts in papers():
        _, outline = outlined(path)
        gold = {
            str(fact["field"]).partition(".")[0]: fact["value"] for fact in facts if "legal_name" in str(fact["field"])
        }
        for role in ("customer", "supplier"):
            party = next((party for party in outline.parties if party.role == role), None)
            total += 1
            if plain(gold.get(role)) != plain(party.name if party else None):
                wrong.append((path.name, role))
    assert len(wrong) <= 0.05 * total, wrong


@needs_corpus
@needs_deals
def test_most_signers_are_found_with_party_name_title_and_date() -> None:
    missed = []
    total = 0
    for path, facts in papers():
        document, outline = outlined(path)
        found = {
            (
                block.party,
                plain(words(document, block.name)),
                plain(words(document, block.title)),
                block.date is not None,
            )
            for block in outline.signature_blocks
        }
        for fact in facts:
            if fact["field"] == "doc.signatories" and isinstance(signer := fact["value"], dict):
                total += 1
                wanted = (signer["party"], plain(signer.get("name")), plain(signer.get("title")), "date" in signer)
                if wanted not in found:
                    missed.append((path.name, wanted))
    assert len(missed) <= 0.1 * total, missed


@needs_corpus
@needs_deals
def test_marks_tell_the_signature_status() -> None:
    wrong = []
    total = 0
    for path, facts in papers():
        _, outline = outlined(path)
        signed = {block.party for block in outline.signature_blocks if block.mark}
        status = "completed" if {"customer", "supplier"} <= signed else "partially_signed" if signed else "unsigned"
        found = status if outline.signature_blocks else None
        gold = next((fact["value"] for fact in facts if fact["field"] == "doc.signature_status"), None)
        total += 1
        if found != gold:
            wrong.append((path.name, found, gold))
    assert len(wrong) <= 0.07 * total, wrong


@needs_corpus
@needs_deals
def test_every_paper_has_clauses_whose_words_are_in_the_text() -> None:
    for path, _ in papers():
        document, outline = outlined(path)
        assert outline.clauses[0].span.end == len(document.text)
        assert len(outline.clauses) > 1 or path.name.startswith("order_form"), path.name
