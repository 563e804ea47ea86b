"""Integrations: named systems to connect to, exchange data with or migrate from."""

import re
from collections.abc import Iterator

from sowcheck.core.items import System
from sowcheck.core.spans import Span
from sowcheck.extract.candidates import Candidate, Rule
from sowcheck.extract.finding import clip, pattern
from sowcheck.extract.lists.grammar.leads import Leads
from sowcheck.extract.lists.grammar.prose import Prose, prose_holding
from sowcheck.extract.lists.system_names import NAME, ProperNames, names_after
from sowcheck.extract.lists.tables.columns import rows, typed_tables
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


_GAP = r"(?:\s+[^.;:]{0,70}?)??\s"
_CONNECTS = pattern(
    rf"\b(?:integrat(?:es?|ed|ing|ions?){_GAP}(?:with|into|to)(?! be\b)|inter(?:faces?|faced|facing|operates?){_GAP}(?:between|with|to)"
    rf"(?! be\b)|interfaces? (?:are|is|shall|will)\b[^.;:]{{0,50}}? created\s(?:to|with|between)|"
    rf"connect(?:s|ed|ing)?\s[^.;:]{{1,60}}?,\s(?:with|through|using)\s[^,.;:]{{1,60}},\s(?:to|with)|connect(?:s|ed|ing)?{_GAP}(?:to|with)(?! be\b)|connects?|exchang\w+ (?:data|files|messages|records)\s(?:with|between)|"
    rf"draws? (?:data )?(?:on|from)|(?:im|ex)port(?:s|ed|ing)?{_GAP}(?:from|to)|synchroni[sz]\w*{_GAP}(?:with|between)|"
    rf"migrat\w+{_GAP}from|convert(?:s|ed|ing)?{_GAP}from|mov(?:e|es|ing){_GAP}from|will call|calls|fed by|tak(?:en|es?) over from|arrives? from|"
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


def _of_prose(reading: Reading) -> Iterator[Candidate]:
    """The names behind "interfaces between A and each of B, C and D", "exchanges data with E", "migrate … from F"."""
    is_proper = ProperNames(reading)
    for one in prose_holding(reading, _CONNECTS):
        if not re.search(r"[A-Z]", one.text[1:]) or _LEGAL.search(one.text):
            continue
        for cue in _CONNECTS.finditer(one.text):
            if _WEAK.match(cue.group()) and not _TECHNICAL.search(one.text):
                continue
            found = list(names_after(one.text, cue.end() - 1))
            # "between A and B": A is the thing that is built.
            for start, end in found[1:] if "between" in cue.group() and len(found) > 1 else found:
                if is_proper(one.text[start:end]):
                    yield _named(reading, one, start, end, "prose", 0.7)


_INTERFACE = re.compile(
    rf"(?<![\w.])(?P<name>{NAME})(?:[’']s)?\s+(?:(?:web|rest|REST|open|public)\s+)?"
    r"(?:APIs?|SDKs?|integrations?(?!\s+(?:hub|layer|platform|test|service|team|work|plan|phase|engine))|connectors?|webhooks?|log-?in|feeds?|plug-?ins?)\b"
)
_SPELT = re.compile(rf"(?<![\w.])(?P<name>{NAME}\s+Application\s+Program(?:ming)?\s+Interface(?:\s*\(APIs?\))?)")
_USED = pattern(
    r"\b(?:powered\s+by|(?:pay|pays|paid|payments?|distribut\w+|link\w*|verif\w+|log(?:s|ged|ging)?[ -]?in|sign(?:s|ed|ing)?[ -]in|authenticat\w+|"
    r"retriev\w+|pull\w*|push\w*|fetch\w*|quer(?:y|ies|ied)|looks? up)\b[^.;:]{0,80}?\s(?:via|through|using)|"
    r"(?:from|to)\s+(?-i:[A-Z]\w+(?:\s[A-Z]\w+)?)\s+(?:via|through))\s+(?:the\s+)?"
)
_OF_CONTRACT = pattern(
    r"\bagreement\b|\binvoic|\bcontract\b|wire transfer|must have|experience|skilled|certified|out of scope|excluded|"
    r"not (?:include|part of|covered)|such as|e\.g\."
)


def _of_use(reading: Reading) -> Iterator[Candidate]:
    """Systems that the work uses by name: "the Rialto API", "payments via Kestrel Pay", "search powered by Northmap"."""
    is_proper = ProperNames(reading)
    for one in prose_holding(reading, _HINT_OF_USE):
        if not _HINT_OF_USE.search(one.text) or _OF_CONTRACT.search(one.text):
            continue
        for match in (*_SPELT.finditer(one.text), *_INTERFACE.finditer(one.text)):
            start, end = match.span("name")
            name = one.text[start:end]
            first = not re.search(r"\w", one.text[:start])
            if is_proper(name) and (not first or is_proper.stands_out(name, first=True)):
                yield _named(reading, one, start, end, "interface", 0.62)
        for cue in _USED.finditer(one.text):
            for start, end in names_after(one.text, cue.end() - 1):
                if is_proper(one.text[start:end]) and is_proper.stands_out(one.text[start:end], first=False):
                    yield _named(reading, one, start, end, "use", 0.6)


_HINT_OF_USE = pattern(
    r"\b(?:apis?|sdks?|application program|integrations?|connectors?|webhooks?|log-?in|feeds?|plug-?ins?|powered by|via|through|using)\b"
)


def _named(reading: Reading, one: Prose, start: int, end: int, rule: str, weight: float) -> Candidate:
    quote = clip(reading.text, one.span, one.at(start, end))
    return Candidate(FIELD, System(system=one.text[start:end]), quote, f"{FIELD}.{rule}", weight)


def _of_lists(reading: Reading) -> Iterator[Candidate]:
    leads, is_proper = Leads.of(reading), ProperNames(reading)
    for item in reading.outline.lists:
        lead = item.lead.of(reading.text) if item.lead else ""
        words = " ".join(item.span.of(reading.text).split()).rstrip(" ;,.")
        if len(words) > 140 or words.endswith(":") or FIELD not in leads.topics(lead):
            continue
        bare = re.sub(r"^(?:the|its|their|your)\s+(?:\w+[’']s\s+)?", "", words)
        name = re.split(r",\s|\s[–—-]\s|:\s|\s\(", bare)[0]
        sentence = re.search(r"\b(?:is|are|be|with|will|shall|or|of|by|its)\b|\w[’']s\b", name)
        if re.match(NAME, name) and " / " not in name and len(name.split()) <= 6 and not sentence and is_proper(name):
            place = Span(start=item.span.start, end=min(item.span.end, item.span.start + 200))
            quote = clip(reading.text, item.span, place)
            yield Candidate(FIELD, System(system=name), quote, f"{FIELD}.list", 0.75)


def _integrations(reading: Reading) -> Iterator[Candidate]:
    """Each system under its fullest name: "Google" is none of its own beside "Google Maps"."""
    found = [*_of_tables(reading), *_of_prose(reading), *_of_use(reading), *_of_lists(reading)]
    names = {_name(one) for one in found}
    for one in found:
        loose = one.rule.endswith((".interface", ".use"))
        if not loose or not any(other.startswith(f"{_name(one)} ") for other in names):
            yield one


def _name(candidate: Candidate) -> str:
    return candidate.value.system if isinstance(candidate.value, System) else ""


RULES: tuple[Rule, ...] = (_integrations,)
