"""Where a party's name ends: legal form in, address and "a Delaware corporation" out."""

import re

from sowcheck.core.spans import Span
from sowcheck.segment.name_words import FORM, HONORIFIC, NO_PART, is_name

_CAPITAL = re.compile(r"[^\W\d_a-zß-öø-ÿ][\w’'&.·@+!\-]*|[a-z]+[A-Z.][\w.]*\w|\d{1,4}[A-Z]\w*|\d{1,3}(?=\s[A-Z])")
_CONNECTOR = re.compile(
    r"(?:of|the|for|de|du|des|la|le|les|van|von|der|den|und|et|y|e|in|at|to|on|del|di|da|do|dos|&|\+|/|[–-])(?=\s|$)"
)
_AND = re.compile(r"and(?=\s)")
_GAP = re.compile(r"[ \u00a0]{1,2}")
_DIVISION = re.compile(
    r",\s(?=(?i:D[eé]partement|Department|Division|Dept|Branch|Abteilung|Niederlassung|Business Unit)\b)"
)
_INSIDE = re.compile(r"\((?:[A-Z][\w.]*\s?){1,3}\)(?=\s+[A-Z]|,?\s+(?:Inc|LLC|Ltd|L\.P))")
_NEXT_PERSON = re.compile(r"(?:,\s|\s(?:and|&)\s|,\sand\s)(?=(?:Mr|Ms|Mrs|Dr|Prof|Mme|Herr|Frau)\.?\s)")
_ABBREVIATED = re.compile(r"(?:[A-Z]|(?:[A-Z]\.)+[A-Z]?|Mr|Ms|Mrs|Dr|Prof|St|Jr|Sr|Bros|Intl|Mfg|Assoc|Univ|Dept)\.")
_WORD_FORM = re.compile(r".*\b(?:Company|Trust|Corporation|Limited|Private)$", re.DOTALL)
_FORM_AHEAD = re.compile(rf"(?: [A-Z][\w&’'-]+){{1,4}}{FORM.pattern}")


def name_at(text: str, start: int, end: int, *, join_and: bool = False) -> Span | None:
    """The name that begins at `start`, as written, with its legal form.

    Args:
        text: The document's text.
        start: Offset of the name's first character; white space before it is skipped.
        end: Where the name must end at the latest.
        join_and: Whether "and" may be a word of the name ("Smith and Sons Ltd").
    """
    while start < end and text[start] in ' \t\n“"':
        start += 1
    last = _name_end(text, start, end, join_and)
    while HONORIFIC.match(text, start, end) and last is not None and (more := _NEXT_PERSON.match(text, last, end)):
        following = _name_end(text, more.end(), end, join_and=False)
        if following is None:
            break
        last = following
    return Span(start=start, end=last) if last is not None and is_name(text[start:last]) else None


def _name_end(text: str, start: int, end: int, join_and: bool) -> int | None:
    """One past the last character of the name that begins at `start`: word after word, as long as names go on."""
    place = _after_word(text, start, end)
    last = None if place is None else place[0]
    while last is not None and place is not None and not place[1]:
        legal = FORM.match(text, last, end)
        if legal:
            last = _form_end(legal)
            if not _goes_on_after_form(text, last, end):
                break
            continue
        following = _next_part(text, start, last, end, join_and)
        if following is None:
            break
        place = following
        last = following[0]
    return last


def _goes_on_after_form(text: str, last: int, end: int) -> bool:
    """Whether more of the name stands behind a legal form: a second form, a division, or a word like "Company" inside it."""
    if FORM.match(text, last, end) or _DIVISION.match(text, last, end):
        return True
    return bool(_WORD_FORM.match(text, max(last - 12, 0), last) and _FORM_AHEAD.match(text, last, end))


def _next_part(text: str, start: int, last: int, end: int, join_and: bool) -> tuple[int, bool] | None:
    """The end of the name's next word, and whether the sentence ends with it; None if the name does not go on."""
    division = _DIVISION.match(text, last, end)
    if division:
        return _after_word(text, division.end(), end)
    gap = _GAP.match(text, last, end)
    if not gap:
        return None
    inside = _INSIDE.match(text, gap.end(), end)
    if inside:
        return inside.end(), False
    here = gap.end()
    while connector := _CONNECTOR.match(text, here, end) or (_AND.match(text, here, end) if join_and else None):
        here = connector.end() + 1
    if here > gap.end() and _leaves_capitals(text, start, last, here):
        return None
    return _after_word(text, here, end, first=False)


def _leaves_capitals(text: str, start: int, last: int, here: int) -> bool:
    """Whether a name in capitals is followed by "of" and a word that is not: the firm's place."""
    name, following = text[start:last], text[here : here + 2]
    return name.isupper() and " " in name and following[:1].isupper() and following[1:].islower()


def _after_word(text: str, start: int, end: int, *, first: bool = True) -> tuple[int, bool] | None:
    """The end of the capitalised word at `start`, and whether it ends the sentence."""
    capital = _CAPITAL.match(text, start, end)
    if capital is None or (not first and NO_PART.fullmatch(capital.group())):
        return None
    word = capital.group()
    if word.endswith((".", "’", "'", "-")) and not _ABBREVIATED.fullmatch(word) and not _is_form(text, start, end):
        return capital.end() - (len(word) - len(word.rstrip(".’'-"))), True
    possessive = word.endswith(("’s", "'s")) and not re.match(r" [A-Z]", text[capital.end() : capital.end() + 2])
    return capital.end() - (2 if possessive else 0), bool(possessive)


def _is_form(text: str, start: int, end: int) -> bool:
    """Whether a legal form stands at `start`: its full stop ends no sentence."""
    return FORM.match(text, start, end) is not None


def _form_end(legal: re.Match[str]) -> int:
    """The end of a legal form, with its full stop where it is an abbreviation."""
    whole_word = re.search(r"(?:Limited|Company|Corporation|GmbH|plc|PLC|LLC|LLP|AG|NV|BV|SA|SAS)\.$", legal.group())
    return legal.end() - 1 if whole_word else legal.end()
