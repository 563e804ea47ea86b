"""What an amendment calls itself, and which paper it says it changes."""

import re
from collections.abc import Iterator
from itertools import pairwise

from sowcheck.core.relations import Heading
from sowcheck.extract.mentions import Mention, PaperNames
from sowcheck.extract.reading import Reading
from sowcheck.parse.dates import find_dates

_OPENING = 2500
"""Characters within which a paper says what it amends."""
_ORDINALS = {
    name: number
    for number, names in enumerate(
        ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"), start=1
    )
    for name in names.split()
}
NUMBER = re.compile(
    r"\s*(?:order|request)?\s*(?:no\.?|number|nr\.?|n°|#)?\s*[:#\t]?\s*(?P<number>[A-Z]{0,5}[-–/]?\d[\w./-]*)",
    re.IGNORECASE,
)
_ORDINAL = re.compile(rf"\b(?P<ordinal>{'|'.join(_ORDINALS)})\s*$", re.IGNORECASE)
_TO = re.compile(
    r"\b(?:to|of|amend(?:s|ed|ing)?|modif(?:y|ies|ied|ying)|changes?|under|and)\b[^.;]{0,60}$|^\W*$", re.IGNORECASE
)
DATED = re.compile(
    r"(?:,|\s|\([^)]*\))*\b(?:dated|of|made on|effective|signed on|vom|du)\s+(?:as of\s+)?(?P<date>.{6,40})",
    re.IGNORECASE,
)


def heading_of(reading: Reading, names: PaperNames) -> Heading:
    """The number of an amendment, and kind, number and date of the paper that it amends."""
    number: str | None = None
    for line in _lines(reading):
        mentions = names.find(line)
        own = next((each for each in mentions if each.kind == "change_order"), None)
        number = number or (_own_number(line, own) if own else None)
        amended = next((each for each in mentions if each.kind not in ("change_order", "exhibit", None)), None)
        if amended is None or (own is None and not _TO.search(line[: amended.start])):
            continue
        found = NUMBER.match(line, amended.end)
        dated = DATED.match(line, found.end() if found else amended.end)
        date = next((each.value for each in find_dates(dated["date"], reading.conventions)), None) if dated else None
        return Heading(
            number=number or _later_number(reading, names),
            amends=amended.kind,
            amends_number=plain_number(found["number"]) if found else None,
            amends_date=date,
        )
    return Heading(number=number)


def _lines(reading: Reading) -> Iterator[str]:
    """The lines of the opening, the first of them joined to the next: a title often runs over two."""
    lines = [line for line in reading.text[:_OPENING].split("\n") if line.strip()]
    yield from (f"{line} {below}" for line, below in pairwise(lines[:5]) if not below[:1].isdigit())
    yield from lines


def _own_number(line: str, own: Mention) -> str | None:
    found = NUMBER.match(line, own.end)
    if found:
        return plain_number(found["number"])
    ordinal = _ORDINAL.search(line[: own.start])
    return str(_ORDINALS[ordinal["ordinal"].casefold()]) if ordinal else None


def _later_number(reading: Reading, names: PaperNames) -> str | None:
    for line in _lines(reading):
        for each in names.find(line):
            if each.kind == "change_order" and (number := _own_number(line, each)):
                return number
    return None


def plain_number(words: str) -> str:
    """A number without its letters and leading zeros, so that "CO-01" and "No. 1" are one.

    >>> plain_number("CO-01"), plain_number("WDL-004"), plain_number("2")
    ('1', '4', '2')
    """
    digits = re.findall(r"\d+", words)
    return digits[-1].lstrip("0") or "0" if digits else words.casefold()
