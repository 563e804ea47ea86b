"""Which paper prevails: what the papers say themselves, or else change order, statement of work, order form, agreement."""

import re
from collections.abc import Iterator, Sequence

_DEFAULT = ("change_order", "sow", "other", "solicitation", "order_form", "proposal", "msa")
_NAMES = {
    "order_form": r"order form|purchase order|bon de commande|auftragsformular|bestellformular",
    "sow": r"statement of work|work order|\bsow\b|letter of engagement|engagement letter|this letter",
    "change_order": r"change order",
    "msa": r"\bmsa\b|(?:master|framework|general)[\w -]{0,40}(?:agreement|terms)|general terms|standard terms",
}
_PREVAILS = re.compile(
    r"\b(?:prevails?|(?:takes?|taking|have|has) precedence|(?:shall|will) (?:govern|control))\b", re.I
)
_ORDER = re.compile(r"(?:order of (?:precedence|priority)|precedence in the following order)", re.I)


def ranking(texts: Sequence[str]) -> tuple[str, ...]:
    """Kinds of document, the prevailing one first.

    >>> ranking(["If they conflict, this Order Form prevails over the Statement of Work."]).index("order_form")
    1
    """
    stated = {pair for text in texts for pair in _stated(text)}
    forward = ("order_form", "sow") in stated
    backward = ("sow", "order_form") in stated
    if not forward or backward:
        return _DEFAULT
    kinds = [kind for kind in _DEFAULT if kind != "order_form"]
    kinds.insert(kinds.index("sow"), "order_form")
    return tuple(kinds)


def _stated(text: str) -> Iterator[tuple[str, str]]:
    """Pairs of kinds, the first of which prevails over the second."""
    for found in _PREVAILS.finditer(text):
        start, end = _sentence(text, found.start())
        before = _mentions(text[start : found.start()])
        after = _mentions(text[found.end() : end])
        if before:
            winner = before[-1]
            yield from ((winner, kind) for kind in (*before[:-1], *after) if kind != winner)
    for found in _ORDER.finditer(text):
        kinds = list(dict.fromkeys(_mentions(text[found.end() : found.end() + 400])))
        yield from ((kinds[place], later) for place in range(len(kinds)) for later in kinds[place + 1 :])


def _sentence(text: str, offset: int) -> tuple[int, int]:
    start = max(text.rfind(mark, 0, offset) for mark in (". ", "\n", "; "))
    ends = [place for mark in (". ", "\n", "; ") if (place := text.find(mark, offset)) >= 0]
    return start + 1, min(ends, default=len(text))


def _mentions(text: str) -> list[str]:
    places = [(found.start(), kind) for kind, name in _NAMES.items() for found in re.finditer(name, text, re.I)]
    return [kind for _, kind in sorted(places)]
