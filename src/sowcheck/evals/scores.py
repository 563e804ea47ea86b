"""Everything that is measured in a log, as one value: what `eval score` prints, the gate judges and the report shows.

Names of measures: a group, a dot, a figure ("scalar.f1", "proof.misread_proven", "checking.recall"). A figure with a
name that ends in a count ("run.errors") is a whole number.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from sowcheck.core.noun import Noun
from sowcheck.evals.counts import Counts, count
from sowcheck.evals.intervals import Measure, Part, ratio
from sowcheck.evals.log import DatasetInfo, DocumentEntry, Log
from sowcheck.evals.scorers import calibration, effort, grounding, proof
from sowcheck.evals.scorers.calibration import Bin, RiskPoint
from sowcheck.evals.scorers.checking import DealScore, KindScore, by_kind, score_deal
from sowcheck.evals.scorers.confusion import ConfusionCell, confusion
from sowcheck.evals.scorers.facts import SCORED_FIELDS, FactVerdict, Judgement, is_list, judge
from sowcheck.evals.scorers.slices import slices_of

_COVERAGE = 0.8


class FactScore(Noun):
    """Precision, recall and F1 of some facts."""

    counts: Counts
    precision: Measure
    recall: Measure
    f1: Measure


class SliceScore(Noun):
    """The score of a part of the documents."""

    dimension: str
    part: str
    documents: int
    score: FactScore


class DocumentScore(Noun):
    """The score of one document."""

    document: str
    failed: bool
    counts: Counts
    f1: float | None


class DealSummary(Noun):
    """The score of one deal, in numbers."""

    deal: str
    failed: bool
    gate: str | None
    expected: int
    found: int
    right_kind: int
    false_flags: int
    extra: int
    matching_fields: int
    hidden_scope: int
    hidden_seen: int


class Scores(Noun):
    """All scores of a log."""

    log: str
    """Id of the run."""
    dataset: DatasetInfo
    measures: dict[str, Measure]
    """Every single figure by its name."""
    fields: dict[str, FactScore]
    """By field, in the dictionary's order; fields that nobody states or finds are absent."""
    slices: tuple[SliceScore, ...]
    documents: tuple[DocumentScore, ...]
    reliability: tuple[Bin, ...]
    """Of scalar values."""
    risk_coverage: tuple[RiskPoint, ...]
    """Of scalar values."""
    deals: tuple[DealSummary, ...]
    kinds: tuple[KindScore, ...]
    confusion: tuple[ConfusionCell, ...]

    def value(self, name: str) -> float | None:
        """A measure's value; None if it was not measured."""
        measure = self.measures.get(name)
        return measure.value if measure else None


def score(log: Log) -> Scores:
    """Scores a log, from what it holds alone."""
    judged = {entry.id: judge(entry) for entry in log.documents}
    deals = [score_deal(entry) for entry in log.deals]
    scalars = {name: [found for found in rows if not is_list(found.field)] for name, rows in judged.items()}
    lists = {name: [found for found in rows if is_list(found.field)] for name, rows in judged.items()}
    trusts = calibration.trusts(found for rows in scalars.values() for found in rows)
    return Scores(
        log=log.header.id,
        dataset=log.header.dataset,
        measures={
            **_fact_measures("all", judged),
            **_fact_measures("scalar", scalars),
            **_fact_measures("list", lists),
            **_grounding_measures(judged),
            **_proof_measures(judged),
            **_proof_measures(scalars, "scalar_"),
            **_calibration_measures(scalars),
            **_checking_measures(deals),
            **_run_measures(log),
        },
        fields=_by_field(judged),
        slices=_slices(log, judged),
        documents=tuple(_document(entry, judged[entry.id]) for entry in log.documents),
        reliability=calibration.reliability(trusts),
        risk_coverage=calibration.risk_coverage(trusts),
        deals=tuple(_deal(score, bool(entry.error), entry.gate) for score, entry in zip(deals, log.deals, strict=True)),
        kinds=by_kind(deals),
        confusion=confusion(entry for entry in log.deals if not entry.error),
    )


