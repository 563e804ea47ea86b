"""Roles in the team: tables of people, "two analysts", "assigns X as Role and Y as Role", "The Role is X"."""

import re
from collections.abc import Iterator
from decimal import Decimal

from sowcheck.core.items import StaffRole
from sowcheck.extract.candidates import Candidate, Rule
from sowcheck.extract.cast import CLIENT, PartyCue
from sowcheck.extract.finding import clip, pattern
from sowcheck.extract.lists.grammar.prose import Prose, prose
from sowcheck.extract.lists.grammar.role_words import ROLE_NOUN
from sowcheck.extract.lists.people.named_people import HAS_ROLE, named_roles
from sowcheck.extract.lists.people.people_words import PERSON
from sowcheck.extract.lists.people.role_items import role_items
from sowcheck.extract.lists.people.role_phrases import COUNTS
from sowcheck.extract.lists.people.role_prose import key_roles, roles_of_individual, roles_of_prose
from sowcheck.extract.lists.prices.rates import person_behind, role_name
from sowcheck.extract.lists.tables.cells import number
from sowcheck.extract.lists.tables.columns import Row, TypedTable, rows, typed_tables
from sowcheck.extract.reading import Reading
from sowcheck.extract.remembered import remembered

FIELD = "staffing.roles"

_NOBODY = re.compile(
    r"to be (?:assigned|confirmed|named|determined)|not named|named later|\bpool\b|tb[acd]\b|à déterminer|n/?a\b|noch offen|^[-–—]+$|nominiert",
    re.IGNORECASE,
)
_PERSON = re.compile(rf"^{PERSON}$|^(?:(?:Mr|Mrs|Ms|Dr|Prof)\.?\s+)[A-ZÀ-Þ][\w.’'-]+(?:\s+[A-ZÀ-Þ][\w.’'-]*)*$")
_COUNT_IN_ROLE = re.compile(r"\s*\((\d{1,2})\)\s*$")
_PERSON_IN_ROLE = re.compile(r"\s*\(([^()]+)\)\s*$")


def is_team_table(table: TypedTable) -> bool:
    """A column of roles with people, headcounts or hours."""
    return table.has("role") and any(table.has(m) for m in ("person", "count", "hours", "days"))


def _whole(words: str | None) -> int | None:
    match = re.fullmatch(r"\s*(\d{1,3})\s*(?:x|FTE)?\s*", words or "")
    return int(match.group(1)) if match else None


_DAY = pattern(
    r"\b(?:day|person-?day|man-?day)\s+(?:of work\s+)?(?:is|means|has|equals|comprises|consists of|counts|corresponds to)\s+(?:as\s+)?"
    r"(?P<hours>\w+|\d+[.,]\d+)\s*(?:\(\d[\d.,]*\)\s*)?(?:working\s+|billable\s+)?hours\b"
)


def _hours(row: Row, reading: Reading) -> Decimal | None:
    """The hours of a row; days count as hours where the paper says how many hours a day has."""
    if row.typed.has("hours"):
        return number(row.cell("hours"), reading)
    days = number(row.cell("days"), reading)
    each = _hours_of_day(reading) if days is not None else None
    return days * each if days is not None and each is not None else None


@remembered
def _hours_of_day(reading: Reading) -> Decimal | None:
    for sentence in reading.holding(_DAY):
        if match := _DAY.search(sentence.text):
            return number(match["hours"], reading)
    return None


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
    return StaffRole(role=role, count=count, hours=_hours(row, reading), person=person)


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


_COUNTED = re.compile(
    rf"(?<![\w.(-])(?P<count>{'|'.join(COUNTS)}|\d{{1,2}})\s+(?:[x×]\s+)?(?P<role>(?:[A-Za-z][\w-]*\s+){{0,3}}?{ROLE_NOUN})\b",
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


_OTHER_SIDE = PartyCue(
    rf"\b(?:{CLIENT})(?:[’']s)?\s+(?:will|shall|must|appoints?|provides?|names?|assigns?|nominates?)\b|"
    r"signed|signature|notices?\b|attention"
)


def _of_prose(reading: Reading) -> Iterator[Candidate]:
    other_side = _OTHER_SIDE.of(reading)
    in_tables = {item.role.casefold() for item in team_of_tables(reading)}
    named = named_roles(reading)
    for one in prose(reading):
        if not HAS_ROLE.may_match(one.text) or other_side.search(one.text):
            continue
        for item, core in named.get(one.start, ()):
            if item.role.casefold() in in_tables:
                continue
            quote = clip(reading.text, one.span, core)
            yield Candidate(FIELD, item, quote, f"{FIELD}.person", 0.65)
        if _TEAM.search(one.text) or _TEAM.search(one.topic):
            yield from _counted(reading, one)


def _counted(reading: Reading, one: Prose) -> Iterator[Candidate]:
    """Such as "supported by two analysts": not "at least two engineers hold"."""
    for match in _COUNTED.finditer(one.text):
        around = (
            one.text[max(0, match.start() - 25) : match.start()].split(";")[-1]
            + one.text[match.start() : match.end() + 25]
        )
        if _REQUIRES.search(around):
            continue
        words = match.group("count").casefold()
        count = int(words) if words.isdigit() else COUNTS[words]
        role = match.group("role")
        quote = clip(reading.text, one.span, one.at(match.start(), match.end()))
        # "two developers" are two of the role "developer".
        name = role[:-1] if role.endswith("s") else role
        yield Candidate(FIELD, StaffRole(role=name, count=count), quote, f"{FIELD}.counted", 0.6)


def _roles(reading: Reading) -> Iterator[Candidate]:
    """The roles of tables, lists and sentences; what is only called key, or says less of a known role, adds nothing."""
    found = [*_of_tables(reading), *(one for one in role_items(reading) if one.field == FIELD)]
    found += [*_of_prose(reading), *roles_of_prose(reading), *roles_of_individual(reading)]
    kept: list[Candidate] = []
    for one in [*sorted(found, key=_bare), *key_roles(reading)]:
        if not any(_says_less(one, other) for other in kept):
            kept.append(one)
    yield from kept


def _parts(candidate: Candidate) -> dict[str, object]:
    item = candidate.value
    assert isinstance(item, StaffRole)
    return {
        name: part for name, part in (("count", item.count), ("hours", item.hours), ("person", item.person)) if part
    }


def _bare(candidate: Candidate) -> int:
    """How little a candidate says of its role."""
    return -len(_parts(candidate))


def _says_less(candidate: Candidate, other: Candidate) -> bool:
    """Whether another candidate for the same role says all of this and more, or the same in other words."""
    one, two = candidate.value, other.value
    assert isinstance(one, StaffRole)
    assert isinstance(two, StaffRole)
    same = one.role.casefold() == two.role.casefold()
    return same and _parts(candidate).items() <= _parts(other).items()


RULES: tuple[Rule, ...] = (_roles,)
