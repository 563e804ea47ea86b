"""After a mismatch the documents are searched for the record's value.

A record that nothing supports is another finding than a paper that says both.
"""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from sowcheck.compare.papers.paper import Paper
from sowcheck.compare.values.similarity import plain, words
from sowcheck.core.items import Milestone, PriceLine, RateLine
from sowcheck.core.quantities import Duration, Money, Percent, RecurringFee
from sowcheck.core.values import Value
from sowcheck.parse.dates import find_dates
from sowcheck.parse.money import find_money


def find_support(papers: Sequence[Paper], field: str, value: Value) -> str | None:
    """Where a document has the value, such as "the SOW on page 7"; None where nowhere."""
    for paper in papers:
        if (offset := next(_places(paper, field, value), None)) is not None:
            page = paper.document.page_of(offset)
            return f"{paper.title} on page {page}" if page else paper.title
    for paper in papers:
        if any(_stands_in(revision.text, paper, value) for revision in paper.document.revisions):
            return f"a tracked change of {paper.title}"
    return None


def names_item(papers: Sequence[Paper], name: str) -> bool:
    """Whether some line of a document has all words of an item's name and a figure: it is priced, though not extracted."""
    wanted = words(name)
    return bool(wanted) and any(
        wanted <= line and any(map(_is_figure, line)) for paper in papers for line in paper.lines
    )


def _is_figure(word: str) -> bool:
    return word.isdigit() and len(word) >= 2


def _stands_in(written: str, paper: Paper, value: Value) -> bool:
    """Whether a tracked insertion or deletion has the value: what somebody proposed and the text no longer says."""
    if isinstance(value, Money):
        return any(found.value.amount == value.amount for found in find_money(written, paper.conventions))
    return isinstance(value, dt.date) and any(found.value == value for found in find_dates(written, paper.conventions))


def is_searchable(value: Value) -> bool:
    """Whether a search for the value in running text means anything."""
    return isinstance(
        value, Money | RecurringFee | dt.date | Percent | Duration | RateLine | PriceLine | Milestone
    ) or (isinstance(value, str) and " " in value.strip())


def _places(paper: Paper, field: str, value: Value) -> Iterator[int]:
    match value:
        case Money(amount=amount) | RecurringFee(amount=amount) | RateLine(amount=amount):
            yield from (found.start for found in paper.amounts if found.value.amount == amount)
        case PriceLine(amount=Decimal() as amount) | Milestone(amount=Decimal() as amount):
            yield from (found.start for found in paper.amounts if found.value.amount == amount)
        case dt.date():
            yield from (found.start for found in paper.dates if found.value == value)
        case Percent(points=points):
            yield from _spelt(paper, rf"(?<![\d.,]){_figure(points)}\)?\s?(?:%|per ?cent)")
        case Duration(count=count, unit=unit):
            word = unit.replace("_", " ").replace("business", "(?:business|working)")
            yield from _spelt(paper, rf"(?<!\d){count}\)?[\s-]{word}s?\b")
        case bool():
            return
        case int() if field == "billing.payment_terms_days":
            yield from _spelt(paper, rf"(?:(?<!\d){value}\)?[\s-](?:calendar )?days?\b|\bnet[\s-]{value}\b)")
        case Decimal() if field == "price.estimated_hours":
            yield from _spelt(paper, rf"(?<![\d.,]){_grouped(value)}\)?[\s-]*(?:[\w-]+\s){{0,2}}(?:hours?|hrs?)\b")
        case str() if (said := plain(value)) and f" {said} " in f" {paper.plain_text} ":
            yield 0
        case _:
            return


def _figure(number: Decimal) -> str:
    text = str(number.to_integral_value() if number == number.to_integral_value() else number.normalize())
    whole, _, fraction = text.partition(".")
    return rf"{whole}[.,]{fraction}0*" if fraction else rf"{whole}(?:[.,]0+)?"


def _grouped(number: Decimal) -> str:
    """The figure with or without separators between its thousands."""
    whole = str(int(number))
    separated = r"[.,'\u2019\s]?".join(f"{int(number):,}".split(","))
    return separated + _figure(number).removeprefix(whole)


def _spelt(paper: Paper, pattern: str) -> Iterator[int]:
    return (found.start() for found in re.finditer(pattern, paper.said, re.IGNORECASE))
