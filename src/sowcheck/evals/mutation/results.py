"""What a campaign found, schema `sowcheck.mutation/1`."""

from typing import Literal

from sowcheck.core.noun import Noun
from sowcheck.evals.mutation.mutant import Change, Side

SCHEMA: Literal["sowcheck.mutation/1"] = "sowcheck.mutation/1"
Fate = Literal["killed", "survived", "unread"]
"""unread: the records' file changed, and the adapter read the same values."""


class Trial(Noun):
    """One mutant and what became of it."""

    deal: str
    vendor: str
    change: Change
    fate: Fate
    code: str | None = None
    """Of the discrepancy that names the change."""
    reported_on: str | None = None
    """Its field."""
    false_match: bool = False
    """The changed field counts as a match all the same."""
    baseline_verdicts: tuple[str, ...] = ()
    """Verdicts on the field before the change."""


class FalseFlag(Noun):
    """A discrepancy on a deal in which both sides agree."""

    deal: str
    vendor: str
    code: str
    field: str
    key: str | None
    message: str


class Row(Noun):
    """One operator on one side with one vendor's records."""

    operator: str
    side: Side
    vendor: str
    mutants: int
    killed: int
    killed_on_field: int
    """Of the killed: by a discrepancy on the changed field itself, and not on an equivalent one."""
    survived: int
    unread: int
    no_place: int
    """Changes for which the other side has nothing to compare with, or the vendor no place; they are no mutants."""

    @property
    def kill_rate(self) -> float | None:
        """Share of the mutants that were noticed; None without mutants."""
        return self.killed / self.mutants if self.mutants else None


class Campaign(Noun):
    """A whole run; the same seed and deals give the same campaign."""

    schema_name: Literal["sowcheck.mutation/1"] = SCHEMA
    seed: int
    limit: int
    deals: tuple[str, ...]
    vendors: tuple[str, ...]
    baselines: int
    """Matching deals that were compared, one for each deal and vendor."""
    rows: tuple[Row, ...]
    false_flags: tuple[FalseFlag, ...]
    survivors: tuple[Trial, ...]
    """Changes that nothing names."""
    matches_beside_a_finding: int
    """Noticed changes whose field has the verdict "match" all the same: a paper that does not prevail contradicts it."""

    @property
    def false_matches(self) -> tuple[Trial, ...]:
        """Changes that nothing names, and whose field counts as a match."""
        return tuple(trial for trial in self.survivors if trial.false_match)

    @property
    def mutants(self) -> int:
        """How many changes were tried."""
        return sum(row.mutants for row in self.rows)

    @property
    def killed(self) -> int:
        """How many of them were noticed."""
        return sum(row.killed for row in self.rows)

    @property
    def kill_rate(self) -> float | None:
        """Share of all mutants that were noticed; None without mutants."""
        return self.killed / self.mutants if self.mutants else None
