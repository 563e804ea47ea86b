"""Documents on both sides: precision, recall and F1 with paired differences, and the facts that were won and lost."""

from collections.abc import Callable, Iterator, Sequence

from sowcheck.evals.card import DocumentCard, FactCard
from sowcheck.evals.counts import Counts
from sowcheck.evals.intervals import Part
from sowcheck.evals.paired import Change, Row, row_of
from sowcheck.evals.scorers.facts import SCORED_FIELDS, FactVerdict, is_list
from sowcheck.evals.scores import f1_part

Documents = Sequence[tuple[str, DocumentCard, DocumentCard]]
"""Id, first side, second side."""

_GROUPS = {
    "all": SCORED_FIELDS,
    "scalar": tuple(field for field in SCORED_FIELDS if not is_list(field)),
    "list": tuple(field for field in SCORED_FIELDS if is_list(field)),
}


def _precision(counts: Counts) -> Part:
    return Part(counts.matched, counts.predicted)


def _recall(counts: Counts) -> Part:
    return Part(counts.matched, counts.gold)


_SHARES: dict[str, Callable[[Counts], Part]] = {"f1": f1_part, "precision": _precision, "recall": _recall}


def fact_rows(documents: Documents) -> list[Row]:
    """F1, precision and recall of all, scalar and list fields."""
    rows = [
        _row(f"{group}.{name}", documents, fields, share)
        for group, fields in _GROUPS.items()
        for name, share in _SHARES.items()
    ]
    return [row for row in rows if row is not None]


def field_rows(documents: Documents) -> list[Row]:
    """F1 of each field that occurs on a side, in the dictionary's order."""
    rows = [_row(field, documents, (field,), f1_part) for field in SCORED_FIELDS]
    return [row for row in rows if row is not None]


def _row(name: str, documents: Documents, fields: Sequence[str], share: Callable[[Counts], Part]) -> Row | None:
    """One share of some fields on both sides; None if neither side has a fact in them."""
    before = [share(_counts(mine, fields)) for _, mine, _ in documents]
    after = [share(_counts(theirs, fields)) for _, _, theirs in documents]
    if not any(part.denominator for part in (*before, *after)):
        return None
    return row_of(name, before, after, list(fact_changes(documents, fields)))


def _counts(card: DocumentCard, fields: Sequence[str]) -> Counts:
    held = [card.counts(field) for field in fields if field in card.facts]
    return Counts(*(sum(column) for column in zip(*held, strict=True))) if held else Counts()


def fact_changes(documents: Documents, fields: Sequence[str] = SCORED_FIELDS) -> Iterator[Change]:
    """Facts that only one side has right. A fact that nobody states is right where it is absent."""
    for place, mine, theirs in documents:
        for field in fields:
            before, after = mine.facts.get(field, {}), theirs.facts.get(field, {})
            for name in {**before, **after}:
                old, new = before.get(name), after.get(name)
                if _is_right(old) != _is_right(new):
                    yield Change(
                        place=place,
                        field=field,
                        gain=_is_right(new),
                        before=_words(old),
                        after=_words(new),
                        gold=(new.gold if new else "") or (old.gold if old else ""),
                    )


def _is_right(fact: FactCard | None) -> bool:
    return fact is None or fact.verdict is FactVerdict.MATCHED


def _words(fact: FactCard | None) -> str:
    if fact is None:
        return "nothing"
    return f"{fact.verdict}: {fact.found}" if fact.found else fact.verdict.value
