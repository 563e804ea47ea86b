"""ISO codes from currency names: Dynamics exports "Euro" or "Canadian Dollar" where others export a code."""

from functools import cache

from babel import Locale
from babel.core import get_global

_LOCALES = ("en", "de", "fr", "nl", "es", "it", "pt", "da", "sv", "nb", "fi", "pl")


def currency_code(text: str) -> str | None:
    """The ISO 4217 code that the text is, or that it names; None for anything else.

    >>> currency_code("Euro"), currency_code("gbp"), currency_code("canadian dollar"), currency_code("Bananas")
    ('EUR', 'GBP', 'CAD', None)
    """
    folded = " ".join(text.casefold().split())
    return _names().get(folded)


@cache
def _names() -> dict[str, str]:
    """Code by casefolded code and name. A name that two currencies share (after a redenomination) goes to the one in use."""
    current = _in_use()
    names: dict[str, str] = {}
    for locale in _LOCALES:
        for code, name in Locale.parse(locale).currencies.items():
            if code in current:
                names.setdefault(name.casefold(), code)
    return names | {code.casefold(): code for code in current}


def _in_use() -> frozenset[str]:
    territories: dict[str, list[tuple[str, object, object, bool]]] = get_global("territory_currencies")  # type: ignore[assignment]
    return frozenset(
        code for uses in territories.values() for code, _, until, tender in uses if until is None and tender
    )
