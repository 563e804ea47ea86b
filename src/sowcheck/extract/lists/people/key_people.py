"""Key personnel: people and roles that may not be replaced freely."""

import re
from collections.abc import Iterator

from sowcheck.core.items import KeyPerson, StaffRole
from sowcheck.core.spans import Span
from sowcheck.extract.candidates import Candidate, Rule
from sowcheck.extract.finding import clip, pattern
from sowcheck.extract.lists.grammar.prose import Prose, prose, prose_holding
from sowcheck.extract.lists.people.key_roles import designated
from sowcheck.extract.lists.people.named_people import named_roles
from sowcheck.extract.lists.people.people_words import PERSON, is_somebody
from sowcheck.extract.lists.people.role_items import role_items
from sowcheck.extract.lists.people.roles import role_of, team_of_tables
from sowcheck.extract.lists.tables.columns import rows, typed_tables
from sowcheck.extract.reading import Reading
from sowcheck.parse.cues import Cue

FIELD = "staffing.key_personnel"


def _of_tables(reading: Reading) -> Iterator[Candidate]:
    """Rows of a team table whose "key" column says yes, or a table under a heading about key personnel."""
    for table in typed_tables(reading):
        key_column = next(
            (i for i, h in enumerate(table.headers) if re.search(r"\bkey\b|schlüssel|clé", h, re.IGNORECASE)), None
        )
        about_key = re.search(r"key (?:personnel|staff|people|individuals)|schlüsselpersonal", table.heading)
        if not table.has("role") or (key_column is None and not about_key):
            continue
        for row in rows(table, reading.text):
            marked = key_column is None or re.match(
                r"\W*(?:yes|y\b|x|✓|ja|oui|key)", row.at(key_column) or "", re.IGNORECASE
            )
            item = role_of(row, reading) if marked else None
            if item:
                quote = clip(reading.text, row.span, row.span)
                yield Candidate(FIELD, KeyPerson(role=item.role, person=item.person), quote, f"{FIELD}.table", 0.88)


_BOUND = pattern(
    r"\bkey (?:personnel|staff|people|individuals|persons?)\b|"
    r"\b(?:may|shall|will|can|is|are|be)\s+(?:\w+\s+){0,2}?(?:not|only|neither)?\s*(?:be\s+)?(?:replaced?|removed?|substituted?|reassign(?:ed)?|"
    r"moved|withdrawn|exchanged)\b[^.;]{0,90}\b(?:consent|agree[sd]?|agreement|approv\w+|cause|notice|only|until|year|months)\b|"
    r"\b(?:not|neither)\b[^.;]{0,50}\b(?:replace[sd]?|removed?|substituted?|reassign(?:ed)?|moved|withdrawn|exchanged|change)\b|"
    r"\bcore to the work\b|stays? (?:on|with) it (?:until|unless)|replace (?:him|her|them) only|\bremains your\b|\breplaced only"
)
_NO_PEOPLE = pattern(
    r"defective|part\b|equipment|product|deliverable|terms|replaces the|software|agreement (?:is|was) replaced|provision"
)
_POINTS_BACK = re.compile(
    r"\W*(?:he|she|they|these|this person|both|either|neither|key personnel|the same)\b", re.IGNORECASE
)


def _team(reading: Reading) -> list[StaffRole]:
    """Each role of the team once, the longest name first; sentences name the people whom a table leaves out."""
    people = [item for found in named_roles(reading).values() for item, _ in found]
    by_role = {item.role.casefold(): item for item in people}
    team = [
        item if item.person or item.role.casefold() not in by_role else by_role[item.role.casefold()]
        for item in team_of_tables(reading)
    ]
    told = {item.role.casefold() for item in team}
    team.extend(item for item in people if item.role.casefold() not in told)
    return sorted(team, key=lambda item: -len(item.role))


def _of_prose(reading: Reading) -> Iterator[Candidate]:
    """Everybody whom a sentence names that binds people to the work, or the one before it if it points back."""
    team = _team(reading)
    before: Prose | None = None
    for one in prose(reading):
        bound = _BOUND.search(one.text) and not _NO_PEOPLE.search(one.text)
        if bound:
            found = list(_named_in(one, team, reading))
            points_back = _POINTS_BACK.match(one.text) or re.search(
                r"\b(?:these two|two of them|of them|either of|replace (?:him|her|them))\b", one.text
            )
            if not found and before and points_back:
                found = list(_named_in(before, team, reading))
            for item, core in found:
                holder = one if one.span.contains(core) else before or one
                yield Candidate(FIELD, item, clip(reading.text, holder.span, core), f"{FIELD}.prose", 0.7)
        before = one


