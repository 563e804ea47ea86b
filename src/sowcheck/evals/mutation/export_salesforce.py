"""A deal's records as Salesforce with CPQ exports them: opportunity, quote with lines, quote document, order."""

from sowcheck.evals.mutation.payloads import Payload, number, words
from sowcheck.evals.mutation.terms import RecordLine, RecordTerms

_CHECK = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"
_FREQUENCIES = {"milestone": "Invoice Plan", "annual": "Annual", "semiannual": "Semiannually", "one_time": "One-Time"}
_UNITS = {"hour": "Hour", "day": "Day", "week": "Week", "month": "Month", "quarter": "Quarter", "year": "Year"}
_SIGNATURE = {"completed": "Signed", "partially_signed": "Pending", "unsigned": "Pending"}
_CHARGED = {"month": "Monthly", "quarter": "Quarterly", "year": "Annual"}


def salesforce(terms: RecordTerms) -> dict[str, Payload]:
    """Files by name."""
    return {
        "opportunity.json": _query(_opportunity(terms)),
        "quote.json": _query(_quote(terms)),
        "quote_document.json": _query(_quote_document(terms)),
        "order.json": _query(_order(terms)),
    }


def _id(prefix: str, place: int = 1) -> str:
    """The 18-character id: 15 characters and a checksum of their capitals."""
    short = f"{prefix}Mt00000{place:05d}"
    chunks = (short[0:5], short[5:10], short[10:15])
    return short + "".join(_CHECK[sum(1 << i for i, c in enumerate(chunk) if c.isupper())] for chunk in chunks)


def _record(kind: str, identity: str, **fields: Payload) -> dict[str, Payload]:
    url = f"/services/data/v64.0/sobjects/{kind}/{identity}"
    return {"attributes": {"type": kind, "url": url}, "Id": identity, **fields}


def _query(*records: Payload) -> dict[str, Payload]:
    return {"totalSize": len(records), "done": True, "records": list(records)}


def _opportunity(terms: RecordTerms) -> Payload:
    lines = [
        _record(
            "OpportunityLineItem",
            _id("00k", place),
            ProductCode=_code(line, place),
            Description=line.name,
            Unit_of_Measure__c=_UNITS.get(line.unit or ""),
            Quantity=number(line.quantity),
            UnitPrice=number(line.unit_price),
            TotalPrice=number(line.amount),
            Discount=None,
            ServiceDate=words(terms.start),
            pse__IsServicesProductLine__c=line.work,
        )
        for place, line in enumerate(terms.sold, start=1)
    ]
    account = _record("Account", _id("001"), Name=terms.customer, Industry="Other")
    return _record(
        "Opportunity",
        _id("006"),
        Name=f"{terms.customer} - services",
        AccountId=_id("001"),
        Account=account,
        StageName="Closed Won" if terms.won else "Negotiation",
        IsClosed=terms.won,
        IsWon=terms.won,
        Amount=number(terms.deal_total),
        CurrencyIsoCode=terms.currency,
        CloseDate=words(terms.closed),
        Type="New Business",
        HasOpportunityLineItem=bool(lines),
        pse__Is_Services_Opportunity__c=True,
        OpportunityLineItems=_query(*lines) if lines else None,
    )


