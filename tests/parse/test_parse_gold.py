"""The finders find the labelled values of real documents in their quotes."""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from sowcheck.parse.conventions import Conventions, decide
from sowcheck.parse.dates import find_dates
from sowcheck.parse.durations import find_durations
from sowcheck.parse.money import find_money
from sowcheck.parse.percents import find_interest, find_percents
from sowcheck.parse.terms import find_net_days

SHARED = Path(__file__).resolve().parents[3] / "shared"
CORPUS = SHARED / "corpus"
DEALS = SHARED / "deals"

pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason="../shared/corpus is absent")

Found = Callable[[Any, str, Conventions], bool]


def finds_date(value: Any, quote: str, conventions: Conventions) -> bool:
    return value in [found.value.isoformat() for found in find_dates(quote, conventions)]


def finds_money(value: Any, quote: str, conventions: Conventions) -> bool:
    wanted = (Decimal(value["amount"]), value["currency"])
    return wanted in [(found.value.amount, found.value.currency) for found in find_money(quote, conventions)]


def finds_percent(value: Any, quote: str, conventions: Conventions) -> bool:
    return Decimal(value) in [found.value.points for found in find_percents(quote, conventions)]


def finds_interest(value: Any, quote: str, conventions: Conventions) -> bool:
    wanted = (Decimal(value["percent"]), value["per"])
    return wanted in [(found.value.percent, found.value.per) for found in find_interest(quote, conventions)]


def finds_duration(value: Any, quote: str, _: Conventions) -> bool:
    return (value["count"], value["unit"]) in [(each.value.count, each.value.unit) for each in find_durations(quote)]


def finds_days(value: Any, quote: str, _: Conventions) -> bool:
    return value in [found.value for found in find_net_days(quote)]


KINDS: dict[str, tuple[re.Pattern[str], Found]] = {
    "date": (re.compile(r"doc\.effective_date|schedule\.(?:start|end)_date|quote\.expiration_date"), finds_date),
    "money": (re.compile(r"price\.(?:services_total|nte_cap)|expense\.cap"), finds_money),
    "percent": (re.compile(r"price\.\w+_pct"), finds_percent),
    "interest": (re.compile(r"billing\.late_interest"), finds_interest),
    "duration": (re.compile(r".*(?:duration|period|notice)"), finds_duration),
    "net days": (re.compile(r"billing\.payment_terms_days"), finds_days),
}


def documents() -> Iterator[list[dict[str, Any]]]:
    """The labelled facts of each document."""
    for path in sorted(CORPUS.glob("*.gold.json")):
        yield json.loads(path.read_text(encoding="utf-8"))["facts"]
    for path in sorted(DEALS.glob("*/gold.json")):
        yield from json.loads(path.read_text(encoding="utf-8"))["documents"].values()


def test_nineteen_of_twenty_labelled_values_are_found_in_their_quotes() -> None:
    found: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for facts in documents():
        conventions = decide("\n".join(fact["quote"] for fact in facts))
        for fact in facts:
            for kind, (field, finds) in KINDS.items():
                if field.fullmatch(fact["field"]):
                    total[kind] += 1
                    found[kind] += finds(fact["value"], " ".join(fact["quote"].split()), conventions)
    assert set(total) == set(KINDS)
    shares = {kind: found[kind] / total[kind] for kind in total}
    assert min(shares.values()) >= 0.94, shares
    assert sum(found.values()) / sum(total.values()) >= 0.95
