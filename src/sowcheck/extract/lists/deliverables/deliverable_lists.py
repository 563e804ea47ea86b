"""Deliverables in lists and enumerations that a heading or lead announces."""

import re
from collections.abc import Iterator

from sowcheck.core.clauses import ListItem
from sowcheck.core.items import Deliverable
from sowcheck.core.spans import Span
from sowcheck.extract.candidates import Candidate
from sowcheck.extract.cast import CLIENT, SUPPLIER, PartyCue
from sowcheck.extract.finding import clip
from sowcheck.extract.lists.deliverables.deliverable_names import FIELD, normal_due, with_due
from sowcheck.extract.lists.deliverables.things import head_of, kind_of
from sowcheck.extract.lists.grammar.announced import Announced
from sowcheck.extract.lists.grammar.verbs import starts_with_verb
from sowcheck.extract.reading import Reading

_LOOSE = re.compile(
    r"\b(?:provides?|suppl(?:y|ies)|gives?|sends?|issues?|prepares?|produces?)\b(?!.*\bfollowing\b)", re.IGNORECASE
)


_AHEAD = re.compile(
    r"(?P<due>(?:as soon as|within|on or before|by|no later than|not later than|upon|prior to|at the end of|following)\b.{3,160}?),\s+"
    r"(?:an?|the)\s+(?P<name>.+)$",
    re.IGNORECASE,
)
"""The time stands before the thing: "within 30 days of signature, a mobilisation plan"."""
_RELATIVE = re.compile(r",?\s+(?:which|that)\s.*$")
_VERB_AND_DETERMINER = re.compile(r"(?:to\s+)?[a-z]+\s+(?:an?|the|its|all|any|each|their)\s")
_SHORT = 60
"""Characters; what a longer item says of the thing in a relative clause is no part of its name."""


_PARTY_ACTS = PartyCue(rf"^(?:the\s+)?(?:{CLIENT}|{SUPPLIER})\s+\w+s\b")


def of_lists(reading: Reading) -> Iterator[Candidate]:
    """The items of a list of deliverables."""
    announced = Announced(reading, FIELD)
    acts = _PARTY_ACTS.of(reading)
    by_lead: dict[int, list[ListItem]] = {}
    for item in announced.listed():
        whole = announced.parent(item)
        if whole and _is_thing(_words(reading, whole.span)):
            # What a thing consists of is no other thing.
            by_lead.setdefault(-2 - whole.span.start, [whole])
        elif not acts.search(item.span.of(reading.text)):
            by_lead.setdefault(item.lead.start if item.lead else -1, []).append(item)
    for items in by_lead.values():
        yield from _of_items(reading, items)


def _of_items(reading: Reading, items: list[ListItem]) -> Iterator[Candidate]:
    words = [_words(reading, item.span) for item in items]
    lead = items[0].lead.of(reading.text) if items[0].lead else ""
    if sum(map(_is_task, words)) > 0.5 * len(words):
        return
    # Services are provided too; with these verbs a date makes an item a thing that is handed over.
    dated = sum(with_due(one, reading).due is not None for one in words)
    loose = _LOOSE.search(lead) and not re.search(r"deliverable", lead, re.IGNORECASE)
    if loose and dated < 0.5 * len(words):
        return
    for item, one in zip(items, words, strict=True):
        yield from _of_item(reading, item.span, one)


def _words(reading: Reading, span: Span) -> str:
    words = " ".join(span.of(reading.text).split())
    if words.endswith(":"):
        words = _RELATIVE.sub("", words)
    return words.rstrip(" ;,.:")


def _is_task(words: str) -> bool:
    """Whether words begin with a verb; "stock system" begins like one, and names a thing."""
    return starts_with_verb(words) and (not _is_thing(words) or bool(_VERB_AND_DETERMINER.match(words)))


def _is_thing(words: str) -> bool:
    return len(words.split()) > 1 and kind_of(head_of(words)) in ("document", "software")


def _of_item(reading: Reading, span: Span, words: str) -> Iterator[Candidate]:
    words = _RELATIVE.sub("", words) if len(words) > _SHORT else words
    if ahead := _AHEAD.match(words):
        item = Deliverable(name=ahead.group("name"), due=normal_due(ahead.group("due"), reading))
    else:
        item = with_due(words, reading)
    if len(item.name) > 90:
        item = with_due(re.split(r"\s+[–—-]\s+|:\s|;\s", words)[0], reading)
    if len(item.name) >= 4:
        place = clip(reading.text, span, Span(start=span.start, end=min(span.end, span.start + 300)))
        yield Candidate(FIELD, item, place, f"{FIELD}.list", 0.7)
