"""Numbers as Word's lists write them."""

import re

_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)
_UNITS: list[str] = re.findall(
    r"\w+",
    "Zero One Two Three Four Five Six Seven Eight Nine Ten Eleven Twelve Thirteen Fourteen Fifteen Sixteen Seventeen "
    "Eighteen Nineteen",
)
_TENS = ("Twenty", "Thirty", "Forty", "Fifty", "Sixty", "Seventy", "Eighty", "Ninety")
_IRREGULAR = {"One": "First", "Two": "Second", "Three": "Third", "Five": "Fifth", "Eight": "Eighth", "Nine": "Ninth"}
_LARGEST_ROMAN = 3999
_LARGEST_LETTERS = 780
"""Thirty letters, as many as Word writes; a list may claim to begin at two billion."""


def numeral(count: int, style: str) -> str:
    """`count` in a `w:numFmt`; figures for a style that is not known.

    >>> [numeral(28, style) for style in ("lowerLetter", "upperRoman", "ordinal", "decimalZero", "ordinalText")]
    ['bb', 'XXVIII', '28th', '28', 'Twenty-eighth']
    """
    match style:
        case "lowerLetter":
            return _letters(count)
        case "upperLetter":
            return _letters(count).upper()
        case "lowerRoman":
            return _roman(count)
        case "upperRoman":
            return _roman(count).upper()
        case "decimalZero":
            return f"{count:02d}"
        case "ordinal":
            return f"{count}{_ordinal_ending(count)}"
        case "cardinalText":
            return _cardinal(count)
        case "ordinalText":
            return _ordinal_text(count)
        case "hex":
            return f"{count:X}"
        case "none":
            return ""
        case _:
            return str(count)


def _letters(count: int) -> str:
    """One letter, after z aa, bb: Word repeats it."""
    if not 1 <= count <= _LARGEST_LETTERS:
        return str(count)
    rounds, letter = divmod(count - 1, 26)
    return chr(ord("a") + letter) * (rounds + 1)


def _roman(count: int) -> str:
    if not 0 < count <= _LARGEST_ROMAN:
        return str(count)
    written = ""
    for worth, letters in _ROMAN:
        while count >= worth:
            written, count = written + letters, count - worth
    return written


def _ordinal_ending(count: int) -> str:
    if count % 100 in (11, 12, 13):
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(count % 10, "th")


def _cardinal(count: int) -> str:
    if not 0 <= count < 100:
        return str(count)
    if count < len(_UNITS):
        return _UNITS[count]
    tens, units = divmod(count, 10)
    return _TENS[tens - 2] + (f"-{_UNITS[units].lower()}" if units else "")


def _ordinal_text(count: int) -> str:
    if not 0 < count < 100:
        return f"{count}{_ordinal_ending(count)}"
    head, hyphen, last = _cardinal(count).rpartition("-")
    last = last.capitalize()
    if last in _IRREGULAR:
        ordinal = _IRREGULAR[last]
    elif last.endswith("y"):
        ordinal = f"{last[:-1]}ieth"
    else:
        ordinal = f"{last.removesuffix('e') if last.endswith('ve') else last}th".replace("vth", "fth")
    return f"{head}{hyphen}{ordinal.lower() if head else ordinal}"
