"""Documents written by hand: one line of the text is one block.

"# " at the start makes a heading, "* " a list item whose bullet stands outside the text, "(a)> " a list item with that
label outside the text, "| a | b |" a row of a table (rows in a run are one table), "^ " a running header.
"""

import re
from collections.abc import Iterator

from sowcheck.core.documents import Block, BlockKind, Cell, Coverage, Document, FormField, Table
from sowcheck.core.spans import Span

_LABELLED = re.compile(r"^(?P<label>\S{1,8})> ")


def written(text: str, *, pages: bool = False, fields: dict[str, str] | None = None) -> Document:
    """A document of the lines of `text`.

    Args:
        text: The lines, in the notation of the module's docstring; empty lines are dropped.
        pages: Whether a form feed (a line with "---") begins a new page; else the format has no pages.
        fields: Form fields by name; their values must stand in the text.
    """
    writer = _Writer(pages)
    for line in text.strip("\n").split("\n"):
        writer.line(line.strip(" "))
    writer.end_table()
    form = tuple(
        FormField(name=name, value=value, page=None, span=_place(writer.text, value))
        for name, value in (fields or {}).items()
    )
    return Document(
        name="written.txt",
        sha256="0" * 64,
        media_type="text/plain",
        text=writer.text,
        blocks=tuple(writer.blocks),
        tables=tuple(writer.tables),
        form_fields=form,
        coverage=Coverage(units=len(writer.blocks)),
    )


def words(document: Document, span: Span | None) -> str | None:
    """The words of a place, or None."""
    return span.of(document.text) if span else None


def _place(text: str, value: str) -> Span:
    start = text.index(value)
    return Span(start=start, end=start + len(value))


class _Writer:
    def __init__(self, pages: bool) -> None:
        self.text = ""
        self.blocks: list[Block] = []
        self.tables: list[Table] = []
        self.rows: list[list[Span | None]] = []
        self.page: int | None = 1 if pages else None

    def line(self, line: str) -> None:
        if line == "---" and self.page is not None:
            self.end_table()
            self.page += 1
        elif line.startswith("|"):
            self.row([cell.strip() for cell in line.strip("|").split("|")])
        else:
            self.end_table()
            if line.strip():
                self.block(line)

    def block(self, line: str) -> None:
        labelled = _LABELLED.match(line)
        kind, label = BlockKind.PARAGRAPH, None
        if line.startswith("# "):
            kind, line = BlockKind.HEADING, line[2:]
        elif line.startswith("^ "):
            kind, line = BlockKind.HEADER, line[2:]
        elif line.startswith("* "):
            kind, label, line = BlockKind.LIST_ITEM, "•", line[2:]
        elif labelled:
            kind, label, line = BlockKind.LIST_ITEM, labelled["label"], line[labelled.end() :]
        self._break()
        self.blocks.append(Block(kind=kind, span=self._write(line), label=label, page=self.page))

    def row(self, cells: list[str]) -> None:
        self._break()
        spans: list[Span | None] = []
        for place, cell in enumerate(cells):
            if place:
                self.text += "\t"
            span = self._write(cell.replace("<br>", "\n")) if cell else None
            spans.append(span)
            if span:
                self.blocks.append(Block(kind=BlockKind.TABLE_CELL, span=span, page=self.page))
        self.rows.append(spans)

    def end_table(self) -> None:
        if self.rows:
            self.tables.append(Table(cells=tuple(self._cells())))
        self.rows = []

    def _cells(self) -> Iterator[Cell]:
        for row, spans in enumerate(self.rows):
            for column, span in enumerate(spans):
                yield Cell(row=row, column=column, span=span, page=self.page)

    def _write(self, words: str) -> Span:
        start = len(self.text)
        self.text += words
        return Span(start=start, end=len(self.text))

    def _break(self) -> None:
        if self.text:
            self.text += "\n"
