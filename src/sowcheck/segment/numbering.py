"""The number at the start of a clause: what it says, how it is written, and what it counts."""

import re
from typing import Literal, NamedTuple

Kind = Literal["division", "word", "decimal", "letter", "roman", "bare"]

DIVISIONS = (
    "schedule", "annex", "annexe", "appendix", "exhibit", "attachment", "addendum", "anlage", "anhang", "bijlage",
    "part", "chapter", "enclosure",
)  # fmt: skip
"""Words of the parts that restart the numbering of what they hold."""

WORDS = ("article", "section", "clause", "artikel", "ziffer", "abschnitt", "paragraph")

_ONES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_ROMAN_SHAPE = re.compile(r"(?:x{0,4})(?:ix|iv|v?i{0,3})$", re.IGNORECASE)

_NAMED = re.compile(
    rf"(?P<word>{'|'.join(DIVISIONS + WORDS)}|§+)(?:\s*(?:no\.?|nr\.?|number|\#))?[\s#]*"
    rf"(?P<number>[‘’'\"“]?(?:\d+(?:[.\-]\d+)*[A-Za-z]?|[A-Za-z]-?\d+|[IVXLivxl]+|[A-Za-z]|{'|'.join(_ONES)})[‘’'\"”]?)"
    r"(?![\w’'])(?P<after>[.:)]?\s*[–—:\-.]?\s*)",
    re.IGNORECASE,
)
_TITLE_WORD = r"(?:[A-Z][\w,&’'/-]*|and|of|the|for|to|or|in|on|by|with|a)"
_TITLE = re.compile(rf"{_TITLE_WORD}(?: {_TITLE_WORD}){{0,8}}[.:–—](?=\s+[A-Z“\"(])")
"""Words that run into a sentence as its heading: "Terms. The terms …"."""
_DIVISION_ALONE = re.compile(rf"(?P<word>{'|'.join(DIVISIONS)})\s*[:.]?\s*$", re.IGNORECASE)
_PLAIN = re.compile(
    r"[#*]*\s*(?P<open>\()?(?P<number>[A-Z]\.\d{1,2}(?:\.\d{1,2}){0,4}|\d{1,3}(?:\s?\.\s?\d{1,3}){0,5}|[ivxlIVXL]{1,6}|[A-Za-z]{1,2})"
    r"(?P<close>[.)]|\.\)|\s\.(?=\s?[A-Z]))?(?P<gap>[ \t\u00a0]*(?:[-–—:]\s+)?)",
)


class Label(NamedTuple):
    """A clause number as written and as counted."""

    kind: Kind
    """"bare" is a number without bracket or full stop: it needs the most evidence."""
    scheme: str
    """Numbers of one sequence share a scheme, such as "decimal1.", "(letter)"."""
    number: str
    """Without brackets or final full stop."""
    values: tuple[int, ...]
    """What it counts: (7, 2) for "7.2"; empty for "Appendix" alone."""
    length: int
    """Characters of the text that it takes, with the gap after it."""
    other: "Label | None" = None
    """The other reading of a letter that is also a Roman numeral, such as "(i)"."""

    @property
    def value(self) -> int:
        """The last number of it; 0 if it counts nothing."""
        return self.values[-1] if self.values else 0


def roman(text: str) -> int | None:
    """The value of a Roman numeral up to 49.

    >>> roman("xiv"), roman("IV"), roman("ic")
    (14, 4, None)
    """
    if not text or not _ROMAN_SHAPE.match(text):
        return None
    digits = [_ROMAN[letter] for letter in text.lower()]
    return sum(-digit if digit < max(digits[place:]) else digit for place, digit in enumerate(digits))


def letters(text: str) -> int:
    """The place of a letter in its sequence: a is 1, z is 26, aa is 27.

    >>> letters("c"), letters("AA")
    (3, 27)
    """
    place = ord(text[0].lower()) - ord("a") + 1
    return place if len(text) == 1 else 26 + place


def read_label(text: str, *, outside: bool = False) -> Label | None:
    r"""The clause number that `text` starts with.

    Args:
        text: The text of a block, or the label that a format keeps outside the text.
        outside: `text` is such a label; nothing follows it.

    >>> read_label("7.2.3\tThe Supplier shall")[1:4]
    ('decimal3', '7.2.3', (7, 2, 3))
    >>> read_label("(iv) travel")[1:4]
    ('(roman)', 'iv', (4,))
    >>> read_label("Schedule 4: Charges")[1:4]
    ('schedule', 'Schedule 4', (4,))
    >>> read_label("Section 5 sets out the price") is None
    True
    """
    return _named(text, outside) or _plain(text, outside)


