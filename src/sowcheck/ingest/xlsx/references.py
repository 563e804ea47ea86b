"""References to cells, such as "B7"."""

import re

_CELL = re.compile(r"\$?([A-Z]{1,3})\$?([1-9]\d{0,6})", re.IGNORECASE)


def cell_of(reference: str) -> tuple[int, int] | None:
    """Row and column, both counted from 1; None if it names no cell.

    >>> cell_of("B7"), cell_of("AA10:AB12"), cell_of("#REF!")
    ((7, 2), (10, 27), None)
    """
    match = _CELL.match(reference)
    if match is None:
        return None
    column = 0
    for letter in match[1].upper():
        column = 26 * column + ord(letter) - 64
    return int(match[2]), column
