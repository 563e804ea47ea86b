"""What a cell shows: its value in its number format.

Excel writes decimal points, thousands and short dates as the machine is set that shows them; the file does not say how.
Here they are always "1,234.56" and "2026-03-01", which nobody can misread.
"""

import datetime as dt
import locale
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache

from babel import UnknownLocaleError
from babel.dates import get_day_names, get_month_names

from sowcheck.ingest.xlsx.format_codes import Section, Token, sections_of

Scalar = int | float | bool | str | dt.datetime | dt.date | dt.time | dt.timedelta
_MOST_DECIMALS = 30
_EXACT = Context(prec=400, rounding=ROUND_HALF_UP)
"""The largest number of a cell has 309 digits."""


def shown(value: Scalar, code: str) -> str:
    """The words of a cell.

    Args:
        value: what the cell holds.
        code: its number format.

    >>> shown(1234.5, '"€" #,##0.00'), shown(-20, "0;(0)"), shown(0.125, "0.0%"), shown("n/a", "0.00")
    ('€ 1,234.50', '(20)', '12.5%', 'n/a')
    >>> shown(dt.datetime(2026, 3, 1), "dd/mm/yyyy"), shown(dt.datetime(2026, 3, 1), "d mmmm yyyy")
    ('2026-03-01', '1 March 2026')
    """
    sections = sections_of(code or "General")
    match value:
        case bool():
            return "TRUE" if value else "FALSE"
        case str():
            return _text(value, sections)
        case int() | float():
            return _number(value, sections)
        case dt.timedelta():
            return _elapsed(value, sections[0])
        case dt.time():
            return _moment(dt.datetime.combine(dt.date.min, value), sections[0], date=False)
        case dt.datetime():
            return _moment(value, sections[0])
        case dt.date():
            return _moment(dt.datetime.combine(value, dt.time()), sections[0])


def _text(value: str, sections: Sequence[Section]) -> str:
    if len(sections) < 4:
        wrapper = next((each for each in sections[:1] if Token("mark", "@") in each.tokens), None)
    else:
        wrapper = sections[3]
    if wrapper is None:
        return value
    return "".join(value if token == ("mark", "@") else token.text for token in wrapper.tokens).strip()


def _number(value: float, sections: Sequence[Section]) -> str:
    number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    if not number.is_finite():
        return str(value)
    section, signed = _section_for(number, sections)
    if not section.tokens:
        # ";;;" hides a number; an empty first section shows it as it is.
        return "" if len(sections) > 1 else _general(number)
    if Token("mark", "@") in section.tokens or (section.has("general") and not section.has("digit")):
        words = "".join(
            _general(abs(number)) if token.kind == "general" or token == ("mark", "@") else token.text
            for token in section.tokens
        )
        return f"-{words}" if signed else words.strip()
    if section.has("power"):
        return f"{number:.2E}"
    if Token("mark", "/") in section.tokens:
        return _general(number)
    words = _pattern(abs(number), section.tokens).strip()
    # What rounds to nothing has no sign.
    return f"-{words}" if signed and any(digit in words for digit in "123456789") else words


def _section_for(number: Decimal, sections: Sequence[Section]) -> tuple[Section, bool]:
    """The section for a number, and whether a minus goes before it."""
    if any(each.sign for each in sections[:2]):
        for each in sections[:2]:
            if each.sign and _meets(number, each):
                return each, number < 0
        rest = [each for each in sections[:3] if not each.sign]
        return (rest[-1] if rest else sections[0]), number < 0
    if number < 0 and len(sections) > 1:
        return sections[1], False
    if number == 0 and len(sections) > 2:
        return sections[2], False
    return sections[0], number < 0


def _meets(number: Decimal, section: Section) -> bool:
    match section.sign:
        case "<":
            return number < section.bound
        case "<=":
            return number <= section.bound
        case ">":
            return number > section.bound
        case ">=":
            return number >= section.bound
        case "=":
            return number == section.bound
        case _:
            return number != section.bound


def _general(number: Decimal) -> str:
    """Eleven digits at most, as a wide cell shows them."""
    if number == number.to_integral_value() and abs(number) < Decimal(10) ** 16:
        return str(int(number))
    return f"{float(number):.11g}"


def _pattern(number: Decimal, tokens: Sequence[Token]) -> str:
    """A number set into the places of its format, thousands and percents applied."""
    places = [index for index, token in enumerate(tokens) if token.kind == "digit"]
    if not places:
        return "".join(token.text for token in tokens)
    point = next((index for index, token in enumerate(tokens) if token == ("mark", ".")), None)
    whole = [index for index in places if point is None or index < point]
    fraction = [index for index in places if point is not None and index > point]
    number = _scaled(number, tokens, whole, places)
    number = number.quantize(Decimal(1).scaleb(-min(len(fraction), _MOST_DECIMALS)), context=_EXACT)
    digits, _, decimals = f"{number:f}".partition(".")
    groups = any(token == ("mark", ",") for token in tokens[(whole or places)[0] : (whole or places)[-1]])
    shown_whole = _whole(digits, tokens, whole, groups=groups)
    shown_fraction = _fraction(decimals, tokens, fraction)
    words = []
    for index, token in enumerate(tokens):
        if index in shown_whole:
            words.append(shown_whole[index])
        elif index in shown_fraction:
            words.append(shown_fraction[index])
        elif index == point:
            words.append(("" if whole else digits.lstrip("0")) + ("." if any(shown_fraction.values()) else ""))
        elif token.kind == "literal" or token == ("mark", "%"):
            words.append(token.text)
    return "".join(words)


