"""A small deal of two papers in which everything agrees, for tests of mutation."""

import datetime as dt
from decimal import Decimal
from random import Random

from sowcheck.core.items import Milestone, PriceLine, RateLine, Signatory
from sowcheck.core.quantities import Money, Percent
from sowcheck.core.values import Value
from sowcheck.evals.mutation.booking import booked
from sowcheck.evals.mutation.campaign import Plan
from sowcheck.evals.mutation.deal import Deal, Paper, Statement, state
from sowcheck.settings import load_policy

POLICY = load_policy(None)
LINES = (("Discovery", "24000"), ("Warehouse build", "61000"), ("Handover", "15000"))
MILESTONES = (("Design signed off", "30000", 8), ("Build accepted", "50000", 10), ("Go-live", "20000", 12))
RATES = (("Architect", "1450"), ("Engineer", "1180"))


def rng(seed: int) -> Random:
    """Repeatable choices."""
    return Random(seed)  # noqa: S311  (no secret)


def money(amount: str) -> Money:
    return Money(amount=Decimal(amount), currency="EUR")


def _signed(party: str, day: int) -> Statement:
    shape = {"party": party, "name": "A. Berg", "title": "Director", "date": dt.date(2026, 6, day)}
    return state("doc.signatories", Signatory.model_validate(shape))


def _common() -> list[Statement]:
    facts: list[tuple[str, Value]] = [
        ("doc.signature_status", "completed"),
        ("customer.legal_name", "Orrin Lake Foods Ltd"),
        ("supplier.legal_name", "Tamsin Data Works GmbH"),
        ("price.currency", "EUR"),
        ("price.services_total", money("100000")),
        ("billing.payment_terms_days", 30),
        ("schedule.start_date", dt.date(2026, 7, 6)),
        ("schedule.end_date", dt.date(2026, 12, 18)),
    ]
    return [*(state(field, value) for field, value in facts), _signed("customer", 8), _signed("supplier", 9)]


def sow() -> Paper:
    facts: list[tuple[str, Value]] = [
        ("doc.kind", "sow"),
        ("doc.version", "2.0"),
        ("doc.effective_date", dt.date(2026, 6, 9)),
        ("msa.reference", "Framework Agreement FA-20417"),
        ("price.pricing_model", "fixed_fee"),
        ("price.nte_cap", money("104000")),
        ("price.discount_pct", Percent(points=Decimal(4))),
        ("billing.frequency", "milestone"),
        ("expense.policy", "included_in_fee"),
        ("acceptance.deemed", True),
    ]
    lines = [
        state("price.lines", PriceLine(description=name, amount=Decimal(amount), currency="EUR"))
        for name, amount in LINES
    ]
    milestones = [
        state(
            "billing.milestones",
            Milestone(
                name=name,
                amount=Decimal(amount),
                currency="EUR",
                due=dt.date(2026, month, 14),
                trigger="milestone_accepted",
            ),
        )
        for name, amount, month in MILESTONES
    ]
    rates = [
        state("price.rate_card", RateLine(role=role, amount=Decimal(amount), currency="EUR", per="day"))
        for role, amount in RATES
    ]
    own = [state(field, value) for field, value in facts]
    return Paper(name="sow.txt", statements=(*own, *_common(), *lines, *milestones, *rates))


def order_form() -> Paper:
    kind = state("doc.kind", "order_form")
    number = state("quote.number", "Q-30071")
    lines = [
        state(
            "price.lines",
            PriceLine(
                description=name,
                quantity=Decimal(1),
                unit_price=Decimal(amount),
                amount=Decimal(amount),
                currency="EUR",
            ),
        )
        for name, amount in LINES
    ]
    return Paper(name="order_form.txt", statements=(kind, number, *_common(), *lines))


def fixed_fee() -> Deal:
    """A fixed fee with lines, milestones and rates for further work."""
    papers = (sow(), order_form())
    return Deal(name="fixed-fee", papers=papers, record=booked(papers))


def by_the_day() -> Deal:
    """Days of two roles at the rates of the card."""
    lines = [
        state(
            "price.lines",
            PriceLine(
                description=role,
                quantity=Decimal(days),
                unit="day",
                unit_price=Decimal(rate),
                amount=Decimal(rate) * days,
                currency="EUR",
            ),
        )
        for (role, rate), days in zip(RATES, (20, 60), strict=True)
    ]
    total = sum((Decimal(rate) * days for (_, rate), days in zip(RATES, (20, 60), strict=True)), Decimal(0))

    def edit(each: Statement) -> Statement | None:
        if each.field in ("price.lines", "billing.milestones"):
            return None
        changed: dict[str, Value] = {
            "price.services_total": money(str(total)),
            "price.pricing_model": "time_and_materials_nte",
            "billing.frequency": "monthly",
        }
        return each.saying(changed[each.field]) if each.field in changed else each

    papers = (sow().edited(edit).with_more(*lines), order_form().edited(edit))
    return Deal(name="by-the-day", papers=papers, record=booked(papers))


def plan(*only: str, seed: int = 7, limit: int = 0, vendors: tuple[str, ...] = ()) -> Plan:
    """A plan that tries everything of some operators."""
    made = Plan(policy=POLICY, seed=seed, limit=limit, only=only)
    return made._replace(vendors=vendors) if vendors else made
