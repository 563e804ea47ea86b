"""Which topics a part may state: a question that cannot have an answer is not asked.

A topic is asked of a part if one of its sentences stands in a clause that feeds the topic's fields and holds a word
without which they are hardly stated, or says outright what the topic is about. That is meant to ask too much rather
than too little: of the facts of the annotated documents 1 in 1000 stands in a part that is not asked about it.
A topic that is not asked of a part was not read there by the model; rules and entities read every part.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from sowcheck.core.spans import Span
from sowcheck.extract.kinds.types import feeding
from sowcheck.extract.prompted.topics import TOPICS
from sowcheck.extract.reading import Reading, Sentence
from sowcheck.parse.cues import Cue

_SUM = (
    r"[$€£¥]\s?\d|\b(?:USD|EUR|GBP|CHF|CAD|AUD|NZD|SGD|JPY|NOK|SEK|DKK|PLN|INR)\s?\d|"
    r"\d\s?(?:USD|EUR|GBP|CHF|CAD|AUD|NZD|SGD|JPY|NOK|SEK|DKK|PLN|INR)\b|\d\s?(?:dollars|euros?|pounds|francs)\b"
)
_SHARE = r"\d\s?(?:%|per\s?cent)"
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b"


class _Signs(NamedTuple):
    """What speaks for a topic in a sentence."""

    likely: float
    """Probability of a type that feeds one of its fields, from which a sentence with a word of it counts."""
    word: Cue
    """Words without which the topic's fields are hardly stated."""
    outright: Cue
    """Words that count wherever they stand."""


_SIGNS: Mapping[str, _Signs] = {
    "parties_and_dates": _Signs(
        0.7,
        Cue(
            rf"\d|\b{_MONTH}|/s/|\bby:|name|title|sign|date|\b(?:inc|llc|ltd|corp\w*|gmbh|company|limited|university|agency|department)\b|"
            r"term of|months?\b|years?\b|weeks?\b|agreement|contract|order|version|quote|between|period|effective|commenc"
        ),
        Cue(r"/s/|\bin witness whereof\b|\beffective date\b|\bperiod of performance\b"),
    ),
    "fees_and_billing": _Signs(
        0.7,
        Cue(
            rf"{_SUM}|{_SHARE}|fees?\b|rates?\b|pric|invoic|\bpa(?:y|id)|charg|costs?\b|expens|travel|tax|reimburs|hours|discount|"
            r"compensat|budget|\bbill|interest"
        ),
        Cue(
            rf"{_SUM}|invoic|\btime[ -]and[ -]materials?\b|\blabou?r[ -]hours?\b|\bfixed[ -](?:price|fee)\b|\bpa(?:y|yable|id|yment)\b.{{0,60}}\bdays\b"
        ),
    ),
    "milestones": _Signs(
        0.7,
        Cue(
            rf"milestone|instal{{1,2}}ment|deposit|retain|hold-?back|with-?h[eo]ld|down ?payment|up-?front|{_SUM}|{_SHARE}"
        ),
        Cue(
            r"milestone|\binstal{1,2}ments?\b|\bdeposit|\bretainage\b|\bhold-?back\b|\bdown[ -]payment|\bup-?front\b|"
            rf"(?:{_SUM}|{_SHARE}).*\b(?:upon|when|after|before|complet\w*|accept\w*|sign\w*|deliver\w*|phases?|stages?|start|commencement)\b|"
            rf"\b(?:upon|when|after|before|complet\w*|accept\w*|sign\w*|deliver\w*|phases?|stages?|start|commencement)\b.*(?:{_SUM}|{_SHARE})"
        ),
    ),
    "scope_and_responsibilities": _Signs(
        0.7,
        Cue(r"\w"),
        Cue(
            r"\bdeliverables?\b|\bout[ -]of[ -]scope\b|\bexclu(?:de|sion)|\bassum(?:e[sd]?|ptions?)\b|\bintegrat\w+ with\b|"
            r"\b(?:not be responsible|no obligation|contingent|conditional) (?:for|to|upon|on)\b|"
            r"\b(?:shall|will|must|agrees? to|undertakes? to)\b.{0,40}\b(?:provide|deliver|furnish|supply|prepare|create|develop|design|build|"
            r"write|produce|submit|assist|support|maintain|perform|install|publish|conduct)\b"
        ),
    ),
    "acceptance_and_change": _Signs(
        0.6,
        Cue(
            r"accept|reject|approv|review|inspect|test|conform|chang|amend|modif|in writing|warrant|defect|service level|uptime|availab|"
            r"respon[sd]|resol|support|\d\s?%|perform|quality|criteria|metric|standard"
        ),
        Cue(
            r"\b(?:amend|modif|alter|chang|vari)\w*\b.{0,200}\b(?:writing|written|instrument|signed|executed)\b|"
            r"\b(?:writing|written)\b.{0,120}\b(?:amend|modif|alter|chang)|\bdeemed (?:to be )?accept|\bacceptance\b|"
            r"\bresponse times?\b|\bhours (?:per|a) day\b|\b24 ?[x/] ?7\b|\baccordance with\b.{0,60}\b(?:specifications?|requirements)\b"
        ),
    ),
    "staffing_and_skills": _Signs(
        0.6,
        Cue(r"\w"),
        Cue(
            r"\bkey person|\bcertifi(?:ed|cations?)\b|\bclearances?\b|\byears of experience\b|\bon-?site\b|\bremote(?:ly)?\b|"
            r"\b(?:project|program(?:me)?|account|engagement|delivery|service) (?:manager|administrator|lead|director)\b"
        ),
    ),
    "legal": _Signs(
        0.7,
        Cue(r"terminat|cancel|notice|liab|damages|govern|\blaws?\b|jurisdiction|renew|exten[ds]|option"),
        Cue(
            r"\bextensions?\b|\brenew|\bterminat\w+.{0,80}\b(?:days|months|weeks|notice)\b|\bgoverned by\b|\blaws of\b|"
            r"\bliability\b.{0,100}\b(?:exceed|limit)"
        ),
    ),
}

