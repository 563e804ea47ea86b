"""Words and their places are packed into columns, and come out as they went in."""

import pickle

import pytest

from sowcheck.core.documents import Coverage, Document
from sowcheck.core.spans import Box, Edit, Edits, PlacedWord, PlacedWords, Span
from sowcheck.ingest.apart import wire
from sowcheck.ingest.layout.content import Glyph, Style
from sowcheck.ingest.layout.kept import KeptGlyphs, characters_of

WORDS = (
    PlacedWord(0, 3, Box(1, 72.0, 100.13, 88.4, 112.01)),
    PlacedWord(4, 9, Box(1, 91.2, 100.13, 130.77, 112.01)),
    PlacedWord(10, 14, Box(2, 72.0, 80.55, 99.99, 92.0)),
    PlacedWord(15, 17, Box(1, 72.0, 800.0, 84.25, 812.5)),
)


def document() -> Document:
    return Document(
        name="sow.pdf",
        sha256="0" * 64,
        media_type="application/pdf",
        text="the fixed fees no",
        words=PlacedWords(WORDS),
        coverage=Coverage(units=1),
    )


def test_words_come_out_as_they_went_in() -> None:
    packed = PlacedWords(WORDS)
    assert tuple(packed) == WORDS
    assert [packed[index] for index in range(-4, 4)] == [WORDS[index] for index in range(-4, 4)]
    assert tuple(packed[1:3]) == WORDS[1:3]
    assert packed == PlacedWords(WORDS) != PlacedWords(WORDS[:2])


def test_an_index_beyond_the_words_is_an_error() -> None:
    with pytest.raises(IndexError):
        PlacedWords(WORDS)[4]


def test_a_document_finds_the_page_and_the_boxes_of_packed_words() -> None:
    made = document()
    assert made.page_of(11) == 2
    assert made.page_of(17) is None
    assert made.boxes(Span(start=1, end=9)) == (Box(1, 72.0, 100.13, 130.77, 112.01),)
    assert made.words.runs() == {1: [range(2), range(3, 4)], 2: [range(2, 3)]}


def test_packed_words_pass_between_processes_and_take_28_bytes_each() -> None:
    many = document().model_copy(update={"words": PlacedWords(WORDS * 10_000)})
    answer = wire.packed(many)
    assert wire.unpacked(answer) == many
    assert len(answer) < 29 * len(many.words)


def test_columns_of_different_length_are_no_answer() -> None:
    good = pickle.dumps(PlacedWords(WORDS[:1]))
    packed = PlacedWords(WORDS[:1])
    packed._columns[0].append(7)
    assert wire.unpacked(good) == PlacedWords(WORDS[:1])
    with pytest.raises(wire.BrokenAnswer):
        wire.unpacked(pickle.dumps(packed))


def test_the_last_edit_before_a_place_is_found() -> None:
    edits = Edits([Edit(0, 1, 0, 2), Edit(5, 6, 6, 6)])
    assert edits.last_from(5) == Edit(0, 1, 0, 2)
    assert edits.last_from(6) == Edit(5, 6, 6, 6)
    assert Edits().last_from(3) is None


def test_the_characters_of_a_page_come_out_as_they_went_in() -> None:
    style = Style(10.0, False, False, 0)
    glyphs = [Glyph("a", 72.1, 100.3, 77.7, 110.2, 108.123456789, style), Glyph("é", 0.1, 0.2, 0.3, 0.4, 0.5, style)]
    kept = KeptGlyphs(glyphs)
    assert list(kept) == glyphs == [kept[0], kept[-1]]
    assert list(kept[1:]) == glyphs[1:]
    assert list(characters_of(kept)) == list(characters_of(glyphs)) == ["a", "é"]
    assert list(KeptGlyphs([])) == []


def test_a_noun_that_passed_between_processes_can_be_copied_and_written_like_any_other() -> None:
    again = wire.unpacked(wire.packed(document()))
    assert again == document()
    assert again.model_copy(update={"name": "other.pdf"}).name == "other.pdf"
    assert wire.unpacked(wire.packed(again)).model_dump(exclude={"words"}) == document().model_dump(exclude={"words"})
