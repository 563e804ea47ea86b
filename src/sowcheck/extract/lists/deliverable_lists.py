"""Deliverables in lists and enumerations that a heading or lead announces."""

import re
from collections.abc import Iterator

from sowcheck.core.clauses import ListItem
from sowcheck.core.spans import Span
from sowcheck.extract.candidates import Candidate
from sowcheck.extract.finding import clip
from sowcheck.extract.lists.announced import Announced
from sowcheck.extract.lists.deliverable_names import FIELD, with_due
from sowcheck.extract.lists.verbs import starts_with_verb
from sowcheck.extract.reading import Reading

_LOOSE = re.compile(
    r"\b(?:provides?|suppl(?:y|ies)|gives?|sends?|issues?|prepares?|produces?)\b(?!.*\bfollowing\b)", re.IGNORECASE
)


def of_lists(reading: Reading) -> Iterator[Candidate]:
    """The items of a list of deliverables."""
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
