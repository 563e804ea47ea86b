"""Runs every operator on every deal and vendor, and counts what comparing noticed."""

import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from random import Random
from typing import NamedTuple, Protocol

from sowcheck.compare.compare import Comparison
from sowcheck.core.assumptions import Assumption
from sowcheck.core.cases import CaseDocument
from sowcheck.core.policy import Policy
from sowcheck.core.records import Record, RecordValue
from sowcheck.evals.mutation.booking import booked
from sowcheck.evals.mutation.deal import Deal
from sowcheck.evals.mutation.gold import GoldDeal
from sowcheck.evals.mutation.judge import false_flags, is_false_match, killer, new_discrepancies
from sowcheck.evals.mutation.mutant import Mutant, Side
from sowcheck.evals.mutation.operators import OPERATORS
from sowcheck.evals.mutation.papers import as_documents
from sowcheck.evals.mutation.reconcile import reconciled
from sowcheck.evals.mutation.results import Campaign, FalseFlag, Row, Trial
from sowcheck.evals.mutation.vendors import VENDORS, Files, export, read_back


class Compare(Protocol):
    """The function under test."""

    def __call__(
        self,
        documents: Sequence[CaseDocument],
        assumptions: Sequence[Assumption],
        records: Sequence[Record],
        record_values: Sequence[RecordValue],
        policy: Policy,
        /,
    ) -> Comparison:
        """Compares a case."""


class Plan(NamedTuple):
    """What a campaign tries."""

    policy: Policy
    seed: int = 7
    limit: int = 3
    """Most mutants of one operator on one side of one deal with one vendor; 0 tries all."""
    only: tuple[str, ...] = ()
    """Operators; empty means all."""
    vendors: tuple[str, ...] = tuple(VENDORS)


class _Read(NamedTuple):
    """Records as the adapters read them."""

    records: tuple[Record, ...]
    values: tuple[RecordValue, ...]

    @property
    def stated(self) -> Counter[str]:
        """What is stated where, without the ids that a file's hash or order gives."""
        return Counter(f"{each.record} {each.object} {each.field} {each.value!r}" for each in self.values)


def matching_deal(gold: GoldDeal) -> Deal:
    """The deal whose papers agree, with the records that follow from them."""
    papers = reconciled(gold)
    return Deal(name=gold.name, papers=papers, record=booked(papers))


def run(deals: Sequence[Deal], plan: Plan, compare: Compare, tell: Callable[[str], None] | None = None) -> Campaign:
    """Tries every operator of the plan on every deal and vendor.

    Args:
        deals: Matching deals.
        plan: What is tried.
        compare: The function under test.
        tell: Called with each deal's name before it is tried.
    """
    trials: list[Trial] = []
    flags: list[FalseFlag] = []
    no_place: Counter[tuple[str, Side, str]] = Counter()
    with tempfile.TemporaryDirectory(prefix="sowcheck-mutation-") as folder:
        for deal in deals:
            if tell:
                tell(deal.name)
            for vendor in plan.vendors:
                bench = _Bench(deal, vendor, plan, compare, Path(folder) / deal.name / vendor)
                flags += bench.false_flags()
                trials += bench.trials(no_place)
    return Campaign(
        seed=plan.seed,
        limit=plan.limit,
        deals=tuple(deal.name for deal in deals),
        vendors=plan.vendors,
        baselines=len(deals) * len(plan.vendors),
        rows=tuple(_rows(trials, no_place, plan)),
        false_flags=tuple(flags),
        survivors=tuple(trial for trial in trials if trial.fate != "killed"),
        matches_beside_a_finding=sum(trial.false_match and trial.fate == "killed" for trial in trials),
    )


