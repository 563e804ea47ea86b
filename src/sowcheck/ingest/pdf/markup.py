"""What annotations and drawn lines do to the words of a PDF: strike them, add to them, remark on them.

Struck words stay in the text, because the page still shows them, and are named as deleted; so are words that are marked
for redaction. What a caret would insert is not in the text. What was typed onto the page is, and is named as inserted.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

from sowcheck.core.documents import Comment, Revision
from sowcheck.core.spans import PlacedWord, Span
from sowcheck.ingest.layout.content import PageContent, Rectangle
from sowcheck.ingest.layout.words import Word
from sowcheck.ingest.pdf.annotations import Annotation
from sowcheck.ingest.pdf.lines import struck_by_lines
from sowcheck.ingest.pdf.typed import Key

_ON_WORDS = frozenset({"Highlight", "Underline", "Squiggly", "StrikeOut", "Redact"})
"""Kinds that mark words by strips; others lie where they lie."""
_OUTLINES = frozenset({"Square", "Circle", "Polygon"})
_UNDECIDED = frozenset(
    ["draft", "not approved", "void", "for comment", "preliminary results", "revised", "rejected", "expired"]
)
"""What stamps say of papers that are not final; other stamps ask nothing."""
_LINE = 30.0
"""Points by which the middle of a word may stand above or below a place that it covers."""
_THIN, _NARROW = frozenset(".,;:'\u2019|!()[]ijlItf-"), 0.5
_BROAD, _WIDE = frozenset("mwMW@%"), 1.5
"""Letters that are narrower or wider than others, and their widths."""


class Written(NamedTuple):
    """The text of a document as far as marks need it."""

    text: str
    words: Sequence[PlacedWord]
    typed: Mapping[Key, Sequence[Span]]
    """Where the words of annotations stand."""


class Marks(NamedTuple):
    """What marks come to."""

    revisions: tuple[Revision, ...]
    """In the order of the text."""
    comments: tuple[Comment, ...]


def marks_of(
    written: Written, annotations: Sequence[Annotation], contents: Sequence[PageContent], words: Sequence[list[Word]]
) -> Marks:
    """The open changes to the words of a PDF, and the remarks on them.

    Args:
        written: the text.
        annotations: of all pages.
        contents: the pages.
        words: the words of each page, as they were before they became text.
    """
    struck = struck_by_lines(contents, words, annotations)
    if not annotations and not any(page.struck for page in struck):
        return Marks((), ())
    places, none = _by_page(written.words), PageWords()
    replaced = _replaced(annotations)
    found: list[Revision] = []
    for each in annotations:
        if each.shown:
            found += _changes(each, replaced, contents, places.get(each.page, none), written)
    for number, page in enumerate(struck, start=1):
        for area, annotation in page.struck:
            spans = words_in([area], places.get(number, none), written.text)
            found += [_revision("deleted", span, written.text, annotation) for span in spans]
        for span in words_in(page.added, places.get(number, none), written.text):
            found.append(_revision("inserted", span, written.text, None))
    return Marks(tuple(_merged(found, written.text)), _comments(written, annotations, contents, places))


def _changes(
    annotation: Annotation,
    replaced: Mapping[int, Sequence[Annotation]],
    contents: Sequence[PageContent],
    words: "PageWords",
    written: Written,
) -> list[Revision]:
    """What one annotation changes."""
    text, author, date = written.text, annotation.author, annotation.date
    match annotation.kind:
        case "StrikeOut" | "Redact":
            spans = words_in(_areas(annotation, contents), words, text)
            return [_revision("deleted", span, text, annotation) for span in spans]
        case "FreeText":
            typed = written.typed.get((annotation.page, annotation.index), ())
            return [_revision("inserted", span, text, annotation) for span in typed]
        case "Caret" if annotation.contents:
            place = _insertion_point(annotation, replaced, contents, words, text)
            return [Revision(kind="inserted", text=annotation.contents, author=author, date=date, before=place)]
        case _:
            return []


def _comments(
    written: Written,
    annotations: Sequence[Annotation],
    contents: Sequence[PageContent],
    places: Mapping[int, "PageWords"],
) -> tuple[Comment, ...]:
    """What annotations say about the page: notes and their answers, stamps, remarks on marked words."""
    found: dict[int, Comment] = {}
    for each in annotations:
        words = _remark(each)
        if not words and each.state is None:
            continue
        parent = found.get(id(each.parent))
        if each.state and parent:
            found[id(each.parent)] = parent.model_copy(update={"state": each.state, "resolved": True})
        if not words or (each.state and parent):
            continue
        anchor = parent.anchor if parent else _anchor(each, contents, places.get(each.page, PageWords()), written.text)
        found[id(each.entries)] = Comment(
            text=words,
            author=each.author,
            date=each.date,
            page=each.page,
            anchor=anchor,
            resolved=each.kind == "Stamp" and stamp_words(each.stamp).casefold() not in _UNDECIDED,
        )
    return tuple(found.values())


def _remark(annotation: Annotation) -> str:
    """What an annotation says that is not part of the page's text."""
    match annotation.kind:
        case "FreeText" | "Caret":
            return ""
        case "Stamp":
            said = annotation.contents or stamp_words(annotation.stamp)
            return f"Stamp: {said}" if said else ""
        case "Redact":
            return annotation.contents or "marked to be blacked out; the words are still there"
        case _:
            return annotation.contents


