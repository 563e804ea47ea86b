"""What the readers of one document share, and what one story (body, header, note, text box) keeps while it is read."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from sowcheck.core.documents import HiddenReason, HiddenText, Unread
from sowcheck.ingest.docx.flow import Change, Flow, tidy
from sowcheck.ingest.docx.names import Element
from sowcheck.ingest.docx.numbering import Label, Numbering
from sowcheck.ingest.docx.package import Package
from sowcheck.ingest.docx.pictures import LARGE_SHARE, Figure
from sowcheck.ingest.docx.styles import ParagraphLook, Styles

NoteKind = Literal["footnote", "endnote"]
UnreadReason = Literal["no_text_layer", "unsupported_content", "unmapped_characters", "damaged", "limit_reached"]


@dataclass
class Ledger:
    """Counts the units that the text does not show, and names those that were not read."""

    units: int = 0
    unread: list[Unread] = field(default_factory=list)

    def count(self) -> None:
        """One more unit, read."""
        self.units += 1

    def miss(self, where: str, reason: UnreadReason = "unsupported_content") -> None:
        """One more unit, not read."""
        self.units += 1
        self.unread.append(Unread(where=where, reason=reason))


@dataclass
class Paragraph:
    """A paragraph with words, marks and look."""

    flow: Flow
    look: ParagraphLook
    heading: int | None = None
    label: Label | None = None
    left: float = 0.0
    """Indent of its lines in points."""
    first: float = 0.0
    """Further indent of its first line."""


@dataclass
class TableCell:
    """A cell with what stands in it."""

    row: int
    column: int
    row_span: int
    column_span: int
    nodes: "list[Paragraph | Grid]"
    shaded: bool


@dataclass
class Grid:
    """A table."""

    cells: list[TableCell]
    marked_header_rows: int
    """How many of the first rows are repeated on each page."""
    styled_header: bool
    """Its style makes the first row look different."""


Node = Paragraph | Grid


@dataclass
class Setting:
    """What belongs to the whole document."""

    package: Package
    styles: Styles
    numbering: Numbering
    page_area: float
    """Square points of a page."""
    ledger: Ledger = field(default_factory=Ledger)
    hidden: list[HiddenText] = field(default_factory=list)
    """Words that nobody sees, in the order of reading."""
    signers: list[tuple[str, str]] = field(default_factory=list)
    """Signature lines: the suggested signer and the id that a digital signature names."""


@dataclass
class OpenField:
    """A complex field that has begun and not ended."""

    flow: Flow
    start: int
    form: Element | None
    """`w:ffData` of a form field."""
    in_code: bool = True
    """Its instruction is still running, the result has not begun."""


@dataclass
class Story:
    """One run of paragraphs: the body, a header, a note, a text box."""

    setting: Setting
    place: str = ""
    """Names it in the ledger, such as "header 1"; empty for the body."""
    paragraph: int = 0
    """How many paragraphs have begun."""
    figures: int = 0
    """How many pictures the paragraph has so far."""
    fields: list[OpenField] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    """Changes that enclose the place, outermost first."""
    comments: list[str] = field(default_factory=list)
    """Comments that begin at the next paragraph."""
    last: Flow | None = None
    boxes: list[tuple[str, Element]] = field(default_factory=list)
    """Text boxes to read later, with their places."""
    drawn_words: list[str] = field(default_factory=list)
    """Words drawn as shapes, such as a watermark."""
    notes: list[tuple[NoteKind, str]] = field(default_factory=list)
    """Notes that are referred to, with their ids."""

    @property
    def where(self) -> str:
        """The present paragraph, for the ledger."""
        return f"{self.place} paragraph {self.paragraph}".strip()

    @property
    def removed(self) -> Change | None:
        """The tracked deletion around the present place, if there is one."""
        return next((change for change in reversed(self.changes) if change.kind == "deleted"), None)

    def under(self, change: Change | None, read: Callable[[], list[Node]]) -> list[Node]:
        """What `read` returns while `change` encloses the place."""
        if change is None:
            return read()
        self.changes.append(change)
        nodes = read()
        self.changes.pop()
        return nodes

    def begin_paragraph(self) -> None:
        """Count a paragraph."""
        self.paragraph += 1
        self.figures = 0

    def hide(self, words: str, reason: HiddenReason) -> None:
        """Keep words that nobody sees; those of neighbouring runs belong together."""
        words = tidy(words).replace("\n", " ")
        hidden = self.setting.hidden
        last = hidden[-1] if hidden else None
        if last is not None and (last.where, last.reason) == (self.where, reason) and reason != "alternate_text":
            hidden[-1] = last.model_copy(update={"words": last.words + words})
        else:
            hidden.append(HiddenText(where=self.where, reason=reason, words=words))

    def show(self, figures: list[Figure]) -> int:
        """Enter pictures and objects into the ledger; how many of them are small pictures."""
        shown = 0
        for figure in figures:
            self.figures += 1
            small = figure.area < LARGE_SHARE * self.setting.page_area
            if figure.kind == "image" and small:
                self.setting.ledger.count()
                shown += 1
            else:
                self.setting.ledger.miss(f"{self.where} {figure.name} {self.figures}")
        return shown
