"""A document as it was read: one text, and everything else as places in it."""

from bisect import bisect_left, bisect_right
from enum import StrEnum
from itertools import takewhile
from typing import Literal

from pydantic import Field, SkipValidation

from sowcheck.core.noun import Noun
from sowcheck.core.ocr import OcrPage, OcrWord
from sowcheck.core.packages import PackedIn
from sowcheck.core.signatures import DigitalSignature
from sowcheck.core.spans import Box, OffsetMap, PlacedWords, Quote, Span


class BlockKind(StrEnum):
    """What a block of the text is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    TABLE_CELL = "table_cell"
    HEADER = "header"
    FOOTER = "footer"
    FOOTNOTE = "footnote"
    TEXT_BOX = "text_box"
    FORM_FIELD = "form_field"


class Block(Noun):
    """A run of text that belongs together: a paragraph, a heading, a cell."""

    kind: BlockKind
    span: Span
    page: int | None = None
    """1-based; None for formats without pages."""
    level: int = 0
    """Of a heading (1 is the highest) or a list item (0 is the outermost); else 0."""
    label: str | None = None
    """The number or bullet of a heading or list item where the format keeps it outside the text ("4.2", "(a)", "•")."""
    bold: bool = False
    size: float | None = None
    """Font size in points, where known."""
    indent: float = 0.0
    """Left edge in points from the page's (or column's) left edge."""


class Cell(Noun):
    """One cell of a table; an empty cell has no span."""

    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    span: Span | None
    page: int | None = None


class Table(Noun):
    """A grid of cells, each a place in the text."""

    cells: tuple[Cell, ...]
    header_rows: int = 0
    """How many of the first rows name the columns."""
    ruled: bool = True
    """False for a table found by the alignment of its words."""

    @property
    def rows(self) -> int:
        """How many rows the grid has."""
        return max((cell.row + cell.row_span for cell in self.cells), default=0)

    @property
    def columns(self) -> int:
        """How many columns the grid has."""
        return max((cell.column + cell.column_span for cell in self.cells), default=0)

    @property
    def span(self) -> Span:
        """From the first word of the table to its last."""
        spans = [cell.span for cell in self.cells if cell.span]
        return Span(start=min(span.start for span in spans), end=max(span.end for span in spans))

    def row(self, index: int) -> tuple[Cell, ...]:
        """The cells that start in row `index`, from left to right."""
        return tuple(sorted((cell for cell in self.cells if cell.row == index), key=lambda cell: cell.column))


class Page(Noun):
    """One page and the stretch of text that stands on it, repeated headers and footers apart."""

    number: int
    """1-based."""
    width: float
    """Points."""
    height: float
    """Points."""
    span: Span | None
    """None for a page without text of its own."""


class FormField(Noun):
    """A field of a PDF form and what was filled in."""

    name: str
    value: str
    page: int | None
    span: Span | None
    """Where the value stands in the text; None for an empty field and for one that people do not see."""
    label: str | None = None
    """What the form calls the field when somebody points at it, or in the words that belong to it."""
    drawn: str | None = None
    """What the page shows in the field, where that is not its value; empty if it shows nothing."""
    second: str | None = None
    """What the form's other copy of the value (its data in XFA) says, where that is not the value."""
    hidden: bool = False
    """Whether people do not see the field; its value is no part of the text then."""
    required: bool = False
    """Whether the form asks that it be filled in."""


class SignatureField(Noun):
    """A field for a digital signature."""

    name: str
    signed: bool
    """Whether the field holds a signature value; says nothing about its validity."""
    page: int | None = None


class Drawing(Noun):
    """A small picture, or strokes of ink: a signature by hand, a stamp, a logo. It has no words."""

    kind: Literal["picture", "ink"]
    box: Box | None = None
    """Where it stands; None for formats without pages."""
    at: int | None = None
    """For formats without pages: offset in the text of what follows it."""
    column: int | None = None
    """Column of the table in whose cell it stands, for formats without pages."""


