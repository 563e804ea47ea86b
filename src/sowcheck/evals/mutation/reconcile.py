"""Gold papers that agree with themselves and with each other: the faults that were planted in them are mended.

Mending follows from what the papers state and from the list of planted faults, never from what comparing finds: a false
flag on a matching deal has to show.
"""

import datetime as dt
from collections.abc import Sequence

from sowcheck.core.fields import FIELDS
from sowcheck.core.items import Signatory
from sowcheck.core.quantities import Duration
from sowcheck.core.values import Value
from sowcheck.evals.mutation.deal import Paper, Statement, state
from sowcheck.evals.mutation.gold import GoldDeal
from sowcheck.evals.mutation.reconcile_money import with_one_schedule, with_one_total

_OF_EACH_PAPER = frozenset({"doc.kind", "doc.effective_date", "doc.signature_status", "doc.version"})
"""Every paper has its own."""
_RIGHTLY_SEVERAL = frozenset(
    {"msa.reference", "billing.frequency", "billing.timing", "price.recurring_fee", "price.pricing_model", "price.tax_treatment"}
)  # fmt: skip
"""A deal may have several: services by milestone, a subscription by the year."""
_CONFLICTS = ("conflict_within_document", "conflict_across_documents")
_PRICED = frozenset({"price.lines", "price.rate_card", "billing.milestones"})


def reconciled(gold: GoldDeal) -> tuple[Paper, ...]:
    """The papers of a deal, without what is wrong with them."""
    papers = [_signed(paper, gold) for paper in gold.papers]
    papers = with_one_total(papers)
    papers = _one_value([_term(paper, gold) for paper in papers], gold)
    papers = with_one_schedule(papers, gold)
    papers = _without_faulty_lists(papers, gold)
    return tuple(_versioned(papers))


# --- signatures --------------------------------------------------------------------------------------------------------


def _signed(paper: Paper, gold: GoldDeal) -> Paper:
    """Signed by everybody on a day, and before the work starts."""
    days = [
        each.value.date for each in paper.of("doc.signatories") if isinstance(each.value, Signatory) and each.value.date
    ]
    effective, start = paper.first("doc.effective_date"), paper.first("schedule.start_date")
    fallback = max(days, default=effective if isinstance(effective, dt.date) else None)
    latest = start if isinstance(start, dt.date) and paper.kind != "change_order" else dt.date.max
    titles = not gold.is_faulty("doc.signatories")

    def edit(each: Statement) -> Statement:
        if each.field == "doc.signature_status":
            return each if each.value == "completed" else each.saying("completed")
        if isinstance(each.value, Signatory):
            return each.model_copy(update={"value": _signatory(each.value, fallback, latest, titles=titles)})
        return each

    return paper.edited(edit)


def _signatory(value: Signatory, fallback: dt.date | None, latest: dt.date, *, titles: bool) -> Signatory:
    day = value.date or fallback
    changes = {"date": min(day, latest) if day else None, "title": value.title if titles else None}
    return value.model_copy(update=changes)


# --- one value for a field ---------------------------------------------------------------------------------------------


def _one_value(papers: Sequence[Paper], gold: GoldDeal) -> list[Paper]:
    """Each paper states a scalar once, and later papers of the base state what the first one does."""
    agreed: dict[str, Value] = {}
    made = []
    for paper in papers:
        own: set[str] = set()
        base = paper.kind != "change_order"

        def edit(each: Statement, own: set[str] = own, base: bool = base) -> Statement | None:
            if FIELDS[each.field].repeated or each.field in _OF_EACH_PAPER:
                return each
            if each.field in _RIGHTLY_SEVERAL and not gold.is_faulty(each.field, *_CONFLICTS):
                return each
            if each.field in own:
                return None
            own.add(each.field)
            if each.field == "msa.reference" and each.field in agreed:
                return None  # a second paper cites the agreement, or the first paper, in words of its own
            value = agreed.setdefault(each.field, each.value) if base else each.value
            # The words of a faulty statement may still say the fault: an amount in figures that differs from its words.
            return each if value == each.value and not gold.is_faulty(each.field) else each.saying(value)

        made.append(paper.edited(edit))
    return made


# --- term --------------------------------------------------------------------------------------------------------------


def _term(paper: Paper, gold: GoldDeal) -> Paper:
    """The end to which start and duration lead, where the three were made not to fit."""
    if not any(
        gold.is_faulty(f"schedule.{each}", "invariant_broken") for each in ("start_date", "end_date", "duration")
    ):
        return paper
    start, length = paper.first("schedule.start_date"), paper.first("schedule.duration")
    if not isinstance(start, dt.date) or not isinstance(length, Duration):
        return paper
    end = last_day(start, length)
    if end is None:
        return paper.without("schedule.duration")
    return paper.edited(lambda each: each.saying(end) if each.field == "schedule.end_date" else each)


def last_day(start: dt.date, length: Duration) -> dt.date | None:
    """The last day of a term: the Friday of its last week, or the day before the first of the next term."""
    if length.unit == "week":
        return start + dt.timedelta(days=7 * length.count - (3 if start.weekday() == 0 else 1))
    months = {"month": 1, "quarter": 3, "year": 12}.get(length.unit)
    if months is None or start.day > 28:
        return None
    place = start.month - 1 + months * length.count
    return dt.date(start.year + place // 12, place % 12 + 1, start.day) - dt.timedelta(days=1)


# --- lists and versions ------------------------------------------------------------------------------------------------


def _without_faulty_lists(papers: Sequence[Paper], gold: GoldDeal) -> list[Paper]:
    """Lists of scope that were made to contradict themselves are left out: no record holds them."""
    lists = [name for name, row in FIELDS.items() if row.repeated and name not in _PRICED]
    faulty = [name for name in lists if gold.is_faulty(name, *_CONFLICTS, "invariant_broken")]
    return [paper.without(*faulty) for paper in papers]


def _versioned(papers: Sequence[Paper]) -> list[Paper]:
    """The first paper states its version, as the head of a paper does though annotators seldom find it there."""
    if any(paper.of("doc.version") for paper in papers):
        return list(papers)
    return [papers[0].with_more(state("doc.version", "2.0")), *papers[1:]]
