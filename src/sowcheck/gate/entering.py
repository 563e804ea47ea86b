"""Whether a value that a person enters is one of its field: a target is given it later, and has to understand it."""

from decimal import InvalidOperation

from pydantic import JsonValue, ValidationError

from sowcheck.core.analyses import Finding
from sowcheck.core.fields import FIELDS, Field, Kind
from sowcheck.core.values import from_json
from sowcheck.errors import UsageError

_EXAMPLES: dict[Kind, str] = {
    Kind.MONEY: '{"amount": "184000.00", "currency": "EUR"}',
    Kind.RECURRING_FEE: '{"amount": "4000.00", "currency": "EUR", "per": "month"}',
    Kind.PERCENT: '"7.5"',
    Kind.DEPOSIT: '{"percent": "20"}',
    Kind.INTEREST: '{"percent": "8", "per": "year"}',
    Kind.DURATION: '{"count": 10, "unit": "business_day"}',
    Kind.DATE: '"2026-10-30"',
    Kind.DAYS: "30",
    Kind.NUMBER: '"2168"',
    Kind.FLAG: "true",
    Kind.RATE_LINE: '{"role": "Analyst", "amount": "1480.00", "currency": "EUR", "per": "day"}',
    Kind.PRICE_LINE: '{"description": "Data conversion", "amount": "66000.00", "currency": "EUR"}',
    Kind.MILESTONE: '{"name": "Go-live", "amount": "31800.00", "currency": "EUR", "due": "2026-10-30"}',
    Kind.DELIVERABLE: '{"name": "Test report", "due": "2026-10-30"}',
    Kind.SYSTEM: '{"system": "SAP S/4HANA"}',
    Kind.LIMIT: '{"metric": "interfaces", "max": 24}',
    Kind.STAFF_ROLE: '{"role": "Analyst", "count": 2, "hours": "420"}',
    Kind.KEY_PERSON: '{"role": "Delivery lead", "person": "Hana Te Rangi"}',
    Kind.SIGNATORY: '{"party": "customer", "name": "Ann Okoro"}',
}


def check_value(finding: Finding, value: JsonValue) -> None:
    """Take a value as reports write it; of a list field that is judged as a whole, the list of all that holds.

    Raises:
        UsageError: it is no value of the finding's field.
    """
    field = FIELDS.get(finding.field)
    if field is None:
        return
    is_whole = field.repeated and finding.key is None and isinstance(value, list)
    shapes = value if is_whole and isinstance(value, list) else [value]
    if not all(_is_value(field, shape) for shape in shapes):
        raise UsageError(
            f"That is no value of {field.title.lower()} ({field.name}).",
            hint=f"Enter it as reports do: {_shown(field)}.",
        )


def _is_value(field: Field, shape: JsonValue) -> bool:
    if field.kind in (Kind.DAYS, Kind.PERCENT, Kind.NUMBER) and isinstance(shape, bool | list | dict):
        return False
    try:
        found = from_json(field, shape)
    except (ValidationError, ValueError, TypeError, InvalidOperation):
        return False
    return not field.choices or found in field.choices


def _shown(field: Field) -> str:
    example = " or ".join(f'"{each}"' for each in field.choices) or _EXAMPLES.get(field.kind, "as text")
    return f"{example}; a whole list as [...]" if field.repeated else example
