"""The report as a short Markdown summary, for a pull request."""

from collections.abc import Callable, Iterable, Sequence

from sowcheck.core.words import plain, shortened
from sowcheck.evals.report.model import ChangeRow, ComparisonView, FactChange, Measured, ReportView, RunView
from sowcheck.evals.report.wording import figure, number, signed, with_interval
from sowcheck.report.markdown import escaped
from sowcheck.report.wording import plural

_FIELDS = 8
_DOCUMENTS = 5
_CHANGES = 20
_CASES = 20
_TEXT = 100


def markdown(view: ReportView) -> str:
    """The summary; words of logs are escaped."""
    parts = ["# Evaluation", *(_failures(run) for run in view.runs), _headline(view.runs)]
    parts += [_comparison(compared) for compared in view.comparisons]
    for run in _latest(view.runs):
        parts += [_deals(run), _fields(run), _documents(run)]
    parts += [
        "Intervals: 95 % bootstrap over documents or deals. "
        "They say nothing about documents of another kind than the dataset's."
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _latest(runs: Sequence[RunView]) -> Iterable[RunView]:
    """The last run of each dataset: what is known of earlier ones the comparison says."""
    return {run.dataset_sha256: run for run in runs}.values()


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table whose first column is words and whose others are figures."""
    lines = [f"| {' | '.join(heads)} |", f"|---|{'---:|' * (len(heads) - 1)}"]
    return "\n".join([*lines, *(f"| {' | '.join(row)} |" for row in rows)])


def _failures(run: RunView) -> str:
    if not run.failures:
        return ""
    total = run.documents + run.deals
    head = f"**{len(run.failures)} of {total} could not be run in {escaped(run.name)}; they score zero:**"
    return "\n".join([head, "", *(f"- {_said(failure.what)}: {_said(failure.error)}" for failure in run.failures)])


def _headline(runs: Sequence[RunView]) -> str:
    figures: list[tuple[str, Callable[[RunView], str]]] = [
        ("Documents", lambda run: str(run.documents)),
        ("Deals", lambda run: str(run.deals)),
        ("Failed", lambda run: str(len(run.failures))),
    ]
    rows = [[title, *(of(run) for run in runs)] for title, of in figures]
    for index, measured in enumerate(runs[0].headline):
        rows.append([_titled(measured), *(with_interval(run.headline[index], 3) for run in runs)])
    if any(run.deals_view for run in runs):
        rows += _deal_rows(runs)
    rows.append(["Time a page", *(figure(run.effort.seconds_per_page) for run in runs)])
    rows.append(["Cost a page", *(figure(run.effort.dollars_per_page) for run in runs)])
    return _table(["", *(escaped(run.name) for run in runs)], rows)


def _deal_rows(runs: Sequence[RunView]) -> list[list[str]]:
    shown = next(run.deals_view for run in runs if run.deals_view)
    return [
        [
            f"Deals: {_titled(measured)}",
            *(with_interval(run.deals_view.figures[index], 3) if run.deals_view else "" for run in runs),
        ]
        for index, measured in enumerate(shown.figures)
    ]


def _titled(measured: Measured) -> str:
    return f"{measured.title} ({measured.meaning})" if measured.meaning else measured.title


def _comparison(compared: ComparisonView) -> str:
    lost = [fact for fact in compared.facts if not fact.gain]
    parts = [
        f"## {escaped(compared.before)} → {escaped(compared.after)}",
        f"**{compared.verdict}** {plural(str(len(lost)), 'fact')} lost, {len(compared.facts) - len(lost)} won.",
        _change_table("", compared.measures),
        _change_table("F1 by field", compared.fields) if compared.fields else "Every field is as it was.",
        _lost(lost),
    ]
    return "\n\n".join(part for part in parts if part)


def _change_table(title: str, rows: Sequence[ChangeRow]) -> str:
    heads = [title, "Before", "After", "Difference", "95 % interval", "Won", "Lost"]
    return _table(
        heads,
        (
            [
                row.title,
                number(row.before, 3),
                number(row.after, 3),
                signed(row.difference.value),
                _ends(row.difference),
                str(row.won),
                str(row.lost),
            ]
            for row in rows
        ),
    )


def _ends(measured: Measured) -> str:
    return "" if measured.low is None else f"{signed(measured.low)} to {signed(measured.high)}"


def _lost(lost: Sequence[FactChange]) -> str:
    if not lost:
        return ""
    lines = [
        f"- {_said(fact.place)}, {fact.title}: {_said(fact.gold or 'nothing')}; now {_said(fact.after)}"
        for fact in lost[:_CHANGES]
    ]
    return "\n".join(["Lost:", "", *lines, *_rest(len(lost), _CHANGES)])


def _rest(total: int, shown: int) -> list[str]:
    return [f"- and {total - shown} more"] if total > shown else []


def _deals(run: RunView) -> str:
    if run.deals_view is None or not run.deals_view.cases:
        return ""
    cases = run.deals_view.cases
    lines = [
        f"- **{case.outcome}** {_said(case.deal)}, {_said(case.subject)} ({case.kind.replace('_', ' ')}): "
        f"{_said(case.document_value)} against {_said(case.record_value)}"
        for case in cases[:_CASES]
    ]
    return "\n".join([f"## Deals of {escaped(run.name)}", "", *lines, *_rest(len(cases), _CASES)])


def _fields(run: RunView) -> str:
    """The fields in which most is to be gained."""
    rows = [row for row in run.fields if row.counts.gold + row.counts.predicted > 2 * row.counts.matched][:_FIELDS]
    if not rows:
        return ""
    table = _table(
        ["Field", "F1", "Gold", "Matched", "Misread", "Missed", "Invented"],
        (
            [
                row.title,
                with_interval(row.f1),
                *(str(n) for n in (row.counts.gold, *row.counts)),
            ]
            for row in rows
        ),
    )
    return f"## Most errors in {escaped(run.name)}\n\n{table}"


def _documents(run: RunView) -> str:
    rows = run.worst[:_DOCUMENTS]
    if not rows:
        return ""
    table = _table(
        ["Document", "F1", "Matched", "Misread", "Missed", "Invented"],
        ([_said(row.id), figure(row.f1), *map(str, row.counts)] for row in rows),
    )
    return f"## Worst documents of {escaped(run.name)}\n\n{table}"


def _said(text: str) -> str:
    return escaped(shortened(plain(text), _TEXT))
