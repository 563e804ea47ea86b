"""The report as Markdown, for tickets, pull requests and chat."""

import re

from sowcheck.core.words import shortened
from sowcheck.report.envelope_in_words import envelope_in_words
from sowcheck.report.view import Citation, Finding, Line, Place, Source, SummaryLine, View
from sowcheck.report.wording import counts_in_words

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~!])")
_QUOTE = 240


def markdown(shown: View) -> str:
    """The report as one Markdown document; words of documents and records are escaped."""
    parts = [
        _headline(shown),
        _findings(shown.findings),
        _hidden(shown),
        _lines("Left open", shown.undecided, with_outcome=True),
        _lines("Agrees", shown.matched),
        _papers(shown),
        _superseded(shown),
        _unsettled(shown),
        _blanks(shown),
        _disbelieved(shown),
        _skills(shown),
        _inputs(shown),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def escaped(text: str) -> str:
    r"""The text so that Markdown and HTML take every character for itself.

    >>> escaped("<b> *a* | b")
    '\\<b\\> \\*a\\* \\| b'
    """
    return _SPECIAL.sub(r"\\\1", text.replace("&", "&amp;"))


def _headline(shown: View) -> str:
    state = "**Blocked**" if shown.blocked else "**Ready**"
    counts = counts_in_words(shown.counts)
    heading = "# Signed documents against records"
    lines = [
        f"{heading}: {escaped(shown.reference)}" if shown.reference else heading,
        f"{state} · risk {shown.score}/100 ({shown.band}) · {counts}",
    ]
    if shown.summary:
        lines.append("\n".join(_sentence(line) for line in shown.summary))
    if shown.written_by:
        lines.append(f"_{escaped(shown.written_by)}_")
    if shown.approvals:
        lines.append(f"Needs the approval of: {', '.join(shown.approvals)}.")
    if shown.why_approvals:
        lines.append("\n".join(f"- {escaped(line)}" for line in shown.why_approvals))
    return "\n\n".join(lines)


def _sentence(line: SummaryLine) -> str:
    return f"- {escaped(line.text)}{f' {escaped(line.cited)}' if line.cites else ''}"


def _findings(findings: tuple[Finding, ...]) -> str:
    if not findings:
        return "## Discrepancies\n\nNone between the documents and the records."
    return "\n\n".join([f"## Discrepancies ({len(findings)})", *(_finding(finding) for finding in findings)])


def _finding(finding: Finding) -> str:
    marks = [
        finding.severity,
        *(["blocks"] if finding.blocks else []),
        *([finding.exposure] if finding.exposure else []),
    ]
    lines = [
        f"### {escaped(finding.id)} {finding.code} {escaped(finding.subject)} ({', '.join(marks)})",
        escaped(finding.message),
        f"| Documents say | Records say |\n|---|---|\n| **{escaped(finding.paper)}** | **{escaped(finding.system)}** |",
    ]
    evidence = [*map(_citation, finding.citations), *map(_place, finding.places), *map(_source, finding.sources)]
    if evidence:
        lines.append("\n".join(evidence))
    lines.append(f"{escaped(finding.owner)}: {escaped(finding.advice)}")
    return "\n\n".join(lines)


def _citation(found: Citation) -> str:
    proof = f" ({escaped(found.proof_reason or found.proof)})" if found.proof == "unproven" else ""
    proof += " (read by OCR: compare it with the page)" if found.by_ocr else ""
    words = f"- {escaped(found.place)}: “{escaped(shortened(found.quote, _QUOTE))}”{proof}"
    if found.readings is None:
        return words
    return f"{words}\n  - {escaped(found.readings.sentence)}; {escaped(found.readings.otherwise)}"


def _place(found: Place) -> str:
    return f"- {escaped(found.place)}: “{escaped(shortened(found.quote, _QUOTE))}”"


def _source(found: Source) -> str:
    return f"- {escaped(found.place)}: {escaped(shortened(found.raw, _QUOTE))}"


def _hidden(shown: View) -> str:
    if not shown.hidden:
        return ""
    parts = ["## Hidden scope", "The documents state it, no record holds it."]
    for group in shown.hidden:
        parts += [f"### {escaped(group.owner)}", _table(group.lines)]
    return "\n\n".join(parts)


def _lines(heading: str, lines: tuple[Line, ...], *, with_outcome: bool = False) -> str:
    return f"## {heading} ({len(lines)})\n\n{_table(lines, with_outcome=with_outcome)}" if lines else ""


def _table(lines: tuple[Line, ...], *, with_outcome: bool = False) -> str:
    rows = ["| Field | Value | Where |", "|---|---|---|"]
    for line in lines:
        value = f"{line.outcome}: {line.value}" if with_outcome else line.value
        place = (line.citations or line.sources)[0].place if line.citations or line.sources else ""
        rows.append(f"| {escaped(line.subject)} | {escaped(shortened(value, 300))} | {escaped(place)} |")
    return "\n".join(rows)


def _papers(shown: View) -> str:
    if not shown.papers:
        return ""
    lines = [f"## Papers, and which holds ({len(shown.papers)})", ""]
    for paper in shown.papers:
        version = f", version {escaped(paper.version)}" if paper.version else ""
        lines.append(f"- **{escaped(paper.name)}**{version}: {escaped(paper.state)}. {escaped(paper.why)}")
        lines += [f"  - {escaped(words)}" for words in (*paper.marks, *paper.changes)]
    return "\n".join(lines)


def _superseded(shown: View) -> str:
    parts = []
    if shown.precedence:
        parts.append(f"**Order of precedence.** {escaped(shown.precedence)}")
    if shown.superseded:
        rows = ["| Field | Not in force | Holds instead | Why |", "|---|---|---|---|"]
        for each in shown.superseded:
            holds = _held(each.holds) if each.holds else "nothing"
            lost = f"~~{escaped(shortened(each.lost.value, 160))}~~, {_words(each.lost)}"
            rows.append(f"| {escaped(each.subject)} | {lost} | {holds} | {escaped(each.reason)} |")
        parts += [f"## Not in force ({len(shown.superseded)})", "\n".join(rows)]
    return "\n\n".join(parts)


def _unsettled(shown: View) -> str:
    if not shown.unsettled:
        return ""
    rows = [
        f"## Open changes take away or add ({len(shown.unsettled)})",
        "",
        "| Field | Stated | Value | Words | Where |",
        "|---|---|---|---|---|",
    ]
    for each in shown.unsettled:
        place = "; ".join(part for part in (each.place, each.by) if part)
        cells = (each.subject, each.condition, shortened(each.value, 160), f"“{shortened(each.quote, 160)}”", place)
        rows.append(f"| {' | '.join(escaped(cell) for cell in cells)} |")
    return "\n".join(rows)


def _blanks(shown: View) -> str:
    if not shown.blanks:
        return ""
    rows = [
        f"## Left blank in the documents ({len(shown.blanks)})",
        "",
        "| Field | What stands there | Where |",
        "|---|---|---|",
    ]
    for each in shown.blanks:
        words = f"{each.state}: “{escaped(shortened(each.quote, 160))}”"
        rows.append(f"| {escaped(each.subject)} | {words} | {escaped(each.place)} |")
    return "\n".join(rows)


def _disbelieved(shown: View) -> str:
    if not shown.disbelieved:
        return ""
    rows = [
        f"## Not believed ({len(shown.disbelieved)})",
        "",
        "A language model said it, and its words do not show it.",
        "",
        "| Field | Said | With the words | While reading | Why |",
        "|---|---|---|---|---|",
    ]
    for each in shown.disbelieved:
        cells = (each.subject, shortened(each.value, 160), f"“{shortened(each.quote, 160)}”", each.place, each.reason)
        rows.append(f"| {' | '.join(escaped(cell) for cell in cells)} |")
    return "\n".join(rows)


def _held(found: Citation) -> str:
    return f"**{escaped(shortened(found.value, 160))}**, {_words(found)}"


def _words(found: Citation) -> str:
    return f"{escaped(found.place)}: “{escaped(shortened(' '.join(found.quote.split()), 160))}”"


def _skills(shown: View) -> str:
    if not shown.skills:
        return ""
    lines = [
        f"- {escaped(group.category)}: {'; '.join(escaped(shortened(skill.text, 200)) for skill in group.skills)}"
        for group in shown.skills
    ]
    return "\n".join(["## Skills to staff", "", *lines])


def _inputs(shown: View) -> str:
    rows = ["## Read", "", "| File | What it is | Parts read | SHA-256 |", "|---|---|---|---|"]
    for document in shown.documents:
        what = f"{document.kind}, {document.signature_status}"
        parts = f"{document.read} of {document.units}"
        rows.append(f"| {escaped(document.name)} | {escaped(what)} | {parts} | `{document.sha256[:16]}` |")
    for package in shown.packages:
        rows.append(f"| {escaped(package.name)} | {escaped(package.summary)} | | `{package.sha256[:16]}` |")
    for record in shown.records:
        what = " ".join(part for part in (record.system, record.object, record.record_id) if part)
        rows.append(f"| {escaped(record.name)} | {escaped(what)} | | `{record.sha256[:16]}` |")
    envelopes = [(each.name, envelope_in_words(each.envelope)) for each in shown.records if each.envelope]
    rows += ["", *(f"- {escaped(name)}: {escaped(words)}" for name, words in envelopes)] if envelopes else []
    if shown.unread:
        rows += ["", "**Not read:**", ""]
        rows += [f"- {escaped(name)}, {escaped(part)}" for name, part in shown.unread]
    notes = [note for package in shown.packages for note in package.notes]
    rows += ["", *(f"- {escaped(note)}" for note in notes)] if notes else []
    signatures = [(each.name, words) for each in shown.documents for words in each.signatures]
    rows += ["", *(f"- {escaped(name)}: {escaped(words)}" for name, words in signatures)] if signatures else []
    review = [(each.name, remark) for each in shown.documents for remark in each.remarks]
    if review:
        rows += ["", "**Open changes and comments:**", ""]
        rows += [f"- {escaped(name)}: {escaped(remark)}" for name, remark in review]
    by_ocr = [(each.name, each.ocr) for each in shown.documents if each.ocr]
    rows += ["", *(f"- {escaped(name)}: {escaped(words)}" for name, words in by_ocr)] if by_ocr else []
    if any(each.model for each in shown.documents):
        rows.append("")
    rows += [f"- {escaped(each.name)} was also read by {escaped(each.model)}" for each in shown.documents if each.model]
    unanswered = [(each.name, part) for each in shown.documents for part in each.unanswered]
    if unanswered:
        rows += ["", "**Not answered by the language model:**", ""]
        rows += [f"- {escaped(name)}, {escaped(part)}" for name, part in unanswered]
    return "\n".join(rows)
