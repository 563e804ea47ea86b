"""What an adapter makes of a payload: records of a system with named cells, and their lines. Structure, no meaning."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from sowcheck.core.values import Value
from sowcheck.records.payload import Json


@dataclass(frozen=True)
class Cell:
    """One field of a record in the system."""

    name: str
    """As the mapping names it; a field of a related record is dotted ("Account.Name")."""
    path: str
    """Where it stands in the payload."""
    value: Json
    label: str | None = None
    """What people see in place of a code or an id, where the export has it."""

    @property
    def is_empty(self) -> bool:
        """Nothing, as JSON, CSV and form fields write it."""
        if isinstance(self.value, str | list | dict):
            return not (self.value.strip() if isinstance(self.value, str) else self.value)
        return self.value is None

    @property
    def is_set(self) -> bool:
        """Neither empty nor false nor zero."""
        return (
            not self.is_empty and self.value is not False and str(self.value).strip().casefold() not in ("false", "0")
        )

    @property
    def raw(self) -> str:
        """As the payload writes it, with the label it goes by."""
        shown = text_of(self.value)
        return f"{shown} ({self.label})" if self.label is not None and self.label != shown else shown


@dataclass(frozen=True)
class Entity:
    """One record of a system."""

    object: str
    record_id: str | None
    path: str
    """Where it stands in the payload; "" for the whole payload."""
    cells: dict[str, Cell]
    children: tuple["Entity", ...] = ()

    def cell(self, name: str) -> Cell | None:
        """The field's cell, if the record has it and it holds something."""
        cell = self.cells.get(name)
        return None if cell is None or cell.is_empty else cell

    def first(self, names: tuple[str, ...]) -> Cell | None:
        """The first of the fields that holds something."""
        return next((cell for name in names if (cell := self.cell(name)) is not None), None)

    def walk(self) -> Iterator["Entity"]:
        """The record and everything below it."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True)
class Found:
    """A field's typed value, before it has an id."""

    field: str
    value: Value
    object: str
    record_id: str | None
    path: str
    raw: str


@dataclass(frozen=True)
class Reading:
    """What was made of some records."""

    found: tuple[Found, ...] = ()
    unmapped: tuple[str, ...] = ()
    used: frozenset[str] = field(default_factory=frozenset)
    """Paths of cells that were understood, also where they state nothing."""


def text_of(value: Json) -> str:
    """A raw value as text."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return str(value)
    return value if isinstance(value, str) else repr(value)
