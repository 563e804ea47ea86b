"""Services as what is delivered: the kinds of service that an agreement without deliverables enumerates or grants."""

import re
from collections.abc import Iterator

from sowcheck.core.clauses import ListItem
from sowcheck.core.items import Deliverable
from sowcheck.core.spans import Span
from sowcheck.extract.candidates import Candidate
from sowcheck.extract.cast import SUPPLIER, PartyCue
from sowcheck.extract.finding import clip, pattern
from sowcheck.extract.lists.deliverables.deliverable_names import FIELD
from sowcheck.extract.lists.deliverables.things import core_of, end_of_name, things
from sowcheck.extract.lists.grammar.enumerations import split
from sowcheck.extract.lists.grammar.obligations import Obligation, obligations
from sowcheck.extract.lists.grammar.supplies import Grammar, grammar_of
from sowcheck.extract.lists.grammar.verbs import starts_with_verb
from sowcheck.extract.reading import Reading

_LONGEST_ITEM = 400
_KIND = r"(?:services?|following|support|assistance|functions|tasks|duties|training|maintenance|activities)"
_NAMING = pattern(
    rf"\b(?:provid|perform|render|furnish|suppl|offer|deliver|carry|carries|undertake|responsible)\w*\b[^;]{{0,160}}\b{_KIND}\b[^;]{{0,160}}:?$"
)
"""The end of a lead that binds the supplier and leaves open to which services: "shall provide the following services:"."""
_OPEN = pattern(
    r"\b(?:shall|will|must|agrees? to|undertakes? to|(?:is|be) (?:responsible for|required to))(?:\s+also)?(?:,[^,]{3,60},)?"
    r"(?:\s+(?:do|perform|carry out|complete)(?:\s+(?:each of|all of))?(?:\s+the following)?)?:?$"
)
_HANDS = pattern(r"\b(?:provide|deliver|furnish|supply|make available|perform|render)\b[^:;]{0,140}:$")
"""The end of a lead whose items are what is provided, named as services or not."""
_HEADING = pattern(
    r"^\W*(?:[\w.]+\s+)?(?:(?:description|scope|nature|list) of (?:the )?)?(?:\w+\s+){0,2}(?:services|duties|scope of work)"
    r"(?: to be (?:provided|performed|rendered))?(?: of (?:the )?(?:consultant|contractor|supplier|provider|vendor))?\W*$"
)
_OF_WORK = pattern(
    r"\bservices?\b|duties|obligation|responsibilit|\bscope\b|support|maintenance|\btasks?\b|\bwork\b|training|delivery|installation|"
    r"requirement|development|implementation"
)
_NO_SERVICES = pattern(
    r"confidential|insurance|indemn|terminat|warrant|invoice|payment|\bpay\b|\bfees?\b|tax|exclu|exception|not (?:be )?(?:required|responsible|include)|"
    r"personnel|liab|breach|default|licen[cs]e(?!es?\b)|records|notice|audit|compliance|subject to\W*$|provided\W*$|criteria|guidelines|employment|"
    r"definitions|no authority|independent contractor|requested|upon request|\boption|\bfees\b"
)
_AHEAD = re.compile(
    r"(?:at|in|on|upon|within|except|during|following|after|as|subject to)\s[^,]{3,140},\s+", re.IGNORECASE
)
_CONDUCT = pattern(
    r"^(?:compl(?:y|ies)|co-?operate|devote|notify|inform|not\b|act\b|abide|refrain|adhere|obtain|pay\b|hold\b|bear\b|use\b|be\b|have\b|cause\b|"
    r"acknowledge|agree|ensure\b|make (?:its|no|available)|promptly\b|immediately\b|if\b|where\b|when\b|unless\b|provided\b|subject\b|any\b|"
    r"indemnify|warrant|represent|protect|permit|allow|keep\b|return\b|remain\b)"
)
"""How the supplier must behave is no service."""


_SUPPLIER_MUST = PartyCue(
    rf"^(?:the\s+)?(?:{SUPPLIER})\s+(?:shall|will|must|agrees\s+to)\s+(?:also\s+)?(?:be\s+responsible\s+for\s+)?"
)


def of_service_lists(reading: Reading) -> Iterator[Candidate]:
    """The items of a list of services that the supplier must perform."""
    grammar = grammar_of(reading)
    subject = _SUPPLIER_MUST.of(reading)
    for item in reading.outline.lists:
        words = item.span.of(reading.text)
        if len(words) > _LONGEST_ITEM or words.rstrip().endswith(":") or item.lead is None:
            continue
        head = subject.match(words) or _AHEAD.match(words)
        begin = head.end() if head else 0
        if _is_service(reading, grammar, item, words[begin:]):
            yield from _service(reading, item.span, words, begin)


