"""Values as a sentence says them."""

import datetime as dt
from decimal import Decimal
from typing import assert_never

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
from sowcheck.core.quantities import NO_CURRENCY, Duration, Interest, Money, Percent, RecurringFee
from sowcheck.core.values import Value

_LONGEST = 120


def say(value: Value, field: str = "") -> str:
    """A value in words, short enough for a sentence.

    >>> say(Money(amount=Decimal("184000.00"), currency="EUR"))
    'EUR 184,000.00'
    >>> say(45, "billing.payment_terms_days")
    'Net 45'
    """
    match value:
        case Money():
            return money(value.amount, value.currency)
        case RecurringFee():
            return f"{money(value.amount, value.currency)} {_a(value.per)}"
        case Percent():
            return f"{number(value.points)} %"
        case Interest():
            return f"{number(value.percent)} % a {value.per}"
        case Duration():
            unit = value.unit.replace("_", " ")
            return f"{value.count} {unit}" + ("" if value.count == 1 else "s")
        case bool():
            return "yes" if value else "no"
        case int():
            return f"Net {value}" if field == "billing.payment_terms_days" else str(value)
        case Decimal():
            return number(value)
        case dt.date():
            return value.isoformat()
        case str():
            return _text(value, field)
        case _:
            return _item(value)


def _text(value: str, field: str) -> str:
    if field in ("price.currency", "doc.version", "quote.number", "customer.po_number"):
        return value
    if value.islower() and " " not in value:
        return value.replace("_", " ")
    return f"“{value if len(value) <= _LONGEST else value[: _LONGEST - 1].rstrip() + '…'}”"


def _item(
    value: RateLine | PriceLine | Milestone | Deliverable | System | Limit | StaffRole | KeyPerson | Signatory,
) -> str:
    match value:
        case RateLine():
            return f"{money(value.amount, value.currency)} {_a(value.per)}"
        case PriceLine():
            return _price_line(value)
        case Milestone():
            return _milestone(value)
        case Deliverable():
            return f"{value.name}, due {value.due}" if value.due else value.name
        case System():
            return value.system
        case Limit():
            return number(value.max) if isinstance(value.max, Decimal) else value.max
        case StaffRole():
            parts = [value.role, *([_people(value.count)] if value.count is not None else [])]
            parts += [f"{number(value.hours)} hours"] if value.hours is not None else []
            return ", ".join([*parts, *([value.person] if value.person else [])])
        case KeyPerson():
            return ", ".join(part for part in (value.person, value.role) if part)
        case Signatory():
            return ", ".join(part for part in (value.name, value.title, value.date and value.date.isoformat()) if part)
        case _:
            assert_never(value)


def _people(count: int) -> str:
    return "1 person" if count == 1 else f"{count} people"


def _price_line(value: PriceLine) -> str:
    parts = []
    if value.amount is not None:
        parts.append(money(value.amount, value.currency))
    if value.unit_price is not None and value.quantity is not None and value.quantity != 1:
        parts.append(f"{number(value.quantity)} x {money(value.unit_price, value.currency)}")
    elif value.unit_price is not None and value.amount is None:
        parts.append(f"{money(value.unit_price, value.currency)} each")
    return f"{parts[0]} ({parts[1]})" if len(parts) == 2 else parts[0] if parts else value.description


def _milestone(value: Milestone) -> str:
    parts = []
    if value.amount is not None:
        parts.append(money(value.amount, value.currency))
    elif value.percent is not None:
        parts.append(f"{number(value.percent)} %")
    if value.due is not None:
        parts.append(f"due {value.due if isinstance(value.due, str) else value.due.isoformat()}")
    return ", ".join(parts) or value.name


def money(amount: Decimal, currency: str | None) -> str:
    """An amount with thousands separators, its currency in front; none in front for `NO_CURRENCY`."""
    figure = f"{amount:,.2f}"
    return figure if currency in (None, NO_CURRENCY) else f"{currency} {figure}"


def number(value: Decimal) -> str:
    """A number with thousands separators and no zeros at its end."""
    whole = value.to_integral_value()
    return f"{whole:,}" if value == whole else f"{value.normalize():,}"


def _a(period: str) -> str:
    return f"an {period}" if period == "hour" else f"a {period}"


def joined(parts: list[str]) -> str:
    """Such as "a, b and c"."""
    return " and ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else "".join(parts)


def first_few(parts: list[str], most: int, between: str = ", ") -> str:
    """The first of many, and how many more there are.

    >>> first_few(["a", "b", "c", "d"], 2), first_few(["a", "b"], 2)
    ('a, b and 2 more', 'a, b')
    """
    more = f" and {len(parts) - most} more" if len(parts) > most else ""
    return between.join(parts[:most]) + more


def listed(parts: list[str], most: int) -> str:
    """All of a few as `joined` says them, or the first of many.

    >>> listed(["a", "b", "c", "d"], 2), listed(["a", "b"], 2)
    ('a, b and 2 more', 'a and b')
    """
    return joined(parts) if len(parts) <= most else first_few(parts, most)


_SYSTEMS = {
    "salesforce": "Salesforce",
    "hubspot": "HubSpot",
    "dynamics365": "Dynamics 365",
    "services_quote": "services quote",
    "docusign": "DocuSign",
    "adobe_sign": "Adobe Acrobat Sign",
    "pandadoc": "PandaDoc",
    "checksums": "SHA-256",
}
_OBJECTS = {
    "sbqq__quote__c": "CPQ quote",
    "sbqq__quoteline__c": "CPQ quote line",
    "sbqq__quotedocument__c": "CPQ quote document",
    "opportunitylineitem": "opportunity line",
    "quotelineitem": "quote line",
    "orderitem": "order line",
    "quotedetail": "quote line",
    "salesorder": "contract",
    "salesorderdetail": "contract line",
    "msdyn_project": "project",
    "msdyn_contractlinescheduleofvalue": "contract milestone",
    "line_item": "line item",
    "line_items": "line item",
}
_LONGEST_ID = 13
"""A number that people use; longer ones are keys of a database."""


def say_source(system: str, kind: str, record_id: str | None) -> str:
    """A record as a sentence calls it.

    >>> say_source("hubspot", "deal", "29410557318")
    'HubSpot deal 29410557318'
    """
    folded = kind.casefold()
    named = (
        _OBJECTS.get(folded) or _OBJECTS.get(folded.removesuffix("s")) or folded.removesuffix("__c").replace("_", " ")
    )
    number = record_id if record_id and len(record_id) <= _LONGEST_ID else None
    return " ".join(part for part in (_SYSTEMS.get(system, system), named.strip(), number) if part)
