"""Deals on both sides: planted discrepancies found, hidden scope seen, matching fields left unflagged."""

from collections.abc import Callable, Iterator, Sequence

from sowcheck.evals.card import DealCard
from sowcheck.evals.intervals import Part
from sowcheck.evals.paired import Change, Row, row_of

Deals = Sequence[tuple[str, DealCard, DealCard]]
"""Id, first side, second side."""


def deal_rows(deals: Deals) -> list[Row]:
    """One row for each figure of the check; none without deals. More is better in all of them."""
    if not deals:
        return []
    return [
        _row("checking.recall", deals, _recall, list(planted_changes(deals))),
        _row("checking.kind_recall", deals, _kind_recall, []),
        _row("checking.hidden_scope", deals, _hidden, list(hidden_changes(deals))),
        _row("checking.unflagged", deals, _unflagged, list(flag_changes(deals))),
    ]


def deal_changes(deals: Deals) -> Iterator[Change]:
    """All that differs."""
    yield from planted_changes(deals)
    yield from hidden_changes(deals)
    yield from flag_changes(deals)


def planted_changes(deals: Deals) -> Iterator[Change]:
    """Planted discrepancies that only one side found."""
    for place, mine, theirs in deals:
        for name, old in mine.planted.items():
            new = theirs.planted[name]
            if old.found != new.found:
                label = new.label or old.label
                yield _change(place, old.field, new.found, ("not found", "found"), label)


def hidden_changes(deals: Deals) -> Iterator[Change]:
    """Hidden scope that only one side saw."""
    for place, mine, theirs in deals:
        for field, seen in mine.hidden.items():
            if theirs.hidden[field] != seen:
                yield _change(place, field, not seen, ("hidden scope not seen", "hidden scope seen"))


def flag_changes(deals: Deals) -> Iterator[Change]:
    """False flags that only one side raised."""
    for place, mine, theirs in deals:
        for name in {**mine.false_flags, **theirs.false_flags}:
            if name in mine.false_flags and name in theirs.false_flags:
                continue
            flag = mine.false_flags.get(name) or theirs.false_flags[name]
            told = f"falsely flagged: {flag.label}" if flag.label else "falsely flagged"
            yield _change(place, flag.field, name in mine.false_flags, (told, "not flagged"))


def _change(place: str, field: str, gain: bool, words: tuple[str, str], gold: str = "") -> Change:
    worse, better = words
    before, after = (worse, better) if gain else (better, worse)
    return Change(place=place, field=field, gain=gain, before=before, after=after, gold=gold)


def _row(name: str, deals: Deals, share: Callable[[DealCard], Part], changes: Sequence[Change]) -> Row:
    return row_of(name, [share(mine) for _, mine, _ in deals], [share(theirs) for _, _, theirs in deals], changes)


def _recall(card: DealCard) -> Part:
    return Part(sum(row.found for row in card.planted.values()), len(card.planted))


def _kind_recall(card: DealCard) -> Part:
    return Part(sum(row.right_kind for row in card.planted.values()), len(card.planted))


def _hidden(card: DealCard) -> Part:
    return Part(sum(card.hidden.values()), len(card.hidden))


def _unflagged(card: DealCard) -> Part:
    """Matching fields without a false flag."""
    flagged = {row.field for row in card.false_flags.values()}
    return Part(card.matching_fields - len(flagged), card.matching_fields)
