"""Price: total, cap, recurring fee, discount, escalation, holdback, currency."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

from sowcheck.core.spans import Span
from sowcheck.core.values import Value
from sowcheck.extract import typed
from sowcheck.extract.candidates import Candidate, Rule
from sowcheck.extract.finding import Labelled, Stated, clip, pattern
from sowcheck.extract.reading import Reading
from sowcheck.extract.remembered import remembered
from sowcheck.parse.found import Found

_SPENDING = r"expenses?|travel|subsistence|disbursement|accommodation|lodging|fares?\b|mileage|overnight|hotels?\b|outlays|airfare|flights?\b|per diem|reisekosten"
_NOT_THE_PRICE = (
    rf"{_SPENDING}|liabilit|insurance|indemni|damages|deposit|per (?:hour|day|month|week|quarter|annum|year)\b|monthly|annual|minimum|maintenance|hourly|"
    r"penalt|late|credit|threshold|in excess of|more than|additional charges|one-off|original|prior to this|net change|revenue|"
    r"optional|retest|option\b"
)
_CEILING = (
    r"\b(?:not|never|no event|nor)\b.{0,60}\b(?:exceed|go beyond|(?:be|pay|amount to|come to) more than|surpass|top)\b|exceed the (?:sum|amount) of|"
    r"capped at|\bceiling of|\bcap of|upper limit|up to a maximum of|maximum (?:\w+ ){0,3}(?:of|is|shall be)|darf .{0,40}nicht überschreiten|höchstens|kostendach"
)
PRICE = r"(?:fees?|price|charges?|cost|compensation|consideration|honorar(?:ium)?|vergütung|auftragswert|contract (?:value|sum|price|amount)|quotation)"


def _total(words: str, reading: Reading) -> Iterator[Found[Value]]:
    """The last sum of a row of totals, else the first sum."""
    found = list(typed.amount(words, reading))
    if "\t" in words:
        yield from reversed(found)
        if not found and (bare := typed.bare_amount(words.rsplit("\t", maxsplit=1)[-1], reading)):
            yield Found(bare.value, len(words) - 1, len(words))
    else:
        yield from found


def _sum_of_cell(words: str, reading: Reading) -> Iterator[Found[Value]]:
    """A sum; a bare number behind the label of a total is money of the document's currency."""
    found = list(typed.total_amount(words, reading))
    yield from found
    if not found and (bare := typed.bare_amount(words, reading)):
        yield bare


_SERVICES_TOTAL: tuple[Rule, ...] = (
    Labelled(
        "price.services_total",
        pattern(
            rf"^(?:\d+\s+)?(?:total|fixed|estimated|agreed|overall|project|contract|services?)?\s*(?:total|fixed|estimated|services?|committed|contract|project|engagement)?\s*"
            rf"{PRICE}(?: (?:for|of) (?:the )?(?:services|project|engagement|work|this \w+))?(?: after .*)?$|"
            rf"{PRICE}.{{0,20}}(?:excl|exclusive|before|net|without)|^(?:total|professional services?,? total|services total|services,? net|total services|gesamt\w*|total ht)\b"
        ),
        _sum_of_cell,
        unless=pattern(
            rf"{_SPENDING}|maximum|before|prior|original|incl\w* (?:vat|gst|tax)|including|monthly|order total|grand total|annual|per |cap\b|basis|model|method"
        ),
        weight=0.9,
    ),
    Stated(
        "price.services_total",
        pattern(
            rf"(?:total|fixed|estimated|overall|lump[- ]sum)\s+(?:\w+\s+){{0,2}}{PRICE}|{PRICE}\s+(?:for|of)\s+(?:the|this)\s+(?:\w+\s+)?(?:project|services|engagement|work|sow|statement of work)|"
            rf"(?:fees?|price|charges?)\b.{{0,40}}\b(?:is|are) fixed at|estimates? (?:the |its )?(?:fees?|charges|price|cost)\b.{{0,20}}\bat\b|^\W*(?:[\d.]+\s+)?the (?:total|(?:total )?estimate)\b.{{0,40}}\b(?:is|comes to|amounts to)\b|\bcomes? to\b|price of (?:the|this) SOW|{PRICE}\s+(?:is|shall be|will be|are)\s+(?:increased to|fixed at)|fixed\s+{PRICE}\s+of|\bpay\b.{{0,40}}\ba total of\b|^quotation\b|\b(?:gesamt(?:preis|honorar|vergütung|betrag)|festpreis|montant total)"
        ),
        typed.total_amount,
        unless=pattern(
            rf"{_CEILING}|not exceeding|maximum|up to|\b(?:was|were|has been|had been)\b.{{0,20}}\b(?:completed|paid|ended)\b|{_NOT_THE_PRICE}"
        ),
        reach=90,
        weight=0.85,
    ),
    Stated(
        "price.services_total",
        pattern(rf"{PRICE}\b.{{0,60}}\b(?:increased|raised)\b|(?:increased|raised) .{{0,60}}{PRICE}"),
        typed.total_amount,
        unless=pattern(rf"{_SPENDING}|liabilit|percent|%"),
        reach=160,
        weight=0.7,
    ),
    Stated(
        "price.services_total",
        pattern(
            r"^\W*(?:total|gesamt\w*|summe|totaal)\b(?!.{0,30}(?:incl|with tax|order))|professional services,? total"
        ),
        _total,
        unless=pattern(
            rf"{_SPENDING}|including (?:vat|gst|tax)|incl\.|order total|grand total|hours|\bsubscription|per (?:month|year)"
        ),
        off_topic=pattern(r"milestone|instal?ment|rate card|expenses|optional|transition|subscription"),
        reach=240,
        weight=0.6,
    ),
)

