"""A cue finds what its expression finds; its needles only save the search."""

import re
import sys
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from expression_builders import expressions, texts
from sowcheck.parse.cues import Cue
from sowcheck.parse.needles import branches_of, fold, needle_sets, sets_of
from sowcheck.parse.piece_index import PieceIndex

CASES = {
    r"\binvoices?\b": {"invoice"},
    r"net of|(?:excl(?:uding|usive of)|before) tax(?:es)?": {
        "before tax",
        "excluding tax",
        "exclusive of tax",
        "net of",
    },
    r"(?:fee|price)\b.{0,40}\bfixed\b": {"fixed"},
    r"analy[sz]e": {"analyse", "analyze"},
    r"(?:per|a) (?:day|week){1,2}": {"per day", "per week", "a day", "a week"},
    r"work(?= order)": {" order"},
    r"(?!no )warrant\w*": {"warrant"},
    r"Prüfung|l[’']avis": {"prüfung", "l’avis", "l'avis"},
    r"(?P<sign>€)\s?(?P=sign)sum": {"sum"},
    r"(?>remote)(?:ly)?+": {"remote"},
    r"STATEMENT": {"statement"},
}


@pytest.mark.parametrize("expression", CASES)
def test_needles_are_the_pieces_that_must_occur(expression: str) -> None:
    assert needle_sets(expression)[0] == CASES[expression]


def test_every_set_of_which_a_piece_must_occur_is_known() -> None:
    sets = needle_sets(r"(?:fees?|price)\b.{0,40}\b(?:is|are) fixed (?:today|now)")
    assert set(sets) == {
        frozenset({"fee", "price"}),
        frozenset({"is fixed today", "is fixed now", "are fixed today", "are fixed now"}),
    }


@pytest.mark.parametrize(
    "expression", [r"\d+", "fees?|", "(?:fee)?", "fee*(?:s)?|.", "[^a]", "", "(fee)?(?(1)s|.)", "цена"]
)
def test_an_expression_that_can_match_without_a_literal_has_no_needles(expression: str) -> None:
    assert needle_sets(expression) == ()
    assert Cue(expression).may_match("anything")


def test_characters_that_an_expression_takes_for_one_fold_to_one() -> None:
    everything = "".join(chr(point) for point in range(sys.maxunicode + 1) if not 0xD800 <= point < 0xE000)
    plain = [
        chr(point)
        for point in (*range(0x100), *range(0x2010, 0x20C0), *range(0xA000, 0xA010))
        if needle_sets(re.escape(chr(point)))
    ]
    assert len(plain) > 400
    for character in plain:
        alike = re.findall(re.escape(character), everything, re.IGNORECASE)
        assert {fold(f"x{other}x") for other in alike} == {f"x{fold(character)}x"}
    assert len(re.findall("[ks]", everything, re.IGNORECASE)) == 6  # the Kelvin sign and the long s among them


def test_a_search_without_needle_does_not_compile_the_expression() -> None:
    cue = Cue("no such thing|none")
    assert cue.search("nothi") is None
    assert "regex" not in vars(cue)
    assert cue.search("None") is not None
    assert "regex" not in vars(cue)  # one alternative was enough


def test_a_cue_finds_iterates_and_replaces_like_its_expression() -> None:
    cue, words = Cue(r"\bfees? of (?P<sum>\d+)"), "A Fee of 5, FEES OF 6, none of 7"
    assert [match["sum"] for match in cue.finditer(words)] == ["5", "6"]
    assert cue.sub("x", words) == "A x, x, none of 7"
    assert cue.sub("x", "none") == "none"
    assert list(cue.finditer("none")) == []
    found = cue.search(words)
    assert found is not None
    assert found.span() == (2, 10)
    assert cue.search(words, found.end()) is not None
    assert cue.search(words, len(words) - 2) is None
    assert cue.match(words) is None
    assert cue.match(words, 2) is not None
    assert cue.fullmatch("fee of 5") is not None
    assert cue.fullmatch(words) is None


@pytest.mark.parametrize(
    ("expression", "branches"),
    [
        ("a|b", ["a", "b"]),
        ("a||b", ["a", "", "b"]),
        (r"a\|b|[|]|[^]|]|[\]|]", [r"a\|b", "[|]", "[^]|]", r"[\]|]"]),
        (r"(?:a|b)|\(|(?=c|d)e", ["(?:a|b)", r"\(", "(?=c|d)e"]),
        ("(a)|b", ["(a)|b"]),
        ("(?s)a.|b.", ["(?s)a.|b."]),
        ("a(?#|()|b", ["a(?#|()|b"]),
    ],
)
def test_alternatives_are_told_apart(expression: str, branches: list[str]) -> None:
    assert [branch for branch, _ in branches_of(expression)] == branches


@pytest.mark.parametrize("expression", ["fees?|price", "fee of|fee for", "a|b", "fee|", "|fee", "(?:fee)|[ab]c|x{2}"])
def test_an_alternative_needs_the_same_pieces_within_the_whole_as_alone(expression: str) -> None:
    for branch, tree in branches_of(expression):
        assert sets_of(tree) == needle_sets(branch)


def test_of_two_alternatives_at_one_place_the_first_counts() -> None:
    found = Cue("pay|payment|the pay").search("The payment")
    assert found is not None
    assert found.group() == "The pay"
    found = Cue("payment|pay").search("a payment")
    assert found is not None
    assert found.group() == "payment"


@settings(deadline=None, max_examples=600)
@given(expressions, st.lists(texts, min_size=1, max_size=12))
def test_what_an_expression_finds_its_cue_finds(expression: str, words: list[str]) -> None:
    alone, indexed = Cue(expression), Cue(expression)
    indexed.look_up_in(PieceIndex(indexed.all_needles))
    for cue in (alone, indexed):
        for text in words:
            expected = cue.regex.search(text)
            found = cue.search(text)
            assert (found and found.span()) == (expected and expected.span())
            assert [every.span() for every in cue.finditer(text)] == [m.span() for m in cue.regex.finditer(text)]
            for found, expected in (
                (cue.match(text), cue.regex.match(text)),
                (cue.match(text, 1), cue.regex.match(text, 1)),
                (cue.fullmatch(text), cue.regex.fullmatch(text)),
            ):
                assert (found and found.span()) == (expected and expected.span())


def test_what_an_expression_finds_its_cue_finds_in_every_short_text() -> None:
    short = ["".join(letters) for size in range(5) for letters in product("ab ", repeat=size)]
    for expression in ["(?:ab|b a)b?", "a(?:b|)a", "(?:a|b){2}(?= )", "(?<=a)b+", "a??b", "(a)? (?(1)b|a)"]:
        cue = Cue(expression)
        assert [text for text in short if cue.search(text)] == [text for text in short if cue.regex.search(text)]