def _scaled(number: Decimal, tokens: Sequence[Token], whole: Sequence[int], places: Sequence[int]) -> Decimal:
    number *= Decimal(100) ** sum(token == ("mark", "%") for token in tokens)
    for last in {(whole or places)[-1], places[-1]}:
        for token in tokens[last + 1 :]:
            if token != ("mark", ","):
                break
            number /= 1000
    return number


def _whole(digits: str, tokens: Sequence[Token], places: Sequence[int], *, groups: bool) -> dict[int, str]:
    """What stands at each place before the point; the first place takes all digits that are left."""
    digits = digits.lstrip("0")
    found: dict[int, str] = {}
    taken = 0
    for index in reversed(places):
        count = len(digits) - taken if index == places[0] else min(1, len(digits) - taken)
        words = ""
        for _ in range(max(count, 1 if tokens[index].text == "0" else 0)):
            digit = digits[-1 - taken] if taken < len(digits) else "0"
            comma = "," if groups and taken and taken % 3 == 0 else ""
            words = digit + comma + words
            taken += 1
        found[index] = words
    return found


def _fraction(decimals: str, tokens: Sequence[Token], places: Sequence[int]) -> dict[int, str]:
    """What stands at each place behind the point; zeros at its end only where the format asks for them."""
    needed = max((order for order, index in enumerate(places, start=1) if tokens[index].text == "0"), default=0)
    kept = max(needed, len(decimals.rstrip("0")))
    return {index: decimals[order] if order < min(kept, len(decimals)) else "" for order, index in enumerate(places)}


def _elapsed(value: dt.timedelta, section: Section) -> str:
    seconds = round(abs(value.total_seconds()))
    words = f"{seconds // 3600}:{seconds % 3600 // 60:02d}"
    if any(token.text.startswith("s") for token in section.tokens if token.kind in ("date", "elapsed")):
        words += f":{seconds % 60:02d}"
    return f"-{words}" if value < dt.timedelta() else words


def _moment(value: dt.datetime, section: Section, *, date: bool = True) -> str:
    """A date with the name of its month as the format has it; one in figures as YYYY-MM-DD."""
    letters = _letters(section.tokens)
    parts = {letter[0] for letter in letters if letter}
    named = any(letter in ("mmm", "mmmm", "mmmmm") for letter in letters)
    if named or (date and parts & set("ymd") and not parts >= set("ymd")):
        if not named:
            # A month and a year, or a day and a month: names say which is which.
            letters = ["mmm" if letter in ("m", "mm") else letter for letter in letters]
        return "".join(
            token.text if not letter else _part(value, letter, section)
            for token, letter in zip(section.tokens, letters, strict=True)
        ).strip()
    time = value.strftime("%H:%M:%S" if "s" in parts else "%H:%M")
    if not date or (parts and not parts & set("ymd")):
        return time
    has_time = bool(parts & set("hs")) or (not parts and value.time() != dt.time())
    return f"{value.date().isoformat()} {time}" if has_time else value.date().isoformat()


def _letters(tokens: Sequence[Token]) -> list[str]:
    """For each piece the letters of a date ("mmmm", "yy"), minutes as "n"; empty for other pieces."""
    letters = [token.text if token.kind in ("date", "elapsed") else "" for token in tokens]
    places = [index for index, letter in enumerate(letters) if letter]
    for order, index in enumerate(places):
        before = letters[places[order - 1]] if order else ""
        after = letters[places[order + 1]] if order + 1 < len(places) else ""
        if letters[index] in ("m", "mm") and (before.startswith("h") or after.startswith("s")):
            letters[index] = "n" * len(letters[index])
    return letters


def _part(value: dt.datetime, letters: str, section: Section) -> str:
    match letters:
        case "y" | "yy":
            return f"{value.year % 100:02d}"
        case "mmmm":
            return _names(section.locale, "wide", months=True)[value.month]
        case "mmm" | "mmmmm":
            return _names(section.locale, "abbreviated", months=True)[value.month]
        case "ddd":
            return _names(section.locale, "abbreviated", months=False)[value.weekday()]
        case _:
            return _figures(value, letters, section)


def _figures(value: dt.datetime, letters: str, section: Section) -> str:
    match letters[0]:
        case "y":
            return f"{value.year:04d}"
        case "m":
            return f"{value.month:0{min(len(letters), 2)}d}"
        case "d" if len(letters) > 3:
            return _names(section.locale, "wide", months=False)[value.weekday()]
        case "d":
            return f"{value.day:0{len(letters)}d}"
        case "h":
            return f"{value.hour:02d}"
        case "n":
            return f"{value.minute:02d}"
        case _:
            return f"{value.second:02d}"


@lru_cache(maxsize=64)
def _names(number: int, width: str, *, months: bool) -> dict[int, str]:
    """Names of months or days in the language that Windows numbers so; in English where there is none."""
    named = get_month_names if months else get_day_names
    try:
        return dict(named(width, locale=locale.windows_locale.get(number, "en_US")))  # type: ignore[arg-type]
    except (UnknownLocaleError, ValueError):
        return dict(named(width, locale="en_US"))  # type: ignore[arg-type]
