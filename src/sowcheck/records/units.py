"""Units of measure: the unit column, or how a name, description or product code says that a price is a rate."""

import re

from sowcheck.records.entities import Entity, text_of
from sowcheck.records.mapping import LineColumns, Words
from sowcheck.records.services import line_text

NO_UNIT = ("fixed", "unit")
"""Units that say only that things are counted."""


def unit_of(line: Entity, columns: LineColumns, words: Words) -> str | None:
    """The unit of the line's price: "hour", "day", "month" and so on, the system's own word, or None.

    A named unit decides. Without one, a product code or a phrase can still say that the price is a rate.
    """
    cell = line.first(columns.unit)
    if cell is not None:
        written = (cell.label or text_of(cell.value)).strip()
        return next((unit for unit, names in words.units.items() if written.casefold() in names), written.lower())
    return _by_code(line, columns, words) or _by_phrase(line, columns, words)


def _by_code(line: Entity, columns: LineColumns, words: Words) -> str | None:
    cell = line.first(columns.code)
    code = text_of(cell.value).strip().upper() if cell else ""
    return next((unit for unit, endings in words.rate_code_endings.items() if code.endswith(tuple(endings))), None)


def _by_phrase(line: Entity, columns: LineColumns, words: Words) -> str | None:
    text = line_text(line, columns).casefold()
    return next((unit for unit, phrases in words.rate_phrases.items() if _pattern(phrases).search(text)), None)


def without_rate_phrase(name: str, words: Words) -> str:
    """A role's name without the words that say that its price is a rate, nor the brackets that hold them.

    "Senior Consultant - day rate" is the Senior Consultant, "Overage hours (per hour, as used)" are overage hours.
    """
    phrases = _pattern(tuple(phrase for group in words.rate_phrases.values() for phrase in group))
    without = re.sub(
        r"\s*[(\[]([^()\[\]]*)[)\]]", lambda match: "" if phrases.search(match[1].casefold()) else match[0], name
    )
    without = re.sub(phrases.pattern, "", without, flags=re.IGNORECASE)
    shorter = re.sub(r"\s{2,}", " ", without).strip(" ,;:|/-\u2013\u2014")
    return shorter or name


def _pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(rf"(?<!\w){re.escape(phrase)}(?!\w)" for phrase in phrases))
