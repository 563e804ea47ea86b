"""Rate cards: what one role costs for each hour, day, week or month, from tables and from prose."""

import re
from collections.abc import Iterator

from sowcheck.core.items import RateLine
from sowcheck.core.quantities import Money, RatePeriod
from sowcheck.extract import typed as parsers
from sowcheck.extract.candidates import Candidate, Rule
from sowcheck.extract.finding import clip
from sowcheck.extract.lists.cells import money
from sowcheck.extract.lists.columns import Row, TypedTable, rows, typed_tables
from sowcheck.extract.lists.headers import period_of
from sowcheck.extract.reading import Reading, Sentence
from sowcheck.parse.rates import find_rates

FIELD = "price.rate_card"


def rate_period(table: TypedTable) -> RatePeriod | None:
    """The period of a table's rates: from the header of the rate, of the quantity, or the words above the table."""
    column = table.column("rate")
    words = [table.headers[column]] if column is not None else []
    words += ["hour" for meaning in table.meanings if meaning == "hours"]
    words += ["day" for meaning in table.meanings if meaning == "days"]
    words += [table.heading.split(" > ")[-1], table.heading]
    return next((period for one in words if (period := period_of(one))), None)


def _is_rate_table(table: TypedTable) -> bool:
    if table.has("rate"):
        return table.has("role") or table.has("description")
    return table.has("role", "amount") and not table.has("quantity") and bool(re.search(r"\brates?\b", table.heading))


def _rates_of_tables(reading: Reading) -> Iterator[Candidate]:
    for table in typed_tables(reading):
        if not _is_rate_table(table):
            continue
        per_table = rate_period(table)
        for row in rows(table, reading.text):
            role = row.cell("role") or row.cell("description")
            words = row.cell("rate") or ("" if table.has("rate") else row.cell("amount"))
            price = money(words, reading, table.currency("rate") or table.currency("amount"))
            per = period_of(words or "") or per_table
            # A fee a month is a recurring fee, and only a person costs a rate a month.
            if not role or not price or not per or row.is_total or (per == "month" and not table.has("role")):
                continue
            item = RateLine(role=role_name(role), amount=price.amount, currency=price.currency, per=per)
            yield Candidate(FIELD, item, clip(reading.text, row.span, row.span), f"{FIELD}.table", 0.9)


_NAME_BEHIND_ROLE = re.compile(r":\s+(?P<person>[A-ZÀ-Þ][\w.’'-]+(?:\s+(?:[a-z]{2,3}\s+)?[A-ZÀ-Þ][\w.’'-]*){1,3})$")


def role_name(words: str) -> str:
    """The role of a cell that also names the person: "Project lead: Ana Ruiz"."""
    return _NAME_BEHIND_ROLE.sub("", words)


def person_behind(words: str) -> str | None:
    """The person of a cell that names the role first."""
    match = _NAME_BEHIND_ROLE.search(words)
    return match.group("person") if match else None


_NOT_A_ROLE = re.compile(r"\d{3}|overage|exc[eé]dent|additional|fee\b|retainer|total|price", re.IGNORECASE)


def _rates_without_header(reading: Reading) -> Iterator[Candidate]:
    """Rows of a role and a price that names its period: "Solution Architect | 1 150 EUR / day"."""
    for table in typed_tables(reading):
        if _is_rate_table(table):
            continue
        for row in _all_rows(table, reading):
            role, words = row.at(0), row.at(table.table.columns - 1) or ""
            rate = next(iter(find_rates(words, reading.conventions)), None)
            if not role or not rate or rate.value.per not in ("hour", "day") or _NOT_A_ROLE.search(role):
                continue
            price = rate.value.money
            item = RateLine(role=role, amount=price.amount, currency=price.currency, per=rate.value.per)
            yield Candidate(FIELD, item, clip(reading.text, row.span, row.span), f"{FIELD}.row", 0.85)


def _all_rows(table: TypedTable, reading: Reading) -> Iterator[Row]:
    bare = TypedTable(table.table, (None,) * table.table.columns, ("",) * table.table.columns, "")
    yield from rows(bare, reading.text)


_FOR_ROLE = re.compile(
    r"\s*(?:for|per)\s+(?:an?\s+|each\s+)?(?!hour|day|week|month)(?P<role>[A-Za-z][\w /&-]{2,50}?)(?=\s*(?:,|;|\.|\band\b|$|\())"
)
_ROLE_BEFORE = re.compile(
    r"(?P<role>[A-Za-z][\w /&-]{2,50}?)\s*(?:[:–-]|\bat\b(?: the rate of)?|\b(?:is|are|will be|shall be)\b(?: (?:paid|charged|billed))?(?: at)?|\bRate of\b)\s*(?:a rate of\s*)?$",
    re.IGNORECASE,
)
_BASIS = re.compile(
    r"\bby the (?P<per>day|hour)\b|(?P<per2>daily|hourly|day|hour)(?:ly)? (?:rates?|basis)", re.IGNORECASE
)


def _rates_of_prose(reading: Reading) -> Iterator[Candidate]:
    """Such as "$195.00 per hour", "by the day, at $2,950.00 for a partner, $2,150.00 for a lead consultant"."""
    for sentence in reading.sentences:
        if sentence.row or not sentence.counts:
            continue
        for found in find_rates(sentence.text, reading.conventions):
            role = _role_near(sentence, found.start, found.end) if found.value.per in ("hour", "day") else None
            if role and found.value.per in ("hour", "day"):
                price = found.value.money
                item = RateLine(role=role, amount=price.amount, currency=price.currency, per=found.value.per)
                core = sentence.at(found.start, found.end)
                yield Candidate(FIELD, item, clip(reading.text, sentence.span, core), f"{FIELD}.prose", 0.65)
        if basis := _BASIS.search(sentence.text):
            yield from _rates_by_role(sentence, basis, reading)


def _rates_by_role(sentence: Sentence, basis: re.Match[str], reading: Reading) -> Iterator[Candidate]:
    per = period_of(basis.group())
    for found in parsers.amount(sentence.text, reading):
        match = _FOR_ROLE.match(sentence.text, found.end)
        if match and per and isinstance(found.value, Money) and found.start > basis.start():
            role, price = match.group("role").strip(), found.value
            item = RateLine(role=role, amount=price.amount, currency=price.currency, per=per)
            core = sentence.at(found.start, match.end())
            yield Candidate(FIELD, item, clip(reading.text, sentence.span, core), f"{FIELD}.basis", 0.7)


def _role_near(sentence: Sentence, start: int, end: int) -> str | None:
    after = _FOR_ROLE.match(sentence.text, end)
    if after:
        return after.group("role").strip()
    before = _ROLE_BEFORE.search(sentence.text[max(0, start - 90) : start])
    if before:
        words = re.split(r"\b(?:the|a|an|of|for|by)\b", before.group("role"))[-1].strip()
        return words or None
    return None


RULES: tuple[Rule, ...] = (_rates_of_tables, _rates_without_header, _rates_of_prose)
