"""A line of a signature area cut where something else begins in it."""

from sowcheck.core.spans import Span
from sowcheck.segment.signing.labels import LABEL, STAMP, label_kind
from sowcheck.segment.signing.lines import cut
from sowcheck.segment.signing.marks import MARK


def parts_of(line: Span, text: str) -> list[Span]:
    """A line cut before each label, stamp and mark in it."""
    words = line.of(text)
    stamps = [match.span() for match in STAMP.finditer(words)]
    places = [start for start, _ in stamps]
    for match in LABEL.finditer(words):
        inside = any(start <= match.start() < end for start, end in stamps)
        if label_kind(match["label"]) and not inside:
            places.append(match.start())
    for match in MARK.finditer(words):
        if not words[: match.start()].rstrip().endswith(":"):
            places.append(match.start())
    return cut(line, text, sorted({line.start + place for place in places}))
