"""Lays the paragraphs and tables of all stories out as one text, with everything else as places in it."""

from dataclasses import dataclass, field
from itertools import groupby

from sowcheck.core.documents import Block, BlockKind, Cell, Drawing, FormField, Revision, Table
from sowcheck.core.spans import Span
from sowcheck.ingest.docx.breaks import line_spans
from sowcheck.ingest.docx.flow import Flow
from sowcheck.ingest.docx.headers import header_rows
from sowcheck.ingest.docx.kinds import Scale, kind_of
from sowcheck.ingest.docx.story import Grid, Node, Paragraph, TableCell


@dataclass
class Layout:
    """The text so far and the places in it."""

    wrapped: bool
    """Breaks inside paragraphs come from a converter."""
    scale: Scale
    parts: list[str] = field(default_factory=list)
    length: int = 0
    blocks: list[Block] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    revisions: list[Revision] = field(default_factory=list)
    comment_starts: dict[str, int] = field(default_factory=dict)
    comment_ends: dict[str, int] = field(default_factory=dict)
    fields: list[FormField] = field(default_factory=list)
    drawings: list[Drawing] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The document's text."""
        return "".join(self.parts)

    def write(self, nodes: list[Node], kind: BlockKind | None = None, label: str | None = None) -> None:
        """Write paragraphs and tables; `kind` replaces what a paragraph would be, `label` stands before the first."""
        for node in nodes:
            if isinstance(node, Grid):
                self._table(node, kind)
            elif self._paragraph(node, kind, label):
                label = None

    def line(self, text: str, kind: BlockKind) -> None:
        """Write one line of its own."""
        start = self._put("\n" if self.length else "", text)
        self.blocks.append(Block(kind=kind, span=Span(start=start, end=self.length)))

    def anchor(self, comment: str) -> Span | None:
        """The words that a comment is attached to."""
        start, end = self.comment_starts.get(comment), self.comment_ends.get(comment)
        return Span(start=start, end=end) if start is not None and end is not None and start < end else None

    def _put(self, gap: str, text: str) -> int:
        """Append; returns where `text` starts."""
        start = self.length + len(gap)
        self.parts += (gap, text)
        self.length = start + len(text)
        return start

    def _paragraph(self, paragraph: Paragraph, kind: BlockKind | None, label: str | None) -> bool:
        text = paragraph.flow.text
        if not text:
            self._marks(paragraph.flow, self.length + (1 if self.length else 0), text)
            return False
        spans = line_spans(text, self.wrapped)
        joined = _joined(text, spans)
        offset = self._put("\n" if self.length else "", joined)
        own_label = paragraph.label.text if paragraph.label is not None else None
        for index, (start, end) in enumerate(spans):
            if start < end:
                self._block(paragraph, joined, offset, start, end, kind, (label or own_label) if index == 0 else None)
        self._marks(paragraph.flow, offset, joined)
        return True

    def _block(
        self,
        paragraph: Paragraph,
        text: str,
        offset: int,
        start: int,
        end: int,
        kind: BlockKind | None,
        label: str | None,
    ) -> None:
        look = paragraph.flow.look_of(start, end)
        own, level = kind_of(paragraph, text[start:end], look, self.scale) if kind is None else (kind, 0)
        self.blocks.append(
            Block(
                kind=own,
                span=Span(start=offset + start, end=offset + end),
                level=level,
                label=label,
                bold=look.bold,
                size=look.size,
                indent=paragraph.left + (paragraph.first if start == 0 else 0.0),
            )
        )

    def _table(self, grid: Grid, kind: BlockKind | None) -> None:
        if len(grid.cells) == 1:
            # A frame around text, not a table.
            self.write(grid.cells[0].nodes, kind)
            return
        place = len(self.tables)
        spans: dict[int, Span | None] = {}
        for _, row in groupby(grid.cells, key=lambda cell: cell.row):
            inner: list[Grid] = []
            separator = "\n" if self.length else ""
            for cell in row:
                spans[id(cell)] = span = self._cell(cell, separator, inner)
                if span is not None:
                    separator = "\t"
            for table in inner:
                self._table(table, kind)
        cells = tuple(
            Cell(
                row=cell.row,
                column=cell.column,
                row_span=cell.row_span,
                column_span=cell.column_span,
                span=spans[id(cell)],
            )
            for cell in grid.cells
        )
        # Before the tables of its own cells, which were written meanwhile.
        if any(cell.span for cell in cells):
            self.tables.insert(place, Table(cells=cells, header_rows=header_rows(grid)))

    def _cell(self, cell: TableCell, separator: str, inner: list[Grid]) -> Span | None:
        """Write a cell's paragraphs, one line each; its tables go to `inner`, to follow the row."""
        paragraphs = _paragraphs(cell.nodes, inner)
        start: int | None = None
        gap = separator
        for paragraph in paragraphs:
            text = paragraph.flow.text
            if not text and len(paragraphs) == 1 and paragraph.label is not None and paragraph.label.text:
                # The number that Word writes is all that the cell shows.
                text = paragraph.label.text
            offset = self._put(gap, text) if text else self.length + len(gap)
            if text:
                start, gap = offset if start is None else start, "\n"
            self._marks(paragraph.flow, offset, paragraph.flow.text, cell.column)
        if start is None:
            return None
        span = Span(start=start, end=self.length)
        filled = [paragraph for paragraph in paragraphs if paragraph.flow.length]
        looks = [paragraph.flow.look_of(0, paragraph.flow.length) for paragraph in filled]
        label = filled[0].label.text if filled and filled[0].label is not None else None
        self.blocks.append(
            Block(
                kind=BlockKind.TABLE_CELL,
                span=span,
                label=label,
                bold=bool(looks) and all(look.bold for look in looks),
                size=looks[0].size if looks else None,
            )
        )
        return span

    def _marks(self, flow: Flow, offset: int, text: str, column: int | None = None) -> None:
        """Take over changes, comments, fields and drawings of a paragraph that reads `text` and begins at `offset`."""
        self.drawings += [Drawing(kind=each.kind, at=offset + each.start, column=column) for each in flow.drawings]
        for tracked in flow.changes:
            change = tracked.change
            if tracked.words:
                words = " ".join(tracked.words.split())
                if words:
                    self.revisions.append(
                        Revision(
                            kind=change.kind,
                            text=words,
                            author=change.author,
                            date=change.date,
                            before=offset + min(tracked.start, flow.length),
                        )
                    )
                continue
            span = Span(start=offset + tracked.start, end=offset + tracked.end)
            words = text[tracked.start : tracked.end]
            self.revisions.append(
                Revision(kind=change.kind, text=words, author=change.author, date=change.date, span=span)
            )
        for comment, place in flow.comment_starts.items():
            self.comment_starts.setdefault(comment, offset + place)
        for comment, place in flow.comment_ends.items():
            self.comment_ends[comment] = offset + place
        for filled in flow.fields:
            value = text[filled.start : filled.end]
            shown = Span(start=offset + filled.start, end=offset + filled.end) if value else None
            self.fields.append(FormField(name=filled.name, value=value, page=None, span=shown))


def _joined(text: str, spans: list[tuple[int, int]]) -> str:
    """The text with a space for each break inside one of the lines that stay."""
    return "\n".join(text[start:end].replace("\n", " ") for start, end in spans)


def _paragraphs(nodes: list[Node], inner: list[Grid]) -> list[Paragraph]:
    found: list[Paragraph] = []
    for node in nodes:
        if isinstance(node, Paragraph):
            found.append(node)
        elif len(node.cells) == 1:
            found.extend(_paragraphs(node.cells[0].nodes, inner))
        else:
            inner.append(node)
    return found
