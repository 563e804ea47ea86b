"""The records that a deal's papers would have, if everybody had booked them right."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from sowcheck.compare.sides.products import is_service
from sowcheck.compare.values.similarity import plain
from sowcheck.compare.values.subsets import places_with_sum
from sowcheck.core.items import Milestone, PriceLine, RateLine, Signatory
from sowcheck.core.quantities import Duration, Money, Percent, RecurringFee
from sowcheck.core.values import Value
from sowcheck.evals.mutation.deal import Paper
from sowcheck.evals.mutation.reconcile_money import total_of
from sowcheck.evals.mutation.terms import PERIODS, RecordLine, RecordMilestone, RecordTerms

_CENT = Decimal("0.01")
_VALID_AFTER_SIGNATURE = dt.timedelta(days=30)
_TIME = ("hour", "day", "week", "month")


def booked(papers: Sequence[Paper]) -> RecordTerms:
    """What the records hold; change orders go before the papers that they amend."""
    lines = tuple(_lines(papers))
    sold = sum((line.amount for line in lines), Decimal(0)) if lines else None
    customer, supplier = _signed(papers, "customer"), _signed(papers, "supplier")
    base_signed = [day for day in (customer, supplier) if day]
    effective = _day(papers[0].first("doc.effective_date"))
    closed = max(base_signed, default=effective)
    return RecordTerms(
        customer=_text(papers, "customer.legal_name"),
        supplier=_text(papers, "supplier.legal_name"),
        currency=_text(papers, "price.currency") or _currency(papers),
        lines=lines,
        milestones=tuple(_milestones(papers)),
        deal_total=sold or None,
        quote_total=sold or None,
        cap=_money(papers, "price.nte_cap"),
        payment_days=_days(papers),
        frequency=_text(papers, "billing.frequency"),
        model=_text(papers, "price.pricing_model"),
        expenses=_text(papers, "expense.policy"),
        place=_text(papers, "staffing.location_mode"),
        discount=_percent(papers, "price.discount_pct"),
        escalation=_percent(papers, "price.rate_escalation_pct"),
        start=_day(in_force(papers, "schedule.start_date")),
        end=_day(in_force(papers, "schedule.end_date")),
        effective=effective,
        closed=closed,
        expires=closed + _VALID_AFTER_SIGNATURE if closed else None,
        customer_signed=customer,
        supplier_signed=supplier,
        version=_text(papers, "doc.version"),
        quote_number=_text(papers, "quote.number") or "Q-10001",
        agreement=_agreement(papers),
    )


def in_force(papers: Sequence[Paper], field: str) -> Value | None:
    """The value that holds: of the latest change order that states it, else of the first paper."""
    amending = [paper for paper in papers if paper.kind == "change_order" and paper.of(field)]
    order = [*reversed(amending), *papers]
    return next((paper.first(field) for paper in order if paper.of(field)), None)


def _text(papers: Sequence[Paper], field: str) -> str | None:
    value = in_force(papers, field)
    return value if isinstance(value, str) else None


def _money(papers: Sequence[Paper], field: str) -> Decimal | None:
    value = in_force(papers, field)
    return value.amount if isinstance(value, Money) else None


def _percent(papers: Sequence[Paper], field: str) -> Decimal | None:
    value = in_force(papers, field)
    return value.points if isinstance(value, Percent) else None


def _days(papers: Sequence[Paper]) -> int | None:
    value = in_force(papers, "billing.payment_terms_days")
    return value if isinstance(value, int) else None


def _day(value: Value | None) -> dt.date | None:
    return value if isinstance(value, dt.date) else None


def _currency(papers: Sequence[Paper]) -> str:
    total = in_force(papers, "price.services_total")
    return total.currency if isinstance(total, Money) else "USD"


def _signed(papers: Sequence[Paper], party: str) -> dt.date | None:
    """The day on which a party signed the papers of the base for the last time."""
    days = [
        each.value.date
        for paper in papers
        if paper.kind != "change_order"
        for each in paper.of("doc.signatories")
        if isinstance(each.value, Signatory) and each.value.party == party and each.value.date
    ]
    return max(days, default=None)


def _agreement(papers: Sequence[Paper]) -> str | None:
    """The number in the words that name the governing agreement; None where they have no number."""
    words = str(papers[0].first("msa.reference") or "")
    numbers = re.findall(r"[A-Za-z0-9][A-Za-z0-9/_.-]*\d{3,}[A-Za-z0-9/_.-]*", words)
    return next((each.strip(".") for each in numbers if not re.fullmatch(r"(?:19|20)\d\d", each)), None)


# --- lines -------------------------------------------------------------------------------------------------------------


def _lines(papers: Sequence[Paper]) -> Iterator[RecordLine]:
    """The breakdown of the price, what a change order adds, licences, and rates of which nothing is sold yet."""
    base = [paper for paper in papers if paper.kind != "change_order"]
    rates = _rates(papers)
    months = _months(papers)
    work = _breakdown(base, rates, months)
    products = _products(base, months)
    added = [
        line
        for paper in papers
        if paper.kind == "change_order"
        for line in _priced(paper, rates, months)
        if line.amount
    ]
    yield from (*work, *added, *products)
    priced = {plain(line.name) for line in work if line.role}
    for role, rate in rates.items():
        if role not in priced:
            yield RecordLine(
                name=rate.role, quantity=Decimal(0), unit=rate.per, unit_price=rate.amount, amount=Decimal(0), role=True
            )


def _rates(papers: Sequence[Paper]) -> dict[str, RateLine]:
    rates: dict[str, RateLine] = {}
    for paper in papers:
        for each in paper.of("price.rate_card"):
            if isinstance(each.value, RateLine):
                rates[plain(each.value.role)] = each.value
    return rates


def _months(papers: Sequence[Paper]) -> int | None:
    """Length of the term in whole months."""
    length = in_force(papers, "schedule.duration")
    if isinstance(length, Duration) and length.unit in PERIODS:
        return length.count * PERIODS[length.unit]
    start, end = _day(in_force(papers, "schedule.start_date")), _day(in_force(papers, "schedule.end_date"))
    return round((end - start).days / 30.4375) if start and end else None


def _breakdown(base: Sequence[Paper], rates: dict[str, RateLine], months: int | None) -> list[RecordLine]:
    """The lines of the paper whose services come to its price, the finest first; one line where none does."""
    total = next((total for paper in base if (total := total_of(paper)) is not None), None)
    found: list[tuple[bool, int, list[RecordLine]]] = []
    for paper in base:
        lines = [line for line in _priced(paper, rates, months) if line.work and line.amount]
        if total is None:
            found.append((False, len(lines), lines))
        elif places := places_with_sum([line.amount for line in lines], total, _CENT * len(lines)):
            own = [line for place, line in enumerate(lines) if place in places]
            found.append((any(line.months for line in own), len(own), own))
    if found:
        return max(found, key=lambda each: each[:2])[2]
    whole = RecordLine(
        name="Services as per statement of work",
        quantity=Decimal(1),
        unit_price=total or Decimal(0),
        amount=total or Decimal(0),
    )
    return [whole] if total else []


def _products(base: Sequence[Paper], months: int | None) -> list[RecordLine]:
    found: dict[str, RecordLine] = {}
    for paper in base:
        fees = [each.value for each in paper.of("price.recurring_fee") if isinstance(each.value, RecurringFee)]
        for line in _priced(paper, {}, months):
            if not line.work and line.amount:
                fee = next((fee for fee in fees if fee.amount == line.amount and fee.per in PERIODS), None)
                found.setdefault(plain(line.name), line.model_copy(update={"per": fee.per if fee else None}))
    return list(found.values())


def _priced(paper: Paper, rates: dict[str, RateLine], months: int | None) -> Iterator[RecordLine]:
    for each in paper.of("price.lines"):
        if isinstance(each.value, PriceLine) and (line := _line(each.value, rates, months)):
            yield line


def _line(value: PriceLine, rates: dict[str, RateLine], months: int | None) -> RecordLine | None:
    """The line with quantity, price and amount; None where nothing is sold at a stated amount."""
    rate = rates.get(plain(value.description))
    is_role = rate is not None and rate.per == value.unit
    quantity, price, amount = value.quantity, value.unit_price, value.amount
    if price is None and is_role and rate is not None:
        price = rate.amount
    if quantity is None and value.unit in PERIODS and months and (price or amount):
        # "9,600 a month": the amount is that of one month of the term.
        quantity, price, amount = Decimal(months) / PERIODS[value.unit], price or amount, None
    if amount is None and quantity and price:
        amount = (quantity * price).quantize(_CENT)
    if amount is None:
        return None
    quantity = quantity or Decimal(1)
    unit = value.unit if value.unit in (*_TIME, *PERIODS) else None
    return RecordLine(
        name=value.description,
        quantity=quantity,
        unit=unit,
        unit_price=price if price is not None else (amount / quantity).quantize(_CENT),
        amount=amount,
        role=is_role,
        work=is_service(value),
    )


# --- milestones --------------------------------------------------------------------------------------------------------


def _milestones(papers: Sequence[Paper]) -> Iterator[RecordMilestone]:
    """The schedule of the first paper that has one, as amended by the change orders."""
    base = next((paper for paper in papers if paper.kind != "change_order" and paper.of("billing.milestones")), None)
    rows = list(_schedule(base)) if base else []
    for paper in papers:
        if paper.kind == "change_order":
            for new in _schedule(paper):
                same = next((place for place, old in enumerate(rows) if is_same_milestone(old.name, new.name)), None)
                if same is None:
                    rows.append(new)
                else:
                    rows[same] = new
    yield from rows


def _schedule(paper: Paper) -> Iterator[RecordMilestone]:
    total = total_of(paper)
    for each in paper.of("billing.milestones"):
        assert isinstance(each.value, Milestone)
        amount, share = each.value.amount, each.value.percent
        if amount is None and share is not None and total is not None:
            amount = (share * total / 100).quantize(_CENT)
        if amount is not None:
            due = each.value.due
            yield RecordMilestone(name=each.value.name, amount=amount, due=due if isinstance(due, dt.date) else None)


def is_same_milestone(old: str, new: str) -> bool:
    """Whether a change order restates a milestone: its name goes on, or it has the same code ("M5")."""
    one, two = plain(old), plain(new)
    code = re.match(r"[a-z]{0,10} ?\d+\b", one)
    return two.startswith(one) or bool(code and re.match(rf"{re.escape(code[0])}\b", two))
