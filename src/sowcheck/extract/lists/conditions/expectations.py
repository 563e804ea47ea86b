"""Assumptions outside any list of them: what price and plan rest on, by how a sentence hedges, expects or concedes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sowcheck.core.spans import Span
from sowcheck.extract.candidates import Candidate, Rule
from sowcheck.extract.finding import QUOTE_LIMIT, pattern
from sowcheck.extract.lists.conditions.excluded_work import up_to_but
from sowcheck.extract.lists.grammar.announced import statement
from sowcheck.extract.lists.grammar.obligations import Obligation, obligations
from sowcheck.extract.lists.grammar.prose import Prose, prose, prose_holding
from sowcheck.extract.lists.grammar.sides import Sides
from sowcheck.extract.reading import Reading
from sowcheck.parse.cues import Cue

FIELD = "scope.assumptions"

_PLAN = (
    r"(?:dates?|schedules?|timelines?|time ?frames?|estimates?|figures?|quantit(?:y|ies)|volumes?|hours|numbers?|mix|level of effort|effort|plans?|durations?|"
    r"forecasts?|budgets?|workload|staffing|milestones?|requirements?|scope|period of performance|pop|launch|start|work|project|intervals?)"
)


@dataclass(frozen=True)
class _Kind:
    name: str
    says: Cue
    unless: Cue | None = None


_KINDS = (
    _Kind(
        "tentative",
        pattern(
            rf"\b{_PLAN}\b[^.;:]{{0,90}}?\b(?:is|are|shall be|will be)\s+(?:only\s+|merely\s+)?(?:tentative|approximate\b|approximations|estimates?\b|for estimat\w+ purposes|"
            r"indicative|preliminary|subject to (?:change|revision|adjustment|modification)|not guaranteed|for planning purposes)|"
            rf"\b(?:this|these|the|all|such)\s+(?:\w+\s+)?(?:estimates?|schedule|timeline|dates?|plan|figures?|quantit(?:y|ies)|volumes?)\s+may\s+(?:change|vary|shift|be\s+(?:changed|revised|adjusted|extended))"
        ),
    ),
    _Kind(
        "estimates",
        pattern(
            r"\b(?:estimates?|anticipates?|expects?|projects|forecasts?)\s+(?:that\s+)?(?:this|the|these|a total|approximately|about|around)\b[^.;]{0,80}?\b(?:will|would|shall|to)\s+"
            r"(?:take|require|need|last|be|comprise|involve|cost|begin|start|run)\b|"
            r"\b(?:target|planned|expected|anticipated|estimated)\s+(?:completion |launch |start |end |delivery |go-live )?(?:dates?|duration|volume|number|effort)\b[^.;:]{0,60}\s(?:is|are)\s+\S*\d|"
            r"\b(?:it is|it[’']s)\s+(?:expected|anticipated|envisaged|foreseen|estimated)\s+that\b|"
            rf"\b{_PLAN}\b[^.;:,]{{0,60}}?\s(?:is|are)\s+(?:expected|anticipated|envisaged|estimated)\s+to\s+(?:begin|start|commence|last|take|run|end|require|continue|increase)\b"
        ),
    ),
    _Kind(
        "contingent",
        pattern(
            r"\b(?:obligations?|performance|offer|award|work|services|contract|order|agreement|engagement|start|schedule|plan|delivery|provision)\b[^.;:]{0,90}?\s(?:is|are|shall be|will be)\s+"
            r"(?:contingent|conditional|conditioned|dependent|dependant)\s+(?:up)?on\b|"
            r"\b(?:is|are|shall be|will be)\s+subject to\s+(?:the\s+)?(?:availability|continued availability|receipt of funding)\b|"
            r"\bsubject to (?:the )?(?:approval|availability) of [^,]{3,80},\s+(?:the parties|this)\b"
        ),
        unless=pattern(r"\bin no event\b|\bthat (?:is|are) (?:dependent|contingent)"),
    ),
    _Kind(
        "hours",
        pattern(
            r"\b(?:business|core|working|office|service|support)\s+(?:core\s+|business\s+)?hours\s+(?:shall be|will be|are|run)\s|"
            r"\b(?:performed|provided|done|carried out|conducted|delivered|available)\b[^.;]{0,40}?\bduring\s+(?:the\s+)?(?:\w+\s+)?(?:regular|normal|core|standard|usual)\s+(?:business\s+|working\s+|office\s+)?hours\b|"
            r"\bduring (?:the )?core hours\b"
        ),
        unless=pattern(r"\bnotice|inspect|audit|examin|records|books|additional charge|extra|overtime"),
    ),
    _Kind(
        "cycles",
        pattern(
            r"\b(?:work|development|project|services?)\s+(?:will|shall|is to)\s+be\s+(?:conducted|performed|done|organi[sz]ed|carried out|delivered|executed)\s+in\s+"
            r"(?:[\w-]+\s+){0,4}?(?:sprints?|iterations?|phases|increments|waves|stages)\b"
        ),
    ),
    _Kind(
        "adjusts",
        pattern(
            r"\b(?:equitable|appropriate|equitably|appropriately)\s+adjust\w*|\bmay\s+result\s+in\s+(?:a\s+|any\s+)?(?:changes?|increases?|adjustments?)\s+(?:to|in|of)\b[^.;]{0,60}\b(?:fees?|timeline|schedule|price|costs?|charges)\b|"
            r"\b(?:considered|treated as|regarded as|deemed)\s+(?:to be\s+)?a\s+change\b|\bopen\s+to\s+re-?negotiation\b|"
            r"\b(?:fees?|compensation|rates?|price|mark-?up|charges?|schedule)\b[^.;]{0,60}\bsubject\s+to\s+(?:\w+\s+)?adjustment\b"
        ),
        unless=pattern(
            r"\bassumption|change of control|stock|shares|inventory|warrant\b|negotiate|request for|[’']s failure|disapprov|grounds for|basis of any claim|in lieu"
        ),
    ),
    _Kind(
        "allowed",
        pattern(
            r"\b(?:may|can)\s+(?:be\s+)?(?:reallocated?|added|increased?|exchanged?|substituted?|shifted)\b[^.;]{0,120}\b(?:provided|with(?: the)?(?: prior)? written (?:consent|approval)|subject to|as long as)\b|"
            r"\b(?:additional|increases?)\b[^.;]{0,100}\bmay\s+(?:occur|be\s+(?:required|needed|necessary))\s+but\b"
        ),
        unless=pattern(r"premium|share|stock|interest|policy"),
    ),
    _Kind(
        "waits",
        pattern(
            r"\bno\s+(?:\w+\s+)?(?:work|services?|delivery|development|production|installation|shipment|activit(?:y|ies))\b[^.;:]{0,60}?\b(?:begin|start|commence|be\s+(?:begun|started|commenced|"
            r"performed|provided|undertaken|scheduled|made|done|carried\s+out))\b[^.;:]{0,30}?\b(?:until|unless|before|without)\b|"
            r"\b(?:start|commencement|delivery|completion|launch|go-live|due)\s+dates?\s+(?:shall|will|is to|are to)\s+(?:be|fall|occur)\s+(?:\w+\s+)?(?:after|upon|following|when|once)\b|"
            r"\b(?:work|services?|development|installation|performance)\s+(?:shall|will|can|may)\s+(?:only\s+)?(?:begin|start|commence)\s+(?:only\s+)?(?:after|once|when|upon)\b"
        ),
        unless=pattern(r"arbitrat|court|term of this|this agreement (?:shall|will)"),
    ),
    _Kind(
        "counts_as",
        pattern(
            r"\b(?:time|hours|days|effort|travel)\b[^.;:]{0,120}?\s(?:shall|will|is|are)\s+(?:be\s+)?(?:considered|deemed|treated|regarded|counted)\s+(?:as\s+|to\s+be\s+)?(?:\w+\s+){0,2}?(?:time|hours|days|work|part|billable|services?)\b"
        ),
        unless=pattern(r"essence|notice|received|expired|employ"),
    ),
    _Kind(
        "no_guarantee",
        pattern(
            r"\b(?:no|not)\s+(?:an?\s+|any\s+)?(?:guarantee[sd]?|assurances?|commitments?|promise|guaranteeing)\b[^.;:]{0,60}?\b(?:minimum|level|volumes?|amounts?|revenues?|profits?|numbers?|quantit(?:y|ies)|hours|work|orders|"
            r"traffic|results?|savings)\b"
        ),
    ),
    _Kind(
        "rests_on_existing",
        pattern(
            r"\b(?:shall|will|is to|are to|is|are)\s+be\s+based\s+(?:up)?on\s+(?:the\s+)?(?:existing|current|present|actual|available)\b|"
            r"\b(?:environments?|systems?|configurations?|infrastructure|versions?|platforms?|data|formats?)\b[^.;:]{0,60}?\s(?:is|are|remains?|will be|shall be)\s+(?:substantially\s+)?the\s+same\s+as\b"
        ),
        unless=pattern(r"exchange rate|market price|index|gaap|accounting"),
    ),
    _Kind(
        "excuses_delay",
        pattern(
            r"\b(?:delay(?:s|ed)?|late(?:ness)?|fail(?:ure|s)?)\b[^.;:]{0,140}?\s(?:shall|will|is|are)\s+not\s+(?:be\s+)?(?:deemed|considered|regarded|treated|constitute)\b[^.;:]{0,80}?\b(?:breach|violation|default)\b"
            r"[^.;]{0,30}?\b(?:provided|if|so long as|where|to the extent)\b"
        ),
        unless=pattern(r"force majeure|acts? of god|payment|waiver"),
    ),
    _Kind(
        "fee_for_more",
        pattern(
            r"\b(?:use|access|services?|support|work|changes?|users?|locations?|copies)\b[^.;:]{0,120}?\s(?:is|are|shall be|will be)\s+subject\s+to\s+(?:the\s+)?(?:payment\s+of\s+)?(?:an?\s+)?(?:additional|extra|further)\s+(?:\w+\s+)?"
            r"(?:fees?|charges?|costs?|payments?)\b"
        ),
    ),
    _Kind(
        "aware",
        pattern(
            r"\b(?:is|are)\s+made\s+(?:in\s+the\s+knowledge|on\s+the\s+understanding|on\s+the\s+footing)\s+that\b|\bin\s+the\s+knowledge\s+that\b"
        ),
    ),
)
_SAYS_ANY = pattern("|".join(kind.says.expression for kind in _KINDS))

_CONCEDES = re.compile(
    r"\b(?:acknowledges?|understands?|recogni[sz]es?)(?:\s+and\s+(?:agrees?|understands?|acknowledges?))?\s+that\s+(?=\S)",
    re.IGNORECASE,
)
_OF_PLAN = pattern(
    r"\b(?:schedules?|timelines?|fees\b|down-?time|estimate[sd]?|calculations?|delay|outages?|unavailab|specifications?|resources|working hours|workload|volumes?|"
    r"maintenance|upgrade|capacity|availability|adequate|compatib|response times?|lead times?|dates|duration|training|staffing|forecasts?|interruptions?|connectivity|estimates)\b"
)
_OF_LAW_WORDS = pattern(
    r"liab|warrant|confidentiality|irreparable|injunct|proprietary|ownership|trademark|patent|copyright|licen[cs]e|indemn|law\b|laws\b|terminat|remed|independent contractor|securities|"
    r"damages?\b|default|financ|bankrupt|royalt|employ|tax|insur|arbitrat|goodwill|compet|breach|shareholder|exclusiv|trade secret|intellectual|regulat|risk|disclos|waive|assign|rely"
)
_GIVES = re.compile(
    r"(?:be\s+)?(?:provided?|furnish(?:ed)?|suppl(?:y|ied)|available|made\s+available|given|give|responsible\s+for\s+(?:providing|supplying))\b",
    re.IGNORECASE,
)


_INTRODUCES = re.compile(
    r"(?P<basis>(?:based (?:up)?on (?:the |our |its )?(?:current|existing|available|present)|subject to (?:the )?(?:\w+ )?(?:payment|receipt))\b[^;:.]{3,160}?),\s+"
    r"(?=(?:the |this |we |[A-Z])[^,]{2,80}?\b(?:shall|will|estimates?|expects?|is|are)\b)",
    re.IGNORECASE,
)
"""A condition before the statement that rests on it: "Based on the current volumes, the migration will …"."""


def expectations(reading: Reading) -> Iterator[Candidate]:
    """Sentences that hedge, expect, condition or adjust price and plan."""
    for one in prose(reading):
        if one.text.endswith(":") or len(one.text) < _SHORTEST or _is_of_law(one.topic):
            continue
        if (basis := _INTRODUCES.match(one.text)) and not _is_of_bidding(one):
            yield from statement(reading, FIELD, one.at(*basis.span("basis")), "basis", 0.65)
            continue
        for kind in _KINDS if _SAYS_ANY.may_match(one.text) else ():
            match = kind.says.search(one.text)
            if match and not (kind.unless and kind.unless.search(one.text)) and not _is_of_bidding(one):
                yield from statement(reading, FIELD, _around(one, match.start(), match.end()), kind.name, 0.6)
                break


def _around(one: Prose, start: int, end: int) -> Span:
    """The sentence; of one too long for a quote, the clauses around a place."""
    if len(one.text) <= QUOTE_LIMIT:
        return one.span
    stop = min((joint.start() for joint in _JOINT.finditer(one.text, end)), default=len(one.text))
    joints = [joint.end() for joint in _JOINT.finditer(one.text, 0, start) if end - joint.end() <= QUOTE_LIMIT]
    begin = next(
        (place for place in reversed(joints) if _SUBJECT.match(one.text, place)), joints[0] if joints else start
    )
    return one.at(begin, stop)


_JOINT = re.compile(r"[;,]\s+")
_SUBJECT = re.compile(r"(?:the|any|all|this|these|each|such|its|no)\s", re.IGNORECASE)
_SHORTEST = 30
_OF_BIDDING = pattern(r"\bofferors?\b|\bquoters?\b|\bquotations?\b|\bsolicitation")
_BIDDING = pattern(r"\bquotes?\b|\bproposals?\b|\bevaluat|\bsolicitation|\bbasis (?:for|of) award|\binstructions\b")


def _is_of_bidding(one: Prose) -> bool:
    return bool(_OF_BIDDING.search(one.text) or _BIDDING.search(one.topic))


_OF_LAW = pattern(
    r"indemn|limitation|liabil|confiden|disclos|terminat|intellectual|propriet|ownership|publicity|solicit|non-?compet|arbitrat|insurance|infring|"
    r"royalt|export|governing|recall|escrow"
)


def _is_of_law(topic: str) -> bool:
    return bool(_OF_LAW.search(topic.split(" | ", maxsplit=1)[0].rsplit(" > ", 1)[-1]))


def concessions(reading: Reading) -> Iterator[Candidate]:
    """What a party acknowledges as a fact of the plan: "the Client acknowledges that there will be downtime"."""
    for one in prose_holding(reading, _OF_PLAN):
        if "that" not in one.text or not _OF_PLAN.search(one.text) or _is_of_law(one.topic):
            continue
        for match in _CONCEDES.finditer(one.text):
            end = up_to_but(one.text, match.end(), len(one.text))
            words = one.text[match.end() : end]
            if (
                _OF_PLAN.search(words)
                and not _OF_LAW_WORDS.search(words)
                and not _binds_somebody(reading, one, match.end())
            ):
                yield from statement(reading, FIELD, one.at(match.end(), end), "conceded", 0.6)


def conceded_items(reading: Reading) -> Iterator[Candidate]:
    """Items below "It is understood by the Client that:" that state facts of the plan."""
    for item in reading.outline.lists:
        if item.lead is None or not _CONCEDES_LIST.search(item.lead.of(reading.text)):
            continue
        words = item.span.of(reading.text)
        if _OF_PLAN.search(words) and not _OF_LAW_WORDS.search(words) and not _BINDS.search(words):
            yield from statement(reading, FIELD, item.span, "conceded", 0.6)


_CONCEDES_LIST = pattern(r"\b(?:acknowledge[sd]?|understood|understands?|recogni[sz]e[sd]?)\b[^.;]{0,60}\bthat\W*$")
_BINDS = re.compile(r"\b(?:shall|agrees?|must)\b")


def _binds_somebody(reading: Reading, one: Prose, start: int) -> bool:
    """Whether what is conceded is a duty of a party rather than a fact."""
    return any(
        other.bearer and other.one.start == one.start and other.subject >= start - _NEAR
        for other in obligations(reading)
    )


_NEAR = 5


def not_provided(reading: Reading) -> Iterator[Candidate]:
    """What the buyer will not give: "No other hardware will be provided by the Client"."""
    for obligation in obligations(reading):
        if obligation.subordinate or obligation.one.text.endswith(":") or _is_of_law(obligation.one.topic):
            continue
        if _withholds(reading, obligation):
            yield from statement(reading, FIELD, obligation.span, "withheld", 0.6)


def _withholds(reading: Reading, obligation: Obligation) -> bool:
    words = obligation.words
    if obligation.bearer == "customer":
        none = re.match(r"(?:provide|furnish|supply|give)\s+no\s", words)
        return bool(none) or (obligation.negated and bool(_GIVES.match(words)) and not _OF_LAW_WORDS.search(words))
    if obligation.bearer is None and re.match(r"no\s", obligation.about, re.IGNORECASE) and _GIVES.match(words):
        return _by_customer(reading, obligation)
    return False


def _by_customer(reading: Reading, obligation: Obligation) -> bool:
    place = obligation.one.start + obligation.duty
    return any(
        mention.side == "customer" for mention in Sides.of(reading).within(place, obligation.one.start + obligation.end)
    )


RULES: tuple[Rule, ...] = (expectations, concessions, conceded_items, not_provided)
