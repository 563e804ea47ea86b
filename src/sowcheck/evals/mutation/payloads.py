"""What exports of all vendors share: how numbers and days are written."""

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TypeAlias

Payload: TypeAlias = "bool | int | float | str | Sequence[Payload] | Mapping[str, Payload] | None"
"""JSON."""


def number(value: Decimal | None) -> float | None:
    """A JSON number."""
    return None if value is None else float(value)


def text(value: Decimal | None) -> str | None:
    """A number as text, without an exponent."""
    return None if value is None else f"{value:f}"


def words(day: dt.date | None) -> str | None:
    """A day in ISO form."""
    return day.isoformat() if day else None
