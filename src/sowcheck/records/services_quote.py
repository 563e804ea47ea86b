"""The generic services quote: rows of phase, task, role, quantity and price, as CSV or JSON."""

from sowcheck.records.convert import flag
from sowcheck.records.days import read_day
from sowcheck.records.entities import Cell, Entity, text_of
from sowcheck.records.mapping import SystemMapping
from sowcheck.records.numerals import read_decimal
from sowcheck.records.payload import Json, Table
from sowcheck.records.problems import Problem

_COLUMNS = (
    "quote_number", "version", "currency", "phase", "task", "role", "seniority", "location", "qty", "uom", "unit_price",
    "unit_cost", "amount", "optional", "start", "end",
)  # fmt: skip
_REQUIRED = ("currency", "qty", "uom", "unit_price")
_NAMES = ("role", "task", "phase")
_NUMBERS = ("qty", "unit_price", "unit_cost", "amount")
_HEADER = ("quote_number", "version", "currency")
_LISTS = ("lines", "rows", "items")
_HINT = f"The columns are {', '.join(_COLUMNS)}."


def recognise(payload: Json | Table, _system: SystemMapping) -> bool:
    """Whether the payload has the columns of the services quote, or most of them."""
    match payload:
        case Table():
            return _looks_right([column.casefold() for column in payload.columns])
        case [dict() as first, *_]:
            return _looks_right(list(first))
        case dict():
            lines = _lines_of(payload)
            row = lines[1][0] if lines and lines[1] else None
            return isinstance(row, dict) and _looks_right([*payload, *row])
        case _:
            return False


def read(payload: Json | Table, _system: SystemMapping) -> tuple[Entity, ...]:
    """The quote with its rows as lines.

    Raises:
        Problem: a required column is missing, a cell is no number, flag or date, or there are rows of several quotes.
    """
    header, rows = _header_and_rows(payload)
    if not rows:
        raise Problem("holds a header and no row", hint="Export the lines of the quote too.")
    _check_columns(header, rows)
    lines = []
    for path, row in rows:
        for name, value in row.items():
            _check_cell(name, value, path)
        cells = {name: Cell(name, f"{path}.{name}", value) for name, value in row.items() if name not in _HEADER[:2]}
        lines.append(Entity("line", None, path, cells))
    _check_one_quote(rows)
    first_path, first = rows[0]
    cells = {name: Cell(name, f"{first_path}.{name}", first[name]) for name in _HEADER if name in first}
    cells |= {name: Cell(name, name, value) for name, value in header.items()}
    number = cells.get("quote_number")
    return (Entity("quote", text_of(number.value) or None if number else None, "", cells, tuple(lines)),)


def _looks_right(columns: list[str]) -> bool:
    """Names that occur in no other format: a unit, a rate or a role among at least four of the columns."""
    known = set(columns) & set(_COLUMNS)
    return len(known) >= 4 and bool(known & {"uom", "unit_price", "role"})


def _lines_of(payload: dict[str, Json]) -> tuple[str, list[Json]] | None:
    return next(((name, payload[name]) for name in _LISTS if isinstance(payload.get(name), list)), None)


def _header_and_rows(payload: Json | Table) -> tuple[dict[str, Json], list[tuple[str, dict[str, Json]]]]:
    """What stands above the lines, and each row with its path."""
    if isinstance(payload, Table):
        columns = [column.casefold() for column in payload.columns]
        rows = [dict(zip(columns, row, strict=True)) for row in payload.rows]
        if payload.delimiter == ";":
            rows = [
                {name: _with_point(value) if name in _NUMBERS else value for name, value in row.items()} for row in rows
            ]
        return {}, [
            (f"rows[{index}]", {name: value or None for name, value in row.items()}) for index, row in enumerate(rows)
        ]
    if isinstance(payload, list):
        return {}, [(f"[{index}]", _row(row, f"[{index}]")) for index, row in enumerate(payload)]
    name, rows = _lines_of(payload) or ("lines", [])
    header = {key: value for key, value in payload.items() if key != name and not isinstance(value, list | dict)}
    return header, [(f"{name}[{index}]", _row(row, f"{name}[{index}]")) for index, row in enumerate(rows)]


def _row(row: Json, path: str) -> dict[str, Json]:
    if not isinstance(row, dict):
        raise Problem(f"{path} is no row of a quote", hint=_HINT)
    return row


def _with_point(number: str) -> str:
    """Where the semicolon divides cells, the comma divides decimals: "2.950,00" is 2950.00."""
    return number.replace(".", "").replace(",", ".") if "," in number else number


def _check_columns(header: dict[str, Json], rows: list[tuple[str, dict[str, Json]]]) -> None:
    present = {*header, *(name for _, row in rows for name in row)}
    missing = [name for name in _REQUIRED if name not in present]
    if missing:
        raise Problem(f"lacks the column{'s' if len(missing) > 1 else ''} {', '.join(missing)}", hint=_HINT)
    if not present & set(_NAMES):
        raise Problem(f"lacks a column that names its lines ({', '.join(_NAMES)})", hint=_HINT)


def _check_cell(name: str, value: Json, path: str) -> None:
    """Our own format is read strictly: what cannot be read would be missing from a total."""
    cell = Cell(name, path, value)
    if cell.is_empty:
        return
    wanted = None
    if name in _NUMBERS and read_decimal(value) is None:
        wanted = "a number such as 2950.00"
    elif name == "optional" and flag(cell, {}) is None:
        wanted = "true or false"
    elif name in ("start", "end") and read_day(value) is None:
        wanted = "a date such as 2026-08-03"
    if wanted is not None:
        shown = text_of(value)[:40]
        raise Problem(f"{path}.{name} is {shown!r}, not {wanted}", hint="Correct the cell and export again.")


def _check_one_quote(rows: list[tuple[str, dict[str, Json]]]) -> None:
    for name in ("quote_number", "version"):
        stated = {
            text_of(row[name]).strip(): path for path, row in rows if not Cell(name, path, row.get(name)).is_empty
        }
        if len(stated) > 1:
            shown = ", ".join(f"{value!r} ({path})" for value, path in sorted(stated.items()))
            raise Problem(f"holds rows of several quotes: {name} {shown}", hint="Export one version of one quote.")