class _Bench:
    """One deal with one vendor's records."""

    def __init__(self, deal: Deal, vendor: str, plan: Plan, compare: Compare, folder: Path) -> None:
        self.deal, self.vendor, self.plan, self.compare, self.folder = deal, vendor, plan, compare, folder
        self.documents = as_documents(deal.papers)
        self.files = export(deal.record, vendor)
        self.read = self._read(self.files, "matching")
        self.before = self._compare(self.documents, self.read)

    def _read(self, files: Files, name: str) -> _Read:
        return _Read(*read_back(files, self.folder / name))

    def _compare(self, documents: tuple[tuple[CaseDocument, ...], tuple[Assumption, ...]], read: _Read) -> Comparison:
        return self.compare(*documents, read.records, read.values, self.plan.policy)

    def false_flags(self) -> Iterator[FalseFlag]:
        for each in false_flags(self.before):
            yield FalseFlag(
                deal=self.deal.name,
                vendor=self.vendor,
                code=each.code,
                field=each.field,
                key=each.key,
                message=each.message,
            )

    def trials(self, no_place: Counter[tuple[str, Side, str]]) -> Iterator[Trial]:
        for operator, sides in OPERATORS.items():
            if self.plan.only and operator not in self.plan.only:
                continue
            for side, make in sides.items():
                # The seed does not name the vendor: all of them get the same changes, as far as they have a place for them.
                rng = Random(f"{self.plan.seed}/{self.deal.name}/{operator}/{side}")  # noqa: S311  (repeatable, no secret)
                mutants = list(make(self.deal, rng))
                visible = [mutant for mutant in mutants if self._has_place(mutant)]
                no_place[operator, side, self.vendor] += len(mutants) - len(visible)
                for place in self._chosen(len(visible), rng):
                    yield self._trial(visible[place], f"{operator}-{side}-{place}")

    def _chosen(self, count: int, rng: Random) -> list[int]:
        limit = self.plan.limit
        return sorted(rng.sample(range(count), limit)) if 0 < limit < count else list(range(count))

    def _has_place(self, mutant: Mutant) -> bool:
        """Whether the vendor's files show the change, or its records hold what the changed paper is compared with."""
        if mutant.change.side == "record":
            return export(mutant.deal.record, self.vendor) != self.files
        return mutant.counterpart is None or mutant.counterpart.is_held(self.read.values)

    def _trial(self, mutant: Mutant, name: str) -> Trial:
        read, documents = self.read, self.documents
        unread = False
        if mutant.change.side == "record":
            read = self._read(export(mutant.deal.record, self.vendor), name)
            unread = read.stated == self.read.stated
        else:
            documents = as_documents(mutant.deal.papers)
        after = self._compare(documents, read)
        found = killer(mutant.change, new_discrepancies(self.before, after))
        return Trial(
            deal=self.deal.name,
            vendor=self.vendor,
            change=mutant.change,
            fate="killed" if found else "unread" if unread else "survived",
            code=found.code if found else None,
            reported_on=found.field if found else None,
            false_match=is_false_match(mutant.change, after.verdicts),
            baseline_verdicts=tuple(
                sorted({each.verdict.value for each in self.before.verdicts if each.field == mutant.change.field})
            ),
        )


def _rows(trials: Sequence[Trial], no_place: Counter[tuple[str, Side, str]], plan: Plan) -> Iterator[Row]:
    fates = Counter((each.change.operator, each.change.side, each.vendor, each.fate) for each in trials)
    on_field = Counter(
        (each.change.operator, each.change.side, each.vendor)
        for each in trials
        if each.reported_on == each.change.field
    )
    for operator, sides in OPERATORS.items():
        if plan.only and operator not in plan.only:
            continue
        for side in sides:
            for vendor in plan.vendors:
                killed, survived, unread = (
                    fates[operator, side, vendor, fate] for fate in ("killed", "survived", "unread")
                )
                yield Row(
                    operator=operator,
                    side=side,
                    vendor=vendor,
                    mutants=killed + survived + unread,
                    killed=killed,
                    killed_on_field=on_field[operator, side, vendor],
                    survived=survived,
                    unread=unread,
                    no_place=no_place[operator, side, vendor],
                )
