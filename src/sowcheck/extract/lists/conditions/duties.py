"""What the buyer must do or provide: lists under a lead, and sentences whose subject is the buyer."""

import re
from collections.abc import Iterator

from sowcheck.core.clauses import ListItem
from sowcheck.core.spans import Span
from sowcheck.extract.candidates import Candidate, Rule
from sowcheck.extract.cast import CLIENT, CUSTOMER_NAME, YOU, PartyCue
from sowcheck.extract.finding import pattern
from sowcheck.extract.lists.conditions.buyer_duties import duties_of_clauses, duties_of_roles, is_foreign, owed
from sowcheck.extract.lists.conditions.dependencies import dependencies
from sowcheck.extract.lists.grammar.announced import Announced, statement
from sowcheck.extract.lists.grammar.enumerations import split
from sowcheck.extract.lists.grammar.obligations import bound_by
from sowcheck.extract.lists.grammar.prose import Prose, prose
from sowcheck.extract.lists.grammar.verbs import starts_with_verb
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


_ASKED = PartyCue(
    rf"\bwe (?:need|require|ask|expect) (?:{YOU}|the (?:{CLIENT})) (?P<list>to .+)$|^please (?P<please>(?:provide|nominate|name|send|give|"
    r"appoint|assign|supply|make)\b.+)$"
)
_DOES = PartyCue(rf"^(?:the\s+)?(?:{CUSTOMER_NAME})\s+(?P<list>(?:{_PRESENT})\s.+)$")


def _duties(reading: Reading) -> Iterator[Candidate]:
    announced = Announced(reading, FIELD)
    for item in announced.listed():
        if item.lead and bound_by(reading, item.lead) == "supplier":
            continue
        if _stands_in_law(reading, item):
            continue
        yield from owed(reading, statement(reading, FIELD, item.span, "list", 0.82))
    yield from announced.rows()
    yield from owed(reading, announced.enumerations())
    asked, present = _ASKED.of(reading), _DOES.of(reading)
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


def _stands_in_law(reading: Reading, item: ListItem) -> bool:
    """Whether the nearest heading speaks of rights, law or money."""
    path = reading.outline.path(reading.outline.clauses[item.clause])
    heading = next((clause.heading for clause in reversed(path) if clause.heading), None)
    return heading is not None and is_foreign(heading.of(reading.text).casefold())


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


RULES: tuple[Rule, ...] = (_duties, duties_of_clauses, duties_of_roles, dependencies)
