"""Tells the sentences that say what the supplier does, and with what: where a technology's name asks for a skill."""

import re

from sowcheck.extract.cast import CLIENT, CUSTOMER_NAME, SUPPLIER_NAME, PartyCue
from sowcheck.extract.finding import pattern
from sowcheck.extract.lists.skills.skill_words import ABOUT_BIDS, people
from sowcheck.extract.reading import Reading

ELSEWHERE = pattern(
    r"background|introduction|recital|whereas|\bstatistics\b|current (?:state|environment|situation)|definitions?\b|evaluat|instructions?\b|"
    r"licen[cs]|warrant|indemn|confidential|ownership|intellectual|payment|invoic|insurance|terminat|governing|notices?\b|dispute|"
    r"liabilit|\bfees?\b|pricing|price|exclu|out of scope|assumptions?|client responsib|customer responsib|equipment|furnished|"
    r"escrow|trademark|records|communicat|status report|delivery instructions|travel|privacy|force majeure"
)
"""Headings and leads under which a name says nothing about the work."""
_OTHER_SENSE = pattern(
    r"\blicen[cs]|trademark|warrant(?:s|y|ies)\b|indemnif|\b(?:shall|will|must|does|do|is|are|may|need) not\b|\bexcept|\bcurrently\b|"
    r"\bexcluded?\b|out of scope|terminat\w+|\bowned\b|confidential|invoice|\bif\b|\bmay be\b|\bwhereas\b|\bmeans\b"
)
WORK = (
    r"(?:buil[dt](?:s|ing)?|develop(?:s|ed|ing|ment)?|design(?:s|ed|ing)?|configur\w+|implement\w*|deploy\w*|migrat\w+|"
    r"operat(?:es?|ed|ing)|maintain\w*|administ\w+|install(?:s|ed|ing)?|customi[sz]\w+|programm(?:ed|ing)|test(?:s|ed|ing)?|scan\w*|"
    r"writ(?:e|es|ten|ing)|automat\w+|manag(?:e|es|ed|ing)|upgrad\w+|creat\w+|host(?:s|ed|ing)?|set(?:s|ting)? up|provision\w*|"
    r"code[sd]?|coding|model(?:l?ed|l?ing|s)?|train\w*|optimi[sz]\w+|moderni[sz]\w+|commit\w*|patch\w*|prototyp\w+|assess\w*|audit\w*|"
    r"us(?:e|es|ing)|utili[sz]\w+|support\w*|"
    r"conduct\w*|perform(?:s|ed|ing)?|carr(?:y|ies|ied|ying) out|review\w*|analy[sz]\w+|works?)"
)
"""Verbs of the work, as a regular expression."""
DOES = pattern(rf"\b{WORK}\b")
# What *is* hosted on something describes the present; what *will be*, or "a model written in", the work.
_PASSIVE = pattern(
    rf"\b(?:shall|will|must|should|is to|are to|to) be\s+(?:\w+\s+(?:and\s+)?){{0,3}}?{WORK}\b|"
    rf"(?<!\bis )(?<!\bare )(?<!was )(?<!were )(?<!been )\b{WORK}\s+(?:in|with|on|using)\b"
)
_WORK_ITSELF = pattern(
    r"\b(?:the|all) (?:work|services|development|implementation)\b[^.;:]{0,40}\b(?:shall|will|must|is to|are to)\b"
)
_IMPERATIVE = re.compile(rf"\W*(?:to\s+)?{WORK}\b", re.IGNORECASE)
_MODAL = re.compile(r"\s+(?:shall|will|must|is required to|agrees to)\s", re.IGNORECASE)
_SUBJECT = 60
"""Characters before which the subject of a sentence stands."""


_BUYER_FIRST = PartyCue(rf"\W*(?:the )?(?:{CLIENT})\b(?!['’])")
_NAMES = PartyCue(rf"\b(?:{CUSTOMER_NAME}|{SUPPLIER_NAME})\b")


class WorkSentences:
    """Knows the parties of one document."""

    def __init__(self, reading: Reading) -> None:
        self._people = people(reading)
        self._client, self._names = _BUYER_FIRST.of(reading), _NAMES.of(reading)

    def is_party(self, words: str) -> bool:
        """Whether words name a party: a product's maker may be one."""
        return self._names.fullmatch(words) is not None

    def tells_work(self, words: str) -> bool:
        """Whether a sentence says what the supplier does."""
        if _OTHER_SENSE.search(words) or ABOUT_BIDS.search(words) or self._client.match(words):
            return False
        if _IMPERATIVE.match(words) or _PASSIVE.search(words) or _WORK_ITSELF.search(words):
            return True
        who = self._people.search(words)
        return bool(who and who.start() < _SUBJECT and DOES.search(words[who.end() :]))

    def binds_supplier(self, words: str) -> bool:
        """Whether a sentence begins with the supplier and a modal verb."""
        who = self._people.search(words)
        return bool(who and who.start() < _SUBJECT and _MODAL.match(words, who.end()))
