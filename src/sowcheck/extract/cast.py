"""Cues with the parties in them: an expression says CLIENT or SUPPLIER, whatever the parties of a paper are called.

An expression with the names themselves would have to be compiled anew for each document, which takes longer than to
read a page. So the names stand as signs of the same length in a copy of the words, and what is found there is a place
in the words.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sowcheck.extract.reading import Reading
from sowcheck.extract.remembered import remembered
from sowcheck.parse.cues import Cue
from sowcheck.parse.needles import folded

# Letters of a script that no paper is written in: parts of words to an expression, without capitals.
_CUSTOMER, _SUPPLIER, _YOU = "\ua000", "\ua001", "\ua002"

CUSTOMER_NAME = f"{_CUSTOMER}+"
"""In an expression: a name of the buyer, or the usual word for its role."""
SUPPLIER_NAME = f"{_SUPPLIER}+"
"""In an expression: a name of the firm that does the work, or the usual word for its role."""
YOU = f"{_YOU}+|you"
"""In an expression: "you", also where it is the buyer."""
CLIENT = f"[{_CUSTOMER}{_YOU}]+|ordering party|commissioning party|principal"
"""In an expression: the buyer; its names, and "you" in a letter of a supplier that says "we"."""
SUPPLIER = f"{_SUPPLIER}+|consultancy|service partner|implementation partner|we"
"""In an expression: the firm that does the work."""

_LETTER = Cue(r"\b[Ww]e (?:will|shall)\b|\b[Oo]ur (?:fee|work)\b", flags=0)


@dataclass(frozen=True, slots=True)
class PartyMatch:
    """What was found, in the words as they stand."""

    words: str
    _found: re.Match[str]

    def start(self, group: str | int = 0) -> int:
        """Where it begins."""
        return self._found.start(group)

    def end(self, group: str | int = 0) -> int:
        """One past its last character."""
        return self._found.end(group)

    def span(self, group: str | int = 0) -> tuple[int, int]:
        """Where it begins and ends."""
        return self._found.span(group)

    def group(self, group: str | int = 0) -> str:
        """Its words; empty if the group took no part."""
        start, end = self._found.span(group)
        return self.words[start:end] if start >= 0 else ""

    def __getitem__(self, group: str | int) -> str:
        return self.group(group)


class PartyCue:
    """A cue whose expression holds CLIENT, SUPPLIER, CUSTOMER_NAME, SUPPLIER_NAME or YOU; made at module level."""

    def __init__(self, expression: str, flags: int = re.IGNORECASE) -> None:
        self.cue = Cue(expression, flags)
        self.signs = frozenset(expression) & {_CUSTOMER, _SUPPLIER, _YOU}

    def of(self, reading: Reading) -> "CueOfDocument":
        """The cue for the words of one document."""
        return CueOfDocument(self.cue, cast_of(reading, self.signs))


class Cast:
    """Puts the signs of one document's parties in place of their names, into each wording once."""

    def __init__(self, reading: Reading, signs: frozenset[str]) -> None:
        self._signs: dict[str, str] = {}
        if _CUSTOMER in signs:
            self._signs |= dict.fromkeys(reading.party_words("customer"), _CUSTOMER)
        if _SUPPLIER in signs:
            self._signs |= dict.fromkeys(reading.party_words("supplier"), _SUPPLIER)
        if _YOU in signs and ("you" in self._signs or _LETTER.search(reading.text)):
            self._signs["you"] = _YOU
        # A longer name first: "Acme" is another's where "Acme Consulting" is named.
        names = "|".join(re.escape(name) for name in sorted(self._signs, key=lambda name: (-len(name), name)) if name)
        self._names = re.compile(rf"(?<!\w)(?:{names or '(?!)'})(?!\w)", re.IGNORECASE)
        self._known: dict[str, str] = {}

    def __call__(self, words: str) -> str:
        """The words with signs; every offset stays."""
        if words not in self._known:
            low = folded(words)
            named = any(name in low for name in self._signs)
            self._known[words] = self._names.sub(self._sign, words) if named else words
        return self._known[words]

    def _sign(self, found: re.Match[str]) -> str:
        name = found.group()
        return self._signs.get(name.casefold(), "") * len(name) or name


def cast_of(reading: Reading, signs: frozenset[str]) -> Cast:
    """The cast of a document with the parties whose signs are asked for; words for the others stay as they are."""
    casts = _casts(reading)
    if signs not in casts:
        casts[signs] = Cast(reading, signs)
    return casts[signs]


@remembered
def _casts(reading: Reading) -> dict[frozenset[str], Cast]:  # noqa: ARG001 (one memory for each reading)
    return {}


@dataclass(frozen=True, slots=True)
class CueOfDocument:
    """A cue with the parties of one document."""

    cue: Cue
    cast: Cast

    def search(self, words: str, start: int = 0) -> PartyMatch | None:
        """The first match anywhere in the words, or anywhere from `start`."""
        found = self.cue.search(self.cast(words), start)
        return PartyMatch(words, found) if found else None

    def match(self, words: str, start: int = 0) -> PartyMatch | None:
        """The match that begins at `start`."""
        found = self.cue.match(self.cast(words), start)
        return PartyMatch(words, found) if found else None

    def fullmatch(self, words: str) -> PartyMatch | None:
        """The match of all the words."""
        found = self.cue.fullmatch(self.cast(words))
        return PartyMatch(words, found) if found else None

    def finditer(self, words: str) -> Iterator[PartyMatch]:
        """Every match, left to right."""
        return (PartyMatch(words, found) for found in self.cue.finditer(self.cast(words)))

    def sub(self, replacement: str, words: str) -> str:
        """The words with every match replaced."""
        parts, last = [], 0
        for found in self.finditer(words):
            parts += [words[last : found.start()], replacement]
            last = found.end()
        return "".join([*parts, words[last:]])
