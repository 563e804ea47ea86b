"""Schedules of charges without a table: lines of a name and its price, set apart by a gap, dots, a dash or a colon.

A line may say what its price is for each of; else the header or the sentence above says it for all lines.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from sowcheck.core.documents import Block, BlockKind
from sowcheck.core.items import RateLine
from sowcheck.core.spans import Span
from sowcheck.extract.candidates import Candidate, Rule
from sowcheck.extract.finding import clip, pattern
from sowcheck.extract.lists.grammar.item_leads import lead_at
from sowcheck.extract.lists.prices.charges import is_about_charges, is_no_charge, is_side_sum
from sowcheck.extract.lists.prices.fee_lines import Entry, entries_of, pieces_of
from sowcheck.extract.lists.prices.payment_plans import announces_payments
from sowcheck.extract.lists.prices.priced_things import has_verb, without_label
from sowcheck.extract.lists.prices.pricing import NamedPrice, item_of, may_hold_sum
from sowcheck.extract.lists.tables.columns import headings_above
from sowcheck.extract.lists.tables.headers import meanings_of
from sowcheck.extract.reading import Reading, sentence_spans
from sowcheck.parse.unit_prices import UnitPrice, units_named

_ASIDE = frozenset({BlockKind.HEADER, BlockKind.FOOTER, BlockKind.FOOTNOTE, BlockKind.TABLE_CELL})
_LONGEST_LINE = 200
"""Longer blocks are sentences; `fee_prose` reads these."""
_LONGEST_GROUP = 80
_LONGEST_LEAD = 160
_GENERIC_NAME = pattern(r"\W*(?:the )?(?:fee|price|rate|cost|charge|amount)s?\W*")
_ARTICLE = re.compile(r"^(?:the|an?|each|every)\s+", re.IGNORECASE)
_MEMORY = "fee_schedules"
_DIGIT = re.compile(r"\d")
_OWN_UNITS = re.compile(r"\(?(?:\bper\b|/)[^()]{2,40}\)?$", re.IGNORECASE)
_BROKEN = pattern(
    r"(?:to|for|of|with|by|up to|at least|from|in|on|at|and|or|in addition|this|that|which|as|than)\s.*|"
    r".*\b(?:the|an?|of|and|or|for|to|with|from|in|on|by|at|i\.e\.?|e\.g\.?)\W*|.*\bfrom the\b.*"
)
"""A piece of a sentence, or of a cell that the layout tore."""


@dataclass
class _Above:
    """What the lines above say about the prices of the lines below."""

    units: tuple[str, ...] = ()
    headed: bool = False
    """Whether a header names a column of prices."""
    announcement: str = ""
    """The end of a sentence before a colon, in lower case."""
    group: Span | None = None
    """The line above without a price, which heads a group of lines."""
    variants: bool = False
    """Whether the group ends with a colon: its lines are kinds of it."""


@dataclass(frozen=True, slots=True)
class _Line:
    """An entry of a schedule with what stands above it."""

    entry: Entry
    span: Span
    name: str
    group: Span | None


def _lines_of_schedules(reading: Reading) -> Iterator[_Line]:
    above = _Above()
    for block in reading.document.blocks:
        if block.kind is BlockKind.TABLE_CELL:
            above = _Above()
        if block.kind in _ASIDE:
            continue
        words = block.span.of(reading.text)
        if words.rstrip().endswith(":") and len(words) > _LONGEST_GROUP:
            above = _Above(units_named(words[-_LONGEST_LEAD:]), announcement=words[-_LONGEST_LEAD:].casefold())
            continue
        if len(words) > _LONGEST_LINE:
            above = _Above()
            continue
        line = without_label(words)
        if header := _header(line):
            above = _Above(units_named(header), headed=True)
            continue
        entries, rest = (
            ([], "") if not _DIGIT.search(line) else entries_of(line, reading.conventions, bare=above.headed)
        )
        if not entries:
            if len(line) <= _LONGEST_GROUP and not may_hold_sum(line):
                above.group, above.variants = block.span, line.rstrip().endswith(":")
            continue
        numbered = len(line) < len(words)
        yield from _in_context(entries, block, len(words) - len(line), above, reading, numbered=numbered)
        if rest:
            start = block.span.end - len(rest)
            above.group, above.variants = Span(start=start, end=block.span.end), rest.endswith(":")


def _header(line: str) -> str | None:
    """The last cell of a line that names columns, the last of them one of prices."""
    pieces = pieces_of(line)
    if len(pieces) < 2 or _DIGIT.search(line):
        return None
    last = pieces[-1][1]
    return (
        last
        if len(last) <= 40 and next(meanings_of(last), "") in ("rate", "unit_price", "list_price", "amount")
        else None
    )


def _in_context(
    entries: list[Entry], block: Block, skipped: int, above: _Above, reading: Reading, *, numbered: bool
) -> Iterator[_Line]:
    """The entries of a block if what stands above it announces charges, with the units that it names for all."""
    lead = lead_at(reading, block.span)
    over = above.group.of(reading.text) if above.group else ""
    context = f"{lead} | {above.announcement} | {over} | {' | '.join(headings_above(reading, block.span.start)[1:4])}"
    if is_no_charge(context) or announces_payments(context):
        return
    announced = above.headed or is_about_charges(context)
    if not announced:
        return
    units = above.units or units_named(lead)
    for entry in entries:
        start = block.span.start + skipped
        span = Span(start=start + entry.start, end=start + entry.end)
        name, group = entry.name, above.group
        if group and _GENERIC_NAME.fullmatch(name):
            name, span, group = f"{group.of(reading.text)} {name}", span.joined(group), None
        elif group and above.variants and not numbered and not is_about_charges(group.of(reading.text)):
            label = without_label(group.of(reading.text)).rstrip(" :")
            name, span, group = f"{label}: {name}", span.joined(group), None
        if is_no_charge(name) or is_side_sum(name):
            continue
        own, bare = _own_units(name)
        price = entry.price if entry.price.units else UnitPrice(entry.price.money, own or units)
        if own and price.per in ("hour", "day"):
            name = bare
        if name[0].islower() and not lead:
            # The rest of a sentence or cell; an item of a list may begin small.
            continue
        yield _Line(replace(entry, price=price), span, name, group)


def _own_units(name: str) -> tuple[tuple[str, ...], str]:
    """The units that a name holds in brackets or at its end, and the name without: "Printing (per page)"."""
    match = _OWN_UNITS.search(name)
    return (units_named(match.group()), name[: match.start()].rstrip(" ,(")) if match else ((), name)


def scheduled(reading: Reading) -> tuple[Candidate, ...]:
    """What the schedules of a paper price; read once for each document."""
    memory = vars(reading)
    if _MEMORY not in memory:
        memory[_MEMORY] = tuple(_schedules(reading))
    found: tuple[Candidate, ...] = memory[_MEMORY]
    return found


def _schedules(reading: Reading) -> Iterator[Candidate]:
    lines = list(_lines_of_schedules(reading))
    count = Counter((line.name.casefold()) for line in lines)
    for line in lines:
        name, span = _ARTICLE.sub("", line.name), line.span
        if line.group and count[line.name.casefold()] > 1:
            # One name in several groups: "Consultation" of the project, and "Consultation" on termination.
            group = without_label(line.group.of(reading.text)).strip(" :")
            name, span = f"{name} ({group})", span.joined(line.group)
        item = item_of(NamedPrice(name, line.entry.price, span))
        if item is None or _is_minimum(name) or has_verb(name) or _BROKEN.fullmatch(name):
            continue
        field = "price.rate_card" if isinstance(item, RateLine) else "price.lines"
        yield Candidate(field, item, clip(reading.text, span, line.span), f"{field}.schedule", 0.8)


def _is_minimum(name: str) -> bool:
    """Whether a name means the least that is owed for a period: a recurring fee, and no line."""
    return bool(
        re.search(
            r"\bminimum\b.*\b(?:monthly|annual|yearly|quarterly)\b|\b(?:monthly|annual)\b.*\bminimum\b", name, re.I
        )
    )


def _labelled(reading: Reading) -> Iterator[Candidate]:
    """Charges behind one label: "Charges: Hosting: EUR 400 per month. Set-up: EUR 900 once."."""
    for pair in reading.key_values:
        if not is_about_charges(pair.label) or not may_hold_sum(pair.value.of(reading.text)):
            continue
        for span in sentence_spans(reading.text, pair.value.start, pair.value.end):
            entries, _ = entries_of(span.of(reading.text), reading.conventions, bare=False)
            for entry in entries:
                item = item_of(NamedPrice(entry.name, entry.price, span)) if ":" in span.of(reading.text) else None
                if item and not is_no_charge(entry.name) and not is_side_sum(entry.name):
                    field = "price.rate_card" if isinstance(item, RateLine) else "price.lines"
                    yield Candidate(field, item, clip(reading.text, span, span), f"{field}.label", 0.75)


RULES: tuple[Rule, ...] = (scheduled, _labelled)
