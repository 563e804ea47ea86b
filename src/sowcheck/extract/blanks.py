"""Fields that a paper leaves blank: a line, a bracket, "TBD" or a redaction where the field's value should stand.

What field it is, the field's own rules say: each mark is filled with a value that no paper states, and the rules read the
filled line. The field of the rule that finds the value is the field that was left blank.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from sowcheck.core.blanks import Blank
from sowcheck.core.clauses import Clause, KeyValue, Outline
from sowcheck.core.fields import FIELDS
from sowcheck.core.spans import PlacedWords, Span
from sowcheck.core.values import to_json
from sowcheck.extract.blank_lines import OpenLine, is_open, open_lines
from sowcheck.extract.blank_marks import PIECES, find_marks
from sowcheck.extract.candidates import Candidate, Rule
from sowcheck.extract.finding import clip
from sowcheck.extract.lists.prices.rates import is_rate_table
from sowcheck.extract.lists.tables.columns import rows, typed_tables
from sowcheck.extract.reading import Reading, Sentence
from sowcheck.extract.scalars import billing, delivery, legal, price, recurring, schedule
from sowcheck.extract.scalars.chosen import ChoiceByLabel

_RULES: tuple[Rule, ...] = (
    *price.RULES,
    *recurring.RULES,
    *billing.RULES,
    *schedule.RULES,
    *delivery.RULES,
    *legal.RULES,
)
_CHOICES = tuple(
    rule for rule in (billing.FREQUENCY_LABEL, *billing.RULES, *delivery.RULES) if isinstance(rule, ChoiceByLabel)
)
_FILLED = re.compile(r"7777\.77|2077-07-07|\b77\b")
"""The values of `blank_marks`, as JSON writes them."""
_SURE_FROM = 0.65
_MOST_A_FIELD = 3
_MILESTONE = re.compile(r"\bmilestones?\b|\binstal?ments?\b", re.IGNORECASE)
_BESIDE_A_MARK = 14
"""Characters of a sign, a code or a unit beside the mark of a cell."""


class _Open(NamedTuple):
    """A line that leaves a field open."""

    line: OpenLine
    field: str
    weight: float


@dataclass(frozen=True)
class _FilledReading(Reading):
    """Filled lines as if they were a document."""

    lines: tuple[Sentence, ...] = ()

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The filled sentences."""
        return self.lines


def blanks_of(document_id: str, reading: Reading, stated: Iterable[str]) -> tuple[Blank, ...]:
    """What the paper leaves blank, in the order of the text.

    Args:
        document_id: Of the paper.
        reading: Of the paper.
        stated: Fields that the paper states somewhere: what it leaves blank of those is another thing's.
    """
    lines = list(open_lines(reading))
    by_rules = list(_by_rules(reading, lines))
    read = {each.line.span.start for each in by_rules}
    others = _by_labels(line for line in lines if line.span.start not in read)
    open_points = [*by_rules, *others, *_by_tables(reading)]
    best: dict[str, float] = {}
    for each in open_points:
        best[each.field] = max(best.get(each.field, 0), each.weight)
    known = frozenset(stated)
    surest = {
        (each.line.span.start, each.field): each
        for each in open_points
        if each.weight >= best[each.field] and (each.field not in known or FIELDS[each.field].repeated)
    }
    counts: Counter[str] = Counter()
    blanks: list[Blank] = []
    for _, each in sorted(surest.items(), key=lambda item: item[0]):
        counts[each.field] += 1
        if counts[each.field] <= _MOST_A_FIELD:
            blanks.append(_blank(f"{document_id}.b{len(blanks) + 1}", document_id, reading, each))
    return tuple(blanks)


def _blank(id_: str, document_id: str, reading: Reading, point: _Open) -> Blank:
    span, mark = point.line.span, point.line.marks[0]
    start = min(span.start + mark.start, span.end - 1)  # an empty cell has no words: its label is quoted
    quote = clip(reading.text, span, Span(start=start, end=min(max(start + 1, span.start + mark.end), span.end)))
    return Blank(
        id=id_,
        field=point.field,
        document=document_id,
        page=reading.document.page_of(quote.start),
        quote=reading.document.quote(quote),
        boxes=reading.document.boxes(quote),
        reason=mark.reason,
    )


