"""Dynamics 365: OData rows of opportunities, quotes, project contracts, projects and milestone schedules."""

import re

from sowcheck.records.entities import Entity, text_of
from sowcheck.records.flatten import cells_of
from sowcheck.records.mapping import SystemMapping
from sowcheck.records.paths import below
from sowcheck.records.payload import Json, Table
from sowcheck.records.problems import Problem, incomplete

_LABEL = "@OData.Community.Display.V1.FormattedValue"
_NEXT = "@odata.nextLink"
_CONTEXT = re.compile(r"#(\w+)")
_MILESTONE = "msdyn_contractlinescheduleofvalue"


def recognise(payload: Json | Table, system: SystemMapping) -> bool:
    """Whether the payload is rows of Dynamics 365."""
    match payload:
        case {"value": list() as rows, **rest}:
            first = rows[0] if rows else None
            return "@odata.context" in rest or (isinstance(first, dict) and _is_row(first, system))
        case [dict() as first, *_]:
            return _is_row(first, system)
        case dict() as row:
            return _is_row(row, system)
        case _:
            return False


def read(payload: Json | Table, system: SystemMapping) -> tuple[Entity, ...]:
    """The rows of the payload.

    Raises:
        Problem: a page is missing, there is no row, or the table of a row is none that is read.
    """
    context = _context(payload)
    if isinstance(payload, dict) and not isinstance(payload.get("value"), list):
        return (_row(payload, "", context, system),)
    rows: Json = payload["value"] if isinstance(payload, dict) else payload
    if isinstance(payload, dict) and _NEXT in payload:
        raise incomplete("there is a next page", hint="Follow @odata.nextLink and save all rows in one file.")
    if not rows:
        raise Problem("holds no row", hint="Check the filter of the request: an empty answer says nothing of the deal.")
    where = "value" if isinstance(payload, dict) else ""
    for index, row in enumerate(rows):
        if not isinstance(row, dict):
            raise Problem(f"{where}[{index}] is no row", hint="Save the answer of the Web API as it is.")
    return tuple(_row(row, f"{where}[{index}]", context, system) for index, row in enumerate(rows))


def _is_row(row: dict[str, Json], system: SystemMapping) -> bool:
    return any(name.startswith("@odata.") for name in row) or _by_key(row, system) is not None


def _context(payload: Json) -> str | None:
    """The entity set that the OData context names, such as "quotes"."""
    text = payload.get("@odata.context") if isinstance(payload, dict) else None
    match = _CONTEXT.search(text) if isinstance(text, str) else None
    return match[1] if match else None


def _by_key(row: dict[str, Json], system: SystemMapping) -> str | None:
    if "msdyn_milestonedate" in row:
        return _MILESTONE
    return next((table for table, key in system.keys.items() if isinstance(row.get(key), str)), None)


def _row(row: dict[str, Json], path: str, context: str | None, system: SystemMapping) -> Entity:
    table = _by_context(context, system) or _by_key(row, system)
    if table is None:
        tables = ", ".join(sorted(system.objects))
        raise Problem(f"holds a row of {context or 'an unknown table'}", hint=f"These tables are read: {tables}.")
    children = []
    for name, value in row.items():
        if f"{name}{_NEXT}" in row:
            raise incomplete(f"{name} has a next page", hint=f"Follow {name}{_NEXT} and save all rows in one file.")
        if _is_rows(name, value):
            where = below(path, name)
            children += [
                _row(item, f"{where}[{index}]", None, system)
                for index, item in enumerate(value)
                if _by_key(item, system)
            ]
    kept = {
        name for name, value in row.items() if _is_rows(name, value) and all(_by_key(item, system) for item in value)
    }
    cells = cells_of(_with_labels(row), path, skip=lambda name, _: "@" in name or name in kept, label=_label)
    key = system.keys.get(table)
    identity = row.get(key) if key else None
    return Entity(table, text_of(identity).lower() or None, path, cells, tuple(children))


def _by_context(context: str | None, system: SystemMapping) -> str | None:
    """The table of an entity set: "quotes" is quote, "opportunities" opportunity."""
    if context is None:
        return None
    singular = f"{context[:-3]}y" if context.endswith("ies") else context.removesuffix("s")
    return singular if singular in system.objects else None


def _is_rows(_name: str, value: Json) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(item, dict) for item in value)


def _with_labels(row: dict[str, Json]) -> dict[str, Json]:
    """A column that was exported as its label alone still holds a value."""
    alone = {name.removesuffix(_LABEL): value for name, value in row.items() if name.endswith(_LABEL)}
    return {**{name: value for name, value in alone.items() if name not in row}, **row}


def _label(row: dict[str, Json], name: str) -> str | None:
    label = row.get(f"{name}{_LABEL}")
    return label if isinstance(label, str) and label.strip() else None
