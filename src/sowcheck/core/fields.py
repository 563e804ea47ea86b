"""The canonical dictionary: one row for each commercial or delivery term that sowcheck knows.

A new field starts here. Names are those of the field dictionary; shapes are those of the annotation guide.
"""

from enum import StrEnum
from typing import Literal

from sowcheck.core.noun import Noun

Severity = Literal["blocker", "high", "medium", "low", "info"]
Owner = Literal["sales_ops", "delivery_ops", "finance", "legal", "enterprise_architecture"]


class Kind(StrEnum):
    """The type of a field's value; list fields hold items of the kind."""

    TEXT = "text"
    NAME = "name"
    """Legal name of a party."""
    STATEMENT = "statement"
    """The document's own words."""
    CHOICE = "choice"
    MONEY = "money"
    RECURRING_FEE = "recurring_fee"
    PERCENT = "percent"
    DEPOSIT = "deposit"
    """Money or a percentage."""
    INTEREST = "interest"
    DURATION = "duration"
    DATE = "date"
    DAYS = "days"
    """Whole number of days."""
    NUMBER = "number"
    FLAG = "flag"
    SIGNATORY = "signatory"
    RATE_LINE = "rate_line"
    PRICE_LINE = "price_line"
    MILESTONE = "milestone"
    DELIVERABLE = "deliverable"
    SYSTEM = "system"
    LIMIT = "limit"
    STAFF_ROLE = "staff_role"
    KEY_PERSON = "key_person"


class Field(Noun):
    """One row of the dictionary."""

    name: str
    title: str
    kind: Kind
    severity: Severity
    """Of a discrepancy, before the policy scales it."""
    owner: Owner
    repeated: bool = False
    """A list field: one fact for each item."""
    choices: tuple[str, ...] = ()
    meaning: str = ""


_DOC_KINDS = ("sow", "order_form", "msa", "change_order", "proposal", "solicitation", "other")
_SIGNATURE = ("completed", "partially_signed", "unsigned")
_MODELS = (
    "fixed_fee",
    "milestone_based",
    "time_and_materials",
    "time_and_materials_nte",
    "retainer",
    "subscription_managed_service",
    "unit_based",
    "outcome_based",
    "cost_plus",
    "mixed",
)
_FREQUENCIES = ("weekly", "biweekly", "monthly", "quarterly", "semiannual", "annual", "one_time", "milestone")
_INDUSTRIES = (
    "financial_services",
    "insurance",
    "healthcare",
    "life_sciences",
    "government",
    "defence",
    "utilities",
    "telecommunications",
    "transport",
    "education",
    "other",
)
_EXPENSES = (
    "included_in_fee",
    "at_cost",
    "at_cost_capped",
    "pct_of_fees",
    "per_diem",
    "fixed_amount",
    "client_books_direct",
    "not_billable",
    "per_msa",
)


def _one(
    name: str,
    title: str,
    kind: Kind,
    severity: Severity,
    owner: Owner,
    meaning: str,
    choices: tuple[str, ...] = (),
) -> Field:
    return Field(name=name, title=title, kind=kind, severity=severity, owner=owner, meaning=meaning, choices=choices)


def _list(name: str, title: str, kind: Kind, severity: Severity, owner: Owner, meaning: str) -> Field:
    return Field(name=name, title=title, kind=kind, severity=severity, owner=owner, meaning=meaning, repeated=True)


