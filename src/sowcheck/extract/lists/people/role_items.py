"""Roles that a list gives under a heading or lead about the team: "2 x Senior developer – 160 hours", "Ana Ruiz, architect"."""

import re
from collections.abc import Iterator
from decimal import Decimal

from sowcheck.core.items import KeyPerson, StaffRole
from sowcheck.extract.candidates import Candidate
from sowcheck.extract.cast import CLIENT, PartyCue
from sowcheck.extract.finding import clip, pattern
from sowcheck.extract.lists.grammar.role_words import ROLE_NOUN
from sowcheck.extract.lists.people.key_roles import KEY
from sowcheck.extract.lists.people.people_words import PERSON, is_somebody
from sowcheck.extract.lists.people.role_phrases import COUNTS, is_role
from sowcheck.extract.lists.tables.columns import headings_above
from sowcheck.extract.reading import Reading

_TEAM = pattern(
    r"\b(?:project |delivery |supplier |core |proposed )?(?:team|staffing|personnel)\b|\b(?:project|team|consultant|labou?r|following|these) (?:roles|"
    r"resources|staff|people|categories)\b|\bstaff(?:ed)? (?:with|by)\b|\b(?:assigns?|provides?|deploys?) the following\b|^(?:people|roles|staff)$"
)
_NO_TEAM = pattern(
    r"\bresponsibilit|\bhuman resources\b|\bapprov|\bescalat|\bcontacts?\b|\bnotices?\b|\brates?\b|\bskills?\b|\btrain|\bmeet"
)
_HAS_ROLE = pattern(rf"\b{ROLE_NOUN}\b")
_KEY = pattern(rf"\b{KEY}")
_NUMBER = rf"(?:{'|'.join(COUNTS)}|\d{{1,2}})"
_ROLE = rf"(?P<role>(?:[A-Za-z][\w/&+.-]*\s+){{0,4}}{ROLE_NOUN})"
_TAIL = r"(?:\s*\((?P<many>\d{1,2}|[A-Z]{2,5})\))?(?:\s*[:,–—(-]\s*(?P<rest>.*))?"
_BY_ROLE = re.compile(
    rf"\W*(?:(?P<count>{_NUMBER})\s*(?:[x×]\s*)?(?:\(\d{{1,2}}\)\s*)?)?(?:an?\s+)?{_ROLE}{_TAIL}\W*", re.IGNORECASE
)
_BY_PERSON = re.compile(rf"\W*(?P<person>{PERSON})\s*[:,–—(-]+\s*(?:the\s+|as\s+)?{_ROLE}\b(?P<rest>.*)")
_HOURS = re.compile(r"(?P<hours>\d[\d,.]*)\s*(?:person[- ])?hours\b", re.IGNORECASE)
_LONGEST_ITEM = 160


_BUYER = PartyCue(rf"\b(?:{CLIENT})\b")


def role_items(reading: Reading) -> Iterator[Candidate]:
    """The roles of every such list, and whom a list of key personnel names."""
    client = _BUYER.of(reading)
    for item in reading.outline.lists:
        if len(item.span) > _LONGEST_ITEM or not _HAS_ROLE.search(item.span.of(reading.text)):
            continue
        lead = item.lead.of(reading.text).casefold() if item.lead else ""
        above = " | ".join([lead, *headings_above(reading, item.span.start)[1:2]])
        is_key = bool(_KEY.search(above))
        if not (is_key or _TEAM.search(above)) or _NO_TEAM.search(above) or client.search(lead):
            continue
        role = _role(item.span.of(reading.text), reading)
        if role is None:
            continue
        quote = clip(reading.text, item.span, item.span)
        yield Candidate("staffing.roles", role, quote, "staffing.roles.item", 0.7)
        if is_key:
            key = KeyPerson(role=role.role, person=role.person)
            yield Candidate("staffing.key_personnel", key, quote, "staffing.key_personnel.item", 0.75)


def _role(words: str, reading: Reading) -> StaffRole | None:
    """The role that an item names, alone, with a person, a count or hours."""
    hours = _HOURS.search(words)
    effort = Decimal(hours["hours"].replace(",", "")) if hours else None
    by_person = _BY_PERSON.match(words)
    if by_person and is_somebody(by_person["person"], reading) and is_role(by_person["role"]):
        return StaffRole(role=by_person["role"], person=by_person["person"], hours=effort)
    by_role = _BY_ROLE.fullmatch(words)
    if by_role is None or not is_role(by_role["role"]):
        return None
    rest = by_role["rest"] or ""
    person = re.match(rf"(?P<person>{PERSON})\W*$", rest)
    written = by_role["count"] or (by_role["many"] if (by_role["many"] or "").isdigit() else None)
    count = (int(written) if written.isdigit() else COUNTS[written.casefold()]) if written else None
    name = by_role["role"]
    if count and count > 1 and name.endswith("s"):
        name = name[:-1]
    known = person["person"] if person and is_somebody(person["person"], reading) else None
    return StaffRole(role=name, count=count, hours=effort, person=known)
