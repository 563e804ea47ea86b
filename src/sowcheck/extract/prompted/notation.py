"""Values written as a line of text: "13579.00 EUR per month", "name: drizzle map; due: 2031-05-17"."""

import re
from collections.abc import Mapping

from pydantic import JsonValue

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
from sowcheck.core.noun import Noun

_MONEY = re.compile(r"(?P<amount>-?\d+(?:\.\d+)?)\s+(?P<currency>[A-Z]{3})(?:\s+per\s+(?P<per>\w+))?")
_INTEREST = re.compile(r"(?P<percent>\d+(?:\.\d+)?)\s*%?\s+per\s+(?P<per>\w+)")
_DURATION = re.compile(r"(?P<count>\d+)\s+(?P<unit>\w+?)s?")

_ITEMS: Mapping[Kind, type[Noun]] = {
    Kind.SIGNATORY: Signatory,
    Kind.RATE_LINE: RateLine,
    Kind.PRICE_LINE: PriceLine,
    Kind.MILESTONE: Milestone,
    Kind.DELIVERABLE: Deliverable,
    Kind.SYSTEM: System,
    Kind.LIMIT: Limit,
    Kind.STAFF_ROLE: StaffRole,
    Kind.KEY_PERSON: KeyPerson,
}

_FORMS: Mapping[Kind, str] = {
    Kind.TEXT: "words",
    Kind.NAME: "words",
    Kind.STATEMENT: "words",
    Kind.MONEY: "money",
    Kind.RECURRING_FEE: "money a period",
    Kind.PERCENT: "percent",
    Kind.DEPOSIT: "money or percent",
    Kind.INTEREST: "percent a period",
    Kind.DURATION: "duration",
    Kind.DATE: "date",
    Kind.DAYS: "days",
    Kind.NUMBER: "number",
    Kind.FLAG: "yes or no",
}


def form_of(field: Field) -> str:
    """How the value of a field is written, in the words of the prompt.

    >>> from sowcheck.core.fields import FIELDS
    >>> form_of(FIELDS["billing.timing"]), form_of(FIELDS["scope.limits"])
    ('choice [advance, arrears]', 'item: metric, max')
    """
    if field.choices:
        return f"choice [{', '.join(field.choices)}]"
    if field.kind in _ITEMS:
        return f"item: {', '.join(_ITEMS[field.kind].model_fields)}"
    return _FORMS[field.kind]


def shape_of(field: Field, line: str) -> JsonValue:
    """The JSON shape of a value that was written as a line of text.

    Raises:
        ValueError: the line has another form; the message says which it should have.

    >>> from sowcheck.core.fields import FIELDS
    >>> shape_of(FIELDS["price.nte_cap"], "13579.00 EUR")
    {'amount': '13579.00', 'currency': 'EUR'}
    >>> shape_of(FIELDS["scope.deliverables"], "name: plan; with notes; due: week 3")
    {'name': 'plan; with notes', 'due': 'week 3'}
    """
    words = line.strip()
    match field.kind:
        case Kind.MONEY | Kind.RECURRING_FEE:
            return _matched(_MONEY, field, words)
        case Kind.DEPOSIT:
            return (
                {"percent": words.removesuffix("%").rstrip()} if words.endswith("%") else _matched(_MONEY, field, words)
            )
        case Kind.INTEREST:
            return _matched(_INTEREST, field, words)
        case Kind.DURATION:
            parts = _matched(_DURATION, field, words.replace("business day", "business_day"))
            return {"count": int(str(parts["count"])), "unit": parts["unit"]}
        case kind if kind in _ITEMS:
            return _item(field, words)
        case _:
            return words


def _matched(pattern: re.Pattern[str], field: Field, words: str) -> dict[str, JsonValue]:
    found = pattern.fullmatch(words)
    if not found:
        raise ValueError(f"{field.name}: write {form_of(field)} in the form that is asked for, not {words!r}")
    return {name: part for name, part in found.groupdict().items() if part}


def _item(field: Field, words: str) -> dict[str, JsonValue]:
    names = list(_ITEMS[field.kind].model_fields)
    pieces = re.split(rf"(?:^|;\s*)({'|'.join(names)}):\s*", words)
    if len(pieces) < 3 or pieces[0].strip():
        raise ValueError(f"{field.name}: write the properties with their names, such as '{names[0]}: …', not {words!r}")
    item: dict[str, JsonValue] = {}
    for name, part in zip(pieces[1::2], pieces[2::2], strict=True):
        item[name] = int(part) if name == "count" and part.isdecimal() else part.strip()
    return item
