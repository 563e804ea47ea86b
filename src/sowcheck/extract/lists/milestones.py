"""Billing milestones: events that make a part of the price due, from tables and from prose."""

import re
from collections.abc import Iterator
from decimal import Decimal

from sowcheck.core.items import Milestone, MilestoneTrigger
from sowcheck.core.quantities import Money, Percent
from sowcheck.extract import typed as parsers
from sowcheck.extract.candidates import Candidate, Rule
from sowcheck.extract.finding import clip
from sowcheck.extract.lists import cells
from sowcheck.extract.lists.columns import Row, TypedTable, rows, typed_tables
from sowcheck.extract.reading import Reading, Sentence
from sowcheck.parse.found import Found

FIELD = "billing.milestones"

_TRIGGERS: tuple[tuple[MilestoneTrigger, str], ...] = (
    (
        "signature",
        r"signature|signing|execution of|countersign|contract award|unterzeichn|unterschrift|order confirmation|ondertekening",
    ),
    (
        "go_live",
        r"go(?:es)?[- ]?live|production (?:release|use|send|cut-?over)|cut-?over|launch|inbetriebnahme|mise en production",
    ),
    ("milestone_accepted", r"accept|approv|sign(?:ed)?[- ]?off|abnahme|recette|goedkeuring"),
    ("deliverable_submitted", r"submi|deliver(?:y|ed)|issue|hand(?:ed)?[- ]?over|lieferung|livraison|receipt of"),
    ("milestone_completed", r"complet|install|remov|finish|abschluss|achèvement|conclusion|reached|kick-?off"),
    (
        "calendar",
        r"week \d|month \d|\d{4}-\d\d|january|february|march|april|\bmay\b|june|july|august|september|october|november|december|quarter",
    ),
)
_COMPILED = tuple((trigger, re.compile(cue, re.IGNORECASE)) for trigger, cue in _TRIGGERS)


def trigger_of(words: str) -> MilestoneTrigger | None:
    """What makes a payment due, by the words that name the event."""
    return next((trigger for trigger, cue in _COMPILED if cue.search(words)), None)


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


def _event_rule(reading: Reading) -> MilestoneTrigger | None:
    """What the text around the table says about when milestones are invoiced."""
    cue = re.compile(
        r"milestone.{0,120}(?:accept|complet)|(?:accept|complet)\w*.{0,80}milestone|invoic\w*.{0,80}(?:accept|complet)",
        re.IGNORECASE,
    )
    for sentence in reading.sentences:
        if sentence.row or not re.search(r"invoic|pay|bill", sentence.text, re.IGNORECASE):
            continue
        if match := cue.search(sentence.text):
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


_EVENT = re.compile(
    r"\b(?:(?:to be |is |are |will be |shall be )?(?:paid|payable|due|invoiced|billed)\s+)?(?:up)?(?:on|at|when|once|after|following|à|bei|nach|op)\s+(?:the\s+|l[ae’']\s*)?(?P<event>[^.;,()]{4,90})",
    re.IGNORECASE,
)
_PART_OF_PRICE = re.compile(
    r"payable|paid|invoic|payment|fee|price|install?ment|charge|transition|remaining|billed|à la|bei ", re.IGNORECASE
)
_PARTS = re.compile(
    r"\b(?:two|three|four|five|six|\d)\s+(?:\w+\s+)?(?:parts|instal?ments|stages|payments)\b", re.IGNORECASE
)
_NOT_A_PAYMENT = re.compile(
    r"interest|deposit|discount|liabilit|\blate\b|penalt|credit|retain|withh|increase|\brise|tax|warrant|availab|uptime|cover\b|"
    r"records|commission|per annum|terminat",
    re.IGNORECASE,
)


def _milestones_of_prose(reading: Reading) -> Iterator[Candidate]:
    """Such as "40 % (EUR 10.800,00) at signature of this SOW and 60 % (EUR 16.200,00) upon acceptance of the report"."""
    for sentence in reading.sentences:
        if not sentence.counts or _NOT_A_PAYMENT.search(sentence.text):
            continue
        shares = [f for f in parsers.percent(sentence.text, reading) if isinstance(f.value, Percent)]
        whole = len(shares) > 1 and sum(f.value.points for f in shares if isinstance(f.value, Percent)) == 100
        if (sentence.row and not whole) or not _PART_OF_PRICE.search(sentence.text + sentence.topic):
            continue
        if shares:
            yield from _parts(sentence, shares, reading)
        elif _PARTS.search(sentence.text) or re.search(r"\bpayable (?:up)?(?:on|when)\b", sentence.text):
            sums = [f for f in parsers.amount(sentence.text, reading) if isinstance(f.value, Money)]
            yield from _parts(sentence, sums, reading)


def _parts(sentence: Sentence, shares: list[Found], reading: Reading) -> Iterator[Candidate]:  # type: ignore[type-arg]  # of shares or of sums
    """Each share or sum with the event that stands behind it, before the next one."""
    for index, share in enumerate(shares):
        end = shares[index + 1].start if index + 1 < len(shares) else len(sentence.text)
        part = sentence.text[share.end : end]
        event = _EVENT.search(part)
        if not event or trigger_of(event.group()) is None:
            continue
        price = share.value if isinstance(share.value, Money) else _sum(part, reading)
        item = Milestone(
            name=re.sub(r"\s+(?:and|et|und)(?:\s+(?:for|the remaining))?\s*$", "", event.group("event").strip()),
            amount=price.amount if price else None,
            currency=price.currency if price else None,
            percent=share.value.points if isinstance(share.value, Percent) else None,
            due=cells.date(part, reading),
            trigger=trigger_of(event.group()),
        )
        core = sentence.at(share.start, share.end + event.end())
        yield Candidate(FIELD, item, clip(reading.text, sentence.span, core), f"{FIELD}.prose", 0.7)


def _sum(words: str, reading: Reading) -> Money | None:
    return next((f.value for f in parsers.amount(words, reading) if isinstance(f.value, Money)), None)


RULES: tuple[Rule, ...] = (milestones_of_tables, _milestones_of_prose)
