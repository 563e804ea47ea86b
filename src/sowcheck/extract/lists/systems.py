"""Integrations: named systems to connect to, exchange data with or migrate from."""

import re
from collections.abc import Callable, Iterator

from sowcheck.core.items import System
from sowcheck.core.spans import Span
from sowcheck.extract.candidates import Candidate, Rule
from sowcheck.extract.finding import clip, pattern
from sowcheck.extract.lists.columns import rows, typed_tables
from sowcheck.extract.lists.leads import Leads
from sowcheck.extract.lists.prose import Prose, prose
from sowcheck.extract.reading import Reading

FIELD = "scope.integrations"

_HEADER = re.compile(
    r"direction|method|protocol|interface|frequency|connect|content|data|refresh|domain|purpose", re.IGNORECASE
)


def _of_tables(reading: Reading) -> Iterator[Candidate]:
    leads = Leads.of(reading)
    for table in typed_tables(reading):
        announced = any(FIELD in leads.topics(words) for words in table.heading.split(" > "))
        if not table.has("system") or not (announced or _HEADER.search(" ".join(table.headers))):
            continue
        for row in rows(table, reading.text):
            name = row.cell("system")
            if name and not row.is_total and re.search(r"[A-Za-z]{2}", name):
                quote = clip(reading.text, row.span, row.span)
                yield Candidate(FIELD, System(system=_bare(name)), quote, f"{FIELD}.table", 0.88)


def _bare(name: str) -> str:
    """A name without what brackets say about it; an abbreviation in brackets stays."""
    return re.sub(r"\s*\((?=[^)]*[\s,])[^)]*\)\s*$", "", name) or name


# A system's name: capitals, digits or a dot inside; several such words in a row.
_WORD = r"(?:[A-ZÀ-Þ][\w+&-]*(?:[./][\w-]+)*|\d{1,3}(?=[\s,.;)]|$))"
_NAME = rf"{_WORD}(?:\s+(?:for\s+(?=[A-Z])|{_WORD}))*(?:\s+\([A-Z][\w-]{{1,10}}\))?"
_ARTICLES = r"(?:(?:the|its|their|your|our|an?|each of|both|all|existing|current|retiring|legacy|old)\s+)*"
_OWNER = r"(?:[A-Z]\w+[’']s\s+)?"
_BEFORE_NAME = rf"{_ARTICLES}{_OWNER}{_ARTICLES}(?:(?!and\b|or\b|which\b|with\b|for\b|to\b)[a-z][a-z-]*\s+){{0,3}}?"
_JOIN = r"(?:\s*,\s*(?:and\s+|or\s+)?|\s+and\s+|\s+as well as\s+)(?:(?:by [A-Z]+,\s+to|with|to|from|on|through)\s+)?"
# What a name is followed by before the next one: "(stock)", "for course sites", "fare gates".
_BEHIND_NAME = (
    rf"(?:(?:\s*\([^)]{{0,60}}\)|\s+(?:for|used by|of)\b[^,;.]{{0,50}}?|(?:\s+(?!and\b|or\b|to\b|with\b|from\b)[a-z][a-z-]*){{1,3}})"
    rf"(?={_JOIN}|[.;:]|$))?"
)
_LIST = re.compile(rf"\s*{_BEFORE_NAME}(?P<name>{_NAME}){_BEHIND_NAME}")
_JOINED = re.compile(_JOIN)