Judged = Mapping[str, Sequence[Judgement]]
"""Judgements by document: the clusters of every interval."""


def fact_score(judged: Judged) -> FactScore:
    """Precision, recall and F1 over some documents, with intervals."""
    counts = [count(rows) for rows in judged.values()]
    total = count(found for rows in judged.values() for found in rows)
    return FactScore(
        counts=total,
        precision=ratio([Part(part.matched, part.predicted) for part in counts]),
        recall=ratio([Part(part.matched, part.gold) for part in counts]),
        f1=ratio([f1_part(part) for part in counts], n=total.gold + total.invented),
    )


def f1_part(counts: Counts) -> Part:
    """What one document adds to an F1, which is a ratio of two sums."""
    return Part(2 * counts.matched, counts.gold + counts.predicted)


def _fact_measures(group: str, judged: Judged) -> dict[str, Measure]:
    scored = fact_score(judged)
    return {
        f"{group}.precision": scored.precision,
        f"{group}.recall": scored.recall,
        f"{group}.f1": scored.f1,
    }


def _share(judged: Judged, outcome: Callable[[Judgement], bool | float | None]) -> Measure:
    """The mean of an outcome; facts without one (None) are unscored."""
    outcomes = [[outcome(found) for found in rows] for rows in judged.values()]
    scored = [[float(value) for value in row if value is not None] for row in outcomes]
    unscored = sum(value is None for row in outcomes for value in row)
    return ratio([Part(sum(row), len(row)) for row in scored], unscored=unscored)


def _only(judged: Judged, keep: Callable[[Sequence[Judgement]], Iterable[Judgement]]) -> Judged:
    return {name: list(keep(rows)) for name, rows in judged.items()}


def _matched(rows: Sequence[Judgement]) -> Iterable[Judgement]:
    return [found for found in rows if found.verdict is FactVerdict.MATCHED]


def _stated(rows: Sequence[Judgement]) -> Iterable[Judgement]:
    return [found for found in rows if found.gold is not None]


def _predicted(rows: Sequence[Judgement]) -> list[Judgement]:
    return [found for found in rows if found.prediction is not None]


def _grounding_measures(judged: Judged) -> dict[str, Measure]:
    right = _only(judged, _matched)
    return {
        "grounding.quote": _share(right, grounding.right_quote),
        "grounding.page": _share(right, grounding.right_page),
        "grounding.box": _share(right, grounding.box_overlap),
        "grounding.value_and_place": _share(_only(judged, _stated), grounding.in_place),
    }


def _proof_measures(judged: Judged, prefix: str = "") -> dict[str, Measure]:
    proven = _only(judged, lambda rows: [found for found in _predicted(rows) if proof.is_proven(found)])
    return {
        f"proof.{prefix}wrong_proven": _share(_only(judged, proof.wrong_values), proof.is_proven),
        f"proof.{prefix}misread_proven": _share(_only(judged, proof.misread_values), proof.is_proven),
        f"proof.{prefix}right_proven": _share(_only(judged, _matched), proof.is_proven),
        f"proof.{prefix}proven_right": _share(proven, lambda found: found.verdict is FactVerdict.MATCHED),
    }


def _calibration_measures(judged: Judged) -> dict[str, Measure]:
    by_document = [calibration.trusts(rows) for rows in judged.values()]
    trusts = [trust for row in by_document for trust in row]
    squares = [Part((calibration.brier(row) or 0.0) * len(row), len(row)) for row in by_document]
    return {
        "confidence.brier": ratio(squares),
        "confidence.ece": Measure(value=calibration.expected_error(trusts), n=len(trusts)),
        "confidence.accuracy_at_80": Measure(value=calibration.accuracy_at(trusts, _COVERAGE), n=len(trusts)),
    }


