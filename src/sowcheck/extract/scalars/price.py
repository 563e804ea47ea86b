"""Price: total, cap, recurring fee, discount, escalation, holdback, tax, hours, model."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from sowcheck.core.quantities import RecurringFee
from sowcheck.core.spans import Span
from sowcheck.core.values import Value
from sowcheck.extract import typed
from sowcheck.extract.candidates import Candidate, Rule
from sowcheck.extract.choices import find_choice
from sowcheck.extract.finding import Labelled, Stated, clip, pattern
from sowcheck.extract.lists.columns import rows, typed_tables
from sowcheck.extract.lists.commercial import priced_rows
from sowcheck.extract.reading import Reading, Sentence
from sowcheck.parse.conventions import find_currency_evidence
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
_PRICE = r"(?:fees?|price|charges?|cost|compensation|consideration|honorar(?:ium)?|vergütung|auftragswert|contract (?:value|sum|price|amount)|quotation)"


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
            rf"{_PRICE}(?: (?:for|of) (?:the )?(?:services|project|engagement|work|this \w+))?(?: after .*)?$|"
            rf"{_PRICE}.{{0,20}}(?:excl|exclusive|before|net|without)|^(?:total|professional services?,? total|services total|services,? net|total services|gesamt\w*|total ht)\b"
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
            rf"(?:total|fixed|estimated|overall|lump[- ]sum)\s+(?:\w+\s+){{0,2}}{_PRICE}|{_PRICE}\s+(?:for|of)\s+(?:the|this)\s+(?:\w+\s+)?(?:project|services|engagement|work|sow|statement of work)|"
            rf"(?:fees?|price|charges?)\b.{{0,40}}\b(?:is|are) fixed at|estimates? (?:the |its )?(?:fees?|charges|price|cost)\b.{{0,20}}\bat\b|^\W*(?:[\d.]+\s+)?the (?:total|(?:total )?estimate)\b.{{0,40}}\b(?:is|comes to|amounts to)\b|\bcomes? to\b|price of (?:the|this) SOW|{_PRICE}\s+(?:is|shall be|will be|are)\s+(?:increased to|fixed at)|fixed\s+{_PRICE}\s+of|^quotation\b|\b(?:gesamt(?:preis|honorar|vergütung|betrag)|festpreis|montant total)"
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
        pattern(rf"{_PRICE}\b.{{0,60}}\b(?:increased|raised)\b|(?:increased|raised) .{{0,60}}{_PRICE}"),
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
            rf"not[- ]to[- ]exceed|\bnte\b|(?:maximum|ceiling|cap\b|capped).{{0,20}}(?:{_PRICE}|amount|value)?|budget ceiling|kostendach|obergrenze"
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

_OTHER: tuple[Rule, ...] = (
    *_CAPS,
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

_HOURS = re.compile(r"(?<![\w.])(\d{1,3}(?:[,. ]\d{3})+|\d+)\s*(?:\w+\s)?hours\b", re.IGNORECASE)
_HOURS_CUE = pattern(
    r"estimat|total of|approximately|budget|over the (?:initial )?term|level of effort|for the (?:engagement|project)"
)


def _estimated_hours(reading: Reading) -> Iterator[Candidate]:
    """Such as "The estimate is of 990 days (7,425 hours)": the largest count of hours in a sentence that estimates."""
    for sentence in reading.sentences:
        if not _HOURS_CUE.search(sentence.text):
            continue
        best: Candidate | None = None
        for match in _HOURS.finditer(sentence.text):
            value = next((found.value for found in typed.number(match.group(1), reading)), None)
            if value is None or (best and best.value >= value):  # type: ignore[operator]  # both are Decimal
                continue
            core = sentence.at(match.start(), match.end())
            best = Candidate(
                "price.estimated_hours",
                value,
                clip(reading.text, sentence.span, core),
                "price.estimated_hours.sentence",
                0.75,
            )
        if best and best.value >= 100:  # type: ignore[operator]  # a Decimal; fewer hours are a limit, not an engagement
            yield best


def _currency(reading: Reading) -> Iterator[Candidate]:
    """The document's currency, quoted where it is written out, else at its first sum."""
    currency = reading.conventions.currency
    if currency is None:
        return
    named = [found for found in find_currency_evidence(reading.text) if found.value == currency]
    sums = [Found(currency, found.start, found.end) for found in typed.amount(reading.text, reading)]
    for evidence in (*named, *sums):
        place = Span(start=evidence.start, end=evidence.end)
        sentence = reading.sentence_at(place)
        if sentence and _NOT_A_PRICE.search(f"{sentence.text} {sentence.topic}"):
            continue
        quote = clip(reading.text, sentence.span, place) if sentence else place
        yield Candidate("price.currency", currency, quote, "price.currency.evidence", 0.95)
        return


