"""What recurs and what adds up: fees of subscription lines, and the hours of the whole engagement."""

import re
from collections.abc import Iterator
from decimal import Decimal

from sowcheck.core.quantities import RecurringFee
from sowcheck.extract import typed
from sowcheck.extract.candidates import Candidate, Rule
from sowcheck.extract.finding import clip, pattern
from sowcheck.extract.lists.prices.commercial import priced_rows
from sowcheck.extract.lists.tables.arithmetic import BRACKET
from sowcheck.extract.lists.tables.columns import rows, typed_tables
from sowcheck.extract.reading import Reading

_SUBSCRIPTION = pattern(
    r"subscription|abonnement|licen[cs]e|maintenance|retainer|redevance|managed|support|monthly|mensuel|monatlich|maandelijks"
)
_MONTHLY = pattern(r"monthly|per month|mensuel|monatlich|pro monat|maandelijks|month|mois\b|monat")
_YEARLY = pattern(
    r"annual|per (?:year|annum)|yearly|/ ?year|(?:12|twelve)[- ]months?|one[- ]year|1[- ]year|jährlich|annuel"
)


def _recurring_lines(reading: Reading) -> Iterator[Candidate]:
    """A priced line for a subscription states a recurring fee: a month's price, or the year's amount."""
    for line, row in priced_rows(reading):
        if not _SUBSCRIPTION.search(line.description) or line.currency is None:
            continue
        if BRACKET.fullmatch(line.description.rsplit(": ", 1)[-1]):
            continue  # a step of a graduated price
        heads = " ".join(row.typed.headers)
        amount: Decimal | None
        if line.unit == "month" or (_MONTHLY.search(line.description) and not _YEARLY.search(line.description)):
            amount, per = line.unit_price or line.amount, "month"
        elif _YEARLY.search(f"{line.description} {heads}"):
            amount, per = line.amount or line.unit_price, "year"
        else:
            continue
        if amount is not None:
            fee = RecurringFee(amount=amount, currency=line.currency, per=per)  # type: ignore[arg-type]  # one of two periods
            yield Candidate(
                "price.recurring_fee", fee, clip(reading.text, row.span, row.span), "price.recurring_fee.line", 0.72
            )


_HOURS = re.compile(r"(?<![\w.])(\d{1,3}(?:[,. ]\d{3})+|\d+)\s*(?:\w+\s)?hours\b", re.IGNORECASE)
_HOURS_CUE = pattern(
    r"estimat|total of|approximately|budget|over the (?:initial )?term|level of effort|for the (?:engagement|project)"
)


def _estimated_hours(reading: Reading) -> Iterator[Candidate]:
    """Such as "The estimate is of 990 days (7,425 hours)": the largest count of hours in a sentence that estimates."""
    for sentence in reading.holding(_HOURS_CUE):
        if not _HOURS_CUE.search(sentence.text):
            continue
        best: Candidate | None = None
        for match in _HOURS.finditer(sentence.text):
            value = next((found.value for found in typed.number(match.group(1), reading)), None)
            if value is None or (best and best.value >= value):  # type: ignore[operator]  # both are Decimal
                continue
            core = sentence.at(match.start(), match.end())
            best = Candidate(
                "price.estimated_hours",
                value,
                clip(reading.text, sentence.span, core),
                "price.estimated_hours.sentence",
                0.75,
            )
        if best and best.value >= 100:  # type: ignore[operator]  # a Decimal; fewer hours are a limit, not an engagement
            yield best


def _total_hours(reading: Reading) -> Iterator[Candidate]:
    """The total row of a table with a column of hours."""
    for table in typed_tables(reading):
        if not table.has("role", "hours"):
            continue
        for row in rows(table, reading.text):
            hours = next(typed.number(row.cell("hours") or "", reading), None)
            if row.is_total and hours:
                yield Candidate(
                    "price.estimated_hours",
                    hours.value,
                    clip(reading.text, row.span, row.span),
                    "price.estimated_hours.total",
                    0.85,
                )


RULES: tuple[Rule, ...] = (_recurring_lines, _estimated_hours, _total_hours)
