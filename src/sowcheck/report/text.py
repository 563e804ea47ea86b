"""The report on a terminal, or as plain text where there is none."""

from collections.abc import Iterable, Sequence

from rich import box
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from sowcheck.core.words import shortened
from sowcheck.report.envelope_in_words import envelope_in_words
from sowcheck.report.text_sections import (
    QUOTE,
    blanks_left,
    document_lines,
    not_believed,
    printed,
    three_columns,
    titled,
    unsettled,
)
from sowcheck.report.view import Citation, Finding, Line, Place, Source, SummaryLine, Superseded, View
from sowcheck.report.wording import counts_in_words, plural

_STYLES = {"blocker": "bold white on red", "high": "bold red", "medium": "yellow", "low": "cyan", "info": "dim"}
_BANDS = {"critical": "bold white on red", "high": "bold red", "medium": "bold yellow", "low": "bold green"}
_EXPOSURE_MEANS = "; exposure: what the records have more (+) or less (\N{MINUS SIGN}) than the documents"


def text_report(shown: View, *, terminal: bool) -> str:
    """The report; with colours and the terminal's width if it goes to one."""
    return printed(_parts(shown), terminal)


def _parts(shown: View) -> Iterable[RenderableType]:
    yield _headline(shown)
    yield _findings(shown.findings)
    yield from _hidden(shown)
    yield from _lines("Left open", shown.undecided, with_outcome=True)
    yield from _lines("Agrees", shown.matched)
    yield from _papers(shown)
    yield from _superseded(shown)
    yield from unsettled(shown.unsettled)
    yield from blanks_left(shown.blanks)
    yield from not_believed(shown.disbelieved)
    yield from _skills(shown)
    yield _inputs(shown)


def _headline(shown: View) -> RenderableType:
    gate = Text(
        " BLOCKED " if shown.blocked else " READY ",
        style="bold white on red" if shown.blocked else "bold white on green",
    )
    risk = Text.assemble("   Risk ", (f"{shown.score}/100 {shown.band}", _BANDS.get(shown.band, "bold")))
    counts = counts_in_words(shown.counts)
    lines: list[RenderableType] = [Text(shown.reference, style="bold")] if shown.reference else []
    lines += [Text.assemble(gate, risk, f"   {counts}"), Text(), _summary(shown.summary)]
    if shown.written_by:
        lines.append(Text(shown.written_by, style="dim"))
    if shown.approvals:
        lines += [Text(), Text(f"Needs the approval of: {', '.join(shown.approvals)}")]
        lines += [Text(f"  {line}", style="dim") for line in shown.why_approvals]
    return Padding(Group(*lines), (0, 0, 1, 0))


def _summary(lines: tuple[SummaryLine, ...]) -> Table:
    """One sentence a paragraph, with the ids that the table of findings shows."""
    grid = Table.grid(padding=(0, 1))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    for line in lines:
        grid.add_row(Text("•"), Text.assemble(line.text, " ", (line.cited, "cyan dim")))
    return grid


def _findings(findings: tuple[Finding, ...]) -> RenderableType:
    if not findings:
        return Padding(Text("No discrepancy between the documents and the records."), (0, 0, 1, 0))
    table = Table(box=box.SIMPLE_HEAD, expand=True, padding=(0, 1), show_edge=False)
    table.add_column("Severity", no_wrap=True, min_width=8)
    table.add_column("What", ratio=3, overflow="fold")
    table.add_column("Documents say", ratio=4, overflow="fold")
    table.add_column("Records say", ratio=4, overflow="fold")
    table.add_column("Exposure", justify="right", no_wrap=True)
    for finding in findings:
        table.add_row(
            Text(finding.severity, style=_STYLES.get(finding.severity, "")),
            _what(finding),
            _side(finding.paper, (*finding.citations, *finding.places)),
            _side(finding.system, finding.sources),
            Text(finding.exposure.replace(", ", "\n") or "-"),
            end_section=True,
        )
    heading = Text.assemble(titled("Discrepancies, the weightiest first", len(findings)), (_EXPOSURE_MEANS, "dim"))
    code = findings[0].code
    hint = Text(
        f"sowcheck explain {code} says what {code} means and what to do; the same holds for every code.", style="dim"
    )
    return Padding(Group(heading, table, hint), (0, 0, 1, 0))


def _what(finding: Finding) -> Text:
    return Text.assemble(
        (finding.subject, "bold"),
        f"\n{finding.code} {finding.title}\n",
        (f"{finding.id}; {finding.owner}{'; blocks' if finding.blocks else ''}", "dim"),
    )


