"""Logs -> what the report shows of them."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path

from sowcheck.core.fields import FIELDS
from sowcheck.core.words import plain
from sowcheck.errors import UsageError
from sowcheck.evals.card import Card, card_of
from sowcheck.evals.counts import Counts
from sowcheck.evals.intervals import Part, ratio
from sowcheck.evals.log import DealEntry, DocumentEntry, Failure, Log
from sowcheck.evals.report.build_comparison import comparisons
from sowcheck.evals.report.build_deals import deals_view
from sowcheck.evals.report.build_errors import error_groups
from sowcheck.evals.report.context import Shelf
from sowcheck.evals.report.figures import measured
from sowcheck.evals.report.model import (
    Bin,
    Calibration,
    CurvePoint,
    DocumentRow,
    Effort,
    FieldRow,
    Measured,
    ReportView,
    RunFailure,
    RunView,
    SliceGroup,
)
from sowcheck.evals.scorers import calibration
from sowcheck.evals.scorers.facts import Judgement, is_list, judge
from sowcheck.evals.scores import FactScore, Scores, score
from sowcheck.report.wording import field_title

_MISREAD_PROVEN = "proof.misread_proven"
_HEADLINE = (
    ("all.f1", "F1", "over {n} facts and inventions"),
    ("all.precision", "Precision", "of {n} predictions are right"),
    ("all.recall", "Recall", "of {n} gold facts are found"),
    ("scalar.f1", "F1, single values", "over {n}"),
    ("list.f1", "F1, lists", "over {n} items"),
    ("grounding.value_and_place", "Right value, right place", "of {n} gold facts"),
    (_MISREAD_PROVEN, "Misread, yet proven", "of {n} misread values; must be 0"),
)
_DETAILS = (
    ("grounding.quote", "Right words", "of {n} right values are quoted from where the gold is"),
    ("grounding.page", "Right page", "of {n} right values with pages"),
    ("grounding.box", "Box overlap", "mean intersection over union, {n} values"),
    ("proof.right_proven", "Proven, if right", "of {n} right values"),
    ("proof.proven_right", "Right, if proven", "of {n} proven values"),
    ("proof.wrong_proven", "Proven, if wrong", "of {n} wrong values; some only the annotation lacks"),
)
_CONFIDENCE = (
    ("confidence.accuracy_at_80", "Accuracy at 80 % coverage", "of {n} predictions, the surest first"),
    ("confidence.brier", "Brier score", "0 is perfect, 0.25 a coin's"),
    ("confidence.ece", "Calibration error", "mean distance from the dashed line"),
)
_STAGES = ("read", "segment", "extract")


def build(logs: Sequence[Log], paths: Mapping[str, Path] | None = None, baseline: Card | None = None) -> ReportView:
    """What a report on some logs shows.

    Args:
        logs: At least one; later ones on the same dataset are compared with the first.
        paths: Where a document of a SHA-256 lies; the words around a quote are read from there.
        baseline: What the logs of its dataset are compared with, instead of with each other.

    Raises:
        UsageError: the baseline is of a dataset that no log measured.
    """
    if baseline and all(log.header.dataset.sha256 != baseline.dataset.sha256 for log in logs):
        raise UsageError(
            f"the baseline measured {baseline.dataset.name}, and no log did so in this version",
            hint="Compare what both have in common with `sowcheck eval compare --common`.",
        )
    shelf = Shelf(paths or {})
    names = _names(logs)
    runs = tuple(
        run_view(log, f"run-{number}", name, shelf)
        for number, (log, name) in enumerate(zip(logs, names, strict=True), start=1)
    )
    cards = [(name, card_of(log)) for log, name in zip(logs, names, strict=True)]
    if baseline:
        cards.insert(0, (f"baseline {plain(baseline.log)}", baseline))
    return ReportView(title=f"Evaluation: {'; '.join(names)}", runs=runs, comparisons=comparisons(cards))


def _headline(scores: Scores) -> Iterable[Measured]:
    for name, title, meaning in _HEADLINE:
        shown = measured(title, scores.measures.get(name), meaning)
        # "Proven" promises that a value is right: one that is wrong is an alarm and not a figure among others.
        yield shown._replace(alarm=name == _MISREAD_PROVEN and bool(shown.value))


def _names(logs: Sequence[Log]) -> list[str]:
    """What people call each run: its dataset and who read it; with its id if another has the same name."""
    names = [plain(f"{log.header.dataset.name}, {' + '.join(log.header.configuration.extractors)}") for log in logs]
    return [
        f"{name} ({plain(log.header.id)})" if names.count(name) > 1 else name
        for log, name in zip(logs, names, strict=True)
    ]


def run_view(log: Log, anchor: str, name: str, shelf: Shelf) -> RunView:
    """What the report shows of one log."""
    scores = score(log)
    judged = {entry.id: judge(entry) for entry in log.documents}
    fields = _fields(scores)
    errors, without_context = error_groups(log, judged, [row.field for row in fields], shelf)
    header = log.header
    return RunView(
        id=header.id,
        anchor=anchor,
        name=name,
        dataset=header.dataset.name,
        dataset_sha256=header.dataset.sha256,
        started=header.started,
        finished=log.end.finished if log.end else None,
        version=header.code.version,
        source_sha256=header.code.source_sha256,
        policy_sha256=header.configuration.policy_sha256,
        extractors=header.configuration.extractors,
        documents=len(log.documents),
        deals=len(log.deals),
        counts=_total(scores),
        skipped=tuple((skipped.what, skipped.why) for skipped in header.dataset.skipped),
        failures=_failures(log),
        headline=tuple(_headline(scores)),
        details=tuple(measured(title, scores.measures.get(name), why) for name, title, why in _DETAILS),
        effort=_effort(log, scores),
        fields=fields,
        calibration=_calibration(scores, judged),
        slices=_slices(scores),
        worst=_documents(log, scores),
        errors=errors,
        without_context=without_context,
        deals_view=deals_view(log, scores) if log.deals else None,
    )


def _total(scores: Scores) -> Counts:
    rows = [row.counts for row in scores.documents]
    return Counts(*(sum(numbers) for numbers in zip(*rows, strict=True))) if rows else Counts()


def _fields(scores: Scores) -> tuple[FieldRow, ...]:
    rows = (_field(name, scored) for name, scored in scores.fields.items())
    return tuple(sorted(rows, key=lambda row: (-_wrong(row.counts), row.field)))


def _wrong(counts: Counts) -> int:
    return counts.misread + counts.missed + counts.invented


def _field(name: str, scored: FactScore) -> FieldRow:
    return FieldRow(
        field=name,
        title=field_title(name),
        repeated=FIELDS[name].repeated,
        counts=scored.counts,
        precision=measured("Precision", scored.precision),
        recall=measured("Recall", scored.recall),
        f1=measured("F1", scored.f1),
    )


def _calibration(scores: Scores, judged: Mapping[str, Sequence[Judgement]]) -> Calibration | None:
    if not scores.reliability:
        return None
    by_document = [
        {part.low: part for part in calibration.reliability(calibration.trusts(_scalars(rows)))}
        for rows in judged.values()
    ]
    bins = []
    for part in scores.reliability:
        held = [document[part.low] for document in by_document if part.low in document]
        accuracy = ratio([Part(each.accuracy * each.n, each.n) for each in held])
        bins.append(Bin(part.confidence, measured("Right", accuracy)))
    return Calibration(
        figures=tuple(
            measured(title, scores.measures.get(name), why, unit="share" if "accuracy" in name else "score")
            for name, title, why in _CONFIDENCE
        ),
        bins=tuple(bins),
        curve=tuple(CurvePoint(point.coverage, point.risk) for point in scores.risk_coverage),
    )


def _scalars(rows: Sequence[Judgement]) -> list[Judgement]:
    return [found for found in rows if not is_list(found.field)]


def _slices(scores: Scores) -> tuple[SliceGroup, ...]:
    dimensions = dict.fromkeys(row.dimension for row in scores.slices)
    groups = (
        SliceGroup(
            dimension.capitalize(),
            tuple(
                measured(row.part.replace("_", " "), row.score.f1)._replace(n=row.documents)
                for row in scores.slices
                if row.dimension == dimension
            ),
        )
        for dimension in dimensions
    )
    # A dimension with one part says what the whole says.
    return tuple(group for group in groups if len(group.rows) > 1)


def _documents(log: Log, scores: Scores) -> tuple[DocumentRow, ...]:
    counts = {row.document: row.counts for row in scores.documents}
    rows = (_document(entry, counts[entry.id]) for entry in log.documents)
    return tuple(
        sorted(rows, key=lambda row: (row.error is None, 1.0 if row.f1.value is None else row.f1.value, row.id))
    )


def _document(entry: DocumentEntry, counts: Counts) -> DocumentRow:
    return DocumentRow(
        id=entry.id,
        format=entry.format,
        pages=entry.pages,
        characters=entry.characters,
        seconds=entry.seconds.total,
        counts=counts,
        error=told(entry.error),
    )


def told(failure: Failure | None) -> str | None:
    """A failure in one line."""
    return f"{failure.type}: {failure.message}" if failure else None


def _failures(log: Log) -> tuple[RunFailure, ...]:
    entries: tuple[DocumentEntry | DealEntry, ...] = (*log.documents, *log.deals)
    return tuple(RunFailure(entry.id, error) for entry in entries if (error := told(entry.error)))


def _effort(log: Log, scores: Scores) -> Effort:
    stages = tuple(
        (stage, sum(time for entry in log.documents if (time := getattr(entry.seconds, stage)) is not None))
        for stage in _STAGES
    )
    return Effort(
        pages=sum(entry.pages or 0 for entry in log.documents),
        seconds=sum(time for _, time in stages),
        stages=stages,
        seconds_per_page=measured("Time a page", scores.measures.get("run.seconds_per_page"), unit="seconds"),
        tokens=sum(entry.tokens for entry in log.documents),
        dollars=_spent(log),
        dollars_per_page=measured("Cost a page", scores.measures.get("run.dollars_per_page"), unit="dollars"),
    )


def _spent(log: Log) -> float | None:
    """What language models cost; None if the price of one is not known."""
    costs = [entry.cost for entry in log.documents]
    return None if None in costs else float(sum(Decimal(cost) for cost in costs if cost is not None))
