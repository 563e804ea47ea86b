"""Places in a text, to be asked for whether any of them meets another."""

from bisect import bisect_left
from collections.abc import Iterable
from itertools import accumulate

from sowcheck.core.spans import Span


class Places:
    """Spans in any order, which may overlap.

    >>> places = Places([Span(start=10, end=20), Span(start=0, end=3)])
    >>> places.meet(Span(start=3, end=10)), places.meet(Span(start=19, end=40))
    (False, True)
    """

    def __init__(self, spans: Iterable[Span]) -> None:
        ordered = sorted((span.start, span.end) for span in spans)
        self._starts = [start for start, _ in ordered]
        self._furthest = list(accumulate((end for _, end in ordered), max))
        """Where the last of the spans so far ends."""

    def meet(self, span: Span) -> bool:
        """Whether one of the spans shares a character with `span`."""
        before = bisect_left(self._starts, span.end)
        return before > 0 and self._furthest[before - 1] > span.start
