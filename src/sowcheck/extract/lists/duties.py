"""What the buyer must do or provide: lists under a lead, and sentences whose subject is the buyer."""

import re
from collections.abc import Iterator

from sowcheck.core.spans import Span
from sowcheck.extract.candidates import Candidate, Rule
from sowcheck.extract.finding import pattern
from sowcheck.extract.lists.announced import Announced, statement
from sowcheck.extract.lists.enumerations import split
from sowcheck.extract.lists.leads import client_words
from sowcheck.extract.lists.prose import Prose, prose
from sowcheck.extract.reading import Reading

FIELD = "scope.client_responsibilities"

_NO_DUTY = pattern(
    r"\b(?:shall|will|must|agrees? to|undertakes? to|is to)\s+(?:\w+\s+)?(?:pay|reimburse|own|have|retain|indemnif\w*|hold|accept|reject|"
    r"not|be|no|receive|defend|inspect|evaluate|award|issue a|modify|consider|conduct|monitor|become|incur|remain|compensate|engage|"
    r"comply|purchase|sell|include|make (?:no|timely|all|any|the|such|full|prompt)?\s?payments?|use (?:its )?(?:commercially|reasonable|best)|"
    r"enter into|cause|bear|perform)\b|\b(?:shall|will|must) make no\b|"
    r"\btax|warrant|confidential|terminat|liabil|arbitrat|govern|acknowledges|represents|royalt|patent|indemnif|herein(?:after)? referred"
)
_NO_PARTS = pattern(r"\b(?:if|in the event|unless|upon|after|where|whether)\b")


_PRESENT = (
    r"(?:provides|gives|names|appoints|supplies|makes|grants|assigns|opens|keeps|furnishes|sends|arranges|ensures|nominates|delivers|"
    r"answers|prepares|runs|sets up)"
)
"""Duties in the present tense count where several stand side by side."""


def _duties(reading: Reading) -> Iterator[Candidate]:
    announced = Announced(reading, FIELD)
    yield from announced.items()
    yield from announced.rows()
    yield from announced.enumerations()
    client = client_words(reading)
    duty = pattern(
        rf"^(?:the\s+)?(?:{client})\s+(?:shall|will|must|agrees? to|(?:is|are) responsible for|undertakes? to|is to|needs? to)\s+"
        r"(?:\w+ly\s+)?(?P<list>\w.+)$"
    )
    asked = pattern(
        rf"\bwe (?:need|require|ask|expect) (?:you|the (?:{client})) (?P<list>to .+)$|^please (?P<please>(?:provide|nominate|name|send|give|"
        r"appoint|assign|supply|make)\b.+)$"
    )
    present = pattern(rf"^(?:the\s+)?(?:{reading.customer})\s+(?P<list>(?:{_PRESENT})\s.+)$")
    for one in prose(reading):
        if one.text.endswith(":"):
            continue
        if (match := present.search(one.text)) and not _NO_DUTY.search(one.text):
            parts = split(match.group("list").rstrip(" ."))
            base = match.start("list")
            if parts and all(re.match(_PRESENT, match.group("list")[a:b]) for a, b in parts):
                for start, end in parts:
                    yield from statement(reading, FIELD, one.at(base + start, base + end), "present", 0.65)
        if match := asked.search(one.text):
            group = "list" if match.group("list") else "please"
            yield from _parts(
                reading, one, match.group(group), match.start(group), one.at(match.start(group), len(one.text))
            )
        elif (match := duty.search(one.text)) and not _NO_DUTY.search(one.text):
            yield from _parts(reading, one, match.group("list"), match.start("list"), one.span)


def _parts(reading: Reading, one: Prose, words: str, offset: int, whole: Span) -> Iterator[Candidate]:
    """Each of several verbs with its object; the sentence if there is one."""
    parts = [] if _NO_PARTS.search(words) else split(words)
    if (
        len(parts) > 1
        and all(len(words[a:b].split()) >= 3 for a, b in parts)
        and all(starts_with_verb(words[a:b]) for a, b in parts)
    ):
        for start, end in parts:
            lead = re.match(r"to\s+|", words[start:end])
            begin = start + (lead.end() if lead else 0)
            yield from statement(reading, FIELD, one.at(offset + begin, offset + end), "part", 0.7)
    else:
        yield from statement(reading, FIELD, whole, "prose", 0.62)


_OBJECT = re.compile(
    r"(?:to\s+)?(?!(?:the|an?|its|their|our|your|all|any|each|one|two|three|four|five|no|new|own)\b)(?P<verb>[a-z]+)\s+(?:the|an?|its|their|our|your|us|all|any|each|one|two|three|four|five|access|[A-Z\d]|[a-z]+)",
    re.ASCII,
)
_VERBS = frozenset(
    [
        "give",
        "supply",
        "apply",
        "reply",
        "bring",
        "process",
        "pass",
        "discuss",
        "address",
        "assess",
        "access",
        "receive",
        "drive",
        "move",
        "provide",
        "approve",
        "resolve",
    ]
)
"""Verbs in their base form that end like a noun or adjective."""
_NO_VERB = re.compile(r"(?:\w+(?:tion|ment|ness|ity|ing|ed|s|al|ive|ous|ic|ly)|access|data|timely)$")


def starts_with_verb(words: str) -> bool:
    """Whether a part begins with a verb in its base form: no ending of a noun, adjective or participle."""
    match = _OBJECT.match(words)
    return match is not None and (match.group("verb") in _VERBS or not _NO_VERB.match(match.group("verb")))


RULES: tuple[Rule, ...] = (_duties,)
