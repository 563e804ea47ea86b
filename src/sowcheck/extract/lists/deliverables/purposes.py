"""What the work is for and what it includes: "the purpose is to build …", "this includes A, B and C", what a change adds."""

import re
from collections.abc import Iterator

from sowcheck.core.items import Deliverable
from sowcheck.extract.candidates import Candidate
from sowcheck.extract.finding import clip, pattern
from sowcheck.extract.lists.deliverables.deliverable_names import FIELD
from sowcheck.extract.lists.deliverables.things import end_of_name, things
from sowcheck.extract.lists.grammar.enumerations import split
from sowcheck.extract.lists.grammar.prose import Prose, prose, prose_holding
from sowcheck.extract.lists.grammar.supplies import grammar_of
from sowcheck.extract.reading import Reading

_PURPOSE = pattern(
    r"\b(?:scope|purpose|objective|goal|aim)\b[^.;:]{0,80}?\b(?:is|are|shall be)\s+(?:for\s+[^.;:]{0,40}?\s)?to\s+|"
    r"\bfor\s+the\s+(?:sole\s+)?purpose\s+of\s+(?=\w+ing\b)|"
    r"\b(?:engages?|retains?|hires?|appoints?|commissions?|desires|wishes)\b[^.;:]{0,90}?\bto\s+(?=(?:develop|design|build|create|deliver)\b)"
)
_AIMS = pattern(r"^\W*to\s+(?=(?:develop|design|build|create|deliver|produce|prepare)\b)")
_OF_SCOPE = pattern(
    r"scope|purpose|overview|objective|description|summary|introduction|background|recital|whereas|statement of work"
)
_VAGUE = pattern(
    r"^(?:(?:\w+[’']s|additional|new|certain|various|following|such|innovative|custom|its|the)\s+)*(?:features?|functionality|functionalities|solutions?|"
    r"products?|services?|systems?|software|applications?|project|platforms?|tools?)(?:\s+(?:for|of|to)\b.*)?$"
)
"""Says only that something is built; what follows says what."""


_CREATES = pattern(r"deliver|provid|develop|buil|creat|produc|prepar|design|draft|writ|construct|publish|implement")


def of_purposes(reading: Reading) -> Iterator[Candidate]:
    """The things that the purpose of the work names."""
    grammar = grammar_of(reading)
    for one in prose_holding(reading, _CREATES):
        if not _CREATES.search(one.text):
            continue
        match = _PURPOSE.search(one.text)
        if match is None and _OF_SCOPE.search(one.topic):
            match = _AIMS.match(one.text)
        if match is None:
            continue
        for supply in grammar.within(one.text, match.end(), len(one.text)):
            for thing in things(one.text, supply.object):
                if thing.kind in ("document", "software") and not thing.bare and not _VAGUE.match(thing.name):
                    yield _candidate(reading, one, supply.start, thing.end, thing.name, 0.58)


_INCLUDES = pattern(
    r"^(?:this|it|the\s+(?:project|scope|work|engagement|assignment|solution))(?:\s+of\s+(?:work|services|the\s+\w+))?\s+(?:(?:shall|will)\s+)?(?:also\s+)?"
    r"includes?:?\s+(?!but\b)(?P<list>.+)$"
)
_LEAST_PARTS = 3
_LONGEST_PART = 12


def of_inclusions(reading: Reading) -> Iterator[Candidate]:
    """The parts of a sentence that says what the work includes."""
    for one in prose(reading):
        match = _INCLUDES.match(one.text) if "include" in one.text else None
        if match is None or not _OF_SCOPE.search(one.topic):
            continue
        base = match.start("list")
        parts = split(match.group("list"))
        if len(parts) < _LEAST_PARTS:
            continue
        for start, end in _until_a_verb(match.group("list"), parts):
            stop = min(base + end, end_of_name(one.text, base + start))
            name = re.sub(r"^(?:an?|the)\s+", "", " ".join(one.text[base + start : stop].split()))
            if 0 < len(name.split()) <= _LONGEST_PART:
                yield _candidate(reading, one, base + start, stop, name, 0.6)


_AND_A = re.compile(r",?\s+and\s+(?=an?\s)")
_VERB_BEGUN = re.compile(r"(?:\s+for\s+\w+)?\s+to\s+\w+$")


def _until_a_verb(words: str, parts: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The parts before an enumeration of verbs: "an app for drivers to find, book and rate tours"."""
    for start, end in parts:
        begun = _VERB_BEGUN.search(words[start:end])
        last = start + begun.start() if begun else end
        joined = _AND_A.search(words, start, last)
        if joined:
            yield start, joined.start()
        yield joined.end() if joined else start, last
        if begun:
            return


_CHANGE = pattern(r"\b(?:change (?:order|request|notice)|amendment|variation order|contract modification)\b")
_ADDS = pattern(
    r"^(?:(?:this|the)\s+(?:change\s+order|change|amendment|variation|modification)\s+(?:also\s+)?(?:includes?|adds?|covers?|provides?(?:\s+for)?)|"
    r"provide|furnish|supply|deliver|install|build|develop|add|construct)\s+(?=\w)"
)
_MONEY = re.compile(r"[€$£]\s?\d|\b(?:price|payment|days?|sum)\b", re.IGNORECASE)


def of_changes(reading: Reading) -> Iterator[Candidate]:
    """What a change order adds, in sentences that say so or tell the supplier to provide it."""
    if not _CHANGE.search(reading.title):
        return
    grammar = grammar_of(reading)
    for one in prose_holding(reading, _ADDS):
        match = _ADDS.match(one.text) if grammar.item_of(one) is None else None
        if match and not _MONEY.search(one.text[: match.end() + 60]):
            for thing in things(one.text, match.end()):
                if len(thing.name.split()) > 1:
                    yield _candidate(reading, one, 0, thing.end, thing.name, 0.6)


def _candidate(reading: Reading, one: Prose, start: int, end: int, name: str, weight: float) -> Candidate:
    quote = clip(reading.text, one.span, one.at(start, end))
    return Candidate(FIELD, Deliverable(name=name), quote, f"{FIELD}.purpose", weight)
