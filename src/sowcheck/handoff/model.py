"""The bundle as data, schema `sowcheck.handoff/1`: what delivery and billing systems are given on release.

The JSON Schema in `data/handoff-1.schema.json` is written from this module by `python -m sowcheck.handoff.schema`.
A consumer must accept keys it does not know; a key is never removed or given another meaning within version 1.
"""

from typing import Literal

from pydantic import Field, JsonValue

from sowcheck.core.decisions import Resolution
from sowcheck.core.fields import Owner, Severity
from sowcheck.report.shapes.part import DecimalText, Part
from sowcheck.report.shapes.risk import RiskShape

Origin = Literal["document", "record", "entered", "undecided"]
"""Who says what holds: the signed paper, the record (the paper is to be amended), a person who entered it; "undecided" where
papers contradict each other and people let both stand."""


class TermShape(Part):
    """What holds for a field, or for one item of a list field, and why."""

    field: str
    key: str | None
    """Names the item of a list field."""
    value: JsonValue
    """null where nothing holds; see `origin`."""
    origin: Origin
    assumptions: tuple[str, ...]
    """Ids in the report: the evidence in the papers."""
    record_values: tuple[str, ...]
    discrepancies: tuple[str, ...]
    """Ids of findings that people decided on, or let pass."""
    waived: bool = False


class MoneyShape(Part):
    """An amount."""

    amount: DecimalText
    currency: str


class ProjectMaster(Part):
    """What a project is created from. It is created closed: delivery opens it."""

    external_key: str
    """Keep it in the target, and look it up before anything is created: it stays the same however often this is sent."""
    name: str
    opportunity_id: str
    quote_number: str | None
    governing_agreement: str | None
    customer: str | None
    supplier: str | None
    purchase_order: str | None
    pricing_model: str | None
    currency: str | None
    services_total: MoneyShape | None
    grand_total: MoneyShape | None
    not_to_exceed: MoneyShape | None
    estimated_hours: DecimalText | None
    start: str | None
    """ISO 8601."""
    end: str | None
    location_mode: str | None
    tax_treatment: str | None
    expense_policy: str | None
    expense_cap: MoneyShape | None
    active: Literal[False] = False
    open_for_time: Literal[False] = False


class ContractLine(Part):
    """What is sold, and how it is billed."""

    external_key: str
    kind: Literal["services", "priced_line", "recurring_fee"]
    description: str
    billing_method: str | None
    """The pricing model."""
    quantity: DecimalText | None = None
    unit: str | None = None
    unit_price: DecimalText | None = None
    amount: DecimalText | None
    currency: str | None
    per: str | None = None
    """Of a recurring fee: the period."""


class RateCardLine(Part):
    """What a role costs."""

    external_key: str
    role: str
    amount: DecimalText
    currency: str
    per: str


class BillingEvent(Part):
    """Something that makes a part of the price due."""

    external_key: str
    name: str
    amount: DecimalText | None
    currency: str | None
    percent: DecimalText | None
    amount_from: Literal["stated", "percent", "nothing"]
    """"percent": worked out from the services total, rounded to two decimals."""
    due: str | None
    """A date, or the paper's own words ("Week 6")."""
    trigger: str | None


class BillingSchedule(Part):
    """When is billed, and how."""

    external_key: str
    frequency: str | None
    timing: str | None
    start: str | None
    payment_terms_days: int | None
    deposit: JsonValue = None
    late_interest: JsonValue = None
    holdback_percent: DecimalText | None
    events: tuple[BillingEvent, ...]


class ResourceRequest(Part):
    """A role to staff."""

    external_key: str
    role: str
    count: int | None
    hours: DecimalText | None
    person: str | None
    """Named in the paper."""
    key_person: bool
    """May not be replaced freely."""
    rate: DecimalText | None
    currency: str | None
    rate_per: str | None
    start: str | None
    end: str | None
    location_mode: str | None
    skills: tuple[str, ...]
    """Of the team as a whole: papers seldom say who of it needs which."""
    certifications: tuple[str, ...]


class RiskEntry(Part):
    """Something that delivery takes over: a finding that was let pass, or a statement on which the deal rests."""

    external_key: str
    kind: Literal["discrepancy", "assumption", "exclusion", "dependency", "limit"]
    field: str
    code: str | None = None
    severity: Severity | None = None
    owner: Owner
    what: str
    exposure: MoneyShape | None = None
    exposure_days: int | None = None
    resolution: Resolution | None = None
    """null for what nobody had to decide on."""


class DecisionShape(Part):
    """What a person decided on a finding."""

    discrepancy: str
    fingerprint: str
    code: str
    field: str
    key: str | None
    severity: Severity
    resolution: Resolution
    reason: str
    value: JsonValue = None
    """With "enter_value": what holds."""
    by: str
    at: str
    confirmed_by: str | None


class WaiverShape(Part):
    """A field that passes although papers and records do not agree."""

    field: str
    key: str | None
    discrepancy: str
    code: str
    reason: str
    by: str
    confirmed_by: str | None


class SignatureOfRole(Part):
    """A sign-off that stands for what is released."""

    role: Owner
    by: str
    at: str
    decision: Literal["approve", "approve_with_waiver"]
    waives: tuple[str, ...]
    """Ids of waived discrepancies on fields that this role signs for."""
    seal_sha256: str
    """Of what was signed: the hashes of fields, papers, records and policy."""


class PaperHash(Part):
    """A paper of the deal."""

    name: str
    sha256: str
    kind: str | None


class RecordHash(Part):
    """A record snapshot of the deal."""

    name: str
    sha256: str
    system: str
    record_id: str | None


class Evidence(Part):
    """What was checked and signed, by hash."""

    documents: tuple[PaperHash, ...]
    records: tuple[RecordHash, ...]
    policy_sha256: str
    report_sha256: str


class SumCheck(Part):
    """Whether parts add up to a whole, as billing systems insist."""

    what: str
    sum: DecimalText
    expected: DecimalText
    currency: str
    agrees: bool


class Handoff(Part):
    """Everything that delivery, billing and staffing set up from one signed deal."""

    schema_: Literal["sowcheck.handoff/1"] = Field(default="sowcheck.handoff/1", alias="schema")
    handoff_id: str
    case: str
    reference: str
    """What the sender calls the deal."""
    project_master: ProjectMaster
    contract_lines: tuple[ContractLine, ...]
    rate_card: tuple[RateCardLine, ...]
    billing_schedule: BillingSchedule
    resource_requests: tuple[ResourceRequest, ...]
    risk_log: tuple[RiskEntry, ...]
    risk: RiskShape
    checks: tuple[SumCheck, ...]
    terms: tuple[TermShape, ...]
    """Every field of the deal with what holds; the parts above are made from these."""
    waived: tuple[WaiverShape, ...]
    decisions: tuple[DecisionShape, ...]
    signatures: tuple[SignatureOfRole, ...]
    evidence: Evidence