_ROWS = (
    # deal and quote: the record's own identity
    _one("deal.opportunity_id", "Opportunity", Kind.TEXT, "blocker", "sales_ops", "Identifier of the opportunity or deal."),
    _one("deal.is_won", "Closed won", Kind.FLAG, "blocker", "sales_ops", "Whether the deal is closed and won, by flag and not by stage name."),
    _one("deal.type", "Deal type", Kind.TEXT, "high", "sales_ops", "New business, renewal or change order."),
    _one("deal.close_date", "Close date", Kind.DATE, "medium", "sales_ops", "Day the deal was closed; lies near the customer's signature."),
    _one("deal.industry", "Industry", Kind.CHOICE, "high", "sales_ops", "Industry of the customer, as the systems know it.", _INDUSTRIES),
    _one("quote.number", "Quote number", Kind.TEXT, "high", "sales_ops", "Number of the quote that was sold."),
    _one("quote.is_primary", "Primary quote", Kind.FLAG, "blocker", "sales_ops", "Whether the quote is the one the opportunity follows."),
    _one("quote.status", "Quote status", Kind.TEXT, "high", "sales_ops", "Must be approved or accepted."),
    _one("quote.calculated", "Quote calculated", Kind.FLAG, "high", "sales_ops", "Whether the quote's totals are up to date."),
    _one("quote.expiration_date", "Quote valid until", Kind.DATE, "high", "sales_ops", "Last day on which the quote may be signed."),
    # document identity
    _one("doc.kind", "Kind of document", Kind.CHOICE, "blocker", "sales_ops", "What kind of paper it is.", _DOC_KINDS),
    _one("doc.version", "Document version", Kind.TEXT, "blocker", "sales_ops", "Version that was signed."),
    _one("doc.coverage", "Read in full", Kind.TEXT, "blocker", "legal", "Whether every part of the file could be read."),
    _one("doc.sha256", "Signed file", Kind.TEXT, "blocker", "legal", "SHA-256 of the file; equals that of the file which was signed."),
    _one("doc.envelope_id", "Envelope", Kind.TEXT, "high", "legal", "Identifier of the e-sign envelope in which the paper was signed."),
    _one("doc.effective_date", "Effective date", Kind.DATE, "medium", "legal", "Day the paper takes effect."),
    _one("doc.signature_status", "Signature status", Kind.CHOICE, "blocker", "legal", "Whether both sides have signed.", _SIGNATURE),
    _list("doc.signatories", "Signatories", Kind.SIGNATORY, "high", "legal", "Who signs for each party."),
    _one("doc.customer_signed_date", "Signed by customer on", Kind.DATE, "high", "legal", "Day the customer signed."),
    _one("doc.supplier_signed_date", "Signed by supplier on", Kind.DATE, "blocker", "legal", "Day the supplier signed."),
    _one("msa.reference", "Governing agreement", Kind.TEXT, "blocker", "legal", "Title, number or date of the agreement that governs this paper."),
    # parties
    _one("customer.legal_name", "Customer", Kind.NAME, "blocker", "sales_ops", "Legal name of the buyer."),
    _one("supplier.legal_name", "Supplier", Kind.NAME, "blocker", "finance", "Legal name of the firm that does the work."),
    _one("customer.po_number", "Purchase order", Kind.TEXT, "high", "finance", "Number of the customer's purchase order."),
    # price
    _one("price.currency", "Currency", Kind.TEXT, "blocker", "finance", "ISO 4217 code of the price."),
    _one("price.services_total", "Services total", Kind.MONEY, "blocker", "sales_ops", "Whole fixed or estimated price of the services, licences apart."),
    _one("price.grand_total", "Grand total", Kind.MONEY, "high", "sales_ops", "Everything sold, licences and subscriptions included."),
    _one("price.nte_cap", "Not-to-exceed cap", Kind.MONEY, "blocker", "finance", "Ceiling of the price."),
    _one("price.pricing_model", "Pricing model", Kind.CHOICE, "blocker", "finance", "How the price comes about.", _MODELS),
    _one("price.recurring_fee", "Recurring fee", Kind.RECURRING_FEE, "high", "finance", "Fee that falls due each period."),
    _list("price.lines", "Price lines", Kind.PRICE_LINE, "high", "sales_ops", "Priced items that are neither rates nor milestones."),
    _list("price.optional_lines", "Optional lines", Kind.PRICE_LINE, "high", "sales_ops", "Options not taken up; never part of a total."),
    _list("price.rate_card", "Rate card", Kind.RATE_LINE, "blocker", "finance", "Rates by role."),
    _one("price.discount_pct", "Discount", Kind.PERCENT, "high", "sales_ops", "Discount on the list price."),
    _one("price.assumed_margin_pct", "Assumed margin", Kind.PERCENT, "high", "sales_ops", "Share of the price of the services that is left after what the work costs, as it was sold."),
    _one("price.rate_escalation_pct", "Rate escalation", Kind.PERCENT, "high", "finance", "Yearly increase of the prices."),
    _one("price.holdback_pct", "Holdback", Kind.PERCENT, "high", "finance", "Share of each invoice that is retained."),
    _one("price.tax_treatment", "Tax", Kind.CHOICE, "high", "finance", "Whether prices hold tax.", ("exclusive", "inclusive", "exempt")),
    _one("price.estimated_hours", "Estimated hours", Kind.NUMBER, "high", "delivery_ops", "Hours for the whole engagement."),
    # billing
    _one("billing.payment_terms_days", "Payment terms", Kind.DAYS, "high", "finance", "Net days; due on receipt is 0."),
    _one("billing.frequency", "Billing frequency", Kind.CHOICE, "high", "finance", "How often invoices are sent.", _FREQUENCIES),
    _one("billing.timing", "Billing timing", Kind.CHOICE, "high", "finance", "In advance or in arrears.", ("advance", "arrears")),
    _one("billing.start_date", "Billing start", Kind.DATE, "medium", "finance", "First day that is billed."),
    _list("billing.milestones", "Billing milestones", Kind.MILESTONE, "blocker", "finance", "Events that make a part of the price due."),
    _one("billing.deposit", "Deposit", Kind.DEPOSIT, "high", "finance", "Money or share due on signature or start."),
    _one("billing.late_interest", "Late interest", Kind.INTEREST, "low", "finance", "Interest on late payment."),
    _one("expense.policy", "Expense policy", Kind.CHOICE, "high", "finance", "Who bears expenses, and how.", _EXPENSES),
    _one("expense.cap", "Expense cap", Kind.MONEY, "high", "finance", "Ceiling of reimbursed expenses."),
    _one("travel.required", "Travel required", Kind.FLAG, "high", "delivery_ops", "False only if the paper says that none is expected."),
    # dates and term
    _one("schedule.start_date", "Start", Kind.DATE, "high", "delivery_ops", "First day of the services."),
    _one("schedule.end_date", "End", Kind.DATE, "high", "delivery_ops", "Last day of the services."),
    _one("schedule.duration", "Duration", Kind.DURATION, "medium", "delivery_ops", "Length of the engagement or base period."),
    _one("term.renewal", "Renewal", Kind.CHOICE, "medium", "legal", "How the term is renewed.", ("none", "auto", "by_agreement", "option")),
    # scope, acceptance, change
    _list("scope.deliverables", "Deliverables", Kind.DELIVERABLE, "high", "delivery_ops", "Things to be handed over."),
    _list("scope.exclusions", "Exclusions", Kind.STATEMENT, "high", "delivery_ops", "What is not part of the work."),
    _list("scope.integrations", "Integrations", Kind.SYSTEM, "high", "delivery_ops", "Named systems to connect to or migrate from."),
    _list("scope.limits", "Limits", Kind.LIMIT, "high", "delivery_ops", "Counted bounds."),
    _list("scope.assumptions", "Assumptions", Kind.STATEMENT, "high", "delivery_ops", "Statements on which price or plan rests."),
    _list("scope.client_responsibilities", "Client responsibilities", Kind.STATEMENT, "high", "delivery_ops", "What the buyer must do or provide."),
    _list("acceptance.criteria", "Acceptance criteria", Kind.STATEMENT, "high", "delivery_ops", "Tests that work must pass."),
    _one("acceptance.review_period", "Review period", Kind.DURATION, "high", "delivery_ops", "Time the buyer has to accept or reject."),
    _one("acceptance.deemed", "Deemed acceptance", Kind.FLAG, "high", "finance", "Whether silence or use counts as acceptance."),
    _one("change.process", "Change process", Kind.CHOICE, "medium", "delivery_ops", "What form a change needs.", ("written", "email_ok", "none")),
    _one("warranty.period", "Warranty", Kind.DURATION, "high", "delivery_ops", "Time in which defects are mended free of charge."),
    _list("sla.targets", "Service levels", Kind.STATEMENT, "high", "delivery_ops", "Targets for the service."),
    # staffing
    _list("staffing.roles", "Roles", Kind.STAFF_ROLE, "high", "delivery_ops", "Roles in the team."),
    _list("staffing.key_personnel", "Key personnel", Kind.KEY_PERSON, "high", "delivery_ops", "People who may not be replaced freely."),
    _list("staffing.skills", "Skills", Kind.STATEMENT, "medium", "delivery_ops", "Skills, technologies and methods the team must have."),
    _list("staffing.certifications", "Certifications", Kind.STATEMENT, "high", "delivery_ops", "Certifications and clearances."),
    _one("staffing.location_mode", "Place of work", Kind.CHOICE, "high", "delivery_ops", "Where the team works.", ("onsite", "remote", "hybrid")),
    # legal
    _one("legal.termination_notice", "Notice of termination", Kind.DURATION, "high", "legal", "Notice for termination for convenience."),
    _one("legal.liability_cap", "Liability cap", Kind.STATEMENT, "high", "legal", "Limit of liability."),
    _one("legal.governing_law", "Governing law", Kind.TEXT, "low", "legal", "Jurisdiction whose law applies."),
)  # fmt: skip

FIELDS: dict[str, Field] = {row.name: row for row in _ROWS}
"""Every field by name, in the order in which reports show them."""
