"""The two sides of a case in the shape that comparing needs: papers in order of precedence, and records by field."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property

from sowcheck.compare.precedence import ranking
from sowcheck.compare.similarity import plain, words
from sowcheck.core.assumptions import Assumption
from sowcheck.core.cases import CaseDocument
from sowcheck.core.documents import Document
from sowcheck.core.items import Signatory
from sowcheck.core.quantities import Money
from sowcheck.core.records import Record, RecordValue
from sowcheck.parse.conventions import Conventions, decide
from sowcheck.parse.dates import find_dates
from sowcheck.parse.found import Found
from sowcheck.parse.money import find_money

CONTRACTS = frozenset({"sow", "order_form", "change_order", "other"})
"""Kinds of document that bind only when they are signed."""


class Paper:
    """One document of the case with what it states."""

    def __init__(self, case_document: CaseDocument, assumptions: Iterable[Assumption]) -> None:
        self.id = case_document.id
        self.document: Document = case_document.document
        self.title: str = self.name
        """What a sentence calls the document: "the SOW", or its file name where that says more."""
        self._by_field: dict[str, list[Assumption]] = {}
        for assumption in assumptions:
            self._by_field.setdefault(assumption.field, []).append(assumption)

    @property
    def name(self) -> str:
        """File name, as reports show it."""
        return self.document.name

    @cached_property
    def kind(self) -> str:
        """Kind of document; "other" where it is not known."""
        kinds = self.of("doc.kind")
        return str(kinds[0].value) if kinds else "other"

    def of(self, field: str) -> Sequence[Assumption]:
        """What the document states of a field, the surest first."""
        return sorted(
            self._by_field.get(field, ()), key=lambda each: (-each.confidence, each.quote.span.start, each.id)
        )

    @property
    def fields(self) -> frozenset[str]:
        """Every field that the document states."""
        return frozenset(self._by_field)

    @cached_property
    def signature_dates(self) -> tuple[dt.date, ...]:
        """Days on which somebody signed, earliest first."""
        dates = [each.value.date for each in self.of("doc.signatories") if isinstance(each.value, Signatory)]
        dates += [
            each.value
            for field in ("doc.customer_signed_date", "doc.supplier_signed_date")
            for each in self.of(field)
            if isinstance(each.value, dt.date)
        ]
        return tuple(sorted(date for date in dates if date))

    @property
    def has_undated_signature(self) -> bool:
        """Whether somebody signed on a day that is not known."""
        if all(each.value != "completed" for each in self.of("doc.signature_status")):
            return False
        dated = {
            party
            for party, field in (
                ("customer", "doc.customer_signed_date"),
                ("supplier", "doc.supplier_signed_date"),
            )
            if self.of(field)
        }
        signatories = [each.value for each in self.of("doc.signatories") if isinstance(each.value, Signatory)]
        dated |= {each.party for each in signatories if each.date}
        return len(dated) < 2 or any(each.date is None and each.party not in dated for each in signatories)

    @cached_property
    def conventions(self) -> Conventions:
        """How the document writes numbers and dates."""
        return decide(self.document.text)

    @cached_property
    def amounts(self) -> Sequence[Found[Money]]:
        """Every amount in the text."""
        return find_money(self.document.text, self.conventions)

    @cached_property
    def dates(self) -> Sequence[Found[dt.date]]:
        """Every complete date in the text."""
        return find_dates(self.document.text, self.conventions)

    @cached_property
    def plain_text(self) -> str:
        """The text in lower case without accents and punctuation."""
        return plain(self.document.text)

    @cached_property
    def lines(self) -> Sequence[frozenset[str]]:
        """The words of weight of each line of the text."""
        return [words(line) for line in self.document.text.splitlines()]

    @cached_property
    def effective(self) -> dt.date | None:
        """Day from which the document holds: as stated, or the last signature."""
        stated = [each.value for each in self.of("doc.effective_date") if isinstance(each.value, dt.date)]
        return stated[0] if stated else (self.signature_dates[-1] if self.signature_dates else None)


_TITLES = {
    "sow": "the SOW",
    "order_form": "the order form",
    "change_order": "the change order",
    "msa": "the master agreement",
    "proposal": "the proposal",
}


def _entitle(papers: Sequence[Paper]) -> None:
    """Call a paper by its kind if it is the only one of it."""
    kinds = Counter(paper.kind for paper in papers)
    for paper in papers:
        if kinds[paper.kind] == 1:
            paper.title = _TITLES.get(paper.kind, paper.name)


class Facts:
    """All papers, the prevailing one first, and all record values."""

    def __init__(
        self,
        documents: Sequence[CaseDocument],
        assumptions: Sequence[Assumption],
        records: Sequence[Record],
        record_values: Sequence[RecordValue],
    ) -> None:
        papers = [Paper(each, (a for a in assumptions if a.document == each.id)) for each in documents]
        order = ranking([paper.document.text for paper in papers])
        late = dt.date.min
        papers.sort(key=lambda paper: paper.effective or late, reverse=True)
        self.papers = sorted(papers, key=lambda paper: order.index(paper.kind) if paper.kind in order else len(order))
        _entitle(self.papers)
        self.records = {record.id: record for record in records}
        self._values: dict[str, list[RecordValue]] = {}
        for value in record_values:
            self._values.setdefault(value.field, []).append(value)

    @cached_property
    def amendments(self) -> tuple[Paper, ...]:
        """Change orders, the latest first."""
        return tuple(paper for paper in self.papers if paper.kind == "change_order")

    @cached_property
    def base(self) -> tuple[Paper, ...]:
        """The papers that a change order amends."""
        return tuple(paper for paper in self.papers if paper.kind != "change_order")

    def recorded(self, field: str) -> Sequence[RecordValue]:
        """What the records state of a field."""
        return self._values.get(field, ())

    @cached_property
    def stated_fields(self) -> frozenset[str]:
        """Every field that some document states."""
        return frozenset().union(*(paper.fields for paper in self.papers)) if self.papers else frozenset()

    def lists(self, field: str) -> list[list[RecordValue]]:
        """The items of a list field, one list for each object of each record that holds any."""
        groups: dict[tuple[str, str], list[RecordValue]] = {}
        for value in self.recorded(field):
            groups.setdefault((value.record, value.object), []).append(value)
        return list(groups.values())
