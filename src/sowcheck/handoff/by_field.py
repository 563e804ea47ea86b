"""What holds for the fields of a deal, asked field by field: as text, as an amount, or as the items of a list."""

from collections.abc import Iterator, Sequence
from decimal import InvalidOperation
from typing import TypeVar

from pydantic import JsonValue, ValidationError

from sowcheck.core.fields import FIELDS
from sowcheck.core.noun import Noun
from sowcheck.core.quantities import Money
from sowcheck.core.values import Value, from_json
from sowcheck.handoff.model import MoneyShape, TermShape

_Item = TypeVar("_Item", bound=Noun)


class Terms:
    """The terms of a deal, by field."""

    def __init__(self, rows: Sequence[TermShape]) -> None:
        self._rows = rows

    def value(self, field: str) -> JsonValue:
        """What holds for a field; None if nothing does."""
        return next((row.value for row in self._rows if row.field == field), None)

    def text(self, field: str) -> str | None:
        """The same as text."""
        value = self.value(field)
        return None if value is None else str(value)

    def typed(self, field: str) -> Value | None:
        """The same as a typed value; None for an entered one that is of another shape."""
        return next(iter(self._typed(field)), None)

    def money(self, field: str) -> MoneyShape | None:
        """An amount."""
        found = self.typed(field)
        return MoneyShape(amount=str(found.amount), currency=found.currency) if isinstance(found, Money) else None

    def items(self, field: str, kind: type[_Item]) -> list[_Item]:
        """The items of a list field."""
        return [item for item in self._typed(field) if isinstance(item, kind)]

    def texts(self, field: str) -> tuple[str, ...]:
        """The items of a list field of words."""
        return tuple(item for item in self._typed(field) if isinstance(item, str))

    def _typed(self, field: str) -> Iterator[Value]:
        for row in self._rows:
            if row.field == field and row.value is not None:
                for shape in row.value if isinstance(row.value, list) else [row.value]:
                    try:
                        yield from_json(FIELDS[field], shape)
                    except (ValidationError, ValueError, TypeError, InvalidOperation):
                        continue
