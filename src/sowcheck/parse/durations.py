"""Lengths of time: "thirty (30) days", "5 business days", "18 months", "one-year"; the unit stays as written."""

import re
from decimal import Decimal

from sowcheck.core.quantities import Duration, DurationUnit
from sowcheck.parse.cues import Cue
from sowcheck.parse.found import Found
from sowcheck.parse.numbers import Count, read_counts

_UNITS: dict[str, DurationUnit] = {
    "hour": "hour",
    "hr": "hour",
    "day": "day",
    "week": "week",
    "wk": "week",
    "month": "month",
    "mth": "month",
    "mo": "month",
    "quarter": "quarter",
    "year": "year",
    "yr": "year",
    "heure": "hour",
    "jour": "day",
    "semaine": "week",
    "mois": "month",
    "an": "year",
    "année": "year",
    "stunde": "hour",
    "tag": "day",
    "kalendertag": "day",
    "werktag": "business_day",
    "arbeitstag": "business_day",
    "woche": "week",
    "monat": "month",
    "jahr": "year",
    "uur": "hour",
    "dag": "day",
    "werkdag": "business_day",
    "weken": "week",
    "maand": "month",
    "jaar": "year",
}
_PLURAL_ENDINGS = ("s", "n", "e", "en", "es")
_BUSINESS = "business|working|banking|work|trading"
_UNIT = re.compile(
    rf"""(?P<close>[ \u00a0]?[)\]])?(?:[ \u00a0]{{0,3}}[-\u2010-\u2013]?[ \u00a0]{{0,3}})
    (?:(?P<kind>{_BUSINESS}|(?:full|complete|consecutive|successive|additional|further|clear|calendar|continuous)
      (?:[ \u00a0](?:calendar|(?P<later_kind>{_BUSINESS})))?)[ \u00a0-])?
    (?:(?P<fortnight>fortnights?)|(?P<unit>hours?|hrs?\.?|days?|weeks?|wks?\.?|months?|mths?\.?|mos?\.|mos|quarters?|years?
      |yrs?\.?|heures?|jours?|semaines?|mois|ans|années?|stunden?|(?:kalender|werk|arbeits)?tagen?|(?:kalender|werk|arbeits)?tag
      |wochen?|monat(?:en?)?|jahr(?:en?)?|dag(?:en)?|werkdag(?:en)?|weken|maand(?:en)?|jaar))
    (?:\(s\))?(?![^\W_])
    (?P<french_business>[ \u00a0](?:ouvrables?|ouvr[ée]s?))?""",
    re.VERBOSE | re.IGNORECASE,
)
_NOT_A_LENGTH = re.compile(
    r"[\u2019']?[\s-]{1,3}(?:of\s+age|old|olds)\b|\s{0,3}(?:/|a|per|each|every)\s{0,3}(?:calendar\s)?(?:day|week|month|year)\b",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"[012]\d[.:]?[0-5]\d\s?h", re.IGNORECASE)
_CLOCK_BEFORE = re.compile(
    r"(?:\b(?:at|to|from|until|till|between|by|before|after|and)\s|[-\u2013]\s?)\Z", re.IGNORECASE
)
_ARTICLE = Cue(
    r"\b(?:period|term|duration|minimum|maximum|least|within|lasts?|lasting)\s(?:of\s)?"
    r"(?P<length>an?\s(?:(?:full|calendar)\s)?(?P<unit>hour|day|week|fortnight|month|quarter|year))\b(?![\s-]to)"
)


def find_durations(text: str) -> list[Found[Duration]]:
    """Every length of time with a whole count, left to right; half years become months.

    Where words and figures disagree ("six [4] months"), each value is a find with the span of both. Ages and
    frequencies ("24 hours a day") are none.

    >>> [(found.value.count, found.value.unit) for found in find_durations("thirty (30) days; 20 Working Days")]
    [(30, 'day'), (20, 'business_day')]
    """
    found = [find for count in read_counts(text) for find in _read(text, count)]
    for match in _ARTICLE.finditer(text):
        unit = match["unit"].casefold()
        found.append(Found(_duration(1, unit), match.start("length"), match.end("length")))
    return _in_order(found)


def _read(text: str, count: Count) -> list[Found[Duration]]:
    unit = _UNIT.match(text, count.end)
    if unit is None or _NOT_A_LENGTH.match(text, unit.end()):
        return []
    start, end = count.start, unit.end()
    clock = _CLOCK.match(text, start) and unit["unit"] and unit["unit"].casefold().startswith("hour")
    if clock and _CLOCK_BEFORE.search(text[max(0, start - 12) : start]):
        return []
    if unit["close"]:
        if text[start - 1 : start] not in {"(", "["}:
            return []  # the bracket closes something else than the count
        start -= 1
    name = "fortnight" if unit["fortnight"] else unit["unit"]
    business = bool(unit["french_business"]) or any(
        re.fullmatch(_BUSINESS, unit[group] or "", re.IGNORECASE) for group in ("kind", "later_kind")
    )
    durations = [_scaled(value, name, business) for value in count.values]
    return [Found(duration, start, end) for duration in durations if duration is not None]


def _scaled(value: Decimal, name: str, business: bool) -> Duration | None:
    duration = _duration(1, name)
    unit: DurationUnit = "business_day" if business and duration.unit == "day" else duration.unit
    value *= duration.count
    if value != value.to_integral_value() and unit == "year":
        value, unit = value * 12, "month"
    return Duration(count=int(value), unit=unit) if value == value.to_integral_value() else None


def _duration(count: int, name: str) -> Duration:
    """A count of the named unit; a fortnight is two weeks."""
    key = name.casefold().rstrip(".")
    if key.startswith("fortnight"):
        return Duration(count=2 * count, unit="week")
    stems = [key, *(key.removesuffix(ending) for ending in _PLURAL_ENDINGS if key.endswith(ending))]
    return Duration(count=count, unit=next(_UNITS[stem] for stem in stems if stem in _UNITS))


def _in_order(found: list[Found[Duration]]) -> list[Found[Duration]]:
    """By place; a find that overlaps an earlier one stays only if it shares its span (a contradiction)."""
    kept: list[Found[Duration]] = []
    for find in sorted(found, key=lambda find: (find.start, find.end)):
        if not kept or find.start >= kept[-1].end or (find.start, find.end) == (kept[-1].start, kept[-1].end):
            kept.append(find)
    return kept
