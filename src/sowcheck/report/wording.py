"""Values in people's words: "EUR 184,000.00", "5 business days", "Net 30"."""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation

from pydantic import JsonValue

from sowcheck.core.fields import FIELDS, Kind
from sowcheck.core.quantities import NO_CURRENCY
from sowcheck.core.words import choice_in_words, plain

NOTHING = "not stated"
NOT_IN_QUESTION = "the documents alone are concerned"
MINUS = "\N{MINUS SIGN}"
TIMES = "\N{MULTIPLICATION SIGN}"
UNREAD_REASONS = {
    "no_text_layer": "a picture without text",
    "unsupported_content": "content of a kind that is not supported",
    "unmapped_characters": "characters that the file does not map to letters",
    "damaged": "damaged",
    "limit_reached": "beyond a size limit",
    "illegible": "too faint or blurred to read",
    "not_calculated": "a formula without a result: open and save the workbook in Excel",
    "cell_error": "an error in place of a value",
}
OUTCOMES = {
    "match": "agrees",
    "mismatch": "differs",
    "record_silent": "only in the documents",
    "document_silent": "only in the records",
    "incomparable": "cannot be compared",
    "not_evaluated": "not compared",
}
"""Verdicts as people are told them."""
_SHOWN = {
    "completed": "signed by both sides",
    "partially_signed": "signed by one side only",
    "unsigned": "not signed",
    "exclusive": "not included in the prices",
    "inclusive": "included in the prices",
    "exempt": "exempt from tax",
    "at_cost_capped": "at cost, up to a cap",
    "client_books_direct": "booked by the client directly",
    "milestone": "at milestones",
    "one_time": "once",
    "advance": "in advance",
    "arrears": "in arrears",
    "auto": "renews by itself",
    "none": "none",
    "option": "by option",
    "written": "in writing",
    "email_ok": "by e-mail too",
    "onsite": "on site",
    "no_roots": "no authorities to trust were named",
    "unknown_root": "no authority that is trusted vouches for the signer",
    "unfit": "the certificate is not made for signing",
}
"""Choices of a field as an answer to its title."""
_AMOUNT = re.compile(r"-?\d+\.\d\d")


def quoted(text: str) -> str:
    r"""Words of a document; a tab, which stands between cells, becomes a dot.

    >>> quoted("Design\tEUR 10")
    'Design · EUR 10'
    """
    return " · ".join(part for part in map(plain, text.split("\t")) if part)


def field_title(name: str) -> str:
    """The title of a field; a name that the dictionary does not know stays as it is."""
    field = FIELDS.get(name)
    return field.title if field else name


def describe(field: str, shape: JsonValue) -> str:
    """A value's JSON shape in words.

    >>> describe("price.services_total", {"amount": "184000.00", "currency": "EUR"})
    'EUR 184,000.00'
    >>> describe("billing.payment_terms_days", 30)
    'Net 30'
    >>> describe("schedule.end_date", {"sow.pdf": "2026-10-30", "order.pdf": "2026-11-30"})
    'sow.pdf: 2026-10-30; order.pdf: 2026-11-30'
    """
    match shape:
        case None:
            return NOTHING
        case bool():
            return "yes" if shape else "no"
        case list():
            return "; ".join(describe(field, part) for part in shape) or NOTHING
        case dict():
            return _described_object(field, shape)
        case _:
            return _described_scalar(field, shape)


def _described_scalar(name: str, shape: str | int | float) -> str:
    text = plain(str(shape))
    field = FIELDS.get(name)
    match field.kind if field else None:
        case Kind.PERCENT | Kind.DEPOSIT:
            return f"{text} %"
        case Kind.DAYS:
            return "due on receipt" if text == "0" else f"Net {text}"
        case Kind.NUMBER:
            return grouped(text)
        case Kind.CHOICE:
            return _SHOWN.get(text) or choice_in_words(text)
        case _:
            return text


def counts_in_words(counts: Iterable[tuple[str, int]]) -> str:
    """How many findings there are of each severity.

    >>> counts_in_words([("blocker", 2), ("high", 1)]), counts_in_words([])
    ('2 blockers, 1 high', 'no discrepancy')
    """
    parts = [
        plural(str(count), severity) if severity == "blocker" else f"{count} {severity}" for severity, count in counts
    ]
    return ", ".join(parts) or "no discrepancy"


def _described_object(field: str, shape: Mapping[str, JsonValue]) -> str:
    lead = next((_text(shape[key]) for key in _LEADS if shape.get(key) is not None), "")
    details = [detail for detail in _details(shape) if detail]
    if lead or details:
        return f"{lead}: {', '.join(details)}" if lead and details else lead or ", ".join(details)
    parts = (f"{_named(name)}: {_part(name if name in FIELDS else field, value)}" for name, value in shape.items())
    return "; ".join(parts) or NOTHING


