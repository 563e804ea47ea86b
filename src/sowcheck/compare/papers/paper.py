"""One document of a case in the shape that comparing needs."""

import datetime as dt
from collections.abc import Iterable, Sequence
from functools import cached_property

from sowcheck.compare.values.similarity import plain, words
from sowcheck.core.assumptions import Assumption
from sowcheck.core.cases import CaseDocument
from sowcheck.core.documents import Comment, Document
from sowcheck.core.fields import FIELDS
from sowcheck.core.items import Signatory
from sowcheck.core.quantities import Money
from sowcheck.parse.conventions import Conventions, decide
from sowcheck.parse.dates import find_dates
from sowcheck.parse.found import Found
from sowcheck.parse.money import find_money
from sowcheck.segment.addressed import said_in

_WEIGHT = {"info": 0, "low": 1, "medium": 2, "high": 3, "blocker": 4}


class Paper:
    """One document of the case with what it states."""

    def __init__(self, case_document: CaseDocument, assumptions: Iterable[Assumption]) -> None:
        self.id = case_document.id
        self.document: Document = case_document.document
        self.outline = case_document.outline
        self.relations = case_document.relations
        self.blanks = case_document.blanks
        self.versions = case_document.versions
        self.model_reading = case_document.model_reading
        self.execution = case_document.execution
        self.digital_signers = case_document.digital_signers
        self._digital_status = case_document.digital_status
        self.unsettled = case_document.unsettled
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

    @property
    def contested(self) -> list[Assumption]:
        """What depends on open changes, also what only the other reading states."""
        stated = [each for own in self._by_field.values() for each in own if each.is_contested]
        return [*stated, *self.unsettled]

    @cached_property
    def stated_ids(self) -> frozenset[str]:
        """Ids of what its text states; what only its other reading does has none of these."""
        return frozenset(each.id for own in self._by_field.values() for each in own)

    def remarked(self, comment: Comment) -> list[Assumption]:
        """The terms to whose words a comment is attached, first those that open changes decide, then the heaviest."""
        if comment.anchor is None:
            return []
        anchor = comment.anchor
        found = [each for own in self._by_field.values() for each in own if each.quote.span.overlaps(anchor)]
        return sorted(
            found,
            key=lambda each: (
                not each.is_contested,
                -_WEIGHT[FIELDS[each.field].severity],
                len(each.quote.span),
                each.id,
            ),
        )

    @property
    def unread_fields(self) -> frozenset[str]:
        """Fields of which a language model left a part of the document unread."""
        return self.model_reading.unread_fields if self.model_reading else frozenset()

    @cached_property
    def signature_statuses(self) -> tuple[str, ...]:
        """How far it is signed, as its signature blocks say, or by digital signatures alone; empty if nothing tells."""
        stated = tuple(str(each.value) for each in self.of("doc.signature_status"))
        return stated or ((self._digital_status,) if self._digital_status else ())

    @cached_property
    def signature_dates(self) -> tuple[dt.date, ...]:
        """Days on which somebody signed, earliest first."""
        empty = self.parties_without_signature
        dates = [
            each.value.date
            for each in self.of("doc.signatories")
            if isinstance(each.value, Signatory) and each.value.party not in empty
        ]
        dates += [
            each.value
            for party, field in (("customer", "doc.customer_signed_date"), ("supplier", "doc.supplier_signed_date"))
            for each in self.of(field)
            if isinstance(each.value, dt.date) and party not in empty
        ]
        known = [date for date in dates if date]
        return tuple(sorted(known or self._digital_dates))

    @cached_property
    def parties_without_signature(self) -> frozenset[str]:
        """Parties whose places to sign are all empty: a date printed there is the day of nothing."""
        ways: dict[str, set[str]] = {}
        for each in self.execution.signatures:
            if each.party:
                ways.setdefault(each.party, set()).add(each.way)
        return frozenset(party for party, found in ways.items() if found == {"empty"})

    @property
    def _digital_dates(self) -> list[dt.date]:
        """Days on which digital signatures that hold were made, by a time stamp or else the signer's clock."""
        moments = [each.signed_at for each in self.document.signatures if each.holds and each.signed_at]
        return [dt.datetime.fromisoformat(moment).date() for moment in moments]

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
    def said(self) -> str:
        """The text, blank where it speaks to a program; offsets are those of the text."""
        return said_in(self.document)

    @cached_property
    def conventions(self) -> Conventions:
        """How the document writes numbers and dates."""
        return decide(self.said)

    @cached_property
    def amounts(self) -> Sequence[Found[Money]]:
        """Every amount in the text."""
        return find_money(self.said, self.conventions)

    @cached_property
    def dates(self) -> Sequence[Found[dt.date]]:
        """Every complete date in the text."""
        return find_dates(self.said, self.conventions)

    @cached_property
    def plain_text(self) -> str:
        """The text in lower case without accents and punctuation."""
        return plain(self.said)

    @cached_property
    def lines(self) -> Sequence[frozenset[str]]:
        """The words of weight of each line of the text."""
        return [words(line) for line in self.said.splitlines()]

    @cached_property
    def effective(self) -> dt.date | None:
        """Day from which the document holds: as stated, or the last signature."""
        return self.stated_effective or (self.signature_dates[-1] if self.signature_dates else None)

    @property
    def stated_effective(self) -> dt.date | None:
        """Day from which the document says that it holds."""
        stated = (each.value for each in self.of("doc.effective_date"))
        return next((value for value in stated if isinstance(value, dt.date)), None)
