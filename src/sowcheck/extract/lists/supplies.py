"""Sentences in which the supplier must make or hand over something: the verb, and where its object begins."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from sowcheck.extract.finding import pattern
from sowcheck.extract.lists.leads import client_words, supplier_words
from sowcheck.extract.lists.prose import Prose
from sowcheck.extract.reading import Reading
from sowcheck.parse.cues import Cue

HANDS_OVER = r"deliver|provide|submit|furnish|supply|issue|turn\s+over|hand\s+over|present|share|give|send"
MAKES = (
    r"develop|build|create|produce|prepare|design|generate|compile|draft|write|conduct|construct|customi[sz]e|configure|implement|"
    r"install|publish|establish|complete|redesign|document|assemble|manufacture|translate"
)
_CHAIN = r"(?:(?:\s*,\s*[a-z]+)*\s*(?:,?\s+(?:and/or|and|or)\s+|/)[a-z]+(?=\s))?"
"""Further verbs directly behind the first: "design, build and deliver"."""
_PARTICIPLES = (
    r"delivered|provided|submitted|furnished|supplied|issued|turned\s+over|handed\s+over|presented|shared|developed|built|created|"
    r"produced|prepared|designed|generated|compiled|drafted|written|sent|published"
)
_MODAL = (
    r"(?:shall|will|must|agrees?\s+to|undertakes?\s+to|is\s+(?:required|obliged|obligated|expected)\s+to|(?:shall|will)\s+be\s+required\s+to|"
    r"(?:(?:shall|will)\s+be|is)\s+responsible\s+for(?:\s+the)?)"
)
_VERB = rf"(?:{HANDS_OVER}|{MAKES})(?!\s+(?:for|by|with|to\s+be)\b)"
_GERUND = (
    r"(?:delivering|providing|submitting|furnishing|supplying|developing|building|creating|producing|preparing|designing|generating|"
    r"compiling|drafting|writing|constructing)"
)
_CHEAP = pattern(rf"\b(?:{_VERB}|{_GERUND}|{_PARTICIPLES})\b")
_NOT = pattern(r"\b(?:not|never|nor|neither)\b")


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
        self._client, self._supplier = client_words(reading), supplier_words(reading)

    @cached_property
    def _active(self) -> Cue:
        return pattern(
            rf"(?:^(?:(?:following|upon|after|within|during|prior\s+to|at|on|in)\s[^,;:.]{{3,80}}?\s)?|[,;:]\s+|\bthat\s+|\band\s+|\bfor\s+)\W*(?:the\s+)?(?:{self._supplier})(?:\s*\([^)]*\))?,?\s+"
            rf"(?:{_MODAL}|to(?=\s+(?:{_VERB})\b))"
        )

    @cached_property
    def _leads(self) -> Cue:
        """What introduces a list of the supplier's tasks: "The Contractor shall:", "will provide the following services:"."""
        return pattern(
            rf"(?:^|\s|\()(?:{self._supplier})\s+(?:{_MODAL}|to)(?!\s+not\b)(?:\s+(?:also|perform|provide|carry\s+out|do|complete|undertake)\b[^:]{{0,60}})?\W*$"
        )

    @cached_property
    def _verbs(self) -> Cue:
        """A verb in the reach of the modal: behind it, or joined to an earlier verb."""
        return pattern(
            rf"(?:^|(?:,|;|\band|\bor|/|\bthen)\s*)\s*(?:also\s+|then\s+|further\s+|each\s+|to\s+|\w+ly\s+|"
            rf",?\s*(?:at|upon|on|as|if|for|within|in)\s[^,;]{{1,60}},\s*)*"
            rf"(?P<verb>{_VERB}|{_GERUND})\b{_CHAIN}(?P<to>{self._recipient})"
        )

    @property
    def _recipient(self) -> str:
        return (
            rf"(?:\s+to)?(?:(?:\s+the)?\s+(?:{self._client})\b(?![’']s)(?:\s+with)?(?:\s+and\s+maintain)?)?"
            r"(?:,?\s+(?:at|on|upon|as|for|in|from|promptly|within)\b[^,;.]{0,60},)?"
        )

    @cached_property
    def _passive(self) -> Cue:
        return pattern(
            rf"^(?P<subject>[^,;:]{{4,140}}?)\s+(?:(?:shall|will|must|(?:is|are)\s+to)\s+(?:also\s+)?be|(?P<present>is|are))\s+(?:\w+ly\s+)?"
            rf"(?:{_PARTICIPLES}|(?P<available>available))\b(?P<tail>[^.;]{{0,120}})"
        )

    @cached_property
    def _by_other(self) -> Cue:
        """An agent other than the supplier, or the supplier as the one who receives."""
        return pattern(
            rf"\bby\s+(?!(?:the\s+)?(?:{self._supplier})\b)(?!(?:the\s+)?(?:end|date|time|close|\d|monday|tuesday|wednesday|thursday|friday|means|"
            rf"way|e-?mail|no\b|not\b|\w+ing\b))(?:the\s+)?\w|\bto\s+(?:the\s+)?(?:{self._supplier})\b"
        )

    def supplies(self, one: Prose) -> Iterator[Supply]:
        """The supplies of a sentence; none if it denies something."""
        if not _CHEAP.search(one.text):
            return
        found = False
        for subject in self._active.finditer(one.text):
            found = True
            yield from self.within(one.text, subject.end())
        if not found and self._tells(one):
            yield from self.within(one.text, len(one.text) - len(one.text.lstrip("•●○▪-*– ")))

    def _tells(self, one: Prose) -> bool:
        """Whether a sentence without a subject says what the supplier must do: an item of a list of its tasks."""
        lead = one.sentence.lead
        if lead:
            return bool(self._leads.search(lead.rstrip(" :–-")))
        return False

    def passive(self, words: str) -> re.Match[str] | None:
        """A sentence that says that something is handed over, without an agent or by the supplier."""
        if not _CHEAP.search(words) and "available" not in words:
            return None
        match = self._passive.match(words)
        if match is None or _NOT.search(match.group()) or self._by_other.search(match.group("tail")):
            return None
        return match

    def within(self, words: str, start: int) -> Iterator[Supply]:
        """The supplies in the reach of a modal that ends at `start`."""
        reach = _NEXT_SENTENCE.search(words, start)
        end = reach.start() if reach else len(words)
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


_NEXT_SENTENCE = re.compile(r"[.;](?=\s+[A-Z(])")
