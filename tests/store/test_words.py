"""Laws of words that are set apart: nothing is lost, nothing is left, and nothing that comes in can pass for a seal."""

from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from sowcheck.gate.chain import canonical, sealed
from sowcheck.store.words import FREE, TAKEN_AWAY, put_back, seals_in, set_apart

KEYS = st.sampled_from([*sorted(FREE), "sealed", "as", "findings", "x"])
WORDS = st.text(max_size=8) | st.sampled_from(["0" * 64, "Jo Doe"])
JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=12,
)
PAYLOADS = st.dictionaries(KEYS, JSON, max_size=4)


@given(PAYLOADS)
@example({"value": {"reason": {"sealed": "0" * 64}}})
@example({"reason": {"sealed": "0" * 64}})
@example({"obstacles": ["a", {"sealed": "0" * 64, "as": "json"}, ["b"]]})
def test_words_come_back_as_they_were(payload: dict[str, Any]) -> None:
    apart, words = set_apart(payload)
    held = {each.seal: each.words for each in words}
    assert put_back(apart, held.get) == payload


@given(PAYLOADS)
@example({"value": {"reason": {"sealed": "0" * 64}}})
def test_every_seal_is_one_of_those_just_made(payload: dict[str, Any]) -> None:
    apart, words = set_apart(payload)
    assert sorted(seals_in(apart)) == sorted(each.seal for each in words)
    assert all(sealed(each.words, each.salt) == each.seal for each in words)


@given(st.sampled_from(sorted(FREE)), st.recursive(st.just("Jo Doe"), lambda some: st.lists(some, max_size=3)))
def test_nothing_of_what_is_free_is_left_in_the_payload(key: str, said: Any) -> None:
    apart, _ = set_apart({"a": [{key: said}], "b": {"c": {key: {"deep": said}}}})
    assert "Jo Doe" not in canonical(apart)


@given(PAYLOADS)
def test_words_that_are_gone_are_said_to_be(payload: dict[str, Any]) -> None:
    apart, words = set_apart(payload)
    gone = canonical(put_back(apart, lambda _: None))
    assert gone.count(canonical(TAKEN_AWAY)) >= len(words)
