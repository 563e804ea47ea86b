"""The team: roles, key personnel, certifications, skills."""

import re
from collections.abc import Iterator

from sowcheck.core.items import KeyPerson, StaffRole
from sowcheck.extract import typed as parsers
from sowcheck.extract.candidates import Candidate, Rule
from sowcheck.extract.finding import clip, pattern
from sowcheck.extract.lists.columns import Row, TypedTable, rows, typed_tables
from sowcheck.extract.reading import Reading

_NOBODY = re.compile(
    r"to be (?:assigned|confirmed|named|determined)|not named|tb[acd]\b|à déterminer|n/?a\b|noch offen|^[-–—]+$|nominiert",
    re.IGNORECASE,
)
_PERSON = re.compile(
    r"^(?:(?:Mr|Mrs|Ms|Dr|Prof)\.?\s+)?[A-ZÀ-Þ][\w.’'-]+(?:\s+(?:de|van|der|von|la|le|el|al|da|di))*(?:\s+[A-ZÀ-Þ][\w.’'-]*)+$"
)
_COUNT_IN_ROLE = re.compile(r"\s*\((\d{1,2})\)\s*$")
_PERSON_IN_ROLE = re.compile(r"\s*\(([^()]+)\)\s*$")


def _is_team_table(table: TypedTable) -> bool:
    return "role" in table.meanings and any(m in table.meanings for m in ("person", "count", "hours", "days"))


def _whole(words: str | None) -> int | None:
    if not words:
        return None
    match = re.fullmatch(r"\s*(\d{1,3})\s*(?:x|FTE)?\s*", words)
    return int(match.group(1)) if match else None


def _role_of(row: Row, reading: Reading) -> StaffRole | None:
    role, person = row.cell("role"), row.cell("person")
    if not role or row.is_total or not re.search(r"[A-Za-z]{3}", role):
        return None
    count = _whole(row.cell("count")) or _whole(row.cell("quantity"))
    if match := _COUNT_IN_ROLE.search(role):
        count, role = count or int(match.group(1)), role[: match.start()]
    elif (match := _PERSON_IN_ROLE.search(role)) and _PERSON.match(match.group(1)):
        person, role = person or match.group(1), role[: match.start()]
    if person and (_NOBODY.search(person) or not _PERSON.match(person)):
        person = None
    hours = next(parsers.number(row.cell("hours") or "", reading), None)
    return StaffRole(role=role, count=count, hours=hours.value if hours else None, person=person)  # type: ignore[arg-type]  # a Decimal


def _team(reading: Reading) -> Iterator[StaffRole]:
    """The roles of every team table."""
    for table in typed_tables(reading):
        if _is_team_table(table):
            for row in rows(table, reading.text):
                if item := _role_of(row, reading):
                    yield item


def _roles_of_tables(reading: Reading) -> Iterator[Candidate]:
    for table in typed_tables(reading):
        if not _is_team_table(table):
            continue
        for row in rows(table, reading.text):
            if item := _role_of(row, reading):
                yield Candidate(
                    "staffing.roles", item, clip(reading.text, row.span, row.span), "staffing.roles.table", 0.9
                )


def _key_people_of_tables(reading: Reading) -> Iterator[Candidate]:
    """Rows of a team table whose "key" column says yes, or a table under a heading about key personnel."""
    for table in typed_tables(reading):
        key_column = next(
            (i for i, h in enumerate(table.headers) if re.search(r"\bkey\b|schlüssel|clé", h, re.IGNORECASE)), None
        )
        about_key = re.search(r"key (?:personnel|staff|people|individuals)|schlüsselpersonal", table.heading)
        if "role" not in table.meanings or (key_column is None and not about_key):
            continue
        for row in rows(table, reading.text):
            if key_column is not None and not re.match(
                r"\W*(?:yes|y\b|x|✓|ja|oui|key)", row.at(key_column) or "", re.IGNORECASE
            ):
                continue
            item = _role_of(row, reading)
            if item:
                value = KeyPerson(role=item.role, person=item.person)
                yield Candidate(
                    "staffing.key_personnel",
                    value,
                    clip(reading.text, row.span, row.span),
                    "staffing.key_personnel.table",
                    0.88,
                )


_KEY_SENTENCE = pattern(
    r"\bkey (?:personnel|staff|people|individuals|persons)\b|may not be (?:replaced|removed|substituted)|shall not be (?:replaced|removed|reassigned)"
)
_NAMED_ROLE = re.compile(
    r"(?P<person>[A-ZÀ-Þ][\w’'-]+(?:\s+(?:de|van|der|von|la|le|el|al)\b)*(?:\s+[A-ZÀ-Þ][\w.’'-]+)+)\s*[(,]\s*(?:the\s+|as\s+|our\s+)?(?P<role>[A-Za-z][\w /&-]{3,40}?)\s*[),;.]"
)
_TWO_ROLES = re.compile(
    r"(?:roles?|as key personnel|key personnel)[^:.]{0,40}[:]?\s+(?P<roles>(?:(?:an?|the)\s+)?[A-Z][\w /-]{3,40}?\s+and\s+(?:an?\s+|the\s+)?[A-Z][\w /-]{3,40}?)[.;,]"
)


