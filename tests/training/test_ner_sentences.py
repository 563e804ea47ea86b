"""Made sentences: their spans are exact, the same seed makes the same ones, and no frame stands on both sides."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from training.ner import patterns
from training.ner.generator import Generator
from training.ner.grammar_files import GrammarText, load_grammar
from training.ner.judge import folds_of, learnt_and_judged
from training.ner.labelled import LABELS
from training.ner.patterns import Slot
from training.ner.recogniser import Plan

GRAMMAR = load_grammar()
FRAMES = sorted(GRAMMAR.frames)


def small_grammar(**frames: str) -> GrammarText:
    rules = {
        "role": ["Test Lead", "engineer"],
        "person": ["Ida Berg"],
        "staff": ["{ROLE} {PERSON}"],
        "thing": ["plan"],
    }
    return GrammarText(rules=rules, frames=dict(frames))


@pytest.mark.parametrize(
    ("frame", "text", "words"),
    [
        ("our {PERSON} leads", "Our Ida Berg leads", [("Ida Berg", "PERSON")]),
        ("{staff} came", None, [("Ida Berg", "PERSON")]),
        ("{a} {THING}", "A plan", [("plan", "THING")]),
        ("{THING=person} and {person}", "Ida Berg and Ida Berg", [("Ida Berg", "THING")]),
        ("({PERSON}), {#7:7} days", "(Ida Berg), 7 days", [("Ida Berg", "PERSON")]),
        ("no name", "No name", []),
    ],
)
def test_the_words_that_fill_a_labelled_slot_are_its_span(
    frame: str, text: str | None, words: list[tuple[str, str]]
) -> None:
    # The seed is one that disturbs nothing.
    sentence = Generator(small_grammar(one=frame), seed=3).sentence("one")
    assert [found for found in sentence.words() if found[1] != "ROLE"] == words
    assert text is None or sentence.text == text


def test_an_enumeration_labels_each_of_its_members() -> None:
    sentence = Generator(small_grammar(one="with {ROLE+} there"), seed=3).sentence("one")
    assert {words for words, _ in sentence.words()} <= {"Test Lead", "engineer"}
    assert len(sentence.entities) == 2


@settings(max_examples=300, deadline=None)
@given(frame=st.sampled_from(FRAMES), seed=st.integers(0, 10_000))
def test_every_span_lies_on_words_of_its_own(frame: str, seed: int) -> None:
    sentence = Generator(GRAMMAR, seed=seed).sentence(frame)
    end = 0
    for entity in sentence.entities:
        words = sentence.text[entity.start : entity.end]
        assert entity.start >= end
        assert words
        assert words == words.strip()
        assert entity.label in LABELS
        end = entity.end
    assert end <= len(sentence.text)
    assert sentence.source == frame


def labelled_slots(sequence: patterns.Sequence) -> int:
    """How many labelled slots stand in a sequence outside alternatives: each must give at least one span."""
    return sum(isinstance(piece, Slot) and piece.label is not None for piece in sequence)


def test_a_frame_gives_a_span_for_each_of_its_labelled_slots() -> None:
    generator = Generator(GRAMMAR, seed=11)
    for frame in FRAMES:
        assert len(generator.sentence(frame).entities) >= labelled_slots(patterns.parse(GRAMMAR.frames[frame])), frame


def test_the_same_seed_makes_the_same_sentences_and_another_one_others() -> None:
    first, second, other = (list(Generator(GRAMMAR, seed=seed).sentences(FRAMES, 60)) for seed in (5, 5, 6))
    assert first == second
    assert first != other


def test_sentences_are_distinct() -> None:
    made = list(Generator(GRAMMAR, seed=1).sentences(FRAMES, 400))
    assert len({one.text for one in made}) == len(made) == 400


def test_no_frame_stands_on_both_sides_of_a_split() -> None:
    for held_out in folds_of(GRAMMAR, 3):
        learnt, judged = learnt_and_judged(GRAMMAR, held_out, Plan(sentences=700))
        assert {one.source for one in judged} <= held_out
        assert not {one.source for one in learnt} & held_out


def test_every_frame_is_held_out_once() -> None:
    folds = folds_of(GRAMMAR, 3)
    assert sorted(frame for fold in folds for frame in fold) == FRAMES


def test_no_listed_word_stands_on_both_sides_of_a_split() -> None:
    grammar = small_grammar(one="{ROLE}")
    grammar.rules["role"] = [f"word{number}" for number in range(60)]
    grammar.open_rules.add("role")
    known, held_out = (
        {Generator(grammar, seed=seed, part=part).sentence("one").text.casefold() for seed in range(400)}
        for part in ("known", "held_out")
    )
    known, held_out = ({words.split()[-1] for words in side} for side in (known, held_out))
    assert known
    assert held_out
    assert not known & held_out


@pytest.mark.parametrize("pattern", ["a <b|c", "a]", "{broken", "a | b", "<a]"])
def test_a_pattern_with_a_bracket_out_of_place_is_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match=r"bracket|brace"):
        patterns.parse(pattern)


def test_every_slot_of_the_grammar_has_a_rule() -> None:
    def slots(sequence: patterns.Sequence) -> set[str]:
        found = {piece.rule for piece in sequence if isinstance(piece, Slot)}
        for piece in sequence:
            if isinstance(piece, patterns.Choice):
                found |= {name for option in piece.options for name in slots(option)}
        return found

    written = [*GRAMMAR.frames.values(), *(words for rule in GRAMMAR.rules.values() for words in rule)]
    used = {name for words in written for name in slots(patterns.parse(words))}
    assert used - {"a"} <= set(GRAMMAR.rules)
    assert set(GRAMMAR.rules) <= used


def test_two_rules_of_one_name_are_refused(tmp_path: Path) -> None:
    (tmp_path / "grammar").mkdir()
    (tmp_path / "frames").mkdir()
    (tmp_path / "grammar" / "words.txt").write_text("@ role\nlead\n@ role\nclerk\n", encoding="utf-8")
    with pytest.raises(ValueError, match="role exists already"):
        load_grammar(folder=tmp_path)
