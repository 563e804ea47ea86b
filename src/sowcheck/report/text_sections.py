"""Sections that the report and an extraction share on a terminal: open changes, blanks, claims, papers."""

import io
from collections.abc import Iterable

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from sowcheck.core.words import shortened
from sowcheck.report.redlines_in_words import UnsettledTerm
from sowcheck.report.view import Disbelieved, DocumentLine, OpenPoint
from sowcheck.report.wording import plural

QUOTE = 110
"""Characters of a quote."""
_PLAIN_WIDTH = 120
"""Columns where the output is no terminal."""


def printed(parts: Iterable[RenderableType], terminal: bool) -> str:
    """The parts as text; with colours and the terminal's width if it goes to one."""
    stream = io.StringIO()
    console = Console(
        file=stream,
        force_terminal=terminal,
        width=None if terminal else _PLAIN_WIDTH,
        color_system="auto" if terminal else None,
        highlight=False,
        markup=False,
        emoji=False,
    )
    for part in parts:
        console.print(part)
    return "\n".join(line.rstrip() for line in stream.getvalue().splitlines()) + "\n"


def titled(words: str, count: int) -> Text:
    """The heading of a section, with how much is in it."""
    return Text(f"{words} ({count})", style="bold")


def three_columns() -> Table:
    """What something is about, what is said of it, and where."""
    grid = Table.grid(padding=(0, 2), expand=True)
    grid.add_column(ratio=3, overflow="fold")
    grid.add_column(ratio=5, overflow="fold")
    grid.add_column(ratio=3, overflow="fold", style="dim")
    return grid


def unsettled(terms: tuple[UnsettledTerm, ...]) -> Iterable[RenderableType]:
    """Terms that stand in one reading of a redlined paper alone."""
    if not terms:
        return
    yield Text.assemble(titled("Open changes take away or add", len(terms)), ": stated in one reading only")
    grid = three_columns()
    for each in terms:
        said = Text.assemble(f"{each.condition}: ", (shortened(each.value, 200), "bold"))
        said.append(f"\n“{shortened(each.quote, QUOTE)}”", style="dim")
        grid.add_row(Text(each.subject), said, Text("\n".join(part for part in (each.place, each.by) if part)))
    yield Padding(grid, (0, 0, 1, 2))


def blanks_left(blanks: tuple[OpenPoint, ...]) -> Iterable[RenderableType]:
    """What papers leave blank."""
    if not blanks:
        return
    yield titled("Left blank in the documents", len(blanks))
    grid = three_columns()
    for each in blanks:
        grid.add_row(Text(each.subject), Text(f"{each.state}: “{shortened(each.quote, QUOTE)}”"), Text(each.place))
    yield Padding(grid, (0, 0, 1, 2))


def not_believed(claims: tuple[Disbelieved, ...]) -> Iterable[RenderableType]:
    """What a language model said and nothing bears out."""
    if not claims:
        return
    yield Text.assemble(titled("Not believed", len(claims)), ": a language model said it, and its words do not show it")
    grid = three_columns()
    for each in claims:
        said = Text.assemble((shortened(each.value, 120), "bold"), (f"\n“{shortened(each.quote, QUOTE)}”", "dim"))
        grid.add_row(Text(each.subject), said.append(f"\n{each.reason}", style="yellow"), Text(each.place))
    yield Padding(grid, (0, 0, 1, 2))


def document_lines(document: DocumentLine) -> list[Text]:
    """A paper, with what was not read of it, its signatures and remarks."""
    pages = f", {plural(str(document.pages), 'page')}" if document.pages else ""
    lines = [
        Text(
            f"  {document.name}: {document.kind}{pages}, {document.signature_status}; "
            f"{document.read} of {document.units} parts read"
        )
    ]
    lines += [Text(f"    NOT READ {part}", style="bold red") for part in document.unread]
    lines += [Text(f"    {signature}", style="dim") for signature in document.signatures]
    if document.model:
        lines.append(Text(f"    {document.model}", style="dim"))
    lines += [Text(f"    NOT ANSWERED {part}", style="bold yellow") for part in document.unanswered]
    if document.ocr:
        lines.append(Text(f"    {document.ocr}", style="yellow"))
    if document.marks:
        lines.append(Text(f"    {document.marks}", style="yellow"))
    lines += [Text(f"      {shortened(remark, 300)}", style="yellow dim") for remark in document.remarks]
    return lines
