"""Roles in the team: tables of people, "two analysts", "assigns X as Role and Y as Role", "The Role is X"."""

import re
from collections.abc import Iterator

from sowcheck.core.items import StaffRole
from sowcheck.core.spans import Span
from sowcheck.extract.candidates import Candidate, Rule
from sowcheck.extract.finding import clip, pattern
from sowcheck.extract.lists.cells import number
from sowcheck.extract.lists.columns import Row, TypedTable, rows, typed_tables
from sowcheck.extract.lists.leads import client_words, supplier_words
from sowcheck.extract.lists.prose import Prose, prose
from sowcheck.extract.lists.rates import person_behind, role_name
from sowcheck.extract.lists.role_words import ROLE_NOUN
from sowcheck.extract.reading import Reading

FIELD = "staffing.roles"

_NOBODY = re.compile(
    r"to be (?:assigned|confirmed|named|determined)|not named|named later|\bpool\b|tb[acd]\b|à déterminer|n/?a\b|noch offen|^[-–—]+$|nominiert",
    re.IGNORECASE,
)
_TITLES = r"(?:(?:Dr|Mr|Ms|Mrs|Prof|Dipl\.-Ing|Ing)\.?\s+)*"
PERSON = rf"{_TITLES}[A-ZÀ-Þ][\w’'-]+(?:\s+(?:(?:de|van|der|von|la|le|el|al|da|di|te)\s+|(?:Te|El|Van|De|Al)\s+)?[A-ZÀ-Þ][\w’'-]*\.?){{1,3}}(?<!\.)"
_PERSON = re.compile(rf"^{PERSON}$|^(?:(?:Mr|Mrs|Ms|Dr|Prof)\.?\s+)[A-ZÀ-Þ][\w.’'-]+(?:\s+[A-ZÀ-Þ][\w.’'-]*)*$")
_COUNT_IN_ROLE = re.compile(r"\s*\((\d{1,2})\)\s*$")
_PERSON_IN_ROLE = re.compile(r"\s*\(([^()]+)\)\s*$")


def is_team_table(table: TypedTable) -> bool:
    """A column of roles with people, headcounts or hours."""
    return table.has("role") and any(table.has(m) for m in ("person", "count", "hours", "days"))


def _whole(words: str | None) -> int | None:
    match = re.fullmatch(r"\s*(\d{1,3})\s*(?:x|FTE)?\s*", words or "")
    return int(match.group(1)) if match else None


def role_of(row: Row, reading: Reading) -> StaffRole | None:
    """The role of a row of a team table; days are no hours."""
    role, person = row.cell("role"), row.cell("person")
    if not role or row.is_total or not re.search(r"[A-Za-z]{3}", role):
        return None
    person = person or person_behind(role)
    role = role_name(role)
    count = _whole(row.cell("count")) or _whole(row.cell("quantity"))
    if match := _COUNT_IN_ROLE.search(role):
        count, role = count or int(match.group(1)), role[: match.start()]
    elif (match := _PERSON_IN_ROLE.search(role)) and _PERSON.match(match.group(1)):
        person, role = person or match.group(1), role[: match.start()]
    if person and (_NOBODY.search(person) or not _PERSON.match(person)):
        person = None
    return StaffRole(role=role, count=count, hours=number(row.cell("hours"), reading), person=person)


def team_of_tables(reading: Reading) -> Iterator[StaffRole]:
    """The roles of every team table."""
    for table in typed_tables(reading):
        if is_team_table(table):
            yield from (item for row in rows(table, reading.text) if (item := role_of(row, reading)))


def _of_tables(reading: Reading) -> Iterator[Candidate]:
    for table in typed_tables(reading):
        if not is_team_table(table):
            continue
        for row in rows(table, reading.text):
            if item := role_of(row, reading):
                yield Candidate(FIELD, item, clip(reading.text, row.span, row.span), f"{FIELD}.table", 0.9)


_ROLE = rf"(?P<role>(?:[A-Za-z][\w/&-]*\s+){{0,4}}?(?i:{ROLE_NOUN}))\b"
_LEAD_IN = r"(?:the\s+|your\s+|our\s+|an?\s+|its\s+)?"
_PAIRS = (
    re.compile(rf"(?P<person>{PERSON})\s+(?:is|will be|remains|acts as|serves as|shall be)\s+{_LEAD_IN}{_ROLE}"),
    re.compile(rf"(?P<person>{PERSON})\s+(?:as|in the role of)\s+{_LEAD_IN}{_ROLE}"),
    re.compile(rf"(?P<person>{PERSON})\s+(?:the|\()\s*{_ROLE}(?=\s*[.,;)])"),
    re.compile(rf"(?P<person>{PERSON}),\s+(?:the\s+|our\s+)?{_ROLE}(?=\s*[.,;])"),
    re.compile(
        rf"(?:^|[Tt]he\s+|[Oo]ur\s+|[Ii]ts\s+){_ROLE}(?:\s+(?:of|for)\s+(?:the\s+)?\w+)?\s+(?:is|will be|shall be)\s+(?P<person>{PERSON})"
    ),
)
_NO_PERSON = re.compile(
    r"^(?:The|This|Each|Any|All|Our|Your|Its|If|In|On|For|No|Key|Work|Services?|Project|Statement|Order|Such|Either|Neither|Both)\b"
)


