"""Deliverables: things to be handed over, with their dates."""

import re
from collections.abc import Iterator

from sowcheck.core.clauses import ListItem
from sowcheck.core.items import Deliverable
from sowcheck.core.spans import Span
from sowcheck.extract import typed as parsers
from sowcheck.extract.candidates import Candidate, Rule
from sowcheck.extract.finding import clip, pattern
from sowcheck.extract.lists.announced import Announced
from sowcheck.extract.lists.columns import Row, rows, typed_tables
from sowcheck.extract.lists.duties import starts_with_verb
from sowcheck.extract.lists.enumerations import split
from sowcheck.extract.lists.leads import Leads, client_words, supplier_words
from sowcheck.extract.lists.prose import prose
from sowcheck.extract.reading import Reading

FIELD = "scope.deliverables"

_WHEN = r"(?:[^,;]{0,50}?(?:\d|\bdays?\b|\bweek|\bmonth|\bquarter|\bmonday|\btuesday|\bwednesday|\bthursday|\bfriday|\bsprint)[^,;]*(?:,\s*\d{4})?)"
_DUE = pattern(
    rf"(?:,?\s+(?:due\s+|to be (?:delivered|submitted)\s+)?(?:by|within|on|before|every|no later than|not later than|until|at the latest on)|"
    rf"\s*,?\s+[–—-]|,\s+(?=every|each|\d))\s+(?P<due>{_WHEN})$"
)


def with_due(words: str, reading: Reading) -> Deliverable:
    """A deliverable whose words may end with its date or period: "Data catalog, by 25 June 2027"."""
    words = re.sub(r"^(?:an?|the)\s+", "", words)
    match = _DUE.search(words)
    if not match or match.start() < 3:
        return Deliverable(name=words)
    return Deliverable(name=words[: match.start()].rstrip(" ,"), due=_normal(match.group("due"), reading))


def _normal(words: str, reading: Reading) -> str:
    day = next(parsers.date(words, reading), None)
    return str(day.value) if day else words.strip()


def _of_tables(reading: Reading) -> Iterator[Candidate]:
    leads = Leads.of(reading)
    for table in typed_tables(reading):
        named = table.has("deliverable")
        announced = leads.announced(FIELD, table.heading.split(" > ")[::-1])
        if not named and not (announced and table.has("description")):
            continue
        if table.has("amount") or table.has("rate") or (table.has("milestone") and not named):
            continue
        for row in rows(table, reading.text):
            name = row.cell("deliverable") or row.cell("description")
            if name and not row.is_total:
                item = Deliverable(name=name, due=_due_of(row, reading))
                yield Candidate(FIELD, item, clip(reading.text, row.span, row.span), f"{FIELD}.table", 0.88)


def _due_of(row: Row, reading: Reading) -> str | None:
    words = row.cell("due")
    return _normal(words, reading) if words else None


_LOOSE = re.compile(
    r"\b(?:provides?|suppl(?:y|ies)|gives?|sends?|issues?|prepares?|produces?)\b(?!.*\bfollowing\b)", re.IGNORECASE
)


def _of_lists(reading: Reading) -> Iterator[Candidate]:
    by_lead: dict[int, list[ListItem]] = {}
    for item in Announced(reading, FIELD).listed():
        by_lead.setdefault(item.lead.start if item.lead else -1, []).append(item)
    for items in by_lead.values():
        words = [" ".join(item.span.of(reading.text).split()).rstrip(" ;,.") for item in items]
        lead = items[0].lead.of(reading.text) if items[0].lead else ""
        if sum(starts_with_verb(one) for one in words) > 0.5 * len(words):
            continue
        # Services are provided too; with these verbs a date makes an item a thing that is handed over.
        dated = sum(with_due(one, reading).due is not None for one in words)
        loose = _LOOSE.search(lead) and not re.search(r"deliverable", lead, re.IGNORECASE)
        if loose and dated < 0.5 * len(words):
            continue
        for item, one in zip(items, words, strict=True):
            yield from _of_item(reading, item.span, one)


