"""Votes: where the recogniser names the same words as a rule, both found the value.

Deliverables have no vote: on papers with gold, those that an entity confirms are right less often than the others.
"""

import datetime as dt
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import accumulate, islice

from sowcheck.core.items import KeyPerson, StaffRole, System
from sowcheck.core.quantities import Money, RecurringFee
from sowcheck.core.values import Value
from sowcheck.extract.candidates import Candidate
from sowcheck.extract.ner.entities import Label
from sowcheck.extract.ner.found import Recognised
from sowcheck.extract.reading import Reading
from sowcheck.parse.dates import find_dates
from sowcheck.parse.money import find_money

VOTE = 0.5
"""Weight of a vote: it never outranks the rule that it agrees with."""
_ENOUGH = 0.5
"""Share of the words that value and entity must have in common."""

_LABELS: dict[str, tuple[Label, ...]] = {
    "customer.legal_name": ("PARTY",),
    "supplier.legal_name": ("PARTY",),
    "staffing.roles": ("ROLE",),
    "staffing.key_personnel": ("ROLE", "PERSON"),
    "staffing.skills": ("SKILL", "SYSTEM"),
    "scope.integrations": ("SYSTEM", "SKILL"),
    "doc.effective_date": ("DATE",),
    "schedule.start_date": ("DATE",),
    "schedule.end_date": ("DATE",),
    "price.services_total": ("MONEY",),
    "price.nte_cap": ("MONEY",),
    "price.recurring_fee": ("MONEY",),
    "expense.cap": ("MONEY",),
}

VOTED = frozenset(_LABELS)
"""Fields whose values the recogniser can confirm."""


def votes(reading: Reading, proposed: Iterable[Candidate], sentences: Sequence[Recognised]) -> Iterator[Candidate]:
    """One vote for each proposal whose words hold an entity that states the same."""
    by_start = {found.one.start: found for found in sentences}
    ordered = [by_start[start] for start in sorted(by_start)]
    reach = list(accumulate((found.one.span.end for found in ordered), max))
    for candidate in proposed:
        labels = _LABELS.get(candidate.field, ())
        if not labels:
            continue
        for found in islice(ordered, bisect_right(reach, candidate.quote.start), None):
            if found.one.span.start >= candidate.quote.end:
                break
            if not found.one.span.overlaps(candidate.quote):
                continue
            label = next(
                (one.label for one in found.labelled(*labels) if _agrees(reading, candidate.value, found.words(one))),
                None,
            )
            if label:
                yield replace(candidate, rule=f"ner:{label.casefold()}", weight=min(VOTE, candidate.weight))
                break


def _agrees(reading: Reading, value: Value, words: str) -> bool:
    match value:
        case dt.date():
            return any(found.value == value for found in find_dates(words, reading.conventions))
        case Money(amount=amount) | RecurringFee(amount=amount):
            return _states(reading, amount, words)
        case str():
            return _alike(value, words)
        case StaffRole(role=name) | System(system=name):
            return _alike(name, words)
        case KeyPerson(role=role, person=person):
            return any(_alike(name, words) for name in (role, person) if name)
        case _:
            return False


def _states(reading: Reading, amount: Decimal, words: str) -> bool:
    return any(found.value.amount == amount for found in find_money(words, reading.conventions))


def _alike(value: str, words: str) -> bool:
    """Whether two wordings share enough words."""
    mine, other = set(_WORD.findall(value.casefold())), set(_WORD.findall(words.casefold()))
    return bool(mine and other) and 2 * len(mine & other) >= _ENOUGH * (len(mine) + len(other))


_WORD = re.compile(r"\w+")