_GAP = r"(?:\s+[^.;:]{0,70}?)??\s"
_CONNECTS = pattern(
    rf"\b(?:integrat(?:es?|ed|ing|ions?){_GAP}(?:with|into|to)(?! be\b)|inter(?:faces?|faced|facing|operates?){_GAP}(?:between|with|to)"
    rf"(?! be\b)|interfaces? (?:are|is|shall|will)\b[^.;:]{{0,50}}? created\s(?:to|with|between)|"
    rf"connect(?:s|ed|ing)?{_GAP}(?:to|with)(?! be\b)|connects?|exchang\w+ (?:data|files|messages|records)\s(?:with|between)|"
    rf"draws? (?:data )?(?:on|from)|(?:im|ex)port(?:s|ed|ing)?{_GAP}(?:from|to)|synchroni[sz]\w*{_GAP}(?:with|between)|"
    rf"migrat\w+{_GAP}from|convert(?:s|ed|ing)?{_GAP}from|mov(?:e|es|ing){_GAP}from|will call|calls|fed by|arrives? from|"
    rf"(?:returned|sent|written|posted|loaded?|sends?){_GAP}(?:to|into|from|through)|stores? (?:files|data|documents) in|"
    rf"(?:service|operation|runs?|hosted) on)\s"
)
_WEAK = re.compile(
    r"^(?:fed by|calls|will call|connects?|through|sen[dt]|returned|written|posted|load|stores?|draws?|mov|convert|import|export|arrive|"
    r"service|operation|run|hosted)",
    re.IGNORECASE,
)
_TECHNICAL = pattern(
    r"\b(?:data|systems?|interfaces?|portal|platform|application|database|records|files|hub|api|software|mail|stock|orders|model|"
    r"jobs?|loads?|tenant|workflow|shop|pipeline|feed|messages?)\b"
)
_LEGAL = pattern(
    r"hereof|herein|hereunder|entire (?:agreement|understanding)|\bcourt|arbitrat|notices? (?:shall|will|must)|applicable law|"
    r"out of scope|excluded|not (?:include|part of|covered|engaged)|must have|experience|skilled|certified|deposit|bank account|"
    r"\bconfidential|\binvoices? (?:shall|will|are)|letter of"
)
_NO_SYSTEM = pattern(
    r"^(?:(?:the|this|any|all|if|each|no|such|section|article|schedule|exhibit|annex|appendix|phase|wave|stage|milestone|sprint|"
    r"services?|deliverables?|work|project|product|software|system|platform|data|party|parties|api|apis|it|test|production|"
    r"january|february|march|april|may|june|july|august|september|october|november|december|monday|friday|sunday|"
    r"english|french|german|dutch|europe\w*|united|states|web|internet|release|version|key|customer|client|vendor|supplier|contractor|"
    r"contractor|company|agency|government|business|user|users|order|statement|effective|territory|affiliates?|materials?|content|"
    r"documentation|equipment|specifications?|site|sites|licensed|licensee|licensor|confidential|intellectual|acceptance|"
    r"[ivx]+|[a-z]|\d+)(?:\s|$))+"
)


def _of_prose(reading: Reading) -> Iterator[Candidate]:
    """The names behind "interfaces between A and each of B, C and D", "exchanges data with E", "migrate … from F"."""
    others, is_common = _own_terms(reading), _common_words(reading)
    for one in prose(reading):
        if not re.search(r"[A-Z]", one.text[1:]) or _LEGAL.search(one.text):
            continue
        for cue in _CONNECTS.finditer(one.text):
            if _WEAK.match(cue.group()) and not _TECHNICAL.search(one.text):
                continue
            for start, end in _names(one, cue):
                name = one.text[start:end]
                if name.casefold() not in others and not _NO_SYSTEM.fullmatch(name) and not is_common(name):
                    quote = clip(reading.text, one.span, one.at(start, end))
                    yield Candidate(FIELD, System(system=name), quote, f"{FIELD}.prose", 0.7)


def _names(one: Prose, cue: re.Match[str]) -> Iterator[tuple[int, int]]:
    """The names that follow a cue as one enumeration."""
    place = cue.end() - 1
    between = "between" in cue.group()
    found: list[tuple[int, int]] = []
    while match := _LIST.match(one.text, place):
        found.append((match.start("name"), match.end("name")))
        joined = _JOINED.match(one.text, match.end())
        if not joined:
            break
        place = joined.end()
    # "between A and B": A is the thing that is built.
    yield from found[1:] if between and len(found) > 1 else found


def _common_words(reading: Reading) -> Callable[[str], bool]:
    """Tells names whose words all stand in small letters elsewhere: "Upgrade", "Project Plan" are no systems."""
    small = frozenset(re.findall(r"(?<![\w])[a-z][a-z]+", reading.text))

    def is_common(name: str) -> bool:
        words = re.findall(r"[^\W\d_]+", name)
        return all(word.casefold() in small and not re.search(r".[A-Z]", word) for word in words)

    return is_common


def _own_terms(reading: Reading) -> set[str]:
    """Parties and defined terms, which are no systems."""
    terms = {definition.term.casefold() for definition in reading.outline.definitions}
    return terms | reading.party_words("customer") | reading.party_words("supplier")


def _of_lists(reading: Reading) -> Iterator[Candidate]:
    leads, is_common = Leads.of(reading), _common_words(reading)
    for item in reading.outline.lists:
        lead = item.lead.of(reading.text) if item.lead else ""
        words = " ".join(item.span.of(reading.text).split()).rstrip(" ;,.")
        if len(words) > 140 or words.endswith(":") or FIELD not in leads.topics(lead):
            continue
        bare = re.sub(r"^(?:the|its|their|your)\s+(?:\w+[’']s\s+)?", "", words)
        name = re.split(r",\s|\s[–—-]\s|:\s|\s\(", bare)[0]
        sentence = re.search(r"\b(?:is|are|be|with|will|shall|or|of|by|its)\b|\w[’']s\b", name)
        if re.match(_NAME, name) and len(name.split()) <= 6 and not sentence and not is_common(name):
            place = Span(start=item.span.start, end=min(item.span.end, item.span.start + 200))
            quote = clip(reading.text, item.span, place)
            yield Candidate(FIELD, System(system=name), quote, f"{FIELD}.list", 0.75)


RULES: tuple[Rule, ...] = (_of_tables, _of_prose, _of_lists)
