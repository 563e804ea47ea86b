"""What a heading or the lead of a list announces: by polarity and the class of its verb, not by a literal phrase."""

import re
from typing import Literal

from sowcheck.extract.cast import CLIENT, CUSTOMER_NAME, SUPPLIER, YOU, PartyCue
from sowcheck.extract.finding import pattern
from sowcheck.extract.reading import Reading

Topic = Literal[
    "scope.exclusions",
    "scope.assumptions",
    "scope.client_responsibilities",
    "scope.deliverables",
    "scope.integrations",
    "scope.limits",
    "acceptance.criteria",
    "sla.targets",
]

_WORK = r"(?:work|scope|services?|project|engagement|assignment|price|fee|sow|statement|order|contract|retainer|charge)"
NOT_IN = (
    r"(?:not (?:\w+ly )?(?:be )?(?:in|included|covered|owed|part of|within|provided|contained|comprised|encompassed)|excluded?|exclusions?|"
    r"out[- ]of[- ](?:scope|bounds)|outside|left out|beyond the|do(?:es)? not (?:extend|include|cover|comprise|encompass|provide)|"
    r"not (?:engaged|commissioned|retained) to|not (?:be )?(?:required|responsible|obligated|obliged|expected))"
)
_EXCLUSIONS = pattern(
    rf"\b{NOT_IN}\b|\bexclut|hors périmètre|ausgeschlossen|nicht (?:im|bestandteil|enthalten|geschuldet)|abgrenzung|"
    r"niet inbegrepen|ikke (?:omfattet|inkludert)"
)
_ASSUMPTIONS = pattern(
    r"\bassumptions?\b|\bassum(?:e[sd]?|ing)\b(?=\W*$| that|[^.]{0,40} following)|\bpremise\b|following premises|prémisses|hypothèses|annahmen|voraussetzungen|aannames|forutsetninger|"
    r"forudsætninger|pricing basis|presuppos\w*|rests? (?:up)?on\b|\bbuilds? on\b|planning basis"
)
_CRITERIA = pattern(
    r"acceptance (?:criteria|tests?)|(?:accepted|approved|passed|complete)\s+(?:only )?(?:if|when)|criteria for acceptance|"
    r"abnahmekriterien|critères d|acceptatiecriteria"
)
_SERVICE_LEVELS = pattern(
    r"service levels?|\bslas?\b|niveaux de service|response times?|servicelevel|dienstgüte|readiness"
)
_CONNECTS = pattern(
    r"\bintegrat(?:es?|ed|ing|ions?)\b|interfaces?\b|\bconnect(?:s|ed|ing)?\b|migrat\w* from|synchroni[sz]\w*|schnittstelle\w*|anbindung|interfaç\w*|koppel\w*|source systems?"
)
_DELIVERABLES = pattern(
    r"\bdeliverables?\b|liefer(?:gegenst|objekt|umfang)|livrables?|work products?|to be delivered|results to be|leveranser|"
    r"\boutputs?\b|results that"
)
_NOT_DELIVERABLES = pattern(
    r"accept|reject|review|criteria|defect|warrant|quality|inspection|responsib|assum|propert|ownership|invoice|standards|"
    r"licen[cs]e|confidential|not\b|liabil|title to"
)
_ABOUT_DELIVERABLES = pattern(
    r"\b(?:with|to|of|in|for|from|by|on|under)\s+(?:any|such|each|every|its)\s+(?:\w+\s+)?(?:deliverables?|work products?)\W*$"
)
"""Tells something else of deliverables: "notify the Client of any of the following in connection with any Deliverable:"."""
_DELIVERS = r"(?:delivers?|hands?(?: \w+)? over|hands?|furnish\w*|suppl(?:y|ies)|gives?|produces?|prepares?|provides?|submits?|issues?|sends?)"
_DUTY = (
    r"(?:responsibilit\w*|obligations?|duties|dependenc\w*|to provide|contributions?|inputs?|cooperation|part|share|shall|will|must|"
    r"agrees?(?! that)(?: to)?|undertakes?|provides?|needs? to|has to|is to|engagements|verplichtingen|pflichten|mitwirkung\w*|beistell\w*)"
)
_NO_DUTY = pattern(
    r"accept\w* if|criteria|\bnot\b|may terminate|deemed|\bpay\b|shall own|indemnif|warrants?\b|represents|certif|be entitled|"
    r"reimburse|confidential|liab|terminat|in the event|\bif\b|\bright\b|entitled|elect\b"
)
_GENERAL_DUTIES = (
    rf"(?:responsibilities|obligations|dependencies|duties|cooperation) of (?:the )?(?:{CLIENT})|"
    rf"(?:{CUSTOMER_NAME}|customer) (?:dependencies|obligations)|mitwirkungspflichten|beistellungen|"
    rf"\bwe (?:need|require|expect|ask)\b.{{0,30}}\b(?:{YOU}|{CLIENT})|needed from (?:{YOU}|the (?:{CLIENT}))|"
    rf"what (?:{YOU}|the (?:{CLIENT})) (?:provides?|does?|brings?|will do)|your (?:part|responsibilities|contribution)"
)
_BUYER_ACTS = PartyCue(
    rf"\b(?:{CLIENT})(?:[’']s?)?\s+(?:\w+,?\s+){{0,2}}?{_DUTY}\b|^\W*the (?:{CLIENT})\W*$|{_GENERAL_DUTIES}"
)
_HANDS_OVER = PartyCue(
    rf"\b(?:{SUPPLIER})\b.{{0,30}}\b{_DELIVERS}\b|\bfollowing (?:items|results|documents|outputs|work products?)\b.{{0,60}}"
    r"\b(?:delivered|submitted|handed over|furnished)\b"
)
_MEMORY = "topics_of_leads"


