"""What the evaluation report shows, as data, before it is markup."""

from typing import Literal, NamedTuple

from sowcheck.report.exhibits import Passage

Unit = Literal["share", "seconds", "count", "money", "score"]


class Measured(NamedTuple):
    """One figure with its uncertainty. "Not measured" is None, which is not zero."""

    title: str
    value: float | None
    low: float | None = None
    """Lower end of the 95 % interval."""
    high: float | None = None
    """Upper end of the 95 % interval."""
    n: int = 0
    """How many facts, or other things, the value rests on."""
    unit: Unit = "share"
    meaning: str = ""
    """One sentence for who does not know the word."""


class FieldRow(NamedTuple):
    """How well one field is read."""

    field: str
    title: str
    repeated: bool
    """A list field: one fact for each item."""
    gold: int
    predicted: int
    matched: int
    misread: int
    missed: int
    invented: int
    precision: Measured
    recall: Measured
    f1: Measured


class CurvePoint(NamedTuple):
    """When only the surest `coverage` of the predictions is kept, `risk` of those are wrong."""

    coverage: float
    risk: float
    threshold: float
    """The lowest confidence that is kept."""


class Bin(NamedTuple):
    """Predictions of like confidence."""

    confidence: float
    """Mean of the confidences."""
    accuracy: float
    low: float | None
    high: float | None
    n: int


class Calibration(NamedTuple):
    """Whether confidence means what it says."""

    figures: tuple[Measured, ...]
    bins: tuple[Bin, ...]
    curve: tuple[CurvePoint, ...]


class SliceGroup(NamedTuple):
    """The same measure on parts of the dataset."""

    title: str
    rows: tuple[Measured, ...]
    """`n` counts documents."""


class DocumentRow(NamedTuple):
    """One document and how well it was read."""

    id: str
    name: str
    deal: str | None
    format: str
    pages: int | None
    characters: int
    seconds: float | None
    matched: int
    misread: int
    missed: int
    invented: int
    f1: Measured
    error: str | None


class Evidence(NamedTuple):
    """One side of an error: what is said, and the words it rests on."""

    value: str
    page: int | None
    passage: Passage | None
    """None if there are no words to show."""


class ErrorCase(NamedTuple):
    """One fact that was not read as it stands."""

    kind: Literal["misread", "missed", "invented"]
    document: str
    gold: Evidence | None
    predicted: Evidence | None
    confidence: float | None
    proof: str | None
    extractors: tuple[str, ...]


class ErrorGroup(NamedTuple):
    """All errors of one field."""

    field: str
    title: str
    cases: tuple[ErrorCase, ...]

    def count(self, kind: str) -> int:
        """How many errors are of a kind."""
        return sum(case.kind == kind for case in self.cases)


class Confusion(NamedTuple):
    """How often each expected verdict came out as each verdict."""

    expected: tuple[str, ...]
    found: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]
    """One row for each of `expected`."""


class DealRow(NamedTuple):
    """One deal: how many planted discrepancies were found, and what was flagged falsely."""

    id: str
    expected: int
    hit: int
    kind_right: int
    false_flags: int
    matching_fields: int
    extra: int
    hidden: int
    hidden_found: int
    seconds: float | None
    error: str | None


class KindRow(NamedTuple):
    """Discrepancies of one kind."""

    kind: str
    title: str
    expected: int
    hit: int
    flagged: int
    precision: Measured
    recall: Measured


class FindingCase(NamedTuple):
    """A discrepancy that was missed or should not have been raised."""

    outcome: Literal["missed", "false flag", "extra", "other kind"]
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
    cases: tuple[FindingCase, ...]


class Failure(NamedTuple):
    """A document or deal that could not be run; it scores zero."""

    what: str
    error: str


class Cost(NamedTuple):
    """What the run took."""

    documents: int
    pages: int
    seconds: float
    seconds_per_page: float | None
    tokens: int
    cost: str
    cost_per_page: str | None
    stages: tuple[tuple[str, float], ...]
    """Seconds by stage."""


class RunView(NamedTuple):
    """One log: everything the page shows about it."""

    id: str
    anchor: str
    """Unique on the page."""
    name: str
    """Dataset and extractors, such as "corpus · rules"."""
    dataset: str
    dataset_sha256: str
    started: str
    finished: str | None
    """None for a run that did not end."""
    version: str
    source_sha256: str
    policy_sha256: str
    extractors: tuple[str, ...]
    documents: int
    deals: int
    facts: int
    predictions: int
    skipped: tuple[tuple[str, str], ...]
    """What of the dataset was not run, and why."""
    failures: tuple[Failure, ...]
    headline: tuple[Measured, ...]
    """Precision, recall, F1 and the like, the most important first."""
    details: tuple[Measured, ...]
    outcomes: tuple[tuple[str, int], ...]
    """Matched, misread, missed, invented."""
    cost: Cost
    fields: tuple[FieldRow, ...]
    calibration: Calibration | None
    slices: tuple[SliceGroup, ...]
    worst: tuple[DocumentRow, ...]
    """Every document, the worst first."""
    errors: tuple[ErrorGroup, ...]
    """The field with the most errors first."""
    without_context: int
    """Errors whose document is not at hand as it was read, so that only their own words are shown."""
    deals_view: DealsView | None


class Change(NamedTuple):
    """A paired difference, fact by fact."""

    title: str
    before: float | None
    after: float | None
    difference: Measured
    wins: int
    losses: int


class ComparisonView(NamedTuple):
    """Two runs on the same dataset."""

    before: str
    after: str
    overall: Change
    fields: tuple[Change, ...]
    verdict: str
    """One sentence: better, worse, or not told apart."""


class ReportView(NamedTuple):
    """The whole page."""

    title: str
    runs: tuple[RunView, ...]
    comparisons: tuple[ComparisonView, ...]
