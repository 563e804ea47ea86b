"""Lines as they stand on the page, where the boxes of the words are known."""

from sowcheck.core.documents import Document
from sowcheck.core.spans import Box, Span


def visual_lines(document: Document, span: Span) -> list[Span]:
    """The span cut where its words step to a new line or jump over a wide gap; empty if no boxes are known."""
    words = document.words
    index = words.first_ending_after(span.start)
    lines: list[Span] = []
    last: Box | None = None
    while index < len(words) and words[index].start < span.end:
        word = words[index]
        index += 1
        start, end = max(word.start, span.start), min(word.end, span.end)
        if start >= end:
            continue
        if last is not None and _goes_on(last, word.box):
            lines[-1] = Span(start=lines[-1].start, end=max(end, lines[-1].end))
        else:
            lines.append(Span(start=start, end=end))
        last = word.box
    return lines


def _goes_on(left: Box, right: Box) -> bool:
    """Whether a word follows another on its line with no more than a word's gap between."""
    height = max(right.y1 - right.y0, 1.0)
    beside = abs(left.y0 - right.y0) < 0.7 * height or abs(left.y1 - right.y1) < 0.5 * height
    return left.page == right.page and beside and -2 <= right.x0 - left.x1 < 2.5 * height
