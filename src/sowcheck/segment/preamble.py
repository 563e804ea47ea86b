"""The parties in the opening words: 'by and between X ("Client") and Y (the "Contractor")'."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from sowcheck.core.documents import Document
from sowcheck.core.spans import Span
from sowcheck.segment.blocks import body_blocks, contents_lines
from sowcheck.segment.definitions import terms_in_parenthesis
from sowcheck.segment.names import has_legal_form, holds_legal_form, name_at, normalised
from sowcheck.segment.roles import role_of_term

_OPENING = 9000
"""Characters in which a document introduces its parties."""
_PARENTHESIS = re.compile(r"\((?P<inside>[^()\n]{2,160})\)?")
_BETWEEN = re.compile(
    r"\b(?:by\s+and\s+between|by\s+and\s+among|between|among|entre|tussen|zwischen|made\s+by|entered\s+into\s+by)\b[\s:]*(?:the\s+parties\s*:?\s*)?",
    re.IGNORECASE,
)
_JOIN = re.compile(
    r"(?:\s*[,;.]?\s*(?:\band\b|\bet\b|\ben\b|\bund\b|&)\s*[:;]?\s*|\s*;\s*|\n)(?:\((?:\d|[a-z]|ii?)\)\s*|\d\.\s*)?",
    re.IGNORECASE,
)
_ITEM = re.compile(r"[\s:,;\-–]*(?:\((?:\d|[a-z]|i{1,3})\)|\d[.)])?[\s:,;]*")
_START = re.compile(r"(?<![\w’'-])(?=[^\W\d_a-zß-öø-ÿ]|[a-z]+[A-Z.]\w)")
_NOT_PARTIES = re.compile(
    r"\b(?:agreement|sow|services?|date|term|parties|party|order|project|work|contract|deliverables?|fees?|system|software|"
    r"schedule|exhibit|amendment|msa|application|effective|statement|site|products?|period)\b",
    re.IGNORECASE,
)


class Introduced(NamedTuple):
    """A party of the opening words."""

    name: Span
    aliases: tuple[str, ...]


def introduced_parties(document: Document) -> list[Introduced]:
    """The parties in the order in which the document introduces them."""
    text = document.text
    start, end = _opening(document)
    found = list(_defined(text, start, end))
    pairs = sorted(_between(text, start, end), key=lambda pair: not any(party.aliases for party in pair))
    for pair in pairs[:1] if pairs and any(party.aliases for party in pairs[0]) else pairs:
        new = [party for party in pair if not any(_same(text, party.name, known.name) for known in found)]
        if len(found) < 2:
            found.extend(new)
    return found


def _opening(document: Document) -> tuple[int, int]:
    """The first stretch of the body, tables of contents apart."""
    blocks = body_blocks(document)
    contents = contents_lines(blocks, document.text)
    places = [block.span.start for index, block in enumerate(blocks) if index not in contents]
    start = places[0] if places else 0
    return 0 if not contents else start, min(len(document.text), start + _OPENING)


def _same(text: str, one: Span, other: Span) -> bool:
    left, right = normalised(one.of(text)), normalised(other.of(text))
    return left == right or left.startswith(right + " ") or right.startswith(left + " ")


def _defined(text: str, start: int, end: int) -> Iterator[Introduced]:
    """Names that a parenthesis gives a term: 'Contoso Ltd (the "Supplier")'."""
    after = start
    seen: list[Span] = []
    for parenthesis in _PARENTHESIS.finditer(text, start, end):
        terms = terms_in_parenthesis(parenthesis["inside"])
        if not terms:
            continue
        name = _name_before(text, max(after, parenthesis.start() - 700), parenthesis.start(), terms)
        after = parenthesis.end()
        if name is not None and not any(_same(text, name, other) for other in seen):
            seen.append(name)
            yield Introduced(name, tuple(terms))


def _name_before(text: str, start: int, end: int, terms: list[str]) -> Span | None:
    """The name that the terms before `end` stand for: the first after "between" or "and", one with a legal form first."""
    anchors = [match.end() for match in _BETWEEN.finditer(text, start, end)]
    start = anchors[-1] if anchors else start
    candidates: list[Span] = []
    place = start
    while (begin := _START.search(text, place, end)) is not None:
        name = name_at(text, begin.start(), end, join_and=bool(anchors))
        if name is not None:
            candidates.append(name)
        place = max(begin.end() + 1, name.end if name else _word_end(text, begin.start(), end))
    roles = any(role_of_term(term) or term.lower() in ("we", "us", "you", "company") for term in terms)
    fitting = [name for name in candidates if _fits(name.of(text), terms)]
    if fitting:
        return fitting[0]
    if not roles:
        return None
    formed = [name for name in candidates if has_legal_form(name.of(text))]
    if formed:
        return formed[0]
    adjacent = [name for name in candidates if not text[name.end : end].strip(" ,")]
    lead = [name for name in candidates if not text[start : name.start].strip(" ,:;\n")]
    return next(iter(lead or adjacent or candidates), None)


def _word_end(text: str, start: int, end: int) -> int:
    place = start
    while place < end and not text[place].isspace():
        place += 1
    return place


def _fits(name: str, terms: list[str]) -> bool:
    """Whether a term is a short form of the name: its first word, a word of it, or its initials."""
    words = [word for word in re.split(r"[^\w]+", name) if word]
    initials = "".join(word[0] for word in words if word[0].isupper())
    for term in terms:
        if role_of_term(term) or _NOT_PARTIES.search(term):
            continue
        plain = re.sub(r"\W", "", term).casefold()
        joined = "".join(words).casefold()
        if len(plain) >= 2 and (
            joined.startswith(plain) or plain == initials.casefold() or initials.casefold().startswith(plain)
        ):
            return True
        telling = holds_legal_form(name) or (term.isupper() and not name.isupper())
        if telling and any(plain == word.casefold() and len(plain) >= 3 for word in words):
            return True
    return False


def _between(text: str, start: int, end: int) -> Iterator[tuple[Introduced, ...]]:
    """ "between X and Y", on one line or on lines of their own, with a term below each name or none."""
    for anchor in _BETWEEN.finditer(text, start, end):
        first = _item(text, anchor.end(), end)
        if first is None:
            continue
        second = None
        place = first.name.end
        limit = min(end, place + 400)
        while second is None and (join := _JOIN.search(text, place, limit)) is not None:
            place = join.end()
            if "\n" in join.group() and not re.search(r"\w", join.group()):
                continue
            second = _item(text, place, end)
        if second is not None and any(_is_telling(party.name.of(text)) for party in (first, second)):
            yield first, second


def _is_telling(name: str) -> bool:
    """Whether a name can stand without a term: more than a single word."""
    return len(name.split()) > 1 or has_legal_form(name)


def _item(text: str, start: int, end: int) -> Introduced | None:
    """The name at a place, with the term on the line below it if it has one there."""
    lead = _ITEM.match(text, start, end)
    place = lead.end() if lead else start
    name = name_at(text, place, end)
    if name is None:
        return None
    below = re.compile(r"\s*\n+\s*(?P<term>[^\n]{2,30})(?=\n|$)").match(text, name.end, end)
    terms = (below["term"].strip(),) if below and _is_term_below(name.of(text), below["term"].strip()) else ()
    return Introduced(name, terms)


def _is_term_below(name: str, line: str) -> bool:
    if role_of_term(line):
        return True
    initials = "".join(word[0] for word in re.findall(r"\w+", name) if word[0].isupper())
    return (
        len(line.split()) == 1
        and len(line) >= 2
        and (initials.startswith(line.upper()) or name.casefold().startswith(line.casefold()))
    )
