"""Rates, priced lines and billing milestones, from tables and from prose."""

import datetime as dt
import re
from collections.abc import Iterator
from decimal import Decimal

from sowcheck.core.items import Milestone, MilestoneTrigger, PriceLine, RateLine
from sowcheck.core.quantities import Money, Percent, RatePeriod
from sowcheck.extract import typed as parsers
from sowcheck.extract.candidates import Candidate, Rule
from sowcheck.extract.finding import clip
from sowcheck.extract.lists.columns import Row, TypedTable, rows, typed_tables
from sowcheck.extract.reading import Reading, Sentence
from sowcheck.parse.rates import find_rates

_PERIODS: tuple[tuple[RatePeriod, str], ...] = (
    ("hour", r"hour|/ ?h\b|stunde|heure|\buur"),
    ("day", r"\bday|daily|tages|\btag\b|jour|\bdag"),
    ("week", r"week|woche|semaine"),
    ("month", r"month|monat|mois|maand"),
)


def _period(words: str) -> RatePeriod | None:
    return next((period for period, cue in _PERIODS if re.search(cue, words, re.IGNORECASE)), None)


def _money(words: str | None, reading: Reading) -> Money | None:
    """The sum in a cell; a bare number is money of the document's currency."""
    if not words or "%" in words:
        return None
    if named := _named_money(words, reading):
        return named
    bare = re.fullmatch(r"[-–(]?\s*([\d.,'  \s]*\d)\s*\)?", words.strip())
    if bare and reading.conventions.currency:
        for found in parsers.number(bare.group(1), reading):
            if isinstance(found.value, Decimal):
                return Money(amount=found.value.quantize(Decimal("0.01")), currency=reading.conventions.currency)
    return None


def _named_money(words: str | None, reading: Reading) -> Money | None:
    """The sum in a cell that names its currency."""
    return next((f.value for f in parsers.amount(words or "", reading) if isinstance(f.value, Money)), None)


def _number(words: str | None, reading: Reading) -> Decimal | None:
    if not words:
        return None
    return next((f.value for f in parsers.number(words, reading) if isinstance(f.value, Decimal)), None)


def _percent(words: str | None, reading: Reading) -> Decimal | None:
    if not words:
        return None
    return next((f.value.points for f in parsers.percent(words, reading) if isinstance(f.value, Percent)), None)


def _date(words: str | None, reading: Reading) -> dt.date | None:
    if not words:
        return None
    return next((f.value for f in parsers.date(words, reading) if isinstance(f.value, dt.date)), None)


# ---- rates


def _is_rate_table(table: TypedTable) -> bool:
    if "rate" in table.meanings and ("role" in table.meanings or "description" in table.meanings):
        return True
    return "role" in table.meanings and bool(re.search(r"rate", table.heading)) and "amount" in table.meanings


def _rates_of_tables(reading: Reading) -> Iterator[Candidate]:
    for table in typed_tables(reading):
        if not _is_rate_table(table):
            continue
        header = " ".join(table.headers)
        for row in rows(table, reading.text):
            role = row.cell("role") or row.cell("description")
            price = _money(row.cell("rate") or row.cell("amount"), reading)
            per = _period(row.cell("rate") or "") or _period(header) or _period(table.heading)
            if role and price and per and not row.is_total:
                item = RateLine(role=role, amount=price.amount, currency=price.currency, per=per)
                yield Candidate(
                    "price.rate_card", item, clip(reading.text, row.span, row.span), "price.rate_card.table", 0.9
                )


def _rates_without_header(reading: Reading) -> Iterator[Candidate]:
    """Rows of a role and a price that names its period: "Solution Architect | 1 150 EUR / day"."""
    for table in reading.outline.tables:
        typed = TypedTable(table, (None,) * table.columns, ("",) * table.columns, "")
        for index in range(table.rows):
            row = Row(typed, table.row(index), reading.text)
            role, words = row.at(0), row.at(table.columns - 1) or ""
            rate = next(iter(find_rates(words, reading.conventions)), None)
            if (
                table.columns < 2
                or not role
                or not rate
                or rate.value.per not in ("hour", "day")
                or re.search(r"\d{3}", role)
            ):
                continue
            item = RateLine(
                role=role, amount=rate.value.money.amount, currency=rate.value.money.currency, per=rate.value.per
            )
            yield Candidate(
                "price.rate_card", item, clip(reading.text, row.span, row.span), "price.rate_card.row", 0.85
            )


