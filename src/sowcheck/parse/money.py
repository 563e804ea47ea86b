"""Money as documents write it: "$279,000.00", "EUR 184 000", "28 000,00 $", "thirty thousand dollars ($30,000)"."""

import re
from dataclasses import dataclass
from decimal import Decimal

from sowcheck.core.quantities import Money
from sowcheck.parse.conventions import Conventions
from sowcheck.parse.currencies import BARE_DOLLAR, CURRENCY_WORD, has_mark, in_minor_units, mark_after, mark_before
from sowcheck.parse.found import Found
from sowcheck.parse.number_words import find_number_words
from sowcheck.parse.numbers import Numeral, find_numerals


@dataclass(frozen=True, slots=True)
class WordsAndFigures:
    """An amount in words next to a different amount in figures."""

    words: Money
    figures: Money
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Pair:
    """An amount in words, and the same or another in figures, one of them in brackets."""

    words: Found[Money]
    figures: Found[Money]
    start: int
    end: int

    @property
    def agrees(self) -> bool:
        return self.words.value == self.figures.value


_NO_AMOUNT = re.compile(r"[ \u00a0]?%|\s?\[?\*\*|\s?\[\*|\s?_{2,}")
_DASH = re.compile(r"[.,][-\u2013\u2014]{1,2}(?![\w-])")
_SIGN_BEFORE = re.compile(r"(?:^|(?<=[\s(]))[-\u2212]\Z")
_MINUS_INSIDE = re.compile(r"[-\u2212]\Z")

_CENTS_FRACTION = re.compile(r"\s{1,3}(?:and|&)\s{1,3}(?P<cents>\d{2}|no|xx)\s?/\s?100(?!\d)(?:ths?\b)?", re.IGNORECASE)
_WORD_UNIT = re.compile(rf"[\s-]{{0,3}}(?:\(\s?(?P<figures>[\d.,]{{1,20}})\s?\)\s{{0,3}})?(?P<unit>{CURRENCY_WORD})")
_AND_CENTS = re.compile(
    r"\s{1,3}(?:and\s{1,3})?(?P<cents>[a-z]+(?:[\s-][a-z]+)?|\d{1,2})\s{1,3}cents?\b", re.IGNORECASE
)
_OPEN = re.compile(r"\s{0,3}[,;]?\s{0,3}[(\[]\s{0,3}(?:(?i:i\.e\.,?|or|say|being)\s)?")
_CLOSE = re.compile(r"\s{0,3}[)\]]")


def find_money(text: str, conventions: Conventions) -> list[Found[Money]]:
    """Every amount that carries a currency, left to right.

    An amount in words with the same amount in figures is one find over both; where they disagree both are found.
    A bare number, a percentage, or a redacted amount ("$[***]") is no money.

    >>> [str(found.value.amount) for found in find_money("USD 1.2m or nine thousand dollars ($9,000)", Conventions())]
    ['1200000.00', '9000.00']
    """
    if not has_mark(text):
        return []
    spelt = find_number_words(text)
    figures = _figures(text, conventions)
    words = _words(text, spelt, conventions)
    pairs = [pair for pair in _pairs(text, spelt, words, figures) if pair.agrees]
    joined = {id(find) for pair in pairs for find in (pair.words, pair.figures)}
    single = [find for find in figures + words if id(find) not in joined]
    return _without_overlaps(single + [Found(pair.figures.value, pair.start, pair.end) for pair in pairs])


def find_money_conflicts(text: str, conventions: Conventions) -> list[WordsAndFigures]:
    """Places where an amount in words is followed by another amount in figures in brackets, or the other way round."""
    if not has_mark(text):
        return []
    spelt = find_number_words(text)
    pairs = _pairs(text, spelt, _words(text, spelt, conventions), _figures(text, conventions))
    return [
        WordsAndFigures(pair.words.value, pair.figures.value, pair.start, pair.end) for pair in pairs if not pair.agrees
    ]


# --- figures ---------------------------------------------------------------------------------------------------------


def _figures(text: str, conventions: Conventions) -> list[Found[Money]]:
    numerals = find_numerals(text, conventions.decimal_mark, as_money=True)
    found = [_figure(text, numeral, conventions) for numeral in numerals]
    return [find for find in found if find is not None]


