"""The types that the structure of a document announces: where it is signed, whom it names, what its columns hold."""

from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property

from sowcheck.core.clauses import Outline
from sowcheck.core.documents import Document, Table
from sowcheck.core.spans import Span
from sowcheck.extract.kinds.headings import Kinds
from sowcheck.extract.kinds.lexicon import announced, heading_words

_SIGNED = 0.95
_NAMED = 0.85
_LED = 0.7
"""Probability of a type that the whole of a list's lead announces."""
_COLUMNS: tuple[tuple[frozenset[str], str, float], ...] = (
    (frozenset({"role", "rate"}), "rate_card", 0.9),
    (frozenset({"role", "hours"}), "named_roles_and_effort", 0.85),
    (frozenset({"role", "person"}), "named_roles_and_effort", 0.8),
    (frozenset({"milestone", "money"}), "billing_schedule_milestones", 0.9),
    (frozenset({"milestone", "share"}), "billing_schedule_milestones", 0.9),
    (frozenset({"deliverable"}), "deliverables", 0.8),
    (frozenset({"item", "unit price", "money"}), "unit_price", 0.7),
    (frozenset({"target"}), "service_credits", 0.7),
    (frozenset({"name", "signature"}), "signature_block", 0.9),
)
"""Columns that a table must have, the type that they make it, and how surely."""
_HEADERS = {
    "role": "role resource position grade consultant profile rolle profil fonction rol functie",
    "rate": "rate hourly daily satz stundensatz tagessatz taux tarief tarif",
    "hours": "hour day effort fte stunden tage aufwand heure jour uren dagen",
    "person": "name person consultant nom naam",
    "milestone": "milestone trigger instalment installment meilenstein jalon mijlpaal",
    "deliverable": "deliverable liefergegenstand arbeitsergebnis livrable",
    "money": "amount fee price payment sum betrag preis montant prix bedrag prijs",
    "share": "percent share prozent anteil pourcentage",
    "item": "item description product service unit beschreibung artikel designation omschrijving",
    "unit price": "each unit einzelpreis unitaire stuksprijs",
    "target": "target level kpi zielwert objectif doel",
    "signature": "signature unterschrift handtekening",
    "name": "name nom naam",
}
"""Words of a header that give its column a meaning."""
_MEANINGS = {
    word: tuple(meaning for meaning, words in _HEADERS.items() if word in words.split())
    for words in _HEADERS.values()
    for word in words.split()
}


class Structure:
    """What the parts of one document's outline say about places in it."""

    def __init__(self, document: Document, outline: Outline) -> None:
        self._document = document
        self._outline = outline

    def at(self, place: Span) -> Kinds:
        """Types that the structure announces for a place: of the signature block, preamble or table it stands in."""
        kinds: dict[str, float] = {}
        if _within(self._signed, place):
            kinds["signature_block"] = _SIGNED
        if _within(self._named, place):
            kinds["parties"] = _NAMED
        kinds.update(self._of_table_at(place))
        return kinds

    def of_table(self, table: Table) -> Kinds:
        """Types that the header row of a table announces."""
        header = [cell.span.of(self._document.text).replace("%", " percent ") for cell in table.row(0) if cell.span]
        meanings = {meaning for cell in header for word in heading_words(cell) for meaning in _MEANINGS.get(word, ())}
        return {name: probability for columns, name, probability in _COLUMNS if columns <= meanings}

    @cached_property
    def _signed(self) -> Sequence[Span]:
        return sorted((block.span for block in self._outline.signature_blocks), key=lambda span: span.start)

    @cached_property
    def _named(self) -> Sequence[Span]:
        return sorted((p.mentions[0] for p in self._outline.parties if p.mentions), key=lambda span: span.start)

    @cached_property
    def _tables(self) -> Sequence[tuple[Span, Kinds]]:
        """Each table with the types that it announces."""
        announced_by = ((table.span, self.of_table(table)) for table in self._outline.tables)
        return sorted(announced_by, key=lambda pair: pair[0].start)

    def _of_table_at(self, place: Span) -> Kinds:
        index = bisect_right(self._tables, place.start, key=lambda pair: pair[0].start) - 1
        return self._tables[index][1] if index >= 0 and self._tables[index][0].overlaps(place) else {}


def _within(spans: Sequence[Span], place: Span) -> bool:
    """Whether a place shares a character with one of some spans in rising order."""
    index = bisect_right(spans, place.end - 1, key=lambda span: span.start) - 1
    return index >= 0 and spans[index].overlaps(place)


def led_by(lead: str) -> Kinds:
    """Types that the words before a list announce.

    >>> led_by("the following deliverables:")["deliverables"] > 0.2
    True
    """
    return {name: round(_LED * share, 4) for name, share in announced(lead).items()}
