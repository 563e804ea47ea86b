"""Training in short: the same weights each time, entities are learnt, and what is written loads again."""

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from docx import Document as Word
from training.ner.__main__ import made_sentences
from training.ner.card import card
from training.ner.corpus import papers
from training.ner.figures import Counts
from training.ner.grammar_files import load_grammar
from training.ner.labelled import Entity, Labelled
from training.ner.recogniser import Plan, recognise, train, write

if TYPE_CHECKING:
    from spacy.language import Language

SHORT = Plan(sentences=48, epochs=2)


def some_sentences(count: int) -> list[Labelled]:
    return made_sentences(load_grammar(), replace(SHORT, sentences=count))


def test_training_twice_gives_the_same_weights() -> None:
    made = some_sentences(48)
    first, second = (train(made, SHORT).to_bytes() for _ in range(2))
    assert first == second


def test_another_seed_gives_other_weights() -> None:
    made = some_sentences(48)
    first, second = (train(made, replace(SHORT, seed=seed)).to_bytes() for seed in (1, 2))
    assert first != second


def test_entities_are_learnt() -> None:
    roles = ["Test Lead", "Data Engineer", "Site Manager", "Cost Analyst"]
    made = [
        Labelled(
            f"We send {article} {role}.", (Entity(len(article) + 9, len(article) + 9 + len(role), "ROLE"),), "made"
        )
        for role in roles
        for article in ("a", "the", "one", "our")
    ]
    nlp = train(made, replace(SHORT, epochs=25))
    counts = Counts()
    for one, found in zip(made, recognise(nlp, [one.text for one in made]), strict=True):
        counts.add(one, found)
    assert counts.figures()["ROLE"]["f1"] == pytest.approx(1.0, abs=0.1)


def loaded(folder: Path) -> "Language":
    import spacy

    return spacy.load(folder)


def test_what_is_written_loads_and_finds_the_same(tmp_path: Path) -> None:
    made = some_sentences(48)
    nlp = train(made, replace(SHORT, epochs=4))
    texts = [one.text for one in made]
    before = recognise(nlp, texts)
    write(nlp, tmp_path / "model")
    assert recognise(loaded(tmp_path / "model"), texts) == before


def test_what_is_written_holds_no_word_of_the_training(tmp_path: Path) -> None:
    made = Labelled("Ida Quellbarth leads.", (Entity(0, 14, "PERSON"),), "made")
    nlp = train([made] * 4, SHORT)
    assert "Quellbarth" in nlp.vocab.strings
    write(nlp, tmp_path / "model")
    written = [path.read_bytes() for path in (tmp_path / "model").rglob("*") if path.is_file()]
    assert len(written) > 5
    assert not any(b"uellbarth" in content for content in written)


def test_an_entity_that_ends_inside_a_token_teaches_nothing() -> None:
    broken = Labelled("An engineer.", (Entity(3, 8, "ROLE"),), "made")
    assert train([broken, *some_sentences(20)], SHORT).pipe_names == ["ner"]


def make_corpus(folder: Path) -> Path:
    word = Word()
    word.add_paragraph("The Supplier shall assign Ida Berg as Test Lead for the whole project.")
    word.add_paragraph("Payment is due within thirty days of the invoice date.")
    word.save(str(folder / "X1.docx"))
    facts = [
        {"field": "staffing.roles", "value": {"role": "Test Lead", "person": "Ida Berg"}, "quote": "", "page": None}
    ]
    (folder / "X1.gold.json").write_text(json.dumps({"facts": facts}), encoding="utf-8")
    (folder / "index.json").write_text(json.dumps([{"id": "X1", "licence": "CC0 1.0"}]), encoding="utf-8")
    return folder


def test_gold_of_a_real_paper_becomes_spans(tmp_path: Path) -> None:
    (paper,) = papers(make_corpus(tmp_path))
    assert [one.words() for one in paper.sentences] == [[("Ida Berg", "PERSON"), ("Test Lead", "ROLE")]]
    assert [one.text for one in paper.empty] == ["Payment is due within thirty days of the invoice date."]
    assert {one.source for one in paper.sentences} == {"X1"}


def test_figures_count_exact_and_touched_entities() -> None:
    counts = Counts()
    gold = Labelled("Ida Berg and Test Lead", (Entity(0, 8, "PERSON"), Entity(13, 22, "ROLE")), "one")
    counts.add(gold, [Entity(0, 8, "PERSON"), Entity(18, 22, "ROLE"), Entity(9, 12, "ROLE")])
    figures = counts.figures()
    assert figures["PERSON"] == {"gold": 1, "precision": 1.0, "recall": 1.0, "f1": 1.0, "touched": 1.0}
    assert figures["ROLE"] == {"gold": 1, "precision": 0.0, "recall": 0.0, "f1": 0.0, "touched": 1.0}
    assert "SKILL" not in figures


def test_the_card_says_what_was_measured_and_nothing_else() -> None:
    counts = Counts()
    counts.add(Labelled("Ida Berg", (Entity(0, 8, "PERSON"),), "one"), [])
    data = {"sentences": 10, "words": 20, "entities": 3, "frames": 4, "rules": 5}
    figures: dict[str, object] = {"plan": {"seed": 1, "epochs": 2}, "data": data, "held_out_frames": counts.figures()}
    text = card(figures)
    assert "| person | 1 | - | 0.00 | 0.00 | 0.00 |" in text.casefold()
    assert "Held-out frames" in text
    assert "Real papers, none of which" not in text
