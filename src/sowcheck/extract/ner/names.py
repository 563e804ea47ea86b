"""Tells the names of things from the paper's own terms and from words that only happen to have capitals."""

import re
from functools import cached_property

from sowcheck.extract.finding import pattern
from sowcheck.extract.reading import Reading

_NO_NAME = pattern(
    r"^(?:(?:january|february|march|april|may|june|july|august|september|october|november|december|monday|tuesday|wednesday|thursday|"
    r"friday|exhibit|schedule|section|article|appendix|attachment|annex|phase|task|factor|note|the|this|all|any|page|table|figure|usd|eur|"
    r"https?|www)\b.*|.*[@$€£].*|.*\d{3,},?\d*.*|[\W\d_]+)$"
)
_OPEN = pattern(
    r"(?:\s(?:and|or|of|the|to|with|in|for|by|a|an|on|at|from)|[(,/])$|^[^(]*\)|\b(?:is|are|running|has|have)\b"
)
"""Words that go on behind their end, or hold a sentence."""
_CAPITAL = re.compile(r"[A-ZÀ-Þ]|\d")


class Names:
    """The judge of one document."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading

    def is_own(self, words: str) -> bool:
        """Whether words are a party, a defined term, or something of theirs ("Buyer's portal")."""
        bare = words.casefold().rstrip("’'s ") if re.search(r"[’']s?$", words) else words.casefold()
        first = re.split(r"[’']", bare)[0]
        return bare in self._own or first in self._own

    def is_name(self, words: str) -> bool:
        """Whether words name one thing: with a capital or digit that they do not owe to their place in the sentence."""
        if not 2 <= len(words) <= 60 or len(words.split()) > 7 or _NO_NAME.match(words) or _OPEN.search(words):
            return False
        if self.is_own(words):
            return False
        return bool(_CAPITAL.search(words)) and not self._is_common(words)

    def _is_common(self, words: str) -> bool:
        """All of its words stand in small letters elsewhere: "Change Order", "Profile"."""
        parts = [part for part in re.findall(r"[^\W\d_]+", words) if part not in _KINDS_OF_SYSTEM] or [words]
        return all(part.casefold() in self._small and not re.search(r".[A-ZÀ-Þ]", part) for part in parts)

    @cached_property
    def _small(self) -> frozenset[str]:
        return frozenset(re.findall(r"(?<!\w)[a-z][a-z]+", self._reading.text)) | _EVERYDAY

    @cached_property
    def _own(self) -> frozenset[str]:
        terms = {definition.term.casefold() for definition in self._reading.outline.definitions}
        parties = self._reading.party_words("customer") | self._reading.party_words("supplier")
        return frozenset(terms | parties)


_KINDS_OF_SYSTEM = frozenset(["API", "CMS", "CRM", "EHR", "ERP", "HCM", "HR", "IT", "LMS", "POS", "TMS", "WMS"])
"""Capitals that say what a system is for, and not which one is meant: "Client POS"."""
_EVERYDAY = frozenset(
    [
        "and",
        "or",
        "of",
        "for",
        "the",
        "in",
        "on",
        "with",
        "to",
        "by",
        "discovery",
        "enablement",
        "transition",
        "governance",
        "login",
        "signup",
        "profile",
        "revenue",
        "admin",
        "overview",
        "home",
        "desired",
        "required",
        "preferred",
        "skills",
        "experience",
        "knowledge",
        "services",
        "service",
        "solution",
        "solutions",
        "system",
        "systems",
    ]
)
"""Words of headings that a short paper may never write small."""
