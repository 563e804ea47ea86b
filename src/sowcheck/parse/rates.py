"""Prices for each period: "$125 per hour", "EUR 5,000 monthly", "hourly rate of £95"."""

import re
from dataclasses import dataclass
from typing import Literal

from sowcheck.core.quantities import Money
from sowcheck.parse.conventions import Conventions
from sowcheck.parse.found import Found
from sowcheck.parse.money import find_money

PricePeriod = Literal["hour", "day", "week", "month", "quarter", "year"]


@dataclass(frozen=True, slots=True)
class PricedPer:
    """Money that is owed for each period."""

    money: Money
    per: PricePeriod


_PERIODS: dict[str, PricePeriod] = {
    **dict.fromkeys(("hour", "hr", "h", "hourly", "heure", "stunde", "std", "uur", "ph", "time", "timme"), "hour"),
    **dict.fromkeys(("day", "daily", "diem", "workday", "jour", "tag", "dag", "pd"), "day"),
    **dict.fromkeys(("week", "wk", "weekly", "semaine", "woche"), "week"),
    **dict.fromkeys(
        (
            "month",
            "mo",
            "mth",
            "monthly",
            "mois",
            "monat",
            "maand",
            "pm",
            "pcm",
            "måned",
            "månad",
            "kuukausi",
            "mes",
            "mese",
        ),
        "month",
    ),
    **dict.fromkeys(("quarter", "qtr", "quarterly", "trimestre", "quartal", "kwartaal"), "quarter"),
    **dict.fromkeys(
        ("year", "yr", "yearly", "annum", "annually", "annual", "an", "jahr", "jaar", "pa", "år", "año", "anno"), "year"
    ),
}
_NAME = (
    r"hours?|hrs?|h|days?|diem|workday|weeks?|wk|months?|mo|mth|quarter|qtr|years?|yr|annum|heure|jour|semaine|mois|trimestre|an|"
    r"stunde|std|tag|woche|monat|quartal|jahr|uur|dag|maand|kwartaal|jaar|måned|månad|år|time|timme"
)
_TAX = r"(?:GST|VAT|HST|MwSt\.?|USt\.?|sales[ ]tax|tax|taxes)"
_TAX_REMARK = rf"""(?:,?[ ]?\(?(?:(?:plus|excl\.?|excluding|exclusive[ ]of|ex|ex\.|incl\.?|including|inclusive[ ]of|net[ ]of|zzgl\.|\+)
    [ ](?:any[ ])?{_TAX}|HT|TTC)\)?(?=[ ,/]))"""
_AFTER = re.compile(
    rf"""[ \u00a0]{{0,3}}{_TAX_REMARK}?,?[ ]{{0,2}}(?P<open>\()?
    (?:(?:(?:per|each|every|for\s+each|an?|the|par|pro|pr\.?|je|por|al|/|p/)[ \u00a0/]{{0,3}}
        (?:(?:person|consultant|resource|head|user|employee|engineer|seat|licen[cs]e)[ ]?(?:per[ ]|/[ ]?|an?[ ]))?
        (?:(?:calendar|working|business|full|man|person|contract|billable)[ -])?(?P<name>{_NAME}))(?![^\W_])(?!-)
      |(?P<adverb>hourly|daily|weekly|monthly|quarterly|yearly|annually|pcm|p\.?[ ]?h\.?(?!\w)|p\.?[ ]?a\.?(?!\w)|p\.?[ ]?m\.?(?!\w)
        |p\.?[ ]?d\.?(?!\w))(?![^\W_]))(?(open)\))""",
    re.VERBOSE | re.IGNORECASE,
)
_BEFORE = re.compile(
    r"""\b(?P<name>hourly|daily|weekly|monthly|quarterly|annual|yearly|(?:hour|day)(?=\srate))\s
    (?:[^\W\d_]+[ -]){0,4}?(?:rates?|fees?|charges?|retainer|price|payments?|instal?lments?|subscription|amount|maintenance)
    \b[^.;:\n\d%$€£]{0,40}?[:\t ]?\s{0,2}\Z""",
    re.VERBOSE | re.IGNORECASE,
)


def find_rates(text: str, conventions: Conventions) -> list[Found[PricedPer]]:
    """Every amount with the period that it is owed for, left to right.

    >>> [(str(found.value.money.amount), found.value.per) for found in find_rates("$125/hr, EUR 5k p.a.", Conventions())]
    [('125.00', 'hour'), ('5000.00', 'year')]
    """
    found = []
    past = 0
    for money in find_money(text, conventions):
        start, end = money.start, money.end
        bracketed = text[max(0, start - 1) : start] == "(" and text[end : end + 1] == ")"
        if after := _AFTER.match(text, end + bracketed):
            name, start, end = after["name"] or after["adverb"], start - bracketed, after.end()
        else:
            base = max(0, start - 100)
            before = _BEFORE.search(text[base:start])
            if before is None or base + before.start() < past:
                continue
            name, start = before["name"], base + before.start()
        found.append(Found(PricedPer(money.value, named_period(name)), start, end))
        past = end
    return found


def named_period(name: str) -> PricePeriod:
    """The period that one of the words of this module names, such as "hourly", "p.a." or "months"."""
    key = re.sub(r"[. ]", "", name.casefold())
    return _PERIODS[key] if key in _PERIODS else _PERIODS[key.removesuffix("s")]


_PERIOD_WORD = re.compile(
    rf"(?<![^\W_])(?:{_NAME}|hourly|daily|weekly|monthly|quarterly|yearly|annual(?:ly)?|mensuel\w*|monatlich\w*|p\.?a\.?)(?![^\W_])",
    re.IGNORECASE,
)
_EACH_OF = re.compile(r"\W{0,3}(?:\w+ ){0,2}(?:per|for each|each|je|par)\s+(?:\w+ )?(?P<unit>[^\W\d_]+)", re.IGNORECASE)


def says_period(text: str, end: int, per: PricePeriod) -> bool:
    """Whether the words around an amount say that it is owed for each period, and for each of nothing else.

    Args:
        text: The words.
        end: One past the amount's last character; what follows is read for "per user" and the like.
        per: The period.

    >>> says_period("$500 a month per store", 4, "month"), says_period("a monthly fee of $500", 21, "month")
    (False, True)
    """
    rest = text[end : end + 60]
    if any(
        not _PERIOD_WORD.fullmatch(each["unit"]) and each["unit"].casefold() not in _OF_THE_PERIOD
        for each in _EACH_OF.finditer(rest)
    ):
        return False
    return any(_says(match.group(), per) for match in _PERIOD_WORD.finditer(text))


_OF_THE_PERIOD = frozenset(("calendar", "contract", "term", "the", "agreement"))


def _says(word: str, per: PricePeriod) -> bool:
    key = re.sub(r"[. ]", "", word.casefold())
    if key.startswith(("mensuel", "monatlich")):
        return per == "month"
    return _PERIODS.get(key, _PERIODS.get(key.removesuffix("s"))) == per
