"""The parties in the opening words: 'by and between X ("Client") and Y (the "Contractor")'."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from sowcheck.core.documents import Document
from sowcheck.core.spans import Span
from sowcheck.segment.blocks import body_blocks, contents_lines
from sowcheck.segment.definitions import hereinafter, terms_in_parenthesis
from sowcheck.segment.name_words import ONLY_FORM, has_legal_form, is_person, is_same_name, normalised
from sowcheck.segment.names import name_at
from sowcheck.segment.roles import role_of_term

_OPENING = 9000
"""Characters in which a document introduces its parties."""
_LONGEST = 1800
"""Characters from "between" to the last party."""
_PARENTHESIS = re.compile(r"[(\[](?P<inside>[^()\[\]\n]{2,200})[)\]]?")
_BETWEEN = re.compile(
    r"\b(?:by\s+and\s+between|by\s+and\s+among|between|among|entre|tussen|zwischen|made\s+by|entered\s+into\s+by|executed\s+by|"
    r"ondergetekenden|soussign[ée]e?s|(?:^|(?<=\n))(?:the\s+)?parties(?=\s*:?\s*\n))\b"
    r"[\s:,–—-]*(?:(?:the\s+(?:following\s+)?parties|the\s+undersigned|les\s+soussign[ée]e?s)\s*[:,]?\s*)?",
    re.IGNORECASE,
)
_JOIN = re.compile(
    r"(?:\b(?:and|et|en|und|y)\b|&|;)[\s:,]*(?:(?:also\s+)?between\s+)?(?:\((?:\d|[a-z]|ii?)\)\s*|\d[.)]\s+)?|\n\s*(?:\((?:2|b|ii)\)|2[.)])\s*",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"[\s:,;\-–]*(?:\((?:\d|[a-z]|i{1,3})\)|\d[.)])?[\s:,;]*"
    r"(?:(?i:la\s+soci[eé]t[eé]|soci[eé]t[eé]|die\s+firma|der\s+firma|firma|messrs\.?|the\s+(?:company|firm)|der|die|de|het)\s+(?=[^\Wa-z]))?"
)
_END = re.compile(
    r"\bW\s?H\s?E\s?R\s?E\s?A\s?S\b|\bRECITALS?\b|\bBACKGROUND\b|\bWITNESSETH\b|\bNOW,?\s+THEREFORE\b|\bWhereas\b|"
    r"\bthe\s+parties\s+(?:hereby\s+)?agree\b|\n\s*1\.?[\s\t]+[A-Z]"
)
_START = re.compile(r"(?<![\w’'-])(?=[^\W\d_a-zß-öø-ÿ]|[a-z]+[A-Z.]\w)")
_NO_PARTY_TERM = re.compile(
    r"\b(?:agreement|sow|date|term|parties|party|order|project|work|contract|deliverables?|fees?|"
    r"schedule|exhibit|amendment|msa|application|effective|statement|products?|period)\b",
    re.IGNORECASE,
)
_CLOSED = re.compile(r"[),;”\"»–—]$|\bpart(?:y)?$", re.IGNORECASE)
"""What ends the description of a party: a parenthesis, a comma, "of the one part"."""
_PLAIN_TERM = re.compile(r"(?P<article>the\s+|der\s+|die\s+)?(?P<term>[A-Z][\w&’'-]*(?:\s[A-Z][\w&’'-]*){0,3})")
_AGREE = re.compile(
    r"(?:^|(?<=\n))(?=[^\n]{8,700}?\s(?:(?:have|has|hereby)\s+)?(?:agrees?|agreed|enter|entered|amend|conclude|execute)\b)"
)
"""A line that begins with the parties: "Contoso Ltd and Fabrikam AG agree on this change"."""
_AFTER_ARTICLE = re.compile(r"(?:^|[\s(,])an?\s+$")


class Introduced(NamedTuple):
    """A party of the opening words."""

    name: Span
    aliases: tuple[str, ...]


def introduced_parties(document: Document) -> list[Introduced]:
    """The parties in the order in which the document introduces them."""
    text = document.text
    start, end = _opening(document)
    groups = [parties for anchor in _BETWEEN.finditer(text, start, end) if (parties := _group(text, anchor.end(), end))]
    groups += [parties for line in _AGREE.finditer(text, start, end) if (parties := _in_line(text, line.end()))]
    best = max(groups, key=_telling, default=[])
    if len(best) >= 2 and _telling(best) > 0:
        return _joined(text, [best, *groups])
    defined = list(_defined(text, start, end))
    return defined if len(defined) >= len(best) else best


def _telling(parties: list[Introduced]) -> int:
    """How much a group of parties says: role words count most, then other terms."""
    roles = sum(any(role_of_term(alias) for alias in party.aliases) for party in parties)
    terms = sum(bool(party.aliases) for party in parties)
    return (10 * roles + 3 * terms + 1) if len(parties) >= 2 else 0


def _joined(text: str, groups: list[list[Introduced]]) -> list[Introduced]:
    """The first group, its parties with the terms that other groups give to the same names."""
    joined: list[Introduced] = []
    for party in groups[0]:
        aliases = dict.fromkeys(party.aliases)
        for group in groups[1:]:
            aliases.update(
                (alias, None) for other in group if _same(text, other.name, party.name) for alias in other.aliases
            )
        joined.append(Introduced(party.name, tuple(aliases)))
    return joined


def _opening(document: Document) -> tuple[int, int]:
    """The first stretch of the body, tables of contents apart."""
    blocks = body_blocks(document)
    contents = contents_lines(blocks, document.text)
    length = sum(len(blocks[index].span) for index in contents)
    first = blocks[0].span.start if blocks else 0
    return first, min(len(document.text), first + _OPENING + length)


def _same(text: str, one: Span, other: Span) -> bool:
    return is_same_name(normalised(one.of(text)), normalised(other.of(text)))


# After "between"


def _group(text: str, start: int, end: int) -> list[Introduced]:
    """The parties that follow a "between", each with its terms."""
    stop = _END.search(text, start, min(end, start + _LONGEST))
    end = stop.start() if stop else min(end, start + _LONGEST)
    name = _next_name(text, start, end)
    found: list[Introduced] = []
    while name is not None and len(found) < 4:
        following = _next_party(text, name, end)
        limit = following.start if following else min(end, name.end + 500)
        found.append(Introduced(name, _terms(text, name, limit)))
        name = following
    telling = any(
        has_legal_form(party.name.of(text)) or party.aliases or len(party.name.of(text).split()) > 1 for party in found
    )
    return found if len(found) >= 2 and telling else []


def _in_line(text: str, start: int) -> list[Introduced]:
    """Parties that begin a line with a verb of agreement; both have a legal form or a term."""
    end = text.find("\n", start)
    parties = _group(text, start, end if end >= 0 else len(text))
    first = name_at(text, start, len(text))
    told = [party for party in parties if party.aliases or has_legal_form(party.name.of(text))]
    return (
        parties if first is not None and len(told) == len(parties) == 2 and parties[0].name.start == first.start else []
    )


def introduced_in(text: str, value: Span) -> list[Introduced]:
    """The parties of a labelled value: 'Parties: Contoso Ltd ("Contoso") and Fabrikam AG'."""
    return _group(text, value.start, value.end)


def terms_after(text: str, name: Span, end: int) -> tuple[str, ...]:
    """The terms in a parenthesis right behind a name."""
    following = text[name.end : end]
    return _terms(text, name, end) if re.match(r"[^()\n]{0,120}[(]|\s*[–-]\s*herein", following) else ()


def _next_name(text: str, start: int, end: int) -> Span | None:
    """The name that follows at once, after "(1)" or the like."""
    lead = _LEAD.match(text, start, end)
    place = lead.end() if lead else start
    name = _with_and(text, name_at(text, place, end), end)
    if name is not None or _JOIN.match(text, place, end):
        return name
    begin = _START.search(text, place, min(end, place + 40))
    return name_at(text, begin.start(), end) if begin else None


def _with_and(text: str, name: Span | None, end: int) -> Span | None:
    """The name with its "and" ("Hart and Sons Ltd"), if another party follows all the same."""
    if name is None or has_legal_form(name.of(text)):
        return name
    longer = name_at(text, name.start, end, join_and=True)
    if longer is None or longer == name or not has_legal_form(longer.of(text)) or is_person(name.of(text)):
        return name
    return longer if _next_party(text, longer, end) else name


def _next_party(text: str, name: Span, end: int) -> Span | None:
    """The next name after "and": right after the one before, after its term, or with a legal form or a term of its own."""
    for join in _JOIN.finditer(text, name.end, min(end, name.end + 900)):
        lead = _LEAD.match(text, join.end(), end)
        following = name_at(text, lead.end() if lead else join.end(), end)
        if following is None or _same(text, name, following):
            continue
        between = text[name.end : join.start()].strip()
        closes = not between or bool(_CLOSED.search(between)) or "\n" in text[join.start() - 2 : join.end()]
        telling = has_legal_form(following.of(text)) or bool(_terms(text, following, min(end, following.end + 250)))
        if (not between) or (closes and telling) or (closes and is_person(following.of(text))):
            return following
    return None


def _terms(text: str, name: Span, limit: int) -> tuple[str, ...]:
    """The terms that stand for a name: in parentheses after it, or on the line below it."""
    terms: list[str] = []
    for parenthesis in _PARENTHESIS.finditer(text, name.end, limit):
        inside = parenthesis["inside"]
        defined = terms_in_parenthesis(inside) or _plain_terms(name.of(text), inside)
        terms += [term for term in defined if _is_party_term(term)]
        if terms:
            break
    terms = terms or [term for term in hereinafter(text, name.end, limit) if _is_party_term(term)]
    below = re.compile(r"\s*\n+\s*(?P<term>[^\n]{2,30})(?=\n|$)").match(text, name.end, limit)
    if not terms and below and _is_term_below(name.of(text), below["term"].strip()):
        terms = [below["term"].strip()]
    return tuple(terms)


def _is_party_term(term: str) -> bool:
    return role_of_term(term) is not None or not _NO_PARTY_TERM.search(term)


def _plain_terms(name: str, inside: str) -> list[str]:
    """The term of a parenthesis without quotation marks: "(the Co-operative)", or "(Rimu)" after "Rimu Ltd"."""
    found = _PLAIN_TERM.fullmatch(inside.strip())
    if found is None or ONLY_FORM.fullmatch(found["term"]):
        return []
    term = found["term"]
    return [term] if found["article"] or role_of_term(term) or fits(name, [term]) else []


def _is_term_below(name: str, line: str) -> bool:
    """Whether a line below a name is its term: a role word, its initials or its first word."""
    if role_of_term(line):
        return True
    initials = "".join(word[0] for word in re.findall(r"\w+", name) if word[0].isupper())
    short = len(line.split()) == 1 and len(line) >= 2
    return short and (initials.startswith(line.upper()) or name.casefold().startswith(line.casefold()))


# Without "between": a letter, a form


def _defined(text: str, start: int, end: int) -> Iterator[Introduced]:
    """Names that a parenthesis gives a term: 'Contoso Ltd (the "Supplier")'."""
    after = start
    seen: list[Span] = []
    for parenthesis in _PARENTHESIS.finditer(text, start, end):
        terms = terms_in_parenthesis(parenthesis["inside"])
        if not terms:
            continue
        name = _name_before(text, max(after, parenthesis.start() - 500), parenthesis.start(), terms)
        after = parenthesis.end()
        if name is not None and not any(_same(text, name, other) for other in seen):
            seen.append(name)
            yield Introduced(name, tuple(term for term in terms if _is_party_term(term)))


def _name_before(text: str, start: int, end: int, terms: list[str]) -> Span | None:
    """The name that the terms before `end` stand for: one with a legal form, or one right before a role word."""
    start = max(start, text.rfind("\n", start, end) + 1)
    formed: list[Span] = []
    adjacent: Span | None = None
    for name in _names(text, start, end):
        if _AFTER_ARTICLE.search(text[max(start, name.start - 4) : name.start]):
            continue
        if has_legal_form(name.of(text)):
            formed.append(name)
        if not text[name.end : end].strip(" ,"):
            adjacent = name
    if any(role_of_term(term) or term.lower() in ("we", "us", "you", "company") for term in terms):
        return formed[0] if formed else adjacent
    return next((name for name in formed if fits(name.of(text), terms)), None)


def _names(text: str, start: int, end: int) -> Iterator[Span]:
    place = start
    while (begin := _START.search(text, place, end)) is not None:
        name = name_at(text, begin.start(), end)
        if name is not None:
            yield name
        place = begin.start() + 1
        while place < end and not text[place].isspace():
            place += 1
        place = max(place, name.end if name else 0)


def fits(name: str, terms: list[str]) -> bool:
    """Whether a term is a short form of the name: its beginning, a word of it, or its initials.

    >>> fits("Contoso Trading Company", ["CTC"]), fits("Contoso Trading Company", ["Equipment"])
    (True, False)
    """
    words = [word for word in re.split(r"[^\w]+", name) if word]
    initials = "".join(word[0] for word in words if word[0].isupper()).casefold()
    joined = "".join(words).casefold()
    for term in terms:
        plain = re.sub(r"\W", "", term).casefold()
        if role_of_term(term) or _NO_PARTY_TERM.search(term) or len(plain) < 2:
            continue
        if joined.startswith(plain) or initials.startswith(plain):
            return True
        if len(plain) >= 3 and any(plain == word.casefold() for word in words):
            return True
    return False
