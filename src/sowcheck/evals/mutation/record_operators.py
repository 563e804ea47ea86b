"""One thing changed in the records."""

import datetime as dt
from collections.abc import Callable, Iterator
from decimal import Decimal
from random import Random

from sowcheck.evals.mutation import values
from sowcheck.evals.mutation.deal import Deal
from sowcheck.evals.mutation.mutant import Change, Mutant
from sowcheck.evals.mutation.terms import RecordLine, RecordMilestone

_CENT = Decimal("0.01")
_TOTALS = {"deal_total": "price.services_total", "quote_total": "price.services_total", "cap": "price.nte_cap"}
_DAYS = {
    "start": "schedule.start_date",
    "end": "schedule.end_date",
    "effective": "doc.effective_date",
}
_PARTIES = {"customer": "customer.legal_name", "supplier": "supplier.legal_name"}
_OPPOSED = {"expenses": "expense.policy", "place": "staffing.location_mode"}
_CHOSEN = {"model": "price.pricing_model", "frequency": "billing.frequency"}
_STATES = {"won": "deal.is_won", "primary": "quote.is_primary", "approved": "quote.status"}

NewAmount = Callable[[Decimal, Random], Decimal | None]


def amount(deal: Deal, rng: Random) -> Iterator[Mutant]:
    """A total, a ceiling, a line or a milestone is a little higher or lower."""
    yield from _amounts("amount", deal, rng, values.nudged)


def digit_swap(deal: Deal, rng: Random) -> Iterator[Mutant]:
    """Two digits of an amount or a rate are exchanged."""
    yield from _amounts("digit_swap", deal, rng, values.digits_swapped)
    yield from _rates("digit_swap", deal, rng, values.digits_swapped)


def rate(deal: Deal, rng: Random) -> Iterator[Mutant]:
    """A role's rate is a little higher or lower, and its line with it."""
    yield from _rates("rate", deal, rng, values.nudged)


def _amounts(operator: str, deal: Deal, rng: Random, change: NewAmount) -> Iterator[Mutant]:
    for name, field in _TOTALS.items():
        old = getattr(deal.record, name)
        if old is not None and (new := change(old, rng)) is not None:
            yield _mutant(operator, deal, field, name, old, new, {name: new})
    for place, line in enumerate(deal.record.lines):
        if line.role or not line.amount or (new := change(line.amount, rng)) is None:
            continue
        # The price follows: a system multiplies it by the quantity.
        price = (new / line.quantity).quantize(_CENT)
        changed = line.model_copy(update={"unit_price": price, "amount": (price * line.quantity).quantize(_CENT)})
        if changed.amount != line.amount:
            yield _line(operator, deal, place, changed, line.amount, changed.amount)
    for place, row in enumerate(deal.record.milestones):
        if (new := change(row.amount, rng)) is not None:
            yield _milestone(operator, deal, place, row.model_copy(update={"amount": new}), row.amount, new)


def _rates(operator: str, deal: Deal, rng: Random, change: NewAmount) -> Iterator[Mutant]:
    for place, line in enumerate(deal.record.lines):
        if line.role and (new := change(line.unit_price, rng)) is not None:
            changed = line.model_copy(update={"unit_price": new, "amount": (new * line.quantity).quantize(_CENT)})
            yield _line(operator, deal, place, changed, line.unit_price, new, "price.rate_card")


def quantity(deal: Deal, rng: Random) -> Iterator[Mutant]:
    """A line has more or fewer units at the same price."""
    for place, line in enumerate(deal.record.lines):
        if line.quantity > 1:
            new = values.other_quantity(line.quantity, rng)
            changed = line.model_copy(update={"quantity": new, "amount": (new * line.unit_price).quantize(_CENT)})
            yield _line("quantity", deal, place, changed, line.quantity, new)


def currency(deal: Deal, rng: Random) -> Iterator[Mutant]:
    """The records count in another currency."""
    new = values.other_currency(deal.record.currency, rng)
    yield _mutant("currency", deal, "price.currency", "currency", deal.record.currency, new, {"currency": new})


def swapped_milestones(deal: Deal, rng: Random) -> Iterator[Mutant]:
    """Two milestones have each other's amount; the sum stays."""
    rows = deal.record.milestones
    pairs = [(a, b) for a in range(len(rows)) for b in range(a + 1, len(rows)) if rows[a].amount != rows[b].amount]
    for a, b in sorted(rng.sample(pairs, min(len(pairs), 3))):
        changed = list(rows)
        changed[a] = rows[a].model_copy(update={"amount": rows[b].amount})
        changed[b] = rows[b].model_copy(update={"amount": rows[a].amount})
        said = f"{rows[a].amount} and {rows[b].amount}", f"{rows[b].amount} and {rows[a].amount}"
        key = f"{rows[a].name}; {rows[b].name}"
        yield _mutant(
            "swapped_milestones", deal, "billing.milestones", "milestones", *said, {"milestones": tuple(changed)}, key
        )


def date(deal: Deal, rng: Random) -> Iterator[Mutant]:
    """Start, end, effective day or a milestone's day is another."""
    for name, field in _DAYS.items():
        old: dt.date | None = getattr(deal.record, name)
        if old:
            new = values.another_day(old, rng)
            yield _mutant("date", deal, field, name, old, new, {name: new})
    for place, row in enumerate(deal.record.milestones):
        if row.due:
            new = values.another_day(row.due, rng)
            yield _milestone("date", deal, place, row.model_copy(update={"due": new}), row.due, new)


