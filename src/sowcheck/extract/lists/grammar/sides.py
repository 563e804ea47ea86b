"""Who is meant: every mention of the buyer, the supplier and their people, each as a place in the text."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from sowcheck.extract.finding import pattern
from sowcheck.extract.reading import Reading
from sowcheck.extract.short_names import short_name
from sowcheck.parse.cues import Cue, Scan

Side = Literal["customer", "supplier"]

_MEMORY = "sides_of_document"
_PEOPLE = (
    r"(?:teams?|personnel|staff|employees|representatives?|managers?|lead|officers?|owners?|sponsors?|offices?|departments?|"
    r"committees?|boards?|designees?|stakeholders?|users|administrators?|analysts?|engineers?|experts?|contacts?|liaisons?|PM|PO|COR|CO)"
)
_SMALL = r"(?:and|or|nor|the|an?|its|will|shall|must|may|to|of|is|are|has|have|for|by|with|in|on|at|that)"
_PUBLIC = (
    r"(?:alternate |administrative |procuring )?contracting officers?(?:[’']s?)?(?: technical)? representatives?|contracting officers?|"
    r"product owners?|project sponsor|executive sponsor|program(?:me)? (?:office|officer)|task (?:order )?monitor|technical monitor|"
    r"procurement (?:project manager|PM|officer)|requiring (?:activity|organi[sz]ation)"
)
_PUBLIC_INITIALS = r"(?:A?CORs?|COTRs?|CO|KO|PCO|ACO|GTR)(?:/(?:A?CORs?|COTRs?|CO|KO|PCO|ACO|GTR))*"
_BIDDERS = r"contractors?|vendors?|awardees?|offerors?|quoters?|bidders?|key personnel|subcontractors?"
_BUYER_ROLES = frozenset(["client", "customer", "buyer", "purchaser", "government", "owner", "licensee", "subscriber"])
_OFFICERS = Cue(rf"\b(?:(?P<public>{_PUBLIC})|(?P<initials>(?-i:{_PUBLIC_INITIALS})))(?![\w-])")
_BEHIND = re.compile(
    rf"(?:(?:[’']s?)?(?:\s+(?!{_SMALL}\b)[\w-]+){{0,2}}?\s+{_PEOPLE}\b)?(?P<owns>[’'](?:s\b)?)?", re.IGNORECASE
)
"""What may follow a name: people of the party, and the sign that something is theirs."""
_UNIT = re.compile(
    r"(?P<unit>\b[A-Z][\w&-]*[a-zA-Z0-9]|\b\d\w*[A-Z])(?:[’']s)? (?:[Cc]ontracting [Oo]fficer|[Pp]roduct (?:[Oo]wner|[Ll]ead|[Mm]anager)|"
    r"[Tt]echnical [Ll]ead|[Pp]rogram(?:me)? [Oo]ffice)|(?P<acronym>\b[A-Z0-9]*[A-Z][A-Za-z0-9]*[A-Z0-9]|\b\w+\.gov) (?:team|office|staff)\b"
)
"""A part of a public buyer, by the people that it has."""
_NO_UNIT = frozenset(
    ["the", "a", "an", "this", "each", "any", "all", "our", "alternate", "administrative", "procuring", "and", "or"]
)
_OFFICER = pattern(r"\bcontracting officer\b")
_GOVERNMENT = Cue(r"\b[Tt]he Government\b(?! of\b)", flags=0)
_OFTEN = 3


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where a party or its people are named."""

    start: int
    end: int
    side: Side
    owns: bool
    """Only names whose something is: "the Client's network"."""


