"""The index of needles never denies a needle that stands in a text."""

from hypothesis import given
from hypothesis import strategies as st

from sowcheck.parse.cues import Cue, index_cues
from sowcheck.parse.piece_index import ANY, PieceIndex

letters = st.text(alphabet="abK %-’é\t", max_size=12)


@given(st.lists(letters, max_size=6), letters)
def test_a_text_has_the_bit_of_every_needle_in_it(needles: list[str], text: str) -> None:
    needles = [needle.lower() for needle in needles]
    index = PieceIndex(needles)
    for needle in needles:
        if needle in text.lower():
            assert index.mask([needle]) & index.bits[text]


def test_a_text_lacks_the_bit_of_a_needle_that_no_word_of_it_holds() -> None:
    index = PieceIndex(["invoic", "due date", "%", "subcontractors"])
    assert not index.mask(["invoic", "%"]) & index.bits["Payable on the due date"]
    assert index.mask(["due date"]) & index.bits["the dates fell due"]  # one word of it: the search looks closer
    assert index.mask(["subcontractors"]) & index.bits["Subcontractors"]
    assert not index.mask(["subcontractors"]) & index.bits["contractors"]


def test_a_needle_of_another_index_may_stand_anywhere() -> None:
    assert PieceIndex(["fee"]).mask(["fee", "price"]) == ANY
    assert PieceIndex([]).mask([" "]) == ANY
    assert PieceIndex([]).bits[""] & ANY


def test_a_cue_finds_the_same_before_and_after_all_cues_are_looked_up_together() -> None:
    cue, texts = Cue(r"\bpayable in (?:\w+ )?(?:euros?|francs)\b"), ["Fees are PAYABLE in Swiss Francs.", "payable", ""]
    before = [bool(cue.search(text)) for text in texts]
    cue.look_up_in(PieceIndex([*cue.needles, "fee"]))
    assert [bool(cue.search(text)) for text in texts] == before == [True, False, False]


def test_cues_made_after_the_others_are_looked_up_still_find() -> None:
    index_cues()
    cue = Cue("an unusual cue")
    assert cue.search("This is AN UNUSUAL CUE.")
    assert not cue.search("This is none.")


def test_of_many_texts_only_those_are_searched_that_may_hold_a_cue() -> None:
    cue, texts = Cue(r"\brenewed (?:twice|once)\b"), ["It is renewed once.", "Renewed never", "once", "RENEWED TWICE"]
    alone = cue.among(texts)
    assert [place for place in alone if cue.search(texts[place])] == [0, 3]
    cue.look_up_in(PieceIndex(cue.all_needles))
    assert set(cue.among(texts)) >= {0, 3}
    assert 2 not in cue.among(texts)
