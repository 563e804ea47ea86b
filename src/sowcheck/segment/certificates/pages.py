"""Where a certificate stands: from the page with its title to the last page that goes on with it."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from sowcheck.core.documents import Document
from sowcheck.core.spans import Span
from sowcheck.segment.certificates.rows import Row, rows_of_text, rows_on, words_of

EMAIL = r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+"
IDENTITY = (
    r"(?:[0-9A-Fa-f]{8}-?(?:[0-9A-Fa-f]{4}-?){3}[0-9A-Fa-f]{12}(?![0-9A-Fa-f])|[0-9a-f]{32,64}|"
    r"[A-Z0-9]{5}(?:-[A-Z0-9]{4,5}){2,5}|(?=[\w-]*\d)[A-Za-z0-9_-]{24,64}\*?)"
)
IDENTIFIED = re.compile(
    r"\b(?i:envelope|transaction|agreement|document|doc|reference|ref)\.?\s*(?i:id|number|no\.?|ref(?:erence)?)?\s*[:.]?\s*"
    rf"(?P<id>{IDENTITY})(?![\w-])"
)
_TITLE = re.compile(
    r"(?:certificate\s+of\s+(?:completion|signature)|final\s+audit\s+report|(?:e-?|electronic\s+)?signature\s+certificate|"
    r"(?:signing|completion)\s+certificate|(?:e-?|electronic\s+)?(?:signature\s+)?audit\s+(?:trail|log|report|certificate))",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"\d{1,2}:\d{2}(?::\d{2})?")
_MAIL = re.compile(EMAIL)
_DISCLOSURE = re.compile(r"electronic\s+record\s+and\s+signature\s+disclosure", re.IGNORECASE)
_COUNT = re.compile(r"certificate\s+pages\s*:?\s*(?P<count>\d{1,3})\b", re.IGNORECASE)
_TITLE_ROWS = 14
_CHEAP = re.compile(r"certificate|audit\s+(?:report|trail|log)", re.IGNORECASE)


class Place(NamedTuple):
    """A certificate's part of a document."""

    span: Span
    rows: list[Row]
    page: int | None = None
    last_page: int | None = None


def certificate_places(document: Document) -> tuple[Place, ...]:
    """Every certificate in a document, in the order of the text.

    A title alone makes none, and neither does a form of that name: the id of the envelope, an address and a time of day
    must stand with it.
    """
    if not _CHEAP.search(document.text) or not _MAIL.search(document.text):
        return ()
    return _on_pages(document) if document.pages else _in_text(document)


def _on_pages(document: Document) -> tuple[Place, ...]:
    found: list[Place] = []
    titled = {word.box.page for word in document.words if _is_word_of_title(document.text[word.start : word.end])}
    for page in document.pages:
        if page.number not in titled or (found and page.number <= (found[-1].last_page or 0)):
            continue
        rows = rows_on(document, page.number)
        if any(_is_title(row) for row in rows[:_TITLE_ROWS]) and _is_certificate(words_of(rows)):
            found.append(_from(document, page.number, rows))
    return tuple(found)


def _is_word_of_title(word: str) -> bool:
    return word.casefold().strip(":") in ("certificate", "audit")


def _from(document: Document, first: int, rows: list[Row]) -> Place:
    """The certificate that begins on a page."""
    count = _COUNT.search(words_of(rows))
    rows, last, discloses = list(rows), first, False
    for page in document.pages[first:]:
        following = rows_on(document, page.number)
        words = words_of(following)
        if count:
            goes_on = page.number < first + int(count["count"])
        else:
            discloses = discloses or any(
                _DISCLOSURE.fullmatch(cell.words.strip(" :")) for row in following for cell in row
            )
            goes_on = discloses or not words or len(_CLOCK.findall(words)) >= 2 or bool(_MAIL.search(words))
        if not goes_on:
            break
        rows += following
        last = page.number
    spans = [page.span for page in document.pages[first - 1 : last] if page.span]
    starts, ends = [span.start for span in spans], [span.end for span in spans]
    whole = Span(start=min(starts), end=max(ends)) if spans else rows[0][0].span
    return Place(whole, rows, first, last)


def _in_text(document: Document) -> tuple[Place, ...]:
    for block in document.blocks:
        if len(block.span) < 60 and _TITLE.fullmatch(block.span.of(document.text).strip(" :*#")):
            span = Span(start=block.span.start, end=len(document.text))
            rows = rows_of_text(document.text, span)
            if _is_certificate(words_of(rows)):
                return (Place(span, rows),)
    return ()


def _is_title(row: Row) -> bool:
    return any(_TITLE.fullmatch(cell.words.strip(" :")) for cell in row)


def _is_certificate(words: str) -> bool:
    return bool(IDENTIFIED.search(words) and _MAIL.search(words) and _CLOCK.search(words))


def without(document: Document, places: Sequence[Place]) -> Document:
    """The document without the blocks of certificates; its text stays as it is."""
    if not places:
        return document
    pages = {
        number for place in places if place.page for number in range(place.page, (place.last_page or place.page) + 1)
    }

    def stays(span: Span, page: int | None) -> bool:
        return page not in pages and not any(place.span.overlaps(span) for place in places)

    return document.model_copy(
        update={
            "blocks": tuple(block for block in document.blocks if stays(block.span, block.page)),
            "tables": tuple(table for table in document.tables if stays(table.span, None)),
            "drawings": tuple(each for each in document.drawings if not each.box or each.box.page not in pages),
        }
    )