_NOT_A_PRICE = pattern(r"insurance|coverage|by way of example|for example|liabilit|threshold|bankrupt")
_TAX_ON_PRICE = pattern(rf"{_PRICE}s?|rates?|amounts?|prices|sums|taxes|invoice|preise?|prix|prijzen|order total")


_OTHER_TAX = pattern(
    r"^(?!.*(?:sales|value[- ]added|\bvat\b|\bgst\b|use tax|excise)).*(?:income|social security|withh|employment|payroll|self-employ|tax return)"
)


def _tax(reading: Reading) -> Iterator[Candidate]:
    for sentence in reading.sentences:
        for found in typed.choice("price.tax_treatment", sentence.text):
            if _OTHER_TAX.search(sentence.text) or not _is_priced(sentence, reading):
                continue
            core = sentence.at(found.start, found.end)
            quote = clip(reading.text, sentence.span, core)
            weight = 0.8 if _NAMED_TAX.search(sentence.text) else 0.65
            yield Candidate("price.tax_treatment", found.value, quote, "price.tax_treatment.sentence", weight)


_TAX_LABEL = pattern(r"^(?:sales |applicable )?(?:tax(?:es)?|vat|gst|mwst|ust|btw|mva|moms|tva)\b")
_TAX_ADDED = pattern(r"not included|excluded|extra|added|plus|exclusive|zzgl")
_TAX_WITHIN = pattern(r"^\W*included|inclusive|in (?:the )?(?:rates?|price|fee)")
_TAX_FREE = pattern(r"exempt|not applicable|reverse charge|none")


def _labelled_tax(reading: Reading) -> Iterator[Candidate]:
    """Such as "Sales tax: not included"."""
    for pair in reading.key_values:
        if not _TAX_LABEL.search(pair.label):
            continue
        words = pair.value.of(reading.text)
        answers = (("exclusive", _TAX_ADDED), ("exempt", _TAX_FREE), ("inclusive", _TAX_WITHIN))
        value = next((value for value, cue in answers if cue.search(words)), None)
        if value:
            whole = pair.value.joined(pair.key) if pair.key else pair.value
            yield Candidate(
                "price.tax_treatment", value, clip(reading.text, whole, pair.value), "price.tax_treatment.label", 0.9
            )


def _is_priced(sentence: Sentence, reading: Reading) -> bool:
    """Whether a sentence is about a price, or holds one."""
    return bool(_TAX_ON_PRICE.search(f"{sentence.text} {sentence.topic}")) or any(typed.amount(sentence.text, reading))


_NAMED_TAX = pattern(r"vat|gst|sales|tax on|value")


_DENIED = pattern(r"\b(?:nothing|not|no|never)\b.{0,40}\b(?:fixed (?:price|fee)|lump sum|retainer|time and materials)")
_MODEL_LABEL = pattern(
    r"(?:pricing|charging|engagement|contract|fee|billing|commercial|price) (?:model|type|method|basis|arrangement)|basis of (?:the )?(?:price|charges?|fees?)|^fees?$|^price$|^charges?$|basis of (?:price|charge)|charging method|abrechnungsart|type of contract"
)
_MODEL_TOPIC = pattern(
    r"fee|price|pricing|charge|payment|compensation|commercial|cost|contract type|budget|vergütung|rates?|invoic|consideration"
)
_MODEL_WEIGHT = {
    "mixed": 0.88,
    "cost_plus": 0.86,
    "time_and_materials_nte": 0.82,
    "fixed_fee": 0.8,
    "time_and_materials": 0.78,
    "retainer": 0.76,
    "subscription_managed_service": 0.74,
    "outcome_based": 0.7,
    "unit_based": 0.6,
    "milestone_based": 0.55,
}


_ON_THE_SIDE = pattern(
    r"outside|additional \w+|only if|out[- ]of[- ]scope|beyond|in excess|extra|optional|change (?:order|request)|except|skill level|overtime"
)


_SPECIFIC_LINE = pattern(r"\t.*\t.*\d")
"""A row of several cells with a figure: a line of the price, not the price."""
_OPTION = re.compile(r"(?:[☐☒☑□■✓✔]|\[[ xX]?\])[^☐☒☑□■✓✔\[\t]*")
_TICKED = re.compile(r"[☒☑■✓✔]|\[[xX]\]")


def _options(words: str) -> list[re.Match[str]]:
    """The options of a form's menu: each box with its words, or each cell that names a model."""
    boxes = list(_OPTION.finditer(words))
    if boxes:
        return boxes
    cells = [cell for cell in re.finditer(r"[^\t]+", words) if find_choice("price.pricing_model", cell.group())]
    return cells if len({find_choice("price.pricing_model", cell.group()) for cell in cells}) > 1 else []


