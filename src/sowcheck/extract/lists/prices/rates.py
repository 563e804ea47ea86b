"""Rate cards: what one role costs for each hour, day, week or month, from tables."""

import re
from collections.abc import Iterator

from sowcheck.core.items import RateLine
from sowcheck.core.quantities import RatePeriod
from sowcheck.extract.candidates import Candidate, Rule
from sowcheck.extract.finding import clip
from sowcheck.extract.lists.tables.cells import money
from sowcheck.extract.lists.tables.columns import TypedTable, rows, typed_tables
from sowcheck.extract.lists.tables.headers import period_of
from sowcheck.extract.reading import Reading

FIELD = "price.rate_card"


def rate_period(table: TypedTable) -> RatePeriod | None:
    """The period of a table's rates: from the header of the rate, of the quantity, or the words above the table."""
    column = table.column("rate")
    words = [table.headers[column]] if column is not None else []
    words += ["hour" for meaning in table.meanings if meaning == "hours"]
    words += ["day" for meaning in table.meanings if meaning == "days"]
    words += [table.heading.split(" > ")[-1], table.heading]
    return next((period for one in words if (period := period_of(one))), None)


def is_rate_table(table: TypedTable) -> bool:
    """Whether the rows of a table name roles or work and their rates."""
    if table.has("rate"):
        return table.has("role") or table.has("description")
    return table.has("role", "amount") and not table.has("quantity") and bool(re.search(r"\brates?\b", table.heading))


def _rates_of_tables(reading: Reading) -> Iterator[Candidate]:
    for table in typed_tables(reading):
        if not is_rate_table(table):
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


RULES: tuple[Rule, ...] = (_rates_of_tables,)
