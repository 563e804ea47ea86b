"""Services told as duties: what the supplier must keep running, repair, answer or assist with, and headings that name it."""

import re
from collections.abc import Iterator

from sowcheck.core.clauses import Clause
from sowcheck.core.items import Deliverable
from sowcheck.core.spans import Span
from sowcheck.extract.candidates import Candidate
from sowcheck.extract.finding import QUOTE_LIMIT, clip, pattern
from sowcheck.extract.lists.conditions.buyer_duties import EFFORTS, is_delivery, is_foreign
from sowcheck.extract.lists.deliverables.deliverable_names import FIELD, due_around
from sowcheck.extract.lists.deliverables.things import end_of_name
from sowcheck.extract.lists.grammar.enumerations import split
from sowcheck.extract.lists.grammar.obligations import Obligation, obligations
from sowcheck.extract.lists.grammar.prose import prose
from sowcheck.extract.reading import Reading

_VERB = (
    r"(?:maintain|support|host|operate|manage|monitor|administer|train|assist|help|repair|correct|fix|install|configure|migrate|convert|integrate|"
    r"transmit|forward|process|collect|publish|update|upgrade|respond|answer|advise|consult|co-?ordinate|market|promote|test|conduct|"
    r"handle|translate|back\s?up|restore|customi[sz]e|print|distribute|scan|inspect|survey|recruit|implement|"
    r"organi[sz]e|supervise|oversee|edit|run|calibrate|refurbish)"
)
_SERVES = pattern(rf"(?:promptly |also |then |periodically |regularly |further )*{_VERB}\b")
_BEHAVES = pattern(
    r"(?:maintain|keep|hold|manage|prepare|store)\s+(?:and \w+\s+)?(?:(?:all|its|their|the|any|such|true|full|complete|accurate|adequate|proper|appropriate|sufficient|detailed|separate)[,\s]+(?:and\s+)?)*"
    r"(?:books|records|accounts|insurance|confidential\w*|qualified|staff|personnel|licen[cs]es?|permits?|quality|communication|standards?|safeguards?|security|working|logs?|copies|right|control|good)\b|"
    r"(?:assist|help|support)\b[^.;]{0,60}\b(?:obtain|defen[cds]|regist\w+|prosecut\w+|enforc\w+|perfect|litigat|transition|investigat)\w*|"
    r"(?:review|process|collect|store|transfer|handle|conduct)\b[^.;]{0,40}\b(?:personal data|background|payments?|taxes|fees|invoices?)\b|"
    r"(?:perform|conduct|run|operate|manage)\s+(?:all\s+|any\s+|its\s+|the\s+|such\s+|this\s+|own\s+)*(?:services?|work|obligations?|business|operations|duties|agreement|affairs|personnel|employees)\b|"
    r"(?:respond|answer)\b[^.;]{0,120}\bwithin\s|maintain\b[^.;]{0,80}\b(?:insurance|(?:24|twenty-four)[\s-]hour|hotline)\b|correct\s+(?:any\s+|such\s+|the\s+)*(?:errors? in (?:its|the) invoice|non-?conform|defects?|deficienc)"
)
"""Duties of keeping order, of law, and of mending what was accepted: no service of their own."""
_DOING = pattern(
    r"(?:the\s+|all\s+)?(?!ensuring|preventing|obtaining|seeking|paying|determining|complying|maintaining|providing|having|being|securing|keeping|anything|nothing|everything|"
    r"procuring|acquiring|purchasing|bearing|performing|supervising|its|hiring|selecting|engaging)\w+ing\s"
)
_OF_PEOPLE = pattern(
    r"\b(?:managers?|leads?|personnel|teams?|staff|representatives?|employees|officers?|engineers?)\W*$"
)
"""A duty of the supplier's people is their role."""
_OF_OTHERS = pattern(
    r"acceptan|accepted|warrant|secur|privacy|data protection|personnel|staffing|employees|subcontract|invoice|payment|fees?\b|records|reporting requirement|"
    r"books|cooperation|disaster|continuity|change (?:order|control|management)|governance|meetings?|transition|exit|effect of|background|quality"
)
"""Headings below which duties are terms of the work rather than work."""
_LONGEST = 20
"""Words; a longer duty is a clause."""
_SHORTEST = 3


def of_duties(reading: Reading) -> Iterator[Candidate]:
    """The duties of the supplier whose verb is one of service: "shall host the portal and monitor its links"."""
    for one in obligations(reading):
        if one.bearer != "supplier" or one.negated or one.subordinate or one.one.text.rstrip().endswith(":"):
            continue
        if one.one.text.casefold().startswith("whereas") or _OF_PEOPLE.search(one.about):
            continue
        headings = one.one.topic.split(" | ")[0]
        if is_foreign(headings) or _OF_OTHERS.search(headings.rsplit(" > ", 1)[-1]):
            continue
        start = _served(one)
        if start is not None:
            yield from _duty(reading, one, start)


def _served(one: Obligation) -> int | None:
    """Where the service begins in the sentence, behind "use reasonable efforts to"; None if the duty is none."""
    words = one.words
    efforts = EFFORTS.match(words)
    begin = efforts.end() if efforts else 0
    if not is_delivery(words[begin:], noun=one.noun) or _BEHAVES.match(words, begin):
        return None
    if one.noun:
        return one.duty + begin if _DOING.match(words, begin) else None
    return one.duty + begin if _SERVES.match(words, begin) else None


