"""A deal's records as HubSpot's CRM API returns them: deal, quote, line items, company. Every property is a string."""

from decimal import Decimal

from sowcheck.evals.mutation.payloads import Payload, text, words
from sowcheck.evals.mutation.terms import PERIODS, RecordLine, RecordTerms

_STAMP = "2026-01-15T09:30:00.000Z"
_FREQUENCIES = {"month": "monthly", "quarter": "quarterly", "year": "annually"}
_PERIOD_OF = {"monthly": "month", "quarterly": "quarter", "annual": "year"}
_RATES = {"hour": "Hourly rate", "day": "Day rate", "week": "Weekly", "month": "Monthly"}


def hubspot(terms: RecordTerms) -> dict[str, Payload]:
    """Files by name."""
    files: dict[str, Payload] = {"deal.json": _deal(terms), "quote.json": _quote(terms)}
    if terms.lines:
        files["line_items.json"] = {
            "status": "COMPLETE",
            "results": [_line_item(terms, line, place) for place, line in enumerate(terms.lines)],
            "startedAt": _STAMP,
            "completedAt": _STAMP,
        }
    if terms.customer:
        files["company.json"] = _object(
            "7000001", name=terms.customer, domain="customer.example", lifecyclestage="customer"
        )
    return files


def _object(identity: str, **properties: str | None) -> dict[str, Payload]:
    filled: dict[str, Payload] = {"hs_object_id": identity, **properties}
    return {"id": identity, "properties": filled, "createdAt": _STAMP, "updatedAt": _STAMP, "archived": False}


def _deal(terms: RecordTerms) -> Payload:
    return _object(
        "3000001",
        dealname="Services",
        pipeline="default",
        dealstage="closedwon" if terms.won else "contractsent",
        hs_is_closed_won="true" if terms.won else "false",
        amount=text(terms.deal_total),
        deal_currency_code=terms.currency,
        closedate=f"{words(terms.closed)}T12:00:00.000Z" if terms.closed else None,
        dealtype="newbusiness",
        billing_frequency=terms.frequency,
        pricing_model=terms.model,
        expense_policy=terms.expenses,
        not_to_exceed=text(terms.cap),
        project_start_date=words(terms.start),
        project_end_date=words(terms.end),
    )


def _quote(terms: RecordTerms) -> Payload:
    signers = {"completed": "2", "partially_signed": "1", "unsigned": "0"}[terms.signed]
    return _object(
        "5000001",
        hs_title="Services",
        hs_quote_number=terms.quote_number,
        hs_status="APPROVED" if terms.approved else "DRAFT",
        hs_currency=terms.currency,
        hs_quote_amount=text(terms.quote_total),
        hs_expiration_date=f"{words(terms.expires)}T12:00:00.000Z" if terms.expires else None,
        hs_net_payment_terms=None if terms.payment_days is None else str(terms.payment_days),
        hs_contract_effective_start_date=words(terms.effective),
        hs_esign_num_signers_required="2",
        hs_esign_num_signers_completed=signers,
        hs_quote_esign_status="SIGNED" if terms.signed == "completed" else "PENDING_SIGNATURE",
    )


def _line_item(terms: RecordTerms, line: RecordLine, place: int) -> Payload:
    quantity, price, amount = line.quantity, line.unit_price, line.amount
    period, months = _period(terms, line), line.months
    if period and months and line.unit in PERIODS:
        # The portal bills one period at a time: the quantity is one, the term tells how many there are.
        quantity, price = Decimal(1), line.unit_price * PERIODS[period] / PERIODS[line.unit]
        amount = price
    recurring = period is not None and months is not None
    return _object(
        f"{9000001 + place}",
        name=line.name,
        hs_sku=f"{'PS' if line.work else 'SUB'}-{place:03d}",
        hs_product_type="service" if line.work else "non_inventory",
        description=_RATES.get(line.unit or "") if line.role else None,
        quantity=text(quantity),
        price=text(price),
        amount=text(amount),
        hs_is_optional="true" if line.optional else "false",
        hs_line_item_currency_code=terms.currency,
        recurringbillingfrequency=_FREQUENCIES[period] if recurring and period else None,
        hs_term_in_months=str(months) if recurring else None,
        hs_recurring_billing_period=f"P{months}M" if recurring else None,
        hs_tcv=text(line.amount),
        hs_position_on_quote=str(place),
    )


def _period(terms: RecordTerms, line: RecordLine) -> str | None:
    """How often a recurring line is billed, if its term is whole periods of that."""
    if line.months is None:
        return None
    period = line.per or _PERIOD_OF.get(terms.frequency or "")
    return period if period and line.months % PERIODS[period] == 0 else None
