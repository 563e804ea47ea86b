"""Exclusions: what is not part of the work, from lists, tables, labels and sentences of either word order."""

import re
from collections.abc import Iterator

from sowcheck.extract.candidates import Candidate, Rule
from sowcheck.extract.cast import SUPPLIER, PartyCue, PartyMatch
from sowcheck.extract.finding import pattern
from sowcheck.extract.lists.conditions.excluded_work import OF_LAW, excluded_work, up_to_but
from sowcheck.extract.lists.grammar.announced import Announced, statement
from sowcheck.extract.lists.grammar.enumerations import split
from sowcheck.extract.lists.grammar.prose import Prose, prose
from sowcheck.extract.reading import Reading

FIELD = "scope.exclusions"

_SUBJECT = r"(?:services?|scope|support|work|project|engagement|assignment|sow|fees?|price|retainer|charges?|order|task|authorization)"
_OTHER = pattern(
    r"shall mean|\bmeans\b|[\"“]\s+(?:shall|means|does)|\btax|\bvat\b|\bgst\b|liabilit|warrant|damages|confidential information|"
    r"insurance|implied|not included in the term|applicable law|travel|expenses|definition of|public domain|intellectual property|"
    r"affiliate|terminat|counterparts"
)
_BEFORE = pattern(
    r"^(?P<list>\S.{3,260}?)\s+(?:is|are|remains?|stays?|falls?|lies?|shall be|will be)\s+(?:expressly |explicitly |also )?(?:"
    r"(?:out of|outside(?: of)?|not (?:in|part of|within)|beyond)\s+(?:the\s+|our\s+|this\s+|its\s+)?(?:\w+[’']s\s+)?(?:agreed\s+)?"
    r"(?:scope|bounds|work|services?|project|engagement|assignment|sow|statement|order|remit)\b|out of bounds|"
    r"(?:not (?:covered|owed|included|provided|in scope)|expressly excluded|excluded|left out)(?=\s*(?:[.;,]|$|(?:from|in|by|here)\b)))"
)
_BARE_TAIL = pattern(r"\b(?:fees?|price|charges?|term|definition|agreement|csa|liability|calculation)\b")
_DEFINES = pattern(
    r"\b(?:information|data|samples?|affiliates?|customers?|invoices?|notices?|agreement|products?|defects?)\W+(?:do|does|shall|will) not (?:include|cover)\b"
)
_PRONOUN = re.compile(
    r"\W*(?:it|this|that|they|these|those|such|which|there|nothing|any|if|unless|the following|the option)\b", re.I
)
_INVERTED = pattern(
    r"^(?:outside|not (?:owed|included|covered|part of)|excluded|left out|beyond)\b[^:.,;]{0,40}?\s(?:is|are)[:\s]\s*(?P<list>\S.+)$"
)


_AFTER = PartyCue(
    rf"\b(?:{_SUBJECT}|{SUPPLIER})\b(?:[^.;:,]{{0,40}}?\s)(?:(?:(?:do|does|shall|will) not|(?:is|are) not (?:be )?(?:deemed )?to|shall not be deemed to) (?:include|cover|extend to|comprise|encompass|provide(?!.*\b(?:without|third part)))|(?<!not )(?<!never )excludes?|"
    rf"(?:is|are) not (?:engaged|commissioned|retained|appointed) to)\s+(?P<list>\S.+)$"
)
"""Such as "The fee does not cover …", "the Consultant is not engaged to …"."""
_LIMITED = pattern(
    rf"\b{_SUBJECT}\b[^.;:]{{0,80}}?\s(?:is|are|shall be|will be)\s+(?:strictly\s+|expressly\s+)?(?:limited|restricted|confined)\s+to\s[^.;:]{{3,160}}?,?\s+(?:and|but)\s+"
    r"(?:(?:do|does|shall|will)\s+not\s+(?:include|cover|extend\s+to|comprise|encompass)|exclud(?:es?|ing)|not(?:\s+to)?)\s+(?P<list>\S.+)$"
)
"""Such as "Support is limited to the portal and does not include …"."""


def _exclusions(reading: Reading) -> Iterator[Candidate]:
    announced = Announced(reading, FIELD)
    for item in announced.listed():
        path = reading.outline.path(reading.outline.clauses[item.clause])
        if not any(clause.heading and OF_LAW.search(clause.heading.of(reading.text)) for clause in path[-1:]):
            yield from statement(reading, FIELD, item.span, "list", 0.82)
    yield from announced.rows()
    yield from announced.enumerations()
    yield from announced.labelled()
    after = _AFTER.of(reading)
    for one in prose(reading):
        if one.text.endswith(":") or _OTHER.search(one.text) or _DEFINES.search(one.text):
            continue
        match: re.Match[str] | PartyMatch | None = (
            _INVERTED.search(one.text) or after.search(one.text) or _LIMITED.search(one.text)
        )
        if match is None and (before := _BEFORE.search(one.text)):
            rest = one.text[before.end() : before.end() + 60]
            described = re.search(r"\b(?:that|which)$", before.group("list"))
            match = None if described or _PRONOUN.match(one.text) or _BARE_TAIL.search(rest) else before
        if match:
            yield from _parts(reading, one, match)


def _parts(reading: Reading, one: Prose, match: re.Match[str] | PartyMatch) -> Iterator[Candidate]:
    """The parts of the excluded enumeration; the whole sentence if it is none."""
    words, offset = match.group("list"), match.start("list")
    parts = [] if _TO_SOMEBODY.search(words) else split(words)
    if parts and _share_an_object(words, parts):
        yield from statement(reading, FIELD, one.at(offset, up_to_but(one.text, offset, len(one.text))), "shared", 0.7)
    elif parts:
        for start, end in parts:
            begin = start + len(re.match(r"(?:to|for)\s+|", words[start:end]).group())  # type: ignore[union-attr]  # it matches the empty string
            yield from statement(reading, FIELD, one.at(offset + begin, offset + end), "part", 0.75)
    else:
        end = up_to_but(one.text, offset if match.end() == len(one.text) else match.end(), len(one.text))
        if len(one.text[offset:end].split()) <= _LONGEST:
            yield from statement(reading, FIELD, one.at(0, end), "prose", 0.65)


_TO_SOMEBODY = re.compile(r"\bto\s+(?:the\s+)?[A-Z]\w+\s+(?:or|and)\s+(?:the\s+)?(?:[A-Z]\w+\s*){1,3}\W*$")
"""What is not provided to two receivers is one statement."""
_ACTION = re.compile(r"\w+(?:ion|ing|ment|sis|ance|al|ure)$", re.IGNORECASE)
_WITH_OBJECT = re.compile(r"(?:\w+\s+){1,5}?(?:of|to|for)\s+\w", re.IGNORECASE)


def _share_an_object(words: str, parts: list[tuple[int, int]]) -> bool:
    """Whether bare actions stand before the one that names what they are done to: "tuning, testing or repair of …"."""
    first, *others = [words[start:end].strip() for start, end in parts]
    return bool(_ACTION.fullmatch(first)) and any(_WITH_OBJECT.match(other) for other in others)


_LONGEST = 30
"""Words; a longer exclusion is a clause of law."""

RULES: tuple[Rule, ...] = (_exclusions, excluded_work)
