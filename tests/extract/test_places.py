"""Whether any of many places meets another is told without looking at all of them."""

from hypothesis import given
from hypothesis import strategies as st

from sowcheck.core.spans import Span
from sowcheck.extract.places import Places

SPANS = st.tuples(st.integers(0, 60), st.integers(1, 30)).map(lambda one: Span(start=one[0], end=one[0] + one[1]))


@given(st.lists(SPANS, max_size=12), SPANS)
def test_places_meet_what_one_of_them_overlaps(spans: list[Span], asked: Span) -> None:
    assert Places(spans).meet(asked) == any(span.overlaps(asked) for span in spans)
