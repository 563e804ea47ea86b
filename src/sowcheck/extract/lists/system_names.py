"""Names of systems in running text: proper nouns by their letters and by how the paper uses their words elsewhere."""

import re
from collections.abc import Iterator
from functools import cached_property

from sowcheck.extract.finding import pattern
from sowcheck.extract.reading import Reading

# A system's name: capitals, digits or a dot inside; several such words in a row.
_WORD = r"(?:[A-ZÀ-Þ][\w+&-]*(?:[./][\w-]+)*|\d{1,3}(?=[\s,.;)]|$))"
NAME = rf"{_WORD}(?:\s+(?:for\s+(?=[A-Z])|{_WORD}))*(?:\s+\([A-Z][\w-]{{1,10}}\))?"
"""A regular expression for such a name; case matters."""
_ARTICLES = r"(?:(?:the|its|their|your|our|an?|each of|both|all|existing|current|retiring|legacy|old)\s+)*"
_OWNER = r"(?:[A-Z]\w+[’']s\s+)?"
_BEFORE_NAME = rf"{_ARTICLES}{_OWNER}{_ARTICLES}(?:(?!and\b|or\b|which\b|with\b|for\b|to\b)[a-z][a-z-]*\s+){{0,3}}?"
_JOIN = (
    r"(?:\s*,\s*(?:and\s+|or\s+)?|\s+and\s+|\s+as well as\s+|\s+(?=(?:through|via)\s))"
    r"(?:(?:by [A-Z]+,\s+to|with|to|from|on|through|via)\s+)?"
)
# What a name is followed by before the next one: "(stock)", "for course sites", "fare gates".
_BEHIND_NAME = (
    rf"(?:(?:\s*\([^)]{{0,60}}\)|\s+(?:for|used by|of)\b[^,;.]{{0,50}}?|(?:\s+(?!and\b|or\b|to\b|with\b|from\b|through\b|via\b)[a-z][a-z-]*){{1,3}})"
    rf"(?={_JOIN}|[.;:]|$))?"
)
_LIST = re.compile(rf"\s*{_BEFORE_NAME}(?P<name>{NAME})(?P<behind>{_BEHIND_NAME})")
_JOINED = re.compile(_JOIN)
_AGAIN = re.compile(
    r"[^.;:]{0,80}?(?:,\s+and|\s+and|,)\s+(?:to|with|from)\s+(?=(?:the\s+|its\s+|your\s+|our\s+)?[A-Z])"
)
"""The same preposition once more, after words about the name before: "to A for stock and orders and to B"."""
_DESCRIBED = re.compile(r"(?:\s+[a-z][a-z-]+){1,2}\s+(?:systems?|platform|database|application|engine)\b")
"""Small letters between a name and its kind belong to the name: "the Merlin core banking system"."""
_PART = re.compile(r"\s+on\s+[A-Z]|\s+(?:back-?end|front-?end|framework|language|developers?|experience)\b")
"""Makes of a name a technology that something is built with."""


def names_after(words: str, place: int) -> Iterator[tuple[int, int]]:
    """The names of one enumeration that begins at `place`."""
    while match := _LIST.match(words, place):
        start, end = match.span("name")
        if not _PART.match(words, end):
            described = _DESCRIBED.match(words, end)
            yield start, described.end() if described else end
        joined = _JOINED.match(words, match.end())
        if joined and _LIST.match(words, joined.end()):
            place = joined.end()
        elif again := _AGAIN.match(words, end):
            place = again.end()
        else:
            return


_INITIALS = (
    r"apis?|sdks?|pos|cms|erp|crm|html\d?|css\d?|json|xml|csv|sql|https?|rest|soap|sms|ui|ux|it|qa|pdf|vpn|lan|wan|sso|mfa|edi|s?ftp|ivr|"
    r"gps|seo|ai|ml|ios|iaas|paas|saas|tcp|ip|dns|url|hr|pc|id|ids|kpis?|slas?|php|mysql|jquery|javascript|java|android|cd|dvd|usb|os"
)
"""Initials and technologies that name no system of anybody."""
_NO_SYSTEM = pattern(
    r"^(?:(?:the|this|any|all|if|each|no|such|section|article|schedule|exhibit|annex|appendix|phase|wave|stage|milestone|sprint|"
    r"services?|deliverables?|work|project|product|software|system|platform|data|party|parties|it|test|production|"
    r"january|february|march|april|may|june|july|august|september|october|november|december|monday|tuesday|wednesday|thursday|friday|"
    r"saturday|sunday|english|french|german|dutch|europe\w*|united|states|web|internet|release|version|key|customer|client|vendor|supplier|"
    r"contractor|company|agency|government|business|user|users|order|statement|effective|territory|affiliates?|materials?|content|"
    r"documentation|equipment|specifications?|site|sites|licensed|licensee|licensor|confidential|intellectual|acceptance|"
    rf"home|other|open|native|back-?end|front-?end|{_INITIALS}|[ivx]+|[a-z]|\d+)(?:\s|$))+"
)
_NO_NAME = pattern(
    r"\b(?:customers?|purchasers?|suppliers?|vendors?|engineers?|users?|teams?|managers|committees?|recommendations?|standards?|regulations?|"
    r"acts?|codes?|guidelines?|transactions?|services|limited|ltd|inc|llc|gmbh)\W*$|^\w{3,}ed$"
)
"""People, papers and firms."""
_LETTERS = re.compile(r"[^\W\d_]+")
_INNER = re.compile(r"[a-z0-9][A-Z]|\.[a-z]{2}|\d")
_TWICE = 2


class ProperNames:
    """Tells names of systems from common nouns with a capital, in one document."""

    def __init__(self, reading: Reading) -> None:
        self._text = reading.text
        terms = {definition.term.casefold() for definition in reading.outline.definitions}
        self._own = terms | reading.party_words("customer") | reading.party_words("supplier")

    def __call__(self, name: str) -> bool:
        """Whether a name can be that of a system: no party, no term, no word that stands in small letters elsewhere."""
        small = name.casefold()
        if small in self._own or _NO_SYSTEM.fullmatch(name) or _NO_NAME.search(name):
            return False
        if any(small.startswith(f"{own} ") for own in self._own):
            return False
        words = [word for word in _LETTERS.findall(name) if not re.fullmatch(_INITIALS, word, re.IGNORECASE)]
        if not all(self._common(word) for word in words):
            return True
        # "Content Manager" is a name if the paper keeps its capitals.
        times = self.times(name) if len(words) > 1 else 0
        return times >= _TWICE and times > self._text.count(small)

    def times(self, name: str) -> int:
        """How often the paper writes a name with its capitals, behind a word in small letters."""
        return len(re.findall(rf"[a-z,’')] {re.escape(name)}\b", self._text))

    def stands_out(self, name: str, *, first: bool) -> bool:
        """Whether letters alone, or several places, show a proper name; a sentence's first word has a capital anyway."""
        return bool(_INNER.search(name)) or self.times(name) >= (1 if first else _TWICE)

    def _common(self, word: str) -> bool:
        small = word.casefold()
        return (small in self._small or small.removesuffix("s") in self._small) and not re.search(r".[A-Z]", word)

    @cached_property
    def _small(self) -> frozenset[str]:
        return frozenset(re.findall(r"(?<![\w])[a-z][a-z]+", self._text))
