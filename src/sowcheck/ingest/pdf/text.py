"""Writes the one text of a PDF, and where each of its words stands."""

from collections.abc import Sequence

from sowcheck.core.documents import Block, BlockKind, Cell, Page, Table
from sowcheck.core.ocr import OcrWord
from sowcheck.core.spans import Box, OffsetMap, PlacedWord, Span
from sowcheck.ingest.layout.content import PageContent, Rectangle
from sowcheck.ingest.layout.entries import Entry
from sowcheck.ingest.layout.paragraphs import Passage
from sowcheck.ingest.layout.tables import FoundCell, FoundTable
from sowcheck.ingest.layout.turning import back
from sowcheck.ingest.layout.words import Line, Word, parts_of
from sowcheck.ingest.mending import LINE_END_HYPHEN, MendedText, Vocabulary


class TextWriter:
    """Adds block after block; every word is placed as it is written."""

    def __init__(self, vocabulary: Vocabulary, contents: Sequence[PageContent]) -> None:
        self._vocabulary = vocabulary
        self._contents = contents
        self._out = MendedText()
        self.blocks: list[Block] = []
        self.tables: list[Table] = []
        self.words: list[PlacedWord] = []
        self.ocr_words: list[OcrWord] = []
        self.fields: dict[int, Span] = {}
        """Where the words of each form field stand, by the field's number."""
        self.typed: dict[tuple[int, int], list[Span]] = {}
        """Where the words of each annotation stand, by its page and its place among the annotations there."""

    @property
    def text(self) -> str:
        """The text so far."""
        return self._out.text

    @property
    def offsets(self) -> OffsetMap:
        """From the text to its source."""
        return self._out.offsets

    def write(self, passage: Passage) -> Span | None:
        """Writes a block on a line of its own; None if nothing of it can be read."""
        self._separate("\n")
        return self._write_block(passage)

    def _write_block(self, passage: Passage) -> Span | None:
        first = passage.lines[0]
        span = self._write_lines(passage.lines)
        if span is None:
            return None
        self.blocks.append(
            Block(
                kind=passage.kind,
                span=span,
                page=first.page,
                level=passage.level,
                bold=all(line.bold for line in passage.lines),
                size=first.size,
                indent=round(max(first.x0 - first.left, 0.0), 1),
            )
        )
        return span

    def write_plain(self, kind: BlockKind, words: str, separator: str = "\n") -> Span | None:
        """Writes words that stand on no page as a block; None if nothing of them can be read."""
        if not words.strip():
            return None
        self._separate(separator)
        start = len(self._out)
        self._out.add(words)
        if len(self._out) == start:
            return None
        span = Span(start=start, end=len(self._out))
        self.blocks.append(Block(kind=kind, span=span))
        return span

    def write_entry(self, entry: Entry) -> None:
        """Writes a field of a form: its label, a tab, its value."""
        self.write(Passage(BlockKind.PARAGRAPH, [entry.label]))
        self._separate("\t")
        self._write_block(Passage(BlockKind.FORM_FIELD, entry.value))

    def write_table(self, table: FoundTable) -> None:
        """Writes a table, one row a line, a tab between cells."""
        cells: list[Cell] = []
        row: int | None = None
        for found in sorted(table.cells, key=lambda cell: (cell.row, cell.column)):
            if found.lines:
                self._separate("\n" if found.row != row else "\t")
                row = found.row
            cells.append(self._write_cell(found, table))
        self.tables.append(Table(cells=tuple(cells), header_rows=table.header_rows, ruled=table.ruled))

    def _write_cell(self, found: FoundCell, table: FoundTable) -> Cell:
        span = self._write_lines(found.lines, tabs=False) if found.lines else None
        if span is not None:
            first = found.lines[0]
            self.blocks.append(
                Block(
                    kind=BlockKind.TABLE_CELL,
                    span=span,
                    page=table.page,
                    bold=all(line.bold for line in found.lines),
                    size=first.size,
                    indent=round(max(first.x0 - table.box.x0, 0.0), 1),
                )
            )
        return Cell(
            row=found.row,
            column=found.column,
            row_span=found.row_span,
            column_span=found.column_span,
            span=span,
            page=table.page,
        )

    def _separate(self, separator: str) -> None:
        if len(self._out):
            self._out.add(separator)

    def _write_lines(self, lines: Sequence[Line], *, tabs: bool = True) -> Span | None:
        start = len(self._out)
        for index, line in enumerate(lines):
            if index:
                self._break_line(lines[index - 1].words[-1], line.words[0])
            self._write_line(line, lines[index + 1].words[0] if index + 1 < len(lines) else None, tabs=tabs)
        return Span(start=start, end=len(self._out)) if len(self._out) > start else None

    def _break_line(self, last: Word, first: Word) -> None:
        """What stands between two lines of one block: a space, or nothing inside a broken word."""
        hyphen = self._vocabulary.hyphen(last.text, first.text)
        self._out.replace("\n", " " if hyphen is None else "")

    def _write_line(self, line: Line, following: Word | None, *, tabs: bool) -> None:
        # A label belongs to its words, however far away they stand: no tab comes between.
        parts = parts_of(line) if tabs else [line.words]
        for index, part in enumerate(parts):
            if index:
                self._out.add("\t")
            for place, word in enumerate(part):
                if place:
                    self._out.add(" ")
                ends = index == len(parts) - 1 and place == len(part) - 1
                self._write_word(word, line.page, following if ends else None)

    def _write_word(self, word: Word, page: int, following: Word | None) -> None:
        start = len(self._out)
        hyphen = self._vocabulary.hyphen(word.text, following.text) if following else None
        if hyphen == "":
            self._out.add(word.text[:-1])
            self._out.replace(word.text[-1], "")
        else:
            self._out.add(word.text)
        if len(self._out) > start:
            content = self._contents[page - 1]
            area = back(Rectangle(word.x0, word.y0, word.x1, word.y1), content.turn, content.view.size)
            seen = word.style.seen
            if seen is not None:
                area = content.skew.undone(area) if content.skew else area
                self.ocr_words.append(OcrWord(start, len(self._out), seen.confidence, seen.other))
            box = Box(page, *(round(value, 2) for value in area))
            self.words.append(PlacedWord(start, len(self._out), box))
            if word.field is not None:
                span = Span(start=start, end=len(self._out))
                self.fields[word.field] = self.fields.get(word.field, span).joined(span)
            if word.style.annotation is not None:
                self._note_typed((page, word.style.annotation), Span(start=start, end=len(self._out)))

    def _note_typed(self, key: tuple[int, int], span: Span) -> None:
        """Words of one annotation that follow each other make one stretch."""
        spans = self.typed.setdefault(key, [])
        if spans and not self.text[spans[-1].end : span.start].strip():
            spans[-1] = spans[-1].joined(span)
        else:
            spans.append(span)


def pages_of(sizes: Sequence[tuple[float, float]], words: Sequence[PlacedWord]) -> tuple[Page, ...]:
    """Each page with the stretch of the body's text that stands on it."""
    first: dict[int, int] = {}
    last: dict[int, int] = {}
    for word in words:
        first.setdefault(word.box.page, word.start)
        last[word.box.page] = word.end
    return tuple(
        Page(
            number=number,
            width=round(width, 2),
            height=round(height, 2),
            span=Span(start=first[number], end=last[number]) if number in first else None,
        )
        for number, (width, height) in enumerate(sizes, start=1)
    )


def raw_words(lines: Sequence[Line]) -> list[str]:
    """The words of lines, a broken one left out, as material for the vocabulary."""
    texts = []
    for line in lines:
        words = [word.text for word in line.words]
        if words and words[-1].endswith(("-", LINE_END_HYPHEN)):
            words = words[:-1]
        texts.append(" ".join(words))
    return texts
