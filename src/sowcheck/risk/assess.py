"""The risk of a case: a score and a band from its discrepancies alone, with the summary that was written of them.

Each discrepancy weighs by severity and kind. Weights add up with falling returns, so that ten small findings do not
outweigh one grave one and no number of findings exceeds 100.
"""

from collections.abc import Sequence
from typing import Literal

from sowcheck.core.cases import Risk
from sowcheck.core.discrepancies import Discrepancy
from sowcheck.core.fields import Severity
from sowcheck.core.readings import Usage
from sowcheck.core.summaries import Summary

_WEIGHT: dict[Severity, float] = {"blocker": 0.30, "high": 0.12, "medium": 0.05, "low": 0.015, "info": 0.0}
"""Share of the remaining distance to 100 that one discrepancy takes."""
_HIDDEN_SCOPE = 0.1
"""A term that the record lacks is work to carry over, not a contradiction: it weighs a tenth."""
_BANDS: tuple[tuple[int, Literal["critical", "high", "medium", "low"]], ...] = (
    (75, "critical"),
    (50, "high"),
    (25, "medium"),
    (0, "low"),
)
_DRIVERS = 5


def assess(discrepancies: Sequence[Discrepancy], summary: Summary, usage: Usage | None = None) -> Risk:
    """Score 0 (nothing found) to 100, with the discrepancies that weigh most.

    Args:
        discrepancies: Of the case.
        summary: What is said of them.
        usage: What a language model took to write it.
    """
    remaining = 1.0
    for each in discrepancies:
        remaining *= 1 - weight(each)
    score = round((1 - remaining) * 100)
    heaviest = sorted(discrepancies, key=weight, reverse=True)
    drivers = [each for each in heaviest if weight(each) > 0][:_DRIVERS]
    band = next(name for floor, name in _BANDS if score >= floor)
    return Risk(
        score=score,
        band=band,
        summary=summary.text,
        drivers=tuple(each.id for each in drivers),
        sentences=summary.sentences,
        written_by=summary.written_by,
        dropped=summary.dropped,
        note=summary.note,
        usage=usage or Usage(),
    )


def weight(discrepancy: Discrepancy) -> float:
    """How much one discrepancy counts, from 0 to 1."""
    base = _WEIGHT[discrepancy.severity]
    return base * _HIDDEN_SCOPE if discrepancy.kind == "missing_in_record" else base
