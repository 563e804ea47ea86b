"""The ledger of a PDF: what there was to read, and what was not read and why."""

from collections.abc import Sequence
from typing import Literal

from sowcheck.core.documents import Block, Comment, Coverage, Document, HiddenText, Revision, Unread
from sowcheck.core.spans import Box
from sowcheck.ingest.layout.content import PageContent, Rectangle
from sowcheck.ingest.layout.turning import back
from sowcheck.ingest.pdf.forms import Extras

_LARGE = 0.15
"""A picture on a page with text is read by nobody if it covers more than this share of the page: it may hold text. Logos,
stamps, drawn signatures and ornaments are smaller; they hold no terms, and count as seen."""
_SCAN = 0.5
"""A picture that covers more than this share of the page may be the page itself, scanned."""
_TEXT_LAYER = 100
"""Characters that a scan's text layer has at least; the stamp of a signing service or a page number has fewer."""
_VISIBLE = 0.01
"""On a page without text, any picture above this share of the page may hold some."""
_OUTLINES = 20
"""On a page without text, that many drawn shapes may be letters turned to outlines."""
_MEDIA = {
    "FileAttachment": "attached file",
    "RichMedia": "film or sound",
    "Movie": "film",
    "Sound": "sound",
    "Screen": "film or sound",
}
"""Kinds of annotation that hold what nobody reads here."""
_END = b"%%EOF"
_TAIL = 4096
"""Bytes at the end of a file in which its end mark stands; some programs write a little more behind it."""


def ledger(
    data: bytes,
    contents: Sequence[PageContent],
    said: Sequence[Block | HiddenText | Revision | Comment],
    extras: Extras,
    unread: Sequence[Unread],
) -> Coverage:
    """The coverage of a PDF.

    Args:
        data: the file.
        contents: its pages.
        said: the blocks of its text, what it hides, changes and notes.
        extras: its form fields, annotations and signature fields.
        unread: what of its pages nobody could read.
    """
    damaged = [*extras.damaged, *(["end of the file"] if _END not in data[-_TAIL:] else [])]
    media = [
        Unread(where=f"page {each.page} {_MEDIA[each.kind]}", reason="unsupported_content")
        for each in extras.annotations
        if each.kind in _MEDIA
    ]
    unread = [
        *unread,
        *(Unread(where=where, reason="damaged") for where in damaged),
        *media,
        *(Unread(where=where, reason="limit_reached") for where in extras.overfull),
    ]
    units = (
        len(contents)
        + len(said)
        + sum(len(content.pictures) for content in contents)
        + len(extras.widgets)
        + len(extras.signatures)
        + len(media)
        + len(extras.overfull)
        + len(damaged)
    )
    return Coverage(units=units, unread=tuple(unread))


def with_unread_layout(document: Document) -> Document:
    """The document with the layout of its form in its ledger: only viewers that know XFA lay it out."""
    where = "layout of the form (XFA): its pages hold a placeholder, its values and captions were read from its data"
    coverage = document.coverage
    unread = (*coverage.unread, Unread(where=where, reason="unsupported_content"))
    return document.model_copy(update={"coverage": Coverage(units=coverage.units + 1, unread=unread)})


def with_attachments(document: Document, names: Sequence[str]) -> Document:
    """The document with the files inside it in its ledger: nobody reads them, and one may be an annex."""
    if not names:
        return document
    unread = [Unread(where=f"attached file {name}", reason="unsupported_content") for name in names]
    coverage = document.coverage
    added = Coverage(units=coverage.units + len(unread), unread=(*coverage.unread, *unread))
    return document.model_copy(update={"coverage": added})


def unread_of(content: PageContent) -> list[Unread]:
    """What of a page nobody could read, before anybody looks at pictures."""
    if content.damaged:
        return [Unread(where=f"page {content.number}", reason="damaged")]
    if content.overfull:
        return [Unread(where=f"page {content.number}", reason="limit_reached")]
    if all(glyph.character.isspace() for glyph in content.glyphs):
        if not _shows_something(content):
            return []
        return [Unread(where=f"page {content.number}", reason="no_text_layer", area=_box(content, None))]
    entries = [
        Unread(where=f"page {content.number} image {number}", reason=reason, area=_box(content, picture))
        for number, picture in enumerate(content.pictures, start=1)
        if (reason := _reason(picture, content)) is not None
    ]
    if content.unmapped:
        where, area = f"page {content.number} text", _box(content, None)
        entries.append(Unread(where=where, reason="unmapped_characters", area=area))
    return entries


def _box(content: PageContent, picture: Rectangle | None) -> Box:
    """Where on the page as shown a picture lies; the whole page if there is none, or if it fills most of the page."""
    width, height = content.view.size
    area = _shown(picture, content) if picture else None
    if area is None or area.area > _SCAN * width * height:
        return Box(content.number, 0.0, 0.0, round(width, 2), round(height, 2))
    return Box(content.number, *(round(value, 2) for value in back(area, content.turn, content.view.size)))


def _shows_something(content: PageContent) -> bool:
    covered = sum(_shown(picture, content).area for picture in content.pictures)
    return covered > _VISIBLE * content.width * content.height or content.drawings > _OUTLINES


def _reason(picture: Rectangle, content: PageContent) -> Literal["no_text_layer", "unsupported_content"] | None:
    """Why a picture on a page with text is not read; None if nothing in it is left to read."""
    share = _shown(picture, content).area / max(content.width * content.height, 1.0)
    if share <= _LARGE:
        return None
    inside = _characters_in(picture, content)
    if inside >= _TEXT_LAYER:
        # A background, or a scan with its text layer.
        return None
    return "no_text_layer" if share > _SCAN else "unsupported_content"


def _characters_in(picture: Rectangle, content: PageContent) -> int:
    """Characters that stand on a picture, those close to its top and bottom edge apart: stamps stand there."""
    margin = 0.08 * picture.height
    inner = Rectangle(picture.x0, picture.y0 + margin, picture.x1, picture.y1 - margin)
    return sum(inner.holds((glyph.x0 + glyph.x1) / 2, (glyph.y0 + glyph.y1) / 2) for glyph in content.glyphs)


def _shown(picture: Rectangle, content: PageContent) -> Rectangle:
    """The part of a picture that lies on the page."""
    return Rectangle(
        max(picture.x0, 0.0), max(picture.y0, 0.0), min(picture.x1, content.width), min(picture.y1, content.height)
    )
