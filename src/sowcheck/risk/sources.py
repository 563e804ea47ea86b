"""What a discrepancy says, as the only material that a summary may draw from: its data, its figures and its words."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache, cached_property
from typing import get_args

from pydantic import JsonValue

from sowcheck.core.discrepancies import Discrepancy
from sowcheck.core.fields import FIELDS, Kind
from sowcheck.core.quantities import NO_CURRENCY, DurationUnit
from sowcheck.core.reasons import REASONS
from sowcheck.core.words import choice_in_words, owner_title, plain, shortened
from sowcheck.risk.figures import Fact, figures_of, folded, plain_number

_STRING = 300
"""Characters of a string that the model is given."""
_ITEMS = 8
"""Items of a list that it is given."""
_WORD = re.compile(r"[^\W_][\w'’&-]*")
_DECIMAL = re.compile(r"-?\d+(?:\.\d+)?")
_AMOUNTS = ("amount", "unit_price")


@dataclass(frozen=True)
class SourceText:
    """One discrepancy as the model reads it, and what a sentence that cites it may state."""

    finding: Discrepancy
    blocks: bool

    @property
    def id(self) -> str:
        """The id that sentences cite."""
        return self.finding.id

    @cached_property
    def data(self) -> dict[str, JsonValue]:
        """The discrepancy's own data, long words cut; words of documents and records stand in it as they were found."""
        found = self.finding
        amount, days = found.exposure.amount, found.exposure.days
        data: dict[str, JsonValue] = {
            "id": found.id,
            "code": found.code,
            "what": REASONS[found.code].title,
            "field": FIELDS[found.field].title,
            "item": found.key,
            "severity": found.severity,
            "blocks": self.blocks,
            "owner": owner_title(found.owner),
            "signed": found.document_value,
            "recorded": found.record_value,
            "record_minus_signed": {
                "amount": str(amount) if amount is not None else None,
                "currency": found.exposure.currency,
                "days": days,
            }
            if amount is not None or days is not None
            else None,
            "message": found.message,
            "advice": found.advice,
        }
        return {name: _cut(value) for name, value in data.items() if value is not None}

    @cached_property
    def facts(self) -> frozenset[Fact]:
        """Every figure that it states."""
        both = self.signed | self.recorded
        more = {fact for name in ("message", "item") for fact in _in_text(str(self.data.get(name, "")))}
        more |= _in_reason(self.finding.code)
        return frozenset(_with_calendar(_with_currency(both | more | self.differences)))

    @cached_property
    def differences(self) -> frozenset[Fact]:
        """How far the sides are apart."""
        off = self.finding.exposure
        money = (
            {Fact("money", plain_number(off.amount), off.currency or NO_CURRENCY)} if off.amount is not None else set()
        )
        return frozenset(money | ({Fact("duration", str(abs(off.days)), "day")} if off.days is not None else set()))

    @cached_property
    def signed(self) -> frozenset[Fact]:
        """The figures of the papers' side."""
        return frozenset(_in_value(self.data.get("signed"), FIELDS[self.finding.field].kind))

    @cached_property
    def recorded(self) -> frozenset[Fact]:
        """The figures of the records' side."""
        return frozenset(_in_value(self.data.get("recorded"), FIELDS[self.finding.field].kind))

    @cached_property
    def text(self) -> str:
        """Every string of it on one line, folded: what may be quoted."""
        return " ".join(" ; ".join(folded(each) for each in _strings(self.data)).split()).casefold()

    @cached_property
    def words(self) -> frozenset[str]:
        """Every word that stands in it, folded."""
        return words_in(self.text)


def words_in(text: str) -> frozenset[str]:
    """The words of a text, and the parts of those with a hyphen, folded."""
    words = {word.casefold().rstrip("'’-") for word in _WORD.findall(folded(text))}
    parts = {part for word in words for part in re.split(r"[-'’&]", word) if part}
    return frozenset(words | parts)


