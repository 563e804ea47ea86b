"""Billing milestones: events that make a part of the price due, from tables and from prose."""

import re
from collections.abc import Iterator
from decimal import Decimal

from sowcheck.core.items import Milestone, MilestoneTrigger
from sowcheck.core.quantities import Money
from sowcheck.extract.candidates import Candidate, Rule
from sowcheck.extract.finding import clip, pattern
from sowcheck.extract.lists.prices.payment_dates import with_dates
from sowcheck.extract.lists.prices.payment_events import trigger_of
from sowcheck.extract.lists.prices.payment_plans import payments_of_lists
from sowcheck.extract.lists.prices.payment_prose import FIELD, payment_at_once, payments_of_sentence
from sowcheck.extract.lists.tables import cells
from sowcheck.extract.lists.tables.columns import Row, TypedTable, rows, typed_tables
from sowcheck.extract.reading import Reading
from sowcheck.extract.remembered import remembered

_NAMED = re.compile(
    r"milestone|payment (?:schedule|plan|event|table)|install?ment|invoic(?:e|ing) (?:schedule|plan)|billing (?:schedule|plan)|"
    r"zahlungsplan|meilenstein|jalon|échéancier|fee schedule|progress payments?|betalingsplan"
)
_INVOICED = re.compile(
    r"\b(?:invoic\w*|payable|paid|falls? due|fall due|billed|payments?|progress)\b.{0,160}?(?:upon|events?|when|parts|follow|accept|stages?)"
)


def is_milestone_table(table: TypedTable, reading: Reading) -> bool:
    """Rows of an event with a share or sum: by header or heading, else by what the rows say."""
    if table.has("rate") or not (table.has("amount") or table.has("percent") or _last_is_money(table, reading)):
        return False
    header = " ".join(table.headers).casefold()
    if _NAMED.search(header):
        return True
    if table.has("person") or table.has("quantity"):
        return False
    body = [row for row in rows(table, reading.text) if not row.is_total]
    events = sum(trigger_of(_name(row) or "") is not None for row in body)
    mostly_events = bool(body) and events >= 0.6 * len(body)
    if _NAMED.search(table.heading) or _INVOICED.search(table.heading):
        return (not table.has("deliverable") and _NAMED.search(table.heading) is not None) or mostly_events
    shares = [cells.percent(row.cell("percent"), reading) for row in body]
    return mostly_events and len(body) >= 2 and sum(share or Decimal(0) for share in shares) == 100


def _last_is_money(table: TypedTable, reading: Reading) -> bool:
    last = table.table.columns - 1
    return any(cells.money(row.at(last), reading) for row in rows(table, reading.text))


_BILLS = pattern(r"invoic|pay|bill")
_WHEN_INVOICED = pattern(
    r"milestone.{0,120}(?:accept|complet)|(?:accept|complet)\w*.{0,80}milestone|invoic\w*.{0,80}(?:accept|complet)"
)


def _event_rule(reading: Reading) -> MilestoneTrigger | None:
    """What the text around the table says about when milestones are invoiced."""
    for sentence in reading.holding(_WHEN_INVOICED):
        if sentence.row or not _BILLS.search(sentence.text):
            continue
        if match := _WHEN_INVOICED.search(sentence.text):
            return trigger_of(match.group())
    return None


def milestones_of_tables(reading: Reading) -> Iterator[Candidate]:
    """The billing milestones that tables state."""
    default = _event_rule(reading)
    for table in typed_tables(reading):
        if not is_milestone_table(table, reading):
            continue
        for row in rows(table, reading.text):
            name = _name(row)
            price, percent = _price(row, reading)
            if row.is_total or not name or (price is None and percent is None):
                continue
            stated = row.cell("trigger") or ""
            item = Milestone(
                name=name,
                amount=price.amount if price else None,
                currency=price.currency if price else None,
                percent=percent,
                due=cells.date(row.cell("due"), reading) or cells.date(row.span.of(reading.text), reading),
                trigger=trigger_of(stated) or default or trigger_of(name),
            )
            yield Candidate(FIELD, item, clip(reading.text, row.span, row.span), f"{FIELD}.table", 0.9)


_NO_NAME = frozenset(
    ["amount", "percent", "due", "trigger", "deliverable", "discount", "list_price", "unit_price", "hours", "days"]
)
_CODE = re.compile(r"[A-Z]{0,4}[-. ]?\d{1,2}[a-z]?\.?")


def _name(row: Row) -> str | None:
    """The code and name of the milestone: "M1" and "Mobilisation" in two columns are "M1 Mobilisation"."""
    parts: list[str] = []
    for index, meaning in enumerate(row.typed.meanings):
        words = row.at(index)
        if not words or meaning in _NO_NAME:
            if parts:
                break
            continue
        if re.search(r"[€$£]|\d{1,3}(?:[.,]\d{3})+", words):
            break
        parts.append(words)
        if len(parts) == 2 or not _CODE.fullmatch(parts[0]):
            break
    if not parts or _CODE.fullmatch(" ".join(parts)):
        return " ".join([*parts, row.cell("trigger") or row.cell("deliverable") or ""]).strip() or None
    return " ".join(parts)


def _price(row: Row, reading: Reading) -> tuple[Money | None, Decimal | None]:
    table = row.typed
    price = cells.money(row.cell("amount"), reading, table.currency("amount"))
    percent = cells.percent(row.cell("percent"), reading) or cells.number(row.cell("percent"), reading)
    if price is None:
        sums = (cells.named_money(row.at(index), reading) for index in reversed(range(table.table.columns)))
        price = next((one for one in sums if one), None)
    if percent is None:
        percent = cells.percent(row.cell("amount"), reading) or cells.percent(row.span.of(reading.text), reading)
    return price, percent


@remembered
def milestones(reading: Reading) -> tuple[Candidate, ...]:
    """The payments of tables, of announced lists, then of sentences; each place is read once."""
    found = list(_all(reading))
    return tuple(with_dates(found or payment_at_once(reading), reading))


def _all(reading: Reading) -> Iterator[Candidate]:
    yield from milestones_of_tables(reading)
    plans = list(payments_of_lists(reading))
    yield from plans
    for sentence in reading.sentences:
        if sentence.counts and not any(plan.quote.overlaps(sentence.span) for plan in plans):
            yield from payments_of_sentence(sentence, reading)


RULES: tuple[Rule, ...] = (milestones,)