def stamp_words(name: str) -> str:
    """What the name of a stamp's picture says; nothing if it is only a number.

    >>> stamp_words("SBNotApproved"), stamp_words("#Y7PqZz2"), stamp_words("Draft")
    ('Not Approved', '', 'Draft')
    """
    bare = re.sub(r"^S[BH](?=[A-Z])", "", name)
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", bare) if bare.isalpha() else ""


def _by_page(words: Iterable[PlacedWord]) -> dict[int, "PageWords"]:
    pages: dict[int, list[PlacedWord]] = {}
    for word in words:
        pages.setdefault(word.box.page, []).append(word)
    return {number: PageWords(page) for number, page in pages.items()}


def _areas(annotation: Annotation, contents: Sequence[PageContent]) -> list[Rectangle]:
    """Where an annotation lies on the page as shown."""
    view = contents[annotation.page - 1].view
    return [view.box(*quad) for quad in annotation.quads or (annotation.bounds,)]


class PageWords:
    """The words of one page, found by where they stand."""

    def __init__(self, words: Iterable[PlacedWord] = ()) -> None:
        self.words = tuple(words)
        self._by_height = sorted(self.words, key=_middle)

    def between(self, top: float, bottom: float) -> Sequence[PlacedWord]:
        """The words whose middle lies at heights of the page."""
        first = bisect_left(self._by_height, top, key=_middle)
        return self._by_height[first : bisect_right(self._by_height, bottom, key=_middle)]


def _middle(word: PlacedWord) -> float:
    return (word.box.y0 + word.box.y1) / 2


def words_in(areas: Iterable[Rectangle], words: PageWords, text: str) -> list[Span]:
    """The stretches of text whose words stand in areas of a page, parts of words included."""
    pieces = [
        piece
        for area in areas
        for word in words.between(area.y0, area.y1)
        if area.x0 < word.box.x1 and word.box.x0 < area.x1 and (piece := _part(word, area, text))
    ]
    return _joined(pieces, text)


def _part(word: PlacedWord, area: Rectangle, text: str) -> tuple[int, int] | None:
    """The characters of a word of which most stands in an area, by the usual widths of letters."""
    box, x = word.box, word.box.x0
    weights = [_NARROW if each in _THIN else _WIDE if each in _BROAD else 1.0 for each in text[word.start : word.end]]
    step = (box.x1 - box.x0) / sum(weights)
    inside = []
    for offset, weight in enumerate(weights, start=word.start):
        if area.x0 <= x + weight * step / 2 <= area.x1:
            inside.append(offset)
        x += weight * step
    return (inside[0], inside[-1] + 1) if inside else None


def _joined(pieces: Iterable[tuple[int, int]], text: str) -> list[Span]:
    spans: list[Span] = []
    for start, end in sorted(set(pieces)):
        if spans and not text[spans[-1].end : start].strip():
            spans[-1] = spans[-1].joined(Span(start=start, end=end))
        else:
            spans.append(Span(start=start, end=end))
    return spans