_FOR_ROLE = re.compile(
    r"\s*(?:for|per)\s+(?:an?\s+|each\s+)?(?P<role>[A-Za-z][\w /&-]{2,50}?)(?=\s*(?:,|;|\.|\band\b|$|\())"
)
_ROLE_BEFORE = re.compile(
    r"(?P<role>[A-Za-z][\w /&-]{2,50}?)\s*(?:[:–-]|\bat\b(?: the rate of)?|\b(?:is|are|will be|shall be)\b(?: (?:paid|charged|billed))?(?: at)?|\bRate of\b)\s*(?:a rate of\s*)?$",
    re.IGNORECASE,
)
_DAY_BASIS = re.compile(
    r"\bby the (?P<per>day|hour)\b|(?P<per2>daily|hourly|day|hour)(?:ly)? (?:rates?|basis)", re.IGNORECASE
)


def _rates_of_prose(reading: Reading) -> Iterator[Candidate]:
    """Such as "$195.00 per hour", "by the day, at $2,950.00 for a partner, $2,150.00 for a lead consultant"."""
    for sentence in reading.sentences:
        if sentence.row:
            continue
        for found in find_rates(sentence.text, reading.conventions):
            if found.value.per not in ("hour", "day"):
                continue
            role = _role_near(sentence, found.start, found.end)
            if role:
                money = found.value.money
                item = RateLine(role=role, amount=money.amount, currency=money.currency, per=found.value.per)
                yield Candidate(
                    "price.rate_card",
                    item,
                    clip(reading.text, sentence.span, sentence.at(found.start, found.end)),
                    "price.rate_card.prose",
                    0.65,
                )
        basis = _DAY_BASIS.search(sentence.text)
        if basis:
            yield from _rates_by_role(sentence, basis, reading)


def _rates_by_role(sentence: Sentence, basis: re.Match[str], reading: Reading) -> Iterator[Candidate]:
    per = _period(basis.group())
    for found in parsers.amount(sentence.text, reading):
        match = _FOR_ROLE.match(sentence.text, found.end)
        if match and per and isinstance(found.value, Money) and found.start > basis.start():
            item = RateLine(
                role=match.group("role").strip(), amount=found.value.amount, currency=found.value.currency, per=per
            )
            yield Candidate(
                "price.rate_card",
                item,
                clip(reading.text, sentence.span, sentence.at(found.start, match.end())),
                "price.rate_card.basis",
                0.7,
            )


def _role_near(sentence: Sentence, start: int, end: int) -> str | None:
    after = _FOR_ROLE.match(sentence.text, end)
    if after:
        return after.group("role").strip()
    before = _ROLE_BEFORE.search(sentence.text[max(0, start - 90) : start])
    if before:
        words = re.split(r"\b(?:the|a|an|of|for|by)\b", before.group("role"))[-1].strip()
        return words or None
    return None


# ---- milestones

_TRIGGERS: tuple[tuple[MilestoneTrigger, str], ...] = (
    (
        "signature",
        r"signature|signing|execution of|countersign|contract award|on signing|unterzeichn|unterschrift|order confirmation",
    ),
    ("go_live", r"go[- ]?live|production (?:release|use|send)|launch|inbetriebnahme|mise en production"),
    ("milestone_accepted", r"accept|approv|sign-?off|abnahme|recette|goedkeuring"),
    ("deliverable_submitted", r"submi|deliver(?:y|ed)|issue|hand-?over|lieferung|livraison|receipt of"),
    ("milestone_completed", r"complet|install|remov|finish|abschluss|achèvement|conclusion"),
    (
        "calendar",
        r"week \d|month \d|\d{4}-\d\d|january|february|march|april|may|june|july|august|september|october|november|december|quarter",
    ),
)


def trigger_of(words: str) -> MilestoneTrigger | None:
    """What makes a payment due, by the words that name the event."""
    return next((trigger for trigger, cue in _TRIGGERS if re.search(cue, words, re.IGNORECASE)), None)


