"""Pictures and embedded objects: which of them may hold words that nobody can read here."""

import re
from typing import Literal, NamedTuple

from sowcheck.ingest.docx.names import DRAWING, DRAWING_IN_WORD, OFFICE_VML, PICTURE, VML, Element, seen, whole

LARGE_SHARE = 0.15
"""A picture below this share of the page is a logo, a stamp or a signature; a larger one may be a scan."""

_EMU = 12_700
"""English metric units in a point."""
_POINTS = {"pt": 1.0, "in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4, "pc": 12.0, "px": 0.75, "": 0.75}
_LENGTH = re.compile(r"(?:^|;)\s*(width|height)\s*:\s*(\d*\.?\d+)\s*([a-z]*)", re.IGNORECASE)
_GRAPHIC_DATA = f"{{{DRAWING}}}graphicData"
_OBJECTS = {
    "chart": "chart",
    "chartex": "chart",
    "diagram": "diagram (SmartArt)",
    "lockedCanvas": "drawing canvas",
    "ole": "embedded object",
}
_DESCRIBING = {
    f"{{{DRAWING_IN_WORD}}}docPr": ("descr", "title"),
    f"{{{PICTURE}}}cNvPr": ("descr", "title"),
    **{f"{{{VML}}}{name}": ("alt", "title") for name in ("shape", "rect", "roundrect", "oval", "group", "image")},
}
"""Attributes that describe a picture to those who cannot see it."""
_INK = "wordprocessingInk"
_TYPE = re.compile(r"/(chartex|chart|diagram|lockedCanvas|ole)\b")


class Figure(NamedTuple):
    """Something drawn."""

    kind: Literal["image", "object"]
    name: str
    """Such as "image", "chart", "embedded object Excel.Sheet.12"."""
    area: float
    """Square points on the page; 0 if the file does not say."""


def figures_of_drawing(drawing: Element) -> list[Figure]:
    """What a `w:drawing` shows, text boxes and mere lines apart."""
    area = _extent(drawing)
    found: list[Figure] = []
    for data in seen(drawing, _GRAPHIC_DATA):
        kind = _TYPE.search(data.get("uri", ""))
        if kind is not None:
            found.append(Figure("object", _OBJECTS[kind[1]], area))
    pictures = list(seen(drawing, f"{{{DRAWING}}}blip"))
    # Of several pictures in a group, each may be as large as the group: the file's own sizes are scaled by it.
    found.extend(Figure("image", "image", area / len(pictures)) for _ in pictures)
    return found


def has_ink(drawing: Element) -> bool:
    """Whether a `w:drawing` holds strokes of a pen."""
    return any(_INK in data.get("uri", "") for data in seen(drawing, _GRAPHIC_DATA))


def figures_of_shape(shape: Element) -> list[Figure]:
    """What a `w:pict` or `w:object` (the older notation) shows, text boxes apart."""
    objects = list(seen(shape, f"{{{OFFICE_VML}}}OLEObject"))
    if objects:
        return [Figure("object", f"embedded object {one.get('ProgID', '')}".strip(), 0) for one in objects]
    found: list[Figure] = []
    for image in seen(shape, f"{{{VML}}}imagedata"):
        parent = image.getparent()
        if parent is not None and parent.find(f"{{{OFFICE_VML}}}signatureline") is None:
            found.append(Figure("image", "image", _area(parent.get("style", ""))))
    return found


def signature_lines(shape: Element) -> list[tuple[str, str]]:
    """Signature lines of a `w:pict`: the suggested signer in words, and the id that a digital signature names."""
    lines: list[tuple[str, str]] = []
    for line in shape.iter(f"{{{OFFICE_VML}}}signatureline"):
        signer = (line.get(f"{{{OFFICE_VML}}}suggestedsigner"), line.get(f"{{{OFFICE_VML}}}suggestedsigner2"))
        name = ", ".join(part.strip() for part in signer if part and part.strip())
        lines.append((name or "signature line", line.get("id", "")))
    return lines


def word_art(shape: Element) -> list[str]:
    """Words that are drawn as a shape, such as the watermark "DRAFT"."""
    return [path.get("string", "") for path in seen(shape, f"{{{VML}}}textpath") if path.get("string", "").strip()]


def descriptions(figure: Element) -> list[str]:
    """The alternate texts of what a `w:drawing`, `w:pict` or `w:object` shows, each once."""
    found = {
        " ".join(element.get(name, "").split()): None
        for tag, names in _DESCRIBING.items()
        for element in seen(figure, tag)
        for name in names
    }
    return [text for text in found if text]


def _extent(drawing: Element) -> float:
    extent = next(drawing.iter(f"{{{DRAWING_IN_WORD}}}extent"), None)
    if extent is None:
        return 0
    return (whole(extent.get("cx")) or 0) / _EMU * ((whole(extent.get("cy")) or 0) / _EMU)


def _area(style: str) -> float:
    sides = {name.lower(): float(size) * _POINTS.get(unit.lower(), 1.0) for name, size, unit in _LENGTH.findall(style)}
    return sides.get("width", 0) * sides.get("height", 0)
