"""Each later run against the first on the same dataset, paired fact by fact."""

from collections.abc import Mapping, Sequence

from sowcheck.evals.card import Card
from sowcheck.evals.comparison import Comparison, compare
from sowcheck.evals.paired import Row
from sowcheck.evals.report.model import ChangeRow, ComparisonView, FactChange, Measured
from sowcheck.evals.report.wording import signed
from sowcheck.report.wording import field_title

_TITLES = {
    "all": "all fields",
    "scalar": "single values",
    "list": "lists",
    "f1": "F1",
    "precision": "Precision",
    "recall": "Recall",
    "checking.recall": "Recall of planted discrepancies",
    "checking.kind_recall": "Recall of planted discrepancies, right kind",
    "checking.hidden_scope": "Hidden scope seen",
    "checking.unflagged": "Fields that agree without a false flag",
}


def comparisons(named: Sequence[tuple[str, Card]]) -> tuple[ComparisonView, ...]:
    """One comparison for each card that has an earlier one of its dataset.

    Args:
        named: What people call each side, and its card, the one to compare with first.

    Raises:
        UsageError: the cards say that their datasets are the same, and share no document and no deal.
    """
    first: dict[str, tuple[str, Card]] = {}
    found = []
    for name, card in named:
        before_name, before = first.setdefault(card.dataset.sha256, (name, card))
        if before is not card:
            found.append(_view(compare(before, card), before_name, name))
    return tuple(found)


def _view(compared: Comparison, before: str, after: str) -> ComparisonView:
    differing = [row for row in compared.fields if row.difference.value or row.won or row.lost]
    return ComparisonView(
        before=before,
        after=after,
        verdict=_verdict(compared.measures),
        measures=tuple(_row(row, _measure_title(row.name)) for row in compared.measures),
        fields=tuple(_row(row, field_title(row.name)) for row in sorted(differing, key=_gain)),
        facts=tuple(
            FactChange(
                gain=change.gain,
                place=change.place,
                title=field_title(change.field),
                gold=change.gold,
                before=change.before,
                after=change.after,
            )
            for change in compared.changes
        ),
    )


def _gain(row: Row) -> float:
    return row.difference.value or 0.0


def _row(row: Row, title: str) -> ChangeRow:
    apart = row.difference
    return ChangeRow(
        title=title,
        before=row.before,
        after=row.after,
        difference=Measured("Difference", apart.value, apart.low, apart.high, unit="score"),
        won=row.won,
        lost=row.lost,
    )


def _measure_title(name: str) -> str:
    if name in _TITLES:
        return _TITLES[name]
    group, _, share = name.partition(".")
    return f"{_TITLES.get(share, share)}, {_TITLES.get(group, group)}"


def _verdict(rows: Sequence[Row]) -> str:
    """What the interval of the first measure that both sides have says."""
    named: Mapping[str, Row] = {row.name: row for row in rows if row.difference.value is not None}
    row = named.get("all.f1") or next(iter(named.values()), None)
    if row is None:
        return "Nothing was measured on both sides."
    title, apart = _measure_title(row.name), row.difference
    if apart.low is None or apart.high is None:
        return f"{title}: {signed(apart.value)}; there are too few documents for an interval."
    ends = f"{signed(apart.value)} (95 % interval {signed(apart.low)} to {signed(apart.high)})"
    if apart.is_gain:
        return f"Better. {title}: {ends}."
    if apart.is_loss:
        return f"Worse. {title}: {ends}."
    if not row.won and not row.lost:
        return "No fact differs."
    return f"Not told apart. {title}: {ends}, an interval that holds zero."