def _named(text: str, outside: bool) -> Label | None:
    """Reads "Article 8 –", "Section 12.", "§ 4", "Schedule 4: Charges", "Exhibit B", "Appendix"."""
    alone = _DIVISION_ALONE.match(text)
    if alone:
        word = alone["word"]
        return Label("division", word.lower(), word, (), len(text))
    found = _NAMED.match(text)
    if not found:
        return None
    word, after = found["word"], found["after"]
    rest = text[found.end() :]
    if not outside and rest and not _may_follow(word, after, rest):
        return None
    number = found["number"].strip("‘’'\"“”")
    values = _values(number)
    if values is None:
        return None
    stem = word.lower()
    if len(number) == 1 and number.islower() and not stem.startswith("§"):
        return None
    if stem in DIVISIONS:
        return Label("division", stem, f"{word} {number}", values, found.end())
    written = found.group(0)[: found.end("number")].strip() if stem.startswith("§") else f"{word} {number}"
    return Label("word", f"{stem}{len(values)}", written, values, found.end())


def _may_follow(word: str, after: str, rest: str) -> bool:
    """Whether what follows makes "Section 5" a heading and not the start of a sentence about section 5."""
    if rest[0].islower() or rest[0] in ",;":
        return False
    if any(mark in after for mark in ".:–—)") or "- " in after or "\t" in after:
        return True
    return (
        word.startswith("§")
        or bool(_TITLE.match(rest))
        or (len(rest) < 100 and not rest.rstrip().endswith((".", ";", ",")))
    )


def _values(number: str) -> tuple[int, ...] | None:
    """What the number of a named clause counts; a single letter i, v or x counts as Roman."""
    if number.lower() in _ONES:
        return (_ONES.index(number.lower()) + 1,)
    if number[0].isdigit():
        return tuple(int(part) for part in re.findall(r"\d+", number))
    value = roman(number)
    if value:
        return (value,)
    if len(number) == 1:
        return (letters(number),)
    digits = re.findall(r"\d+", number)
    return (letters(number[0]), *map(int, digits)) if digits else None


def _plain(text: str, outside: bool) -> Label | None:
    """Reads "1.", "1.1", "(a)", "iv)", "A." and "1" before a gap."""
    found = _PLAIN.match(text)
    if not found:
        return None
    number, opened, closed = found["number"].replace(" ", ""), found["open"], (found["close"] or "").strip()
    if opened and not closed.endswith(")"):
        return None
    at_end = found.end() == len(text)
    if not outside and (at_end or not found["gap"]) and not _tight(text, found, number, closed):
        return None
    brackets = f"{'(' if opened else ''}{{}}{closed[-1:]}"
    length = found.end()
    if number[0].isdigit():
        return _decimal(number, brackets, length)
    if "." in number:
        parts = number.split(".")
        return Label("decimal", f"lettered{len(parts)}", number, (letters(parts[0]), *map(int, parts[1:])), length)
    return _lettered(number, brackets, length, outside)


def _tight(text: str, found: re.Match[str], number: str, closed: str) -> bool:
    """Whether a number without a gap after it still is one: "(a)The", "1.Definitions", "3.2The"; or stands alone."""
    rest = text[found.end() :]
    if not rest:
        return bool(closed) or "." in number
    if number[0].isdigit():
        return rest[0].isupper() and bool(closed or "." in number)
    return found["open"] is not None and rest[0].isalpha()


def _decimal(number: str, brackets: str, length: int) -> Label | None:
    parts = [int(part) for part in number.split(".")]
    if len(parts) > 1 and parts[-1] == 0 and len(parts) == 2:
        parts, kind = parts[:1], "decimal.0"
        return Label("decimal", kind, number, tuple(parts), length)
    if len(parts) > 1:
        return Label("decimal", f"decimal{len(parts)}", number, tuple(parts), length)
    if parts[0] > 60 and brackets != "{}.":
        return None
    scheme = brackets.format("decimal1")
    return Label("bare" if brackets == "{}" else "decimal", scheme, number, tuple(parts), length)


def _lettered(number: str, brackets: str, length: int, outside: bool) -> Label | None:
    """A letter or a Roman numeral; without bracket or full stop it is a word, not a number."""
    if brackets == "{}" and not outside:
        return None
    case = "upper-" if number[0].isupper() else ""
    if (case and not number.isupper()) or (not case and not number.islower()):
        return None
    as_roman = roman(number)
    as_letter = len(number) == 1 or (number[0] == number[1] and len(number) == 2)
    roman_label = Label("roman", brackets.format(f"{case}roman"), number, (as_roman,), length) if as_roman else None
    if not as_letter:
        return roman_label
    return Label("letter", brackets.format(f"{case}letter"), number, (letters(number),), length, roman_label)
