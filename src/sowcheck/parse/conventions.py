"""How one document writes numbers and dates, and which currency its bare "$" means: decided once, from evidence."""

import re
from collections import Counter
from typing import Literal

from sowcheck.core.noun import Noun
from sowcheck.parse.beginnings import matches_at
from sowcheck.parse.cues import Cue
from sowcheck.parse.currencies import (
    BARE_DOLLAR,
    BARE_KRONE,
    CODES,
    CURRENCY_WORD,
    DOLLARS,
    KRONER,
    code_of,
    mark_after,
    mark_before,
)
from sowcheck.parse.found import Found
from sowcheck.parse.months import month_pattern

DecimalMark = Literal[".", ","]


class Conventions(Noun):
    """The reading that a whole document shares."""

    decimal_mark: DecimalMark = "."
    day_first: bool = False
    """Whether 02/03/2026 is the second of March."""
    currency: str | None = None
    """ISO code that a bare amount means in this document; None if no currency is stated."""

    def currency_of(self, mark: str) -> str | None:
        """The ISO code of a mark that `currencies.code_of` gave; None for a krone of an unknown country."""
        if mark == BARE_DOLLAR:
            return self.currency if self.currency in DOLLARS else "USD"
        if mark == BARE_KRONE:
            return self.currency if self.currency in KRONER else None
        return mark


def decide(text: str) -> Conventions:
    """The conventions of a document, from its whole text.

    >>> decide("Fee: 12.500,00 EUR, due 24/09/2026")
    Conventions(decimal_mark=',', day_first=True, currency='EUR')
    """
    return decide_with_evidence(text)[0]


def decide_with_evidence(text: str) -> tuple[Conventions, list[Found[str]]]:
    """The conventions of a document, and the places that say its currency as `find_currency_evidence` gives them."""
    currency, evidence = _weighed(text)
    numbers = _excerpts(text, _DIGITS, 8, 8)
    day_first = _is_day_first(text, numbers)
    return Conventions(decimal_mark=_decimal_mark(numbers), day_first=day_first, currency=currency), evidence


def _excerpts(text: str, core: re.Pattern[str], before: int, after: int) -> str:
    """The characters around each match of `core`: a tenth of most texts, so that what is counted there is cheap."""
    found = (text[max(0, match.start() - before) : match.end() + after] for match in core.finditer(text))
    return _GAP.join(found)


_GAP = "\n|\n"
"""Keeps what stands in two excerpts from being read together."""
_DIGITS = re.compile(r"\d(?:.{0,16}\d)*", re.DOTALL)
_YEARS = re.compile(r"\d{4}(?:.{0,40}\d{4})*", re.DOTALL)

_CODE = "|".join(CODES)

# --- numbers ---------------------------------------------------------------------------------------------------------

_COMMA_DECIMALS = re.compile(
    r"(?<![\d.,])\d{1,3}(?:\.\d{3}){1,5},\d{1,2}(?![\d.,]\d)"
    r"|(?<![\d.,])\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3}){1,5},\d{1,2}(?!\d)|[€$]\s?\d{1,4},\d{2}(?![\d,])"
    rf"|(?<![\d.,])\d{{1,6}},\d{{2}}\s?(?:€|(?:{_CODE})\b)"
    r"|(?<![\d.,])\d{1,2},\d{1,2}\s?%"
)
_POINT_DECIMALS = re.compile(
    r"(?<![\d.,])\d{1,3}(?:,\d{3}){1,5}\.\d{1,2}(?![\d.,]\d)|(?<![\d.,])\d{1,3}(?:,\d{3}){2,5}(?![.,]?\d)"
    r"|(?<![\d.,])\d{1,3}(?:[ \u00a0\u2009\u202f'\u2019]\d{3}){1,5}\.\d{1,2}(?!\d)|[€$£]\s?\d{1,4}\.\d{2}(?![\d.])"
    rf"|(?<![\d.,])\d{{1,6}}\.\d{{2}}\s?(?:€|(?:{_CODE})\b)"
    r"|(?<![\d.,])\d{1,2}\.\d{1,2}\s?%"
)
_POINT_GROUPS = re.compile(
    rf"(?:[€$£]|\b(?:{_CODE}))\s?\d{{1,3}}(?:\.\d{{3}}){{1,5}}(?![.,]?\d)|(?<![\d.,])\d{{1,3}}(?:\.\d{{3}}){{1,5}}\s?(?:€|(?:{_CODE})\b)"
)
_COMMA_GROUPS = re.compile(
    rf"(?:[€$£]|\b(?:{_CODE}))\s?\d{{1,3}},\d{{3}}(?![.,]?\d)|(?<![\d.,])\d{{1,3}},\d{{3}}\s?(?:€|(?:{_CODE})\b)"
)


