"""Roles and people out of entities, in sentences that staff the work."""

import re
from collections.abc import Iterator

from sowcheck.core.items import KeyPerson, StaffRole
from sowcheck.extract.candidates import Candidate
from sowcheck.extract.finding import clip, pattern
from sowcheck.extract.lists.grammar.role_words import ROLE_NOUN
from sowcheck.extract.lists.grammar.sides import Sides
from sowcheck.extract.ner.entities import Entity
from sowcheck.extract.ner.found import Recognised
from sowcheck.extract.ner.frames import KEY, KEY_PEOPLE, ROLES
from sowcheck.extract.ner.names import Names
from sowcheck.extract.reading import Reading

_ARTICLE = re.compile(r"^(?:the|an?|its|our|your|one|two|three|each|all|such|any|dedicated)\s+", re.IGNORECASE)
_A_ROLE = re.compile(rf"\b(?:{ROLE_NOUN}|superintendent|foreman|inspectors?|welders?|electricians?)\)?$", re.IGNORECASE)
_DETERMINED = r"(?:(?:an?|the|its|our|your|one|two|three|four|five|six|at least|\d{1,2}|\(\d{1,2}\)|or more|minimum of|qualified|dedicated|full[- ]time|[A-Z]\w+[’']s?)\s+)*"
# A verb of staffing directly before the role, or before the roles that it is listed with.
_STAFFS = re.compile(
    r"\b(?:(?:provide|assign|appoint|designate|deploy|supply|furnish|nominate|dedicate|retain|employ)(?:s|ed)?(?:\s+and\s+\w+)?|services\s+of|attendance\s+of|"
    r"(?:team|staff|personnel|resources)\b[^.;:]{0,30}\b(?:of|comprises|includes?|are|is)|(?:roles?|positions?|personnel|staff|team|resources)\s*:|"
    r"led\s+by|supervised\s+by|supported\s+by|managed\s+by)\s+"
    rf"(?:(?:to|for)\s+\w+(?:\s+\w+)?\s+)?{_DETERMINED}(?:[^.;:]{{2,80}}(?:,|\band\b|\bor\b)\s+{_DETERMINED})?$",
    re.IGNORECASE,
)
_GENERIC = pattern(
    r"^(?:consultants?|partners?|business partners?|owners?|officers?|directors?|managers?|advis[eo]rs?|agents?|employees|specialists?|\w+ owners?|\w+ partners?)$"
)
"""Words for people of any side, which name no role of a team by themselves."""
_LABEL = re.compile(r"\W*(?:title|position|name|by|its|attn|attention)\b\s*:", re.IGNORECASE)
_COUNT = re.compile(r"\b(?:(one|two|three|four|five|six)|(\d{1,2}))(?:\s*\(\d{1,2}\))?\s+$", re.IGNORECASE)
_COUNTS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_IS_STAFFED = pattern(
    r"^[^.;]{0,60}\b(?:(?:shall|will|must|is to|are to) be (?:\w+ ){0,2}?(?:assigned|appointed|designated|identified|provided|dedicated|named)|"
    r"complete the team|key (?:personnel|staff|people))\b"
)
_ONLY_IF = pattern(
    r"\b(?:if|unless|replac\w+|substitut\w+|absence|vacan\w+|resign\w*|terminat\w+|invoice\w*|sign(?:ed|ature))\b"
)


def roles(reading: Reading, found: Recognised, names: Names) -> Iterator[Candidate]:
    """Roles that a sentence puts on the work."""
    if ROLES not in found.fields or _ONLY_IF.search(found.one.text) or _LABEL.match(found.one.text):
        return
    others = _of_customer(reading, found)
    team = [(entity, name) for entity in found.labelled("ROLE") if (name := _role_name(found, entity))]
    counted = any(_COUNT.search(found.before(entity, 14)) for entity, _ in team)
    for entity, name in team:
        if names.is_own(name) or any(start < entity.end and entity.start < end for start, end in others):
            continue
        if _is_staffed(found, entity):
            quote = clip(reading.text, found.one.span, found.place(entity))
            count = _count(found, entity, counted=counted)
            # "two developers" are two of the role "developer".
            one = name[:-1] if count and count > 1 and name.endswith("s") else name
            yield Candidate(ROLES, StaffRole(role=one, count=count), quote, "ner:role", 0.55)


def key_people(reading: Reading, found: Recognised, names: Names) -> Iterator[Candidate]:
    """Roles, else people, in a sentence that calls them key."""
    if KEY_PEOPLE not in found.fields or _ONLY_IF.search(found.one.text) or not _named_key(found):
        return
    others = _of_customer(reading, found)
    named = [
        (entity, KeyPerson(role=name))
        for entity in found.labelled("ROLE")
        if (name := _role_name(found, entity)) and not names.is_own(name)
    ] or [(entity, KeyPerson(person=found.words(entity))) for entity in found.labelled("PERSON")]
    for entity, item in named:
        if not any(start < entity.end and entity.start < end for start, end in others):
            quote = clip(reading.text, found.one.span, found.place(entity))
            yield Candidate(KEY_PEOPLE, item, quote, "ner:role" if item.role else "ner:person", 0.55)


def _named_key(found: Recognised) -> bool:
    """Whether a sentence says who is key, and not what key people do: "Key Personnel will report to the CO"."""
    match = KEY.search(found.one.text)
    return match is not None and not _ACTS.match(found.one.text, match.end())


_ACTS = re.compile(r"[^:.;]{0,70}?\b(?:will|shall|must|may|should)\b(?!\s+be\s*:)", re.IGNORECASE)


def _of_customer(reading: Reading, found: Recognised) -> list[tuple[int, int]]:
    """Where the sentence names the buyer and its people."""
    one = found.one
    mentions = Sides.of(reading).within(one.start, one.start + len(one.text))
    return [(each.start - one.start, each.end - one.start) for each in mentions if each.side == "customer"]


def _count(found: Recognised, entity: Entity, *, counted: bool) -> int | None:
    """How many people a sentence puts in a role; "a" counts only beside a number ("an engineer and two testers")."""
    before = found.before(entity, 14)
    if match := _COUNT.search(before):
        return _COUNTS[match.group(1).casefold()] if match.group(1) else int(match.group(2))
    return 1 if counted and re.search(r"\ban?\s+$", before, re.IGNORECASE) else None


def _role_name(found: Recognised, entity: Entity) -> str | None:
    name = _ARTICLE.sub("", found.words(entity))
    name = re.sub(r"\s*\([^)]*\)$", "", name)
    return name if _A_ROLE.search(name) and len(name.split()) <= 6 and not _GENERIC.match(name) else None


def _is_staffed(found: Recognised, entity: Entity) -> bool:
    if KEY.search(found.one.text):
        return _named_key(found)
    return bool(_STAFFS.search(found.before(entity, 120)) or _IS_STAFFED.match(found.behind(entity, 90)))