def _cut(value: JsonValue) -> JsonValue:
    match value:
        case str():
            return shortened(plain(value), _STRING)
        case list():
            return [_cut(each) for each in value[:_ITEMS]]
        case dict():
            return {plain(name): _cut(each) for name, each in value.items()}
        case _:
            return value


def _strings(value: JsonValue) -> Iterable[str]:
    match value:
        case str():
            yield value
            yield choice_in_words(value)
        case list():
            for each in value:
                yield from _strings(each)
        case dict():
            for name, each in value.items():
                yield name
                yield from _strings(each)
        case _:
            yield str(value)


@cache
def _in_reason(code: str) -> frozenset[Fact]:
    """Figures of the title and the advice of a code, such as the hundred of percentages."""
    reason = REASONS[code]
    return frozenset(_in_text(f"{reason.title}; {reason.advice}"))


def _in_text(text: str) -> Iterable[Fact]:
    return (figure.fact for figure in figures_of(folded(text)))


def _in_value(value: JsonValue, kind: Kind) -> set[Fact]:
    """Figures of one side: a value, several in a list, or an object by the name of the paper."""
    match value:
        case list():
            return {fact for each in value for fact in _in_value(each, kind)}
        case dict():
            return _in_object(value, kind)
        case None | bool():
            return set()
        case _:
            return _in_scalar(str(value), kind)


def _in_object(value: Mapping[str, JsonValue], kind: Kind) -> set[Fact]:
    currency = value.get("currency")
    code = currency if isinstance(currency, str) else NO_CURRENCY
    unit = value.get("unit")
    facts: set[Fact] = set()
    for name, each in value.items():
        size = _size(each)
        if size is None or name in ("name", "role", "description"):
            facts |= _in_value(each, kind) if isinstance(each, dict | list) else set(_in_text(str(each)))
        elif name in _AMOUNTS:
            facts.add(Fact("money", size, code))
        elif name == "percent":
            facts.add(Fact("percent", size))
        elif name == "count" and unit in get_args(DurationUnit):
            facts.add(Fact("duration", size, str(unit)))
        else:
            facts |= _in_scalar(size, kind) | {Fact("number", size)}
    return facts


def _in_scalar(text: str, kind: Kind) -> set[Fact]:
    size = _size(text)
    if size is None:
        return set(_in_text(text))
    match kind:
        case Kind.DAYS:
            return {Fact("duration", size, "day")}
        case Kind.PERCENT | Kind.DEPOSIT | Kind.INTEREST:
            return {Fact("percent", size)}
        case _:
            return {Fact("number", size), *_in_text(text)}


def _size(value: JsonValue) -> str | None:
    if isinstance(value, bool) or value is None or not _DECIMAL.fullmatch(str(value)):
        return None
    try:
        return plain_number(Decimal(str(value)))
    except InvalidOperation:
        return None


def _with_currency(facts: Iterable[Fact]) -> set[Fact]:
    """An amount that a system of a single currency states counts in the only currency of the discrepancy."""
    facts = set(facts)
    currencies = {fact.unit for fact in facts if fact.kind == "money" and fact.unit != NO_CURRENCY}
    if len(currencies) != 1:
        return facts
    (currency,) = currencies
    bare = [fact.value for fact in facts if fact.kind == "money" and fact.unit == NO_CURRENCY]
    return facts | {Fact("money", size, currency) for size in bare}


def _with_calendar(facts: set[Fact]) -> set[Fact]:
    """What may be said of a date in part: its month, its day in the month, its year."""
    parts: set[Fact] = set()
    for fact in facts:
        if fact.kind == "date":
            year, month, day = fact.value.split("-")
            parts |= {Fact("month", part) for part in (month, f"{year}-{month}", f"{month}-{day}", fact.value)}
            parts.add(Fact("number", year))
        elif fact.kind == "month":
            parts |= {Fact("month", part) for part in _months_of(fact.value)}
    return facts | parts


def _months_of(value: str) -> Sequence[str]:
    """The month alone of "2026-06" or "06-30"."""
    parts = value.split("-")
    return (parts[1],) if len(parts[0]) == 4 else (parts[0],)
