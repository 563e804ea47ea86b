"""Payments that sentences state: shares or sums, each with the event that makes it due.

Such as "a down payment of $9,000 upon signing, $12,000 upon delivery, and the balance within ten days of acceptance".
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from sowcheck.core.items import Milestone
from sowcheck.core.quantities import Money
from sowcheck.extract.candidates import Candidate
from sowcheck.extract.finding import clip, pattern
from sowcheck.extract.lists.grammar.item_leads import lead_at
from sowcheck.extract.lists.prices.payment_events import PaymentEvent, event_in
from sowcheck.extract.lists.prices.pricing import may_hold_sum
from sowcheck.extract.reading import Reading, Sentence
from sowcheck.parse.percents import find_percents
from sowcheck.parse.unit_prices import find_unit_prices

FIELD = "billing.milestones"

_ABOUT_PAYMENT = pattern(
    r"payable|paid|\bpay\b|pays|invoic|payment|fee|price|install?ment|charge|transition|remaining|billed|due|amount of|à la|bei "
)
_PAYS = pattern(
    r"\b(?:shall|will|must|agrees? to)\s+(?:\w+\s+)?pay\b|\bpays\b|\bpayable\b|\bto be paid\b|\b(?:shall|will|is to) be (?:paid|due|invoiced)\b|"
    r"\b(?:is|are|becomes?) due\b|\bmilestone payment\b|\bmay invoice\b|\bwill invoice\b"
)
_NO_PAYMENT = pattern(
    r"interest|discount|liabilit|\blate\b|penalt|\bcredit|withh|increase|\brise|\b(?:income|sales|withholding) tax|\bwarrants?\b|availab|"
    r"uptime|insur|commission|per annum|terminat|\bshares\b|equity|\bcosts? (?:for|of|incurred)|reimburs|royalt|net sales|(?<!non-)(?<!non)refund|cancel|"
    r"\bno later\b.*\breport|franchise|records|volume"
)
_BALANCE = pattern(
    r"\b(?:the\s+)?(?:remaining\s+|outstanding\s+|unpaid\s+)?(?:balance|remainder)\b(?!\s+(?:sheet|due date|of the term))"
)
_WHOLE = re.compile(
    r"\b(?:total|aggregate|contract|fixed)\s+(?:\w+\s+){0,2}?(?:fees?|price|amount|cost|sum|compensation)\s+(?:\w+\s+){0,3}?(?:of|is|:|=)\s*$|"
    r"\b(?:fees?|price)\s+(?:of|is|:|=)\s*$",
    re.IGNORECASE,
)
_IN_PARTS = re.compile(
    r"[\s,]*(?:which (?:is|shall be|will be) )?(?:payable|to be paid|paid|due)\s+(?:as follows|in\s)", re.IGNORECASE
)
_BOUND = re.compile(
    r"\b(?:up to|exceed(?:s|ing)?|(?:no|not) (?:less|more) than|not to exceed|at least|in excess of|minimum of|maximum of|below|above|over)"
    r"(?:\s+an amount of)?\s*$|\bnot\s+to\s+exceed\b[^.;]{0,80}$",
    re.IGNORECASE,
)
_DEPOSIT = re.compile(r"\bdeposit\b", re.IGNORECASE)
_BESIDE = re.compile(
    r"\s*(?:\(|,?\s*(?:being|i\.e\.|or|equal to|equalling|namely|that is|which is|amounting to)[,\s]|=|–|-|,)?\s*\(?\s*$",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"\W*(?:\(?[a-z0-9]{1,3}[.)]\s*)?(?P<label>(?:milestone|phase|stage|instal?ment|payment|part|deliverable)\s*(?:no\.?\s*|number\s*|#\s*)?"
    r"(?:\d{1,2}|[IVX]{1,4}|[A-H])\b)\s*[-–—:.]",
    re.IGNORECASE,
)
_BESIDE_REACH = 20
"""Characters between a share and the sum that it is."""
_REACH = 80
"""Characters between a sum and its event behind it."""
_SEGMENT = re.compile(r";|(?<=\s)\((?:[a-z]|[ivx]{1,4}|\d)\)\s")
_FEWEST_PARTS = 2


@dataclass(frozen=True, slots=True)
class Part:
    """A share or sum in a sentence."""

    start: int
    end: int
    percent: Decimal | None = None
    money: Money | None = None
    last: int = 0
    """One past its last number, where the sum stands behind the event."""


def parts_of(words: str, reading: Reading) -> list[Part]:
    """The shares and sums of a sentence, left to right; a sum beside a share is the share's amount.

    The balance is a part without a number.
    """
    shares = [(found.start, found.end, found.value.points) for found in find_percents(words, reading.conventions)]
    sums = []
    if may_hold_sum(words):
        found_sums = find_unit_prices(words, reading.conventions)
        sums = [(one.start, one.end, one.value.money) for one in found_sums if not one.value.units]
    parts: list[Part] = []
    used: set[int] = set()
    for order, (start, end, points) in enumerate(shares):
        following = shares[order + 1][0] if order + 1 < len(shares) else len(words)
        index = _sum_of_share(words, (start, end, following), sums, used)
        if index is None:
            parts.append(Part(start, end, points))
            continue
        used.add(index)
        at, past, value = sums[index]
        beside = at <= end + _BESIDE_REACH
        parts.append(Part(min(start, at), max(end, past) if beside else end, points, value, past))
    parts += [
        Part(at, past, None, value)
        for index, (at, past, value) in enumerate(sums)
        if index not in used and not _is_other_sum(words, at, past, with_shares=bool(shares))
    ]
    if parts:
        parts += [Part(match.start(), match.end()) for match in _BALANCE.finditer(words)]
    return sorted(parts, key=lambda part: part.start)


def _sum_of_share(
    words: str, place: tuple[int, int, int], sums: list[tuple[int, int, Money]], used: set[int]
) -> int | None:
    """Which sum is the amount of a share: the one beside it, else the one in brackets before the next share."""
    start, end, following = place
    free = [(index, at, past) for index, (at, past, _) in enumerate(sums) if index not in used]
    for index, at, past in free:
        if _beside(words, end, at) or _beside(words, past, start):
            return index
    between = [index for index, at, past in free if end <= at and past <= following]
    if len(between) == 1:
        at, past, _ = sums[between[0]]
        return between[0] if words[at - 1] == "(" and words[past : past + 1] == ")" else None
    return None


def _beside(words: str, end: int, start: int) -> bool:
    return 0 <= start - end <= _BESIDE_REACH and bool(_BESIDE.fullmatch(words[end:start]))


def _is_other_sum(words: str, at: int, past: int, *, with_shares: bool) -> bool:
    """Whether a sum is the whole that parts are of, or a bound."""
    before = words[max(0, at - 80) : at]
    return bool(
        _WHOLE.search(before)
        or _BOUND.search(before)
        or _IN_PARTS.match(words, past)
        or (with_shares and _of_price(words, at))
    )


def _of_price(words: str, at: int) -> bool:
    """Whether a sum is what shares are shares of: "30 % of $9,000"."""
    return bool(re.search(r"\bof\s+(?:the\s+)?(?:\w+\s+){0,3}$", words[:at]))


def payments_of_sentence(sentence: Sentence, reading: Reading) -> Iterator[Candidate]:
    """The payments that a sentence states with their events."""
    words = sentence.text
    if not (_ABOUT_PAYMENT.search(words) or _ABOUT_PAYMENT.search(sentence.topic)):
        return
    parts = parts_of(words, reading)
    other = _other_segments(words) if parts else []
    parts = [part for part in parts if not any(start <= part.start < end for start, end in other)]
    if not parts:
        return
    whole = len(parts) >= _FEWEST_PARTS and sum(part.percent or 0 for part in parts) == 100
    if sentence.row and not whole:
        return
    dated = _with_events(words, parts, reading)
    if len(parts) < _FEWEST_PARTS and not (_PAYS.search(words) or parts[0].percent or _is_announced(sentence, reading)):
        return
    label = _LABEL.match(words) if len(dated) == 1 else None
    yield from _series(sentence, other, reading)
    for part, event, start, end in dated:
        if _DEPOSIT.search(words[max(0, part.start - 30) : part.end + 15]):
            continue
        item = Milestone(
            name=label["label"] if label else event.name,
            amount=part.money.amount if part.money else None,
            currency=part.money.currency if part.money else None,
            percent=part.percent,
            due=event.due,
            trigger=event.trigger,
        )
        core = sentence.at(0 if label else start, end)
        weight = 0.7 if part.percent or part.money else 0.6
        own_words = core if len(parts) > 1 and not label else sentence.span
        yield Candidate(FIELD, item, clip(reading.text, own_words, core), f"{FIELD}.prose", weight)


_SERIES = re.compile(
    r"\s+for\s+(?P<name>each\s+of\s+(?:the\s+)?[^.;,]{3,60}?\b(?:months|weeks|quarters)\b(?:\s+(?:following|after)\s+[^.;,]{3,60}?)?)"
    r"(?=\s+(?:and|with)\b|[.;,]|$)",
    re.IGNORECASE,
)


def _series(sentence: Sentence, other: list[tuple[int, int]], reading: Reading) -> Iterator[Candidate]:
    """Payments that recur for a counted time: "$2,500 per month for each of the four months following the start"."""
    if " each of " not in sentence.text:
        return
    for found in find_unit_prices(sentence.text, reading.conventions):
        match = _SERIES.match(sentence.text, found.end)
        if match is None or not found.value.per or any(start <= found.start < end for start, end in other):
            continue
        money = found.value.money
        item = Milestone(name=match["name"], amount=money.amount, currency=money.currency, trigger="calendar")
        core = sentence.at(found.start, match.end())
        yield Candidate(FIELD, item, clip(reading.text, sentence.span, core), f"{FIELD}.series", 0.65)


def _other_segments(words: str) -> list[tuple[int, int]]:
    """The segments of a sentence, between semicolons and the letters of an enumeration, that speak of other sums."""
    bounds = [0, *(match.start() for match in _SEGMENT.finditer(words)), len(words)]
    return [(start, end) for start, end in pairwise(bounds) if _NO_PAYMENT.search(words[start:end])]


def _is_announced(sentence: Sentence, reading: Reading) -> bool:
    return bool(re.search(r"\bpay|payment|instal?ment", lead_at(reading, sentence.span), re.IGNORECASE))


def _with_events(words: str, parts: list[Part], reading: Reading) -> list[tuple[Part, PaymentEvent, int, int]]:
    """Each part with its event and the place of both: all events stand behind their parts, or all before."""
    behind, before = [], []
    for index, part in enumerate(parts):
        stop = parts[index + 1].start if index + 1 < len(parts) else len(words)
        if event := event_in(words[part.end : stop], reading, reach=_REACH):
            end = max(part.end + event.end, part.last + (words[part.last : part.last + 1] == ")"))
            behind.append((part, event, part.start, end))
        start = parts[index - 1].end if index else 0
        if event := event_in(words[start : part.start], reading):
            before.append((part, event, start, part.end))
    return behind if len(behind) >= len(before) else before


_PAYMENT_ITSELF = pattern(
    r"^\W*(?:all |full |the |final )*payments?\b(?! (?:terms|schedule|period|due))[^.;:]{0,90}?\b(?:upon|after|following|on)\b|"
    r"\b(?:fees?|price|services|invoices?)\s+(?:is|are|shall be|will be)\s+(?:payable|paid|due|invoiced)\s+(?:in full\s+)?(?:upon|after|following|on)\b"
)
_OF_WORK = frozenset(["milestone_completed", "milestone_accepted", "go_live", "deliverable_submitted"])


def payment_at_once(reading: Reading) -> Iterator[Candidate]:
    """The one event at which a paper without instalments pays: "Payment is made within a week upon completion"."""
    for sentence in reading.holding(_PAYMENT_ITSELF):
        words = sentence.text
        match = None if sentence.row else _PAYMENT_ITSELF.search(words)
        if match is None or _NO_PAYMENT.search(words) or parts_of(words, reading):
            continue
        event = event_in(words[match.start() :], reading)
        if event and event.trigger in _OF_WORK:
            core = sentence.at(match.start(), match.start() + event.end)
            item = Milestone(name=event.name, trigger=event.trigger)
            yield Candidate(FIELD, item, clip(reading.text, sentence.span, core), f"{FIELD}.at_once", 0.55)
