"""What the records of a deal hold, before a vendor's format is chosen."""

import datetime as dt
from decimal import Decimal
from typing import Literal

from sowcheck.core.noun import Noun

SignatureStatus = Literal["completed", "partially_signed", "unsigned"]
PERIODS = {"month": 1, "quarter": 3, "year": 12}
"""Units that a recurring line counts, in months."""


class RecordLine(Noun):
    """A priced line of a quote."""

    name: str
    quantity: Decimal
    """0 for a rate of which nothing is sold yet."""
    unit: str | None = None
    """"hour", "day", "month" and so on; None for a lump sum."""
    unit_price: Decimal
    amount: Decimal
    """Over the whole term."""
    role: bool = False
    """Somebody's time at a rate."""
    work: bool = True
    """False for a licence or subscription, which is sold beside the services."""
    optional: bool = False
    per: Literal["month", "quarter", "year"] | None = None
    """Period of a subscription's price, where the price is no count of units."""

    @property
    def months(self) -> int | None:
        """How long a recurring line runs; None for one that does not recur."""
        if self.per:
            return PERIODS[self.per]
        if self.unit in PERIODS and self.quantity == self.quantity.to_integral_value() and self.quantity > 1:
            return int(self.quantity) * PERIODS[self.unit]
        return None


class RecordMilestone(Noun):
    """A row of a contract's billing schedule."""

    name: str
    amount: Decimal
    due: dt.date | None = None


class RecordTerms(Noun):
    """Everything that a deal's records may hold; a vendor's format writes what it has a place for."""

    customer: str | None = None
    supplier: str | None = None
    currency: str
    lines: tuple[RecordLine, ...] = ()
    milestones: tuple[RecordMilestone, ...] = ()
    deal_total: Decimal | None = None
    """Amount of the opportunity: everything sold."""
    quote_total: Decimal | None = None
    """Net amount of the quote: everything sold."""
    cap: Decimal | None = None
    payment_days: int | None = None
    frequency: str | None = None
    model: str | None = None
    expenses: str | None = None
    place: str | None = None
    discount: Decimal | None = None
    """Percent points."""
    escalation: Decimal | None = None
    """Percent points a year."""
    start: dt.date | None = None
    end: dt.date | None = None
    effective: dt.date | None = None
    closed: dt.date | None = None
    expires: dt.date | None = None
    customer_signed: dt.date | None = None
    supplier_signed: dt.date | None = None
    signed: SignatureStatus = "completed"
    version: str | None = None
    """Version of the signed paper."""
    quote_number: str = "Q-10001"
    agreement: str | None = None
    """Number of the governing agreement."""
    won: bool = True
    primary: bool = True
    approved: bool = True

    @property
    def sold(self) -> tuple[RecordLine, ...]:
        """The lines that count towards the totals."""
        return tuple(line for line in self.lines if not line.optional)
