"""When a predicted value equals a gold value: by type, so that no digit and no polarity is "nearly right"."""

import re
from decimal import Decimal, InvalidOperation

from pydantic import JsonValue

from sowcheck.core.fields import FIELDS, Kind
from sowcheck.evals.scorers.words import content_words, same_text

_FREE_TEXT = (Kind.NAME, Kind.TEXT, Kind.STATEMENT)
_EXACT_TEXT = ("price.currency",)
_NAMING_KEYS = ("name", "role", "person", "description", "system", "metric", "party", "title")
_NUMBER_KEYS = ("amount", "currency", "percent", "per", "unit_price", "max", "count", "hours")
_DATE_KEYS = ("due", "date")
_ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d")


def same_value(field: str, gold: JsonValue, predicted: JsonValue) -> bool:
    """Whether a scalar prediction is right: every part that the gold value states is the same."""
    if FIELDS[field].kind in _FREE_TEXT and field not in _EXACT_TEXT:
        return same_text(gold, predicted)
    if isinstance(gold, dict) and isinstance(predicted, dict):
        stated = {key: part for key, part in gold.items() if part is not None}
        return bool(stated) and all(same_part(part, predicted.get(key)) for key, part in stated.items())
    return same_part(gold, predicted)


def same_part(first: JsonValue, second: JsonValue) -> bool:
    """Whether two parts of a value are the same: as truth values, as numbers, else letter by letter without case.

    >>> same_part("279000.00", "279000")
    True
    >>> same_part("120000", "150000")
    False
    """
    if isinstance(first, bool) or isinstance(second, bool):
        return first is second
    number, other = _number(first), _number(second)
    if number is not None and other is not None:
        return number == other
    return str(first).strip().casefold() == str(second).strip().casefold()


def item_words(value: JsonValue) -> list[str]:
    """The words that name a list item: its name, role, description; a statement's own words."""
    if not isinstance(value, dict):
        return content_words(value)
    return content_words(" ".join(str(value[key]) for key in _NAMING_KEYS if value.get(key)))


def hard_parts(value: JsonValue) -> dict[str, JsonValue]:
    """The parts of a list item that must agree exactly: amounts, counts, periods and whole dates."""
    if not isinstance(value, dict):
        return {}
    numbers = {key: value[key] for key in _NUMBER_KEYS if value.get(key) not in (None, "")}
    dates = {key: value[key] for key in _DATE_KEYS if _ISO_DATE.fullmatch(str(value.get(key, "")))}
    return {**numbers, **dates}


def same_hard_parts(gold: JsonValue, predicted: JsonValue) -> bool:
    """Whether a predicted item has every hard part of the gold item."""
    found = predicted if isinstance(predicted, dict) else {}
    return all(same_part(part, found.get(key)) for key, part in hard_parts(gold).items())


def _number(value: JsonValue) -> Decimal | None:
    try:
        number = Decimal(str(value).replace(",", "").strip().rstrip("%"))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
