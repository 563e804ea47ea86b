"""The summary as people are shown it: its sentences with what they rest on, and who wrote them."""

import re
from collections.abc import Sequence

from sowcheck.core.words import plain
from sowcheck.report.shapes.risk import RiskShape
from sowcheck.report.view import CitedRun, SummaryLine
from sowcheck.report.wording import plural

_MOST_PARTS = 5
"""How many ids, or runs of ids, are shown."""
_ID = re.compile(r"(?P<letters>.*?)(?P<number>\d+)")
_BY_MODEL = re.compile(r"llm@(?P<model>.+):(?P<prompt>[^:]+)")


def summary_lines(risk: RiskShape) -> tuple[SummaryLine, ...]:
    """The sentences; the joined text for a report of a version that had no sentences."""
    if not risk.sentences:
        return (SummaryLine(plain(risk.summary), ()),) if risk.summary else ()
    return tuple(SummaryLine(plain(each.text), cited_runs(each.cites)) for each in risk.sentences)


def cited_runs(ids: Sequence[str]) -> tuple[CitedRun, ...]:
    """Ids as people cite them, the first few runs of neighbours, and how many more there are.

    >>> [run.label for run in cited_runs(["d-1", "d-5", "d-4", "d-6"])]
    ['d-1', 'd-4 to d-6']
    """
    runs: list[list[str]] = []
    for id_ in sorted(dict.fromkeys(ids), key=_order):
        if runs and _follows(runs[-1][-1], id_):
            runs[-1].append(id_)
        else:
            runs.append([id_])
    parts = [part for run in runs for part in ([run] if len(run) > 2 else [[id_] for id_ in run])]
    shown = [CitedRun(_label(part), part[0]) for part in parts[:_MOST_PARTS]]
    more = sum(len(part) for part in parts[_MOST_PARTS:])
    return (*shown, CitedRun(f"{more} more", parts[_MOST_PARTS][0])) if more else tuple(shown)


def written_by(risk: RiskShape) -> str:
    """Who wrote the summary, where a language model was asked; empty where nobody asked one."""
    wrote = _BY_MODEL.fullmatch(risk.written_by)
    if wrote:
        left_out = f"; {plural(str(len(risk.dropped)), 'sentence')} of it left out" if risk.dropped else ""
        return f"Written by {plain(wrote['model'])} from the discrepancies alone{left_out}."
    return plain(risk.note) if risk.note else ""


def _label(run: list[str]) -> str:
    return plain(run[0]) if len(run) == 1 else f"{plain(run[0])} to {plain(run[-1])}"


def _order(id_: str) -> tuple[str, int]:
    match = _ID.fullmatch(id_)
    return (match["letters"], int(match["number"])) if match else (id_, 0)


def _follows(before: str, after: str) -> bool:
    (letters, number), (other_letters, next_number) = _order(before), _order(after)
    return letters == other_letters and next_number == number + 1