def _service(reading: Reading, span: Span, words: str, begin: int) -> Iterator[Candidate]:
    end = end_of_name(words, begin)
    if len(words[begin:end].split()) < 2:
        stop = re.compile(r"[.;](?=\s|$)").search(words, begin)
        end = stop.start() if stop else len(words)
    name = re.sub(r"^(?:to|and|or|the|an?)\s+", "", " ".join(words[begin:end].split())).rstrip(" .;,")
    if len(name) > 3 and re.search(r"[A-Za-z]{3}", name):
        quote = clip(reading.text, span, Span(start=span.start, end=span.start + min(end, 300)))
        yield Candidate(FIELD, Deliverable(name=name), quote, f"{FIELD}.service", 0.56)


def _is_service(reading: Reading, grammar: Grammar, item: ListItem, words: str) -> bool:
    path = reading.outline.path(reading.outline.clauses[item.clause])
    heading = next((c.heading.of(reading.text) for c in reversed(path) if c.heading), "")
    lead = item.lead.of(reading.text)[-240:].rstrip() if item.lead else ""
    if _NO_SERVICES.search(heading) or _NO_SERVICES.search(lead) or _CONDUCT.search(words):
        return False
    if _SENTENCE.search(words):
        return False
    if _HEADING.search(lead):
        return True
    if not lead.endswith(":"):
        return False
    if item.lead and grammar.tasks(item.lead) and _OPEN.search(lead):
        return starts_with_verb(words[:1].lower() + words[1:]) and bool(_OF_WORK.search(heading))
    if item.lead and _HANDS.search(lead) and grammar.tasks(item.lead):
        return True
    return bool(_NAMING.search(lead)) and (
        item.lead is None or grammar.tasks(item.lead) or "service" in lead.casefold()
    )


_SENTENCE = re.compile(r"^(?:The|Each|Any|Such|This|All)?\s?[A-Z\w ,’'-]{3,80}?\s(?:shall|will|must|may|is|are)\b")
"""A clause with a subject of its own."""


_GRANTS = r"(?:provide|perform|render|furnish|supply|carry\s+out|undertake|offer|deliver|conduct)"
_GRANT = pattern(rf"^{_GRANTS}\b(?:\s*,?\s*(?:and|or)\s+\w+(?=\s))?")


_PROTECTS = pattern(r"\b(?:patents?|copyrights?|assignments?|protect\w*\b.{0,30}\brights)\b")


def of_grants(reading: Reading) -> Iterator[Candidate]:
    """The services that a sentence says the supplier provides, where it names them."""
    grammar = grammar_of(reading)
    for one in obligations(reading):
        if one.bearer != "supplier" or one.negated or one.subordinate or _NO_SERVICES.search(one.one.topic):
            continue
        if _PROTECTS.search(one.one.text):
            continue
        if match := _GRANT.match(one.words):
            yield from _granted(reading, one, one.duty + match.end(), grammar)


_NAMED = re.compile(
    r",?\s*(?:\bto\s+assist\s+(?:(?!\b(?:with|in)\b)[\w’'.&-]+\s+){0,5}?(?:with|in)|\bwhich\s+(?:shall\s+|will\s+)?includes?|"
    r"\b(?:including|include)(?:,?\s+without\s+limitation,?|,?\s+but\s+(?:is\s+|are\s+)?not\s+limited\s+to,?)?|\bconsisting\s+of|\bcomprising|\bnamely,?)\s+",
    re.IGNORECASE,
)
_PLAIN = r"(?:consulting|professional|additional|certain|other|various|necessary|required|requested|reasonable|full|complete|related|advisory)"
_GENERIC = re.compile(
    rf"(?:{_PLAIN}\s+)*(?:services?|assistance)$|(?:{_PLAIN}\s+)+support$",
    re.IGNORECASE,
)


def _granted(reading: Reading, one: Obligation, start: int, grammar: Grammar) -> Iterator[Candidate]:
    """The kinds of service that stand behind "including", "to assist with"; without these the service itself."""
    text = one.one.text
    place = grammar.after_recipient(text, start)
    granted = [thing for thing in things(text, place) if thing.kind == "service"]
    if not granted:
        return
    named = _NAMED.search(text, granted[-1].end, one.end)
    if named and (kinds := list(_kinds(text, named.end(), one.end))):
        for begin, end in kinds:
            yield _candidate(reading, one, begin, end, text[begin:end])
        return
    for thing in granted:
        name = grammar.without_recipient(thing.name)
        if not (thing.bare or thing.refers_back or _GENERIC.fullmatch(core_of(name))):
            yield _candidate(reading, one, thing.start, thing.end, name)


def _kinds(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The parts of an enumeration of services, each up to where its name ends."""
    for a, b in split(text[start:end].rstrip(" .;")) or [(0, end - start)]:
        stop = min(start + b, end_of_name(text, start + a))
        if len(text[start + a : stop].split()) > 1:
            yield start + a, stop


def _candidate(reading: Reading, one: Obligation, start: int, end: int, name: str) -> Candidate:
    words = re.sub(r"^(?:and|or|the|an?)\s+", "", " ".join(name.split())).rstrip(" ,.;")
    quote = clip(reading.text, one.one.span, one.one.at(start, end))
    return Candidate(FIELD, Deliverable(name=words), quote, f"{FIELD}.grant", 0.54)
