"""Services or something else: which lines count towards the price of the services."""

import re

from sowcheck.records.convert import flag
from sowcheck.records.entities import Cell, Entity, text_of
from sowcheck.records.mapping import SERVICES, LineColumns, SystemMapping, Words


def is_services(line: Entity, columns: LineColumns, system: SystemMapping, words: Words, *, recurring: bool) -> bool:
    """Whether the line is services: by its own flag, its family, its code, its words, in this order.

    What says nothing is services, because a services firm sold it, unless it recurs: then it is a subscription.
    """
    picklist = system.picklists.get(SERVICES, {})
    flags = (flag(cell, picklist) for name in columns.services if (cell := line.cell(name)) is not None)
    said = next((said for said in flags if said is not None), None)
    for answer in (
        said,
        _by_family(line, columns, system),
        _by_code(line, columns, system),
        _by_words(line, columns, words),
    ):
        if answer is not None:
            return answer
    return not recurring


def _by_family(line: Entity, columns: LineColumns, system: SystemMapping) -> bool | None:
    family = _folded(line.first(columns.family))
    if family in {name.casefold() for name in system.services.families}:
        return True
    return False if family in {name.casefold() for name in system.services.other_families} else None


def _by_code(line: Entity, columns: LineColumns, system: SystemMapping) -> bool | None:
    code = _folded(line.first(columns.code))
    if code.startswith(tuple(prefix.casefold() for prefix in system.services.code_prefixes)):
        return True
    return (
        False if code.startswith(tuple(prefix.casefold() for prefix in system.services.other_code_prefixes)) else None
    )


def _by_words(line: Entity, columns: LineColumns, words: Words) -> bool | None:
    """Words of services outweigh the others: "licence migration" is work."""
    text = line_text(line, columns).casefold()
    if _has_word(text, words.line_words["services"]):
        return True
    return False if _has_word(text, words.line_words["other"]) else None


def line_text(line: Entity, columns: LineColumns) -> str:
    """Every description of the line."""
    names = dict.fromkeys((*columns.description, *columns.detail))
    return " | ".join(text_of(cell.value) for name in names if (cell := line.cell(name)) is not None)


def _has_word(text: str, words: tuple[str, ...]) -> bool:
    return any(re.search(rf"(?<!\w){re.escape(word.casefold())}(?!\w)", text) for word in words)


def _folded(cell: Cell | None) -> str:
    return "" if cell is None else (cell.label or text_of(cell.value)).strip().casefold()