_REPLACED = re.compile(rf"\b(?:replace|remove|reassign|substitute|withdraw|change)\s+(?P<person>{PERSON})")
_LEADS = re.compile(rf"(?P<person>{PERSON})\s+(?:leads the (?:work|team|project)|stays|is tied|is key|remains your)\b")


def _named_in(one: Prose, team: list[StaffRole], reading: Reading) -> Iterator[tuple[KeyPerson, Span]]:
    """Known people and roles in a sentence, then people whom it names itself."""
    places: list[tuple[int, int]] = []
    for item in team:
        place = _place(one.text, item)
        if place and not _taken(places, place):
            places.append(place)
            yield KeyPerson(role=item.role, person=item.person), one.at(*place)
            # The person beside the role is the same one: "Anselm Goodrich" in "The Program Lead is Anselm Goodrich".
            places.extend(match.span() for match in re.finditer(re.escape(item.person or item.role), one.text))
            places.extend(match.span() for match in re.finditer(re.escape(item.role), one.text, re.IGNORECASE))
    for match in (*_LEADS.finditer(one.text), *_REPLACED.finditer(one.text)):
        if not is_somebody(match["person"], reading):
            continue
        place = match.span("person")
        if not _taken(places, place):
            places.append(place)
            yield KeyPerson(person=match.group("person")), one.at(*place)
    if not places:
        yield from _listed_roles(one)


def _taken(places: list[tuple[int, int]], place: tuple[int, int]) -> bool:
    return any(start < place[1] and place[0] < end for start, end in places)


def _place(words: str, item: StaffRole) -> tuple[int, int] | None:
    """Where a sentence names a person, by the last name too, or the role."""
    names = [item.person, f"{item.person.split()[0]} {item.person.split()[-1]}"] if item.person else []
    last = item.person.split()[-1] if item.person else None
    for name in [*names, f"Mr {last}", f"Ms {last}", f"Dr {last}", item.role] if last else [item.role]:
        if name and (match := re.search(rf"\b{re.escape(name)}\b", words)):
            return match.start(), match.end()
    return None


def _listed_roles(one: Prose) -> Iterator[tuple[KeyPerson, Span]]:
    """Roles that a sentence itself calls key."""
    for role in designated(one.text):
        yield KeyPerson(role=role.name), one.at(role.start, role.end)


_KEY_LABEL = re.compile(
    r"\b(?:key|named)\s+(?:personnel|staff|people|individuals?|persons?|consultants?)\b", re.IGNORECASE
)
_IN_BRACKETS = re.compile(rf"(?P<person>{PERSON})\s*\((?P<role>[A-Za-z][\w /&-]{{3,40}})\)")


def _of_labels(reading: Reading) -> Iterator[Candidate]:
    """Such as "Named individuals: Ana Ruiz (Principal)"."""
    for pair in reading.key_values:
        if _KEY_LABEL.search(pair.label):
            for match in _IN_BRACKETS.finditer(pair.value.of(reading.text)):
                core = Span(start=pair.value.start + match.start(), end=pair.value.start + match.end())
                item = KeyPerson(role=match.group("role"), person=match.group("person"))
                yield Candidate(FIELD, item, clip(reading.text, pair.value, core), f"{FIELD}.label", 0.85)


def _of_lists(reading: Reading) -> Iterator[Candidate]:
    """The items of a list of key personnel."""
    yield from (one for one in role_items(reading) if one.field == FIELD)


_DONE_BY = Cue(
    rf"\b(?:work|services?|project|engagement|team|activities|tasks)\b[^.;]{{0,90}}?\b(?:shall|will|must|(?:is|are)\s+to)\s+(?:\w+ly\s+)?be\s+"
    rf"(?:\w+ly\s+)?(?:supervised|led|managed|headed|directed|performed|overseen|carried out)\s+(?:\w+ly\s+)?by\s+"
    rf"(?P<people>{PERSON}(?:\s*,\s*{PERSON})*(?:,?\s+(?:or|and)\s+{PERSON})?)",
    flags=0,
)
_ONE = re.compile(PERSON)


def _done_by(reading: Reading) -> Iterator[Candidate]:
    """People to whom a sentence binds the work: "The services shall be supervised by Ana Ruiz or Jon Boe"."""
    for one in prose_holding(reading, _DONE_BY):
        if match := _DONE_BY.search(one.text):
            for person in _ONE.finditer(one.text, match.start("people"), match.end("people")):
                if is_somebody(person.group(), reading):
                    core = one.at(match.start(), person.end())
                    item = KeyPerson(person=person.group())
                    yield Candidate(FIELD, item, clip(reading.text, one.span, core), f"{FIELD}.done_by", 0.65)


RULES: tuple[Rule, ...] = (_of_tables, _of_prose, _of_labels, _of_lists, _done_by)
