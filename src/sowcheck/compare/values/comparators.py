"""One comparator for each kind of value: the document's against the record's, or two documents' against each other."""

import datetime as dt
from decimal import Decimal
from typing import assert_never

from sowcheck.compare.values import items, quantities
from sowcheck.compare.values.choices import compare_choices
from sowcheck.compare.values.context import DealContext
from sowcheck.compare.values.difference import EQUAL, Difference, different, unknown
from sowcheck.compare.values.names import compare_names, compare_references, compare_wording, same_version
from sowcheck.compare.values.similarity import likeness, plain
from sowcheck.core.fields import Field, Kind
from sowcheck.core.items import (
    Deliverable,
    KeyPerson,
    Limit,
    Milestone,
    PriceLine,
    RateLine,
    Signatory,
    StaffRole,
    System,
)
from sowcheck.core.quantities import Duration, Interest, Money, Percent, RecurringFee
from sowcheck.core.values import Value

_IN_WORDS = frozenset({"legal.governing_law"})
"""Text fields whose wording is free; every other text is an identifier and must be the same."""

_NUMBERS = frozenset({"quote.number", "customer.po_number", "deal.opportunity_id"})
"""Numbers that a paper often writes inside a longer phrase."""


def compare_values(field: Field, stated: Value, recorded: Value, context: DealContext) -> Difference:
    """How `recorded` stands to `stated`, both values of `field`. Which is equal does not depend on the order."""
    policy = context.policy
    match stated, recorded:
        case Money(), Money():
            return quantities.compare_money(stated, recorded, policy.money)
        case RecurringFee(), RecurringFee():
            return quantities.compare_fees(stated, recorded, policy.money, context.months)
        case Percent(), Percent():
            return quantities.compare_percent(stated, recorded, policy.percent_points_equal_to)
        case (Money(), Percent()) | (Percent(), Money()):
            return _deposit(stated, recorded, context)
        case Interest(), Interest():
            return quantities.compare_interest(stated, recorded)
        case Duration(), Duration():
            start = context.start if field.name.startswith("schedule.") else None
            return quantities.compare_durations(stated, recorded, start)
        case bool(), bool():
            return EQUAL if stated == recorded else different()
        case int(), int():
            return quantities.compare_days(stated, recorded)
        case Decimal(), Decimal():
            return quantities.compare_numbers(stated, recorded, policy.hours)
        case str(), str():
            return _texts(field, stated, recorded, context)
        case dt.date(), dt.date():
            return quantities.compare_dates(stated, recorded, policy.dates)
        case _:
            return _items(stated, recorded, context)


def _texts(field: Field, stated: str, recorded: str, context: DealContext) -> Difference:
    match field.kind:
        case Kind.NAME:
            return compare_names(stated, recorded, context.policy.names)
        case Kind.CHOICE:
            return compare_choices(field.name, stated, recorded)
        case Kind.STATEMENT:
            return compare_wording(stated, recorded)
        case _ if field.name == "msa.reference":
            return compare_references(stated, recorded)
        case _ if field.name in _NUMBERS:
            return EQUAL if compare_references(stated, recorded).is_equal else different()
        case _ if field.name == "doc.version":
            return EQUAL if same_version(stated, recorded) else different()
        case _ if field.name in _IN_WORDS:
            return compare_wording(stated, recorded)
        case _:
            return EQUAL if plain(stated).replace(" ", "") == plain(recorded).replace(" ", "") else different()


def _deposit(stated: Value, recorded: Value, context: DealContext) -> Difference:
    """Money against a share of the price: the share is taken of the services total."""
    if context.services_total is None:
        return unknown("a share and an amount cannot be compared without the total")
    ours, theirs = _as_money(stated, recorded, context), _as_money(recorded, stated, context)
    return quantities.compare_money(ours, theirs, context.policy.money)


def _as_money(value: Value, other: Value, context: DealContext) -> Money:
    if isinstance(value, Money):
        return value
    assert isinstance(value, Percent)
    assert isinstance(other, Money)
    assert context.services_total is not None
    amount = (value.points * context.services_total / 100).quantize(Decimal("0.01"))
    return Money(amount=amount, currency=other.currency)


def _items(stated: Value, recorded: Value, context: DealContext) -> Difference:
    match stated, recorded:
        case RateLine(), RateLine():
            return items.compare_rate_lines(stated, recorded, context)
        case PriceLine(), PriceLine():
            return items.compare_price_lines(stated, recorded, context)
        case Milestone(), Milestone():
            return items.compare_milestones(stated, recorded, context)
        case StaffRole(), StaffRole():
            return items.compare_staff_roles(stated, recorded, context)
        case KeyPerson(), KeyPerson():
            return items.compare_key_people(stated, recorded)
        case Limit(), Limit():
            return items.compare_limits(stated, recorded)
        case Deliverable(), Deliverable():
            return items.compare_deliverables(stated, recorded, context)
        case Signatory(), Signatory():
            return items.compare_signatories(stated, recorded, context)
        case System(), System():
            return EQUAL if likeness(stated.system, recorded.system) >= 0.7 else different()
        case _:
            return unknown(f"the values are of two kinds: {type(stated).__name__} and {type(recorded).__name__}")


def name_of(value: Value) -> str:
    """What an item of a list field is called: its key in verdicts and discrepancies.

    >>> name_of(System(system="SAP ECC"))
    'SAP ECC'
    """
    match value:
        case RateLine() | StaffRole():
            return value.role
        case PriceLine():
            return value.description
        case Milestone() | Deliverable():
            return value.name
        case Limit():
            return value.metric
        case System():
            return value.system
        case KeyPerson():
            return value.role or value.person or "key person"
        case Signatory():
            return value.name or value.party
        case str():
            return value
        case bool() | int() | Decimal() | dt.date() | Money() | RecurringFee() | Percent() | Interest() | Duration():
            return str(value)
        case _:
            assert_never(value)


def amount_of(value: Value) -> Decimal | None:
    """The money of an item, which decides between items of like names."""
    match value:
        case RateLine() | PriceLine() | Milestone():
            return value.amount
        case _:
            return None
