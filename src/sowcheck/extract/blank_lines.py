"""Lines and labels of a paper at which a value is missing."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sowcheck.core.spans import Span
from sowcheck.extract.blank_marks import PIECES, Mark, find_marks
from sowcheck.extract.reading import Reading, Sentence
from sowcheck.extract.spots import sentences_with
from sowcheck.segment.labels import is_label
from sowcheck.segment.tables import rows_of

_MOST_LINES = 300
"""Lines with marks that are looked at: a paper with more is a redacted one, and says the same again and again."""
_A_FORM = re.compile(r"\b(?:form of|template|sample|specimen|pro ?forma|example)\b", re.IGNORECASE)
"""Headings above a form that is attached for later use: its blanks are meant to stay until then."""
_LATER = re.compile(
    r"\s*,?\s*(?:(?:in|by|under|for|within) (?:each|any|an?|the (?:applicable|relevant|respective)|such|writing|its)\b|from time to time|"
    r"(?:upon )?between|separately|as (?:set|specified))",
    re.IGNORECASE,
)
"""What follows where "to be agreed" names a way of agreeing rather than an open point."""
_OPEN_BEFORE = re.compile(r"(?:\b(?:is|are|be|remains?|currently|still|yet)|[:=(\t–-]|^\W*)\s*$", re.IGNORECASE)
"""What stands before "to be agreed" where the value itself is open."""
_ABBREVIATION = re.compile(r"TB[DCA]\b|T\.?B\.?")


@dataclass(frozen=True)
class OpenLine:
    """A sentence or labelled line with marks."""

    span: Span
    words: str
    marks: tuple[Mark, ...]
    sentence: Sentence
    label: str | None = None

    def filled(self, place: int) -> str:
        """The words with every mark filled by its n-th filling, or its last."""
        parts, end = [], 0
        for mark in self.marks:
            parts += [self.words[end : mark.start], mark.fillings[min(place, len(mark.fillings) - 1)]]
            end = mark.end
        return "".join([*parts, self.words[end:]])


def open_lines(reading: Reading) -> Iterator[OpenLine]:
    """Sentences, labelled lines and empty cells where a value is missing."""
    signing = [block.span for block in reading.outline.signature_blocks]
    currency = reading.conventions.currency or "USD"
    places = sentences_with(reading, PIECES)
    yield from _empty_cells(reading, currency)
    for place in places[:_MOST_LINES]:
        sentence = reading.sentences[place]
        if _A_FORM.search(sentence.heading) or any(span.overlaps(sentence.span) for span in signing):
            continue
        for start, end in _parts(sentence):
            words = sentence.text[start:end]
            marks = tuple(mark for mark in find_marks(words, currency) if is_open(words, mark))
            if marks:
                yield OpenLine(sentence.at(start, end), words, marks, sentence, _label(words, marks[0]))


def _empty_cells(reading: Reading, currency: str) -> Iterator[OpenLine]:
    """Labels of two-column tables and of forms beside which nothing stands."""
    for label in (*_empty_rows(reading), *_empty_form_fields(reading)):
        words = f"{' '.join(label.of(reading.text).split()).rstrip(': ')}\t____"
        sentence = reading.sentence_at(label)
        if sentence is None or _A_FORM.search(sentence.heading):
            continue
        marks = tuple(find_marks(words, currency))
        if name := _label(words, marks[0]):
            yield OpenLine(label, words, marks, sentence, name)


def _empty_rows(reading: Reading) -> Iterator[Span]:
    for table in reading.outline.tables:
        body = rows_of(table)[table.header_rows :] if table.columns == 2 else []
        filled = sum(len(row) == 2 and all(cell.span for cell in row) for row in body)
        if filled * 2 < len(body):
            continue  # a table with more empty rows than filled ones is laid out for something else
        yield from (row[0].span for row in body if len(row) == 2 and row[0].span and not row[1].span)


def _empty_form_fields(reading: Reading) -> Iterator[Span]:
    """Where the paper prints the name of a form's empty field."""
    for field in reading.document.form_fields:
        if field.span is not None or field.value.strip():
            continue
        own = field.label or field.name.rpartition(".")[2]
        name = re.sub(r"(?<=[a-z])(?=[A-Z])|[_\W]+", " ", own).strip()
        found = re.search(rf"(?<![^\n\t]){re.escape(name)}(?=\s*(?::|\t|\n|$))", reading.text, re.IGNORECASE)
        if found and len(name) > 2:
            yield Span(start=found.start(), end=found.end())


def _parts(sentence: Sentence) -> Iterator[tuple[int, int]]:
    """A sentence as a whole; a row of a table or form by pairs of cells, the label before the value."""
    cells = [(match.start(), match.end()) for match in re.finditer(r"[^\t]+", sentence.text)]
    if len(cells) in (2, 4):
        yield from ((cells[place][0], cells[place + 1][1]) for place in range(0, len(cells), 2))
    elif len(cells) == 1:
        yield cells[0]


def is_open(words: str, mark: Mark) -> bool:
    """Whether the value is open, not merely agreed in another way ("as to be agreed in each Order")."""
    if mark.reason == "redacted":
        return len(mark.fillings) == 1  # a sum, a length or a share was taken out; the rest could be anything
    if mark.reason != "pending" or _ABBREVIATION.match(words, mark.start):
        return True
    return bool(_OPEN_BEFORE.search(words[: mark.start])) and not _LATER.match(words, mark.end)


def _label(words: str, mark: Mark) -> str | None:
    """The label of a line that is nothing but a label and a blank."""
    before, behind = words[: mark.start], words[mark.end :]
    match = re.fullmatch(r"\s*(?P<label>[^\t:]{2,70}?)\s*[:\t]\s*(?:[$€£]|[A-Z]{3})?\s*", before)
    if match is None or not is_label(match["label"]) or len(behind.split()) > 4:
        return None
    return match["label"]