def _revision(kind: Literal["deleted", "inserted"], span: Span, text: str, annotation: Annotation | None) -> Revision:
    return Revision(
        kind=kind,
        text=span.of(text),
        author=annotation.author if annotation else None,
        date=annotation.date if annotation else None,
        span=span,
    )


def _merged(found: Iterable[Revision], text: str) -> list[Revision]:
    """Changes in the order of the text; those of one kind and person that touch are one."""
    merged: list[Revision] = []
    for each in sorted(found, key=_place):
        last = merged[-1] if merged else None
        if last and last.span and each.span and _are_one(last, each, text):
            span = last.span.joined(each.span)
            merged[-1] = last.model_copy(update={"span": span, "text": span.of(text)})
        else:
            merged.append(each)
    return merged


def _are_one(last: Revision, each: Revision, text: str) -> bool:
    """Whether two changes are of one kind and one person, and nothing stands between them."""
    if last.span is None or each.span is None or (last.kind, last.author) != (each.kind, each.author):
        return False
    return not text[last.span.end : each.span.start].strip()


def _place(revision: Revision) -> tuple[int, int]:
    if revision.span:
        return revision.span.start, revision.span.end
    return revision.before or 0, revision.before or 0


def _replaced(annotations: Sequence[Annotation]) -> dict[int, list[Annotation]]:
    """The strokes through words that belong to a caret, by the caret's entries or by those of the stroke it names."""
    found: dict[int, list[Annotation]] = {}
    for each in annotations:
        if each.kind == "StrikeOut":
            found.setdefault(id(each.entries), []).append(each)
            if each.parent is not None:
                found.setdefault(id(each.parent), []).append(each)
    return found


def _insertion_point(
    caret: Annotation,
    replaced: Mapping[int, Sequence[Annotation]],
    contents: Sequence[PageContent],
    words: PageWords,
    text: str,
) -> int:
    """Where the words of a caret would stand: behind the words that they replace, else before the nearest word."""
    partners = [*replaced.get(id(caret.entries), ()), *replaced.get(id(caret.parent), ())]
    struck = [span for each in partners for span in words_in(_areas(each, contents), words, text)]
    if struck:
        return max(span.end for span in struck)
    area = contents[caret.page - 1].view.box(*caret.bounds)
    return _offset_at((area.x0 + area.x1) / 2, area, words)


def _offset_at(x: float, area: Rectangle, words: PageWords) -> int:
    middle = (area.y0 + area.y1) / 2
    line = [word for word in words.between(area.y0 - _LINE, area.y1 + _LINE) if _crosses(word, area)]
    if not line:
        return max((word.end for word in words.between(0.0, area.y0)), default=0)
    nearest = min(abs(_middle(word) - middle) for word in line)
    row = sorted((word for word in line if abs(_middle(word) - middle) < nearest + 1), key=lambda word: word.box.x0)
    place = bisect_left(row, x, key=lambda word: (word.box.x0 + word.box.x1) / 2)
    return row[place].start if place < len(row) else row[-1].end


def _crosses(word: PlacedWord, area: Rectangle) -> bool:
    """Whether a word stands at the height of an area."""
    return word.box.y0 <= area.y1 and area.y0 <= word.box.y1


def _anchor(annotation: Annotation, contents: Sequence[PageContent], words: PageWords, text: str) -> Span | None:
    """The words that a remark lies on: those that it marks, those inside its frame, those at its icon."""
    areas = _areas(annotation, contents)
    if annotation.kind in _ON_WORDS or annotation.kind in _OUTLINES or annotation.kind in ("Ink", "Stamp"):
        spans = words_in(areas, words, text)
        return spans[0].joined(spans[-1]) if spans else None
    area = areas[0]
    point = Rectangle(area.x0, (area.y0 + area.y1) / 2, area.x1, (area.y0 + area.y1) / 2)
    near = words.between(point.y0 - _LINE, point.y1 + _LINE)
    over = [each for each in near if _crosses(each, point) and area.x0 < each.box.x1 and each.box.x0 < area.x1]
    first = min(over, key=lambda each: each.start, default=None)
    return Span(start=first.start, end=max(each.end for each in over)) if first else None