_MILESTONES = re.compile(
    r"milestone|payment (?:schedule|plan)|install?ment|invoice schedule|billing schedule|zahlungsplan|meilenstein|jalon|échéancier|fee schedule"
)
_MILESTONE_LABEL = re.compile(r"^(?:M|MS|Milestone|P|Payment|Meilenstein|Jalon|Rate)\s*[-#]?\s*\d+\b", re.IGNORECASE)


def _milestone_tables(reading: Reading) -> Iterator[TypedTable]:
    for table in typed_tables(reading):
        header = " ".join(table.headers).casefold()
        about = _MILESTONES.search(header) or (
            _MILESTONES.search(table.heading) and "deliverable" not in table.meanings
        )
        priced = any(m in table.meanings for m in ("amount", "percent")) or any(
            _money(row.at(table.table.columns - 1), reading) for row in rows(table, reading.text)
        )
        if about and priced and "rate" not in table.meanings:
            yield table


def _event_rule(reading: Reading) -> MilestoneTrigger | None:
    """What the text around the table says about when milestones are invoiced."""
    cue = re.compile(
        r"milestone.{0,120}(?:accept|complet)|(?:accept|complet)\w*.{0,80}milestone|invoic\w*.{0,80}(?:accept|complet)",
        re.IGNORECASE,
    )
    for sentence in reading.sentences:
        if (
            not sentence.row
            and cue.search(sentence.text)
            and re.search(r"invoic|pay|bill", sentence.text, re.IGNORECASE)
        ):
            return trigger_of(cue.search(sentence.text).group())  # type: ignore[union-attr]  # it matched above
    return None


def milestones_of_tables(reading: Reading) -> Iterator[Candidate]:
    """The billing milestones that tables state."""
    default = _event_rule(reading)
    for table in _milestone_tables(reading):
        for row in rows(table, reading.text):
            if row.is_total:
                continue
            name = _milestone_name(row)
            price, percent = _milestone_price(row, reading)
            if not name or (price is None and percent is None):
                continue
            due = row.cell("due")
            item = Milestone(
                name=name,
                amount=price.amount if price else None,
                currency=price.currency if price else None,
                percent=percent,
                due=_date(due, reading) or _date(row.span.of(reading.text), reading),
                trigger=trigger_of(row.cell("trigger") or "") or default or trigger_of(name),
            )
            yield Candidate(
                "billing.milestones", item, clip(reading.text, row.span, row.span), "billing.milestones.table", 0.9
            )


def _milestone_name(row: Row) -> str | None:
    """The code and name of the milestone: "M1" and "Mobilisation" in two columns are "M1 Mobilisation"."""
    parts: list[str] = []
    for index, meaning in enumerate(row.typed.meanings):
        words = row.at(index)
        if not words or meaning in (
            "amount",
            "percent",
            "due",
            "trigger",
            "deliverable",
            "discount",
            "list_price",
            "unit_price",
            "hours",
            "days",
        ):
            if parts:
                break
            continue
        if re.search(r"[€$£]|\d{1,3}(?:[.,]\d{3})+", words):
            break
        parts.append(words)
        if len(parts) == 2 or not re.fullmatch(r"[A-Z]{0,4}[-. ]?\d{1,2}[a-z]?\.?", parts[0]):
            break
    return " ".join(parts) or row.cell("trigger")


def _milestone_price(row: Row, reading: Reading) -> tuple[Money | None, Decimal | None]:
    price = _money(row.cell("amount"), reading)
    percent = _percent(row.cell("percent"), reading) or _number(row.cell("percent"), reading)
    if price is None:
        for index in reversed(range(row.typed.table.columns)):
            if price := _named_money(row.at(index), reading):
                break
    if percent is None:
        percent = _percent(row.cell("amount"), reading) or _percent(row.span.of(reading.text), reading)
    return price, percent


_EVENT = re.compile(
    r"\b(?:(?:to be |is |are |will be |shall be )?(?:paid|payable|due|invoiced|billed)\s+)?(?:up)?(?:on|at|when|after|following|à|bei|nach|op)\s+(?:the\s+|l[ae’']\s*)?(?P<event>[^.;,()]{4,90})",
    re.IGNORECASE,
)
_PART_OF_PRICE = re.compile(
    r"payable|paid|invoic|payment|fee|price|install?ment|charge|transition|remaining|à la|bei ", re.IGNORECASE
)
_NOT_A_PAYMENT = re.compile(
    r"interest|deposit|discount|liabilit|late|penalt|credit|retain|withh|increase|tax|warrant|availab|uptime|cover|records",
    re.IGNORECASE,
)


