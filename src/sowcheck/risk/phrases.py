"""A discrepancy in a few words: "end (42 days earlier in the records than signed)"."""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from decimal import Decimal

from pydantic import JsonValue, ValidationError

from sowcheck.compare.values.wording import joined, number, say
from sowcheck.core.discrepancies import Discrepancy
from sowcheck.core.fields import FIELDS, Kind
from sowcheck.core.quantities import NO_CURRENCY, Money
from sowcheck.core.reasons import REASONS
from sowcheck.core.values import from_json
from sowcheck.core.words import plain, shortened
from sowcheck.risk.figures import MONTHS

_ONE_OF = {
    "doc.signatories": "signatory",
    "price.lines": "price line",
    "price.optional_lines": "optional line",
    "price.rate_card": "rate",
    "billing.milestones": "billing milestone",
    "scope.deliverables": "deliverable",
    "scope.exclusions": "exclusion",
    "scope.integrations": "integration",
    "scope.limits": "limit",
    "scope.assumptions": "assumption",
    "scope.client_responsibilities": "client responsibility",
    "acceptance.criteria": "acceptance criterion",
    "sla.targets": "service level",
    "staffing.roles": "role",
    "staffing.key_personnel": "key person",
    "staffing.skills": "skill",
    "staffing.certifications": "certification",
}
"""What one item of a list field is called."""
_IN_A_SENTENCE = {
    "deal.is_won": "state of the deal",
    "quote.calculated": "totals of the quote",
    "quote.expiration_date": "validity of the quote",
    "doc.customer_signed_date": "date of the customer's signature",
    "doc.supplier_signed_date": "date of the supplier's signature",
    "price.tax_treatment": "tax treatment",
    "schedule.start_date": "start date",
    "schedule.end_date": "end date",
    "travel.required": "travel",
}
"""Titles of columns that make no good words of a sentence."""
_KEY = 60
"""Characters of an item's name."""
_CLAUSE = 150
"""Characters of a finding's own sentence."""
_SIDE = 60
"""Characters of a value, where a sentence sets both side by side."""
_PAGE = re.compile(r" \(page \d+\)")
_END = re.compile(r"; (?=[a-z“])|\.$")
_ISO_DATE = re.compile(r"\b(?:19|20)\d\d-\d\d-\d\d\b")
_NO_CENTS = re.compile(r"\b(?P<money>[A-Z]{3} \d[\d,]*)\.00\b")
_LONG_OR_SHORT = frozenset({Kind.DURATION})
_OF_THE_CASE = frozenset({"doc.coverage"})
"""Fields whose findings say of the case as a whole what their code says."""


def subject(found: Discrepancy) -> str:
    """What a finding is about, such as "end" or "price line “Design”"."""
    if found.field in _OF_THE_CASE:
        return _lowered(REASONS[found.code].title)
    if not found.key:
        return title(found.field)
    return f"{_ONE_OF.get(found.field, title(found.field))} “{shortened(plain(found.key), _KEY)}”"


def title(field: str) -> str:
    """The field's title as it stands within a sentence."""
    return _IN_A_SENTENCE.get(field, FIELDS[field].title.lower())


def trouble(found: Discrepancy) -> str:
    """What is wrong, in half a sentence; empty where the subject says it."""
    if found.field in _OF_THE_CASE:
        return ""
    say_it = _TROUBLES.get(found.code)
    return (say_it(found) if say_it else "") or _lowered(REASONS[found.code].title)


def sides(found: Discrepancy) -> str:
    """Both values, such as "EUR 184,000 signed, EUR 170,000 in the records"; empty unless each side has a short one."""
    signed, recorded = (_said(found, value) for value in (found.document_value, found.record_value))
    short = 0 < len(signed) <= _SIDE and 0 < len(recorded) <= _SIDE
    return f"{signed} signed, {recorded} in the records" if short else ""


def clause(found: Discrepancy) -> str:
    """The finding's own sentence up to its first semicolon, without the field's title and without pages."""
    lead = f"{FIELDS[found.field].title}{f', {found.key}' if found.key else ''}: "
    words = _PAGE.sub("", plain(found.message.removeprefix(lead)))
    ended = _END.search(words)
    words = shortened(words[: ended.start()] if ended else words, _CLAUSE)
    return _NO_CENTS.sub(r"\g<money>", _ISO_DATE.sub(lambda date: _in_words(date.group()), words))


