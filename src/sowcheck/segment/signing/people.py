"""People in a signature block: a printed name, a title behind it, the name inside a mark."""

import re
from typing import NamedTuple

from sowcheck.core.spans import Span, stripped
from sowcheck.segment.name_words import has_legal_form
from sowcheck.segment.names import name_at
from sowcheck.segment.signing.labels import ILLEGIBLE, TITLE_WORDS
from sowcheck.segment.signing.marks import MARK

_CUT = re.compile(r"\s*[,/]\s*|\s+[–-]\s+|\t")
_ITS = re.compile(r"(?:as\s+)?its\s+", re.IGNORECASE)
_NAME_AND_SLASH = re.compile(r"(?P<name>[^/]{3,40})/\s*(?=\w)")
_LONG_WORD = re.compile(r"[^\W\d_]{3,}")


def share_a_word(mark: Span, words: Span, text: str) -> bool:
    """Whether the first words of a line repeat a word of the name in a mark."""
    signed = set(_LONG_WORD.findall(mark.of(text).casefold()))
    first = _LONG_WORD.findall(words.of(text).casefold())[:4]
    return bool(signed & set(first)) and len(words) < 110


def name_and_title(part: Span, text: str) -> tuple[Span, Span | None]:
    """The name and the title of "Julian Reyes, VP" and "R. Okafor/President"; the whole as a name if no title follows."""
    words = part.of(text)
    cutting = _CUT.search(words)
    if cutting and TITLE_WORDS.search(words[cutting.end() :]) and not TITLE_WORDS.search(words[: cutting.start()]):
        name = stripped(text, part.start, part.start + cutting.start())
        if name:
            return name, stripped(text, part.start + cutting.end(), part.end)
    return stripped(text, part.start, part.end - (1 if words.endswith(",") else 0)) or part, None


class Title(NamedTuple):
    """A title and what stood around it."""

    title: Span
    name: Span | None = None
    """The signer, before it."""
    firm: Span | None = None
    """The firm, behind it."""


def title_alone(value: Span, mark: Span | None, text: str) -> Title:
    """The title of "Its President", "R. Okafor/President" or "Partner, Contoso Ltd"."""
    words = value.of(text)
    its = _ITS.match(words)
    lead = _NAME_AND_SLASH.match(words)
    start, signer = value.start + (its.end() if its else 0), None
    if lead and mark and share_a_word(mark, Span(start=start, end=start + lead.end()), text):
        signer = stripped(text, start, start + lead.end("name"))
        start += lead.end()
    for comma in re.finditer(r",\s", text[start : value.end]):
        firm = name_at(text, start + comma.end(), value.end)
        title = stripped(text, start, start + comma.start())
        if title and firm and firm.end >= value.end - 1 and has_legal_form(firm.of(text)):
            return Title(title, signer, firm)
    return Title(stripped(text, start, value.end) or value, signer)


def name_in_mark(mark: Span, text: str) -> Span | None:
    """The name in "/s/ A. Rao", unless nobody could read it."""
    slash = MARK.match(mark.of(text))
    name = stripped(text, mark.start + slash.end(), mark.end) if slash else None
    return name if name and not ILLEGIBLE.match(name.of(text)) and "_" not in name.of(text) else None
