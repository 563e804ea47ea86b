"""One line that says several things: "A. Rao, Director, 3 May 2026", "Ann Okoro, Partner, for Contoso Ltd", "Ulm, 24.09.2026"."""

import re
from typing import NamedTuple

from sowcheck.core.spans import Span, stripped
from sowcheck.segment.name_words import has_legal_form
from sowcheck.segment.names import name_at
from sowcheck.segment.signing.labels import TITLE_WORDS, is_date

_BREAK = re.compile(r"\s*[,;|]\s*(?:(?:on|dated?|den|le|am)\s+)?|\s+[–—-]\s+|\s+(?:on|dated)\s+|\s*\((?=\d)|\t")
_FOR = re.compile(
    r"(?:,\s*|\s+[–-]\s+|\s+)(?=(?:for(?:\s+and\s+on\s+behalf\s+of)?|on\s+behalf\s+of|für)\s+(?:the\s+)?[^\W\d_a-z])"
)
_PLACE = re.compile(r"(?:[^\W\d_a-z][\w.’'-]*)(?:[\s/-](?:am|an|der|upon|[^\W\d_a-z][\w.’'()-]*)){0,3}")
_DONE_AT = re.compile(
    r"(?:fait|done|made|signed|executed|gedaan|opgemaakt|geschehen|hecho|fatto)\s+(?:à|at|in|te|zu|en|a)\b",
    re.IGNORECASE,
)
"""The date of the paper rather than of one signer."""
_LONGEST = 160


class Tail(NamedTuple):
    """A line taken apart from its end."""

    head: Span | None
    """What is left; None if the line is a place and a date."""
    date: Span | None
    firm: Span | None
    """From "for" on: "for Contoso Ltd"."""


def tail(part: Span, text: str, *, signer: str = "") -> Tail:
    """The date and the firm at the end of a line, apart from what stands before them.

    Args:
        part: The line, without a label.
        text: The document's text.
        signer: The words of the mark above, which tell "Ann Okoro, 3 May 2026" from "Bad Ems, 3 May 2026".
    """
    words = part.of(text)
    if len(words) > _LONGEST or is_date(words) or _DONE_AT.match(words):
        return Tail(part, None, None)
    head, date = _dated(part, text)
    if date is not None and head is not None and _is_place(head.of(text), signer):
        return Tail(None, date, None)
    if head is None:
        return Tail(part, None, None)
    lead = next(
        (
            found
            for found in _FOR.finditer(head.of(text))
            if TITLE_WORDS.search(head.of(text)[: found.start()]) or "," in found.group()
        ),
        None,
    )
    if lead and lead.start() > 3 and _names_a_firm(head.start + lead.end(), head.end, text):
        before = stripped(text, head.start, head.start + lead.start())
        return Tail(before, date, Span(start=head.start + lead.end(), end=head.end))
    return Tail(head, date, None)


def _dated(part: Span, text: str) -> tuple[Span | None, Span | None]:
    words = part.of(text)
    if not any(letter.isdigit() for letter in words):
        return part, None
    for found in _BREAK.finditer(words):
        rest = stripped(text, part.start + found.end(), part.end)
        if rest is None or not rest.of(text)[-1:].isalnum():
            rest = stripped(text, part.start + found.end(), part.end - 1) if rest else None
        if rest and found.start() > 1 and is_date(rest.of(text)):
            return stripped(text, part.start, part.start + found.start()), rest
    return part, None


def _is_place(words: str, signer: str) -> bool:
    """Whether the words before a date are a town: short, no title, and not the one who signed."""
    lower = any(word[0].islower() for word in words.split() if word not in ("am", "an", "der", "upon"))
    if lower or not _PLACE.fullmatch(words) or TITLE_WORDS.search(words) or has_legal_form(words):
        return False
    signed = {word.casefold() for word in re.findall(r"[^\W\d_]{3,}", signer)}
    return not signed & {word.casefold() for word in re.findall(r"[^\W\d_]{3,}", words)}


def _names_a_firm(start: int, end: int, text: str) -> bool:
    found = re.match(r"(?:for(?:\s+and\s+on\s+behalf\s+of)?|on\s+behalf\s+of|für)\s+(?:the\s+)?", text[start:end])
    name = name_at(text, start + found.end(), end, join_and=True) if found else None
    return (
        name is not None and name.end >= end - 1 and (has_legal_form(name.of(text)) or len(name.of(text).split()) > 1)
    )
