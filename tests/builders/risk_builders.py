"""Discrepancies made by hand, for tests of the risk and of its summary."""

from decimal import Decimal

from pydantic import JsonValue

from sowcheck.core.analyses import RequiredApproval
from sowcheck.core.cases import Gate
from sowcheck.core.discrepancies import Discrepancy, Exposure
from sowcheck.core.fields import FIELDS, Owner, Severity
from sowcheck.core.reasons import REASONS


def finding(
    id_: str = "d-1",
    code: str = "SC201",
    field: str = "price.services_total",
    *,
    severity: Severity = "high",
    owner: Owner | None = None,
    key: str | None = None,
    document: JsonValue = None,
    record: JsonValue = None,
    amount: str | None = None,
    currency: str = "EUR",
    days: int | None = None,
    message: str | None = None,
) -> Discrepancy:
    """A discrepancy whose kind and advice are those of its code."""
    reason = REASONS[code]
    return Discrepancy(
        id=id_,
        code=code,
        kind=reason.kind,
        field=field,
        key=key,
        severity=severity,
        owner=owner or FIELDS[field].owner,
        document_value=document,
        record_value=record,
        exposure=Exposure(amount=Decimal(amount) if amount else None, currency=currency if amount else None, days=days),
        message=message or f"{FIELDS[field].title}: the papers and the records differ.",
        advice=reason.advice,
    )


def fee(id_: str = "d-1", *, severity: Severity = "blocker") -> Discrepancy:
    """Signed for EUR 184,000, recorded with EUR 170,000."""
    return finding(
        id_,
        severity=severity,
        document={"amount": "184000.00", "currency": "EUR"},
        record={"amount": "170000.00", "currency": "EUR"},
        amount="-14000.00",
        message="Services total: the SOW says EUR 184,000.00, Salesforce opportunity says EUR 170,000.00; nothing in the "
        "documents supports the record's value.",
    )


def end(id_: str = "d-2", *, severity: Severity = "high") -> Discrepancy:
    """Signed until 30 October 2026, recorded until 18 September 2026."""
    return finding(
        id_,
        "SC202",
        "schedule.end_date",
        severity=severity,
        document="2026-10-30",
        record="2026-09-18",
        days=-42,
        message="End: the SOW says 2026-10-30, Salesforce CPQ quote says 2026-09-18.",
    )


def hidden(id_: str, field: str, code: str = "SC302") -> Discrepancy:
    """A term that no record holds."""
    return finding(id_, code, field, document="as stated", message=f"No record holds {FIELDS[field].title}.")


def gate_of(*findings: Discrepancy) -> Gate:
    """The gate that blockers among the findings keep shut."""
    blockers = tuple(found.id for found in findings if found.severity == "blocker")
    return Gate(
        state="blocked" if blockers else "ready", blockers=blockers, approvals=(RequiredApproval(role="delivery_ops"),)
    )
