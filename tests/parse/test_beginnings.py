"""Every match starts with one of the beginnings, so that trying these places alone finds all of them."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from expression_builders import expressions, texts
from sowcheck.parse.beginnings import beginnings_of, matches_at, places_of
from sowcheck.parse.cues import Cue, Scan
from sowcheck.parse.needles import fold


@pytest.mark.parametrize(
    ("expression", "beginnings"),
    [
        (r"\b(?:fees?|pric(?:e|ing))\b", ("fee", "price", "pricin")),
        (r"(?:the )?(?:client|buyer)", ("buyer", "client", "the bu", "the cl")),
        (r"(?<!no )analy[sz]e", ("analys", "analyz")),
        (r"(?:un)*done", ("un", "done")),
        (r"(?i:US)\$", ("us$",)),
        ("invoices?|invoicing", ("invoic",)),
    ],
)
def test_beginnings_are_the_shortest_that_tell_matches_apart(expression: str, beginnings: tuple[str, ...]) -> None:
    assert beginnings_of(expression, re.IGNORECASE) == beginnings


@pytest.mark.parametrize(
    "expression", [r"\w+ fee", ".?fee", "fee|", "e", r"(?:a|o)[nr]?\b.fee", r"\d{2} days", "", "[^a]bc"]
)
def test_what_may_start_anyhow_has_no_beginnings(expression: str) -> None:
    assert beginnings_of(expression) == ()


@settings(deadline=None, max_examples=600)
@given(expressions, st.lists(texts, min_size=1, max_size=12))
def test_no_match_starts_elsewhere(expression: str, words: list[str]) -> None:
    regex, beginnings = re.compile(expression, re.IGNORECASE), beginnings_of(expression, re.IGNORECASE)
    for text in words if beginnings else ():
        found = matches_at(places_of(beginnings, fold(text)), regex, text)
        assert [match.span() for match in found] == [match.span() for match in regex.finditer(text)]


@settings(deadline=None, max_examples=300)
@given(expressions, texts, st.integers(0, 8))
def test_a_scan_finds_what_a_search_finds(expression: str, text: str, start: int) -> None:
    cue = Cue(expression)
    expected, found = cue.regex.search(text, start), Scan(cue, text).search(start)
    assert (found and found.span()) == (expected and expected.span())


def test_a_cue_finds_the_same_once_its_beginnings_are_looked_up() -> None:
    cue = Cue(r"\b(?:fees?|price) of \d+")
    texts = ["No price of old; a Fee of 5, FEES OF 6", "coffee of 5", "the price of 7"]
    before = [cue.search(text) for text in texts]
    assert cue.search("fee of none " * 2000) is None  # long enough that looking them up pays
    after = [cue.search(text) for text in texts]
    assert [found and found.group() for found in after] == ["Fee of 5", None, "price of 7"]
    assert [found and found.span() for found in after] == [found and found.span() for found in before]
    assert [found.group() for found in cue.finditer(texts[0])] == ["Fee of 5", "FEES OF 6"]
