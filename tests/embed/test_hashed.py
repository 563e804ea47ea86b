"""The encoder that is always there."""

import pytest

from sowcheck.embed.connect import connect
from sowcheck.errors import UsageError

PHRASES = ("web portal development", "database administration", "payroll processing")


@pytest.mark.parametrize(
    ("phrase", "nearest"),
    [
        ("developing portals for the web", "web portal development"),
        ("administering databases", "database administration"),
        ("processing of the payroll", "payroll processing"),
    ],
)
def test_other_forms_and_orders_of_the_same_words_are_near(phrase: str, nearest: str) -> None:
    found = connect("hashed").index(PHRASES).nearest(phrase)
    assert PHRASES[found[0].place] == nearest


def test_a_phrase_is_nearest_to_itself_and_wholly_like_it() -> None:
    found = connect("hashed").index(PHRASES).nearest(PHRASES[1])
    assert (found[0].place, round(found[0].similarity, 6)) == (1, 1.0)


def test_what_shares_nothing_is_not_near() -> None:
    assert connect("hashed").index(PHRASES).nearest("zzz") == []


def test_similarities_fall_from_the_first_to_the_last() -> None:
    found = connect("hashed").index(PHRASES).nearest("web administration processing", 3)
    assert [one.similarity for one in found] == sorted((one.similarity for one in found), reverse=True)
    assert len(found) == len(PHRASES)


@pytest.mark.parametrize("name", ["word2vec", "sentence-transformers:", ""])
def test_an_unknown_encoder_is_refused_by_name(name: str) -> None:
    with pytest.raises(UsageError, match="there is no encoder called"):
        connect(name)
