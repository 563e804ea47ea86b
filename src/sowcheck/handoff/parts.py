"""Terms -> the parts that target systems know: project, contract lines, rates, billing schedule, resource requests."""

from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal

from sowcheck.core.items import KeyPerson, Milestone, PriceLine, RateLine, StaffRole
from sowcheck.core.quantities import RecurringFee
from sowcheck.handoff.by_field import Terms
from sowcheck.handoff.keys import Keys
from sowcheck.handoff.model import (
    BillingEvent,
    BillingSchedule,
    ContractLine,
    ProjectMaster,
    RateCardLine,
    ResourceRequest,
)

_CENT = Decimal("0.01")


def project_master(terms: Terms, keys: Keys, reference: str) -> ProjectMaster:
    """What a project is created from."""
    customer = terms.text("customer.legal_name")
    return ProjectMaster(
        external_key=keys.key("project_master"),
        name=" / ".join(filter(None, [customer, terms.text("quote.number") or reference])),
        opportunity_id=keys.opportunity,
        quote_number=terms.text("quote.number"),
        governing_agreement=terms.text("msa.reference"),
        customer=customer,
        supplier=terms.text("supplier.legal_name"),
        purchase_order=terms.text("customer.po_number"),
        pricing_model=terms.text("price.pricing_model"),
        currency=terms.text("price.currency"),
        services_total=terms.money("price.services_total"),
        grand_total=terms.money("price.grand_total"),
        not_to_exceed=terms.money("price.nte_cap"),
        estimated_hours=terms.text("price.estimated_hours"),
        start=terms.text("schedule.start_date"),
        end=terms.text("schedule.end_date"),
        location_mode=terms.text("staffing.location_mode"),
        tax_treatment=terms.text("price.tax_treatment"),
        expense_policy=terms.text("expense.policy"),
        expense_cap=terms.money("expense.cap"),
    )


def contract_lines(terms: Terms, keys: Keys) -> tuple[ContractLine, ...]:
    """Priced lines; the services as one line where the papers break nothing down; and what recurs."""
    method = terms.text("price.pricing_model")
    lines = [
        ContractLine(
            external_key=keys.key("contract_line"),
            kind="priced_line",
            description=line.description,
            billing_method=method,
            quantity=_text(line.quantity),
            unit=line.unit,
            unit_price=_text(line.unit_price),
            amount=_text(line.amount),
            currency=line.currency,
        )
        for line in terms.items("price.lines", PriceLine)
    ]
    total = terms.money("price.services_total")
    if not lines and total:
        lines.append(
            ContractLine(
                external_key=keys.key("contract_line"),
                kind="services",
                description="Services",
                billing_method=method,
                amount=total.amount,
                currency=total.currency,
            )
        )
    fee = terms.typed("price.recurring_fee")
    if isinstance(fee, RecurringFee):
        lines.append(
            ContractLine(
                external_key=keys.key("contract_line"),
                kind="recurring_fee",
                description="Recurring fee",
                billing_method=method,
                amount=_text(fee.amount),
                currency=fee.currency,
                per=fee.per,
            )
        )
    return tuple(lines)


def rate_card(terms: Terms, keys: Keys) -> tuple[RateCardLine, ...]:
    """What each role costs."""
    return tuple(
        RateCardLine(
            external_key=keys.key("rate_card"),
            role=line.role,
            amount=str(line.amount),
            currency=line.currency,
            per=line.per,
        )
        for line in terms.items("price.rate_card", RateLine)
    )


def billing_schedule(terms: Terms, keys: Keys) -> BillingSchedule:
    """When is billed, and how."""
    days = terms.value("billing.payment_terms_days")
    return BillingSchedule(
        external_key=keys.key("billing_schedule"),
        frequency=terms.text("billing.frequency"),
        timing=terms.text("billing.timing"),
        start=terms.text("billing.start_date"),
        payment_terms_days=days if isinstance(days, int) else None,
        deposit=terms.value("billing.deposit"),
        late_interest=terms.value("billing.late_interest"),
        holdback_percent=terms.text("price.holdback_pct"),
        events=tuple(_events(terms, keys)),
    )


def resource_requests(terms: Terms, keys: Keys, skills: Sequence[str]) -> tuple[ResourceRequest, ...]:
    """The roles to staff, and key people who hold no role of the team."""
    roles = terms.items("staffing.roles", StaffRole)
    known = {each.role.casefold() for each in roles}
    key_people = terms.items("staffing.key_personnel", KeyPerson)
    others = [each for each in key_people if each.role is None or each.role.casefold() not in known]
    roles += [StaffRole(role=each.role or "key person", person=each.person) for each in others]
    named = {each.role.casefold(): each.person for each in key_people if each.role}
    rates = {line.role.casefold(): line for line in terms.items("price.rate_card", RateLine)}
    certifications = terms.texts("staffing.certifications")
    return tuple(
        ResourceRequest(
            external_key=keys.key("resource_assignment_request"),
            role=role.role,
            count=role.count,
            hours=_text(role.hours),
            person=role.person or named.get(role.role.casefold()),
            key_person=role.role.casefold() in named or any(each.person == role.person for each in others),
            rate=_text(rate.amount) if (rate := rates.get(role.role.casefold())) else None,
            currency=rate.currency if rate else None,
            rate_per=rate.per if rate else None,
            start=terms.text("schedule.start_date"),
            end=terms.text("schedule.end_date"),
            location_mode=terms.text("staffing.location_mode"),
            skills=tuple(skills),
            certifications=certifications,
        )
        for role in roles
    )


def _events(terms: Terms, keys: Keys) -> Iterator[BillingEvent]:
    total = terms.money("price.services_total")
    for each in terms.items("billing.milestones", Milestone):
        worked_out = each.amount is None and each.percent is not None and total is not None
        amount, currency = each.amount, each.currency
        if worked_out:
            assert each.percent is not None
            assert total is not None
            share = Decimal(total.amount) * each.percent / 100
            amount, currency = share.quantize(_CENT, ROUND_HALF_UP), total.currency
        yield BillingEvent(
            external_key=keys.key("billing_schedule_event"),
            name=each.name,
            amount=_text(amount),
            currency=currency,
            percent=_text(each.percent),
            amount_from="percent" if worked_out else "nothing" if amount is None else "stated",
            due=None if each.due is None else str(each.due),
            trigger=each.trigger,
        )


def _text(number: Decimal | None) -> str | None:
    return None if number is None else str(number)
