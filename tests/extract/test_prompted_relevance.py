"""What is not asked: of the facts that people found, hardly any stands in a part that is not asked about it."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from extract_builders import document_of
from shared_data import CORPUS, needs_corpus
from sowcheck.extract.prompted.parts import parts_of
from sowcheck.extract.prompted.topics import TOPICS
from sowcheck.extract.reading import read_closely
from sowcheck.ingest.reader import read
from sowcheck.segment.outline import segment

DEALS = Path(__file__).resolve().parents[2] / "fixtures" / "deals"
TOPIC_OF = {field: topic.name for topic in TOPICS.values() for field in topic.fields}


def asked(path: Path, facts: list[dict[str, Any]], most: int) -> Iterator[bool]:
    """Of each fact whose words are found, whether the part that holds them is asked about its topic."""
    document = read(path)
    parts = parts_of(read_closely(document, segment(document)), most)
    for fact in facts:
        words = r"\s+".join(map(re.escape, fact["quote"].split()))
        found = re.search(words, document.text)
        if found and fact["field"] in TOPIC_OF:
            holding = (part for part in parts if any(span.start <= found.start() < span.end for span in part.spans))
            yield TOPIC_OF[fact["field"]] in next(holding).topics


def test_the_facts_of_the_fixtures_are_asked_for_also_in_small_parts() -> None:
    asked_for = [
        one
        for gold in sorted(DEALS.glob("*/gold.json"))
        for name, facts in json.loads(gold.read_text("utf-8"))["documents"].items()
        for one in asked(gold.parent / name, facts, 2000)
    ]
    assert len(asked_for) > 700
    assert asked_for.count(False) <= len(asked_for) / 100


@needs_corpus
@pytest.mark.parametrize("name", ["D02.pdf", "D05.pdf", "D11.pdf", "D14.docx"])
def test_the_facts_of_real_documents_are_asked_for(name: str) -> None:
    path = CORPUS / name
    facts = json.loads(path.with_suffix(".gold.json").read_text("utf-8"))["facts"]
    asked_for = list(asked(path, facts, 4000))
    assert len(asked_for) > 10
    assert asked_for.count(False) <= len(asked_for) / 50


@pytest.mark.parametrize(
    ("words", "topic"),
    [
        ("The fee is EUR 900.", "fees_and_billing"),
        ("Invoices follow at the end of each month.", "fees_and_billing"),
        ("40% of the price is paid when the report has been accepted.", "milestones"),
        ("The Supplier shall prepare a plan and a map.", "scope_and_responsibilities"),
        ("The Supplier has no obligation to repair the roof.", "scope_and_responsibilities"),
        ("Any amendment has to be in writing and signed.", "acceptance_and_change"),
        ("The project manager is Ann Okoro.", "staffing_and_skills"),
        ("This contract is governed by the laws of Ruritania.", "legal"),
    ],
)
def test_words_that_say_it_outright_are_asked_about_under_any_heading(words: str, topic: str) -> None:
    document = document_of(f"# Miscellaneous\n\n{words}\n")
    (part,) = parts_of(read_closely(document, segment(document)))
    assert topic in part.topics


def test_a_clause_on_secrets_is_not_asked_about_money_or_law() -> None:
    secrets = "Each party keeps what it learns of the other to itself and tells nobody. " * 20
    document = document_of(f"# Confidentiality\n\n{secrets}\n")
    (part,) = parts_of(read_closely(document, segment(document)))
    assert not {"fees_and_billing", "milestones", "legal"} & set(part.topics)
