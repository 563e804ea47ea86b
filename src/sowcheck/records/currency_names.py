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
    if folded.upper() in _in_use():
        return folded.upper()
    # English first: reading the names of a dozen languages takes longer than the whole file.
    return next((code for locale in _LOCALES if (code := _names(locale).get(folded)) is not None), None)


@cache
def _names(locale: str) -> dict[str, str]:
    """Code by casefolded name; currencies out of use share names with those that replaced them."""
    names: dict[str, str] = {}
    for code, name in Locale.parse(locale).currencies.items():
        if code in _in_use():
            names.setdefault(name.casefold(), code)
    return names


@cache
def _in_use() -> frozenset[str]:
    territories: dict[str, list[tuple[str, object, object, bool]]] = get_global("territory_currencies")  # type: ignore[assignment]
    return frozenset(
        code for uses in territories.values() for code, _, until, tender in uses if until is None and tender
    )
