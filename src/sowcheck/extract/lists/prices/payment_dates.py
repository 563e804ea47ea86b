"""Payments whose days stand in another list: joined by the number or the name that both lists give."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from sowcheck.core.items import Milestone
from sowcheck.core.spans import Span
from sowcheck.extract.candidates import Candidate
from sowcheck.extract.finding import QUOTE_LIMIT
from sowcheck.extract.lists.tables import cells
from sowcheck.extract.lists.tables.columns import rows, typed_tables
from sowcheck.extract.reading import Reading, Sentence
from sowcheck.parse.bare_words import bare
from sowcheck.parse.dates import find_dates

_NUMBERED = re.compile(
    r"\b(?P<noun>milestone|phase|stage|instal?ment|payment|deliverable|sprint|release|part|step|work ?package)s?\s*(?:no\.?\s*|number\s*|#\s*)?"
    r"(?P<number>\d{1,2}|[IVX]{1,4}|[A-H])\b|\b(?P<code>(?:M|WP|MS|D)[- ]?\d{1,2})\b",
    re.IGNORECASE,
)
_FARTHEST = 80
"""Characters between a label and its day."""
_LONGEST = 220
_NAME = "name "
"""Begins the key of a thing without a number."""
_FEWEST_WORDS = 2
"""Words of a key, its mark among them, that any name may hold."""
_THING = re.compile(
    r"\W*(?P<name>[A-Z][\w /&-]{3,50}?)\s*(?:[:–—-]|\t|\.{3,}|\bby\b|\bon\b|\bdue\b)[\s:–—-]*(?:due\s+)?(?:by\s+|on\s+)?$"
)
_MORE = re.compile(r"[€$£%]|\bpa(?:y|id|yment)\b", re.IGNORECASE)


def with_dates(candidates: Iterable[Candidate], reading: Reading) -> Iterator[Candidate]:
    """The candidates, those without a day with the day that another list gives for their number or name."""
    days: dict[str, tuple[dt.date, Span] | None] | None = None
    for candidate in candidates:
        item = candidate.value
        if not isinstance(item, Milestone) or item.due is not None:
            yield candidate
            continue
        if days is None:
            days = _days(reading)
        found = _day_of(item, days)
        if found is None:
            yield candidate
            continue
        day, place = found
        both = candidate.quote.joined(place)
        quote = both if len(both) <= QUOTE_LIMIT else candidate.quote
        yield replace(candidate, value=item.model_copy(update={"due": day}), quote=quote)


def _day_of(item: Milestone, days: dict[str, tuple[dt.date, Span] | None]) -> tuple[dt.date, Span] | None:
    """The day of the one number that a name holds, of the name itself, or of the one thing whose words it holds."""
    labels = _labels(item.name)
    if len(labels) == 1:
        return days.get(next(iter(labels)))
    if exact := days.get(_key(item.name)):
        return exact
    if item.trigger == "milestone_accepted":
        return None  # a thing is accepted after the day on which it is due
    words = set(_key(item.name).split()[1:])
    held = [
        key
        for key in days
        if key.startswith(_NAME) and len(key.split()) > _FEWEST_WORDS and set(key.split()[1:]) <= words
    ]
    return days[held[0]] if len(held) == 1 else None


def _labels(words: str) -> set[str]:
    return {_label(match) for match in _NUMBERED.finditer(words)}


def _label(match: re.Match[str]) -> str:
    if match["code"]:
        return re.sub(r"\W", "", match["code"]).casefold()
    return f"{match['noun']} {match['number']}".casefold().replace("installment", "instalment")


def _key(name: str) -> str:
    return _NAME + bare(name)


def _days(reading: Reading) -> dict[str, tuple[dt.date, Span] | None]:
    """The day of each label and name; None where the paper gives two."""
    days: dict[str, tuple[dt.date, Span] | None] = {}
    for label, day, place in [*_of_lines(reading), *_of_tables(reading)]:
        known = days.get(label, (day, place))
        days[label] = known if known and known[0] == day else None
    return days


def _of_lines(reading: Reading) -> Iterator[tuple[str, dt.date, Span]]:
    """Lines of a label and its day: "Milestone #2 – February 1st, 2031"."""
    for sentence in reading.sentences:
        if not sentence.counts or len(sentence.text) > _LONGEST or _MORE.search(sentence.text):
            continue
        labels = list(_NUMBERED.finditer(sentence.text))
        if not labels and len(sentence.text) <= _FARTHEST:
            yield from _of_thing(sentence, reading)
        if len(labels) != 1 or re.search(r"\w{3}", sentence.text[: labels[0].start()]):
            continue
        days = find_dates(sentence.text, reading.conventions)
        if len(days) == 1 and 0 <= days[0].start - labels[0].end() <= _FARTHEST:
            yield _label(labels[0]), days[0].value, sentence.at(labels[0].start(), days[0].end)


def _of_thing(sentence: Sentence, reading: Reading) -> Iterator[tuple[str, dt.date, Span]]:
    """A line of a thing and its day: "Beta build – 1 March 2031"."""
    days = find_dates(sentence.text, reading.conventions)
    if len(days) != 1 or re.search(r"\w", sentence.text[days[0].end :]):
        return
    if match := _THING.fullmatch(sentence.text[: days[0].start]):
        yield _key(match["name"]), days[0].value, sentence.at(match.start("name"), days[0].end)


def _of_tables(reading: Reading) -> Iterator[tuple[str, dt.date, Span]]:
    """Rows of a name and its day, in tables that hold no money."""
    for table in typed_tables(reading):
        if not table.has("due") or table.has("amount") or table.has("percent"):
            continue
        for row in rows(table, reading.text):
            day = cells.date(row.cell("due"), reading)
            name = row.cell("milestone") or row.cell("deliverable") or row.cell("description")
            if day and name:
                yield _key(name), day, row.span
