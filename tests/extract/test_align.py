"""Quoted words are found where they stand, whatever a copy made of their typography, and nowhere else."""

import re
import unicodedata

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from sowcheck.core.spans import Span
from sowcheck.extract.prompted.align import Wording

TEXT = (
    "1. FEES\nThe total fixed fee for the Services is $120,000 (one hundred and twenty thousand dollars), of which 30% is "
    "due on signature. Invoices are payable net 30 days after receipt.\n"
    "2. Term\nThe Client\u2019s non-refundable deposit is \u20ac5,000\u2014payable at once. Either party may end this "
    "\u201cAgreement\u201d on thirty (30) days\u2019 notice; the efficient workflow of the tech-\nnical team is not affected.\n"
    "Tester\t$800.00\tper day\nInvoices are payable net 30 days after receipt."
)
WORDS = Wording(TEXT)


def found(quote: str, text: str = TEXT) -> list[str]:
    return [place.of(text) for place in Wording(text).places(quote)]


@pytest.mark.parametrize(
    ("quote", "words"),
    [
        ("the total fixed fee  for\nthe Services", "The total fixed fee for the Services"),
        ('this "Agreement" on thirty', "this \u201cAgreement\u201d on thirty"),
        ("this 'Agreement' on thirty", "this \u201cAgreement\u201d on thirty"),
        ("The Client's non\u2011refundable deposit", "The Client\u2019s non-refundable deposit"),
        ("deposit is \u20ac5,000 - payable at once", "deposit is \u20ac5,000\u2014payable at once"),
        ("the e\ufb03cient work\ufb02ow", "the efficient workflow"),
        ("total\u00a0\ufb01xed\u202ffee", "total fixed fee"),
        ("the technical team", "the tech-\nnical team"),
        ("the tech-nical team", "the tech-\nnical team"),
        ("fixed fee for the Ser-\nvices is", "fixed fee for the Services is"),
        ("in\u00advoices are pay\u00adable net 30", "Invoices are payable net 30"),
        ("Tester | $800.00 | per day", "Tester\t$800.00\tper day"),
        (
            "\u201cInvoices are payable net 30 days after receipt.\u201d",
            "Invoices are payable net 30 days after receipt.",
        ),
        ("120,000", "$120,000"),
        ("30", "30%"),
    ],
)
def test_typography_hides_no_words(quote: str, words: str) -> None:
    places = found(quote)
    assert places
    assert places[0] == words.removesuffix(".") or places[0] == words


@pytest.mark.parametrize(
    "quote",
    [
        "The total fixed fee for the Services is $150,000",
        "payable net 45 days",
        "20,000",
        "120",
        "12 0,000",
        "refundable deposit",
        "Client\u2019s non",
        "fixed fees",
        "The total fee",
        "payable net 30 days before receipt",
        "due on signa",
        "\u2026",
        "",
        " ,; ",
    ],
)
def test_other_words_are_not_there(quote: str) -> None:
    assert found(quote) == []


def test_a_raised_digit_is_another_digit() -> None:
    assert found("a room of 10\u00b2 metres", "a room of 102 metres") == []


def test_dots_join_two_pieces_that_follow_each_other() -> None:
    assert found("The total fixed fee ... is due on signature") == [
        TEXT[TEXT.index("The total") : TEXT.index(". Invoices")]
    ]
    assert found("Either party [\u2026] notice") == [
        "Either party may end this \u201cAgreement\u201d on thirty (30) days\u2019 notice"
    ]
    assert found("is due on signature \u2026 The total fixed fee") == []
    assert found("The total fixed fee ... is due on acceptance") == []


def test_pieces_far_apart_are_no_quote() -> None:
    assert found("The fee ... ten days", "The fee is due. " + "Nothing else is said. " * 60 + "Within ten days.") == []


def test_what_dots_leave_out_stays_in_the_place() -> None:
    words = "Travel expenses are not included in the fee."
    assert found("Travel expenses are ... included in the fee", words) == [
        "Travel expenses are not included in the fee"
    ]


def test_repeated_words_have_several_places() -> None:
    places = WORDS.places("Invoices are payable net 30 days")
    assert len(places) == 2
    assert WORDS.places("Invoices are payable net 30 days", [Span(start=places[0].end, end=len(TEXT))]) == places[1:]


tokens = list(re.finditer(r"[\w,.]*\w", TEXT))
places = st.tuples(st.integers(0, len(tokens) - 1), st.integers(1, 12))
manglers = st.lists(
    st.sampled_from(
        [
            (" ", "\n  "),
            (" ", "\u00a0"),
            (" ", "\t"),
            ("\u2019", "'"),
            ("\u201c", '"'),
            ("\u201d", "\u00bb"),
            ("-", "\u2011"),
            ("\u2014", " - "),
            ("fi", "\ufb01"),
            ("ffi", "\ufb03"),
            ("fl", "\ufb02"),
            ("er", "e\u00adr"),
            ("ay", "a\u200by"),
        ]
    ),
    unique=True,
)


def bare(words: str) -> str:
    """Letters and digits alone, by another road than the code under test."""
    folded = unicodedata.normalize("NFKC", words).casefold()
    return "".join(character for character in folded if character.isalnum())


def cut(place: tuple[int, int]) -> tuple[int, int]:
    first = place[0]
    last = min(len(tokens) - 1, first + place[1] - 1)
    start, end = tokens[first].start(), tokens[last].end()
    assume(TEXT[max(0, start - 1) : start] != "-" and TEXT[end : end + 1] != "-")
    return start, end


@given(places, manglers, st.booleans())
def test_a_quote_cut_anywhere_is_found_with_its_own_words(
    place: tuple[int, int], mangling: list[tuple[str, str]], shouted: bool
) -> None:
    start, end = cut(place)
    quote = TEXT[start:end]
    for old, new in mangling:
        quote = quote.replace(old, new)
    at = WORDS.places(quote.upper() if shouted and "\u00ad" not in quote else quote)
    assert any(each.start <= start and end <= each.end for each in at)
    assert all(bare(each.of(TEXT)) == bare(quote) for each in at)


@given(places, st.data())
def test_a_changed_letter_or_digit_is_never_found(place: tuple[int, int], data: st.DataObject) -> None:
    start, end = cut(place)
    quote = TEXT[start:end]
    at = data.draw(st.sampled_from([number for number, character in enumerate(quote) if character.isalnum()]))
    other = data.draw(st.sampled_from("0123456789abcdefghijklmnopqrstuvwxyz"))
    changed = quote[:at] + other + quote[at + 1 :]
    assume(bare(changed) not in bare(TEXT) and bare(changed) != bare(quote))
    assert WORDS.places(changed) == ()


@given(places, st.integers(0, 11))
def test_a_dropped_word_is_missed(place: tuple[int, int], dropped: int) -> None:
    start, end = cut(place)
    words = TEXT[start:end].split()
    assume(len(words) > 2)
    del words[1 + dropped % (len(words) - 2)]
    quote = " ".join(words)
    assume(bare(quote) not in bare(TEXT))
    assert WORDS.places(quote) == ()


@settings(deadline=None, max_examples=15)
@given(st.integers(1, 400))
def test_a_long_document_of_one_word_is_searched_in_no_time(length: int) -> None:
    wording = Wording("day " * 20_000)
    assert wording.places("day " * length)
    assert not wording.places("day " * length + "night")
