"""How currencies are written: codes, symbols and words, before or after an amount."""

import re
from decimal import Decimal
from functools import cache

from babel.numbers import get_currency_precision

from sowcheck.parse.cues import Cue

BARE_DOLLAR = "$"
"""The mark of a dollar that only the document can tell the country of."""
BARE_KRONE = "KR"
"""The mark of a krone that only the document can tell the country of."""

DOLLARS = frozenset({"USD", "CAD", "AUD", "NZD", "SGD", "HKD"})
KRONER = frozenset({"NOK", "SEK", "DKK", "ISK"})

# Codes that are everyday English words in capitals (ALL, TOP, PEN, ...) or the name of a technology (PHP) are left out.
_CODE_LIST = (
    "USD EUR GBP CHF CAD AUD NZD SGD HKD SEK NOK DKK ISK PLN CZK HUF BGN JPY CNY INR KRW TWD THB MYR IDR VND ZAR NGN KES "
    "EGP AED SAR QAR KWD BHD OMR ILS BRL MXN CLP ARS UAH"
)
CODES = tuple(_CODE_LIST.split())

_SYMBOLS = {
    "$": BARE_DOLLAR,
    "US$": "USD",
    "C$": "CAD",
    "CA$": "CAD",
    "CAN$": "CAD",
    "CDN$": "CAD",
    "A$": "AUD",
    "AU$": "AUD",
    "NZ$": "NZD",
    "S$": "SGD",
    "SG$": "SGD",
    "HK$": "HKD",
    "R$": "BRL",
    "MX$": "MXN",
    "€": "EUR",
    "£": "GBP",
    "₹": "INR",
    "¥": "JPY",
    "₪": "ILS",
    "₩": "KRW",
    "KR": BARE_KRONE,
    "RS": "INR",
    "CDN": "CAD",
    "CA": "CAD",
    "US": "USD",
    "SFR": "CHF",
    "FR": "CHF",
}

_WORDS = {
    "DOLLAR": BARE_DOLLAR,
    "KRONE": BARE_KRONE,
    "KRONER": BARE_KRONE,
    "KRONA": BARE_KRONE,
    "KRONOR": BARE_KRONE,
    "EURO": "EUR",
    "POUND": "GBP",
    "POUNDSTERLING": "GBP",
    "POUNDSSTERLING": "GBP",
    "STERLING": "GBP",
    "BRITISHPOUND": "GBP",
    "USDOLLAR": "USD",
    "UNITEDSTATESDOLLAR": "USD",
    "AMERICANDOLLAR": "USD",
    "CANADIANDOLLAR": "CAD",
    "AUSTRALIANDOLLAR": "AUD",
    "NEWZEALANDDOLLAR": "NZD",
    "SINGAPOREDOLLAR": "SGD",
    "HONGKONGDOLLAR": "HKD",
    "SWISSFRANC": "CHF",
    "FRANC": "CHF",
    "NORWEGIANKRONER": "NOK",
    "NORWEGIANKRONE": "NOK",
    "SWEDISHKRONOR": "SEK",
    "SWEDISHKRONA": "SEK",
    "DANISHKRONER": "DKK",
    "DANISHKRONE": "DKK",
    "INDIANRUPEE": "INR",
    "RUPEE": "INR",
    "YEN": "JPY",
}

_CODE = "|".join(CODES)
_SIGN = r"(?:(?:US|U\.S\.|CDN|Cdn|CAN|CA|AU|NZ|SG|HK|MX|[CASR])[ \u00a0]?)?\$|[€£₹¥₪₩]"
_NATION = (
    r"U\.?\s?S\.?|United\s+States|American|Canadian|Australian|New\s+Zealand|Singapore|Hong\s+Kong|Swiss|Norwegian|"
    r"Swedish|Danish|Indian|British"
)
CURRENCY_WORD = (
    rf"(?i:(?:(?:{_NATION})\s+)?(?:dollars?|euros?|pounds?(?:\s+sterling)?|sterling|francs?|kroner?|krono?r?a?|rupees?|yen)"
    r"\b)"
)

