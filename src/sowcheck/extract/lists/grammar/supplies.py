"""Sentences in which the supplier must make or hand over something: the verb, and where its object begins."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from sowcheck.core.clauses import ListItem
from sowcheck.core.spans import Span
from sowcheck.extract.cast import CLIENT, SUPPLIER, PartyCue
from sowcheck.extract.finding import pattern
from sowcheck.extract.lists.grammar.obligations import Obligation, obligations
from sowcheck.extract.lists.grammar.prose import Prose
from sowcheck.extract.reading import Reading
from sowcheck.extract.remembered import remembered

HANDS_OVER = r"deliver|provide|submit|furnish|supply|issue|turn\s+over|hand\s+over|present|share|give|send"
HELPS = r"assist\s+(?:with|in)|contribute\s+to"
"""Says of a thing that the supplier has a part in it: enough only where deliverables are announced."""
MAKES = (
    r"make|develop|build|create|produce|prepare|design|generate|compile|draft|write|conduct|construct|customi[sz]e|configure|implement|"
    r"publish|redesign|document|assemble|manufacture|translate"
)
_CHAIN = r"(?:\s*\([^)]{1,80}\))?(?:(?:\s*,\s*[a-z]+)*\s*(?:,?\s+(?:and/or|and|or)\s+|/)[a-z]+(?=\s))?"
"""Further verbs directly behind the first: "design, build and deliver"."""
_PARTICIPLES = (
    r"delivered|provided|submitted|furnished|supplied|issued|turned\s+over|handed\s+over|presented|shared|developed|built|created|"
    r"produced|prepared|designed|generated|compiled|drafted|written|sent|published"
)
_VERB = rf"(?:{HANDS_OVER}|{MAKES}|{HELPS})(?!\s+(?:for|by|with|to\s+be)\b)"
_GERUND = (
    r"(?:delivering|providing|submitting|furnishing|supplying|developing|building|creating|producing|preparing|designing|generating|"
    r"compiling|drafting|writing|constructing)"
)
_CHEAP = pattern(rf"\b(?:{_VERB}|{_GERUND})\b")
_HANDED = pattern(rf"\b(?:{_PARTICIPLES}|available)\b")
_NOT = pattern(r"\b(?:not|never|nor|neither)\b")


_ACTIVE = PartyCue(
    rf"(?:^(?:following|upon|after|within|during|prior\s+to|at|on|in)\s[^,;:.]{{3,80}}?\s|\bthat\s+)(?:the\s+)?(?:{SUPPLIER})\s+"
    r"(?:shall|will|must)\s"
)
"""The supplier as the subject where words stand around it that hide it: "requires that the Contractor will …"."""
_PURPOSE = PartyCue(rf"\bfor\s+(?:the\s+)?(?:{SUPPLIER})\s+to\s+(?=(?:{_VERB})\b)")
"""What the paper is for: "the scope is for the Contractor to deliver …"."""
_TO_WHOM = (
    rf"(?:\s+to)?(?:(?:\s+the)?\s+(?:{CLIENT})\b(?![’']s)(?:\s+with)?(?:\s+and\s+maintain)?)?"
    r"(?:\s+during\s+the\s+term(?:\s+(?:hereof|of\s+this\s+\w+))?,?)?"
    r"(?:,?\s+(?:at|on|upon|as|for|in|from|promptly|within)\b[^,;.]{0,60},|"
    r"\s+(?:on|within|by|upon|no\s+later\s+than|before|after)\s[^,;.]{3,60}?(?=\s+an?\s))?"
)
_RECIPIENT = PartyCue(_TO_WHOM)
_VERBS = PartyCue(
    r"(?:^|(?:,|;|\band|\bor|/|\bthen)\s*)\s*(?:also\s+|then\s+|further\s+|each\s+|to\s+|\w+ly\s+|"
    r",?\s*(?:at|upon|on|as|if|for|within|in)\s[^,;]{1,60},\s*)*"
    rf"(?P<verb>{_VERB}|{_GERUND})\b{_CHAIN}(?P<to>{_TO_WHOM})"
)
"""A verb in the reach of the modal: behind it, or joined to an earlier verb."""
_BEHIND = PartyCue(rf"\s+(?:to|for)\s+(?:the\s+)?(?:{CLIENT})$")
_PASSIVE = re.compile(
    r"^(?P<subject>[^,;:]{4,140}?)\s+(?:(?:shall|will|must|(?:is|are)\s+to)\s+(?:also\s+)?be|(?P<present>is|are))\s+(?:\w+ly\s+)?"
    rf"(?:{_PARTICIPLES}|(?P<available>available))\b(?P<tail>[^.;]{{0,120}})",
    re.IGNORECASE,
)
_BY_OTHER = PartyCue(
    rf"\bby\s+(?!(?:the\s+)?(?:{SUPPLIER})\b)(?!(?:the\s+)?(?:end|date|time|close|\d|monday|tuesday|wednesday|thursday|friday|means|"
    rf"way|e-?mail|no\b|not\b|\w+ing\b))(?:the\s+)?\w|\bto\s+(?:the\s+)?(?:{SUPPLIER})\b"
)
"""An agent other than the supplier, or the supplier as the one who receives."""


@dataclass(frozen=True)
class Supply:
    """One verb of making or handing over with the supplier as its subject."""

    verb: str
    """In its base form or as a gerund, in lower case."""
    start: int
    """Where the verb begins in the sentence."""
    object: int
    """Where its object begins."""


class Grammar:
    """Finds supplies in the sentences of one document, whose parties have their own names."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._active, self._purpose, self._verbs = _ACTIVE.of(reading), _PURPOSE.of(reading), _VERBS.of(reading)
        self._behind, self._by_other = _BEHIND.of(reading), _BY_OTHER.of(reading)
        self._recipient = _RECIPIENT.of(reading)

    def after_recipient(self, words: str, place: int) -> int:
        """Where that begins which is provided, behind to whom and when: "provide to the Client, on request, a list"."""
        match = self._recipient.match(words, place)
        place = match.end() if match else place
        return place + len(words[place:]) - len(words[place:].lstrip())

    @cached_property
    def _bound(self) -> dict[int, list[Obligation]]:
        """The clauses that bind the supplier to something, by where their sentence begins."""
        found: dict[int, list[Obligation]] = {}
        for one in obligations(self._reading):
            if one.bearer == "supplier" and not one.negated and not one.subordinate:
                found.setdefault(one.one.start, []).append(one)
        return found

    def without_recipient(self, name: str) -> str:
        """A name without the buyer behind it: "consulting services to the Client"."""
        return self._behind.sub("", name)

    def supplies(self, one: Prose) -> Iterator[Supply]:
        """The supplies of a sentence."""
        if not _CHEAP.may_match(one.text):
            return
        bound = self._bound.get(one.start, ())
        for obligation in bound:
            yield from self.within(one.text, obligation.duty, obligation.end)
        if bound:
            return
        if purpose := self._purpose.search(one.text) or self._active.search(one.text):
            yield from self.within(one.text, purpose.end(), len(one.text))
        elif self._tells(one):
            yield from self.within(one.text, len(one.text) - len(one.text.lstrip(_BULLETS)), len(one.text))

    def _tells(self, one: Prose) -> bool:
        """Whether a sentence without a subject says what the supplier must do: an item of a list of its tasks."""
        item = self.item_of(one)
        if item is None or item.lead is None:
            return False
        return self.tasks(item.lead) or bool(_TASKS.search(item.lead.of(self._reading.text)))

    def tasks(self, lead: Span) -> bool:
        """Whether the lead of a list binds the supplier: "The Contractor shall:"; not if it says what he need not do."""
        found = obligations(self._reading)
        index = bisect_right(found, lead.end, key=lambda obligation: obligation.one.start) - 1
        last = found[index] if index >= 0 else None
        return bool(last and last.one.span.end >= lead.end - 1 and last.bearer == "supplier" and not last.negated)

    def item_of(self, one: Prose) -> ListItem | None:
        """The list item that a sentence belongs to."""
        index = bisect_right(self._items, one.start + len(_BULLETS), key=lambda item: item.span.start) - 1
        item = self._items[index] if index >= 0 else None
        return item if item and item.span.end > one.start else None

    @cached_property
    def _items(self) -> list[ListItem]:
        return sorted(self._reading.outline.lists, key=lambda item: item.span.start)

    def passive(self, words: str) -> re.Match[str] | None:
        """A sentence that says that something is handed over, without an agent or by the supplier."""
        if not _HANDED.may_match(words) or not _AUXILIARY.search(words):
            return None
        match = _PASSIVE.match(words)
        if match is None or _NOT.search(match.group()) or self._by_other.search(match.group("tail")):
            return None
        return match

    def within(self, words: str, start: int, end: int) -> Iterator[Supply]:
        """The supplies in the reach of words that bind, which ends at `end`."""
        reach = _NEXT_SENTENCE.search(words, start, end)
        end = reach.start() if reach else end
        for match in self._verbs.finditer(words[start:end]):
            before = words[start : start + match.start("verb")]
            if _NOT.search(before[-40:]):
                continue
            skip = re.match(r"\s+", words[start + match.end() :])
            yield Supply(
                re.sub(r"\s+", " ", match.group("verb")).casefold(),
                start + match.start("verb"),
                start + match.end() + (skip.end() if skip else 0),
            )


_TASKS = pattern(
    r"^\W*(?:[\w.]+\s+)?(?:scope(?: of (?:the )?(?:work|services))?|(?:core |specific )?tasks?|work|statement of work|work statement)\W*$"
)
"""Headings below which a sentence without a subject tells the supplier what to do."""
_AUXILIARY = re.compile(r"\s(?:be|is|are)\s")
_BULLETS = " •●○▪◦·-–*§"
_NEXT_SENTENCE = re.compile(r"[.;](?=\s+[A-Z(])")


@remembered
def grammar_of(reading: Reading) -> Grammar:
    """The grammar of a document."""
    return Grammar(reading)
