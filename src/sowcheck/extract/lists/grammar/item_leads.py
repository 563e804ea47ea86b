"""The words that introduce the list in which a place stands."""

from bisect import bisect_left

from sowcheck.core.spans import Span
from sowcheck.extract.reading import Reading


def lead_at(reading: Reading, place: Span) -> str:
    """The lead of the first list item that begins inside a place, in lower case; empty if none begins there.

    The mark of an item belongs to its sentence and block, but not to the item.
    """
    items = reading.outline.lists
    index = bisect_left(items, place.start, key=lambda item: item.span.start)
    if index < len(items) and items[index].span.start < place.end and (lead := items[index].lead):
        return lead.of(reading.text).casefold()
    return ""