_OF_THE_WHOLE = "parties_and_dates"
"""Asked of the first and the last part of the body, and of what stands beside it: title page, signatures, versions."""


def topics_of(reading: Reading, parts: Sequence[Sequence[Span]]) -> tuple[tuple[str, ...], ...]:
    """Names of the topics that each part of a document may state, in the order in which they are asked.

    Args:
        reading: The document.
        parts: Where the words of each part stand, in the order of the text.
    """
    asked: list[set[str]] = [set() for _ in parts]
    holding = _Holders(parts)
    with_sentences = []
    for sentence in reading.sentences:
        number = holding.of(sentence.span.start)
        open_topics = [name for name in TOPICS if name not in asked[number]]
        if open_topics:
            kinds = reading.kinds_of(sentence)
            asked[number].update(name for name in open_topics if _speaks_for(name, sentence, kinds))
        with_sentences.append(number)
    for number in range(len(parts)):
        if number not in with_sentences[1:-1] or number in with_sentences[:1] + with_sentences[-1:]:
            asked[number].add(_OF_THE_WHOLE)
    return tuple(tuple(name for name in TOPICS if name in names) for names in asked)


def _speaks_for(name: str, sentence: Sentence, kinds: Mapping[str, float]) -> bool:
    signs = _SIGNS[name]
    if any(kinds.get(kind, 0.0) >= signs.likely for kind in _feeding(name)) and signs.word.search(sentence.text):
        return True
    return signs.outright.search(sentence.text) is not None


@cache
def _feeding(name: str) -> frozenset[str]:
    """The types of clauses that state a field of a topic."""
    return frozenset(kind for field in TOPICS[name].fields for kind in feeding(field))


class _Holders:
    """Finds the part that holds a character, for characters in the order of the text."""

    def __init__(self, parts: Sequence[Sequence[Span]]) -> None:
        self._ends = [places[-1].end for places in parts]
        self._number = 0

    def of(self, offset: int) -> int:
        while self._number + 1 < len(self._ends) and offset >= self._ends[self._number]:
            self._number += 1
        return self._number