class Sides:
    """The mentions of both parties in one document."""

    def __init__(self, reading: Reading) -> None:
        self.public = (
            bool(_OFFICER.search(reading.text)) or sum(1 for _ in _GOVERNMENT.finditer(reading.text)) >= _OFTEN
        )
        """Whether a public buyer speaks: its officers act for it, and any contractor or vendor is the supplier."""
        customer, supplier = self._words(reading)
        self._names = Cue(rf"\b(?:(?P<supplier>{supplier})|(?P<customer>{customer}))(?![\w-])")
        self._mentions = tuple(self._found(reading.text))
        self._starts = [mention.start for mention in self._mentions]

    @classmethod
    def of(cls, reading: Reading) -> "Sides":
        """The sides of a document, found once."""
        memory = vars(reading)
        if _MEMORY not in memory:
            memory[_MEMORY] = cls(reading)
        sides: Sides = memory[_MEMORY]
        return sides

    def within(self, start: int, end: int) -> tuple[Mention, ...]:
        """The mentions between two offsets of the text."""
        return self._mentions[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def _found(self, text: str) -> Iterator[Mention]:
        names, officers = Scan(self._names, text), Scan(_OFFICERS, text)
        name, officer = names.search(), officers.search()
        while match := min(filter(None, (name, officer)), key=_order, default=None):
            behind = _BEHIND.match(text, match.end())
            end = behind.end() if behind else match.end()
            if match.lastgroup != "initials" or self.public:
                side: Side = "supplier" if match.lastgroup == "supplier" else "customer"
                yield Mention(match.start(), end, side, bool(behind and behind.group("owns")))
            name = names.search(end) if name and name.start() < end else name
            officer = officers.search(end) if officer and officer.start() < end else officer

    def _words(self, reading: Reading) -> tuple[str, str]:
        customer, supplier = set(reading.party_words("customer")), set(reading.party_words("supplier"))
        named = {alias.casefold() for party in reading.outline.parties for alias in party.aliases}
        # Where the paper calls its buyer "Client", its customers are somebody else's.
        if called := named & _BUYER_ROLES or _terms(reading.text):
            customer -= _BUYER_ROLES - called - ({"government"} if self.public else set())
        for party in reading.outline.parties:
            short = short_name(party.name, reading.text)
            (customer if party.role == "customer" else supplier).update(short)
        if not reading.outline.parties:
            payer, provider = _by_deeds(reading.text)
            customer |= payer
            supplier |= provider
        extra = ""
        if self.public:
            units = {
                (match.group("unit") or match.group("acronym")).casefold() for match in _UNIT.finditer(reading.text)
            }
            customer |= (units - _NO_UNIT) | {"government", "agency"}
            extra = f"{_BIDDERS}|"
        customer -= supplier
        return _listed(customer), f"{extra}{_listed(supplier)}"


_ACTS = re.compile(
    r"\b(?P<who>[A-Z][\w&]+)(?:\s*\([^()]*\))?,?\s+(?:shall|will|must|agrees to)\s+(?:also\s+|promptly\s+)?"
    r"(?:(?P<pays>pay|reimburse)|(?P<serves>provide|perform|deliver|maintain|manage|support|develop))\b"
)
_NOBODY = frozenset(
    [
        "Party",
        "Parties",
        "Agreement",
        "Section",
        "Services",
        "Order",
        "Contract",
        "This",
        "It",
        "They",
        "You",
        "We",
        "Each",
        "Either",
        "Personnel",
    ]
)


def _by_deeds(text: str) -> tuple[set[str], set[str]]:
    """Where no party is named as such: the name that pays is the buyer, the other that serves most is the supplier."""
    pays, serves = Counter[str](), Counter[str]()
    for match in _ACTS.finditer(text):
        if match.group("who") not in _NOBODY:
            (pays if match.group("pays") else serves)[match.group("who")] += 1
    payer = max(pays, key=lambda who: (pays[who], who), default=None)
    provider = max((who for who in serves if who != payer), key=lambda who: (serves[who], who), default=None)
    known = payer is not None and provider is not None and serves[provider] > serves[payer]
    return ({payer.casefold()}, {provider.casefold()}) if known and payer and provider else (set(), set())


def _listed(words: set[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)) if word) or "(?!)"


_PRECEDENCE = ("supplier", "public", "customer", "initials")


def _order(match: re.Match[str]) -> tuple[int, int]:
    """The leftmost first; of two at one place, the supplier, then the longer words for the buyer."""
    return match.start(), _PRECEDENCE.index(str(match.lastgroup))


_ROLE_TERM = re.compile(rf"(?:{'|'.join(sorted(word.capitalize() for word in _BUYER_ROLES))})\b")
_INSIDE = re.compile(r"[a-z,] (?:the )?\Z")


def _terms(text: str) -> set[str]:
    """The words for a buyer that are written as defined terms inside sentences: "by the Client"."""
    found = _ROLE_TERM.finditer(text)
    return {
        match.group().casefold() for match in found if _INSIDE.search(text[max(0, match.start() - 6) : match.start()])
    }