class Leads:
    """Classifies headings and leads of one document, each wording once."""

    def __init__(self, reading: Reading) -> None:
        self._duties, self._hands_over = _BUYER_ACTS.of(reading), _HANDS_OVER.of(reading)
        self._known: dict[str, frozenset[Topic]] = {}

    @classmethod
    def of(cls, reading: Reading) -> "Leads":
        """The classifier of a document, made once."""
        memory = vars(reading)
        if _MEMORY not in memory:
            memory[_MEMORY] = cls(reading)
        leads: Leads = memory[_MEMORY]
        return leads

    def topics(self, words: str) -> frozenset[Topic]:
        """What some words announce; empty if nothing known."""
        if words not in self._known:
            self._known[words] = frozenset(self._topics(words))
        return self._known[words]

    def announced(self, field: str, nearest_first: list[str]) -> bool:
        """Whether the nearest words above that have a topic announce a field."""
        return next((field in topics for words in nearest_first if (topics := self.topics(words))), False)

    def _topics(self, words: str) -> set[Topic]:
        # What leads a list stands at the end of a long sentence; a heading is short and all of it counts.
        words = words[-160:]
        found: set[Topic] = set()
        if _LEGAL.search(words):
            return found
        if _CRITERIA.search(words):
            found.add("acceptance.criteria")
        elif self._excludes(words):
            found.add("scope.exclusions")
        if _ASSUMPTIONS.search(words) and not re.search(r"assumption of (?:risk|liab)|not assume|assumes no", words):
            found.add("scope.assumptions")
        if _SERVICE_LEVELS.search(words):
            found.add("sla.targets")
        if "scope.exclusions" not in found and self._duties.search(words) and not _NO_DUTY.search(words):
            found.add("scope.client_responsibilities")
        if not found and _CONNECTS.search(words):
            found.add("scope.integrations")
        if not found - {"scope.integrations"} and self._announces_deliverables(words):
            found = {"scope.deliverables"}
        return found

    def _excludes(self, words: str) -> bool:
        if _CHARGED.search(words):
            return True
        if not _EXCLUSIONS.search(words) or _NO_EXCLUSION.search(words):
            return False
        return len(words) <= 70 or bool(_WORK_EXCLUDES.search(words))

    def _announces_deliverables(self, words: str) -> bool:
        ends_open = words.rstrip().endswith((":", "–", "-", "following", "deliver", "delivers"))
        handed = ends_open and self._hands_over.search(words) and not _OF_SERVICES.search(words)
        named = _DELIVERABLES.search(words) or handed
        return bool(named) and not _NOT_DELIVERABLES.search(words) and not _ABOUT_DELIVERABLES.search(words)


_WORK_EXCLUDES = pattern(
    rf"\b{_WORK}\b[^.;:]{{0,60}}?{NOT_IN}|{NOT_IN}[^.;:]{{0,40}}?\b{_WORK}\b|\b(?:following|these)\b[^.;:]{{0,50}}?{NOT_IN}"
)
_CHARGED = pattern(
    r"\b(?:(?:may|shall|will)\s+(?:be\s+)?(?:entitled\s+to\s+)?(?:charged?|invoiced?|billed?)|chargeable|at\s+(?:an\s+)?additional\s+(?:cost|charge))\b[^.;]{0,160}?\b(?:due\s+to|caused\s+by|"
    r"result(?:s|ing)?\s+(?:from|of)|aris(?:e|es|ing)\s+(?:out\s+of|from)|because\s+of|necessitated\s+by|attributable\s+to)\W*$"
)
"""What is done at an extra charge is not part of the work: "may charge its rates for repairs that are caused by:"."""
_OF_SERVICES = pattern(
    r"\b(?:services|tasks|activities|support|assistance)\b[^:;]{0,60}$|\b(?:services|tasks|activities)\b[^:;]{0,60}:\W*$"
)
_LEGAL = pattern(
    r"indemnif|warrant|royalt|patent|event of default|\bbreach|terminat|confidential|liabilit|infring|licen[cs]e (?:fee|grant)|"
    r"governing law|force majeure"
)
_NO_EXCLUSION = pattern(
    r"liabilit|warrant|damages|tax\b|confidential|insurance|vat\b|expenses|include,? (?:but|without)|not limited|exclusive|"
    r"definition|shall mean"
)
