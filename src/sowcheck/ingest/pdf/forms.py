"""The one door to pypdf: form fields, signature fields, annotations and metadata of a PDF."""

import io
import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pypdf
from pypdf.errors import PyPdfError

from sowcheck.core.documents import SignatureField
from sowcheck.ingest.pdf.annotations import Annotation, layers_switched_off, read_annotation
from sowcheck.ingest.pdf.objects import Bounds, resolved
from sowcheck.ingest.pdf.widgets import Widget, fields_without_place, read_widget

_logger = logging.getLogger(__name__)
# pypdf warns of every oddity that it has got over; what it could not get over stands in `Extras.damaged`.
logging.getLogger("pypdf").setLevel(logging.ERROR)

_MALFORMED = (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, OSError)
"""What pypdf raises on objects that break the standard."""
_MOST = 5000
"""Annotations of a file that are read, form fields apart."""
_METADATA = {
    "/Title": "title",
    "/Author": "author",
    "/Subject": "subject",
    "/Keywords": "keywords",
    "/Creator": "creator",
    "/Producer": "producer",
    "/CreationDate": "created",
    "/ModDate": "modified",
}


@dataclass(slots=True)
class Extras:
    """What a PDF holds beside its pages' content."""

    widgets: list[Widget] = field(default_factory=list)
    signatures: list[SignatureField] = field(default_factory=list)
    annotations: list[Annotation] = field(default_factory=list)
    metadata: dict[str, str] = field(default_factory=dict)
    damaged: list[str] = field(default_factory=list)
    """Parts that hold something and could not be read, such as "page 3 annotations"."""
    overfull: list[str] = field(default_factory=list)
    """Parts that hold more than is read."""
    redrawn: bool = False
    """Whether the form asks viewers to draw its values anew."""
    xfa: tuple[tuple[str, bytes], ...] = ()
    """The parts of a form in XFA, each with its name; one without a name if the form is in one piece."""

    @property
    def drawn(self) -> list[tuple[int, Bounds]]:
        """Page and place of what people drew or stamped on top of the pages."""
        return [(each.page, each.bounds) for each in self.annotations if each.shown and each.kind in ("Ink", "Stamp")]

    def left_out(self) -> dict[int, frozenset[int]]:
        """For each page on which annotations are drawn, those that are not, by their places there."""
        drawing = {each.page for each in self.annotations if each.is_drawing}
        drawing |= {each.page for each in self.widgets if each.page is not None}
        found: dict[int, set[int]] = {page: set() for page in drawing}
        for each in self.annotations:
            if each.page in found and not each.is_drawing:
                found[each.page].add(each.index)
        for widget in self.widgets:
            if widget.page is not None and not widget.shown:
                found[widget.page].add(widget.index)
        return {page: frozenset(places) for page, places in found.items()}

    def add(self, found: Widget | SignatureField | None) -> None:
        """Add a form field."""
        if isinstance(found, SignatureField):
            self.signatures.append(found)
        elif found is not None:
            self.widgets.append(found)


def read_extras(data: bytes) -> Extras:
    """Form fields, signature fields, annotations and metadata of the PDF in `data`."""
    extras = Extras()
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        extras.metadata = _metadata(reader)
        catalog = reader.root_object
        layers = layers_switched_off(catalog)
        pages = list(reader.pages)
    except _MALFORMED as error:
        _logger.debug("form fields and annotations cannot be read: %s", error)
        extras.damaged.append("form fields and annotations")
        return extras
    for number, page in enumerate(pages, start=1):
        if not _read_page(page, number, layers, extras):
            extras.damaged.append(f"page {number} annotations")
    try:
        _read_form(resolved(catalog.get("/AcroForm")), extras)
    except _MALFORMED as error:
        _logger.debug("the form's fields cannot be read: %s", error)
        extras.damaged.append("form fields")
    return extras


def _read_page(page: Any, number: int, layers: frozenset[int], extras: Extras) -> bool:
    """Reads the annotations and fields of a page; whether all could be read."""
    whole = True
    try:
        for index, entries in _annotations(page):
            try:
                _add(entries, number, index, layers, extras)
            except _MALFORMED as error:
                _logger.debug("annotation %d of page %d cannot be read: %s", index + 1, number, error)
                whole = False
    except _MALFORMED as error:
        _logger.debug("annotations of page %d cannot be read: %s", number, error)
        return False
    return whole


def _metadata(reader: pypdf.PdfReader) -> dict[str, str]:
    entries: Mapping[str, Any] = reader.metadata or {}
    found = {name: str(entries[key]).strip() for key, name in _METADATA.items() if entries.get(key) is not None}
    return {name: value for name, value in found.items() if value}


def _annotations(page: Any) -> Iterator[tuple[int, Any]]:
    """The annotations of a page, each with its place among them."""
    for index, reference in enumerate(resolved(page.get("/Annots")) or ()):
        annotation = resolved(reference)
        if isinstance(annotation, dict):
            yield index, annotation


def _add(entries: Any, page: int, index: int, layers: frozenset[int], extras: Extras) -> None:
    if entries.get("/Subtype") == "/Widget":
        extras.add(read_widget(entries, page, index, layers))
        return
    found = read_annotation(entries, page, index, layers)
    if found is not None and len(extras.annotations) >= _MOST:
        if not extras.overfull:
            extras.overfull.append(f"annotations from page {page} on")
    elif found is not None:
        extras.annotations.append(found)


def _read_form(form: Any, extras: Extras) -> None:
    """What the form says as a whole: fields that stand on no page, and its parts in XFA."""
    if not isinstance(form, dict):
        return
    extras.redrawn = bool(resolved(form.get("/NeedAppearances")))
    known = frozenset([each.name for each in extras.widgets] + [each.name for each in extras.signatures])
    for found in fields_without_place(form, known):
        extras.add(found)
    xfa = resolved(form.get("/XFA"))
    if isinstance(xfa, list):
        parts = zip(xfa[0::2], xfa[1::2], strict=False)
        extras.xfa = tuple((str(resolved(name)), bytes(resolved(part).get_data())) for name, part in parts)
    elif xfa is not None:
        extras.xfa = (("", bytes(xfa.get_data())),)