def _of_item(reading: Reading, span: Span, words: str) -> Iterator[Candidate]:
    item = with_due(words, reading)
    if len(item.name) > 90:
        item = with_due(re.split(r"\s+[–—-]\s+|:\s|;\s", words)[0], reading)
    if len(item.name) >= 4:
        place = clip(reading.text, span, Span(start=span.start, end=min(span.end, span.start + 300)))
        yield Candidate(FIELD, item, place, f"{FIELD}.list", 0.7)


_NO_THING = re.compile(
    r"\b(?:invoices?|timesheets?|notices?|estimates?|evidence|proposals?|information|statements? of|refund|credit|copies|copy|insurance|"
    r"access|answer|response|list of)\b",
    re.IGNORECASE,
)
_HANDED = r"(?:delivers?|hands?(?: \w+)? over|furnish(?:es)?|suppl(?:y|ies)|submits?|sends?(?: (?:you|\w+))?|issues?|provides?)"


def _of_prose(reading: Reading) -> Iterator[Candidate]:
    """Such as "The Supplier delivers: a plan by 4 May 2027; a report by …", "We will send you a plan by …"."""
    leads = Leads.of(reading)
    lead = pattern(
        rf"^(?:\W*the\s+)?(?:{supplier_words(reading)})\s+(?:shall\s+|will\s+|must\s+)?(?:also\s+)?{_HANDED}\s+(?P<list>.+)$"
    )
    receives = pattern(
        rf"^(?:the\s+)?(?:{client_words(reading)})\s+(?:will|shall)\s+(?:have|receive|get)\s+(?P<list>.+)$"
    )
    for one in prose(reading):
        colon = one.text.find(":")
        if 0 < colon < 140 and FIELD in leads.topics(one.text[: colon + 1]):
            base = colon + 1
            parts = split(one.text[base:])
        elif match := lead.match(one.text) or receives.match(one.text):
            # Without a colon only a thing with a date behind it is surely handed over.
            base = match.start("list")
            parts = split(one.text[base:]) or [(0, len(one.text) - base)]
            ends = [one.text[base + a : base + b].rstrip(" .;") for a, b in parts]
            if not all(
                re.match(r"(?:an?|the|its)\s", end) and with_due(end, reading).due and not _NO_THING.search(end)
                for end in ends
            ):
                continue
        else:
            continue
        for start, end in parts:
            words = one.text[base + start : base + end].rstrip(" .;,")
            quote = clip(reading.text, one.span, one.at(base + start, base + end))
            yield Candidate(FIELD, with_due(words, reading), quote, f"{FIELD}.prose", 0.68)


_ARTIFACT = (
    r"(?:reports?|documentation|diagrams?|plans?|prototypes?|dashboards?|sites?|websites?|apps?|applications?|packages?|designs?|guides?|"
    r"manuals?|software|portals?|models?|specifications?|analys[ie]s|roadmaps?|assessments?|source code|layouts?|workbooks?|presentations?)"
)


def _made(reading: Reading) -> Iterator[Candidate]:
    """Things that the supplier must make, where the paper has no table or list of deliverables."""
    if next(_of_tables(reading), None) or next(_of_lists(reading), None):
        return
    makes = re.compile(
        rf"\b(?i:the\s+)?(?i:{supplier_words(reading)})\s+(?:shall|will|must)\s+(?:also\s+)?(?:provide|deliver|build|develop|create|generate|"
        rf"produce|prepare|furnish|submit)\s+(?:(?:the\s+)?[A-Z]\w+\s+with\s+)?(?:an?|the)\s+(?P<name>(?:(?!to\b|for\b|of\b|that\b)[\w/’'-]+\s+){{0,6}}?"
        rf"(?i:{_ARTIFACT}))\b(?!\s+(?i:period|date|fee))"
    )
    for one in prose(reading):
        for match in makes.finditer(one.text):
            words = re.sub(r"\s+", " ", match.group("name"))
            if not _NO_THING.search(words):
                quote = clip(reading.text, one.span, one.at(match.start(), match.end()))
                yield Candidate(FIELD, Deliverable(name=words), quote, f"{FIELD}.made", 0.55)


RULES: tuple[Rule, ...] = (_of_tables, _of_lists, _of_prose, _made)