def _figure(text: str, numeral: Numeral, conventions: Conventions) -> Found[Money] | None:
    start, end, negative = numeral.start, numeral.end, False
    if _NO_AMOUNT.match(text, end):
        return None
    if minus := _MINUS_INSIDE.search(text[max(0, start - 1) : start]):
        # "$-500", or "-500 EUR"; the dash of "10-500 EUR" follows a digit and is no sign.
        inside = start - len(minus.group())
        if mark_before(text, inside) or _SIGN_BEFORE.search(text[max(0, inside - 1) : start]):
            start, negative = inside, True
    if dash := _DASH.match(text, end):
        end = dash.end()  # the empty decimals of "€ 500,-"
    before = mark_before(text, start)
    after = mark_after(text, end)
    if before and after and after[0] not in {before[0], BARE_DOLLAR} and before[0] != BARE_DOLLAR:
        after = None  # "EUR 500 USD 600": the second mark is another amount's
    if before is None and after is None:
        return None
    code = before[0] if before and (before[0] != BARE_DOLLAR or after is None) else after[0] if after else BARE_DOLLAR
    currency = conventions.currency_of(code)
    if currency is None:
        return None
    if before:
        start = before[1]
        if _SIGN_BEFORE.search(text[max(0, start - 2) : start]):
            start, negative = start - 1, True
    amount = in_minor_units(-numeral.value if negative else numeral.value, currency)
    return Found(Money(amount=amount, currency=currency), start, after[1] if after else end)


# --- words -----------------------------------------------------------------------------------------------------------


def _words(text: str, spelt: list[Found[Decimal]], conventions: Conventions) -> list[Found[Money]]:
    """Amounts spelt out, with their currency: "thirty thousand and 50/100 dollars", "one dollar and ten cents"."""
    found = []
    for number in spelt:
        amount, end = number.value, number.end
        if fraction := _CENTS_FRACTION.match(text, end):
            cents = fraction["cents"]
            amount += Decimal(int(cents) if cents.isdigit() else 0) / 100
            end = fraction.end()
        unit = _WORD_UNIT.match(text, end)
        if unit is None:
            continue
        mark = mark_after(text, unit.start("unit"))
        currency = conventions.currency_of(mark[0]) if mark else None
        if mark is None or currency is None:
            continue
        end = mark[1]
        if (cents_match := _AND_CENTS.match(text, end)) and (cents_value := _cents(cents_match["cents"])) is not None:
            amount += cents_value / 100
            end = cents_match.end()
        if unit["figures"]:
            figures = find_numerals(unit["figures"], conventions.decimal_mark, as_money=True)
            if len(figures) != 1 or figures[0].value != amount:
                continue
        found.append(Found(Money(amount=in_minor_units(amount, currency), currency=currency), number.start, end))
    return found


def _cents(written: str) -> Decimal | None:
    if written.isdigit() or written.casefold() == "no":
        return Decimal(written if written.isdigit() else 0)
    numbers = find_number_words(written)
    return numbers[-1].value if numbers and numbers[-1].value < 100 else None


# --- words with figures ----------------------------------------------------------------------------------------------


def _pairs(
    text: str, spelt: list[Found[Decimal]], words: list[Found[Money]], figures: list[Found[Money]]
) -> list[_Pair]:
    by_start = {find.start: find for find in figures}
    words_by_start = {find.start: find for find in words}
    pairs = []
    for find in words + _words_without_currency(text, spelt, words, by_start):
        if figure := _in_brackets(text, find.end, by_start):
            pairs.append(_Pair(find, figure[0], find.start, _past_currency(text, figure[1])))
    for figure_find in figures:
        if spelt_find := _in_brackets(text, figure_find.end, words_by_start):
            pairs.append(_Pair(spelt_find[0], figure_find, figure_find.start, spelt_find[1]))
    return pairs


def _in_brackets(text: str, start: int, by_start: dict[int, Found[Money]]) -> tuple[Found[Money], int] | None:
    opening = _OPEN.match(text, start)
    find = by_start.get(opening.end()) if opening else None
    closing = _CLOSE.match(text, find.end) if find else None
    return (find, closing.end()) if find and closing else None


def _words_without_currency(
    text: str, spelt: list[Found[Decimal]], words: list[Found[Money]], figures: dict[int, Found[Money]]
) -> list[Found[Money]]:
    """Bare words before the same amount in figures: "thirty thousand ($30,000) dollars".

    Unequal ones are left out, because "Milestone One ($5,000)" counts milestones.
    """
    known = {find.start for find in words}
    found = []
    for number in spelt:
        figure = _in_brackets(text, number.end, figures)
        if figure and number.start not in known and figure[0].value.amount == number.value:
            found.append(Found(figure[0].value, number.start, number.end))
    return found


_TRAILING_UNIT = re.compile(rf"\s{{1,3}}{CURRENCY_WORD}")


def _past_currency(text: str, end: int) -> int:
    trailing = _TRAILING_UNIT.match(text, end)
    return trailing.end() if trailing else end


def _without_overlaps(found: list[Found[Money]]) -> list[Found[Money]]:
    """In order of the text; of two that overlap, the longer."""
    kept: list[Found[Money]] = []
    for find in sorted(found, key=lambda find: (find.start, -find.end)):
        if not kept or find.start >= kept[-1].end:
            kept.append(find)
        elif find.end - find.start > kept[-1].end - kept[-1].start:
            kept[-1] = find
    return kept
