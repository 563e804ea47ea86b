"""Values changed a little: another amount, day or name that is still of its kind."""

import datetime as dt
import re
from decimal import Decimal
from random import Random

_SHARES = ("0.007", "0.02", "0.06", "0.18")
_DAYS = (1, 3, 7, 14, 30, 61)
_NET = (0, 10, 14, 15, 30, 45, 60, 90)
_CURRENCIES = ("EUR", "USD", "GBP", "CHF", "AUD", "CAD")
_LEGAL_FORMS = ("Ltd", "Limited", "Inc", "Inc.", "LLC", "GmbH", "AG", "plc", "B.V.", "SAS", "S.A.", "Pty Ltd")
_NAMES = ("Harrowgate", "Linden", "Castlemere", "Orbis", "Pellworth", "Quantock")
OPPOSITES: dict[str, dict[str, str]] = {
    "expense.policy": {
        "included_in_fee": "at_cost",
        "not_billable": "at_cost",
        "at_cost": "included_in_fee",
        "at_cost_capped": "not_billable",
        "pct_of_fees": "included_in_fee",
        "per_diem": "included_in_fee",
        "fixed_amount": "not_billable",
        "client_books_direct": "at_cost",
    },
    "price.tax_treatment": {"exclusive": "inclusive", "inclusive": "exclusive", "exempt": "exclusive"},
    "billing.timing": {"advance": "arrears", "arrears": "advance"},
    "staffing.location_mode": {"onsite": "remote", "remote": "onsite", "hybrid": "remote"},
    "term.renewal": {"none": "auto", "auto": "none", "by_agreement": "auto", "option": "none"},
    "change.process": {"written": "email_ok", "email_ok": "written", "none": "written"},
}
"""The choice that turns a term round. "included_in_fee" and "not_billable" are one to comparing: the buyer pays neither."""

ANOTHER: dict[str, tuple[str, ...]] = {
    "price.pricing_model": ("fixed_fee", "time_and_materials", "unit_based"),
    "billing.frequency": ("monthly", "quarterly", "milestone", "annual"),
}
"""Choices of which another is no opposite, but other terms. Coarse systems know the first two models alone."""

_ALIKE = (
    frozenset({"fixed_fee", "milestone_based", "subscription_managed_service", "retainer", "outcome_based"}),
    frozenset({"time_and_materials", "time_and_materials_nte", "cost_plus"}),
)


def nudged(amount: Decimal, rng: Random) -> Decimal:
    """A somewhat larger or smaller amount, in the same cents; off by one unit or more."""
    step = max((amount * Decimal(rng.choice(_SHARES))).quantize(Decimal(1)), Decimal(1))
    return amount - step if rng.random() < 0.5 and amount > step else amount + step


def digits_swapped(amount: Decimal, rng: Random) -> Decimal | None:
    """Two neighbouring digits of the whole part exchanged; None where every exchange gives the same number."""
    text = f"{amount:f}"
    whole = text.partition(".")[0]
    places = [
        place for place in range(len(whole) - 1) if whole[place] != whole[place + 1] and (place or whole[1] != "0")
    ]
    if not places:
        return None
    place = rng.choice(places)
    return Decimal(text[:place] + text[place + 1] + text[place] + text[place + 2 :])


def another_day(day: dt.date, rng: Random) -> dt.date:
    """A day up to two months before or after."""
    return day + dt.timedelta(days=rng.choice(_DAYS) * rng.choice((1, -1)))


def other_net_days(days: int, rng: Random) -> int:
    """Other usual payment terms."""
    return rng.choice([each for each in _NET if each != days])


def other_currency(code: str, rng: Random) -> str:
    """Another currency code."""
    return rng.choice([each for each in _CURRENCIES if each != code])


def another_party(name: str, rng: Random) -> str:
    """Another legal entity: a new first word, or a sister company.

    Another legal form alone is no change: systems write the form in every way, and comparing leaves it out.
    """
    words = name.split()
    form = next((each for each in sorted(_LEGAL_FORMS, key=len, reverse=True) if name.endswith(f" {each}")), None)
    variants = [" ".join([rng.choice(_NAMES), *words[1:]]) if len(words) > 1 else rng.choice(_NAMES)]
    if form:
        bare = name.removesuffix(f" {form}")
        variants.append(f"{bare.rstrip(',')} Holdings {form}")
    return rng.choice(variants)


def other_quantity(quantity: Decimal, rng: Random) -> Decimal:
    """A few units more or less."""
    step = max((quantity * Decimal(rng.choice(("0.05", "0.1", "0.25")))).quantize(Decimal(1)), Decimal(1))
    return quantity - step if rng.random() < 0.5 and quantity > step else quantity + step


def another_choice(field: str, value: str, rng: Random) -> str:
    """Another choice that no coarser system would call by the same name."""
    alike = next((group for group in _ALIKE if value in group), frozenset({value}))
    return rng.choice([each for each in ANOTHER[field] if each not in alike])


def next_version(version: str) -> str:
    """The version after this one.

    >>> next_version("2.0"), next_version("Rev. 9"), next_version("final")
    ('3.0', 'Rev. 10', 'final.1')
    """
    following = re.sub(r"\d+", lambda found: str(int(found[0]) + 1), version, count=1)
    return following if following != version else f"{version}.1"