def _side(value: str, evidence: Sequence[Citation | Place | Source]) -> Text:
    text = Text(shortened(value, 300), style="bold")
    for found in evidence[:3]:
        text.append(f"\n{found.place}", style="not bold cyan")
        if not isinstance(found, Source):
            text.append(f"\n“{shortened(found.quote, QUOTE)}”", style="not bold dim")
        if isinstance(found, Citation) and found.readings is not None:
            text.append(f"\n{found.readings.otherwise}", style="not bold dim")
    if len(evidence) > 3:
        text.append(f"\nand {plural(str(len(evidence) - 3), 'more place')}", style="not bold dim")
    return text


def _hidden(shown: View) -> Iterable[RenderableType]:
    count = sum(len(group.lines) for group in shown.hidden)
    if not count:
        return
    yield Text.assemble(titled("Hidden scope", count), ": the documents state it, no record holds it")
    for group in shown.hidden:
        yield Padding(Text(group.owner, style="bold cyan"), (0, 0, 0, 2))
        yield Padding(_grid(group.lines, with_outcome=False), (0, 0, 1, 4))


def _lines(heading: str, lines: tuple[Line, ...], *, with_outcome: bool = False) -> Iterable[RenderableType]:
    if lines:
        yield titled(heading, len(lines))
        yield Padding(_grid(lines, with_outcome=with_outcome), (0, 0, 1, 2))


def _grid(lines: tuple[Line, ...], *, with_outcome: bool) -> Table:
    grid = three_columns()
    for line in lines:
        place = (line.citations or line.sources)[0].place if line.citations or line.sources else ""
        value = f"{line.outcome}: {line.value}" if with_outcome else line.value
        subject = (
            Text.assemble(line.subject, (f" [{line.finding}]", "dim cyan")) if line.finding else Text(line.subject)
        )
        grid.add_row(subject, Text(shortened(value, 200)), Text(place))
    return grid


def _papers(shown: View) -> Iterable[RenderableType]:
    if not shown.papers:
        return
    yield titled("Papers, and which holds", len(shown.papers))
    for paper in shown.papers:
        version = f", version {paper.version}" if paper.version else ""
        line = Text.assemble((paper.name, "bold"), version, ": ", (paper.state, "" if paper.holds else "bold yellow"))
        line.append(f". {paper.why}")
        for mark in paper.marks:
            line.append(f"\n  {mark}", style="dim")
        for change in paper.changes:
            line.append(f"\n  - {change}")
        yield Padding(line, (0, 0, 0, 2))
    yield Text()


def _superseded(shown: View) -> Iterable[RenderableType]:
    if shown.precedence:
        yield Padding(Text.assemble(("Order of precedence: ", "bold"), shown.precedence), (0, 0, 1, 0))
    if not shown.superseded:
        return
    yield titled("Not in force", len(shown.superseded))
    grid = Table.grid(padding=(0, 2), expand=True)
    grid.add_column(ratio=2, overflow="fold")
    grid.add_column(ratio=4, overflow="fold")
    grid.add_column(ratio=4, overflow="fold")
    for each in shown.superseded:
        lost = Text.assemble((shortened(each.lost.value, 120), "strike dim"), (f"\n{each.lost.place}", "cyan"))
        lost.append(f"\n“{shortened(each.lost.quote, QUOTE)}”", style="dim")
        grid.add_row(Text(each.subject), lost, _in_its_place(each))
    yield Padding(grid, (0, 0, 1, 2))


def _in_its_place(each: Superseded) -> Text:
    if each.holds is None:
        return Text(shortened(each.reason, 240))
    holds = Text.assemble("now ", (shortened(each.holds.value, 120), "bold"), (f"\n{each.holds.place}", "cyan"))
    holds.append(f"\n“{shortened(each.holds.quote, QUOTE)}”", style="dim")
    return holds.append(f"\n{shortened(each.reason, 300)}", style="dim")


def _skills(shown: View) -> Iterable[RenderableType]:
    if not shown.skills:
        return
    yield titled("Skills to staff", sum(len(group.skills) for group in shown.skills))
    lines = [
        Text.assemble((f"{group.category}: ", "cyan"), "; ".join(shortened(skill.text, 160) for skill in group.skills))
        for group in shown.skills
    ]
    yield Padding(Group(*lines), (0, 0, 1, 2))


def _inputs(shown: View) -> RenderableType:
    lines: list[Text] = [titled("Read", len(shown.documents) + len(shown.records))]
    for document in shown.documents:
        lines += document_lines(document)
    for package in shown.packages:
        lines.append(Text(f"  {package.name}: {package.summary}"))
        lines += [Text(f"    NOT READ {part}", style="bold red") for part in package.unread]
        lines += [Text(f"    {note}", style="dim") for note in package.notes]
    for record in shown.records:
        unmapped = f"; {plural(str(len(record.unmapped)), 'value')} that no mapping knows" if record.unmapped else ""
        lines.append(Text(f"  {record.name}: {record.system} {record.object} {record.record_id or ''}{unmapped}"))
        if record.envelope:
            lines.append(Text(f"    {envelope_in_words(record.envelope)}", style="dim"))
    return Group(*lines)