_ABOUT_TEAM = re.compile(r"\bteam\b|personnel|\bkey\b|\bstaff\b|\bpeople\b|\bpersons\b", re.IGNORECASE)


def named_roles(one: Prose) -> Iterator[tuple[StaffRole, Span]]:
    """People with their roles in a sentence, each with its place."""
    seen: set[str] = set()
    # "A. Rao, Director" stands under signatures; it names a role of the team only where the words are about one.
    about_team = _ABOUT_TEAM.search(f"{one.text} {one.topic}") and "/s/" not in one.text
    for grammar in _PAIRS if about_team else _PAIRS[:2] + _PAIRS[4:]:
        for match in grammar.finditer(one.text):
            person = match.group("person")
            role = re.sub(r"^(?:the|an?|our|your|its)\s+", "", match.group("role"), flags=re.IGNORECASE).strip()
            nobody = _NO_PERSON.match(person) or re.search(rf"\b{ROLE_NOUN}\b", person, re.IGNORECASE)
            if person in seen or nobody or re.search(r"\b(?:is|and|with|as)\b", role):
                continue
            seen.add(person)
            yield StaffRole(role=role, person=person), one.at(match.start(), match.end())


_COUNTS = {
    word: value
    for value, word in enumerate(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"], start=1
    )
}
_COUNTED = re.compile(
    rf"(?<![\w.(-])(?P<count>{'|'.join(_COUNTS)}|\d{{1,2}})\s+(?P<role>(?:[A-Za-z][\w-]*\s+){{0,3}}?{ROLE_NOUN})\b",
    re.IGNORECASE,
)
_TEAM = pattern(
    r"\bteam\b|staff|personnel|people|roles|resources|who (?:will )?works?|supported by|consists? of|compris|deploys|assists?|provides|"
    r"projektteam|équipe"
)
_REQUIRES = pattern(
    r"at least|\bhold|certif|must|travel|proficient|skilled|experience|licen[cs]|key pers|users?\b|up to|train(?:s|ing)?\b|approv|"
    r"customer|client|limit"
)


def _of_prose(reading: Reading) -> Iterator[Candidate]:
    other_side = pattern(
        rf"\b(?:{client_words(reading)})(?:[’']s)?\s+(?:will|shall|must|appoints?|provides?|names?|assigns?|nominates?)\b|"
        r"signed|signature|notices?\b|attention"
    )
    in_tables = {item.role.casefold() for item in team_of_tables(reading)}
    for one in prose(reading):
        if not re.search(ROLE_NOUN, one.text, re.IGNORECASE) or other_side.search(one.text):
            continue
        for item, core in named_roles(one):
            if item.role.casefold() in in_tables:
                continue
            quote = clip(reading.text, one.span, core)
            yield Candidate(FIELD, item, quote, f"{FIELD}.person", 0.65)
        if _TEAM.search(f"{one.text} {one.topic}"):
            yield from _counted(reading, one)


def _counted(reading: Reading, one: Prose) -> Iterator[Candidate]:
    """Such as "supported by two analysts": not "at least two engineers hold"."""
    for match in _COUNTED.finditer(one.text):
        around = one.text[max(0, match.start() - 25) : match.end() + 25]
        if _REQUIRES.search(around):
            continue
        words = match.group("count").casefold()
        count = int(words) if words.isdigit() else _COUNTS[words]
        role = match.group("role")
        quote = clip(reading.text, one.span, one.at(match.start(), match.end()))
        # "two developers" are two of the role "developer".
        name = role[:-1] if role.endswith("s") else role
        yield Candidate(FIELD, StaffRole(role=name, count=count), quote, f"{FIELD}.counted", 0.6)


def _provided(reading: Reading) -> Iterator[Candidate]:
    """Such as "The Contractor shall provide a Project Manager": the supplier is the subject."""
    grammar = re.compile(
        rf"\b(?:{supplier_words(reading)})\s+(?:shall|will|must)\s+(?:provide|assign|appoint|designate|supply|furnish)\s+(?:an?|the)\s+"
        rf"(?P<role>(?:[A-Z]?[\w-]+\s+){{0,4}}?{ROLE_NOUN})\b(?!\s+with\b)",
        re.IGNORECASE,
    )
    for one in prose(reading):
        for match in grammar.finditer(one.text):
            quote = clip(reading.text, one.span, one.at(match.start(), match.end()))
            yield Candidate(FIELD, StaffRole(role=match.group("role")), quote, f"{FIELD}.prose", 0.6)


RULES: tuple[Rule, ...] = (_of_tables, _of_prose, _provided)