def _by_rules(reading: Reading, lines: Sequence[OpenLine]) -> Iterator[_Open]:
    """The fields whose rules read a filled mark."""
    texts = [(line, text) for line in lines for text in dict.fromkeys(line.filled(place) for place in range(3))]
    if not texts:
        return
    filled, places = _filled(reading, texts)
    best: dict[int, dict[str, float]] = {}
    for rule in _RULES:
        for candidate in rule(filled):
            if candidate.weight >= _SURE_FROM and _reads_a_mark(candidate):
                place = bisect_right(places, candidate.quote.start, key=lambda span: span.start) - 1
                own = best.setdefault(texts[place][0].span.start, {})
                own[candidate.field] = max(own.get(candidate.field, 0), candidate.weight)
    for line in lines:
        own = best.get(line.span.start, {})
        most = max(own.values(), default=0)
        # One mark is one field's; the weaker rules read the same filling as something else.
        yield from (
            _Open(line, field, weight) for field, weight in own.items() if weight >= most or len(line.marks) > 1
        )


def _reads_a_mark(candidate: Candidate) -> bool:
    row = FIELDS[candidate.field]
    shown = str(to_json(candidate.value, row.kind)) if not row.repeated else ""
    return not candidate.field.startswith("doc.") and bool(_FILLED.search(shown))


def _filled(reading: Reading, texts: Sequence[tuple[OpenLine, str]]) -> tuple[Reading, list[Span]]:
    """A document of the filled lines, and where each stands in it."""
    spans: list[Span] = []
    sentences: list[Sentence] = []
    pairs: list[KeyValue] = []
    start = 0
    for line, text in texts:
        span = Span(start=start, end=start + len(text))
        spans.append(span)
        start = span.end + 1
        if line.label is None:
            sentences.append(
                Sentence(span, text, line.sentence.heading, line.sentence.lead, row=line.sentence.row, plain=text)
            )
        else:
            value = re.compile(r"[:\t]\s*").search(text)
            begin = span.start + (value.end() if value else 0)
            pairs.append(KeyValue(key=None, label=line.label, value=Span(start=begin, end=span.end)))
    whole = "\n".join(text for _, text in texts)
    root = Clause(
        index=0, parent=None, level=0, number=None, heading=None, span=Span(start=0, end=len(whole)), body=None
    )
    document = reading.document.model_copy(
        update={"text": whole, "blocks": (), "tables": (), "words": PlacedWords(), "pages": (), "form_fields": ()}
    )
    outline = Outline(clauses=(root,), key_values=tuple(pairs), parties=reading.outline.parties)
    return _FilledReading(document, outline, reading.conventions, lines=tuple(sentences)), spans


def _by_labels(lines: Iterable[OpenLine]) -> Iterator[_Open]:
    """Fields of a closed choice, whose label says enough; of two that fit, the one whose title the label names."""
    for line in lines:
        if line.label is None or line.marks[0].reason == "redacted":
            continue
        named = set(line.label.casefold().split())
        fit = [rule for rule in _CHOICES if rule.label.search(line.label)]
        if fit:
            rule = max(fit, key=lambda each: len(named & set(FIELDS[each.field].title.casefold().split())))
            yield _Open(line, rule.field, rule.weight)


def _by_tables(reading: Reading) -> Iterator[_Open]:
    """Rows of rates and milestones whose price is blank."""
    low = reading.text.lower()
    for table in typed_tables(reading):
        place = table.table.span
        if not any(piece in low[place.start : place.end] for piece in PIECES):
            continue
        field = "price.rate_card" if is_rate_table(table) else None
        if field is None and _MILESTONE.search(f"{' '.join(table.headers)} {table.heading.split(' > ')[-1]}"):
            field = "billing.milestones"
        for row in rows(table, reading.text) if field else ():
            words = row.cell("rate") or row.cell("amount") or row.cell("percent") or ""
            marks = tuple(mark for mark in find_marks(words, "USD") if is_open(words, mark))
            sentence = reading.sentence_at(row.span)
            if field and marks and sentence and len(words) - (marks[0].end - marks[0].start) <= _BESIDE_A_MARK:
                yield _Open(OpenLine(row.span, words, marks, sentence), field, 0.9)