def _named(key: str) -> str:
    """A field by its title, a file name as it is, a key such as "sum_of_lines" in words."""
    if key in FIELDS:
        return field_title(key)
    return plain(key) if "." in key else plain(key).replace("_", " ")


def _part(field: str, value: JsonValue) -> str:
    """A part of a finding's value; an amount that is given bare has its thousands marked off."""
    return grouped(value) if isinstance(value, str) and _AMOUNT.fullmatch(value) else describe(field, value)


_LEADS = ("name", "role", "description", "system", "metric", "party")
"""The key that names the item, by the first that is there."""


def _details(shape: Mapping[str, JsonValue]) -> list[str]:
    """What an object says beside its name, in a fixed order."""
    named = [key for key in _LEADS if shape.get(key) is not None][:1]
    rest = [_text(shape[key]) for key in ("name", "person", "title") if shape.get(key) and key not in named]
    return [*rest, _count(shape), _priced(shape), _percent(shape), _limit(shape), _due(shape), _trigger(shape)]


def _count(shape: Mapping[str, JsonValue]) -> str:
    unit = shape.get("unit")
    if shape.get("count") is not None and unit:
        return plural(_text(shape["count"]), _text(unit))
    parts = []
    if shape.get("count") is not None:
        parts.append(f"{_text(shape['count'])} people" if shape["count"] != 1 else "1 person")
    if shape.get("hours") is not None:
        parts.append(f"{grouped(_text(shape['hours']))} hours")
    single = _text(shape.get("quantity")) == "1" and not unit and shape.get("amount") is not None
    if shape.get("quantity") is not None and not single:
        parts.append(
            f"{grouped(_text(shape['quantity']))} {TIMES} {_text(unit)}" if unit else grouped(_text(shape["quantity"]))
        )
    return ", ".join(parts)


def _priced(shape: Mapping[str, JsonValue]) -> str:
    currency = _before_amount(_text(shape["currency"])) if shape.get("currency") else ""
    parts = []
    each, whole = shape.get("unit_price"), shape.get("amount")
    if each is not None and each != whole:
        parts.append(f"at {currency}{grouped(_text(each))}")
    if whole is not None:
        per = f" per {_text(shape['per'])}" if shape.get("per") else ""
        parts.append(f"{currency}{grouped(_text(whole))}{per}{' in all' if parts else ''}")
    return ", ".join(parts)


def _before_amount(currency: str) -> str:
    """The code and a space; nothing where the system states an amount without a currency."""
    return "" if currency == NO_CURRENCY else f"{currency} "


def _percent(shape: Mapping[str, JsonValue]) -> str:
    if shape.get("percent") is None:
        return ""
    per = f" per {_text(shape['per'])}" if shape.get("per") and shape.get("amount") is None else ""
    return f"{_text(shape['percent'])} %{per}"


def _limit(shape: Mapping[str, JsonValue]) -> str:
    return f"at most {grouped(_text(shape['max']))}" if shape.get("max") is not None else ""


def _due(shape: Mapping[str, JsonValue]) -> str:
    if shape.get("due"):
        return f"due {_text(shape['due'])}"
    return _text(shape["date"]) if shape.get("date") else ""


def _trigger(shape: Mapping[str, JsonValue]) -> str:
    return f"on {_text(shape['trigger']).replace('_', ' ')}" if shape.get("trigger") else ""


def _text(value: JsonValue) -> str:
    return plain(str(value))


def plural(count: str, unit: str) -> str:
    """A count with its unit.

    >>> plural("1", "month"), plural("5", "business_day")
    ('1 month', '5 business days')
    """
    return f"{count} {unit.replace('_', ' ')}{'' if count == '1' else 's'}"


def grouped(number: str) -> str:
    """A decimal with its thousands marked off; other text stays as it is.

    >>> grouped("1234567.50"), grouped("4-5")
    ('1,234,567.50', '4-5')
    """
    try:
        return f"{Decimal(number):,f}"
    except (InvalidOperation, ValueError):
        return number


def exposure_in_words(amount: str | None, currency: str | None, days: int | None) -> str:
    """What a discrepancy may cost; empty if that is unknown.

    >>> exposure_in_words("14000.00", "EUR", 1)
    '+EUR 14,000.00, +1 day'
    """
    parts = []
    if amount is not None:
        value = Decimal(amount)
        sign = MINUS if value < 0 else "+" if value > 0 else ""
        parts.append(f"{sign}{_before_amount(currency or NO_CURRENCY)}{grouped(str(abs(value)))}")
    if days is not None:
        sign = MINUS if days < 0 else "+" if days > 0 else ""
        parts.append(f"{sign}{plural(str(abs(days)), 'day')}")
    return ", ".join(parts)


def ranges(numbers: Iterable[int]) -> str:
    """Numbers in order, neighbours joined.

    >>> ranges([5, 1, 2, 3, 3])
    '1-3, 5'
    """
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in runs)