def _decimal_mark(numbers: str) -> DecimalMark:
    """Clear forms count; where none is, the groups next to a currency sign tell."""
    comma, point = (sum(1 for _ in pattern.finditer(numbers)) for pattern in (_COMMA_DECIMALS, _POINT_DECIMALS))
    if comma == point:
        comma, point = (sum(1 for _ in pattern.finditer(numbers)) for pattern in (_POINT_GROUPS, _COMMA_GROUPS))
    return "," if comma > point else "."


# --- dates -----------------------------------------------------------------------------------------------------------

_NUMERIC_DATE = re.compile(r"(?<![\d/.-])(\d{1,2})([/.-])(\d{1,2})\2(?:\d{4}|\d{2})(?![\d/-])")
_HINT = Cue(r"\b(?:(?P<day>dd?\s?[/.-]\s?mm?\s?[/.-]\s?yy)|(?P<month>mm?\s?[/.-]\s?dd?\s?[/.-]\s?yy))")
_SPELT_DATE = re.compile(
    rf"(?<![\w])(?:(?P<day>\d{{1,2}}(?:st|nd|rd|th|er|\.)?\s(?:of\s|de\s)?{month_pattern()},?\s\d{{4}})"
    rf"|(?P<month>{month_pattern()}\s\d{{1,2}}(?:st|nd|rd|th)?,\s?\d{{4}}))",
    re.IGNORECASE,
)
_DAY_FIRST_CUES = re.compile(
    r"£|€|\b(?:EUR|GBP|CHF|SEK|NOK|DKK|AUD|NZD|INR|Australian?|Ireland|United Kingdom|England|Wales|Scotland|Germany|France|"
    r"Netherlands|Belgium|Pty|VAT|GmbH|B\.?V\.?|ABN|programme|organisation|[a-z]{3,}isation|favour|labour|colour|"
    r"der|und|für|les|des|pour|het|een|van|los|para|della)\b"
)
_MONTH_FIRST_CUES = re.compile(
    r"US\$|\b(?:USD|United States|U\.S\.|Delaware|California|New York|Texas|Washington|Virginia|[a-z]{3,}ization|program|"
    r"favor|labor|LLC|Inc)\b"
)


def _is_day_first(text: str, numbers: str) -> bool:
    """Dates that can be read one way only decide; then spelt-out dates and hints; then where the parties are."""
    days = months = 0
    for match in _NUMERIC_DATE.finditer(numbers):
        first, second = int(match[1]), int(match[3])
        days += 12 < first <= 31 and second <= 12
        months += 12 < second <= 31 and first <= 12
    for match in _HINT.finditer(text):
        days += 2 * bool(match["day"])
        months += 2 * bool(match["month"])
    if days == months:
        for match in _SPELT_DATE.finditer(_excerpts(text, _YEARS, 40, 0)):
            days += bool(match["day"])
            months += bool(match["month"])
    if days == months:
        days = sum(1 for _ in _DAY_FIRST_CUES.finditer(text))
        months = sum(1 for _ in _MONTH_FIRST_CUES.finditer(text))
    return days > months


# --- currency --------------------------------------------------------------------------------------------------------

_SUMS = r"amounts?|prices?|fees?|figures|sums?|payments?|invoices?|rates|charges|values"
_STATEMENT = Cue(
    rf"\b(?:all\s(?:\w+\s){{0,2}}?(?:{_SUMS}|dollars?)|(?:{_SUMS})|currency|dollars?|quoted|expressed|stated|denominated|"
    rf"invoiced|payable)\b[^.;:\n\t\d]{{0,50}}?\b(?:in|is|are|to|means?)\s(?:the\s(?:lawful\s)?(?:currency|money)\sof\s)?"
    rf"(?P<mark>(?:{_CODE})\b|US\$|C\$|CA\$|A\$|{CURRENCY_WORD})(?!\s?\d)"
)
_LABEL = Cue(
    rf"\b(?i:currency)\b\s{{0,3}}[:\t ]\s{{0,3}}(?P<mark>{_CODE}|{CURRENCY_WORD})"
    rf"|\b(?i:{_SUMS}|total|subtotal|price|fee|cost|rate|budget|charge|dollars)\s?\((?:in\s)?(?P<header>{_CODE}|US\$|CA?\$|A\$)\)",
    flags=0,
)
_DIGIT_RUN = re.compile(r"\d+")
_ANY_NUMBER = re.compile(r"(?<![\d.,])\d(?:[\d.,'\u2019]{0,24}\d)?(?:[ \u00a0\u2009\u202f]\d{3}){0,4}(?:[.,]\d{1,2})?")
_COUNTRY_CUES = {
    code: re.compile(rf"(?:{cues})(?!\w)")
    for code, cues in {
        "USD": r"United States|U\.S\.A?\.|USA|Delaware|California|New York|Texas|Washington|Virginia|Florida|Illinois|LLC",
        "CAD": r"Canad\w+|Ontario|Qu[eé]bec|British Columbia|Alberta|Manitoba|Toronto|Montr[eé]al|Vancouver|HST|QST|TVQ",
        "AUD": r"Australian?|New South Wales|NSW|Queensland|Sydney|Melbourne|Brisbane|ABN|ACN|Pty",
        "NZD": r"New Zealand|Auckland|NZBN",
        "SGD": r"Singapore|Pte",
        "NOK": r"Norw\w+|Norge|Norsk|Oslo",
        "SEK": r"Sweden|Swedish|Sverige|Stockholm",
        "DKK": r"Denmark|Danish|Danmark|Copenhagen|ApS",
    }.items()
}
_STATEMENT_WEIGHT = 50
_MENTION_WEIGHT = 5
_OF_ALL = re.compile(r"\A(?:all|currency)\b|\b(?:are|is|be|means?)\b|\(", re.IGNORECASE)
"""What tells a statement on the whole document from one on a single cost ("charges, in Singapore dollars")."""
_COUNTRY_MINIMUM = 3