_ROLES_ARE_KEY = re.compile(
    r"\W*(?:[\d.]+\s+)?(?P<roles>[^.:;]{5,160}?)\s+(?:are|is|will be|shall be)\s+(?:a\s+)?(?:designated\s+(?:as\s+)?)?[\"“]?key (?:personnel|staff|people|persons?|individuals)",
    re.IGNORECASE,
)


def _key_people_of_prose(reading: Reading) -> Iterator[Candidate]:
    people_by_role = {item.role.casefold(): item.person for item in _team(reading)}
    for sentence in reading.sentences:
        if sentence.row or not _KEY_SENTENCE.search(sentence.text):
            continue
        for match in _NAMED_ROLE.finditer(sentence.text):
            core = sentence.at(match.start(), match.end())
            value = KeyPerson(role=match.group("role").strip(), person=match.group("person"))
            yield Candidate(
                "staffing.key_personnel",
                value,
                clip(reading.text, sentence.span, core),
                "staffing.key_personnel.prose",
                0.7,
            )
        if are_key := _ROLES_ARE_KEY.match(sentence.text):
            for role in re.split(r"\s*(?:,|\band\b|&)\s*", are_key.group("roles")):
                name = re.sub(r"^(?:an?|the)\s+", "", role, flags=re.IGNORECASE).strip()
                if 4 < len(name) < 50:
                    value = KeyPerson(role=name, person=people_by_role.get(name.casefold()))
                    core = sentence.at(are_key.start(), are_key.end())
                    yield Candidate(
                        "staffing.key_personnel",
                        value,
                        clip(reading.text, sentence.span, core),
                        "staffing.key_personnel.are",
                        0.7,
                    )
        for match in _TWO_ROLES.finditer(sentence.text):
            for role in re.split(r"\s+and\s+", match.group("roles")):
                core = sentence.at(match.start(), match.end())
                value = KeyPerson(role=re.sub(r"^(?:an?|the)\s+", "", role).strip())
                yield Candidate(
                    "staffing.key_personnel",
                    value,
                    clip(reading.text, sentence.span, core),
                    "staffing.key_personnel.roles",
                    0.6,
                )


_ROLE_NOUN = r"(?:manager|lead|leader|architect|engineer|developer|consultant|analyst|designer|specialist|coordinator|administrator|director|partner|scientist|tester|advisor|owner|master|officer|trainer|technician)s?"
_PROVIDES_ROLE = re.compile(
    rf"\b(?:shall|will|must)\s+(?:provide|assign|appoint|designate|supply|furnish)\s+(?P<count>an?|the|one|two|three|four|five|\d+)\s+(?P<role>(?:[A-Z]?[\w-]+\s+){{0,4}}?{_ROLE_NOUN})\b",
    re.IGNORECASE,
)
_PERSON_IS_ROLE = re.compile(
    rf"(?P<person>(?:(?:Dr|Mr|Ms|Mrs|Prof)\.?\s+)?[A-ZÀ-Þ][\w’'-]+(?:\s+(?:de|van|der|von|la|le|el|al|Te)\b)*(?:\s+[A-ZÀ-Þ][\w.’'-]+)+)\s+(?:is|will be|remains|acts as|serves as|shall be)\s+(?:the\s+|your\s+|our\s+|an?\s+)?"
    rf"(?P<role>(?:[A-Za-z][\w-]*\s+){{0,4}}?(?i:{_ROLE_NOUN}))\b"
)
_COUNTED_ROLE = re.compile(
    rf"\b(?P<count>one|two|three|four|five|six|seven|eight|nine|ten|\d{{1,2}})\s+(?P<role>(?:[A-Za-z][\w-]*\s+){{0,3}}?{_ROLE_NOUN})\b",
    re.IGNORECASE,
)
_TEAM = pattern(
    r"\bteam\b|staff|personnel|people|roles|resources|who (?:will )?works?|supported by|consists? of|compris|projektteam|équipe"
)
_COUNTS = {
    "a": 1,
    "an": 1,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
}


def _roles_of_prose(reading: Reading) -> Iterator[Candidate]:
    """Such as "The Contractor shall provide a Project Manager": the supplier is the subject."""
    subject = re.compile(rf"\b(?:{reading.supplier}|we)\b", re.IGNORECASE)
    for sentence in reading.sentences:
        if sentence.row:
            continue
        for match in _PROVIDES_ROLE.finditer(sentence.text):
            if not subject.search(sentence.text[: match.start()]):
                continue
            words = match.group("count").casefold()
            count = int(words) if words.isdigit() else _COUNTS.get(words)
            role = StaffRole(role=match.group("role"), count=count if count and count > 1 else None)
            core = sentence.at(match.start(), match.end())
            yield Candidate(
                "staffing.roles", role, clip(reading.text, sentence.span, core), "staffing.roles.prose", 0.6
            )


