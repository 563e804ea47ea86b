"""What a model is asked about a part: seven topics, each with the fields that it covers."""

from collections.abc import Mapping
from dataclasses import dataclass

from sowcheck.core.fields import FIELDS


@dataclass(frozen=True, slots=True)
class Topic:
    """One question about a part of a document."""

    name: str
    """Such as "fees_and_billing"; the prompt's file is called after it."""
    fields: tuple[str, ...]
    """Names of the dictionary that an answer may state."""
    prompt: str
    """File of the prompt, without its ending: "extract_fees_and_billing.v1"."""


def _topic(name: str, *fields: str, version: int = 1) -> Topic:
    assert all(field in FIELDS for field in fields)
    return Topic(name, fields, f"extract_{name}.v{version}")


_ROWS = (
    _topic(
        "parties_and_dates",
        *("doc.kind", "doc.version", "doc.effective_date", "doc.signature_status", "doc.signatories"),
        *("doc.customer_signed_date", "doc.supplier_signed_date", "msa.reference"),
        *("customer.legal_name", "supplier.legal_name", "customer.po_number"),
        *("quote.number", "quote.expiration_date"),
        *("schedule.start_date", "schedule.end_date", "schedule.duration"),
    ),
    _topic(
        "fees_and_billing",
        *("price.currency", "price.services_total", "price.grand_total", "price.nte_cap", "price.pricing_model"),
        *("price.recurring_fee", "price.lines", "price.optional_lines", "price.rate_card", "price.discount_pct"),
        *("price.rate_escalation_pct", "price.tax_treatment", "price.estimated_hours"),
        *("billing.payment_terms_days", "billing.frequency", "billing.timing", "billing.start_date"),
        *("billing.late_interest", "expense.policy", "expense.cap"),
    ),
    _topic("milestones", "billing.milestones", "billing.deposit", "price.holdback_pct"),
    _topic(
        "scope_and_responsibilities",
        *("scope.deliverables", "scope.exclusions", "scope.integrations", "scope.limits", "scope.assumptions"),
        "scope.client_responsibilities",
    ),
    _topic(
        "acceptance_and_change",
        *("acceptance.criteria", "acceptance.review_period", "acceptance.deemed", "change.process"),
        *("warranty.period", "sla.targets"),
    ),
    _topic(
        "staffing_and_skills",
        *("staffing.roles", "staffing.key_personnel", "staffing.skills", "staffing.certifications"),
        *("staffing.location_mode", "travel.required"),
    ),
    _topic("legal", "legal.termination_notice", "legal.liability_cap", "legal.governing_law", "term.renewal"),
)

TOPICS: Mapping[str, Topic] = {topic.name: topic for topic in _ROWS}
"""Every topic by name, in the order in which they are asked."""

ONLY_IN_RECORDS = frozenset(name for name in FIELDS if name.startswith("deal.")) | {
    "quote.is_primary",
    "quote.status",
    "quote.calculated",
    "price.assumed_margin_pct",
    "doc.coverage",
    "doc.sha256",
    "doc.envelope_id",
}
"""Fields that no document states: they are a system's own, or sowcheck's."""
