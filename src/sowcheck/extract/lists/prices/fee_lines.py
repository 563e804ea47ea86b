"""One line of a schedule of charges: names and prices, with a gap, dots, a dash, a colon or nothing between them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from sowcheck.core.quantities import Money
from sowcheck.extract.lists.prices.priced_things import has_verb, thing_before
from sowcheck.parse.conventions import Conventions
from sowcheck.parse.numbers import parse_number
from sowcheck.parse.unit_prices import UnitPrice, find_unit_prices, units_behind, units_named

_GAP = re.compile(
    r"[ \u00a0]*\t[\t \u00a0]*|[ \u00a0]*(?:\.[ \u00a0]?){4,}[ \u00a0]*|[ \u00a0]*…+[ \u00a0]*|[ \u00a0]{3,}"
)
_MAY_HOLD_GAP = re.compile(r"[\t…]|\.[. \u00a0]\.|[ \u00a0]{3}|\.{3}")
_BARE = re.compile(r"\d{1,3}(?:[,.' \u00a0]?\d{3})*[.,]\d{2}(?!\d)")
_SEPARATOR = re.compile(r"[\s:=–—-]+$")
_REMARK = re.compile(
    r"[\s.,;*]*(?:\(?(?:(?:excl|incl|ex|plus|exclusive|inclusive|excluding|including|net|once|one[- ](?:time|off)|flat|fixed|each|only|"
    r"for\s+\d+|in\s+total|payable|due|upon|when|on)\b)[^\t]{0,80})?[\s.,;)*]*(?:(?:and|or|plus)[\s.,;]*)?",
    re.IGNORECASE,
)
_LETTERS = re.compile(r"[^\W\d_]{2}")
_LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class Entry:
    """A name with its price in one line."""

    name: str
    price: UnitPrice
    start: int
    """Of the name, in the line."""
    end: int
    """Of the price and its unit."""


def entries_of(line: str, conventions: Conventions, *, bare: bool) -> tuple[list[Entry], str]:
    """The entries of a line, and the words behind the last one, which head the lines below.

    With `bare`, a number with two decimals behind a gap is a sum of the document's currency.

    >>> [entry.name for entry in entries_of("Hosting ........ $40.00", Conventions(), bare=False)[0]]
    ['Hosting']
    """
    if _GAP.search(line):
        return _apart(line, conventions, bare)
    entry = _together(line, conventions)
    return ([entry] if entry else []), ""


def pieces_of(line: str) -> list[tuple[int, str]]:
    """The parts of a line between its gaps, each with its offset."""
    pieces, start = [], 0
    for gap in _GAP.finditer(line) if _MAY_HOLD_GAP.search(line) else ():
        pieces.append((start, line[start : gap.start()]))
        start = gap.end()
    pieces.append((start, line[start:]))
    return [(at, words) for at, words in pieces if words.strip()]


def starts_with_price(words: str, conventions: Conventions) -> UnitPrice | None:
    """The price of a cell that holds nothing else but a remark: "95,00 EUR / ticket, once a month"."""
    found = _price_at_start(words, conventions, bare=False)
    return found[0] if found and _REMARK.fullmatch(words[found[1] :]) else None


def _apart(line: str, conventions: Conventions, bare: bool) -> tuple[list[Entry], str]:
    """Entries whose prices stand behind gaps; a line with prices that have no name of their own is a table's row."""
    entries: list[Entry] = []
    name: tuple[int, str] | None = None
    for start, words in pieces_of(line):
        priced = _price_at_start(words, conventions, bare)
        if priced is None:
            if name is not None or entries:
                return [], ""
            name = (start, words)
            continue
        price, end = priced
        if name is None:
            return [], ""
        entries.append(Entry(_named(name[1]), price, name[0], start + end))
        rest = words[end:]
        name = (start + end, rest) if _LETTERS.search(rest) and not _REMARK.fullmatch(rest) else None
    if any(not _LETTERS.search(entry.name) or len(entry.name) > _LONGEST_NAME for entry in entries):
        return [], ""
    return entries, name[1].strip() if name and entries else ""


def _price_at_start(words: str, conventions: Conventions, bare: bool) -> tuple[UnitPrice, int] | None:
    found = next(iter(find_unit_prices(words, conventions)), None)
    if found and found.start <= 1:
        return found.value, found.end
    match = _BARE.match(words)
    if not bare or match is None or conventions.currency is None:
        return None
    number = parse_number(match.group(), conventions)
    if number is None:
        return None
    units, end = units_behind(words, match.end())
    money = Money(amount=number.quantize(Decimal("0.01")), currency=conventions.currency)
    return UnitPrice(money, units), max(match.end(), end if units else 0)


def _together(line: str, conventions: Conventions) -> Entry | None:
    """A line that ends with its only price, or begins with it: "each printer $25", "$150 per hour – Analyst"."""
    prices = find_unit_prices(line, conventions)
    if len(prices) != 1:
        return None
    found = prices[0]
    behind = line[found.end :]
    before = line[: found.start]
    price = found.value if found.value.units else UnitPrice(found.value.money, units_named(before))
    # What is paid by time is a role or a kind of work; a thing keeps the words that tell it from its neighbours.
    name = (price.per in ("hour", "day") and thing_before(before)) or _named(before)
    if name and _REMARK.fullmatch(behind):
        return Entry(name, price, 0, found.end) if _may_name(name) else None
    dash = re.match(r"[\s.]*[:–—-]+\s*|\s+for\s+(?:an?\s|each\s|the\s)?", behind)
    if not line[: found.start].strip() and dash:
        name = behind[dash.end() :].strip(" .;,")
        return Entry(name, found.value, found.start, len(line)) if _may_name(name) else None
    return None


def _named(words: str) -> str:
    """A name without what joins it to its price."""
    words = _SEPARATOR.sub("", words.strip())
    words = re.sub(r",?\s+(?:at|is|of|for|@|a rate of|at a rate of|at the rate of)$", "", words)
    return " ".join(words.split())


def _may_name(name: str) -> bool:
    return bool(_LETTERS.search(name)) and len(name) <= _LONGEST_NAME and not has_verb(name)


def lines_of(text: str) -> Iterator[tuple[int, str]]:
    """The lines of a block, each with its offset; a block of the body is one line, save where the file broke it."""
    start = 0
    for line in text.split("\n"):
        if line.strip():
            yield start, line
        start += len(line) + 1