def _people_and_counts(reading: Reading) -> Iterator[Candidate]:
    """Such as "Aoife Lanigan is the Service Delivery Manager, supported by two analysts"."""
    other_side = re.compile(
        rf"\b(?:{reading.customer})(?:[’']s)?\s+(?:will|shall|must|appoints?|provides?|names?)\b", re.IGNORECASE
    )
    for sentence in reading.sentences:
        if sentence.row or other_side.search(sentence.text):
            continue
        for match in _PERSON_IS_ROLE.finditer(sentence.text):
            core = sentence.at(match.start(), match.end())
            role, person = match.group("role").strip(), match.group("person")
            quote = clip(reading.text, sentence.span, core)
            yield Candidate("staffing.roles", StaffRole(role=role, person=person), quote, "staffing.roles.person", 0.65)
            if _KEY_SENTENCE.search(f"{sentence.text} {sentence.topic}") or re.search(
                r"not (?:be )?(?:moved|replaced|removed|withdrawn)|replaced only", sentence.text
            ):
                yield Candidate(
                    "staffing.key_personnel",
                    KeyPerson(role=role, person=person),
                    quote,
                    "staffing.key_personnel.person",
                    0.65,
                )
        if not _TEAM.search(f"{sentence.text} {sentence.topic}"):
            continue
        for match in _COUNTED_ROLE.finditer(sentence.text):
            words = match.group("count").casefold()
            value = StaffRole(role=match.group("role"), count=int(words) if words.isdigit() else _COUNTS[words])
            core = sentence.at(match.start(), match.end())
            yield Candidate(
                "staffing.roles", value, clip(reading.text, sentence.span, core), "staffing.roles.counted", 0.6
            )


_CREDENTIAL = re.compile(
    r"\b(?:hold|holds|holding|have|has|possess\w*|maintain\w*|keeps?|obtain\w*|complet\w+|pass(?:es|ed)?|undergo\w*)\s+(?:(?:an?|the|its|their|his|her|all|both|at least|first|current|valid|active|relevant)\s+)*"
    r"(?P<name>[^.;,()]{0,80}?(?:\([^)]{2,30}\)\s*)?(?:certifications?|certificates?|clearances?|accreditations?|background (?:check|screening)s?|vetting|security training))\b",
    re.IGNORECASE,
)
_OTHER_CERTIFICATE = pattern(
    r"certified mail|certificates? of (?:insurance|completion|incorporation|origin)|insurance|exemption certificate|tax|certified copy|good standing"
)


def _people(reading: Reading) -> re.Pattern[str]:
    """The supplier and its people."""
    return re.compile(
        rf"\b(?:{reading.supplier}|team|personnel|staff|consultants?|members?|engineers?|architects?|resources?|people|we)\b",
        re.IGNORECASE,
    )


def _certifications(reading: Reading) -> Iterator[Candidate]:
    """The certificates and clearances that the supplier or its people must hold."""
    people = _people(reading)
    for sentence in reading.sentences:
        if sentence.row or _OTHER_CERTIFICATE.search(sentence.text) or not people.search(sentence.text):
            continue
        for match in _CREDENTIAL.finditer(sentence.text):
            name = match.group("name").strip()
            if len(name) > 12:
                quote = clip(reading.text, sentence.span, sentence.at(match.start(), match.end()))
                yield Candidate("staffing.certifications", name, quote, "staffing.certifications.prose", 0.65)


_SKILLED = re.compile(
    r"\b(?:experienced?|skilled|expertise|proficien\w+|competent|fluent)\s+(?:in|with)\s+(?P<list>[^.;:]{3,240})|\btech(?:nology|nical)? stack:?\s*(?P<stack>[^.;]{3,240})",
    re.IGNORECASE,
)


def _skills(reading: Reading) -> Iterator[Candidate]:
    """What the supplier's people must know: the enumeration behind "experienced in"."""
    people = _people(reading)
    for sentence in reading.sentences:
        match = _SKILLED.search(sentence.text)
        if sentence.row or not match or not (match.group("stack") or people.search(sentence.text)):
            continue
        group = "list" if match.group("list") else "stack"
        offset = match.start(group)
        for part in re.finditer(r"[^,]+", match.group(group)):
            words = re.sub(r"^\s*(?:and|or|und|the|with)\s+", "", part.group()).strip()
            for skill in re.split(r"\s+and\s+(?=[A-Z])", words):
                if 2 <= len(skill) <= 60:
                    core = sentence.at(offset + part.start(), offset + part.end())
                    yield Candidate(
                        "staffing.skills", skill, clip(reading.text, sentence.span, core), "staffing.skills.prose", 0.55
                    )


RULES: tuple[Rule, ...] = (
    _roles_of_tables,
    _roles_of_prose,
    _people_and_counts,
    _key_people_of_tables,
    _key_people_of_prose,
    _certifications,
    _skills,
)
