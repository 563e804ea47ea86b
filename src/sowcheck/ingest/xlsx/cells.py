"""Cells as the file holds them."""

import datetime as dt
from typing import Literal, NamedTuple


class RawCell(NamedTuple):
    """A cell with a value, or with a formula that nobody has calculated."""

    row: int
    """1-based."""
    column: int
    """1-based."""
    kind: Literal["value", "error", "not_calculated"]
    value: int | float | bool | str | dt.datetime | dt.date | dt.time | dt.timedelta | None
    style: int


class Style(NamedTuple):
    """How cells look that share a style."""

    code: str
    """Number format."""
    bold: bool
    size: float | None
    unseen: bool
    """White letters on white."""


class Merge(NamedTuple):
    """An area of cells that are shown as one."""

    top: int
    left: int
    bottom: int
    right: int


class RawSheet(NamedTuple):
    """One sheet."""

    name: str
    part: str | None
    """Name of its part; None for a sheet that is one chart."""
    state: Literal["visible", "hidden", "veryHidden"]
    cells: tuple[RawCell, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    shown_rows: frozenset[int] | None = None
    """The only rows that are shown, where rows are hidden by default; None where they are not."""
    hidden_columns: tuple[tuple[int, int], ...] = ()
    """First and last of each run."""
    merged: tuple[Merge, ...] = ()
    header: tuple[str, ...] = ()
    """Words that are printed above each page."""
    footer: tuple[str, ...] = ()
