"""A deal's records as the Dataverse Web API returns them: quote, project contract, project, milestones, price list."""

from sowcheck.evals.mutation.payloads import Payload, number, words
from sowcheck.evals.mutation.terms import RecordLine, RecordTerms

_SHOWN = "@OData.Community.Display.V1.FormattedValue"
_CONTEXT = "https://services.crm4.dynamics.com/api/data/v9.2/$metadata#"
_UNITS = {"hour": "Hour", "day": "Day", "week": "Week", "month": "Month", "quarter": "Quarter", "year": "Year"}
_BY_TIME = ("time_and_materials", "time_and_materials_nte")
_FIXED = ("fixed_fee", "milestone_based", "retainer", "subscription_managed_service")


def dynamics365(terms: RecordTerms) -> dict[str, Payload]:
    """Files by name."""
    files: dict[str, Payload] = {
        "quote.json": _quote(terms),
        "contract.json": _contract(terms),
        "project.json": _project(terms),
    }
    if terms.milestones:
        files["milestones.json"] = _milestones(terms)
    rates = [line for line in terms.lines if line.role and not line.quantity]
    if rates:
        files["price_list.json"] = _price_list(terms, rates)
    return files


def _guid(kind: int, place: int = 0) -> str:
    return f"{kind:04d}{place:04d}-2c1d-f111-8342-6045bd8f2c11"


def _lookup(name: str, identity: str, shown: str | None) -> dict[str, Payload]:
    return {f"_{name}_value": identity, f"_{name}_value{_SHOWN}": shown} if shown else {}


def _option(name: str, code: int, shown: str) -> dict[str, Payload]:
    return {name: code, name + _SHOWN: shown}


def _header(terms: RecordTerms) -> dict[str, Payload]:
    header: dict[str, Payload] = {
        **_lookup("opportunityid", _guid(1), "Services"),
        **_lookup("customerid", _guid(2), terms.customer),
        **_lookup("transactioncurrencyid", _guid(3), terms.currency),
        **_lookup("msdyn_contractorganizationalunitid", _guid(4), terms.supplier),
        "discountpercentage": number(terms.discount),
        "msdyn_nottoexceedlimit": number(terms.cap),
    }
    if terms.payment_days is not None:
        header |= _option("paymenttermscode", 100, f"Net {terms.payment_days}")
    if terms.frequency:
        header |= _lookup("msdyn_invoicefrequency", _guid(5), terms.frequency.replace("_", " ").title())
    return header


def _quote(terms: RecordTerms) -> Payload:
    state = (2, "Won") if terms.approved else (0, "Draft")
    return {
        "@odata.context": f"{_CONTEXT}quotes(quote_details())/$entity",
        "quoteid": _guid(10),
        "quotenumber": terms.quote_number,
        **_header(terms),
        "totaltax": 0.0,
        "totalamount": number(terms.quote_total),
        "expireson": words(terms.expires),
        **_option("statecode", *state),
        "quote_details": _lines(terms, "quotedetailid", 11),
    }


def _contract(terms: RecordTerms) -> Payload:
    return {
        "@odata.context": f"{_CONTEXT}salesorders(order_details())/$entity",
        "salesorderid": _guid(20),
        "ordernumber": "ORD-00100",
        **_header(terms),
        "totaltax": 0.0,
        "totalamount": number(terms.deal_total),
        **_option("statecode", 0, "Active"),
        "billto_name": terms.customer,
        "order_details": _lines(terms, "salesorderdetailid", 21),
    }


def _lines(terms: RecordTerms, key: str, kind: int) -> list[Payload]:
    # The format has no mark for an option: what is optional is left out.
    return [
        {
            key: _guid(kind, place),
            "sequencenumber": place,
            "productdescription": line.name,
            **_option("producttypecode", *((5, "Project-based Service") if line.work else (1, "Sales Inventory"))),
            "quantity": number(line.quantity),
            f"_uomid_value{_SHOWN}": _UNITS.get(line.unit or "", "Lump sum" if line.work else "Each"),
            "priceperunit": number(line.unit_price),
            "baseamount": number(line.amount),
            "manualdiscountamount": 0.0,
            "tax": 0.0,
            "extendedamount": number(line.amount),
            **_billing_method(terms, line),
        }
        for place, line in enumerate(terms.sold, start=1)
        if line.quantity
    ]


def _billing_method(terms: RecordTerms, line: RecordLine) -> dict[str, Payload]:
    if terms.model in _BY_TIME and line.work:
        return _option("msdyn_billingmethod", 192350000, "Time and Material")
    return _option("msdyn_billingmethod", 192350001, "Fixed Price") if terms.model in _FIXED and line.work else {}


def _project(terms: RecordTerms) -> Payload:
    return {
        "@odata.context": f"{_CONTEXT}msdyn_projects/$entity",
        "msdyn_projectid": _guid(30),
        "msdyn_subject": "Services",
        **_lookup("msdyn_customer", _guid(2), terms.customer),
        "msdyn_scheduledstart": f"{words(terms.start)}T08:00:00Z" if terms.start else None,
        "msdyn_scheduledend": f"{words(terms.end)}T16:00:00Z" if terms.end else None,
    }


def _milestones(terms: RecordTerms) -> Payload:
    return {
        "@odata.context": f"{_CONTEXT}msdyn_contractlinescheduleofvalues",
        "value": [
            {
                "msdyn_contractlinescheduleofvalueid": _guid(40, place),
                "msdyn_name": row.name,
                "msdyn_milestonedate": words(row.due),
                "msdyn_amount": number(row.amount),
                **_lookup("transactioncurrencyid", _guid(3), terms.currency),
            }
            for place, row in enumerate(terms.milestones, start=1)
        ],
    }


def _price_list(terms: RecordTerms, rates: list[RecordLine]) -> Payload:
    return {
        "@odata.context": f"{_CONTEXT}msdyn_resourcecategorypricelevels",
        "value": [
            {
                "msdyn_resourcecategorypricelevelid": _guid(50, place),
                **_lookup("msdyn_resourcecategory", _guid(51, place), line.name),
                **_lookup("msdyn_unit", _guid(52, place), _UNITS.get(line.unit or "")),
                "msdyn_price": number(line.unit_price),
                **_lookup("transactioncurrencyid", _guid(3), terms.currency),
            }
            for place, line in enumerate(rates, start=1)
        ],
    }
