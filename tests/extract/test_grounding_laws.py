"""However a model misreads, no wrong value is proven; and what it reads rightly mostly is, or is quoted."""

import json
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grounding_builders import Said, answers
from misreading_builders import deal_facts, facts_of, is_gold, misread, read_once
from shared_data import CORPUS, ROOT, needs_corpus
from sowcheck.core.fields import FIELDS
from sowcheck.core.values import to_json
from sowcheck.extract.candidates import Candidate
from sowcheck.extract.prompted.ground import grounded

FIXTURES = ROOT / "fixtures" / "deals"
PAPERS = [
    (path, deal_facts(folder, path.name))
    for folder in sorted(FIXTURES.iterdir())
    for path in sorted(folder.iterdir())
    if path.suffix in (".pdf", ".docx")
]
ANSWERS = 25
"""Facts of one answer: an answer is read as a whole."""


def found_in(path: Path, said: list[Said]) -> list[Candidate]:
    reading = read_once(path)
    return grounded(reading, answers(reading, *said))[0]


def wrongly_proven(path: Path, said: list[Said], facts: list[Said]) -> list[tuple[str, object, str]]:
    text = read_once(path).text
    return [
        (each.field, each.value, each.quote.of(text))
        for each in found_in(path, said)
        if each.proof
        and each.proof.status == "proven"
        and not is_gold(each.field, to_json(each.value, FIELDS[each.field].kind), facts)
    ]


def some(facts: list[Said], chance: Random) -> list[Said]:
    return chance.sample(facts, min(ANSWERS, len(facts)))


@settings(deadline=None, max_examples=80)
@given(st.sampled_from(PAPERS), st.randoms(use_true_random=False))
def test_no_misreading_of_our_papers_is_proven(paper: tuple[Path, list[Said]], chance: Random) -> None:
    path, facts = paper
    said = misread(some(facts, chance), read_once(path).text, chance)
    assert wrongly_proven(path, said, facts) == []


def corpus() -> list[tuple[Path, list[Said]]]:
    golds = sorted(CORPUS.glob("D*.gold.json")) if CORPUS.is_dir() else []
    papers = ((next(CORPUS.glob(f"{gold.name.split('.')[0]}.[pd]*")), gold) for gold in golds)
    return [(path, facts_of(json.loads(gold.read_text(encoding="utf-8"))["facts"])) for path, gold in papers]


@needs_corpus
@settings(deadline=None, max_examples=60)
@given(st.data())
def test_no_misreading_of_a_real_document_is_proven(data: st.DataObject) -> None:
    path, facts = data.draw(st.sampled_from(corpus()))
    chance = data.draw(st.randoms(use_true_random=False))
    said = misread(some(facts, chance), read_once(path).text, chance)
    assert wrongly_proven(path, said, facts) == []


@pytest.mark.parametrize(("path", "facts"), PAPERS, ids=[f"{path.parent.name}-{path.name}" for path, _ in PAPERS])
def test_what_a_paper_says_is_found_and_most_of_it_is_shown(path: Path, facts: list[Said]) -> None:
    found = found_in(path, facts)
    assert len(found) == len(facts)
    shown = [each for each in found if each.proof and each.proof.status != "unproven"]
    assert len(shown) >= 0.6 * len(found)
