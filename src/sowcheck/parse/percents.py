"""Percentages and interest: "10 percent", "ten (10%) percent", "1-1/2% per month"."""

import re

from sowcheck.core.quantities import Interest, InterestPeriod, Percent
from sowcheck.parse.conventions import Conventions
from sowcheck.parse.found import Found
from sowcheck.parse.numbers import Count, read_counts

_UNIT = re.compile(
    r"\s{0,3}-?(?:%|(?:per\s?cent|percents?|pct|prozent|procent|pour\s?cent)\b\.?)(?:age\s+points?\b)?", re.IGNORECASE
)
_OPEN = re.compile(r"\s{0,3}[(\[]\s{0,3}")
_CLOSE = re.compile(r"\s{0,3}[)\]]")
_MISREAD = re.compile(r"\s{0,3}[(\[]\s{0,3}(?=[\dIlOS|!]{0,2}[IlOS|!])[\dIlOS|!]{1,3}\s{0,3}%\s{0,3}[)\]]")
"""Figures in brackets in which a scan took a digit for a letter: "one percent (I%)"."""


def find_percents(text: str, conventions: Conventions) -> list[Found[Percent]]:
    """Every percentage, left to right; one in words with its figures in brackets is one find.

    Where they disagree ("ten percent (15%)"), each value is a find.

    >>> [str(found.value.points) for found in find_percents("7.5 % or ten ( 10% ) percent", Conventions())]
    ['7.5', '10']
    """
    counts = read_counts(text, conventions.decimal_mark)
    ends = {count.start: unit.end() for count in counts if (unit := _UNIT.match(text, count.end))}
    found: list[Found[Percent]] = []
    past = 0
    for position, count in enumerate(counts):
        if count.start < past:
            continue
        follower = counts[position + 1] if position + 1 < len(counts) else None
        end = ends.get(count.start)
        joined = _repetition(text, count, end, follower, ends)
        if joined:
            end = joined
        if end is None:
            continue
        misread = _MISREAD.match(text, end)
        end = misread.end() if misread else end
        found += [Found(Percent(points=value), count.start, end) for value in count.values]
        past = end
    return found


def _repetition(text: str, count: Count, end: int | None, follower: Count | None, ends: dict[int, int]) -> int | None:
    """Where "ten ( 10% ) percent" or "ten percent (10%)" ends, if the follower repeats the count in brackets."""
    opening = _OPEN.match(text, end or count.end)
    if opening is None or follower is None or follower.start != opening.end() or follower.values != count.values:
        return None
    closing = _CLOSE.match(text, ends.get(follower.start, follower.end))
    if closing is None:
        return None
    unit = _UNIT.match(text, closing.end())
    if end is None and unit is None and follower.start not in ends:
        return None
    return unit.end() if unit else closing.end()


# --- interest --------------------------------------------------------------------------------------------------------

_OWED = (
    "simple|compound|compounded|interest|late|finance|charge|fee|of|on|the|any|all|such|outstanding|overdue|unpaid|past|due|"
    "balances?|amounts?|sums?|invoices?|invoiced|owed|owing|total|thereof|payments?|will|be|charged|accrue|applied|calculated|"
    "added"
)
_PERIOD_AFTER = re.compile(
    rf"""(?:(?:[ \u00a0]{{1,2}}(?:{_OWED})){{0,12}}[ \u00a0]{{0,2}}
        (?P<each>(?:per|an?|each|every|for[ ]each|p\.|/)[ \u00a0]{{0,2}}(?:calendar[ ])?(?:month|mo\b|annum|year|yr\b|a\.|m\.)
          |pro[ ]monat|pro[ ]jahr|par[ ]mois|par[ ]an|per[ ]maand|per[ ]jaar|p\.?[ ]?a\b\.?|p\.?[ ]?m\b\.?)
      |(?:[ ](?:interest|simple|compound|compounded)){{0,2}}[ \u00a0](?P<adverb>monthly|annually|yearly)
        (?![ ](?:base|fee|charge|recurring|amount|rebate|payment|service|subscription|rate)))(?![^\W_])""",
    re.VERBOSE | re.IGNORECASE,
)
_PERIOD_BEFORE = re.compile(
    r"\b(?P<name>monthly|annual|annualized|annualised|yearly|per\s+annum|per\s+month)\s+"
    r"(?:(?:simple|compound|default|late|interest|finance|service|payment|percentage)\s+){0,3}"
    r"(?:rate|charge|fee|interest|penalty)\s+(?:(?:of|at|equal|to|is|interest|being|shall|be)\s+){1,4}\Z",
    re.IGNORECASE,
)
_MONTHLY = re.compile(r"month|mo\b|mois|monat|maand|\bp\.?\s?m\b|\bm\.", re.IGNORECASE)


def find_interest(text: str, conventions: Conventions) -> list[Found[Interest]]:
    """Percentages that fall due again each month or year, such as "1.5% per month" or "a monthly rate of 2%"."""
    found = []
    past = 0
    for percent in find_percents(text, conventions):
        start, end = percent.start, percent.end
        if after := _PERIOD_AFTER.match(text, end):
            words, end = after["each"] or after["adverb"], after.end()
        else:
            base = max(0, start - 80)
            before = _PERIOD_BEFORE.search(text[base:start])
            if before is None or base + before.start() < past:
                continue
            words, start = before["name"], base + before.start()
        found.append(Found(Interest(percent=percent.value.points, per=_period(words)), start, end))
        past = end
    return found


def _period(words: str) -> InterestPeriod:
    return "month" if _MONTHLY.search(words) else "year"
