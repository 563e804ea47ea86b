"""JSON objects to cells: related records become dotted fields."""

from collections.abc import Callable

from sowcheck.records.entities import Cell
from sowcheck.records.paths import below
from sowcheck.records.payload import Json


def cells_of(
    fields: dict[str, Json],
    path: str,
    *,
    skip: Callable[[str, Json], bool] = lambda _name, _value: False,
    label: Callable[[dict[str, Json], str], str | None] = lambda _fields, _name: None,
) -> dict[str, Cell]:
    """The cells of a JSON object.

    Args:
        fields: the object.
        path: where it stands in the payload.
        skip: says of a name and its value that it is no cell, such as child records.
        label: the text that people see for a field of an object, if the export has it.
    """
    cells: dict[str, Cell] = {}
    for name, value in fields.items():
        if skip(name, value):
            continue
        where = below(path, name)
        if isinstance(value, dict) and value:
            for inner in cells_of(value, where, skip=skip, label=label).values():
                cells[f"{name}.{inner.name}"] = Cell(f"{name}.{inner.name}", inner.path, inner.value, inner.label)
        else:
            cells[name] = Cell(name, where, value, label(fields, name))
    return cells
