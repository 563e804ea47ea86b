"""Roles that sentences give to the supplier's people: provided, assigned, designated as key, engaged as, making up the team."""

import re
from collections.abc import Iterator

from sowcheck.core.items import StaffRole
from sowcheck.core.spans import Span
from sowcheck.extract.candidates import Candidate
from sowcheck.extract.cast import CLIENT, SUPPLIER, SUPPLIER_NAME, CueOfDocument, PartyCue
from sowcheck.extract.finding import clip, pattern
from sowcheck.extract.lists.grammar.item_leads import lead_at
from sowcheck.extract.lists.grammar.prose import Prose, prose, prose_holding
from sowcheck.extract.lists.grammar.role_words import ROLE_NOUN, is_role_noun
from sowcheck.extract.lists.people.key_roles import designated
from sowcheck.extract.lists.people.people_words import PERSON, is_somebody
from sowcheck.extract.lists.people.role_phrases import RolePhrase, is_role, roles_in
from sowcheck.extract.reading import Reading

FIELD = "staffing.roles"

_GIVE = r"(?:provides?|assigns?|appoints?|designates?|suppl(?:y|ies)|furnish(?:es)?|dedicates?|deploys?|names?|identif(?:y|ies))"
_TECHNICAL = (
    r"(?:engineers?|technicians?|developers?|programmers?|analysts?|trainers?|architects?|testers?|designers?|scientists?|specialists?|"
    r"(?:project|account|program(?:me)?|service|delivery) managers?|(?:team|technical|project) leads?)"
)
_HAS_ROLE = pattern(rf"\b{ROLE_NOUN}\b|\bprogrammers?\b")
_IMPERATIVE = re.compile(rf"\W*(?:{_GIVE})\s+(?=(?:an?|one|two|three)\s)", re.IGNORECASE)
_SERVICES_OF = re.compile(
    r"\bservices of\s+(?=(?:one or more|an?|its|qualified|experienced|two|three|four)\s)", re.IGNORECASE
)
_MAKES_TEAM = re.compile(
    r"\bteam\s+(?:will\s+)?(?:consists?\s+of|compris(?:es?|ing)|includes?|is\s+made\s+up\s+of|is\s+composed\s+of|:)\s*|"
    r"\b(?:joined|supported|assisted|accompanied|helped)\s+by\s+(?=(?:an?|one|two|three|four|five|\d)\s)",
    re.IGNORECASE,
)
_COMPLETE_TEAM = re.compile(
    r"^(?P<roles>.{5,200}?)\s+(?:complete|form|make\s+up|constitute|join|round\s+out)s?\s+the\s+(?:\w+\s+)?team\b", re.I
)
_FOR_PARTY = re.compile(
    rf"(?:^|[Tt]he\s+)(?:initial\s+)?(?P<role>(?:[A-Z][\w-]*\s+){{0,3}}(?i:{ROLE_NOUN}))\s+(?:shall\s+be|will\s+be|are|is)\s+(?P<people>{PERSON}\s+for\s+.{{3,120}})"
)
_ONE_FOR_PARTY = re.compile(
    rf"(?P<person>{PERSON})\s+for\s+(?:the\s+)?(?P<party>[A-Z][\w.&-]*(?:\s[A-Z][\w.&-]*){{0,3}})"
)


_GIVES = PartyCue(
    rf"\b(?:{SUPPLIER})\s+(?:(?:shall|will|must|agrees?\s+to|is\s+(?:required|expected)\s+to)\s+)?(?:\w+\s+)?{_GIVE}\s+(?=(?:an?|one|two|three|four|\d)\s)"
)
_OWN = PartyCue(
    rf"\b(?:an?|any|one|the|qualified)\s+(?:{SUPPLIER_NAME})(?:[’']s)?\s+(?P<role>(?:[a-z]+\s+)?{_TECHNICAL})\b"
)
_BUYER = PartyCue(rf"\b(?:{CLIENT}|government)\b")


def roles_of_prose(reading: Reading) -> Iterator[Candidate]:
    """The roles of every sentence that gives one to the supplier's people."""
    gives, own, client = _GIVES.of(reading), _OWN.of(reading), _BUYER.of(reading)
    for one in prose_holding(reading, _HAS_ROLE):
        if not _HAS_ROLE.search(one.text):
            continue
        yield from _quoted(reading, one, _given(one, gives, client, reading), "prose", 0.62)
        yield from _quoted(reading, one, _of_team(one), "team", 0.65)
        for match in own.finditer(one.text):
            if not is_role(match["role"]):
                continue
            item = StaffRole(role=match["role"])
            yield Candidate(FIELD, item, clip(reading.text, one.span, one.at(*match.span())), f"{FIELD}.own", 0.55)
        yield from _for_parties(reading, one)


