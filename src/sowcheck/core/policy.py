"""What a firm tolerates, who owns what, and who must sign: the values of a policy file."""

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from sowcheck.core.approval_rules import ApprovalRule, Currencies, Standard
from sowcheck.core.fields import FIELDS, Owner, Severity
from sowcheck.core.limits import ReadingLimits
from sowcheck.core.noun import Noun
from sowcheck.core.ocr import OcrSettings
from sowcheck.core.retention import RetentionPolicy
from sowcheck.core.service_levels import Objectives, ServiceLevels


class MoneyTolerance(Noun):
    """Severity of a difference in money, by its share of the document's amount."""

    equal_to: Decimal
    """Largest absolute difference that still counts as equal."""
    medium_to_percent: Decimal
    high_to_percent: Decimal
    blocker_over_amount: Decimal
    """An absolute difference above this is a blocker whatever its share."""


class DateTolerance(Noun):
    """Severity of a difference in days."""

    equal_to_days: int
    low_to_days: int
    medium_to_days: int


class NumberTolerance(Noun):
    """Severity of a difference in percent of the document's number."""

    equal_to_percent: Decimal
    medium_to_percent: Decimal


class NameTolerance(Noun):
    """Similarity of two names, from 0 to 1, legal forms apart."""

    equal_from: Decimal
    medium_from: Decimal


class FieldPolicy(Noun):
    """What the policy changes about one field."""

    severity: Severity | None = None
    owner: Owner | None = None


def _known_fields(names: tuple[str, ...]) -> tuple[str, ...]:
    for name in names:
        if name not in FIELDS:
            raise ValueError(f"{name!r} is no field of the dictionary")
    return names


class CorePolicy(Noun):
    """Terms that a person must have seen compared before anybody signs."""

    fields: Annotated[tuple[str, ...], AfterValidator(_known_fields)] = (
        "customer.legal_name",
        "price.currency",
        "price.services_total",
        "schedule.start_date",
        "schedule.end_date",
        "billing.payment_terms_days",
        "doc.signature_status",
    )
    """Fields that block if a record states them and nothing could be concluded. The services total stands for the price:
    a recurring fee, or rates of work by the hour, that were compared in its place will do."""
    severity: Severity = "blocker"
    """Of papers that were not understood."""


def _known_kinds(kinds: tuple[str, ...]) -> tuple[str, ...]:
    for kind in kinds:
        if kind not in FIELDS["doc.kind"].choices:
            raise ValueError(f"{kind!r} is no kind of document; use {', '.join(FIELDS['doc.kind'].choices)}")
    return kinds


def _known_alternatives(entries: tuple[str, ...]) -> tuple[str, ...]:
    for entry in entries:
        _known_fields(alternatives(entry))
    return entries


def alternatives(entry: str) -> tuple[str, ...]:
    """The fields of an entry such as "price.services_total | price.rate_card": one of them will do."""
    return tuple(name.strip() for name in entry.split("|"))


class ValidationPolicy(Noun):
    """What must be there before a case is worked on: before a deal counts as closed and won."""

    documents: Annotated[tuple[str, ...], AfterValidator(_known_kinds)] = ("sow", "order_form", "change_order", "other")
    """Kinds of contract, one of which must be among the papers; "other" stands for a paper whose kind is not known."""
    records: tuple[Literal["salesforce", "hubspot", "dynamics365", "services_quote"], ...] = (
        "salesforce",
        "hubspot",
        "dynamics365",
    )
    """Systems that hold deals, a record of one of which must be there; none for no such demand."""
    fields: Annotated[tuple[str, ...], AfterValidator(_known_alternatives)] = (
        "deal.opportunity_id",
        "deal.is_won",
        "customer.legal_name",
        "price.services_total | price.recurring_fee | price.rate_card",
    )
    """What the records must say. With deal.is_won among them, the deal must be won."""


class WaiverRule(Noun):
    """Who may let findings through; it takes the place of the finding's owner."""

    severities: tuple[Severity, ...] = ()
    """Of the findings; none means all."""
    fields: tuple[str, ...] = ("*",)
    """Patterns of the findings' fields, such as "price.*"."""
    resolutions: tuple[Literal["accept_with_waiver", "not_a_discrepancy"], ...] = (
        "accept_with_waiver",
        "not_a_discrepancy",
    )
    roles: tuple[Owner, ...]
    """One of them is enough; none at all means that nobody may."""


class SignOffPolicy(Noun):
    """What must be decided before anybody signs, by how many people, and what each role signs for."""

    decide: tuple[Severity, ...] = ("blocker", "high", "medium")
    """Findings of these severities need a decision."""
    settle: tuple[Severity, ...] = ("blocker",)
    """Of these, only a waiver, or that it is no discrepancy, lets a field through; any other decision waits until papers or
    records are corrected."""
    confirm: tuple[Severity, ...] = ("blocker",)
    """What lets a finding of these severities through needs a second person."""
    evidence: tuple[Severity, ...] = ("blocker",)
    """Nobody decides on these without having opened the evidence."""
    own_papers: bool = False
    """Whether people may let through what shuts the gate in papers or records that they handed in themselves."""
    waivers: tuple[WaiverRule, ...] = ()
    """The first that fits a decision says who may make it; where none fits, the owner may."""
    scopes: dict[Owner, tuple[str, ...]] = Field(default_factory=dict)
    """Patterns of the fields that a role signs for, such as "price.*"; a role without any signs for all of them."""


class Policy(Noun):
    """One versioned policy file."""

    version: str
    money: MoneyTolerance
    dates: DateTolerance
    hours: NumberTolerance
    percent_points_equal_to: Decimal
    """Largest difference between two percentages that still counts as equal, in points."""
    names: NameTolerance
    high_value_amount: Decimal
    """Severity is raised one step for deals from this services total on."""
    low_confidence: Decimal
    """Severity is raised one step for extractions below this confidence, and a person has to look at them."""
    fields: dict[str, FieldPolicy] = Field(default_factory=dict)
    core: CorePolicy = CorePolicy()
    blocking: tuple[Severity, ...] = ("blocker",)
    """Severities that keep the gate shut until a person decides."""
    approvals: tuple[ApprovalRule, ...] = ()
    currencies: Currencies = Currencies()
    standards: dict[str, Standard] = Field(default_factory=dict)
    """By field: what the approval rule on nonstandard terms measures papers by."""
    sign_off: SignOffPolicy = SignOffPolicy()
    validation: ValidationPolicy = ValidationPolicy()
    service_levels: ServiceLevels = ServiceLevels()
    objectives: Objectives = Objectives()
    retention: RetentionPolicy = RetentionPolicy()
    reading: ReadingLimits = ReadingLimits()
    ocr: OcrSettings = OcrSettings()
    sha256: str = ""
    """Hash of the file the policy was read from."""