def in_money(amount: Decimal, currency: str | None) -> str:
    """An amount as a sentence says it: no cents where there are none.

    >>> in_money(Decimal("-14000.00"), "EUR"), in_money(Decimal("12.5"), None)
    ('EUR 14,000', '12.50')
    """
    size = abs(amount)
    figure = number(size) if size == size.to_integral_value() else f"{size:,.2f}"
    return figure if currency in (None, NO_CURRENCY) else f"{currency} {figure}"


def in_days(days: int) -> str:
    """A number of days, without its sign."""
    return "1 day" if abs(days) == 1 else f"{abs(days)} days"


def _sides_or_difference(found: Discrepancy) -> str:
    return sides(found) or _difference(found)


def _difference(found: Discrepancy) -> str:
    """How far the records are off; empty where that is not known."""
    off = found.exposure
    kind = FIELDS[found.field].kind
    parts = []
    if off.amount:
        parts.append(f"{in_money(off.amount, off.currency)} {'less' if off.amount < 0 else 'more'}")
    if off.days and kind is not Kind.DAYS:
        less, more = ("shorter", "longer") if kind in _LONG_OR_SHORT else ("earlier", "later")
        parts.append(f"{in_days(off.days)} {less if off.days < 0 else more}")
    return f"{joined(parts)} in the records than signed" if parts else ""


def _broken_sum(found: Discrepancy) -> str:
    off = found.exposure
    wrong = _lowered(REASONS[found.code].title)
    size = in_money(off.amount, off.currency) if off.amount else in_days(off.days) if off.days else ""
    return f"{wrong}, by {size}" if size else wrong


def _marks(found: Discrepancy) -> str:
    left = found.document_value if isinstance(found.document_value, dict) else {}
    counted = [
        f"{count} {name}{'' if count == 1 else 's'}"
        for key, name in (("revisions", "tracked change"), ("comments", "comment"))
        if (count := left.get(key))
    ]
    return f"{joined(counted)} left in the file" if counted else ""


def _two_readings(found: Discrepancy) -> str:
    """Such as "GBP 140,000 with proposed changes, GBP 120,000 without them"."""
    both = found.document_value
    if not isinstance(both, dict):
        return "another one with proposed changes than without them"
    accepted, rejected = (_said(found, both.get(name)) for name in ("accepted", "rejected"))
    if 0 < len(accepted) <= _SIDE and 0 < len(rejected) <= _SIDE:
        return f"{accepted} with proposed changes, {rejected} without them"
    if both.get("accepted") is None or both.get("rejected") is None:
        return f"stated only {'with' if both.get('rejected') is None else 'without'} proposed changes"
    return "another one with proposed changes than without them"


def _always(words: str) -> Callable[[Discrepancy], str]:
    return lambda _: words


_TROUBLES: Mapping[str, Callable[[Discrepancy], str]] = {
    "SC103": _marks,
    "SC123": _two_readings,
    "SC124": _always("a comment asks about it"),
    "SC201": _sides_or_difference,
    "SC202": _sides_or_difference,
    "SC203": sides,
    "SC204": sides,
    "SC205": _difference,
    "SC206": sides,
    "SC301": _always("in no record"),
    "SC302": _always("in no record"),
    "SC303": _always("in no record"),
    "SC311": _always("in the records, in no document"),
    "SC312": _always("in the records, in no document"),
    "SC313": _always("left blank in the documents"),
    "SC401": clause,
    "SC402": clause,
    "SC403": clause,
    "SC505": _broken_sum,
    "SC601": clause,
    "SC602": clause,
    "SC905": _always("a change whose result cannot be worked out"),
} | {f"SC{number}": _broken_sum for number in (501, 502, 503, 504, 506, 507, 508, 509, 510)}
"""How a code is put; the others by their title."""


def _said(found: Discrepancy, shape: JsonValue) -> str:
    """One value in words; empty where there are none or several."""
    if shape is None or isinstance(shape, list):
        return ""
    try:
        value = from_json(FIELDS[found.field], shape)
    except (ValidationError, ValueError, ArithmeticError):
        return ""
    match value:
        case Money():
            return in_money(value.amount, value.currency)
        case dt.date():
            return _in_words(value.isoformat())
        case _:
            return _NO_CENTS.sub(r"\g<money>", plain(say(value, found.field)))


def _in_words(iso: str) -> str:
    """A date such as "30 June 2026"; what no calendar has stays as it is."""
    try:
        date = dt.date.fromisoformat(iso)
    except ValueError:
        return iso
    return f"{date.day} {MONTHS[date.month - 1]} {date.year}"


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:]