def _duty(reading: Reading, one: Obligation, start: int) -> Iterator[Candidate]:
    text = one.one.text
    end = min(one.end, end_of_name(text, start))
    if len(text[start:end].split()) < _SHORTEST:
        stop = re.compile(r"[.;,](?=\s|$)").search(text, start, one.end)
        end = stop.start() if stop else one.end
    name = _ANOTHER_CLAUSE.split(" ".join(text[start:end].split()))[0].rstrip(" ,.;")
    if (
        _UNFINISHED.search(name)
        or _VAGUE.search(name)
        or (_HELPS.match(name) and not re.search(r"\s(?:in|with|to|on)\s", name))
    ):
        return
    if _SHORTEST <= len(name.split()) <= _LONGEST:
        due = due_around(text, name, end, reading)
        quote = clip(reading.text, one.one.span, one.one.at(start, end))
        yield Candidate(FIELD, Deliverable(name=name, due=due), quote, f"{FIELD}.duty", 0.53)


_ANOTHER_CLAUSE = re.compile(r"\s+and\s+(?:the\s+)?[A-Z]\w+\s+(?:shall|will|must|may)\b")
_UNFINISHED = re.compile(r"\b(?:\w+ing|of|for|to|in|on|with|by|the|an?|and|or|all|any)$", re.IGNORECASE)
_VAGUE = pattern(r"\bby any means\b|\bin (?:every|any) (?:\w+ )?way\b|\bas (?:needed|required)$")
_HELPS = re.compile(r"(?:assist|help)\b", re.IGNORECASE)


_COMPRISES = pattern(
    r"^\W*(?:(?:the|these|such|said|those|its|all)\s+)?(?:[\w’'-]+\s+){0,3}services?\s+(?:(?:to be (?:provided|performed|rendered)|hereunder|under this \w+)\s+)?"
    r"(?:(?:shall|will|may)\s+)?(?:also\s+)?(?:include|includes|consists? of|comprises?|encompass(?:es)?)\b(?:,?\s*(?:without limitation|but (?:are |is )?not (?:be )?limited to),?)?\s+(?P<list>\S.+)$"
)
_HAVING = re.compile(r"\b(?:having|being)\b")
_NO_KIND = pattern(r"^(?:all|any|the following|those|only|but|services|work|such|each|a |an |no )\b")


def of_service_kinds(reading: Reading) -> Iterator[Candidate]:
    """The kinds of service that a sentence says the services include."""
    for one in prose(reading):
        match = _COMPRISES.match(one.text) if "ervice" in one.text else None
        if match is None or one.text.rstrip().endswith(":") or is_foreign(one.topic.split(" | ")[0]):
            continue
        base = match.start("list")
        words = match.group("list").rstrip(" .;")
        for start, end in split(words) or [(0, len(words))]:
            stop = min(base + end, end_of_name(one.text, base + start))
            name = re.sub(r"^(?:the|an?)\s+", "", " ".join(one.text[base + start : stop].split()).rstrip(" ,.;"))
            if 2 <= len(name.split()) <= _LONGEST and not _NO_KIND.search(name) and not _HAVING.search(name):
                quote = clip(reading.text, one.span, one.at(base + start, stop))
                yield Candidate(FIELD, Deliverable(name=name), quote, f"{FIELD}.kind", 0.55)


_NAMED = pattern(
    r"^\W*(?P<name>(?!(?:additional|other|optional|new|future|professional|general|further|suspension|performance|description|scope|level|early|continued|extra|our|your|"
    r"the|no|price|fees?|paid|changes?|acceptance|term|period|standard|provision|commencement|exclusive|credits?|personal|similar|included|excluded|out|contractor|consultant|"
    r"supplier|provider|vendor)\b)"
    r"(?:(?!(?:of|for|to|in|on|with|by|from)\b)[\w’'&/-]+\s+){1,4}(?:services?|support|maintenance|training|hosting|monitoring|testing|consulting|installation|implementation|"
    r"migration|assistance|repairs?))\W*$"
)
_FEWEST = 2
"""One heading may name all the services; of several side by side each names one."""


def of_named_services(reading: Reading) -> Iterator[Candidate]:
    """Headings side by side that name services over clauses in which the supplier provides them: "4.2 Telephone support"."""
    bound = [one for one in obligations(reading) if one.bearer == "supplier" and not one.negated]
    found: dict[int | None, list[tuple[str, Clause]]] = {}
    for clause in reading.outline.clauses:
        match = _NAMED.match(_heading(reading, clause)) if clause.heading and clause.body else None
        if match and not is_foreign(match.group("name")):
            found.setdefault(clause.parent, []).append((match.group("name"), clause))
    for named in found.values():
        if len(named) < _FEWEST:
            continue
        for name, clause in named:
            if clause.heading and clause.body and any(clause.body.contains(one.span) for one in bound):
                end = min(clause.body.end, clause.heading.start + QUOTE_LIMIT)
                whole = clause.heading.joined(Span(start=clause.body.start, end=end))
                quote = clip(reading.text, whole, clause.heading)
                yield Candidate(FIELD, Deliverable(name=name), quote, f"{FIELD}.named", 0.55)


def _heading(reading: Reading, clause: Clause) -> str:
    return " ".join(clause.heading.of(reading.text).split()) if clause.heading else ""
