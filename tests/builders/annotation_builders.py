"""PDF files that people have written on: annotations of every kind, with and without drawings, put on pages of reportlab."""

import io
from collections.abc import Callable, Sequence
from pathlib import Path

import pypdf
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    FloatObject,
    IndirectObject,
    NameObject,
    NumberObject,
    PdfObject,
    StreamObject,
    TextStringObject,
)

from pdf_builders import Draw, pdf
from sowcheck.core.documents import Document
from sowcheck.ingest.pdf.reader import read_pdf

Area = tuple[float, float, float, float]
"""Left, top, right and bottom from the top left corner of an A4 page."""


def numbers(*values: float) -> ArrayObject:
    """A list of figures."""
    return ArrayObject(map(FloatObject, values))


class Paper:
    """A PDF that is being written on."""

    def __init__(self, *pages: Draw) -> None:
        self.writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf(*pages)))

    def put(self, kind: str, area: Area, page: int = 1, **entries: object) -> IndirectObject:
        """Adds an annotation; names of entries are those of the file, values become its objects."""
        left, top, right, bottom = area
        annotation = DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Annot"),
                NameObject("/Subtype"): NameObject(f"/{kind}"),
                NameObject("/Rect"): numbers(left, 842 - bottom, right, 842 - top),
                NameObject("/F"): NumberObject(4),
            }
        )
        for key, value in entries.items():
            annotation[NameObject(f"/{key}")] = _object(value)
        reference = self.writer._add_object(annotation)
        sheet = self.writer.pages[page - 1]
        if "/Annots" not in sheet:
            sheet[NameObject("/Annots")] = ArrayObject()
        sheet["/Annots"].append(reference)  # type: ignore[attr-defined]
        return reference

    def mark(self, kind: str, area: Area, page: int = 1, **entries: object) -> IndirectObject:
        """Adds an annotation that marks the words in an area."""
        left, top, right, bottom = area
        quad = numbers(left, 842 - top, right, 842 - top, left, 842 - bottom, right, 842 - bottom)
        return self.put(kind, area, page, QuadPoints=quad, **entries)

    def typed(self, area: Area, drawn: str | None = None, page: int = 1, **entries: object) -> IndirectObject:
        """Adds words typed onto the page, with the drawing of them if `drawn` says what it shows."""
        if drawn is not None:
            entries["AP"] = self.drawing(area, f"BT /F 10 Tf 2 4 Td ({drawn}) Tj ET")
        return self.put("FreeText", area, page, DA="/Helv 10 Tf 0 g", **entries)

    def drawing(self, area: Area, content: str) -> DictionaryObject:
        """The appearance of an annotation, drawn by a content stream."""
        left, top, right, bottom = area
        stream = StreamObject()
        stream.set_data(content.encode("latin-1"))
        font = DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Font"),
                NameObject("/Subtype"): NameObject("/Type1"),
                NameObject("/BaseFont"): NameObject("/Helvetica"),
            }
        )
        resources = DictionaryObject({NameObject("/Font"): DictionaryObject({NameObject("/F"): font})})
        stream.update(
            {
                NameObject("/Type"): NameObject("/XObject"),
                NameObject("/Subtype"): NameObject("/Form"),
                NameObject("/BBox"): numbers(0, 0, right - left, bottom - top),
                NameObject("/Resources"): resources,
            }
        )
        return DictionaryObject({NameObject("/N"): self.writer._add_object(stream)})

    def layer(self, *, shown: bool) -> IndirectObject:
        """Adds a layer to the file."""
        entries = {NameObject("/Type"): NameObject("/OCG"), NameObject("/Name"): TextStringObject("Layer")}
        layer = self.writer._add_object(DictionaryObject(entries))
        off = ArrayObject([] if shown else [layer])
        self.writer.root_object[NameObject("/OCProperties")] = DictionaryObject(
            {
                NameObject("/OCGs"): ArrayObject([layer]),
                NameObject("/D"): DictionaryObject({NameObject("/OFF"): off}),
            }
        )
        return layer

    def change(self, change: Callable[[DictionaryObject], object], name: str) -> "Paper":
        """Changes the form field of a name on the first page."""
        for reference in self.writer.pages[0]["/Annots"]:  # type: ignore[attr-defined]
            entries = reference.get_object()
            if entries.get("/T") == name:
                change(entries)
        return self

    def bytes(self) -> bytes:
        """The file."""
        out = io.BytesIO()
        self.writer.write(out)
        return out.getvalue()

    def read(self) -> Document:
        """The document in the file."""
        return read_pdf(Path("paper.pdf"), self.bytes())


def _object(value: object) -> PdfObject:
    if isinstance(value, PdfObject):
        return value
    if isinstance(value, str):
        return NameObject(value) if value.startswith("/") and " " not in value else TextStringObject(value)
    if isinstance(value, Sequence):
        return ArrayObject(map(_object, value))
    assert isinstance(value, int | float)
    return NumberObject(value) if isinstance(value, int) else FloatObject(value)
