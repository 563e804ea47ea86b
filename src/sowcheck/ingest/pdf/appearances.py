"""Whether what a form field shows is its value: viewers format figures and dates, and cut off what does not fit."""

import re
from decimal import Decimal, InvalidOperation

from sowcheck.ingest.mending import mended

_LONG = 24
"""Letters and digits from which a value may be cut off at the edge of its field."""
_DATE = 40
"""Characters that a date has at most."""
_CURRENCY = 3
"""Letters that a format adds to a figure at most: "EUR"."""
_PARTED = re.compile(r"\d\s*[-/:]\s*\d|\.\d{1,2}\.")
"""Dates, times and numbers of accounts have several figures."""
_FRACTION = re.compile(r"[.,](\d{1,2})$")


def shows_value(seen: str, value: str) -> bool:
    """Whether words in a field say its value.

    Args:
        seen: the words.
        value: what the file says was filled in.

    >>> shows_value("$120,000.00", "120000")
    True
    >>> shows_value("120,000.00", "150000")
    False
    >>> shows_value("10/18/2026", "2026-10-18")
    True
    """
    drawn, stored = _letters(seen), _letters(value)
    if drawn == stored:
        return True
    if not drawn or not stored:
        return False
    figure = _figure(value)
    if figure is not None:
        return _figure(seen) == figure
    if stored in drawn and not any(map(str.isdigit, drawn.replace(stored, "", 1))):
        return True
    return (len(drawn) >= _LONG and drawn in stored) or _is_one_day(seen, value)


def is_taken_apart(seen: str, value: str) -> bool:
    """Whether words that say a value have its letters in boxes of their own, or lack its end."""
    if "".join(seen.split()) == "".join(value.split()):
        return len(seen.split()) > len(value.split())
    drawn, stored = _letters(seen), _letters(value)
    return len(drawn) < len(stored) and drawn in stored


def _letters(words: str) -> str:
    return "".join(filter(str.isalnum, mended(words))).casefold()


def _figure(words: str) -> Decimal | None:
    """The figure that words are, a currency apart; None if they say more."""
    if sum(map(str.isalpha, words)) > _CURRENCY or _PARTED.search(words):
        return None
    digits = re.sub(r"[^\d.,]", "", words)
    fraction = _FRACTION.search(digits)
    whole = re.sub(r"[.,]", "", digits[: fraction.start()] if fraction else digits)
    try:
        return Decimal(f"{whole}.{fraction[1]}" if fraction else whole)
    except InvalidOperation:
        return None


def _is_one_day(seen: str, value: str) -> bool:
    if len(seen) > _DATE or len(value) > _DATE or not any(map(str.isdigit, seen)) or not any(map(str.isdigit, value)):
        return False
    # Loaded for the few fields whose dates are written in another form.
    from dateutil.parser import ParserError, parse

    try:
        days = {(parse(seen, dayfirst=first).date(), parse(value).date()) for first in (False, True)}
    except (ParserError, OverflowError, ValueError):
        return False
    return any(one == other for one, other in days)
