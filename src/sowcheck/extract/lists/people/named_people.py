"""People whom sentences name with their roles: "Ana Ruiz is the architect", "the architect, Ana Ruiz,", "Ana Ruiz as architect"."""

import re
from collections.abc import Iterator

from sowcheck.core.items import StaffRole
from sowcheck.core.spans import Span
from sowcheck.extract.finding import pattern
from sowcheck.extract.lists.grammar.prose import Prose, prose
from sowcheck.extract.lists.grammar.role_words import ROLE_NOUN
from sowcheck.extract.lists.people.people_words import PERSON, is_somebody
from sowcheck.extract.lists.people.role_phrases import is_role
from sowcheck.extract.reading import Reading
from sowcheck.extract.remembered import remembered

_ROLE = rf"(?P<role>(?:[A-Za-z][\w/&-]*\s+){{0,4}}?(?i:{ROLE_NOUN}))\b"
_PERSON = re.compile(PERSON)
_LEAD_IN = r"(?:the\s+|your\s+|our\s+|an?\s+|its\s+)?"
_PAIRS = (
    re.compile(
        rf"(?P<person>{PERSON})\s+(?:is|will be|remains|acts as|serves as|shall be|(?:will|shall) (?:act|serve) as)\s+{_LEAD_IN}{_ROLE}"
    ),
    re.compile(
        rf"(?P<person>{PERSON})\s+(?:(?:leads?|joins?|works?|heads?|supports?)\s+(?:\w+\s+){{0,3}}?)?(?:as|in the role of)\s+{_LEAD_IN}{_ROLE}"
    ),
    re.compile(rf"(?P<person>{PERSON})\s+(?:the|\()\s*{_ROLE}(?=\s*[.,;)])"),
    re.compile(rf"(?P<person>{PERSON}),\s+(?:the\s+|our\s+)?{_ROLE}(?=\s*[.,;])"),
    re.compile(
        rf"(?:^|[Tt]he\s+|[Oo]ur\s+|[Ii]ts\s+){_ROLE}(?:\s+(?:of|for)\s+(?:the\s+)?\w+)?\s+(?:is|will be|shall be)\s+(?P<person>{PERSON})\b(?!\s+for\s+[A-Z])"
    ),
)
_ROLE_FIRST = re.compile(
    rf"(?:^|[,;]\s*(?:and\s+)?|\band\s+)(?:[Tt]he\s+|[Oo]ur\s+|[Ii]ts\s+)?(?:[\w&.]+[’']s\s+)?(?P<role>(?:[A-Za-z][\w/&-]*\s+){{0,4}}(?i:{ROLE_NOUN})),\s+"
    rf"(?P<person>{PERSON})(?=\s*[,;.)]|\s+(?:and|are|is)\b)"
)
"""The role before its person: "the Project Manager, Ana Ruiz, and the Architect, Jon Boe, are"."""
_ELIDED = re.compile(rf"\band\s+(?P<person>{PERSON})\s+(?:the|an?)\s+{_ROLE}(?=\s*[.,;])")
"""A second person whose verb goes without saying: "A will be the partner and B the lead"."""
_ABOUT_TEAM = pattern(r"\bteam\b|personnel|\bkey\b|\bstaff\b|\bpeople\b|\bpersons\b")
HAS_ROLE = pattern(ROLE_NOUN)
"""Every grammar names a role."""


@remembered
def named_roles(reading: Reading) -> dict[int, tuple[tuple[StaffRole, Span], ...]]:
    """By where a sentence begins, the people whom it names with their roles, each with its place."""
    found = {one.start: tuple(_named_in(one, reading)) for one in prose(reading) if HAS_ROLE.may_match(one.text)}
    return {start: named for start, named in found.items() if named}


def _named_in(one: Prose, reading: Reading) -> Iterator[tuple[StaffRole, Span]]:
    if not _PERSON.search(one.text):
        return
    seen: set[str] = set()
    # "A. Rao, Director" stands under signatures; it names a role of the team only where the words are about one.
    about_team = (_ABOUT_TEAM.search(one.text) or _ABOUT_TEAM.search(one.topic)) and "/s/" not in one.text
    grammars = (*_PAIRS, _ROLE_FIRST) if about_team else (*_PAIRS[:2], _ELIDED, *_PAIRS[4:])
    for grammar in grammars:
        if grammar is _ELIDED and not seen:
            continue
        for match in grammar.finditer(one.text):
            person = match.group("person")
            role = re.sub(r"^(?:the|an?|our|your|its)\s+", "", match.group("role"), flags=re.IGNORECASE).strip()
            if person in seen or not is_role(role) or not is_somebody(person, reading):
                continue
            seen.add(person)
            yield StaffRole(role=role, person=person), one.at(match.start(), match.end())