def _checking_measures(deals: Sequence[DealScore]) -> dict[str, Measure]:
    expected = [len(deal.hits) + len(deal.missed) for deal in deals]
    hits = [len(deal.hits) for deal in deals]
    false = [len(deal.false_flags) for deal in deals]
    extra = [len(deal.extra) for deal in deals]
    hidden = [(len(deal.hidden_seen), len(deal.hidden_seen) + len(deal.hidden_missed)) for deal in deals]
    kinds = [sum(hit.right_kind for hit in deal.hits) for deal in deals]
    return {
        "checking.recall": ratio(_parts(hits, expected)),
        "checking.kind_recall": ratio(_parts(kinds, expected)),
        "checking.precision": ratio(_parts(hits, [sum(parts) for parts in zip(hits, false, extra, strict=True)])),
        "checking.false_flags": Measure(
            value=sum(false) if deals else None, n=sum(deal.matching_fields for deal in deals)
        ),
        "checking.false_flag_rate": ratio(_parts(false, [deal.matching_fields for deal in deals])),
        "checking.extra": Measure(value=sum(extra) if deals else None, n=len(deals)),
        "checking.hidden_scope": ratio([Part(*pair) for pair in hidden]),
    }


def _parts(numerators: Sequence[int], denominators: Sequence[int]) -> list[Part]:
    return [Part(*pair) for pair in zip(numerators, denominators, strict=True)]


def _run_measures(log: Log) -> dict[str, Measure]:
    errors = [entry.error for entry in log.documents] + [entry.error for entry in log.deals]
    times = [entry.seconds for entry in log.deals]
    return {
        "run.errors": Measure(value=len(errors) - errors.count(None), n=len(errors)),
        "run.seconds_per_page": _effort(log.documents, effort.seconds_by_page),
        "run.seconds_per_1000_characters": _effort(log.documents, effort.seconds_by_length),
        "run.dollars_per_page": _effort(log.documents, effort.cost_by_page),
        "run.seconds_per_deal": ratio(
            [Part(seconds, 1) for seconds in times if seconds is not None], unscored=times.count(None)
        ),
    }


def _effort(entries: Sequence[DocumentEntry], measure: Callable[[DocumentEntry], Part | None]) -> Measure:
    parts = [measure(entry) for entry in entries]
    return ratio([part for part in parts if part is not None], unscored=parts.count(None))


def _by_field(judged: Judged) -> dict[str, FactScore]:
    grouped: dict[str, dict[str, list[Judgement]]] = defaultdict(dict)
    for name, rows in judged.items():
        for found in rows:
            grouped[found.field].setdefault(name, []).append(found)
    return {field: fact_score(grouped[field]) for field in SCORED_FIELDS if field in grouped}


def _slices(log: Log, judged: Judged) -> tuple[SliceScore, ...]:
    grouped: dict[tuple[str, str], dict[str, Sequence[Judgement]]] = defaultdict(dict)
    for entry in log.documents:
        for part in slices_of(entry):
            grouped[part][entry.id] = judged[entry.id]
    return tuple(
        SliceScore(dimension=dimension, part=part, documents=len(rows), score=fact_score(rows))
        for (dimension, part), rows in sorted(grouped.items())
    )


def _document(entry: DocumentEntry, rows: Sequence[Judgement]) -> DocumentScore:
    counts = count(rows)
    return DocumentScore(document=entry.id, failed=bool(entry.error), counts=counts, f1=counts.f1)


def _deal(scored: DealScore, failed: bool, gate: str | None) -> DealSummary:
    return DealSummary(
        deal=scored.deal,
        failed=failed,
        gate=gate,
        expected=len(scored.hits) + len(scored.missed),
        found=len(scored.hits),
        right_kind=sum(hit.right_kind for hit in scored.hits),
        false_flags=len(scored.false_flags),
        extra=len(scored.extra),
        matching_fields=scored.matching_fields,
        hidden_scope=len(scored.hidden_seen) + len(scored.hidden_missed),
        hidden_seen=len(scored.hidden_seen),
    )