_CAPS: tuple[Rule, ...] = (
    Labelled(
        "price.nte_cap",
        pattern(
            rf"not[- ]to[- ]exceed|\bnte\b|(?:maximum|ceiling|cap\b|capped).{{0,20}}(?:{PRICE}|amount|value)?|budget ceiling|kostendach|obergrenze"
        ),
        typed.amount,
        unless=pattern(rf"{_SPENDING}|liabilit"),
    ),
    Stated(
        "price.nte_cap",
        pattern(_CEILING),
        typed.amount,
        unless=pattern(
            rf"(?:{_SPENDING}).{{0,200}}(?:exceed|capped|ceiling|maximum|limit)|liabilit|insurance|damages|per (?:incident|visit|policy|call)|interest|penalt|service credits?|rates? shall"
        ),
        off_topic=pattern(rf"{_SPENDING}|liabilit|insurance|indemn"),
        reach=90,
        weight=0.85,
    ),
)


@remembered
def caps(reading: Reading) -> tuple[Candidate, ...]:
    """Ceilings of the price; they tell a pricing model too."""
    return tuple(cap for rule in _CAPS for cap in rule(reading))


_OTHER: tuple[Rule, ...] = (
    caps,
    Labelled(
        "price.recurring_fee",
        pattern(
            r"monthly|retainer|recurring|annual (?:fee|charge)|quarterly (?:fee|charge)|(?:service|subscription|maintenance) fee|forfait mensuel|redevance"
        ),
        typed.recurring_fee,
        weight=0.9,
    ),
    Stated(
        "price.recurring_fee",
        pattern(r"\b(?:fees?|retainer|charges?|redevance|pauschale|vergütung|subscription)\b"),
        typed.recurring_fee,
        unless=pattern(
            rf"{_SPENDING}|per (?:hour|policy|unit|user|device)|additional|each additional|overage|optional|extended|option\b|late|interest|damages|credit"
        ),
        reach=110,
        weight=0.8,
    ),
    Labelled("price.discount_pct", pattern(r"^discount|discount$|^rabatt|^remise\b"), typed.percent, weight=0.9),
    Stated(
        "price.discount_pct",
        pattern(r"discount|rabatt|nachlass|\bremise\b|korting"),
        typed.percent,
        unless=pattern(r"early|prompt|within \w+ (?:\(\d+\) )?days|net \d"),
        reach=80,
    ),
    Stated(
        "price.rate_escalation_pct",
        pattern(r"(?:increase|enhance|escalat|uplift|rises?\b|index(?:ation|ed)?|adjust|erhöh|indexer)\w*"),
        typed.percent,
        topic=None,
        unless=pattern(r"liabilit|damages|discount|\bretain(?:s|ed)?\b|withh|market share|revenue share|overrun"),
        reach=90,
        weight=0.7,
    ),
    Stated(
        "price.holdback_pct",
        pattern(
            r"\b(?:retain(?:s|ed)?|hold-?back|hold back|withholds?|withheld|retainage|retention)\b|einbehalt\w*|retenue"
        ),
        typed.percent,
        unless=pattern(r"\btax(?:es)?\b|employ|records|copies|retainer|credit"),
        reach=70,
    ),
    Labelled(
        "price.estimated_hours",
        pattern(r"(?:estimated|total|budgeted) (?:hours|effort)|hours \(?(?:total|estimated)"),
        typed.number,
        weight=0.85,
    ),
)


