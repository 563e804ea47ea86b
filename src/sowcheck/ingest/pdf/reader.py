"""PDF to Document."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sowcheck.core.documents import BlockKind, Document, FormField, HiddenText
from sowcheck.core.limits import ReadingLimits
from sowcheck.core.signatures import DigitalSignature
from sowcheck.core.spans import PlacedWords
from sowcheck.ingest.layout.content import PageContent
from sowcheck.ingest.layout.edges import text_edges
from sowcheck.ingest.layout.entries import Entry
from sowcheck.ingest.layout.furniture import furniture
from sowcheck.ingest.layout.handwriting import drawings_of
from sowcheck.ingest.layout.kept import KeptGlyphs
from sowcheck.ingest.layout.levels import set_levels
from sowcheck.ingest.layout.overlays import parted
from sowcheck.ingest.layout.pages import Element, PageWords, arranged, continued, lines_in
from sowcheck.ingest.layout.paragraphs import Passage, body_size_of, habits_of, passages_of
from sowcheck.ingest.layout.tables import FoundTable
from sowcheck.ingest.layout.turning import sideways_lines, upright
from sowcheck.ingest.layout.words import Line, Word, lines_of
from sowcheck.ingest.limits import beyond
from sowcheck.ingest.mending import Vocabulary
from sowcheck.ingest.ocr.found import Seen
from sowcheck.ingest.pdf.coverage import ledger, unread_of, with_attachments, with_unread_layout
from sowcheck.ingest.pdf.fields import form_fields, place_fields, unseen_values
from sowcheck.ingest.pdf.forms import Extras, read_extras
from sowcheck.ingest.pdf.hidden import hidden_words
from sowcheck.ingest.pdf.markup import Written, marks_of
from sowcheck.ingest.pdf.other import with_other
from sowcheck.ingest.pdf.scans import Answered, add_seen
from sowcheck.ingest.pdf.text import TextWriter, pages_of, raw_words
from sowcheck.ingest.pdf.typed import typed_in
from sowcheck.ingest.pdfium.file import PdfFile, opened

if TYPE_CHECKING:
    from sowcheck.ingest.pdf.xfa.form import FormReading

Parts = tuple[list[Line], list[Word]]
"""The lines that lie over a page, and the words of its text."""


def read_pdf(
    path: Path,
    data: bytes,
    trusted: Sequence[bytes] = (),
    limits: ReadingLimits | None = None,
    seen: Sequence[Seen] = (),
) -> Document:
    """The document in a PDF.

    Args:
        path: names the file in the document and in errors; it is not opened.
        data: the file's bytes.
        trusted: certificates of the authorities that may vouch for signers, PEM or DER.
        limits: what it may ask for.
        seen: what was made out in pictures of its pages.

    Raises:
        UnreadableInput: encrypted, damaged, without pages or with too many.
    """
    limits = limits or ReadingLimits()
    with opened(path, data) as file:
        if len(file) > limits.pages:
            raise beyond(path, f"it has {len(file):,} pages", "pages", limits)
        extras = _extras(file, data)
        left_out = extras.left_out()
        raw = (file.page(index, left_out=left_out.get(index + 1), limits=limits) for index in range(len(file)))
        contents, parts, answered = _with_seen(raw, seen)
        attached = file.attachments()
    form = _xfa(extras, limits)
    document = with_attachments(with_other(_document(path, data, contents, parts, extras, form, answered)), attached)
    signed = [field.name for field in extras.signatures if field.signed]
    if not signed:
        return document
    return document.model_copy(update={"signatures": _signatures(path, data, signed, trusted, limits)})


def _signatures(
    path: Path, data: bytes, signed: Sequence[str], trusted: Sequence[bytes], limits: ReadingLimits
) -> tuple[DigitalSignature, ...]:
    """The digital signatures; what checks them is loaded for the few files that have any."""
    from sowcheck.ingest.pdf.late_signatures import over_words
    from sowcheck.ingest.pdf.signing.check import check_signatures, late_signatures
    from sowcheck.ingest.pdf.signing.trust import TrustRoots

    found = check_signatures(data, signed, TrustRoots(trusted))
    return over_words(path, found, late_signatures(data), data, limits) if len(found) > 1 else found


def _xfa(extras: Extras, limits: ReadingLimits) -> "FormReading | None":
    """The form in XFA; what reads it is loaded for the few files that have one."""
    if not extras.xfa:
        return None
    from sowcheck.ingest.pdf.xfa.placing import read_xfa

    return read_xfa(extras, limits)


def _extras(file: PdfFile, data: bytes) -> Extras:
    """Form fields and notes; from a copy that PDFium has written where the file itself is encrypted or broken."""
    extras = read_extras(file.rewritten() if file.is_encrypted else data)
    if extras.damaged:
        mended = read_extras(file.rewritten())
        return mended if len(mended.damaged) < len(extras.damaged) else extras
    return extras


def _with_seen(raw: Iterable[PageContent], seen: Sequence[Seen]) -> tuple[list[PageContent], list[Parts], Answered]:
    """The pages, their text upright, with what was made out in their pictures; and their words."""
    by_page: dict[int, list[Seen]] = {}
    for one in seen:
        by_page.setdefault(one.page, []).append(one)
    contents, parts, unread, ocr_pages = [], [], [], []
    for page in raw:
        content = upright(page)
        entries = unread_of(content)
        if entries and page.number in by_page:
            answered = add_seen(page, entries, by_page[page.number])
            content, entries = upright(page), answered.unread
            ocr_pages += answered.pages
        contents.append(content)
        parts.append(parted(content))
        content.glyphs = KeptGlyphs(content.glyphs)
        unread += entries
    return contents, parts, Answered(unread, ocr_pages)


def _document(
    path: Path,
    data: bytes,
    contents: Sequence[PageContent],
    parts: Iterable[Parts],
    extras: Extras,
    form: "FormReading | None",
    answered: Answered,
) -> Document:
    over, words = zip(*parts, strict=True)
    areas = place_fields(extras.widgets, contents, words, redrawn=extras.redrawn)
    boxes, unlike = typed_in(extras.annotations, contents, words)
    upright = [[word for word in page if word.style.angle == 0] for page in words]
    lines = [lines_of(page, content.number) for page, content in zip(upright, contents, strict=True)]
    headers, footers = furniture([(content.height, page) for content, page in zip(contents, lines, strict=True)])
    aside = {id(word) for page in (*headers, *footers) for line in page for word in line.words}
    body = [[word for word in page if id(word) not in aside] for page in upright]
    body_lines = [[line for line in page if not aside.issuperset(map(id, line.words))] for page in lines]
    edges = text_edges(body_lines)
    elements: list[Element] = []
    for content, page, fields, (left, right) in zip(contents, body, areas, edges, strict=True):
        found = arranged(PageWords(content, page, left, right, fields))
        elements += continued(found, elements[-1] if elements else None)
    writer = TextWriter(Vocabulary(raw_words([line for page in lines for line in page])), contents)
    _write_body(writer, elements)
    for content, page in zip(contents, words, strict=True):
        for line in sideways_lines(page, content.number):
            writer.write(Passage(BlockKind.TEXT_BOX, [line]))
    pages = pages_of([content.view.size for content in contents], writer.words)
    for box in (*boxes, *(Passage(BlockKind.TEXT_BOX, [line]) for page in over for line in page)):
        writer.write(box)
    _write_furniture(writer, headers, BlockKind.HEADER)
    _write_furniture(writer, footers, BlockKind.FOOTER)
    asked, unasked, laid_out = _with_xfa(writer, contents, extras, form)
    hidden = (*hidden_words(contents), *unlike, *unseen_values(extras.widgets, writer.text), *unasked)
    marks = marks_of(Written(writer.text, writer.words, writer.typed), extras.annotations, contents, words)
    document = Document(
        name=path.name,
        sha256=hashlib.sha256(data).hexdigest(),
        media_type="application/pdf",
        text=writer.text,
        pages=pages,
        blocks=tuple(writer.blocks),
        tables=tuple(writer.tables),
        words=PlacedWords(writer.words),
        form_fields=asked,
        signature_fields=tuple(extras.signatures),
        drawings=drawings_of(contents, extras.drawn),
        revisions=marks.revisions,
        comments=marks.comments,
        hidden=hidden,
        ocr_pages=tuple(answered.pages),
        ocr_words=tuple(writer.ocr_words),
        metadata=extras.metadata,
        coverage=ledger(
            data, contents, [*writer.blocks, *hidden, *marks.revisions, *marks.comments], extras, answered.unread
        ),
        offsets=writer.offsets,
    )
    return document if laid_out else with_unread_layout(document)


def _with_xfa(
    writer: TextWriter, contents: Sequence[PageContent], extras: Extras, form: "FormReading | None"
) -> tuple[tuple[FormField, ...], list[HiddenText], bool]:
    """The fields of the document, what its form in XFA hides, and whether the pages show that form."""
    fields = form_fields(extras.widgets, writer.fields)
    if form is None:
        return fields, [], True
    from sowcheck.ingest.pdf.xfa.placing import is_placeholder, with_second_copies, write_form

    if not is_placeholder(extras, contents):
        marks = frozenset(widget.name for widget in extras.widgets if widget.kind == "mark")
        return with_second_copies(fields, form, marks), [], True
    asked, hidden = write_form(writer, form)
    return (*fields, *asked), hidden, False


def _write_body(writer: TextWriter, elements: Sequence[Element]) -> None:
    size, habits = body_size_of(lines_in(elements)), habits_of(lines_in(elements))
    parts: list[FoundTable | Entry | Passage] = []
    for run in _runs(elements):
        parts += passages_of(run, size, habits) if isinstance(run, list) else [run]
    set_levels([part for part in parts if isinstance(part, Passage)])
    for part in parts:
        match part:
            case FoundTable():
                writer.write_table(part)
            case Entry():
                writer.write_entry(part)
            case Passage():
                writer.write(part)


def _runs(elements: Sequence[Element]) -> Iterator[FoundTable | Entry | list[Line]]:
    """Tables and form entries one by one, and the lines between them together."""
    lines: list[Line] = []
    for element in elements:
        if isinstance(element, Line):
            lines.append(element)
            continue
        if lines:
            yield lines
            lines = []
        yield element
    if lines:
        yield lines


def _write_furniture(writer: TextWriter, pages: Sequence[Sequence[Line]], kind: BlockKind) -> None:
    for page in pages:
        for line in sorted(page, key=lambda line: line.y0):
            writer.write(Passage(kind, [line]))
