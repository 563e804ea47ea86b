"""Plans of payment: lists under a lead or heading that announces payments; each item with a sum or share is one."""

import re
from collections.abc import Iterator
from itertools import groupby

from sowcheck.core.clauses import ListItem
from sowcheck.core.items import Milestone
from sowcheck.extract.candidates import Candidate
from sowcheck.extract.finding import clip, pattern
from sowcheck.extract.lists.prices.payment_events import trigger_of
from sowcheck.extract.lists.prices.payment_prose import FIELD, Part, parts_of
from sowcheck.extract.lists.prices.priced_things import has_verb
from sowcheck.extract.lists.tables import cells
from sowcheck.extract.lists.tables.columns import headings_above
from sowcheck.extract.reading import Reading, sentence_spans

_PLAN = pattern(
    r"\b(?:payment|billing|invoic\w+|fee payment|instal?ment) (?:schedule|plan|milestones?|terms|table|events?)\b|\binstal?ments\b|"
    r"\b(?:milestone|progress|stage|phased) payments?\b|\bpayable (?:as follows|in (?:\w+ )?(?:instal?ments|parts|stages))|"
    r"\b(?:pay|pays|paid|payments?|invoiced?|billed)\b[^.;]{0,160}\b(?:as follows|following (?:[\w-]+ )?(?:schedule|payments|instal?ments|milestones|"
    r"manner|dates|events))|zahlungsplan|échéancier|betalingsplan"
)
_NO_PLAN = pattern(r"insur|liabilit|royalt|commission|penalt|interest|late\b|\brates?\b|expense|reimburs")
_HAS_NUMBER = re.compile(r"\d|hundred|thousand|per ?cent", re.IGNORECASE)
_GENERIC = re.compile(
    r"\W*(?:(?:an?|the|one|and)\s+)*(?:(?:first|second|third|final|initial|further|additional|total)\s+)?"
    r"(?:amount|sum|payment|instal?ment|total|balance)?(?:\s+(?:of|equal to|in the amount of))?\W*",
    re.IGNORECASE,
)
_REST = re.compile(r"\W*(?:the\s+)?(?:remaining\s+|outstanding\s+)?(?:balance|remainder|rest)\b", re.IGNORECASE)
_CALENDAR = re.compile(r"\b(?:week|month|day|quarter|sprint)\s+#?\d{1,3}\b", re.IGNORECASE)
_SEPARATOR = re.compile(r"^[\s.,:;=–—-]+|[\s.,:;=–—-]+$")
_PASSIVE = re.compile(
    r"^(?:(?:shall|will|to|is|are|must)\s+)?(?:be\s+)?(?:paid|payable|due|invoiced|billed)(?:\s+and\s+payable)?[\s,]+",
    re.IGNORECASE,
)
_PAYER = re.compile(r".*\b(?:pays?|paid|invoices?)\s+(?:(?!an?\b|the\b)[\w’'-]+\s+){0,4}?(?:an?|the)\s+", re.IGNORECASE)
_TAIL = re.compile(r"\s+(?:of|equal to|in the (?:amount|sum) of)$", re.IGNORECASE)
_LONGEST_NAME = 160
_FEWEST_ITEMS = 2


def announces_payments(words: str) -> bool:
    """Whether a heading or lead announces the payments of a price, one by one."""
    return bool(_PLAN.search(words))


def payments_of_lists(reading: Reading) -> Iterator[Candidate]:
    """The payments of every list that a plan announces: sums and shares may stand side by side."""
    for _, group in groupby(
        reading.outline.lists, key=lambda item: (item.lead, item.clause if item.lead is None else 0)
    ):
        items = list(group)
        if len(items) < _FEWEST_ITEMS or not _is_plan(items, reading):
            continue
        found = [one for item in items if (one := _payment(item, reading))]
        if sum(_has_number(one) for one in found) >= _FEWEST_ITEMS:
            yield from found


def _has_number(candidate: Candidate) -> bool:
    item = candidate.value
    return isinstance(item, Milestone) and (item.amount is not None or item.percent is not None)


def _is_plan(items: list[ListItem], reading: Reading) -> bool:
    if sum(bool(_HAS_NUMBER.search(item.span.of(reading.text))) for item in items) < _FEWEST_ITEMS:
        return False
    lead = items[0].lead.of(reading.text) if items[0].lead else ""
    heading = headings_above(reading, items[0].span.start)[1:2]
    words = f"{lead} | {' '.join(heading)}"
    return announces_payments(words) and not _NO_PLAN.search(words)


def _payment(item: ListItem, reading: Reading) -> Candidate | None:
    first = next(sentence_spans(reading.text, item.span.start, item.span.end), item.span)
    words = first.of(reading.text)
    parts = parts_of(words, reading)
    rest = None if parts else _REST.match(words)
    if not parts and rest is None:
        return None
    part = parts[0] if parts else Part(0, rest.end() if rest else 0)
    name = _name(words, part)
    if name is None or re.search(r"\bdeposit\b", name, re.IGNORECASE):
        return None
    calendar = _CALENDAR.search(words)
    # Where a second sum competes and the first does not open the item, neither is sure.
    sure = part.money is not None and (len(parts) == 1 or _GENERIC.fullmatch(words[: part.start]))
    value = Milestone(
        name=name,
        amount=part.money.amount if part.money and sure else None,
        currency=part.money.currency if part.money and sure else None,
        percent=part.percent,
        due=cells.date(words, reading) or (calendar.group() if calendar else None),
        trigger=trigger_of(words),
    )
    return Candidate(FIELD, value, clip(reading.text, first, first), f"{FIELD}.plan", 0.85)


def _name(words: str, part: Part) -> str | None:
    """What the item calls its payment: the words before the sum if they name something, else those behind it."""
    before, behind = words[: part.start], words[part.end :]
    name = _TAIL.sub("", _PAYER.sub("", _SEPARATOR.sub("", before)))
    if _GENERIC.fullmatch(name) or has_verb(name):
        name = _PASSIVE.sub("", _SEPARATOR.sub("", behind))
    name = re.sub(r"\s*[(\[]\s*$|^\s*[)\]]\s*", "", " ".join(name.split()))
    if len(name) > _LONGEST_NAME:
        name = re.split(r"[,;]\s", name)[0]
    return name if re.search(r"[^\W\d_]{2}", name) and len(name) <= _LONGEST_NAME else None
