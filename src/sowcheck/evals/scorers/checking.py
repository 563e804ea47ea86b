"""Discrepancies: which planted ones were found, what was flagged without cause, and how much hidden scope was seen."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from sowcheck.core.discrepancies import Outcome
from sowcheck.evals.log import DealEntry, Expected
from sowcheck.report.model import DiscrepancyShape

_WORD = re.compile(r"[a-z0-9]+")
_HIDDEN_KIND = "missing_in_record"
_FLAG_KINDS = frozenset(
    {
        "value_mismatch",
        "missing_in_document",
        "conflict_within_document",
        "conflict_across_documents",
        "invariant_broken",
        "not_executed",
        "stale_version",
        "policy_breach",
        "ambiguous",
    }
)
"""Kinds that say something is wrong; the others say that something is absent or could not be compared."""


class Hit(NamedTuple):
    """A planted discrepancy and the report of it."""

    expected: Expected
    found: DiscrepancyShape
    right_kind: bool


class DealScore(NamedTuple):
    """What the check of one deal is worth."""

    deal: str
    hits: tuple[Hit, ...]
    missed: tuple[Expected, ...]
    false_flags: tuple[DiscrepancyShape, ...]
    """On fields that agree."""
    extra: tuple[DiscrepancyShape, ...]
    """Elsewhere, and not planted: perhaps true, nobody has said."""
    matching_fields: int
    hidden_seen: tuple[str, ...]
    hidden_missed: tuple[str, ...]


def score_deal(entry: DealEntry) -> DealScore:
    """Scores one deal; one whose check failed has found nothing."""
    hits, used = _hits(entry)
    free = [
        found
        for index, found in enumerate(entry.discrepancies)
        if index not in used and found.field not in {*entry.tolerated, *entry.not_scored}
    ]
    false = tuple(found for found in free if found.field in entry.must_match and found.kind != _HIDDEN_KIND)
    told = {index for index, _ in hits}
    silent = _silent_fields(entry)
    return DealScore(
        deal=entry.id,
        hits=tuple(hit for _, hit in hits),
        missed=tuple(row for index, row in enumerate(entry.expected) if index not in told),
        false_flags=false,
        extra=tuple(found for found in free if found not in false and found.kind in _FLAG_KINDS),
        matching_fields=len(entry.must_match),
        hidden_seen=tuple(field for field in dict.fromkeys(entry.hidden_scope) if field in silent),
        hidden_missed=tuple(field for field in dict.fromkeys(entry.hidden_scope) if field not in silent),
    )


def _hits(entry: DealEntry) -> tuple[list[tuple[int, Hit]], set[int]]:
    """Each planted discrepancy, in order, takes the report that fits it best; a report tells of one only."""
    hits: list[tuple[int, Hit]] = []
    used: set[int] = set()
    for number, expected in enumerate(entry.expected):
        fitting = [
            (_fit(expected, found), -index)
            for index, found in enumerate(entry.discrepancies)
            if index not in used and _is_about(expected, found)
        ]
        if fitting:
            index = -max(fitting)[1]
            used.add(index)
            found = entry.discrepancies[index]
            hits.append((number, Hit(expected, found, found.kind == expected.kind)))
    return hits, used


def _is_about(expected: Expected, found: DiscrepancyShape) -> bool:
    """Whether a report may be about the planted discrepancy: its field, or an equivalent one, and the same item."""
    if any(other.field == found.field for other in expected.alternatives):
        return True
    if expected.field != found.field:
        return False
    return not expected.key or not found.key or bool(_words(expected.key) & _words(found.key))


def _fit(expected: Expected, found: DiscrepancyShape) -> tuple[bool, bool]:
    accepted = {(expected.field, expected.kind), *((other.field, other.kind) for other in expected.alternatives)}
    right_kind = found.kind == expected.kind or (found.field, found.kind) in accepted
    return right_kind, bool(expected.key) == bool(found.key)


def _words(key: str) -> set[str]:
    return set(_WORD.findall(key.casefold()))


def _silent_fields(entry: DealEntry) -> set[str]:
    """Fields of which the check says that no record holds them."""
    verdicts = {verdict.field for verdict in entry.verdicts if verdict.verdict is Outcome.RECORD_SILENT}
    return verdicts | {found.field for found in entry.discrepancies if found.kind == _HIDDEN_KIND}


class KindScore(NamedTuple):
    """How one kind of discrepancy fares."""

    kind: str
    expected: int
    found: int
    """Of the expected ones, under whichever kind."""
    named: int
    """Of the expected ones, under this kind."""
    right: int
    """Reports of this kind that tell of a planted discrepancy."""
    wrong: int | None
    """Reports of this kind that tell of none; None for kinds that are no flag."""

    @property
    def recall(self) -> float | None:
        """Share of the planted ones that were found; None if none was planted."""
        return self.found / self.expected if self.expected else None

    @property
    def precision(self) -> float | None:
        """Share of the reports that tell of a planted one; None if there was none, or the kind is no flag."""
        if self.wrong is None or not self.right + self.wrong:
            return None
        return self.right / (self.right + self.wrong)


def by_kind(scores: Sequence[DealScore]) -> tuple[KindScore, ...]:
    """Recall and precision for each kind that was planted or reported."""
    hits = [hit for score in scores for hit in score.hits]
    missed = [row for score in scores for row in score.missed]
    wrong = [found for score in scores for found in (*score.false_flags, *score.extra)]
    kinds = {row.kind for row in missed} | {hit.expected.kind for hit in hits} | {hit.found.kind for hit in hits}
    kinds |= {found.kind for found in wrong}
    return tuple(
        KindScore(
            kind=kind,
            expected=sum(hit.expected.kind == kind for hit in hits) + sum(row.kind == kind for row in missed),
            found=sum(hit.expected.kind == kind for hit in hits),
            named=sum(hit.expected.kind == kind and hit.right_kind for hit in hits),
            right=sum(hit.found.kind == kind for hit in hits),
            wrong=sum(found.kind == kind for found in wrong) if kind in _FLAG_KINDS else None,
        )
        for kind in sorted(kinds)
    )
