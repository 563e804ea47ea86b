"""Assumptions on which price or plan rests, and the criteria that work must meet to be accepted."""

import re
from collections.abc import Iterator

from sowcheck.extract.candidates import Candidate, Rule
from sowcheck.extract.finding import pattern
from sowcheck.extract.lists.grammar.announced import ABOUT_ITSELF, Announced, statement
from sowcheck.extract.lists.grammar.enumerations import split
from sowcheck.extract.lists.grammar.prose import Prose, prose_holding
from sowcheck.extract.reading import Reading

ASSUMPTIONS, CRITERIA = "scope.assumptions", "acceptance.criteria"

_RESTS = pattern(
    r"\b(?:fees?|prices?|estimates?|forecasts?|plan|schedule|charges?|rates?|timeline|calendar|offer|quotation|quote|calculation|budget|"
    r"sow|statement of work|retainer|we have (?:priced|planned|calculated)[^.]{0,40}?|(?:we|has|have|it is) assumed?(?= that))\b[^.;:]{0,60}?\s?"
    r"(?:\b(?:assumes?|presupposes?|supposes?|presumes?)(?: that)?|(?<=assume)(?= that)(?: that)?|(?<=assumed)(?= that)(?: that)?|"
    r"\b(?:rests?|builds?|is founded|is premised|is predicated)\s+(?:up)?on(?:\s+the\s+(?:following\s+)?(?:premises?|assumptions?))?|"
    r"\b(?:based|calculated|priced|planned|built|depends?|relies|rely)\s+(?:up)?on\s+the\s+(?:following\s+)?(?:basis|premises?|assumptions?|"
    r"understanding)|\b(?:based|depends?|relies|rely)\s+(?:up)?on(?=\s+that\b)|\bon the (?:following )?(?:basis|premises?|assumptions?|"
    r"understanding))(?:\s+that)?(?:\s*:)?\s+(?P<list>\S.+)$"
)
_NO_PREMISE = pattern(
    r"liabilit|responsibility for|the date of|actual|hours? (?:worked|spent)|of an order|daily rates|time and materials?|consumer price|index|invoices? (?:is|are)|"
    r"receipt|rate card|following (?:table|rates)|set (?:out|forth)|table below|attached|completion of|the number of|per (?:hour|day)|"
    r"as follows|not assume|assumption of"
)


def _assumptions(reading: Reading) -> Iterator[Candidate]:
    announced = Announced(reading, ASSUMPTIONS)
    yield from announced.items()
    yield from announced.rows()
    yield from announced.enumerations()
    yield from announced.sentences()
    for one in prose_holding(reading, _RESTS):
        if one.text.endswith(":") or ABOUT_ITSELF.search(one.text):
            continue
        match = _RESTS.search(one.text)
        if (
            match
            and not re.match(r"(?:the )?(?:assumptions?|volumes?|below|following)\b", match.group("list"))
            and not _NO_PREMISE.search(one.text[: match.start("list")])
        ):
            yield from _parts(reading, ASSUMPTIONS, one, match, 0.7)


def _parts(reading: Reading, field: str, one: Prose, match: re.Match[str], weight: float) -> Iterator[Candidate]:
    words, offset = match.group("list").rstrip(" .;"), match.start("list")
    parts = _clauses(words)
    if field == CRITERIA and any(not re.search(_FINITE, words[start:end]) for start, end in parts):
        parts = [(0, len(words))]
    for start, end in parts:
        lead = re.match(r"(?:(?:on|upon)\s+)?(?:that\s+)?", words[start:end])
        begin = start + (lead.end() if lead else 0)
        yield from statement(reading, field, one.at(offset + begin, offset + end), "part", weight)


_FINITE = r"\b(?:is|are|was|were|has|have|do|does|can|meets?|conforms?|shows?|passe?s?|runs?|covers?|answers?|reconciles?|exceeds?|resolves?|works?)\b"
_CLAUSE = re.compile(
    r",?\s+and\s+(?=(?:on\s|that\s|it\s|they\s|no\s|there\s|the\s(?:\w+\s){1,4}(?:is|are|has|have|shows?|stays?|remains?|meets?)\b|at most\s))"
)


def _clauses(words: str) -> list[tuple[int, int]]:
    """The parts of an enumeration; else clauses joined by "and" whose second has its own subject."""
    parts = split(words)
    if len(parts) > 1:
        return parts
    pieces, start = [], 0
    for match in _CLAUSE.finditer(words):
        if len(words[start : match.start()].split()) >= 3:
            pieces.append((start, match.start()))
            start = match.end()
    return [*pieces, (start, len(words))]


_WORK_PRODUCT = (
    r"(?:deliverables?|items?|releases?|work|products?|reports?|models?|tests?|systems?|documents?|services?|results?|delivery|handover|"
    r"\b[A-Z]{1,2}\d+|acceptance|platform|interfaces?|phase|milestone|transition|migration|records?|application|run|build|each|sprint|"
    r"software|solution|portal|design|they|it)"
)
_PASSES = pattern(
    rf"\b{_WORK_PRODUCT}\b[^.;:]{{0,60}}?\b(?:(?:is|are|shall be|will be|be|counts? as|deemed to be)\s+(?:\w+ly\s+)?(?:ready for acceptance|"
    r"fit for acceptance|accepted|acceptable|approved|passed|complete|successful)|passes|pass|meets? the acceptance criteria|is given|"
    r"takes place|occurs|approval(?: in writing)?|acceptance(?: in writing)?)\s+(?:only\s+)?(?:if|when|once|as soon as|provided that),?\s+"
    r"(?P<list>\S.+)$"
)
_NO_CRITERION = pattern(
    r"deemed|does not|fails? to|invoic|terminat|\bpaid\b|payable|reject|waive|assign|change (?:request|order)|binding|notif|notice|"
    r"executed|insurance|within \w+ (?:\(\d+\) )?(?:business |working |calendar )?days|silent|objects?\b|purchase order|offer|consent|"
    r"in its (?:sole )?discretion|court|law\b"
)


def _criteria(reading: Reading) -> Iterator[Candidate]:
    announced = Announced(reading, CRITERIA, unless=_NO_CRITERION)
    yield from announced.items()
    yield from announced.rows()
    yield from announced.enumerations()
    for one in prose_holding(reading, _PASSES):
        if "if " not in one.text and "when " not in one.text and "once " not in one.text and "soon as" not in one.text:
            continue
        match = _PASSES.search(one.text)
        if match and not _NO_CRITERION.search(one.text):
            yield from _parts(reading, CRITERIA, one, match, 0.68)


RULES: tuple[Rule, ...] = (_assumptions, _criteria)