def _given(one: Prose, gives: CueOfDocument, client: CueOfDocument, reading: Reading) -> Iterator[RolePhrase]:
    """Such as "The Contractor shall provide a Project Manager", "the services of one or more engineers"."""
    ends = [match.end() for match in gives.finditer(one.text)]
    ends += [match.end() for match in _SERVICES_OF.finditer(one.text)]
    for end in ends:
        yield from roles_in(one.text, end)
    if (order := _IMPERATIVE.match(one.text)) and not client.search(
        f"{lead_at(reading, one.sentence.span)} {one.sentence.heading}"
    ):
        yield from roles_in(one.text, order.end())


def _of_team(one: Prose) -> Iterator[RolePhrase]:
    """Such as "The team consists of a lead and two analysts", "A tester and a trainer complete the team"."""
    if match := _MAKES_TEAM.search(one.text):
        yield from (role for role in roles_in(one.text, match.end()) if role.counted)
    elif match := _COMPLETE_TEAM.match(one.text):
        yield from (role for role in roles_in(one.text, 0, match.end("roles")) if role.counted)


def _quoted(reading: Reading, one: Prose, roles: Iterator[RolePhrase], rule: str, weight: float) -> Iterator[Candidate]:
    for role in roles:
        # One of a role goes without saying, save where a sentence counts the members of a team.
        count = role.count if rule == "team" or role.numbered else None
        quote = clip(reading.text, one.span, one.at(role.start, role.end))
        yield Candidate(FIELD, StaffRole(role=role.name, count=count), quote, f"{FIELD}.{rule}", weight)


def _for_parties(reading: Reading, one: Prose) -> Iterator[Candidate]:
    """Such as "The coordinators shall be Ana Ruiz for the Client and Jon Boe for the Supplier": only the supplier's."""
    match = _FOR_PARTY.search(one.text)
    if not match:
        return
    own = reading.party_words("supplier")
    for person in _ONE_FOR_PARTY.finditer(match["people"]):
        party = person["party"].casefold()
        if is_somebody(person["person"], reading) and any(
            party.startswith(word) or word.startswith(party) for word in own
        ):
            role = match["role"][:-1] if match["role"].endswith("s") else match["role"]
            item = StaffRole(role=role, person=person["person"])
            yield Candidate(FIELD, item, clip(reading.text, one.span, one.at(*match.span())), f"{FIELD}.person", 0.68)


_TERM_REACH = 160
"""Characters between a person's name and the term that the paper gives it."""
_ENGAGED = (
    r"\b(?:engag(?:e[sd]?|ing)|retain(?:s|ed|ing)?|hir(?:e[sd]?|ing)|appoint(?:s|ed|ing)?|employ(?:s|ed|ing)?|willing\s+to\s+serve|"
    r"shall\s+serve|will\s+serve|agrees\s+to\s+serve)"
)
_AS = r"(?:\s+to\s+(?:serve|act))?\s+(?:as|in\s+the\s+(?:position|role|capacity)\s+of)\s+(?:(?:the|an?|its|(?:the\s+)?[A-Z]\w+[’']s)\s+)?(?:[A-Z]{2,4}\s+and\s+(?:an?\s+)?)?"
_POSITION = rf"(?P<role>(?:[A-Z][\w-]*\s+){{0,4}}?(?:{ROLE_NOUN}|[Mm]ember of the [Bb]oard(?: of [Dd]irectors)?))\b"


def roles_of_individual(reading: Reading) -> Iterator[Candidate]:
    """The roles of a supplier that is one person: what it is engaged as, else the term that the paper calls it by."""
    party = reading.outline.party("supplier")
    if party is None or not party.mentions or not is_somebody(party.name, reading, own=True):
        return
    found = False
    alias = "|".join(re.escape(name) for name in (party.name, *party.aliases))
    engaged = re.compile(rf"{_ENGAGED}\s+(?:(?:{alias})\b)?{_AS}{_POSITION}", re.IGNORECASE)
    for one in prose(reading):
        for match in engaged.finditer(one.text) if re.search(alias, one.text) else ():
            found = True
            item = StaffRole(role=match["role"], person=party.name)
            yield Candidate(
                FIELD, item, clip(reading.text, one.span, one.at(*match.span())), f"{FIELD}.individual", 0.66
            )
    term = next((alias for alias in party.aliases if is_role_noun(alias)), None)
    if term and not found:
        for place in party.mentions:
            named = reading.text.find(term, place.end, place.end + _TERM_REACH)
            if named > 0:
                core = Span(start=place.start, end=named + len(term))
                sentence = reading.sentence_at(core)
                quote = clip(reading.text, sentence.span, core) if sentence else core
                item = StaffRole(role=term, person=party.name)
                yield Candidate(FIELD, item, quote, f"{FIELD}.individual", 0.6)
                return


def key_roles(reading: Reading) -> Iterator[Candidate]:
    """The roles that sentences designate as key personnel."""
    for one in prose(reading):
        yield from _quoted(reading, one, designated(one.text), "key", 0.7)