class Revision(Noun):
    """A change to the words that somebody proposed and nobody has accepted or rejected."""

    kind: Literal["inserted", "deleted", "moved"]
    text: str
    author: str | None = None
    date: str | None = None
    """ISO 8601, as the file states it."""
    span: Span | None = None
    """Its words, where the document's text has them: what a Word file inserts or moves, what a PDF strikes out."""
    before: int | None = None
    """The offset at which its words would stand, where the text does not have them: what a Word file deletes, what a PDF
    inserts."""


class Comment(Noun):
    """A reviewer's note; not part of the text."""

    text: str
    author: str | None = None
    date: str | None = None
    anchor: Span | None = None
    """The words it is attached to."""
    page: int | None = None
    resolved: bool = False
    """Whether somebody marked it, or what it answers, as settled."""
    state: Literal["accepted", "rejected", "cancelled", "completed"] | None = None
    """What was decided about it, where the file says so."""


HiddenReason = Literal[
    "no_ink",
    "transparent",
    "background_colour",
    "covered",
    "cut_off",
    "switched_off",
    "tiny",
    "outside_page",
    "marked_hidden",
    "invisible_characters",
    "turned_around",
    "replacing",
    "alternate_text",
]
"""Why people do not see some words, or see others in their place:

drawn without ink; see-through; in the colour of what is behind; below something drawn later; cut off by a window; in a
layer that is switched off; too small to read; beside the page; set to "hidden"; written with characters that have no
shape; shown in another order than they are written in; stated in place of other words that are drawn; the description of
a picture.
"""


class HiddenText(Noun):
    """Words that a program reads in the file and people do not see.

    They are no part of the text, so that nothing can be read from them; words with a `span` are, because people see them
    in another order.
    """

    where: str
    """Such as "page 3" or "header 1 paragraph 2"."""
    reason: HiddenReason
    words: str
    page: int | None = None
    """1-based; None for formats without pages."""
    span: Span | None = None
    """Where words that are shown otherwise than they are written stand in the text; None for words that are not in it."""


class Unread(Noun):
    """A part of the file that holds something sowcheck could not read."""

    where: str
    """Such as "page 3 image 1"."""
    reason: Literal[
        "no_text_layer",
        "unsupported_content",
        "unmapped_characters",
        "damaged",
        "limit_reached",
        "not_calculated",
        "cell_error",
        "illegible",
    ]
    note: str = ""
    """More about the reason, for people."""
    area: Box | None = None
    """Where on a page a picture may hold the words; None where no look at the page would help."""


class Coverage(Noun):
    """The ledger of a document: every unit it has was read, or is named with the reason."""

    units: int
    """Pages, paragraphs, cells, headers, footers, text boxes, form fields, comments, revisions, images, hidden words."""
    unread: tuple[Unread, ...] = ()

    @property
    def read(self) -> int:
        """How many units were read."""
        return self.units - len(self.unread)


class OtherReading(Noun):
    """What a file says if its open changes are decided the other way than in the document's text."""

    decided: Literal["accepted", "rejected"]
    """What was done with all changes here. A Word file's text reads as if all were accepted, a PDF's as it is drawn."""
    document: "Document | None" = Field(repr=False)
    """The file in this reading; None if it then has no words at all."""
    offsets: OffsetMap = Field(default=OffsetMap(), repr=False)
    """From the document's text to the text of this reading."""


class CellPlace(Noun):
    """Where the words of a cell stand in a workbook."""

    span: Span
    sheet: str
    column: str
    """In letters, such as "B"."""
    row: int
    """1-based."""