def _ticked(place: Span, options: list[re.Match[str]]) -> Iterator[Candidate]:
    """The one option of a form's menu that is ticked."""
    ticked = [option for option in options if _TICKED.search(option.group())]
    if len(ticked) == 1 and (found := find_choice("price.pricing_model", ticked[0].group())):
        quote = Span(start=place.start + ticked[0].start(), end=place.start + ticked[0].end())
        yield Candidate("price.pricing_model", found[0], quote, "price.pricing_model.ticked", 0.96)


def _capped_model(reading: Reading) -> Iterator[Candidate]:
    """Time and materials under a ceiling that another sentence states."""
    caps = (cap for rule in _CAPS for cap in rule(reading) if cap.weight >= 0.8)
    if next(caps, None) is None:
        return
    for candidate in _pricing_model(reading):
        if candidate.value == "time_and_materials" and candidate.weight >= 0.7:
            yield replace(
                candidate,
                value="time_and_materials_nte",
                rule="price.pricing_model.capped",
                weight=candidate.weight + 0.03,
            )


def _without_denials(words: str) -> str:
    """The words with "nothing in this order is a fixed price" blanked, of the same length."""
    return _DENIED.sub(lambda match: " " * len(match.group()), words)


def _pricing_model(reading: Reading) -> Iterator[Candidate]:
    for pair in reading.key_values:
        if not _MODEL_LABEL.search(pair.label):
            continue
        if options := _options(pair.value.of(reading.text)):
            yield from _ticked(pair.value, options)
            continue
        for found in typed.choice("price.pricing_model", _without_denials(pair.value.of(reading.text))):
            whole = pair.value.joined(pair.key) if pair.key else pair.value
            core = pair.value
            yield Candidate(
                "price.pricing_model", found.value, clip(reading.text, whole, core), "price.pricing_model.label", 0.95
            )
    for sentence in reading.sentences:
        if options := _options(sentence.text):
            yield from _ticked(sentence.span, options)
            continue
        for found in typed.choice("price.pricing_model", _without_denials(sentence.text)):
            weight = (
                _MODEL_WEIGHT[str(found.value)]
                - (0.2 if sentence.row and _SPECIFIC_LINE.search(sentence.text) else 0)
                + (0.08 if _MODEL_TOPIC.search(sentence.topic) else 0)
                - (0.25 if _ON_THE_SIDE.search(sentence.text) else 0)
            )
            core = sentence.at(found.start, found.end)
            yield Candidate(
                "price.pricing_model",
                found.value,
                clip(reading.text, sentence.span, core),
                "price.pricing_model.sentence",
                weight,
            )


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


_SUBSCRIPTION = pattern(
    r"subscription|abonnement|licen[cs]e|maintenance|retainer|redevance|managed|support|monthly|mensuel|monatlich|maandelijks"
)
_MONTHLY = pattern(r"monthly|per month|mensuel|monatlich|pro monat|maandelijks|month|mois\b|monat")
_YEARLY = pattern(
    r"annual|per (?:year|annum)|yearly|/ ?year|(?:12|twelve)[- ]months?|one[- ]year|1[- ]year|jährlich|annuel"
)


def _recurring_lines(reading: Reading) -> Iterator[Candidate]:
    """A priced line for a subscription states a recurring fee: a month's price, or the year's amount."""
    for line, row in priced_rows(reading):
        if not _SUBSCRIPTION.search(line.description) or line.currency is None:
            continue
        heads = " ".join(row.typed.headers)
        amount: Decimal | None
        if line.unit == "month" or (_MONTHLY.search(line.description) and not _YEARLY.search(line.description)):
            amount, per = line.unit_price or line.amount, "month"
        elif _YEARLY.search(f"{line.description} {heads}"):
            amount, per = line.amount or line.unit_price, "year"
        else:
            continue
        if amount is not None:
            fee = RecurringFee(amount=amount, currency=line.currency, per=per)  # type: ignore[arg-type]  # one of two periods
            yield Candidate(
                "price.recurring_fee", fee, clip(reading.text, row.span, row.span), "price.recurring_fee.line", 0.72
            )


def _total_hours(reading: Reading) -> Iterator[Candidate]:
    """The total row of a table with a column of hours."""
    for table in typed_tables(reading):
        if not table.has("role", "hours"):
            continue
        for row in rows(table, reading.text):
            hours = next(typed.number(row.cell("hours") or "", reading), None)
            if row.is_total and hours:
                yield Candidate(
                    "price.estimated_hours",
                    hours.value,
                    clip(reading.text, row.span, row.span),
                    "price.estimated_hours.total",
                    0.85,
                )


RULES: tuple[Rule, ...] = (
    _order_total,
    _recurring_lines,
    _total_hours,
    *_SERVICES_TOTAL,
    *_OTHER,
    _estimated_hours,
    _currency,
    _tax,
    _labelled_tax,
    _pricing_model,
    _capped_model,
)
