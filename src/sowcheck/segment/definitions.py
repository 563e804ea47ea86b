"""Defined terms: ("SOW"), (the "Contractor"), (hereinafter referred to as X), and "Services" means this."""

import re
from collections.abc import Iterator

from sowcheck.core.clauses import Definition
from sowcheck.core.spans import Span

_OPEN, _CLOSE = "[“\"«„‘]|'(?=[A-Z])", "[”\"»“’']"
_QUOTED = re.compile(rf"(?:{_OPEN})\s?(?P<term>[^\W_][^“”\"«»„\n\t]{{0,60}}?)\s?[,.]?(?:{_CLOSE})(?!\w)")
_PARENTHESIS = re.compile(r"\((?P<inside>[^()\n]{1,160})\)?")
_HEREINAFTER = re.compile(
    r"\b(?:herein\s?after|hereafter|herein|ci-après|hierna|nachfolgend|nachstehend)\b(?:\s+(?:together|collectively|jointly|individually|"
    r"each|also|and|only|simply))*\s*(?:,?\s*(?:referred\s+to|called|known|designated|dénommée?s?|désignée?s?|te\s+noemen|genoemd|genannt|bezeichnet|being))*\s*"
    r"(?:as|to|be)?\s*:?\s*[“\"«„']?\s?(?:the\s+|le\s+|la\s+|de\s+|der\s+|die\s+)?[“\"«„']?\s?(?P<term>[A-Z][\w&.\-]*(?:\s[A-Z][\w&.\-]*){0,3})",
    re.IGNORECASE,
)
_MEANS = re.compile(
    rf"(?:{_OPEN})(?P<term>[^“”\"«»\n\t]{{1,60}}?)(?:{_CLOSE})\s*(?:\([^()]{{1,60}}\)\s*)?"
    r"(?:,?\s*(?:as used (?:herein|in this \w+),?\s*)?(?:shall\s+)?(?:also\s+)?(?:means?|have\s+the\s+meaning|has\s+the\s+meaning|"
    r"refers?\s+to|includes?|signifie|désigne|bedeutet|betekent))\b"
)
_MEANS_PLAIN = re.compile(
    r"^(?P<term>[A-Z][\w\-]*(?:\s(?:[A-Z][\w\-]*|of|and|or)){0,5})\s*(?::|[–-])?\s*(?:shall\s+)?(?:means?|has\s+the\s+meaning)\b",
    re.MULTILINE,
)


def definitions(text: str) -> tuple[Definition, ...]:
    """The defined terms of a text in its order; a term that is defined twice counts with its first place."""
    found: dict[str, Definition] = {}
    for term, span in sorted(_found(text), key=lambda pair: (pair[1].start, pair[1].end)):
        words = " ".join(term.split()).strip(" ,.;:")
        if _is_term(words):
            found.setdefault(words, Definition(term=words, span=span))
    return tuple(found.values())


def terms_in_parenthesis(inside: str) -> list[str]:
    """The terms that the words of a parenthesis define: 'the "Buyer" or "you"' has two."""
    terms = [match["term"].strip() for match in _QUOTED.finditer(inside)]
    if not terms:
        found = _HEREINAFTER.search(inside)
        terms = [found["term"]] if found and found["term"][0].isupper() else []
    return [" ".join(term.split()) for term in terms if _is_term(" ".join(term.split()))]


def hereinafter(text: str, start: int, end: int) -> list[str]:
    """The term of a "hereinafter called X" between two offsets, outside of parentheses."""
    found = _HEREINAFTER.search(text, start, end)
    return [found["term"]] if found and found["term"][0].isupper() and _is_term(found["term"]) else []


def _found(text: str) -> Iterator[tuple[str, Span]]:
    for parenthesis in _PARENTHESIS.finditer(text):
        for term in terms_in_parenthesis(parenthesis["inside"]):
            yield term, Span(start=parenthesis.start(), end=parenthesis.end())
    for pattern in (_MEANS, _MEANS_PLAIN):
        for match in pattern.finditer(text):
            yield match["term"], Span(start=match.start(), end=match.end())
    for match in _HEREINAFTER.finditer(text):
        if match["term"][0].isupper():
            yield match["term"], Span(start=match.start(), end=match.end())


def _is_term(words: str) -> bool:
    """Whether quoted words are a term: they begin with a capital (or are "you", "we", "us") and are few."""
    if words.lower() in ("you", "we", "us", "our", "your"):
        return True
    return bool(words) and (words[0].isupper() or words[0].isdigit()) and len(words.split()) <= 7
