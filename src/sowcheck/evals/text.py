"""Scores, comparisons and gate findings as plain text for a terminal."""

from collections.abc import Iterable

from sowcheck.core.fields import FIELDS
from sowcheck.evals.comparison import Comparison
from sowcheck.evals.gate import Finding, GateResult
from sowcheck.evals.intervals import Measure
from sowcheck.evals.paired import Change, Row
from sowcheck.evals.scores import FactScore, Scores

_SHOWN = 12
_DASH = "not measured"


def scores_text(scores: Scores) -> str:
    """What was measured, figure by figure, then field by field, deals and documents."""
    info = scores.dataset
    errors = int(scores.value("run.errors") or 0)
    lines = [
        f"{info.name} ({info.sha256[:12]}): {info.documents} documents, {info.deals} deals, {errors} failed",
        *(f"  skipped: {skip.what}: {skip.why}" for skip in info.skipped),
        "",
        f"{'':34} {'value':>8}  {'95 % interval':>15} {'n':>6} {'unscored':>8}",
        *(f"{name:34} {_measure(held)}" for name, held in scores.measures.items() if held.n or held.unscored),
    ]
    lines += ["", *_fields(scores.fields)]
    if scores.deals:
        lines += ["", f"{'deal':34} {'found':>8} {'kind':>5} {'false':>5} {'extra':>5} {'hidden':>8}  gate"]
        lines += [
            f"{_cut(deal.deal):34} {f'{deal.found}/{deal.expected}':>8} {deal.right_kind:>5} {deal.false_flags:>5} "
            f"{deal.extra:>5} {f'{deal.hidden_seen}/{deal.hidden_scope}':>8}  {'failed' if deal.failed else deal.gate}"
            for deal in scores.deals
        ]
    if scores.documents:
        lines += ["", f"{'document':34} {'F1':>6} {'matched':>8} {'misread':>8} {'missed':>7} {'invented':>9}"]
        lines += [
            f"{_cut(row.document):34} {_number(row.f1):>6} {row.counts.matched:>8} {row.counts.misread:>8} "
            f"{row.counts.missed:>7} {row.counts.invented:>9}{'  failed' if row.failed else ''}"
            for row in scores.documents
        ]
    return "\n".join(lines) + "\n"


def _fields(fields: dict[str, FactScore]) -> Iterable[str]:
    if not fields:
        return
    head = f"{'P':>6} {'R':>6} {'F1':>6}  {'95 % interval':>15} {'matched':>8} {'misread':>8} {'missed':>7} {'invented':>9}"
    yield f"{'field':34} {head}"
    for name in sorted(fields, key=lambda field: FIELDS[field].repeated):
        held = fields[name]
        counts = held.counts
        yield (
            f"{name:34} {_number(held.precision.value):>6} {_number(held.recall.value):>6} {_number(held.f1.value):>6}  "
            f"{_interval(held.f1.low, held.f1.high):>15} {counts.matched:>8} {counts.misread:>8} "
            f"{counts.missed:>7} {counts.invented:>9}"
        )


def comparison_text(comparison: Comparison, *, everything: bool = False) -> str:
    """Differences with intervals, then wins and losses fact by fact."""
    lines = [
        f"{comparison.first} -> {comparison.second}: {comparison.documents} documents and {comparison.deals} deals on both sides",
    ]
    if comparison.left_out:
        lines.append(f"left out, not the same on both sides: {', '.join(comparison.left_out)}")
    lines += ["", _HEAD, *map(_row, comparison.measures)]
    changed = [row for row in comparison.fields if everything or row.won or row.lost]
    if changed:
        lines += ["", f"{'F1 by field':34} {_HEAD[35:]}", *map(_row, changed)]
    same = len(comparison.fields) - len(changed)
    if same:
        lines.append(f"{same} fields without a change")
    for name, gain in (("lost", False), ("won", True)):
        rows = [change for change in comparison.changes if change.gain is gain]
        lines += ["", f"{len(rows)} {name}", *map(_change, rows)]
    return "\n".join(lines) + "\n"


_HEAD = f"{'':34} {'before':>7} {'after':>7} {'change':>7}  {'95 % interval':>16} {'won':>4} {'lost':>4}"


def _row(row: Row) -> str:
    change = row.difference
    mark = "  worse" if change.is_loss else "  better" if change.is_gain else ""
    return (
        f"{row.name:34} {_number(row.before):>7} {_number(row.after):>7} {_number(change.value, signed=True):>7}  "
        f"{_interval(change.low, change.high, signed=True):>16} {row.won:>4} {row.lost:>4}{mark}"
    )


def gate_text(result: GateResult) -> str:
    """What the gate found: each figure with the documents and facts behind it."""
    if result.passed:
        return f"gate: passed against {result.baseline} (no figure fell, no limit broken)\n"
    lines = [f"gate: {len(result.findings)} findings against {result.baseline}"]
    for finding in result.findings:
        lines += _finding(finding)
    return "\n".join(lines) + "\n"


def _finding(finding: Finding) -> Iterable[str]:
    yield f"{finding.kind}: {finding.message}"
    if finding.changes:
        yield f"  in {', '.join(dict.fromkeys(change.place for change in finding.changes))}"
    yield from (f"  {_change(change)}" for change in finding.changes[:_SHOWN])
    if len(finding.changes) > _SHOWN:
        yield f"    and {len(finding.changes) - _SHOWN} more"


def _change(change: Change) -> str:
    gold = f" (should be {change.gold})" if change.gold else ""
    return f"  {change.place}  {change.field}{gold}: {change.before} -> {change.after}"


def _measure(measure: Measure) -> str:
    if measure.value is None:
        return f"{_DASH:>25}  {measure.n:>6} {measure.unscored:>8}"
    return (
        f"{_number(measure.value):>8}  {_interval(measure.low, measure.high):>15} {measure.n:>6} {measure.unscored:>8}"
    )


def _number(value: float | None, *, signed: bool = False) -> str:
    if value is None:
        return "-"
    return f"{value:+.3f}" if signed else f"{value:.3f}"


def _interval(low: float | None, high: float | None, *, signed: bool = False) -> str:
    if low is None or high is None:
        return "-"
    return f"{_number(low, signed=signed)} to {_number(high, signed=signed)}"


def _cut(name: str, width: int = 34) -> str:
    return name if len(name) <= width else f"{name[: width - 1]}…"
