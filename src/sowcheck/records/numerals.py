"""Numbers as systems write them: JSON numbers, or text with a decimal point."""

import re
from decimal import Decimal

from sowcheck.records.payload import Json

_NUMBER = re.compile(r"[+-]?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?(?:[eE][+-]?\d{1,2})?")
_LARGEST_EXPONENT = 15
_SMALLEST_EXPONENT = -10


def read_decimal(value: Json) -> Decimal | None:
    """The number, or None for what is none or is beyond any price or quantity.

    >>> read_decimal("1,250.50")
    Decimal('1250.50')
    """
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        # Text of a whole number of thousands of digits is refused by Python itself; its size is enough here.
        number = Decimal(value) if abs(value) < 10**_LARGEST_EXPONENT else None
    elif isinstance(value, Decimal):
        number = value
    elif isinstance(value, str) and len(value) < 40 and _NUMBER.fullmatch(value.strip()):
        number = Decimal(value.strip().replace(",", ""))
    else:
        number = None
    return number if number is not None and _is_sane(number) else None


def _is_sane(number: Decimal) -> bool:
    exponent = number.as_tuple().exponent
    return isinstance(exponent, int) and exponent >= _SMALLEST_EXPONENT and number.adjusted() < _LARGEST_EXPONENT


def plain(number: Decimal) -> Decimal:
    """The number without an exponent and without zeros at the end.

    >>> plain(Decimal("36.0")), plain(Decimal("1E+2"))
    (Decimal('36'), Decimal('100'))
    """
    if not _is_sane(number):
        return number
    whole = number.to_integral_value()
    return whole.quantize(Decimal(1)) if number == whole else number.normalize()


def product(left: Decimal, right: Decimal) -> Decimal | None:
    """The product, or None beyond any price."""
    result = left * right
    if result.adjusted() >= _LARGEST_EXPONENT:
        return None
    return round(result, -_SMALLEST_EXPONENT) if not _is_sane(result) else result


def total(parts: list[Decimal]) -> Decimal | None:
    """The sum, or None beyond any price."""
    result = sum(parts, Decimal(0))
    return result if _is_sane(result) else None
