"""Deliverables buried in prose: what the supplier must make or hand over, by the grammar of the sentence."""

import re
from collections.abc import Iterator
from dataclasses import replace

from sowcheck.core.items import Deliverable
from sowcheck.extract.candidates import Candidate
from sowcheck.extract.finding import clip, pattern
from sowcheck.extract.lists.deliverables.deliverable_names import FIELD, due_around
from sowcheck.extract.lists.deliverables.things import Thing, things
from sowcheck.extract.lists.grammar.leads import Leads
from sowcheck.extract.lists.grammar.prose import Prose, prose
from sowcheck.extract.lists.grammar.supplies import Grammar, Supply, grammar_of
from sowcheck.extract.reading import Reading

_OFF_TOPIC = pattern(
    r"confidential|insurance|indemn|warrant|\baudit|invoic|payment|\btax|records|personnel|staff|skills|qualification|intellectual|"
    r"evaluation|\bquot|instructions|proposal|propriet|notices?\b|compliance with|publicity|licen[cs]e(?!es?\b)|liabilit|default|dispute|"
    r"interpretation|definitions?\b|security clearance|background check|\bbid\b|offer\b|factor \d|regulator"
)
_HANDED_ANYWHERE = ("deliver", "turn over", "hand over")
"""With these verbs the heading matters less: what remains after the work is handed over below any."""
_SECRET = pattern(r"confidential|insurance|indemn|personnel|staff|evaluation|\bquot|proposal|definitions?\b")
_SUPERSEDED = pattern(r"\b(?:if|in the event|should|whether|unless)\b")


_TANGIBLE = ("document", "software")
_OF_WORK = pattern(
    r"deliverable|documentation|report|scope|services|work|requirement|task|objective|purpose|overview|training|support"
)
_DESCRIBED = pattern(
    r"^(?:(?:the|each|an?|all)\s+)?(?P<subject>[^,;:.]{4,70}?)\s+(?:shall|will|must)\s+(?:at a minimum\s+|also\s+)?(?:include|contain|consist of|comprise|"
    r"describe|summari[sz]e|identify|cover|document|address|detail)\b"
)
_PAPERS = pattern(
    r"(?:reports?|plans?|manuals?|guides?|summar(?:y|ies)|presentations?|roadmaps?|runbooks?|assessments?|documentation)$"
)
_INCLUDED = pattern(
    r"^(?P<subject>[^,;:.]{4,90}?)\s+(?:is|are)\s+(?:also\s+)?(?:included|covered)\s+(?:as\s+well|in\s+(?:the|this)\s+(?:[\w ]{0,20}\s)?(?:scope|proposal|price|"
    r"project|engagement|contract|order|sow|agreement|services|work|fee))\b"
)


_MAKES = pattern(
    r"deliver|provid|submi|furnish|suppl|issu|turn|hand|present|shar|giv|send|sent|assist|contribut|ma[dk]|develop|buil|creat|produc|prepar|design|"
    r"generat|compil|draft|writ|conduct|construct|custom|configur|implement|publish|document|assembl|manufactur|translat|available"
)
_COUNTS_IN = pattern(r"\b(?:include|contain|consist|comprise|describe|summari|identify|cover|document|address|detail)")


def made(reading: Reading) -> Iterator[Candidate]:
    """Things that sentences say the supplier makes or hands over."""
    grammar, leads = grammar_of(reading), Leads.of(reading)
    topics: dict[str, tuple[bool, bool]] = {}
    for one in prose(reading):
        if not (_MAKES.search(one.text) or _COUNTS_IN.search(one.text)):
            continue
        if one.topic not in topics:
            topics[one.topic] = bool(_SECRET.search(one.topic)), bool(_OFF_TOPIC.search(one.topic))
        secret, off_topic = topics[one.topic]
        if secret or one.text.casefold().startswith("whereas"):
            continue
        announced = leads.announced(FIELD, [one.sentence.lead, one.sentence.heading.rpartition(" > ")[2]])
        yield from _active(reading, grammar, one, announced=announced, only_handed=off_topic)
        if off_topic:
            continue
        yield from _passive(reading, grammar, one, announced=announced)
        yield from _described(reading, one)


def _active(
    reading: Reading, grammar: Grammar, one: Prose, *, announced: bool, only_handed: bool
) -> Iterator[Candidate]:
    for supply in grammar.supplies(one):
        if only_handed and supply.verb not in _HANDED_ANYWHERE:
            continue
        if supply.verb.startswith(("assist", "contribute")) and not announced:
            continue
        if _SUPERSEDED.search(one.text[: supply.start]):
            continue
        if supply.verb == "document":
            if announced:
                yield from _documented(reading, one, supply)
            continue
        for thing in things(one.text, supply.object):
            tangible = ("document",) if supply.verb == "make" else _TANGIBLE
            if thing.kind in tangible and not thing.bare:
                named = replace(thing, name=grammar.without_recipient(thing.name))
                yield candidate(reading, one, named, supply.start, "made", 0.6)


def _documented(reading: Reading, one: Prose, supply: Supply) -> Iterator[Candidate]:
    """To document something is to make its documentation; the whole statement names it."""
    for thing in things(one.text, supply.object):
        brackets = re.compile(r"\s*\([^)]*\)").match(one.text, thing.end)
        end = brackets.end() if brackets else thing.end
        name = " ".join(one.text[supply.start : end].split())
        yield candidate(
            reading, one, Thing(supply.start, end, name, "document", False, False), supply.start, "made", 0.6
        )


def _passive(reading: Reading, grammar: Grammar, one: Prose, *, announced: bool) -> Iterator[Candidate]:
    match = grammar.passive(one.text)
    if match and (announced or not match.group("present")) and not _SUPERSEDED.search(match.group()):
        for thing in things(match.group("subject")):
            if thing.kind in _TANGIBLE and not thing.bare and (announced or not thing.refers_back):
                yield candidate(reading, one, thing, 0, "passive", 0.58)


def _described(reading: Reading, one: Prose) -> Iterator[Candidate]:
    """What a sentence gives contents to, or counts in: "The final report shall include …", "A logo is included as well"."""
    if not _COUNTS_IN.search(one.text):
        return
    if match := _DESCRIBED.match(one.text):
        for thing in things(match.group("subject")):
            if _PAPERS.search(thing.name) and not thing.bare:
                yield candidate(reading, one, thing, 0, "described", 0.56)
    elif match := _INCLUDED.match(one.text):
        for thing in things(match.group("subject")):
            if thing.kind in _TANGIBLE or re.search(r"development$", thing.name):
                yield candidate(reading, one, thing, 0, "included", 0.6)


def candidate(reading: Reading, one: Prose, thing: Thing, start: int, rule: str, weight: float) -> Candidate:
    """The deliverable of a sentence that begins to speak of it at `start`."""
    due = due_around(one.text, thing.name, thing.end, reading)
    quote = clip(reading.text, one.span, one.at(start, thing.end))
    return Candidate(FIELD, Deliverable(name=thing.name, due=due), quote, f"{FIELD}.{rule}", weight)
