"""What columns hold by their cells: serial numbers, codes, words, sums; and which of them multiply to another."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise, permutations

from sowcheck.core.quantities import Money
from sowcheck.extract import typed as parsers
from sowcheck.extract.lists.tables.cells import bare_number
from sowcheck.extract.reading import Reading

_MOST_COLUMNS = 12
"""Wider tables are matrices or forms; their columns are not multiplied with each other."""
_SAMPLE = 40
"""Rows that are looked at to settle the meaning of columns."""
_CODE = re.compile(r"[A-Z0-9]{1,6}(?:[-./_][A-Z0-9]{1,10}){0,4}\.?|[A-Z]{1,4}[-. ]?\d{1,6}[a-z]?\.?|\d{1,6}[.)]?")
BRACKET = re.compile(
    r"\W*(?=[^\d]*\d)(?=.*(?:[a-z]|\d\s*[-–—+<>≤≥]|[<>≤≥]))(?:(?:up|to|between|from|over|above|under|below|more|less|fewer|greater|than|at|least|most|first|"
    r"next|and|through|or|\d[\d.,]*k?|[-–—+<>≤≥=])\s*)+\W*",
    re.IGNORECASE,
)
"""A step of a graduated price: a range of some count and nothing else, "10,001 to 25,000", "over 500"."""
_LETTERS = re.compile(r"[^\W\d_]{3}")


@dataclass(frozen=True)
class Profile:
    """What most cells of a column hold."""

    filled: int
    numbers: tuple[Decimal | None, ...]
    """The number of each row, currency apart; None where the cell is empty or holds other words."""
    numeric: bool
    wordy: bool
    """Most cells hold words that are no codes."""
    serial: bool
    """Codes, positions, running numbers."""
    sums: bool
    """Most cells name a currency or have two decimals."""
    brackets: bool
    """Most cells are ranges of a count."""
    shares: bool
    """Most cells are percentages."""
    length: float
    """Mean number of characters."""


def profile(words: Sequence[str | None], reading: Reading, *, first: bool = False) -> Profile:
    """The profile of the cells of one column; only the first column of a table can count its rows."""
    cells = [cell or "" for cell in words[:_SAMPLE]]
    filled = [cell for cell in cells if cell]
    numbers = tuple(_value(cell, reading) for cell in cells)
    most = max(1, len(filled)) * 0.6
    read = [number for number in numbers if number is not None]
    sums = [cell for cell in filled if _is_sum(cell, reading)]
    serial = len(sums) < most and (
        sum(bool(_CODE.fullmatch(cell) and re.search(r"\d", cell)) for cell in filled) >= most
        and (len(read) < most or (first and _runs(read)))
    )
    coded = sum(bool(_CODE.fullmatch(cell)) for cell in filled) >= most
    return Profile(
        filled=len(filled),
        numbers=numbers,
        numeric=len(read) >= most and not serial,
        wordy=not coded and sum(bool(_LETTERS.search(cell)) for cell in filled) >= most and len(read) < most,
        serial=serial or (coded and len(read) < most and len(filled) > 1),
        sums=len(sums) >= most,
        brackets=sum(bool(BRACKET.fullmatch(cell)) for cell in filled) >= most,
        shares=sum("%" in cell for cell in filled) >= most,
        length=sum(map(len, cells)) / max(1, len(cells)),
    )


def _value(cell: str, reading: Reading) -> Decimal | None:
    """The number of a cell that holds a sum or a count, at most with its unit: "1 lump sum", "36 months"."""
    if not cell or "%" in cell:
        return None
    named = next((f for f in parsers.amount(cell, reading) if isinstance(f.value, Money)), None)
    if named and named.end - named.start >= 0.5 * len(cell) and isinstance(named.value, Money):
        return named.value.amount
    counted = re.fullmatch(r"(?P<number>\d[\d.,'’ ]*?)\s*(?:[^\W\d_]+\.?(?:\s[^\W\d_]+)?)?", cell)
    return bare_number(counted.group("number") if counted else cell, reading)


def _is_sum(cell: str, reading: Reading) -> bool:
    written = cell.strip()
    return bool(
        re.search(r"\d[.,]\d\d\)?$|[.,][-–—]$|[€$£₹]", written)
        or any(isinstance(f.value, Money) for f in parsers.amount(written, reading))
    )


def _runs(numbers: Sequence[Decimal]) -> bool:
    """Whether numbers count up by the step that they start with: 1, 2, 3 or 10, 20, 30; a gap does not matter."""
    steps = [after - before for before, after in pairwise(numbers)]
    return numbers[0] > 0 and all(step >= numbers[0] and step <= 3 * numbers[0] for step in steps)


@dataclass(frozen=True)
class Product:
    """Columns whose numbers multiply: quantity times price is the amount."""

    quantity: int
    price: int
    amount: int


def product_of(profiles: Sequence[Profile]) -> Product | None:
    """The columns that multiply over most of the rows where all three are filled; None if there are none.

    Where every quantity is one, the amount is the last of the equal columns.
    """
    columns = [index for index, one in enumerate(profiles) if one.numeric]
    if not 3 <= len(columns) <= _MOST_COLUMNS:
        return None
    best: tuple[int, int, int, int] | None = None
    chosen = None
    for quantity, price, amount in permutations(columns, 3):
        if not _may_be(profiles, quantity, price, amount):
            continue
        rows = [
            row
            for row in zip(profiles[quantity].numbers, profiles[price].numbers, profiles[amount].numbers, strict=True)
            if None not in row and row[2] != 0
        ]
        agree = [row for row in rows if _multiplies(*row)]
        telling = sum(row[0] != 1 for row in agree)
        if not agree or len(agree) < 0.7 * len(rows):
            continue
        rank = (telling, len(agree), amount, price)
        if best is None or rank > best:
            best, chosen = rank, Product(quantity, price, amount)
    return chosen


def _may_be(profiles: Sequence[Profile], quantity: int, price: int, amount: int) -> bool:
    """A quantity is no sum, and a price that is none does not stand beside an amount that is one."""
    if profiles[quantity].sums and not profiles[price].sums:
        return False
    return amount > price or amount > quantity


def _multiplies(quantity: Decimal | None, price: Decimal | None, amount: Decimal | None) -> bool:
    if quantity is None or price is None or amount is None:
        return False
    return abs(quantity * price - amount) <= max(Decimal("0.02"), abs(amount) * Decimal("0.002"))
