"""The JSON Schema of a value, by the kind of its field: as small as it can be, so that answers are short and whole.

The shapes are those of the annotation guide, which `core.values.from_json` reads. Amounts are strings, because a model
that writes numbers writes 0.1 as it likes. What a schema leaves open (dates, codes of currencies) the reader checks.
"""

from collections.abc import Mapping, Sequence
from typing import get_args

from pydantic import JsonValue

from sowcheck.core.fields import Field, Kind
from sowcheck.core.items import MilestoneTrigger, PartyRole
from sowcheck.core.quantities import DurationUnit, FeePeriod, InterestPeriod, RatePeriod

Schema = dict[str, JsonValue]

_TEXT: Schema = {"type": "string"}
_OPTIONAL: Schema = {"type": ["string", "null"]}


def schema_of_fields(fields: Sequence[Field]) -> Schema:
    """The shape of one fact that states one of some fields, which share their kind and choices."""
    names: list[JsonValue] = [field.name for field in fields]
    return _object({"field": {"type": "string", "enum": names}, "quote": _TEXT, "value": schema_of_value(fields[0])})


def schema_of_value(field: Field) -> Schema:
    """The shape of a field's value."""
    return _choice(field.choices) if field.choices else _BY_KIND[field.kind]


def _object(needed: Mapping[str, JsonValue], optional: Mapping[str, JsonValue] | None = None) -> Schema:
    return {
        "type": "object",
        "properties": {**needed, **(optional or {})},
        "required": list(needed),
        "additionalProperties": False,
    }


def _choice(names: Sequence[str]) -> Schema:
    return {"type": "string", "enum": list(names)}


_MONEY: dict[str, JsonValue] = {"amount": _TEXT, "currency": _TEXT}

_BY_KIND: Mapping[Kind, Schema] = {
    Kind.TEXT: _TEXT,
    Kind.NAME: _TEXT,
    Kind.STATEMENT: _TEXT,
    Kind.DATE: _TEXT,
    Kind.PERCENT: _TEXT,
    Kind.NUMBER: _TEXT,
    Kind.DAYS: {"type": "integer"},
    Kind.FLAG: {"type": "boolean"},
    Kind.MONEY: _object(_MONEY),
    Kind.DEPOSIT: {"anyOf": [_object(_MONEY), _object({"percent": _TEXT})]},
    Kind.RECURRING_FEE: _object({**_MONEY, "per": _choice(get_args(FeePeriod))}),
    Kind.INTEREST: _object({"percent": _TEXT, "per": _choice(get_args(InterestPeriod))}),
    Kind.DURATION: _object({"count": {"type": "integer"}, "unit": _choice(get_args(DurationUnit))}),
    Kind.SIGNATORY: _object(
        {"party": _choice(get_args(PartyRole))}, {"name": _OPTIONAL, "title": _OPTIONAL, "date": _OPTIONAL}
    ),
    Kind.RATE_LINE: _object({"role": _TEXT, **_MONEY, "per": _choice(get_args(RatePeriod))}),
    Kind.PRICE_LINE: _object(
        {"description": _TEXT},
        {
            "quantity": _OPTIONAL,
            "unit": _OPTIONAL,
            "unit_price": _OPTIONAL,
            "amount": _OPTIONAL,
            "currency": _OPTIONAL,
        },
    ),
    Kind.MILESTONE: _object(
        {"name": _TEXT},
        {
            "amount": _OPTIONAL,
            "currency": _OPTIONAL,
            "percent": _OPTIONAL,
            "due": _OPTIONAL,
            "trigger": {"type": ["string", "null"], "enum": [*get_args(MilestoneTrigger), None]},
        },
    ),
    Kind.DELIVERABLE: _object({"name": _TEXT}, {"due": _OPTIONAL}),
    Kind.SYSTEM: _object({"system": _TEXT}),
    Kind.LIMIT: _object({"metric": _TEXT, "max": _TEXT}),
    Kind.STAFF_ROLE: _object(
        {"role": _TEXT}, {"count": {"type": ["integer", "null"]}, "hours": _OPTIONAL, "person": _OPTIONAL}
    ),
    Kind.KEY_PERSON: _object({}, {"role": _OPTIONAL, "person": _OPTIONAL}),
}


def alike(fields: Sequence[Field]) -> list[list[Field]]:
    """The fields in groups whose facts have one shape, in the order of the first of each group."""
    groups: dict[str, list[Field]] = {}
    for field in fields:
        groups.setdefault(str(schema_of_value(field)), []).append(field)
    return list(groups.values())
