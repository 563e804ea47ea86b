"""Lines of a signature block that say for whom it is."""

import re
from typing import NamedTuple

from sowcheck.core.items import PartyRole
from sowcheck.core.spans import Span
from sowcheck.segment.name_words import ONLY_FORM, has_legal_form
from sowcheck.segment.names import name_at
from sowcheck.segment.roles import leaning_of_term, role_in, role_of_term
from sowcheck.segment.signing.labels import FOR_PARTY, STAMP, TITLE_WORDS
from sowcheck.segment.signing.lines import Column
from sowcheck.segment.signing.marks import has_mark

_HEADING_WORDS = re.compile(
    r"\b(?:AGREED|ACCEPTED|ACCEPTANCE|WITNESS|SIGNATURES?|SCHEDULE|EXHIBIT|ANNEX|APPENDIX|ATTACHMENT|PAGE|BY|"
    r"AUTHORI[SZ]ATION|STATEMENT|AGREEMENT|ORDER)\b"
)


class NamedParty(NamedTuple):
    """What a line says about the party."""

    name: Span | None
    role: PartyRole | None
    second: Span | None
    """Another party's name on the same line."""


def named_party(part: Span, text: str) -> NamedParty:
    """The name and the role that a line such as "For and on behalf of Contoso Ltd" or "CONTRACTOR:" says."""
    words = part.of(text)
    lead = FOR_PARTY.match(words)
    start = part.start + (lead.end() if lead else 0)
    name = name_at(text, start, part.end, join_and=True)
    if name and name.end < part.end - 2 and not has_legal_form(name.of(text)):
        name = None
    said = text[start : part.end].strip(" :")
    role = role_of_term(said) or leaning_of_term(said) or (role_in(words) if name is None else None)
    second = name_at(text, name.end, part.end, join_and=True) if name else None
    return NamedParty(name, role, second)


def is_party_line(part: Span, text: str, *, after_name: bool) -> bool:
    """Whether a line says for whom the block is: a role word, a firm's name, "for Contoso Ltd".

    Args:
        part: The line.
        text: The document's text.
        after_name: Whether a name stands above it, so that a legal form alone can be its rest.
    """
    words = part.of(text).strip()
    if role_of_term(words.rstrip(":")) or _is_for_party(words) or is_entity(part, text, after_name=after_name):
        return True
    return role_in(words) is not None and len(words.split()) <= 5 and not TITLE_WORDS.search(words)


def is_entity(part: Span, text: str, *, after_name: bool) -> bool:
    """Whether the line is a firm's name: with a legal form, or in capitals."""
    words = part.of(text).strip()
    name = name_at(text, part.start, part.end, join_and=True)
    if name is None:
        return after_name and bool(ONLY_FORM.fullmatch(words))
    if name.end < part.end - 2 and not (has_legal_form(name.of(text)) and words.isupper()):
        return False
    shouted = words.isupper() and len(words.split()) >= 2 and not _HEADING_WORDS.search(words)
    return has_legal_form(words) or shouted


def parties_stand_below(text: str, column: Column) -> bool:
    """Whether a column signs first and names the firm after: mark, firm, mark, firm."""
    order: list[str] = []
    for line in column.lines:
        words = line.of(text)
        if has_mark(words) or STAMP.match(words):
            order.append("mark")
        elif is_entity(line, text, after_name=False):
            order.append("firm")
    pairs = len(order) // 2
    return pairs > 0 and order == ["mark", "firm"] * pairs


def _is_for_party(words: str) -> bool:
    """Whether the line is "For Contoso Ltd" or "Signed for and on behalf of", and no sentence."""
    return bool(FOR_PARTY.match(words)) and len(words) < 90 and (not words.endswith(".") or has_legal_form(words))