def _quote(terms: RecordTerms) -> Payload:
    lines = [_quote_line(terms, line, place) for place, line in enumerate(terms.lines, start=1)]
    contract = _record("Contract", _id("800"), ContractNumber=terms.agreement, Status="Activated")
    return _record(
        "SBQQ__Quote__c",
        _id("a0q"),
        Name=terms.quote_number,
        SBQQ__Opportunity2__c=_id("006"),
        SBQQ__Type__c="Quote",
        SBQQ__Status__c="Approved" if terms.approved else "Draft",
        SBQQ__Primary__c=terms.primary,
        SBQQ__Uncalculated__c=False,
        CurrencyIsoCode=terms.currency,
        SBQQ__NetAmount__c=number(terms.quote_total),
        SBQQ__CustomerAmount__c=number(terms.quote_total),
        SBQQ__CustomerDiscount__c=number(terms.discount),
        SBQQ__RenewalUpliftRate__c=number(terms.escalation),
        SBQQ__PaymentTerms__c=None if terms.payment_days is None else f"Net {terms.payment_days}",
        SBQQ__BillingFrequency__c=_frequency(terms.frequency),
        SBQQ__StartDate__c=words(terms.start),
        SBQQ__EndDate__c=words(terms.end),
        SBQQ__ExpirationDate__c=words(terms.expires),
        SBQQ__BillingName__c=terms.customer,
        SBQQ__MasterContract__r=contract if terms.agreement else None,
        Pricing_Model__c=_label(terms.model),
        Expense_Policy__c=_label(terms.expenses),
        Not_to_Exceed__c=number(terms.cap),
        SBQQ__LineItems__r=_query(*lines) if lines else None,
    )


def _quote_line(terms: RecordTerms, line: RecordLine, place: int) -> Payload:
    recurring = line.months is not None
    return _record(
        "SBQQ__QuoteLine__c",
        _id("a0r", place),
        Name=f"QL-{place:06d}",
        SBQQ__Number__c=float(place),
        SBQQ__ProductCode__c=_code(line, place),
        SBQQ__ProductName__c=line.name,
        SBQQ__ProductFamily__c="Professional Services" if line.work else "Subscription",
        UOM__c=_UNITS.get(line.unit or ""),
        SBQQ__Quantity__c=number(line.quantity),
        SBQQ__ListPrice__c=number(line.unit_price),
        SBQQ__NetPrice__c=number(line.unit_price),
        SBQQ__NetTotal__c=0.0 if line.optional else number(line.amount),
        SBQQ__Optional__c=line.optional,
        SBQQ__ChargeType__c="Recurring" if recurring else "One-Time",
        SBQQ__BillingFrequency__c=_charged(terms, line) if recurring else None,
        SBQQ__SubscriptionTerm__c=float(line.months) if line.months else None,
    )


def _charged(terms: RecordTerms, line: RecordLine) -> str | None:
    """How often a recurring line is billed: the services as the quote says, a subscription by its own period."""
    if line.per:
        return _CHARGED[line.per]
    own = _frequency(terms.frequency)
    return own if own in ("Monthly", "Quarterly", "Annual") else None


def _quote_document(terms: RecordTerms) -> Payload:
    version = terms.version
    return _record(
        "SBQQ__QuoteDocument__c",
        _id("a0n"),
        Name=f"{terms.quote_number}-document",
        SBQQ__Quote__c=_id("a0q"),
        SBQQ__Version__c=float(version) if version and version.replace(".", "", 1).isdigit() else version,
        SBQQ__SignatureStatus__c=_SIGNATURE[terms.signed],
        SBQQ__OutputFormat__c="PDF",
    )


def _order(terms: RecordTerms) -> Payload:
    return _record(
        "Order",
        _id("801"),
        OrderNumber="00000100",
        OpportunityId=_id("006"),
        Account=_record("Account", _id("001"), Name=terms.customer),
        EffectiveDate=words(terms.effective),
        EndDate=words(terms.end),
        CustomerAuthorizedDate=words(terms.customer_signed),
        CompanyAuthorizedDate=words(terms.supplier_signed),
        CurrencyIsoCode=terms.currency,
        Status="Activated",
    )


def _code(line: RecordLine, place: int) -> str:
    return f"{'PS' if line.work else 'SUB'}-{place:03d}"


def _frequency(value: str | None) -> str | None:
    return _FREQUENCIES.get(value, value.capitalize()) if value else None


def _label(value: str | None) -> str | None:
    return value.replace("_", " ").title() if value else None
