"""What a comparison needs to know of the deal around it."""

import datetime as dt
from decimal import Decimal

from sowcheck.core.noun import Noun
from sowcheck.core.policy import Policy


class DealContext(Noun):
    """Facts in force that other comparisons lean on. None where no document states them."""

    policy: Policy
    start: dt.date | None = None
    """First day of the services."""
    end: dt.date | None = None
    services_total: Decimal | None = None
    share_bases: tuple[Decimal, ...] = ()
    """Prices that a share of the paper at hand may be one of, the likeliest first; empty for the services total alone."""
    months: Decimal | None = None
    """Length of the term."""
    pricing_model: str | None = None
    has_recurring_fee: bool = False
    """Whether a part of the price falls due each period."""

    @property
    def is_by_the_hour(self) -> bool:
        """Whether the price comes from rates, so that a wrong rate is wrong money."""
        return self.pricing_model in ("time_and_materials", "time_and_materials_nte", "cost_plus", "unit_based")
