"""The ledger of a PDF: what there was to read, and what was not read and why."""

from collections.abc import Sequence

from sowcheck.core.documents import Block, Coverage, Unread
from sowcheck.ingest.layout.content import PageContent, Rectangle
from sowcheck.ingest.pdf_forms import Extras

_LARGE = 0.15
"""A picture on a page with text is read by nobody if it covers more than this share of the page: it may hold text. Logos,
stamps, drawn signatures and ornaments are smaller; they hold no terms, and count as seen."""
_VISIBLE = 0.01
"""On a page without text, any picture above this share of the page may be a scan."""


def ledger(contents: Sequence[PageContent], blocks: Sequence[Block], extras: Extras) -> Coverage:
    """The coverage of a PDF.

    Args:
        contents: its pages.
        blocks: the blocks of its text.
        extras: its form fields, notes and signature fields.
    """
    unread = [entry for content in contents for entry in _unread_of(content)]
    unread += [Unread(where=where, reason="damaged") for where in extras.damaged]
    units = (
        len(contents)
        + len(blocks)
        + sum(len(content.pictures) for content in contents)
        + len(extras.widgets)
        + len(extras.signatures)
        + len(extras.comments)
        + len(extras.damaged)
    )
    return Coverage(units=units, unread=tuple(unread))


def _unread_of(content: PageContent) -> list[Unread]:
    page = content.width * content.height
    has_text = any(not glyph.character.isspace() for glyph in content.glyphs)
    if not has_text:
        covered = sum(_shown(picture, content).area for picture in content.pictures)
        if covered > _VISIBLE * page:
            return [Unread(where=f"page {content.number}", reason="no_text_layer")]
        return []
    entries = [
        Unread(where=f"page {content.number} image {number}", reason="unsupported_content")
        for number, picture in enumerate(content.pictures, start=1)
        if _shown(picture, content).area > _LARGE * page and not _lies_under_text(picture, content)
    ]
    if content.unmapped:
        entries.append(Unread(where=f"page {content.number} text", reason="unmapped_characters"))
    return entries


def _shown(picture: Rectangle, content: PageContent) -> Rectangle:
    """The part of a picture that lies on the page."""
    return Rectangle(
        max(picture.x0, 0.0), max(picture.y0, 0.0), min(picture.x1, content.width), min(picture.y1, content.height)
    )


def _lies_under_text(picture: Rectangle, content: PageContent) -> bool:
    """Whether most of the page's text stands on the picture: a background, or a scan with its text layer."""
    inside = sum(picture.holds((glyph.x0 + glyph.x1) / 2, (glyph.y0 + glyph.y1) / 2) for glyph in content.glyphs)
    return inside > 0.6 * len(content.glyphs)
