"""Real PDF files for tests, drawn with reportlab."""

import io
from collections.abc import Callable, Sequence
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from sowcheck.core.documents import Block, BlockKind, Document
from sowcheck.ingest.pdf.reader import read_pdf

WIDTH, HEIGHT = 595.0, 842.0
LEFT, RIGHT = 72.0, 523.0
SIZE, LEADING = 10.0, 12.5

Draw = Callable[[Canvas], None]


def pdf(*pages: Draw, size: tuple[float, float] = (WIDTH, HEIGHT), encrypt: object = None) -> bytes:
    """A PDF with one page for each function that draws one."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=size, encrypt=encrypt, pageCompression=0)
    for draw in pages:
        canvas.setFont("Helvetica", SIZE)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def document(*pages: Draw, size: tuple[float, float] = (WIDTH, HEIGHT)) -> Document:
    """The document that `read_pdf` makes of such a PDF."""
    return read_pdf(Path("test.pdf"), pdf(*pages, size=size))


def put(canvas: Canvas, x: float, top: float, text: str, *, bold: bool = False, size: float = SIZE) -> None:
    """Draws a line of text at a distance from the top of an A4 page."""
    canvas.setFont("Helvetica-Bold" if bold else "Helvetica", size)
    canvas.drawString(x, HEIGHT - top, text)


def wrapped(canvas: Canvas, text: str, width: float) -> list[str]:
    """The lines of a text set in a width, as a word processor breaks them."""
    lines: list[str] = []
    for word in text.split():
        if lines and canvas.stringWidth(f"{lines[-1]} {word}", "Helvetica", SIZE) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def paragraph(canvas: Canvas, top: float, text: str, *, x: float = LEFT, right: float = RIGHT) -> float:
    """Draws a paragraph and returns where the next line would stand."""
    for line in wrapped(canvas, text, right - x):
        put(canvas, x, top, line)
        top += LEADING
    return top


def ruled_table(
    canvas: Canvas, top: float, rows: Sequence[Sequence[str]], xs: Sequence[float], height: float = 18
) -> None:
    """Draws a table with a line around every cell, its first row bold."""
    for index in range(len(rows) + 1):
        y = HEIGHT - top - index * height
        canvas.line(xs[0], y, xs[-1], y)
    for x in xs:
        canvas.line(x, HEIGHT - top, x, HEIGHT - top - len(rows) * height)
    for index, row in enumerate(rows):
        for column, text in enumerate(row):
            put(canvas, xs[column] + 4, top + index * height + 12, text, bold=index == 0)


def lines(document: Document) -> list[str]:
    """The lines of a document's text."""
    return document.text.split("\n")


def blocks(document: Document, kind: BlockKind) -> list[str]:
    """The words of the blocks of one kind."""
    return [block.span.of(document.text) for block in document.blocks if block.kind is kind]


def block(document: Document, text: str) -> Block:
    """The block with exactly these words."""
    return next(block for block in document.blocks if block.span.of(document.text) == text)


def grid(document: Document, index: int = 0) -> list[list[str]]:
    """The words of a table, row by row; empty cells are empty."""
    table = document.tables[index]
    rows = [[""] * table.columns for _ in range(table.rows)]
    for cell in table.cells:
        rows[cell.row][cell.column] = cell.span.of(document.text) if cell.span else ""
    return rows
