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
    r"\b(?:shall|will|must)\s+(?:\w+\s+)?(?:pay|reimburse|own|have|retain|indemnif\w*|hold|accept|reject|not|be|"
    r"receive|defend|inspect|evaluate|award|issue a|modify|consider|conduct|perform|monitor|become|incur|remain)\b|"
    r"\btax|warrant|confidential|terminat|liabil|arbitrat|govern|acknowledges|represents"
)
_NO_PARTS = pattern(r"\b(?:if|in the event|unless|upon|after|where|whether)\b")


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
    for one in prose(reading):
        if one.text.endswith(":"):
            continue
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
_NO_VERB = re.compile(r"(?:\w+(?:tion|ment|ness|ity|ing|ed|s|al|ive|ous|ic|ly)|access|data|timely)$")


def starts_with_verb(words: str) -> bool:
    """Whether a part begins with a verb in its base form: no ending of a noun, adjective or participle."""
    match = _OBJECT.match(words)
    return bool(match) and not _NO_VERB.match(match.group("verb"))  # type: ignore[union-attr]  # it matched


RULES: tuple[Rule, ...] = (_duties,)