def _currency(reading: Reading) -> Iterator[Candidate]:
    """The document's currency, quoted where a price is stated in it, else where it first stands."""
    currency = reading.conventions.currency
    if currency is None:
        return
    named = (found for found in reading.currency_evidence if found.value == currency)
    sums = (Found(currency, found.start, found.end) for found in typed.amount(reading.text, reading))
    first: Span | None = None
    for evidence in chain(named, sums):
        place = Span(start=evidence.start, end=evidence.end)
        sentence = reading.sentence_at(place)
        if sentence and _NOT_A_PRICE.search(f"{sentence.text} {sentence.topic}"):
            continue
        quote = clip(reading.text, sentence.span, place) if sentence else place
        if sentence and _OF_THE_PRICE.search(sentence.text):
            yield Candidate("price.currency", currency, quote, "price.currency.of_the_price", 0.95)
            return
        first = first or quote
    if first:
        yield Candidate("price.currency", currency, first, "price.currency.evidence", 0.95)


_OF_THE_PRICE = pattern(rf"\b(?:total|{PRICE})\b")
_NOT_A_PRICE = pattern(r"insurance|coverage|by way of example|for example|liabilit|threshold|bankrupt")


_ORDER_TOTAL = Labelled(
    "price.services_total",
    pattern(
        r"^(?:order|contract|deal|sow|estimated) (?:value|total|amount|sum)\b|^(?:sum|estimate)$|^net (?:total|amount|sum|value)|total (?:without|excluding|before|net of)|summe netto"
    ),
    _sum_of_cell,
    unless=pattern(rf"{_SPENDING}|incl|with (?:vat|gst|tax)|grand"),
    weight=0.62,
)
_SOLD_ALONG = pattern(r"subscription|licen[cs]e|hardware|abonnement|software (?:fee|price)")


def _order_total(reading: Reading) -> Iterator[Candidate]:
    """The total of an order is the price of the services where nothing else is sold."""
    if not any(sentence.row and _SOLD_ALONG.search(sentence.text) for sentence in reading.sentences):
        yield from _ORDER_TOTAL(reading)


_PART = pattern(
    r"\b(?:phases?|stages?|onboarding|workstreams?|work packages?|modules?|sprints?|milestones?|each|additional|every|one-off|installation|set-?up|"
    r"transition|training|pilot|within the (?:fee|price))\b"
)
_WHOLE = pattern(
    r"\b(?:total|overall|entire|whole|altogether|in all|contract (?:value|price|sum)|all (?:the )?(?:services|phases|work))\b|this (?:sow|engagement|project|statement of work|letter)"
)


def _services_total(reading: Reading) -> Iterator[Candidate]:
    """Totals; the price of a part counts only where nothing states the whole."""
    for rule in _SERVICES_TOTAL:
        for candidate in rule(reading):
            words = candidate.quote.of(reading.text)
            is_part = candidate.rule.endswith("sentence") and _PART.search(words) and not _WHOLE.search(words)
            yield replace(candidate, weight=0.52) if is_part else candidate


RULES: tuple[Rule, ...] = (_order_total, _services_total, *_OTHER, _currency)
