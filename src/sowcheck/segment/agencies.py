"""The buying agency of a solicitation or work statement that names no supplier."""

import re
from collections import Counter
from typing import NamedTuple

from sowcheck.core.documents import Document
from sowcheck.core.spans import Span

_AGENCY_HEAD = (
    r"(?:Administration|Agency|Department|Bureau|Ministry|Commission|Authority|Council|Directorate|Institutes?|Foundation|"
    r"Corps|Command|Board|Institution|University|Commissariat)"
)
_WITH_ACRONYM = re.compile(
    rf"(?P<name>(?:U\.?S\.? )?(?:[A-Z][\w&’'-]+ (?:(?:of|for|and|the) )*){{0,6}}"
    rf"(?:{_AGENCY_HEAD}(?: (?:of|for) (?:the )?[A-Z][\w’'-]+(?: (?:and )?[A-Z][\w’'-]+){{0,4}})?|"
    rf"(?:City|County|State|Office) of [A-Z]\w+(?: [A-Z]\w+)?))\s?\((?P<acronym>[A-Z][A-Z&]{{1,7}})\)"
)
_PLAIN = re.compile(rf"(?<![\w-])(?:[A-Z][\w&’'-]+ (?:(?:of|for|and) )?){{1,5}}{_AGENCY_HEAD}(?![\w])")
_SOLICITS = re.compile(
    r"\b(?:the government|contracting officer|request for (?:quotation|proposal)s?|rfq|rfp|solicitation|performance work statement|"
    r"offerors?|quoters?|task order|statement of objectives)\b",
    re.IGNORECASE,
)
_BUYING_OFFICE = re.compile(
    r"\b(?P<acronym>[A-Z]{2,6})\s+(?:Contracting Officer|Acquisition|CO\b|COR\b)|"
    r"(?:[Rr]equiring|[Cc]ontracting|[Oo]rdering|[Ii]ssuing)\s+(?:organi[sz]ation|agency|office|activity)\s*[:(]\s*(?P<other>[A-Z]{2,6})\b"
)


class Agency(NamedTuple):
    """A public buyer."""

    name: Span
    aliases: tuple[str, ...]


def buying_agency(document: Document) -> Agency | None:
    """The agency that a solicitation buys for: the one it introduces with an acronym or names most; else None."""
    text = document.text
    if len(_SOLICITS.findall(text)) < 3:
        return None
    weights: Counter[str] = Counter()
    places: dict[str, Span] = {}
    acronyms: dict[str, str] = {}
    for match in _WITH_ACRONYM.finditer(text):
        name = re.sub(r"^(?:The|This|In|At|Within|By|For|Of)\s+", "", match["name"])
        start = match.end("name") - len(name)
        places.setdefault(name, Span(start=start, end=match.end("name")))
        acronyms.setdefault(name, match["acronym"])
    for match in _PLAIN.finditer(text, 0, 6000):
        name = re.sub(r"^(?:The|This|In|At|Within|By|For|Of)\s+", "", match.group())
        places.setdefault(name, Span(start=match.end() - len(name), end=match.end()))
    offices = _offices(text)
    for name, place in places.items():
        acronym = acronyms.get(name) or _initials(name)
        weights[name] = len(re.findall(rf"\b{re.escape(name)}\b", text)) + offices.get(acronym, 0)
        weights[name] += 10 if place.start < 400 else 3 if place.start < 1500 else 0
        weights[name] += min(len(re.findall(rf"\b{re.escape(acronym)}\b", text)), 20) if len(acronym) > 1 else 0
    known = {acronyms.get(name) or _initials(name) for name in places}
    office = next((acronym for acronym, _ in offices.most_common() if acronym not in known), None)
    if weights and not (office and offices[office] > max(weights.values())):
        name = max(weights, key=lambda one: (weights[one], -places[one].start))
        return Agency(places[name], (acronyms[name],) if name in acronyms else ())
    return _office(text, offices)


def _offices(text: str) -> Counter[str]:
    """Acronyms that the text names as a buying office, by how plainly it does."""
    weights: Counter[str] = Counter()
    for match in _BUYING_OFFICE.finditer(text):
        weights[match["acronym"] or match["other"]] += 4 if match["acronym"] else 12
    return weights


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split() if word[0].isupper())


def _office(text: str, offices: Counter[str]) -> Agency | None:
    """An agency that the document knows by its acronym alone."""
    if not offices:
        return None
    acronym = offices.most_common(1)[0][0]
    match = re.search(rf"\b{acronym}\b", text)
    return Agency(Span(start=match.start(), end=match.end()), ()) if match else None
