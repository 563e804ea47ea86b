"""Which fields the entities of a sentence may feed: by heading, list lead, subject and cue, before anything is recognised.

A sentence that fits no field is not read: recognising costs far more than these cues.
"""

import re

from sowcheck.core.items import PartyRole
from sowcheck.extract.cast import CLIENT, PartyCue
from sowcheck.extract.finding import pattern
from sowcheck.extract.lists.grammar.leads import Leads
from sowcheck.extract.lists.grammar.prose import Prose
from sowcheck.extract.lists.grammar.sides import Sides
from sowcheck.extract.lists.grammar.verbs import starts_with_verb
from sowcheck.extract.reading import Reading

SKILLS = "staffing.skills"
SYSTEMS = "scope.integrations"
ROLES = "staffing.roles"
KEY_PEOPLE = "staffing.key_personnel"
DELIVERABLES = "scope.deliverables"
PARTIES = "parties"
"""Both legal names: which of them an entity is, the words behind it say."""

_LONGEST = 1500
_PREAMBLE = 6000
"""Characters from the beginning within which the parties are introduced."""
_INTRODUCES = pattern(r"\b(?:between|among|hereinafter|hereafter|referred to as|represented by)\b|[(][^)]{0,30}[\"“]")
_LEGAL = pattern(
    r"\b(?:indemnif\w+|confidential\w*|governing law|arbitrat\w+|liabilit\w+|liable|infring\w+|insurance|shall mean|means|bankrupt\w*|"
    r"shareholders?|severab\w+|entire agreement|successors|waiver|hereof|herein|hereunder|force majeure)\b"
)
_OUTSIDE = pattern(
    r"(?:^|\|)\W*(?:for )?examples?\b|\b(?:exclu(?:des?|ded|sions?)|not (?:be )?(?:included|part of|in scope|covered)|out[- ]of[- ]scope)\b"
)
_BIDS = pattern(r"\b(?:offerors?|bidders?|quoters?|quotation|evaluat\w+|past performance|r[ée]sum[ée]s?)\b")

KNOWS = pattern(
    r"\b(?:experience[d]?|expert\w*|proficien\w+|skill\w*|competen\w+|versed|fluen\w+|knowledge\w*|familiar\w*|understanding|must master|shall master)\b"
)
STACK_TOPIC = pattern(r"technolog(?:y|ies)\b|\bstack\b|\btools\b|\bskills|competenc|programming languages|frameworks")
_SHOUTED = re.compile(r"[^a-z]{60,}")
_TECHNICAL_WORK = pattern(
    r"\b(?:build|built|develop|design|implement|configur|deploy|host|program|cod(?:e|ed|ing)\b|script|writ(?:e|ten|ing)\b|test|automat|migrat|"
    r"operat|maintain|administ|monitor|scan|assess|us(?:e|es|ed|ing)\b|utili[sz]|adher|follow|employ|leverag|incorporat|appl(?:y|ies|ied)\b|"
    r"upgrad|install|run|running|comply|conduct|perform|combin|manag|pipeline|version)"
)
_MODAL = pattern(r"\b(?:shall|will|must|agrees? to|is to|are to|should|responsible for|needs? to|may)\b")

_CONNECTS = pattern(
    r"\b(?:integrat\w+|interfac\w+|connect\w*|synchroni[sz]\w*|exchang\w+|migrat\w+|import\w*|export\w*|APIs?|via|through|powered|"
    r"feeds?|gateway|sign(?:s|ed|ing)?[- ](?:in|on)|log(?:s|ged|ging)?[- ]?in(?:to)?|authenticat\w+|plug-?ins?|connectors?|webhooks?)\b"
)
_STAFFING = pattern(
    r"\b(?:team|personnel|staff\w*|roles?|resources?|assign\w*|appoint\w*|designat\w+|deploy\w*|provid\w+|services of|attendance of|"
    r"supervis\w+|led by|leads?|managed by|point of contact|dedicated|full[- ]time|suppl(?:y|ies))\b"
)
_STAFFING_TOPIC = pattern(r"personnel|staff|\bteam\b|\broles?\b|resourc|organi[sz]ation|project management|people")
KEY = pattern(r"\bkey (?:personnel|staff|people|persons?|individuals?|positions?|roles?|resources?)\b")
_HANDS_OVER = pattern(
    r"\b(?:deliver|provid|submit|furnish|prepar|produc|develop|creat|suppl|issu|hand(?:s|ed|ing)? over|complet|generat|compil|draft|writ|build|"
    r"design|turn over|document)\w*"
)


def above(one: Prose) -> str:
    """Headings, label and lead above a sentence, without the sentence that a pronoun points back to."""
    return " | ".join(one.topic.split(" | ")[:2])


_BUYER = PartyCue(rf"\b(?:{CLIENT})\b(?![’']s)")


class Frames:
    """Tells for each sentence of one document which fields its entities may feed."""

    def __init__(self, reading: Reading) -> None:
        self._sides = Sides.of(reading)
        self._anonymous = reading.outline.party("customer") is None or reading.outline.party("supplier") is None
        self._leads = Leads.of(reading)
        self._client = _BUYER.of(reading)

    def fields(self, one: Prose) -> frozenset[str]:
        """The fields; empty for most sentences."""
        text = one.text
        if self._anonymous and one.start < _PREAMBLE and _INTRODUCES.search(text):
            return frozenset({PARTIES})
        if (
            len(text) > _LONGEST
            or len(text) < 4
            or _SHOUTED.search(text)
            or _LEGAL.search(text)
            or _OUTSIDE.search(f"{one.topic} | {text}")
        ):
            return frozenset()
        subject = self.subject(one)
        if subject == "customer":
            return frozenset()
        if _BIDS.search(text):
            return frozenset({KEY_PEOPLE, ROLES}) if KEY.search(text) else frozenset()
        return frozenset(self._of_supplier(one, subject))

    def _of_supplier(self, one: Prose, subject: str | None) -> set[str]:
        found: set[str] = set()
        bound = subject == "supplier" or bool(_MODAL.search(one.text)) or starts_with_verb(one.text)
        if KNOWS.search(one.text) or (bound and _TECHNICAL_WORK.search(one.text)) or STACK_TOPIC.search(above(one)):
            found.add(SKILLS)
        if _CONNECTS.search(one.text):
            found.add(SYSTEMS)
        if _STAFFING.search(one.text) or _STAFFING_TOPIC.search(one.topic):
            found.add(ROLES)
        if KEY.search(one.text) or KEY.search(one.topic):
            found |= {KEY_PEOPLE, ROLES}
        if bound and _HANDS_OVER.search(one.text):
            found.add(DELIVERABLES)
        return found

    def subject(self, one: Prose) -> PartyRole | None:
        """Whose duty a sentence states: the side named before its first modal verb, or in the words above a list."""
        modal = _MODAL.search(one.text)
        end = modal.start() if modal else 40
        named = [mention for mention in self._sides.within(one.start, one.start + end) if not mention.owns]
        if named:
            return named[-1].side
        lead = one.sentence.lead
        if lead and ("scope.client_responsibilities" in self._leads.topics(lead) or self._client.search(lead[-60:])):
            return "customer"
        return None
