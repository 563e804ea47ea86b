"""What the header of a column says: its meaning, its period, its currency."""

import re
from collections.abc import Iterator

from sowcheck.core.quantities import RatePeriod
from sowcheck.extract.reading import Reading
from sowcheck.parse.money import find_money

# Meaning of a column by the words of its header; the first meaning that fits words and cells counts.
_MEANINGS: tuple[tuple[str, str], ...] = (
    (
        "rate",
        r"(?:day|daily|hourly|hour|bill(?:ing)?)\s*(?:rate|charge|fee|price)|\brates?\b|(?:per|/) ?(?:hour|day)\b|tarif|satz|\btjm\b|"
        r"timepris|dagspris|(?:pro|je) (?:stunde|tag)|par (?:heure|jour)|per (?:uur|dag)",
    ),
    ("list_price", r"list (?:price|fee|amount)|standard (?:price|fee)|listenpreis|prix catalogue"),
    ("discount", r"disc(?:ount|\.)|rabatt|remise|korting"),
    (
        "unit_price",
        r"unit (?:price|fee|cost|charge|rate)|net unit|price (?:each|per|/ ?)|per unit|prix unitaire|einzelpreis|stückpreis|prix u|"
        r"price/|stuksprijs|enhetspris|enhedspris|à-pris",
    ),
    ("percent", r"%|percent|per cent|\bshare\b|anteil|portion|andel|pourcentage"),
    ("hours", r"hours|stunden|heures|\bhrs\b|timer\b|\buren\b|\btimmar\b"),
    ("days", r"\bdays\b|person-?days|man-?days|effort|\btage\b|jours|\bdagen\b|\bdager\b|\bdage\b"),
    (
        "due",
        r"\bdue\b|target date|\bdates?\b|delivery|deadline|\bwhen\b|\bweek|timing|planned|termin|échéance|fällig|\bdatum|baseline|"
        r"to be submitted|submi(?:ssion|tted)|hand(?:ed)?[- ]?over|frist|\b(?:ready|delivered) by\b",
    ),
    (
        "person",
        r"\bnamed?\b.{0,12}(?:person|resource|individual)?|resource\b|person\b|individual|assigned|staff member|\bnom\b|filled by|"
        r"\bwho\b|mitarbeiter|\bnavn\b|\bnaam\b",
    ),
    (
        "count",
        r"people|head ?count|^number$|no\. of|\bcount\b|\bfte\b|number of|anzahl personen|nombre|\bantall\b|\bantal\b",
    ),
    (
        "role",
        r"\broles?\b|labou?r category|\bgrades?\b|profile?|consultant|skill level|rolle|\bfunction\b|fonction|rôle|funktion|"
        r"\bseat\b|staff category|resource type|job title",
    ),
    (
        "deliverable",
        r"deliverables?|^documents?$|^results?$|work products?|\boutputs?\b|liefergegenstand|lieferobjekt|livrable|ergebnis|leveranse|"
        r"leverance|oplevering",
    ),
    ("trigger", r"trigger|event|condition|acceptance|criteri|linked|ereignis|payable|invoiced (?:up)?on"),
    ("quantity", r"qty|quantity|units\b|menge|quantité|volume|anzahl|aantal|hoeveelheid|mengde|mængde|^months$"),
    ("limit", r"\blimits?\b|maximum|\bmax\b|included|in scope|\bcount\b|ceiling|höchst"),
    (
        "amount",
        r"amount|price|fees?\b|charges?|total|\bnet\b|value|\bcosts?\b|extended|extension|montant|betrag|preis|summe|honorar|bedrag|"
        r"prix|payment|estimate|forecast|beløb|beløp|\bsum\b|kosten",
    ),
    ("milestone", r"milestones?|instal?ments?|meilenstein|jalon|payment event|rate \d|milepæl"),
    ("system", r"\bsystems?\b|application|platform|interface"),
    (
        "reference",
        r"^(?:s[lr]\.?|no\.?|nr\.?|ref\w*\.?|#|id|code|item no\.?|item|pos\.?|key|ws|line|sku|product code)$",
    ),
    (
        "description",
        r"description|\bitem|services?|workstream|work package|phase|component|product|\btasks?\b|activit|beschreibung|d[ée]signation|"
        r"bezeichnung|leistung|metric|parameter|measure|scope|\bline\b|omschrijving|prestation|assumption|responsibilit|particulars|"
        r"material|package|position|beskrivelse|ytelse|ydelse|benennung|libellé",
    ),
)
_COMPILED = tuple((meaning, re.compile(words, re.IGNORECASE)) for meaning, words in _MEANINGS)

NUMERIC = frozenset(
    ["rate", "list_price", "discount", "unit_price", "percent", "hours", "days", "count", "quantity", "amount"]
)
"""Meanings of columns that hold numbers."""
WORDY = frozenset(["person", "role", "deliverable", "milestone", "system", "description", "trigger"])
"""Meanings of columns that hold words."""

_ROLE_OR_TITLE = re.compile(r"^designation$|position|capacity|\btitle\b", re.IGNORECASE)


def meanings_of(header: str) -> Iterator[str]:
    """The meanings that a header may have, the likeliest first."""
    if header:
        yield from (meaning for meaning, words in _COMPILED if words.search(header))


def may_name_roles(header: str) -> bool:
    """Whether a header names roles if the table is about people, and anything else if it is not."""
    return bool(_ROLE_OR_TITLE.search(header))


_PERIODS: tuple[tuple[RatePeriod, str], ...] = (
    ("hour", r"\bhours?\b|hourly|/ ?h(?:r|our)?\b|\(hrs?\)|\bhrs?\b|stunde|heure|\buur|\btime[rn]?(?:pris|s)?\b"),
    ("day", r"\bdays?\b|daily|tages|\btage?\b|jour|\bdag"),
    ("week", r"\bweek|woche|semaine|\buke\b"),
    ("month", r"month|monat|\bmois\b|maand|måned"),
)
_COMPILED_PERIODS = tuple((period, re.compile(cue, re.IGNORECASE)) for period, cue in _PERIODS)


def period_of(words: str) -> RatePeriod | None:
    """The hour, day, week or month that some words name first in this order."""
    return next((period for period, cue in _COMPILED_PERIODS if cue.search(words)), None)


_SIGN_OR_CODE = re.compile(r"(?:[A-Z]{1,3})?\$|[€£₹]|\b[A-Z]{3}\b|\bkr\b")


def currency_of(header: str, reading: Reading) -> str | None:
    """The currency that a header names ("Total EUR", "Value (INR)", "Estimate, NZ$"); None if it names none."""
    for mark in _SIGN_OR_CODE.finditer(header):
        # The finder of sums wants an amount beside the mark, and a header has none.
        for found in find_money(f"{mark.group()} 1", reading.conventions):
            return found.value.currency
    return None
