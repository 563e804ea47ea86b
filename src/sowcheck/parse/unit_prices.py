"""Prices with what they are for each of: "$0.50 per policy per month", "EUR 95 / ticket", "$125 (per person/hour)"."""

import re
from dataclasses import dataclass

from sowcheck.core.quantities import Money
from sowcheck.parse.conventions import Conventions
from sowcheck.parse.found import Found
from sowcheck.parse.money import find_money
from sowcheck.parse.rates import PricePeriod, named_period

_TIME = (
    r"(?:hours?|hrs?|days?|diem|workday|weeks?|wk|months?|mo|mth|quarters?|qtr|years?|yr|annum|heure|jour|semaine|mois|trimestre|"
    r"stunde|std|tag|woche|monat|quartal|jahr|uur|dag|maand|kwartaal|jaar)"
)
_NO_UNIT = (
    r"(?:for|of|in|on|to|at|by|from|with|without|which|that|plus|and|or|if|when|up|upon|as|per|each|every|a|an|the|is|are|will|"
    r"shall|may|during|within|after|before|until|unless|provided|based|due|payable|charged|billed|used|not|excluding|including|"
    r"exclusive|inclusive|under|over|through|via|between|into|about|against|thereafter|plan|schedule)"
)
_UNIT = rf"(?:{_TIME}(?![\w-])|(?:\d[\d,. ]*\s)?(?:[a-z]+ed,[ ])?(?!{_NO_UNIT}(?![\w-]))[^\W\d_][\w-]*(?:[ \u00a0](?!{_NO_UNIT}(?![\w-]))[^\W\d_][\w-]*){{0,2}})"
_STEP = (
    rf"[ \u00a0]{{0,2}}(?:,[ ])?(?:/[ \u00a0]?(?:per[ \u00a0])?|(?:(?:for[ ])?each|(?:for[ ])?every|per|pro|par|je|pr\.|por)[ \u00a0]|"
    rf"(?:an?|the)[ ](?={_TIME}\b))(?:(?:calendar|working|business|full|man|person|contract|billable)[ -](?={_TIME}\b))?"
    rf"(?P<unit>{_UNIT})"
)
_FIRST = re.compile(
    r"[ \u00a0]{0,2}(?:(?:USD|flat|only|excl\.? (?:VAT|GST|tax)|plus (?:VAT|GST|tax))[ \u00a0])?(?P<open>\()?",
    re.IGNORECASE,
)
_NEXT = re.compile(_STEP, re.IGNORECASE)
_ADVERB = re.compile(
    r"[ \u00a0]{0,2}(?:/[ ]?)?(?P<adverb>hourly|daily|weekly|monthly|quarterly|yearly|annually|p\.?[ ]?h\.?|p\.?[ ]?a\.?|p\.?[ ]?m\.?|p\.?[ ]?d\.?)(?![\w.])",
    re.IGNORECASE,
)
_EACH = re.compile(r"[ \u00a0]{0,2}(?:apiece\b|each\b(?=[ ]?(?:[.,;:)]|$|per\b|/)))", re.IGNORECASE)
_HEAD = re.compile(_TIME, re.IGNORECASE)
_MOST_STEPS = 3


@dataclass(frozen=True, slots=True)
class UnitPrice:
    """A sum, and what it is owed for each of."""

    money: Money
    units: tuple[str, ...] = ()
    """In the order of the words: ("policy", "month"); empty for a sum that stands alone."""

    @property
    def per(self) -> PricePeriod | None:
        """The period of time among the units."""
        return next((period for unit in reversed(self.units) if (period := period_of_unit(unit))), None)

    @property
    def things(self) -> tuple[str, ...]:
        """The units that are no period of time."""
        return tuple(unit for unit in self.units if period_of_unit(unit) is None)

    @property
    def unit(self) -> str | None:
        """The units as one phrase: "policy per month"."""
        return " per ".join(self.units) or None


def period_of_unit(unit: str) -> PricePeriod | None:
    """The period that a unit is; None for a thing.

    >>> period_of_unit("months"), period_of_unit("month of service"), period_of_unit("page")
    ('month', None, None)
    """
    return named_period(unit) if _HEAD.fullmatch(unit) else None


def find_unit_prices(text: str, conventions: Conventions) -> list[Found[UnitPrice]]:
    """Every sum with its units, left to right; a sum for nothing in particular has none.

    >>> [found.value.unit for found in find_unit_prices("$0.50 per policy per month, or $95/ticket", Conventions())]
    ['policy per month', 'ticket']
    """
    return [_priced(text, money) for money in find_money(text, conventions)]


def units_behind(text: str, offset: int) -> tuple[tuple[str, ...], int]:
    """The units that stand right behind an offset, and where they end.

    >>> units_behind("each user per month, payable", 0)
    (('user', 'month'), 19)
    """
    first = _FIRST.match(text, offset)
    start = first.end() if first else offset
    units: list[str] = []
    end = start
    if each := _EACH.match(text, start):
        units.append("each")
        end = each.end()
    while len(units) < _MOST_STEPS and (step := _NEXT.match(text, end)):
        units.append(" ".join(step["unit"].split()))
        end = step.end()
    if not units:
        adverb = _ADVERB.match(text, offset)
        return ((named_period(adverb["adverb"]),), adverb.end()) if adverb else ((), offset)
    if first and first["open"]:
        end += text[end : end + 1] == ")"
    return tuple(units), end


_NAMED = re.compile(
    r"\b(?P<adverb>hourly|daily|weekly|monthly|quarterly|yearly|annual)\b(?=[^.;:]{0,40}?\b(?:rate|fee|charge|price|cost|amount|tariff)s?\b)|"
    r"\b(?:rate|fee|charge|price|cost|amount)s?\s*(?P<per>\(?(?:per|/)\b)|(?P<alone>\(?(?:\bper\b|/)\s)",
    re.IGNORECASE,
)


def units_named(words: str) -> tuple[str, ...]:
    """The units that a header or an announcement names for the prices below it.

    >>> units_named("HOURLY RATE"), units_named("Price per user per month"), units_named("Printing (per page)")
    (('hour',), ('user', 'month'), ('page',))
    """
    match = _NAMED.search(words)
    if match is None:
        return ()
    if match["adverb"]:
        return (named_period("year" if match["adverb"].casefold() == "annual" else match["adverb"]),)
    return units_behind(words, match.start("per") if match["per"] else match.start("alone"))[0]


def _priced(text: str, money: Found[Money]) -> Found[UnitPrice]:
    start, end = money.start, money.end
    bracketed = text[max(0, start - 1) : start] == "(" and text[end : end + 1] == ")"
    units, past = units_behind(text, end + bracketed)
    return Found(UnitPrice(money.value, units), start, past if units else end)
