"""Typed values in the cells of a table; a bare number is money of the currency that its column or paper names."""

import datetime as dt
import re
from decimal import Decimal

from sowcheck.core.quantities import Money, Percent
from sowcheck.extract import typed as parsers
from sowcheck.extract.reading import Reading

_BARE = re.compile(r"[-–(]?\s*(\d[\d.,'’ \s]*?)\s*(?:[.,][-–—]+)?\s*\)?")
"""A number that fills its cell: "28.920,00", "50’400.–"."""


def money(words: str | None, reading: Reading, currency: str | None = None) -> Money | None:
    """The sum in a cell; a bare number is money of `currency`, else of the document's currency."""
    if not words or "%" in words:
        return None
    if named := named_money(words, reading):
        return named
    code = currency or reading.conventions.currency
    amount = bare_number(words, reading)
    return Money(amount=amount.quantize(Decimal("0.01")), currency=code) if code and amount is not None else None


def bare_number(words: str, reading: Reading) -> Decimal | None:
    """The number that fills a cell, currency apart; None if the cell holds other words."""
    bare = _BARE.fullmatch(words.strip())
    return number(bare.group(1), reading) if bare else None


def named_money(words: str | None, reading: Reading) -> Money | None:
    """The sum in a cell that names its currency."""
    return next((f.value for f in parsers.amount(words or "", reading) if isinstance(f.value, Money)), None)


def number(words: str | None, reading: Reading) -> Decimal | None:
    """The first number in a cell."""
    return next((f.value for f in parsers.number(words or "", reading) if isinstance(f.value, Decimal)), None)


def percent(words: str | None, reading: Reading) -> Decimal | None:
    """The first percentage in a cell, in percent points."""
    return next((f.value.points for f in parsers.percent(words or "", reading) if isinstance(f.value, Percent)), None)


def date(words: str | None, reading: Reading) -> dt.date | None:
    """The first complete date in a cell."""
    return next((f.value for f in parsers.date(words or "", reading) if isinstance(f.value, dt.date)), None)