def _milestones_of_prose(reading: Reading) -> Iterator[Candidate]:
    """Such as "40 % (EUR 10.800,00) at signature of this SOW and 60 % (EUR 16.200,00) upon acceptance of the report"."""
    for sentence in reading.sentences:
        if (
            sentence.row
            or not _PART_OF_PRICE.search(sentence.text + sentence.topic)
            or _NOT_A_PAYMENT.search(sentence.text)
        ):
            continue
        shares = [f for f in parsers.percent(sentence.text, reading) if isinstance(f.value, Percent)]
        for index, share in enumerate(shares):
            end = shares[index + 1].start if index + 1 < len(shares) else len(sentence.text)
            part = sentence.text[share.end : end]
            event = _EVENT.search(part)
            if not event or trigger_of(event.group()) is None:
                continue
            price = next((f.value for f in parsers.amount(part, reading) if isinstance(f.value, Money)), None)
            name = re.sub(r"\s+(?:and|et|und)(?:\s+(?:for|the remaining))?\s*$", "", event.group("event").strip())
            item = Milestone(
                name=name,
                amount=price.amount if price else None,
                currency=price.currency if price else None,
                percent=share.value.points if isinstance(share.value, Percent) else None,
                trigger=trigger_of(event.group()),
            )
            core = sentence.at(share.start, share.end + event.end())
            yield Candidate(
                "billing.milestones", item, clip(reading.text, sentence.span, core), "billing.milestones.prose", 0.7
            )


# ---- priced lines

_OPTIONAL = re.compile(r"\boptional\b|\boption\b", re.IGNORECASE)


def _is_price_table(table: TypedTable) -> bool:
    if "rate" in table.meanings and "amount" not in table.meanings:
        return False
    header = " ".join(table.headers).casefold()
    if _MILESTONES.search(header) or "person" in table.meanings:
        return False
    return any(m in table.meanings for m in ("amount", "unit_price")) and any(
        m in table.meanings for m in ("description", "role", "deliverable", "reference")
    )


def priced_rows(reading: Reading) -> Iterator[tuple[PriceLine, Row]]:
    """The priced lines of every price table, each with its row."""
    for table in typed_tables(reading):
        if not _is_price_table(table) or re.search(r"milestone|payment schedule|invoice schedule", table.heading):
            continue
        for row in rows(table, reading.text):
            if line := _price_line(row, reading):
                yield line, row


_NO_LINE = re.compile(
    r"discount|rabatt|remise|^(?:the |total |fixed |estimated )*(?:fees?|price|charges)$", re.IGNORECASE
)


def _price_line(row: Row, reading: Reading) -> PriceLine | None:
    name = row.cell("description") or row.cell("role") or row.cell("deliverable") or row.cell("reference")
    price = _money(row.cell("amount"), reading)
    unit_price = _money(row.cell("unit_price") or row.cell("rate"), reading)
    money = price or unit_price
    if not name or row.is_total or not money or _NO_LINE.search(name):
        return None
    quantity = row.cell("quantity") or row.cell("days") or row.cell("hours")
    days = row.typed.has("days") and not row.typed.has("quantity")
    return PriceLine(
        description=name,
        quantity=_number(quantity, reading),
        unit="day" if days else _unit(quantity or ""),
        unit_price=unit_price.amount if unit_price else None,
        amount=price.amount if price else None,
        currency=money.currency,
    )


def _lines_of_tables(reading: Reading) -> Iterator[Candidate]:
    for line, row in priced_rows(reading):
        optional = _OPTIONAL.search(row.typed.heading) or _OPTIONAL.search(row.span.of(reading.text))
        field = "price.optional_lines" if optional else "price.lines"
        yield Candidate(field, line, clip(reading.text, row.span, row.span), f"{field}.table", 0.85)


def _unit(words: str) -> str | None:
    return next((period for period, cue in _PERIODS if re.search(cue, words, re.IGNORECASE)), None)


RULES: tuple[Rule, ...] = (
    _rates_of_tables,
    _rates_without_header,
    _rates_of_prose,
    milestones_of_tables,
    _milestones_of_prose,
    _lines_of_tables,
)
