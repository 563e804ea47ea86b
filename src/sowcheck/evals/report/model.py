"""What the evaluation report shows, as data, before it is markup."""

from typing import Literal, NamedTuple

from sowcheck.evals.counts import Counts
from sowcheck.report.exhibits import Passage

Unit = Literal["share", "score", "seconds", "dollars", "count"]
"""A "score" has no fixed ends, so that no bar is drawn of it."""


class Measured(NamedTuple):
    """One figure with its uncertainty. "Not measured" is None, which is not zero."""

    title: str
    value: float | None
    low: float | None = None
    """Lower end of the 95 % interval."""
    high: float | None = None
    """Upper end of the 95 % interval."""
    n: int = 0
    """How many cases the value rests on."""
    unit: Unit = "share"
    meaning: str = ""
    """A few words for who does not know the title."""
    alarm: bool = False
    """Whether the value is one that must never be."""


class FieldRow(NamedTuple):
    """How well one field is read."""

    field: str
    title: str
    repeated: bool
    """A list field: one fact for each item."""
    counts: Counts
    precision: Measured
    recall: Measured
    f1: Measured


class Bin(NamedTuple):
    """Predictions of like confidence."""

    confidence: float
    """Mean of the confidences."""
    accuracy: Measured


class CurvePoint(NamedTuple):
    """When only the surest `coverage` of the predictions is kept, `risk` of those are wrong."""

    coverage: float
    risk: float


class Calibration(NamedTuple):
    """Whether confidence means what it says."""

    figures: tuple[Measured, ...]
    bins: tuple[Bin, ...]
    curve: tuple[CurvePoint, ...]
    """From the surest predictions to all of them."""


class SliceGroup(NamedTuple):
    """F1 on parts of the dataset."""

    title: str
    rows: tuple[Measured, ...]
    """One for each part; `n` counts documents."""


class DocumentRow(NamedTuple):
    """One document and how well it was read."""

    id: str
    format: str
    pages: int | None
    characters: int
    seconds: float | None
    counts: Counts
    error: str | None

    @property
    def f1(self) -> Measured:
        """Of this document; one document has no interval."""
        return Measured("F1", self.counts.f1, n=self.counts.gold)


class Words(NamedTuple):
    """A quote where it stands."""

    passage: Passage | None
    """None if there are no words to show."""
    earlier: str = ""
    """The paragraph before it, or its end."""
    later: str = ""
    """The paragraph after it, or its beginning."""


class Evidence(NamedTuple):
    """One side of an error: what is said, and the words it rests on."""

    value: str
    page: int | None
    words: Words


class ErrorCase(NamedTuple):
    """One fact that was not read as it stands."""

    verdict: str
    """misread, missed or invented."""
    document: str
    gold: Evidence | None
    predicted: Evidence | None
    confidence: float | None
    proof: str | None
    extractors: tuple[str, ...]

    @property
    def page(self) -> int | None:
        """Where to look, by the annotation if it has a say."""
        side = self.gold or self.predicted
        return side.page if side else None


class ErrorGroup(NamedTuple):
    """All errors of one field."""

    field: str
    title: str
    cases: tuple[ErrorCase, ...]

    def number(self, verdict: str) -> int:
        """How many errors are of a verdict."""
        return sum(case.verdict == verdict for case in self.cases)


class Confusion(NamedTuple):
    """How often each verdict that should have been came out as each verdict."""

    should: tuple[str, ...]
    was: tuple[str, ...]
    fields: tuple[tuple[int, ...], ...]
    """One row for each of `should`."""


class DealRow(NamedTuple):
    """One deal: how many planted discrepancies were found, and what was flagged falsely."""

    id: str
    expected: int
    found: int
    right_kind: int
    false_flags: int
    matching_fields: int
    extra: int
    hidden_scope: int
    hidden_seen: int
    gate: str | None
    seconds: float | None
    error: str | None


class KindRow(NamedTuple):
    """Discrepancies of one kind."""

    title: str
    expected: int
    found: int
    recall: float | None
    reported: int | None
    """None for kinds that are no flag."""
    precision: float | None


Trouble = Literal["missed", "false flag", "extra", "other kind"]


class FindingCase(NamedTuple):
    """A discrepancy that was missed or should not have been raised."""

    outcome: Trouble
    deal: str
    kind: str
    subject: str
    document_value: str
    record_value: str
    message: str


class DealsView(NamedTuple):
    """How well deals are checked."""

    figures: tuple[Measured, ...]
    rows: tuple[DealRow, ...]
    kinds: tuple[KindRow, ...]
    confusion: Confusion | None
    """None if the gold names no field's verdict."""
    cases: tuple[FindingCase, ...]


class RunFailure(NamedTuple):
    """A document or deal that could not be run; it scores zero."""

    what: str
    error: str


class Effort(NamedTuple):
    """What the run took."""

    pages: int
    seconds: float
    """Over all stages of all documents."""
    stages: tuple[tuple[str, float], ...]
    """Seconds by stage."""
    seconds_per_page: Measured
    tokens: int
    dollars: float | None
    """None if the price of a model is not known."""
    dollars_per_page: Measured


class RunView(NamedTuple):
    """One log: everything the page shows about it."""

    id: str
    anchor: str
    """Unique on the page, a letter first."""
    name: str
    """Dataset and extractors."""
    dataset: str
    dataset_sha256: str
    started: str
    finished: str | None
    """None for a run that has not ended."""
    version: str
    source_sha256: str
    policy_sha256: str
    extractors: tuple[str, ...]
    documents: int
    deals: int
    counts: Counts
    skipped: tuple[tuple[str, str], ...]
    """What of the dataset was not run, and why."""
    failures: tuple[RunFailure, ...]
    headline: tuple[Measured, ...]
    """The figures to look at first; the same ones, in the same order, for every run."""
    details: tuple[Measured, ...]
    effort: Effort
    fields: tuple[FieldRow, ...]
    """The field with the most errors first."""
    calibration: Calibration | None
    """None if nothing was predicted."""
    slices: tuple[SliceGroup, ...]
    worst: tuple[DocumentRow, ...]
    """Every document, the worst first."""
    errors: tuple[ErrorGroup, ...]
    """In the order of `fields`."""
    without_context: int
    """Errors whose document is not at hand as it was read, so that only their own words are shown."""
    deals_view: DealsView | None

    @property
    def error_count(self) -> int:
        """How many facts were not read as they stand."""
        return sum(len(group.cases) for group in self.errors)


class ChangeRow(NamedTuple):
    """One figure of two runs; a gain is above zero."""

    title: str
    before: float | None
    after: float | None
    difference: Measured
    won: int
    """Facts that only the later run has right."""
    lost: int
    """Facts that only the earlier run has right."""


class FactChange(NamedTuple):
    """A fact that one run has right and the other has not."""

    gain: bool
    place: str
    """Document or deal."""
    title: str
    """Of the field."""
    gold: str
    """Empty for a fact that nobody states."""
    before: str
    after: str


class ComparisonView(NamedTuple):
    """Two runs on the same dataset, paired fact by fact."""

    before: str
    """Name of the earlier run."""
    after: str
    verdict: str
    """One sentence: better, worse, or not told apart."""
    measures: tuple[ChangeRow, ...]
    """The most important first."""
    fields: tuple[ChangeRow, ...]
    """Those that differ, the greatest loss first."""
    facts: tuple[FactChange, ...]
    """Losses first."""


class ReportView(NamedTuple):
    """The whole page."""

    title: str
    runs: tuple[RunView, ...]
    comparisons: tuple[ComparisonView, ...]
    """Of each later run with the first on the same dataset."""
