"""Whether comparing noticed the change: a new discrepancy on the changed field, or on one that shows the same fault."""

from collections.abc import Sequence

from sowcheck.compare.compare import Comparison
from sowcheck.compare.values.similarity import words
from sowcheck.core.discrepancies import Discrepancy, Outcome, Verdict
from sowcheck.core.fields import FIELDS
from sowcheck.evals.mutation.mutant import Change

EQUIVALENTS: dict[str, tuple[str, ...]] = {
    "price.services_total": ("price.grand_total", "price.lines"),
    "price.lines": (
        "price.rate_card", "price.services_total", "price.grand_total", "price.recurring_fee", "price.optional_lines",
        "staffing.roles", "price.estimated_hours",
    ),
    "price.rate_card": ("price.lines", "price.services_total", "staffing.roles"),
    "price.recurring_fee": ("price.lines",),
    "price.currency": ("price.services_total", "price.grand_total", "price.lines", "price.rate_card", "billing.milestones"),
    "schedule.start_date": ("schedule.duration", "billing.start_date", "doc.customer_signed_date", "doc.supplier_signed_date"),
    "schedule.end_date": ("schedule.duration",),
    "billing.milestones": ("price.services_total",),
}  # fmt: skip
"""Fields on which the fault of a field may be reported instead: a wrong rate is also a wrong line, an early start makes the
duration too long. A change of the total that only another field names is found all the same."""


def false_flags(comparison: Comparison) -> tuple[Discrepancy, ...]:
    """What is flagged although both sides agree; that a record has no place for a term is no flag."""
    return tuple(each for each in comparison.discrepancies if each.kind != "missing_in_record")


def new_discrepancies(before: Comparison, after: Comparison) -> tuple[Discrepancy, ...]:
    """What the changed deal shows and the matching one did not."""
    known = {_identity(each) for each in before.discrepancies}
    return tuple(each for each in after.discrepancies if _identity(each) not in known)


def _identity(each: Discrepancy) -> tuple[str, ...]:
    """A term that no record holds stays the same finding when the paper's value changes."""
    values = "" if each.kind == "missing_in_record" else f"{each.document_value} {each.record_value}"
    return (each.code, each.field, each.key or "", values)


def killer(change: Change, fresh: Sequence[Discrepancy]) -> Discrepancy | None:
    """The new discrepancy that names the change, that on the field itself before that on an equivalent one."""
    fields = (change.field, *EQUIVALENTS.get(change.field, ()))
    naming = [each for each in fresh if each.field in fields and _same_item(change, each)]
    return min(naming, key=lambda each: fields.index(each.field), default=None)


def _same_item(change: Change, each: Discrepancy) -> bool:
    """Whether the item is the changed one, by a word that the two names share; a sum names no item."""
    if change.key is None or each.key is None or each.field != change.field:
        return True
    return bool(words(change.key) & words(each.key)) or change.key == each.key


def is_false_match(change: Change, verdicts: Sequence[Verdict]) -> bool:
    """Whether the changed field, or the changed item of it, counts as a match and as nothing else."""
    outcomes = {each.verdict for each in verdicts if each.field == change.field and _is_of(change, each)}
    return outcomes == {Outcome.MATCH}


def _is_of(change: Change, verdict: Verdict) -> bool:
    if not FIELDS[change.field].repeated or verdict.key is None or change.key is None:
        return True
    return verdict.key in change.key.split("; ") or verdict.key == change.key
