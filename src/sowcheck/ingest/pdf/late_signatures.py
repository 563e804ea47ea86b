"""What a signature lies over that was placed on the page after others had signed it."""

import re
from collections.abc import Mapping
from pathlib import Path

from sowcheck.core.limits import ReadingLimits
from sowcheck.core.signatures import DigitalSignature
from sowcheck.errors import UnreadableInput
from sowcheck.ingest.layout.words import words_of
from sowcheck.ingest.pdf.places import LateSignatures
from sowcheck.ingest.pdfium.file import PdfFile, opened

_FIGURE = re.compile(r"\d")
_LONGEST = 200


def over_words(
    path: Path, signatures: tuple[DigitalSignature, ...], late: LateSignatures, data: bytes, limits: ReadingLimits
) -> tuple[DigitalSignature, ...]:
    """The signatures, each late one with the words under it, where figures are among these.

    Labels and lines of a place to sign are what signatures are meant to lie on; a price is not.
    """
    if not late.places:
        return signatures
    try:
        with opened(path, data[: late.signed]) as file:
            found = {name: _words_under(file, page, corners, limits) for name, (page, corners) in late.places.items()}
    except UnreadableInput:
        return signatures
    return tuple(_with_words(each, found) for each in signatures)


def _with_words(signature: DigitalSignature, found: Mapping[str, str]) -> DigitalSignature:
    words = found.get(signature.field, "")
    return signature.model_copy(update={"lies_over": words[:_LONGEST]}) if _FIGURE.search(words) else signature


def _words_under(file: PdfFile, page: int, corners: tuple[float, float, float, float], limits: ReadingLimits) -> str:
    """The words of the page, as it was when it was signed first, whose middle lies in the box."""
    if page > len(file):
        return ""
    content = file.page(page - 1, limits=limits)
    area = content.view.box(*corners)
    return " ".join(word.text for word in words_of(content.glyphs) if area.holds(*word.middle))
