"""Reads what a document holds in pictures: they are drawn behind the walls, read behind others, and the file read anew."""

from collections.abc import Callable, Iterator, Sequence

from sowcheck.core.documents import Coverage, Document, Unread
from sowcheck.core.limits import ReadingLimits
from sowcheck.core.ocr import OcrSettings
from sowcheck.errors import UnreadableInput
from sowcheck.ingest.apart.crew import Crew, Picture
from sowcheck.ingest.apart.tasks import GreyPicture, PageArea
from sowcheck.ingest.ocr.found import Area, Seen
from sowcheck.ingest.ocr.presence import presence

Draw = Callable[[Sequence[PageArea]], Iterator[GreyPicture]]
_BATCH = 8
"""Pictures that are held at a time: a page takes about 9 MB."""
_UNSURE, _MOST_UNSURE = 0.5, 0.15
"""A page on which more than this share of the letters is less sure than that is not legible as a whole."""


def pictured(document: Document) -> list[Unread]:
    """Entries of the ledger that a look at the page may answer."""
    return [entry for entry in document.coverage.unread if entry.area is not None]


def seen_in(
    name: str,
    wanted: Sequence[Unread],
    draw: Draw,
    settings: OcrSettings,
    limits: ReadingLimits,
    tell: Callable[[str], None],
) -> list[Seen]:
    """What the pictures of a document show; a picture without an answer is passed over.

    Args:
        name: The document's, as progress tells it.
        wanted: What to look at.
        draw: Draws parts of the file's pages.
        settings: Languages and limits.
        limits: Of a reading process.
        tell: Called with what is done next.

    Raises:
        UsageError: data of a language is missing.
    """
    program = presence().program
    if program is None or not settings.enabled:
        return []
    areas = [PageArea(each.where, each.area.page, Area(*each.area[1:])) for each in wanted if each.area]
    areas = areas[: settings.pages]
    found: list[Seen] = []
    with Crew(program, settings, limits) as crew:
        for start in range(0, len(areas), _BATCH):
            batch = areas[start : start + _BATCH]
            try:
                pictures = [Picture(batch[drawn.number], drawn) for drawn in draw(batch) if drawn.number < len(batch)]
            except UnreadableInput:
                continue

            def say(area: PageArea, first: int = start, batch: Sequence[PageArea] = batch) -> None:
                number = first + batch.index(area) + 1
                tell(f"Reading {name}: {area.where} by OCR ({number} of {len(areas)})")

            found += [_judged(one, settings) for one in crew.read(pictures, say)]
    return found


def _judged(one: Seen, settings: OcrSettings) -> Seen:
    letters = sum(len(word.text) for word in one.words)
    unsure = sum(len(word.text) for word in one.words if word.confidence < _UNSURE)
    if one.outcome in ("read", "covered") and (
        one.confidence < settings.legible_from or unsure > _MOST_UNSURE * letters
    ):
        return one._replace(outcome="illegible")
    return one


def advised(document: Document, settings: OcrSettings) -> Document:
    """The document; what remains unread for want of a program, by choice or by a limit says so, and what to do."""
    here = presence()
    beyond = f"more than {settings.pages} pages would need OCR (`pages` under [ocr] in the policy)"
    told = "OCR is switched off" if not settings.enabled else beyond if here.program else here.advice
    unread = [
        entry.model_copy(update={"note": told}) if entry.area and not entry.note else entry
        for entry in document.coverage.unread
    ]
    return document.model_copy(update={"coverage": Coverage(units=document.coverage.units, unread=tuple(unread))})