_BLANK = "[ \u00a0\u2007\u2009\u202f]"
_BEFORE = re.compile(
    rf"(?<![\w$€£])(?:(?P<both>(?:{_CODE}|CDN|Cdn){_BLANK}?(?:{_SIGN}))|(?P<sign>{_SIGN})|(?P<code>{_CODE}|CDN)"
    rf"|(?P<short>[Kk]r\.?|Rs\.?|S?Fr\.|Euros?))(?P<gap>[ \t\u00a0\u2007\u2009\u202f]{{0,20}})\Z"
)
_AFTER = re.compile(
    rf"{_BLANK}{{0,2}}(?:\((?P<bracketed>{_CODE})\)|(?P<both>\${_BLANK}?(?:{_CODE}|CA|US))(?!\w)|(?P<code>{_CODE}|CDN)(?!\w)"
    rf"|(?P<sign>(?:US|CA|C|AU|A)?[$€£])(?!\w)|(?P<short>[Kk]r)(?!\w)\.?|(?P<word>{CURRENCY_WORD}))"
)
_GAPS = " \t\u00a0\u2007\u2009\u202f"
_LAST = frozenset("$€£₹¥₪₩rso.")
"""With what a mark before an amount ends, unless with a capital."""
_ANY_MARK = Cue(
    rf"[$€£₹¥₪₩]|{_CODE}|CDN|Cdn|[Kk]r|Rs|Fr\.|Euro|(?i:dollar|euro|pound|sterling|franc|kron|rupee|yen)", flags=0
)
_NEXT_AMOUNT = re.compile(r"[ \t\u00a0\u202f]{0,3}[\d.,]*\d")
_WINDOW = 48


def code_of(mark: str) -> str:
    """The ISO code that a written mark means, or BARE_DOLLAR or BARE_KRONE.

    >>> code_of("US $"), code_of("Canadian dollars"), code_of("€"), code_of("$")
    ('USD', 'CAD', 'EUR', '$')
    """
    key = re.sub(r"[\s.\u00a0()]", "", mark).upper()
    if key in CODES:
        return key
    if key in _SYMBOLS:
        return _SYMBOLS[key]
    for word in (key, key.removesuffix("S")):
        if word in _WORDS:
            return _WORDS[word]
    # Code and sign together: "USD $", "$ CAD", "CDN$".
    code = key.strip("$€£₹¥₪₩")
    return code if code in CODES else _SYMBOLS[code]


def has_mark(text: str) -> bool:
    """Whether a currency stands anywhere in the text: a test that costs little before sums are parsed.

    >>> has_mark("payable in Swiss francs"), has_mark("within 30 days")
    (True, False)
    """
    return _ANY_MARK.search(text) is not None


def mark_before(text: str, end: int) -> tuple[str, int] | None:
    """The currency written right before `end`: its code and where it starts."""
    base = max(0, end - _WINDOW)
    window = text[base:end]
    # Most numbers stand behind a word in small letters, and the expression would look for its mark all over the window.
    last = window.rstrip(_GAPS)[-1:]
    match = _BEFORE.search(window) if last in _LAST or last.isupper() else None
    if match is None:
        return None
    # Only a symbol reaches over a wide gap: "$        1,470,316" is one amount, "EUR   12" may be two columns.
    if (match["code"] or match["short"]) and len(match["gap"].expandtabs()) > 2:
        return None
    mark = match["both"] or match["sign"] or match["code"] or match["short"]
    return code_of(mark), base + match.start()


def mark_after(text: str, start: int) -> tuple[str, int] | None:
    """The currency written right after `start`: its code and where it ends."""
    match = _AFTER.match(text, start)
    if match is None:
        return None
    if match["word"] is None and match["bracketed"] is None and _NEXT_AMOUNT.match(text, match.end()):
        return None  # the symbol belongs to the amount that follows
    mark = match["bracketed"] or match["both"] or match["code"] or match["sign"] or match["short"] or match["word"]
    return code_of(mark), match.end()


@cache
def decimals(code: str) -> int:
    """How many decimals the currency's minor unit has: 2 for EUR, 0 for JPY."""
    return int(get_currency_precision(code))


def in_minor_units(amount: Decimal, code: str) -> Decimal:
    """The amount with at least the currency's decimals; more are kept if written ("$.305")."""
    exponent = amount.normalize().as_tuple().exponent
    assert isinstance(exponent, int)
    places = max(decimals(code), -exponent)
    return amount.quantize(Decimal(1).scaleb(-places))
