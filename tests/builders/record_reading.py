"""What was read from a record file, with short ways to ask for it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pydantic import JsonValue

from sowcheck.core.records import Record, RecordValue
from sowcheck.core.values import to_json


@dataclass(frozen=True)
class Read:
    """A record and its values."""

    record: Record
    values: tuple[RecordValue, ...]

    def of(self, field: str) -> list[JsonValue]:
        """The field's values in the JSON shape of reports."""
        return [to_json(value.value) for value in self.values if value.field == field]

    def items(self, field: str) -> list[dict[str, Any]]:
        """The items of a list field."""
        return [shape for shape in self.of(field) if isinstance(shape, dict)]

    def paths(self, field: str) -> list[str]:
        return [value.path for value in self.values if value.field == field]

    @property
    def fields(self) -> set[str]:
        return {value.field for value in self.values}


Reader = Callable[..., Read]
"""Writes a payload to a file and reads it: `read(payload, tenant=..., name=...)`."""
