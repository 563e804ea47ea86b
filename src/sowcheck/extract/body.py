"""The sentences and table rows of a document's body, with the headings and the list's lead above each."""

import re
from collections.abc import Iterator, Sequence

from sowcheck.core.clauses import Outline
from sowcheck.core.documents import Block, BlockKind, Document
from sowcheck.core.spans import Span
from sowcheck.extract.headings_above import HeadingsAbove
from sowcheck.extract.own_names import OwnNames
from sowcheck.extract.sentences import Sentence, sentence_spans
from sowcheck.parse.cues import Cue

OUTSIDE_BODY = frozenset({BlockKind.HEADER, BlockKind.FOOTER})
_DIGIT = re.compile(r"\d")
_NUMBER_WORD = Cue(
    r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|sixty|seventy|"
    r"eighty|ninety|hundred|thousand|million|half|receipt|zwei|drei|vier|deux|trois|twee|drie)\b|\wteen\b"
)


def sentences_of(document: Document, outline: Outline, forms: Sequence[Span] = ()) -> Iterator[Sentence]:
    """Sentences and table rows of the body, in the order of the text.

    Args:
        document: A document as read.
        outline: Its structure.
        forms: Places that are not read.
    """
    text, own = document.text, OwnNames(document.text)
    headings = HeadingsAbove(outline, text)
    leads = {item.span.start: item.lead for item in outline.lists}
    row_end = -1
    for block in document.blocks:
        if block.kind in OUTSIDE_BODY or block.span.start < row_end:
            continue
        if any(form.overlaps(block.span) for form in forms):
            continue
        heading = headings.at(block.span.start)
        if block.kind is BlockKind.TABLE_CELL:
            row = _row(block, text)
            row_end = row.end
            words = row.of(text)
            yield Sentence(row, words, heading, "", row=True, counts=_counts(words), plain=words)
            continue
        lead = leads.get(block.span.start)
        lead_words = lead.of(text).casefold() if lead else ""
        before = ""
        for span in sentence_spans(text, block.span.start, block.span.end):
            words = span.of(text)
            yield Sentence(
                span,
                words,
                heading,
                lead_words,
                is_heading=block.kind is BlockKind.HEADING,
                counts=_counts(words),
                plain=own.plain(words),
                before=before,
            )
            before = words


def _row(block: Block, text: str) -> Span:
    """From a cell to the end of its table row, which is one line of the text."""
    end = text.find("\n", block.span.end)
    return Span(start=block.span.start, end=end if end > 0 else len(text))


def _counts(words: str) -> bool:
    return bool(_DIGIT.search(words) or _NUMBER_WORD.search(words))