def net_days(deal: Deal, rng: Random) -> Iterator[Mutant]:
    """Other payment terms."""
    old = deal.record.payment_days
    if old is not None:
        new = values.other_net_days(old, rng)
        yield _mutant("net_days", deal, "billing.payment_terms_days", "payment_days", old, new, {"payment_days": new})


def party(deal: Deal, rng: Random) -> Iterator[Mutant]:
    """Another legal entity buys or sells."""
    for name, field in _PARTIES.items():
        if old := getattr(deal.record, name):
            new = values.another_party(old, rng)
            yield _mutant("party", deal, field, name, old, new, {name: new})


def polarity(deal: Deal, _rng: Random) -> Iterator[Mutant]:
    """A term says the opposite: included becomes billed, on site becomes remote."""
    for name, field in _OPPOSED.items():
        old = getattr(deal.record, name)
        if old and (new := values.OPPOSITES[field].get(old)):
            yield _mutant("polarity", deal, field, name, old, new, {name: new})


def choice(deal: Deal, rng: Random) -> Iterator[Mutant]:
    """Another pricing model or billing frequency."""
    for name, field in _CHOSEN.items():
        old = getattr(deal.record, name)
        if old and old != "mixed":
            new = values.another_choice(field, old, rng)
            yield _mutant("choice", deal, field, name, old, new, {name: new})


def cap_removed(deal: Deal, _rng: Random) -> Iterator[Mutant]:
    """The records know no ceiling."""
    if deal.record.cap is not None:
        yield _mutant("cap_removed", deal, "price.nte_cap", "cap", deal.record.cap, None, {"cap": None})


def line_optional(deal: Deal, _rng: Random) -> Iterator[Mutant]:
    """A line that was sold is an option."""
    for place, line in enumerate(deal.record.lines):
        if line.amount and len(deal.record.sold) > 1 and _is_stated(deal, line):
            yield _line("line_optional", deal, place, line.model_copy(update={"optional": True}), "sold", "optional")


def line_dropped(deal: Deal, _rng: Random) -> Iterator[Mutant]:
    """A line is missing; the totals stay."""
    lines = deal.record.lines
    for place, line in enumerate(lines):
        if len(lines) > 1 and _is_stated(deal, line):
            rest = tuple(each for index, each in enumerate(lines) if index != place)
            field = "price.lines" if line.amount else "price.rate_card"
            yield _mutant("line_dropped", deal, field, "lines", line.amount, None, {"lines": rest}, line.name)


def milestone_dropped(deal: Deal, _rng: Random) -> Iterator[Mutant]:
    """A milestone is missing."""
    rows = deal.record.milestones
    for place, row in enumerate(rows):
        if len(rows) > 1:
            rest = tuple(each for index, each in enumerate(rows) if index != place)
            yield _mutant(
                "milestone_dropped",
                deal,
                "billing.milestones",
                "milestones",
                row.amount,
                None,
                {"milestones": rest},
                row.name,
            )


def unsigned(deal: Deal, rng: Random) -> Iterator[Mutant]:
    """The records say that a signature is missing."""
    new = rng.choice(("partially_signed", "unsigned"))
    yield _mutant("unsigned", deal, "doc.signature_status", "signed", deal.record.signed, new, {"signed": new})


def version(deal: Deal, _rng: Random) -> Iterator[Mutant]:
    """The records were made from another version of the paper."""
    old = deal.record.version
    if old:
        new = values.next_version(old)
        yield _mutant("version", deal, "doc.version", "version", old, new, {"version": new})


def state(deal: Deal, _rng: Random) -> Iterator[Mutant]:
    """The deal is not won, the quote is not the primary one, not approved, or expired before the signature."""
    for name, field in _STATES.items():
        yield _mutant("state", deal, field, name, True, False, {name: False})
    closed, expires = deal.record.closed, deal.record.expires
    if closed and expires:
        new = closed - dt.timedelta(days=1)
        yield _mutant("state", deal, "quote.expiration_date", "expires", expires, new, {"expires": new})


def _is_stated(deal: Deal, line: RecordLine) -> bool:
    """Whether a paper has the line: one that only stands for the whole price may rightly be missing."""
    return any(
        each.field in ("price.lines", "price.rate_card") and each.key == line.name for *_, each in deal.statements()
    )


# --- making ------------------------------------------------------------------------------------------------------------


def _mutant(
    operator: str,
    deal: Deal,
    field: str,
    place: str,
    before: object,
    after: object,
    changes: dict[str, object],
    key: str | None = None,
) -> Mutant:
    change = Change(
        operator=operator, side="record", field=field, key=key, place=place, before=str(before), after=str(after)
    )
    return Mutant(change=change, deal=deal.with_record(**changes))


def _line(
    operator: str,
    deal: Deal,
    place: int,
    changed: RecordLine,
    before: object,
    after: object,
    field: str = "price.lines",
) -> Mutant:
    lines = tuple(changed if index == place else line for index, line in enumerate(deal.record.lines))
    return _mutant(operator, deal, field, "lines", before, after, {"lines": lines}, changed.name)


def _milestone(
    operator: str, deal: Deal, place: int, changed: RecordMilestone, before: object, after: object
) -> Mutant:
    rows = tuple(changed if index == place else row for index, row in enumerate(deal.record.milestones))
    return _mutant(
        operator, deal, "billing.milestones", "milestones", before, after, {"milestones": rows}, changed.name
    )