class Document(Noun):
    """One file as read. Every place is a span of `text`.

    `text` has one line for each block: the lines of a paragraph are joined by single spaces, also over a page break.
    The cells of a table row stand on one line with a tab between them; a wide gap inside a line is a tab as well.
    Repeated page headers and footers, footnotes and text boxes follow the body, so that they interrupt no sentence.
    """

    name: str
    """File name without its folder."""
    sha256: str
    media_type: Literal[
        "application/pdf",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "text/plain",
        "text/markdown",
    ]
    text: str
    pages: tuple[Page, ...] = ()
    """Empty for formats without pages."""
    blocks: tuple[Block, ...] = ()
    """In reading order; they do not overlap."""
    tables: tuple[Table, ...] = ()
    """In reading order; each cell with words is also a block."""
    words: PlacedWords = Field(default=PlacedWords(), repr=False)
    """In the order of the text; empty for formats without pages."""
    cell_places: SkipValidation[tuple[CellPlace, ...]] = Field(default=(), repr=False)
    """Of a workbook: where the words of each cell stand, in the order of the text."""
    form_fields: tuple[FormField, ...] = ()
    signature_fields: tuple[SignatureField, ...] = ()
    signatures: tuple[DigitalSignature, ...] = ()
    """Digital signatures, in the order in which they were made, each as far as it holds."""
    drawings: tuple[Drawing, ...] = ()
    """Small pictures and strokes of ink in the body, some of which may be signatures by hand."""
    revisions: tuple[Revision, ...] = ()
    """Open changes. The text of a Word file reads as if all of them were accepted; `other` as if all were rejected."""
    wordless_changes: int = 0
    """Open changes that no words show: of formatting, of numbering, of where paragraphs end."""
    other: OtherReading | None = None
    """None if the file reads the same whatever becomes of its changes."""
    comments: tuple[Comment, ...] = ()
    hidden: tuple[HiddenText, ...] = ()
    """What the file says and people do not see."""
    ocr_pages: tuple[OcrPage, ...] = ()
    """Pages and pictures whose words were made out by a program (OCR)."""
    ocr_words: SkipValidation[tuple[OcrWord, ...]] = Field(default=(), repr=False)
    """Their words, in the order of the text."""
    metadata: dict[str, str] = Field(default_factory=dict)
    """Title, author, dates and producer, as the file states them."""
    coverage: Coverage
    package: PackedIn | None = None
    """The package that the file came in; None if it was named itself."""
    offsets: OffsetMap = OffsetMap()
    """From `text` back to the text as the file gave it, before hyphens and ligatures were mended."""

    def quote(self, span: Span) -> Quote:
        """The words of a span, with the span."""
        return Quote.at(self.text, span)

    def page_of(self, offset: int) -> int | None:
        """Number of the page on which a character stands; None for formats without pages."""
        index = self.words.first_ending_after(offset)
        return self.words[index].box.page if index < len(self.words) else None

    def cells_of(self, span: Span) -> str | None:
        """The cells of a workbook that hold words of `span`, such as "Pricing!A4:F4"; None for other formats."""
        first = bisect_right(self.cell_places, span.start, key=lambda place: place.span.end)
        last = bisect_left(self.cell_places, span.end, lo=first, key=lambda place: place.span.start) - 1
        if last < first:
            return None
        from_, to = self.cell_places[first], self.cell_places[last]
        start = f"{from_.sheet}!{from_.column}{from_.row}"
        if to.sheet != from_.sheet or last == first:
            return start
        return f"{start}:{to.column}{to.row}"

    def where(self, span: Span) -> str:
        """Such as "page 4" or "Pricing!A4:F4"; empty for formats that have neither pages nor cells."""
        page = self.page_of(span.start)
        return f"page {page}" if page else self.cells_of(span) or ""

    def ocr_in(self, span: Span) -> tuple[OcrWord, ...]:
        """The words of `span` that were made out in pictures."""
        first = bisect_right(self.ocr_words, span.start, key=lambda word: word.end)
        return tuple(takewhile(lambda word: word.start < span.end, self.ocr_words[first:]))

    def boxes(self, span: Span) -> tuple[Box, ...]:
        """Where the words of `span` stand: one box for each line, in the order of the text."""
        boxes: list[Box] = []
        first = self.words.first_ending_after(span.start)
        for index in range(first, len(self.words)):
            word = self.words[index]
            if word.start >= span.end:
                break
            last = boxes[-1] if boxes else None
            if last and _on_one_line(last, word.box):
                boxes[-1] = last.united(word.box)
            else:
                boxes.append(word.box)
        return tuple(boxes)


def _on_one_line(left: Box, right: Box) -> bool:
    """Whether `right` follows `left` on its line: they share half a line's height, and no column lies between."""
    if left.page != right.page or right.x0 < left.x1 - 1:
        return False
    height = min(left.y1 - left.y0, right.y1 - right.y0)
    shared = min(left.y1, right.y1) - max(left.y0, right.y0)
    return shared > 0.5 * height and right.x0 - left.x1 < 3 * max(height, 1)
