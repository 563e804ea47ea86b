"""Two scorecards of one dataset, fact by fact: what was won, what was lost, and whether the difference is real.

Paired: the same facts stand on both sides, and both sides are drawn together. What two extractors have in common, such
as a document that is hard for both, cancels out; so the interval is far narrower than two intervals side by side.
"""

from collections.abc import Iterable

from sowcheck.core.noun import Noun
from sowcheck.errors import UsageError
from sowcheck.evals.card import Card
from sowcheck.evals.paired import Change, Row
from sowcheck.evals.paired_deals import deal_changes, deal_rows
from sowcheck.evals.paired_facts import fact_changes, fact_rows, field_rows


class Comparison(Noun):
    """The second card less the first."""

    first: str
    """Id of the run."""
    second: str
    documents: int
    """Compared, on both sides."""
    deals: int
    left_out: tuple[str, ...]
    """Documents and deals that only one side has, or has with other content."""
    measures: tuple[Row, ...]
    fields: tuple[Row, ...]
    """F1 of each field."""
    changes: tuple[Change, ...]
    """Losses first, then gains, each by field and place."""

    def losses(self, fields: Iterable[str] | None = None) -> tuple[Change, ...]:
        """What was lost, in some fields or in all."""
        wanted = None if fields is None else set(fields)
        return tuple(
            change for change in self.changes if not change.gain and (wanted is None or change.field in wanted)
        )


def compare(first: Card, second: Card, *, common: bool = False) -> Comparison:
    """Compares two scorecards.

    Args:
        first: The side to compare with.
        second: The side whose gain is asked for.
        common: Whether cards of different datasets may be compared over the documents and deals they share.

    Raises:
        UsageError: the datasets differ and `common` was not asked for, or they share nothing.
    """
    if first.dataset.sha256 != second.dataset.sha256 and not common:
        raise UsageError(
            f"the two measured different datasets: {_name(first)} and {_name(second)}",
            hint="Compare logs of one dataset, or only the documents that both have, with --common.",
        )
    documents = [
        (name, mine, second.documents[name])
        for name, mine in first.documents.items()
        if name in second.documents and mine.same_content(second.documents[name])
    ]
    deals = [
        (name, mine, second.deals[name])
        for name, mine in first.deals.items()
        if name in second.deals and mine.content_sha256 == second.deals[name].content_sha256
    ]
    if not documents and not deals:
        raise UsageError("the two have no document and no deal in common", hint="Compare logs of one dataset.")
    compared = {name for name, _, _ in (*documents, *deals)}
    everything = {*first.documents, *first.deals, *second.documents, *second.deals}
    changes = [*fact_changes(documents), *deal_changes(deals)]
    return Comparison(
        first=first.log,
        second=second.log,
        documents=len(documents),
        deals=len(deals),
        left_out=tuple(sorted(everything - compared)),
        measures=(*fact_rows(documents), *deal_rows(deals)),
        fields=tuple(field_rows(documents)),
        changes=tuple(sorted(changes, key=lambda change: (change.gain, change.field, change.place))),
    )


def _name(card: Card) -> str:
    return f"{card.dataset.name} ({card.dataset.sha256[:12]})"
