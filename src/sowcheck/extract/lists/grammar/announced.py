"""List items, table rows and sentences that stand under an announcement: a heading or the lead of a list."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property

from sowcheck.core.clauses import ListItem
from sowcheck.core.spans import Span
from sowcheck.extract.candidates import Candidate
from sowcheck.extract.cast import CLIENT, PartyCue
from sowcheck.extract.finding import QUOTE_LIMIT, clip, pattern
from sowcheck.extract.lists.grammar.enumerations import split
from sowcheck.extract.lists.grammar.leads import Leads, Topic
from sowcheck.extract.lists.grammar.prose import prose
from sowcheck.extract.lists.tables.columns import TypedTable, headings_above, rows, typed_tables
from sowcheck.extract.reading import Reading
from sowcheck.parse.cues import Cue

_LONGEST = 420
"""Characters; a longer item is a clause, not a statement."""
# A sentence under a lead may be an item of its own; one of these topics says that it is none.
_OTHERS: dict[str, frozenset[Topic]] = {
    "scope.client_responsibilities": frozenset(["scope.exclusions", "scope.assumptions", "acceptance.criteria"]),
    "scope.exclusions": frozenset(["acceptance.criteria", "scope.client_responsibilities", "scope.assumptions"]),
    "scope.assumptions": frozenset(["acceptance.criteria"]),
}
_COUNTED = ("limit", "amount", "unit_price", "rate", "count", "percent", "quantity")


def statement(reading: Reading, field: str, span: Span, rule: str, weight: float) -> Iterator[Candidate]:
    """A statement in the document's own words, cut to the longest quote."""
    cut = clip(reading.text, span, Span(start=span.start, end=min(span.end, span.start + QUOTE_LIMIT)))
    words = " ".join(cut.of(reading.text).split()).rstrip(" ;,.")
    if len(words) >= 4 and re.search(r"[A-Za-zÀ-ÿ]{3}", words):
        yield Candidate(field, words, cut, f"{field}.{rule}", weight)


_BUYER = PartyCue(rf"\b(?:{CLIENT})\b")


