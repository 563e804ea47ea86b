"""Skills and systems out of entities: technologies that the work uses, and systems that it connects to."""

import re
from collections.abc import Iterator

from sowcheck.core.items import System
from sowcheck.extract.candidates import Candidate
from sowcheck.extract.finding import clip, pattern
from sowcheck.extract.ner.entities import Entity
from sowcheck.extract.ner.found import Recognised
from sowcheck.extract.ner.frames import KNOWS, SKILLS, STACK_TOPIC, SYSTEMS, above
from sowcheck.extract.ner.names import Names
from sowcheck.extract.reading import Reading
from sowcheck.skills.matcher import matcher
from sowcheck.skills.taxonomy import NAMED

# How a sentence of technical work reaches what it uses; further names of the same enumeration may stand between.
_USED = re.compile(
    r"\b(?:(?:us(?:e|es|ed|ing)|utili[sz](?:e|es|ed|ing)|employ(?:s|ed|ing)?|leverag(?:e|es|ing)|adopt(?:s|ed|ing)?|follow(?:s|ed|ing)?|apply(?:ing)?|"
    r"according to|adher(?:e|es|ing) to|based on|(?:written|built|developed|implemented|programmed|coded|hosted|deployed|run|runs|running|managed|done|"
    r"pipelines|models|code|scripts?|reports|dashboards)\s+(?:in|into|on|with|by|through)|"
    r"(?:build|develop|implement|configure|deploy|host|write|create|automate|test|administer|operate|maintain|migrate|train|upgrade|install|"
    r"conduct|perform|combine|assess|scan)\w*\b[^.;:]{0,60}?\b(?:in|into|with|on|against|via|for))"
    r"|(?:configure|deploy|administer|operate|maintain|implement|install|upgrade|conduct|perform|combine)(?:s|ing)?\b(?:\s+\w+,){0,4}(?:\s+and\s+\w+)?"
    r"(?:\s+(?:an?|the))?)"
    r"\s+(?:(?:an?|the|its|native|hosted|managed|current|latest)\s+)*"
    r"(?:[^.;:]{0,80}(?:,|\band\b|\bor\b|[+/(])\s*(?:(?:an?|the)\s+)*)?$",
    re.IGNORECASE,
)
_PART_OF_STACK = pattern(
    r"^\s*(?:\([^)]*\)\s*)?(?:back-?end|front-?end|deployment|environment|cluster|platform|stack|framework|codebase|development|instance|hosting)\b"
)
_TAIL = re.compile(r"\s*[.;:,]+$")


def skills(reading: Reading, found: Recognised, names: Names) -> Iterator[Candidate]:
    """Technologies of a sentence about knowledge or technical work, which the taxonomy of skills knows as well.

    The recogniser alone takes many a name for a technology; that two readers who learnt from different things agree is
    what makes a skill.
    """
    if SKILLS not in found.fields:
        return
    for entity in found.labelled("SKILL", "SYSTEM"):
        words = found.words(entity)
        known = _known(words)
        if known is None or names.is_own(words) or not _is_skill(found, entity):
            continue
        quote = clip(reading.text, found.one.span, found.place(entity))
        yield Candidate(SKILLS, known, quote, "ner:skill", 0.55)


def _known(words: str) -> str | None:
    """What the taxonomy knows of an entity, if that is most of it: "AWS" of "AWS environment"."""
    mentions = [one for one in matcher().find(words) if one.skill.category.kind in NAMED]
    if not mentions or sum(one.end - one.start for one in mentions) < _MOST * len(words):
        return None
    return words[mentions[0].start : mentions[-1].end]


_MOST = 0.4
"""Share of an entity that the taxonomy must know."""


def _is_skill(found: Recognised, entity: Entity) -> bool:
    """Whether the sentence uses or demands what the entity names."""
    if STACK_TOPIC.search(above(found.one)):
        return True
    before = found.before(entity, 160)
    if KNOWS.search(before) or _USED.search(before):
        return True
    return bool(_PART_OF_STACK.match(found.behind(entity, 30)))


_DET = r"(?:(?:the|its|their|your|our|an?|all|both|each|existing|current|legacy|old|new)\s+)*(?:[A-Z][\w-]+[’']s?\s+)?"
_BESIDES = r"(?:[^.;:]{0,90}(?:,|\band\b|\bor\b)\s*" + _DET + ")?"
_LINKED = re.compile(
    r"\b(?:(?:integrat|interfac|connect|synchroni[sz]|interoperat|link)\w*\b[^.;:]{0,70}?\b(?:with|to|into|between\b[^.;:]{1,60}?\band(?:\s+each\s+of)?)|"
    r"exchang\w*\b[^.;:]{0,50}?\b(?:with|between\b[^.;:]{1,60}?\band(?:\s+each\s+of)?)|"
    r"(?:migrat|convert|mov)\w*\b[^.;:]{0,70}?\b(?:from|to|into)|"
    r"(?:import|load|extract|receiv|read|pull|replicat)\w*\b[^.;:]{0,50}?\bfrom|"
    r"(?:export|send|sent|post|written|writ|return|forward|upload)\w*\b[^.;:]{0,50}?\b(?:to|into)|"
    r"(?:data|payments?|messages?|users?|records?|accounts?|orders?|files?|texts?|sms|e?mails?|log(?:s|ged)? in|sign(?:s|ed)? in|"
    r"authenticat\w+|accessible)\b[^.;:]{0,60}?\b(?:via|through|using|with)|powered by|fed by)\s+"
    + _DET
    + _BESIDES
    + "$",
    re.IGNORECASE,
)
_CONNECTOR = re.compile(
    r"^\s*(?:\([^)]*\)\s*)?(?:APIs?|integrations?|interfaces?|connectors?|feeds?|web ?hooks?|plug-?ins?|SDK|login)\b"
)


_CHANNEL = pattern(r"^(?:sms|mms|e-?mails?|fax|telephone|phone|post|internet|web|website|portal|vpn|api|apis)$")


def _is_way(words: str) -> bool:
    """Whether words name a way to connect, and not what is connected: a protocol, a format, a channel."""
    kinds = {
        one.skill.category.kind for one in matcher().find(words, among_skills=True) if one.end - one.start == len(words)
    }
    return bool(kinds & {"protocol", "standard", "method", "language"}) or bool(_CHANNEL.match(words))


def systems(reading: Reading, found: Recognised, names: Names) -> Iterator[Candidate]:
    """Named systems behind the words of a connection."""
    if SYSTEMS not in found.fields:
        return
    for entity in found.labelled("SYSTEM", "SKILL"):
        words = _TAIL.sub("", found.words(entity))
        if not names.is_name(words) or _is_way(words):
            continue
        linked = _LINKED.search(found.before(entity, 180)) and entity.label == "SYSTEM"
        if linked or _CONNECTOR.match(found.behind(entity, 30)):
            quote = clip(reading.text, found.one.span, found.place(entity))
            yield Candidate(SYSTEMS, System(system=words), quote, "ner:system", 0.55)