def find_currency_evidence(text: str) -> list[Found[str]]:
    """Places that say which currency the document counts in, the decided one first; values are ISO codes.

    Clearest is a statement ("all amounts in Canadian dollars"), then a code or a nation's sign at an amount, then a
    symbol. A bare "$" stands for the currency that the document decides for its dollars.
    """
    return _weighed(text)[1]


def _weighed(text: str) -> tuple[str | None, list[Found[str]]]:
    """The currency of a document and the evidence for it."""
    stated, marked = _stated(text), _marked(text)
    conventions = Conventions(currency=_weigh(text, stated, marked))
    plain = {BARE_DOLLAR, BARE_KRONE}
    ordered = stated + [found for found in marked if found.value not in plain]
    ordered += [found for found in marked if found.value in plain]
    read = [(conventions.currency_of(found.value), found) for found in ordered]
    evidence = [Found(code, found.start, found.end) for code, found in read if code]
    return conventions.currency, sorted(evidence, key=lambda found: found.value != conventions.currency)


def _weigh(text: str, stated: list[Found[str]], marked: list[Found[str]]) -> str | None:
    """The main currency: the most marks win, a statement outweighs them, a bare sign goes to its likeliest country."""
    weights = Counter(found.value for found in marked)
    for found in stated:
        of_all = _OF_ALL.search(found.words(text))
        weights[found.value] += _STATEMENT_WEIGHT if of_all else _MENTION_WEIGHT
    for bare, family, fallback in ((BARE_DOLLAR, DOLLARS, "USD"), (BARE_KRONE, KRONER, None)):
        count = weights.pop(bare, 0)
        relatives = {code: weight for code, weight in weights.items() if code in family}
        likeliest = max(relatives, key=lambda code: relatives[code]) if relatives else _country(text, family, fallback)
        if count and likeliest:
            weights[likeliest] += count
    return weights.most_common(1)[0][0] if weights else None


def _country(text: str, family: frozenset[str], fallback: str | None) -> str | None:
    """The currency of the country named most; the fallback unless another is named clearly more often."""
    named = {code: _words_among(cues, text) for code, cues in _COUNTRY_CUES.items() if code in family}
    best = max(named, key=lambda code: named[code])
    if named[best] < _COUNTRY_MINIMUM or (fallback and named[best] < 2 * named[fallback]):
        return fallback
    return best


def _words_among(cues: re.Pattern[str], text: str) -> int:
    """How many matches begin a word; to look at the character before is faster than a boundary in the expression."""
    return sum(1 for match in cues.finditer(text) if not re.match(r"\w", text[match.start() - 1 : match.start()]))


def _stated(text: str) -> list[Found[str]]:
    found: dict[int, Found[str]] = {}
    for match in _LABEL.finditer(text):
        found[match.end()] = Found(code_of(match["mark"] or match["header"]), match.start(), match.end())
    for match in _STATEMENT.finditer(text):
        mark = match["mark"]
        # The pattern ignores case; a code is one in capitals only.
        if len(mark) > 3 or mark.isupper():
            found.setdefault(match.end(), Found(code_of(mark), match.start(), match.end()))
    return [found[end] for end in sorted(found) if found[end].value not in {BARE_DOLLAR, BARE_KRONE}]


def _marked(text: str) -> list[Found[str]]:
    """Currency marks at amounts, in the order of the text."""
    found = []
    for match in matches_at((run.start() for run in _DIGIT_RUN.finditer(text)), _ANY_NUMBER, text):
        if before := mark_before(text, match.start()):
            found.append(Found(before[0], before[1], match.end()))
        elif after := mark_after(text, match.end()):
            found.append(Found(after[0], match.start(), after[1]))
    return found