class Announced:
    """What stands under the announcements of one field."""

    def __init__(self, reading: Reading, field: str, unless: Cue | None = None) -> None:
        self.unless = unless
        self.reading, self.field, self.leads = reading, field, Leads.of(reading)
        self._client = _BUYER.of(reading)

    def listed(self) -> Iterator[ListItem]:
        """List items that are no headings, introduce nothing themselves and have no other topic of their own."""
        for item in self.reading.outline.lists:
            words = item.span.of(self.reading.text).rstrip()
            if item.span.start in self._headings or not self._is_under(item):
                continue
            if words.endswith(":") and (self.field != "scope.deliverables" or item.span in self._leading):
                continue
            if len(words) > _LONGEST or (self.unless and self.unless.search(words)):
                continue
            if len(words) > 40 and _is_sentence(words) and (self._own_topic(words) or self._is_clause(words)):
                continue
            yield item

    def items(self) -> Iterator[Candidate]:
        """The list items as statements."""
        for item in self.listed():
            yield from statement(self.reading, self.field, item.span, "list", 0.82)

    def rows(self) -> Iterator[Candidate]:
        """The wordiest cell of each row of a table that counts and prices nothing."""
        for table in typed_tables(self.reading):
            if any(table.has(meaning) for meaning in _COUNTED):
                continue
            column = self._text_column(table)
            header_says = any(self.field in self.leads.topics(header) for header in table.headers)
            before, *headings = headings_above(self.reading, table.table.span.start)
            above = [before, *headings] if introduces(before) else headings
            if not any(table.headers) and not introduces(before):
                continue
            if column is None or not (header_says or self.leads.announced(self.field, above)):
                continue
            for row in rows(table, self.reading.text):
                for cell in row.cells:
                    if cell.column == column and cell.span:
                        yield from statement(self.reading, self.field, cell.span, "table", 0.84)

    def enumerations(self) -> Iterator[Candidate]:
        """Such as "The following are excluded: hardware; first line support; and roll-out."."""
        for one in prose(self.reading):
            colon = one.text.find(":")
            if not 0 < colon < 140 or colon + 4 > len(one.text):
                continue
            if self.field not in self.leads.topics(one.text[: colon + 1]):
                continue
            for start, end in split(one.text[colon + 1 :]):
                span = one.at(colon + 1 + start, colon + 1 + end)
                yield from statement(self.reading, self.field, span, "enumeration", 0.83)

    def labelled(self) -> Iterator[Candidate]:
        """Behind a label, each part or sentence: "Not included: alumni records; printing"."""
        for pair in self.reading.key_values:
            if len(pair.label) > 60 or self.field not in self.leads.topics(pair.label):
                continue
            words = pair.value.of(self.reading.text)
            sentences = re.search(r"\b(?:shall|will|must|assume[sd]?|is|are)\b", words)
            if sentences or len(words) < 8 or re.match(r"(?:none|n/?a|see|not applicable)\b", words, re.IGNORECASE):
                continue
            for start, end in split(words) or [(0, len(words))]:
                span = Span(start=pair.value.start + start, end=pair.value.start + end)
                yield from statement(self.reading, self.field, span, "label", 0.84)

    def sentences(self) -> Iterator[Candidate]:
        """Sentences of a clause under the announcing heading that holds no list of its own."""
        listed = sorted((item.span.start, item.span.end) for item in self.reading.outline.lists)
        for sentence in self.reading.sentences:
            last = sentence.heading.split(" > ")[-1]
            if sentence.row or sentence.is_heading or self.field not in self.leads.topics(last):
                continue
            words = sentence.text
            leads_on = words.rstrip().endswith(":") or re.search(r"\bfollowing\b|\bbelow\b|any of them", words)
            echoes = words.casefold() in last or last in words.casefold()
            if len(words) < 25 or leads_on or echoes or ABOUT_ITSELF.search(words):
                continue
            if not overlaps(listed, sentence.span):
                yield from statement(self.reading, self.field, sentence.span, "sentence", 0.6)

    def parent(self, item: ListItem) -> ListItem | None:
        """The list item that introduces another."""
        return self._parents.get(item.lead.start) if item.lead else None

    @cached_property
    def _leading(self) -> set[Span]:
        """The items that introduce items of their own."""
        return {item.span for item in self._parents.values()}

    @cached_property
    def _parents(self) -> dict[int, ListItem]:
        """By where the lead of other items begins, the item that it stands in."""
        starts = sorted({item.lead.start for item in self.reading.outline.lists if item.lead})
        found: dict[int, ListItem] = {}
        for item in self.reading.outline.lists:
            index = bisect_right(starts, item.span.end) - 1
            if index >= 0 and starts[index] >= item.span.start:
                found[starts[index]] = item
        return found

    @cached_property
    def _headings(self) -> set[int]:
        return {clause.heading.start for clause in self.reading.outline.clauses if clause.heading}

    def _is_under(self, item: ListItem) -> bool:
        """By the lead, then the headings, nearest first."""
        words = item.lead.of(self.reading.text) if item.lead else ""
        lead = [words] if introduces(words) else []
        path = self.reading.outline.path(self.reading.outline.clauses[item.clause])
        headings = [c.heading.of(self.reading.text) for c in reversed(path) if c.heading]
        return self.leads.announced(self.field, [*lead, *headings])

    def _own_topic(self, words: str) -> bool:
        """Whether a sentence among the items says that it is about something else."""
        topics = self.leads.topics(words[:160])
        if self.field == "scope.deliverables":
            return True
        if self.field == "scope.client_responsibilities" and not self._client.search(words[:80]):
            return True
        return self.field not in topics and bool(topics & _OTHERS.get(self.field, frozenset()))

    def _is_clause(self, words: str) -> bool:
        """Whether an item of several sentences is a clause of its own; assumptions may have more than one."""
        return self.field not in ("scope.assumptions", "sla.targets") and bool(re.search(r"[.;]\s+[A-Z]", words))

    def _text_column(self, table: TypedTable) -> int | None:
        """The column with the longest words."""
        best, length = None, 14.0
        body = list(rows(table, self.reading.text))
        for column in range(table.table.columns):
            words = [row.at(column) or "" for row in body]
            mean = sum(map(len, words)) / max(1, len(words))
            if mean > length:
                best, length = column, mean
        return best


ABOUT_ITSELF = pattern(
    r"\b(?:assumptions?|responsibilit\w+|dependenc\w+|exclusions?)\b.{0,40}\b(?:proves?|turns? out|not met|incorrect|untrue|wrong|fails?|"
    r"delay\w*|changes?)\b|adjust\w* .{0,40}(?:schedule|price|fee)|parties (?:shall|will) agree"
)
"""Says what follows if a statement proves wrong, and is none itself."""

_INTRODUCES = re.compile(
    r"(?:[:;–—-]|\b(?:and|or|that|if|when|to|following|shall|will|must|below|not include|deliver|are|is))\W*$",
    re.IGNORECASE,
)
_END = 40
"""Characters in which that stands which opens the end of a sentence."""


def introduces(lead: str) -> bool:
    """Whether words lead to what follows: a heading, a colon, an open end; not a sentence that is complete."""
    return bool(lead) and (
        (len(lead) <= 70 and not lead.rstrip().endswith("."))
        or bool(_INTRODUCES.search(lead, max(0, len(lead) - _END)))
    )


_FINITE = re.compile(
    r"\b(?:consists?|holds?|is|are|was|were|shall|will|must|may|does|do|has|have|can|deploys?|assumes?)\b"
)


def _is_sentence(words: str) -> bool:
    return words[:1].isupper() and bool(_FINITE.search(words))


def overlaps(spans: list[tuple[int, int]], span: Span) -> bool:
    """Whether a span overlaps the last of the sorted spans that begins before it ends."""
    index = bisect_right(spans, (span.end, 0)) - 1
    return index >= 0 and spans[index][1] > span.start
