"""Version stamps and marks of a draft as sentences and evidence name them."""

from sowcheck.compare.papers.paper import Paper
from sowcheck.compare.values.wording import say
from sowcheck.core.assumptions import Assumption
from sowcheck.core.discrepancies import Place
from sowcheck.core.versions import DraftMark, VersionStamp

_SHOWN = 80
"""Characters of a stamp's words that a sentence quotes."""


def place_of(paper: Paper, mark: VersionStamp | DraftMark) -> Place:
    """A stamp or mark as evidence."""
    span = (mark.quote.span.start, mark.quote.span.end) if mark.quote else None
    return Place(document=paper.id, where=mark.where, page=mark.page, words=mark.words, span=span)


def place_of_statement(paper: Paper, assumption: Assumption) -> Place:
    """Words that state a version or a day, as evidence; a footer is called one."""
    span = assumption.quote.span
    stamp = next((each for each in paper.versions.stamps if each.quote and each.quote.span.overlaps(span)), None)
    return Place(
        document=assumption.document,
        where=stamp.where if stamp else f"page {assumption.page}" if assumption.page else "text",
        page=assumption.page,
        words=" ".join(assumption.quote.text.split()),
        span=(span.start, span.end),
    )


def say_place(place: Place) -> str:
    """Such as: footer of pages 1 to 9, “Version 4.0”."""
    return f"{place.where}, “{clipped(place.words)}”"


def clipped(words: str) -> str:
    """The beginning of some words, without a full stop at its end."""
    return words.rstrip(".;") if len(words) <= _SHOWN else f"{words[: _SHOWN - 1].rstrip()}…"


def version_places(paper: Paper) -> list[tuple[str, Place, bool]]:
    """Each version that a file gives itself, with its place, and whether it can be read on the paper.

    What the paper states comes first, then its stamps; a place that was named already is left out.
    """
    found = [(say(each.value), place_of_statement(paper, each), True) for each in paper.of("doc.version")]
    found = [(label.strip("“”"), place, printed) for label, place, printed in found]
    spans = [place.span for _, place, _ in found if place.span]
    for stamp in paper.versions.stamps:
        inside = stamp.quote and any(
            start < stamp.quote.span.end and stamp.quote.span.start < end for start, end in spans
        )
        if stamp.label and not inside:
            found.append((stamp.label, place_of(paper, stamp), stamp.is_printed))
    return found
