"""The two sides of a case in the shape that comparing needs: papers in order of precedence, and records by field."""

from collections import Counter
from collections.abc import Sequence
from functools import cached_property

from sowcheck.compare.amendments.amending import Amending, Lost
from sowcheck.compare.amendments.changes import Changes
from sowcheck.compare.amendments.hierarchy import Hierarchy
from sowcheck.compare.amendments.items import AmendingItems
from sowcheck.compare.lineage.lineage import lineage_of
from sowcheck.compare.papers.paper import Paper
from sowcheck.core.assumptions import Assumption
from sowcheck.core.cases import CaseDocument
from sowcheck.core.fields import FIELDS
from sowcheck.core.records import Record, RecordValue

CONTRACTS = frozenset({"sow", "order_form", "change_order", "other"})
"""Kinds of document that bind only when they are signed."""


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
        self.lineage = lineage_of(papers)
        """The versions of the papers: those that give way take no part in anything else."""
        holding = [paper for paper in papers if paper.id not in self.lineage.retired]
        _entitle(holding)
        self.hierarchy = Hierarchy(holding)
        self.changes = Changes(self.hierarchy)
        self.amending = Amending(self.hierarchy, self.changes)
        self.amending_items = AmendingItems(self.hierarchy, self.changes)
        self.read = papers
        """All papers, in the order in which they were given, those that give way too."""
        self.papers = self.hierarchy.papers_on("")
        """The prevailing one first, where no field is in question."""
        self.records = {record.id: record for record in records}
        self._values: dict[str, list[RecordValue]] = {}
        for value in record_values:
            self._values.setdefault(value.field, []).append(value)

    @cached_property
    def amendments(self) -> tuple[Paper, ...]:
        """Change orders, the latest first; a second copy of one is left out."""
        return self.changes.orders[::-1]

    @cached_property
    def base(self) -> tuple[Paper, ...]:
        """The papers that a change order amends."""
        return tuple(paper for paper in self.papers if paper.kind != "change_order")

    def ended(self, field: str) -> Sequence[Lost]:
        """What change orders ended of a field."""
        return (self.amending_items if FIELDS[field].repeated else self.amending).outcome(field).lost

    def recorded(self, field: str) -> Sequence[RecordValue]:
        """What the records state of a field."""
        return self._values.get(field, ())

    @property
    def all_recorded(self) -> list[RecordValue]:
        """Every value of every record."""
        return [value for values in self._values.values() for value in values]

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
