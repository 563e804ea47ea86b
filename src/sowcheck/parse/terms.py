"""Payment terms as a phrase grammar: "Net 30", "2/10 net 30", "within thirty days of receipt of the invoice"."""

import re

from sowcheck.core.quantities import Duration
from sowcheck.parse.cues import Cue
from sowcheck.parse.durations import find_durations
from sowcheck.parse.found import Found
from sowcheck.parse.numbers import read_counts

_NET = Cue(
    r"(?<![A-Za-z])(?:net(?:\s?terms?(?:\s?(?:of|:|is|are))?)?[\s_:.(-]{0,3}(?=[a-z0-9])|(?<!\d)n\s?/\s?(?=\d{2}))"
)
_NET_UNIT = re.compile(
    r"(?:[\s_-]{0,3}(?P<kind>business|working|banking|calendar)?[\s_]?(?:days?|d)(?![^\W_])"
    r"|(?!\s?%|\s?-?(?:percent|per\s?cent|hours?|weeks?|months?|years?)\b|[\d/]|[.,]\d))",
    re.IGNORECASE,
)
_MOST_DAYS = 365
_COUNT_WIDTH = 40
"""Characters that a count may take, such as "one hundred and twenty (120)"."""
_END_OF_MONTH = re.compile(r"\bE\.?O\.?M\b|\bend of (?:the )?month\b|\bmonth[- ]end\b", re.IGNORECASE)
_ON_RECEIPT = Cue(
    r"\b(?:due|payable|paid|pay|payment|invoices?)\b[^.;\n\t\d]{0,60}?\b(?:up)?on\s+(?:the\s+)?(?:receipt|presentation)\b"
    r"(?:\s+of\s+(?:(?:the|an|each|such|a|your|our)\s+)?(?:\w+(?:['\u2019]s)?\s+){0,2}invoices?)?"
    r"|\b(?:due|payable)\s+(?:and\s+payable\s+)?immediately\b|\bimmediate\s+payment\b"
)
_ACCELERATION = re.compile(r"\b(?:becomes?|becoming|fall)\s(?:\w+\s)?\Z", re.IGNORECASE)
"""What makes "due immediately" the consequence of a breach and no payment term."""
_RECEIPT_OF_ANOTHER = re.compile(
    r"\s+of\s+(?!(?:\w+(?:['\u2019]s)?\s+){0,3}(?:invoice|bill|statement)s?\b)", re.IGNORECASE
)

_PAY = (
    r"pay(?:s|able|ment|ments|ing)?|paid|due|settled?|remit(?:s|ted|tance)?|zahlbar|zahlung(?:en)?|fällig|paiements?|règlement|"
    r"payables?|betal(?:ing|en)|betaalbaar|betaald|pagos?|pagamento"
)
_OTHER_ACTS = (
    r"disput\w*|object\w*|notif\w+|notices?|terminat\w+|refund\w*|cur(?:e|ed|ing)|submit\w*|deliver|delivered|(?:to|shall|will|must)\s+correct|correct(?:s|ed|ing|ions?)|"
    r"remed\w+|renew\w*|reconcil\w*|receive|received|reject\w*|accept|review\w*|return\w*|respond\w*|provide|provided|issue[ds]?|send|sent|arbitrat\w+|"
    r"suspend\w*|expir\w+|replac\w+|cancel\w*|overdue|late|delinquent|past"
)
_ACT = re.compile(rf"\b(?:(?P<pay>{_PAY})|(?P<other>{_OTHER_ACTS}))\b", re.IGNORECASE)
_LABEL = re.compile(
    r"\b(?:(?:payment|credit|billing|invoice|invoicing)\s+(?:terms?|period|days)|due\s+date)\b[^.;\n\d]{0,40}\Z|"
    r"\b(?:zahlungsziel|zahlungsbedingungen|conditions?\s+de\s+(?:paiement|règlement)|betalingstermijn)\b[^.;\n\d]{0,40}\Z",
    re.IGNORECASE,
)
_WITHIN = re.compile(
    r"\b(?:within|in|after|net|no\s+(?:later|more)\s+than|not\s+later\s+than|maximum\s+of|innerhalb\s+von|binnen|sous|dans(?:\s+les)?|"
    r"à|innert|by|later\s+than)\s+(?:a\s+(?:period|maximum)\s+of\s+|(?:a|the|von)\s+)?[(\s]{0,2}\Z|\b(?:due|payables?|paid|payments?|paiement|betaling|zahlung|pago)[\s/:]{1,3}[(\s]{0,2}\Z",
    re.IGNORECASE,
)
_ANCHOR = re.compile(
    r"\W{0,3}(?:(?:net\b\W{0,2})?(?:after|from|of|following|upon|on|to\s+pay|as\s+of|date|nach|ab|après|fin|na)\b"
    r"(?P<what>[^.;\n]{0,80})|(?P<net>net(?:to)?)\b|terms?\b)",
    re.IGNORECASE,
)
_BILLED = re.compile(
    r"\b(?:invoic\w+|receipt|receiv\w+|bill(?:s|ed|ing)?|statements?|present\w+|postmark|complet\w+|handover|approv\w+|"
    r"calendar\s+month|month|rechnung\w*|facture|factuur\w*|réception|erhalt)\b",
    re.IGNORECASE,
)
_INVOICE = re.compile(
    r"\b(?:invoic\w+|bills?|billed|rechnung\w*|factures?|factuur|facturen|amounts?|fees?)\b", re.IGNORECASE
)
_FROM_INVOICE = re.compile(
    r"(?:\W+(?:the|its|an?|each|such|your|our|date|receipt|presentation|submission|of|valid|correct|undisputed|proper|applicable|relevant|"
    r"accurate|complete|itemized|itemised|tax|de|la|der|\w+['\u2019]s)\b){0,6}"
    r"\W+(?:invoice|facture|rechnung)",
    re.IGNORECASE,
)
_LOOKS_BACK = re.compile(r"[\s-]*(?:period\b|prior|before|preceding|previous|immediately)", re.IGNORECASE)
_ITS_DATE = re.compile(r"\W+(?:(?:its|the|such|their)\W+)?(?:date|issue|issuance)\b", re.IGNORECASE)
_PAY_WITHIN = re.compile(
    rf"\b(?:{_PAY})\s+(?:(?:is|are|shall|be|due|in|full|to|made)\s+){{0,4}}within\s+[(\s]{{0,2}}\Z", re.IGNORECASE
)
_NOT_TERMS = re.compile(r"\b(?:due\s+date|past\s+due|overdue)\b", re.IGNORECASE)
_SENTENCE_LIMIT = 200


def find_payment_terms(text: str) -> list[Found[Duration]]:
    """Times to pay, left to right, in the unit that is written; due on receipt is 0 days.

    >>> [found.value.count for found in find_payment_terms("2/10 net 30, else due on receipt")]
    [30, 0]
    """
    found = _net(text) + _on_receipt(text) + _pay_within(text)
    kept: list[Found[Duration]] = []
    for find in sorted(found, key=lambda find: (find.start, -find.end)):
        if not kept or find.start >= kept[-1].end:
            kept.append(find)
    return kept


def find_net_days(text: str) -> list[Found[int]]:
    """Times to pay in calendar days; terms in business days or months are left to `find_payment_terms`.

    >>> [found.value for found in find_net_days("Client shall pay within thirty (30) days of receipt of the invoice.")]
    [30]
    """
    days = {"day": 1, "week": 7}
    return [
        Found(find.value.count * days[find.value.unit], find.start, find.end)
        for find in find_payment_terms(text)
        if find.value.unit in days
    ]


def parse_net_days(value: str) -> int | None:
    """The net days that a whole field says, as picklists spell it: "Net 45", "NET_30", "30", "Due on Receipt".

    None where it is no count of calendar days ("EOM + 15", "10 business days").
    """
    words = re.sub(r"[\s_]+", " ", value.strip().strip(".")).strip()
    if _END_OF_MONTH.search(words):
        return None
    if plain := re.fullmatch(
        r"(?:n\s?)?(\d{1,3})(?:\.0{1,2})?(?:\s?(?:d|days?|calendar days?))?(?:\s?net)?", words, re.IGNORECASE
    ):
        return int(plain[1])
    if re.fullmatch(
        r"(?:(?:due|payable|payment)\s)?(?:up)?on receipt(?: of invoice)?|(?:due )?immediate(?:ly)?", words, re.I
    ):
        return 0
    found = {find.value for find in find_net_days(words)}
    if not found:
        found = {
            find.value.count
            for find in find_durations(words)
            if find.value.unit == "day" and not words[: find.start].strip()
        }
    return found.pop() if len(found) == 1 else None


# --- "net 30" --------------------------------------------------------------------------------------------------------


def _net(text: str) -> list[Found[Duration]]:
    found = []
    for match in _NET.finditer(text):
        base = match.end()
        counts = read_counts(text[base : base + _COUNT_WIDTH])
        if not counts or counts[0].start != 0 or len(counts[0].values) != 1:
            continue
        days = counts[0].values[0]
        closed = match.group().endswith("(") and text[base + counts[0].end : base + counts[0].end + 1] == ")"
        unit = _NET_UNIT.match(text, base + counts[0].end + closed)
        if unit is None or days != int(days) or days > _MOST_DAYS:
            continue
        calendar = (unit["kind"] or "calendar").casefold() == "calendar"
        duration = Duration(count=int(days), unit="day" if calendar else "business_day")
        found.append(Found(duration, match.start(), unit.end()))
    return found


# --- due on receipt --------------------------------------------------------------------------------------------------


def _on_receipt(text: str) -> list[Found[Duration]]:
    return [
        Found(Duration(count=0, unit="day"), match.start(), match.end())
        for match in _ON_RECEIPT.finditer(text)
        if not _RECEIPT_OF_ANOTHER.match(text, match.end())
        and not _ACCELERATION.search(text[max(0, match.start() - 30) : match.start()])
    ]


# --- "pay within thirty days of receipt" ------------------------------------------------------------------------------


def _pay_within(text: str) -> list[Found[Duration]]:
    found = []
    for find in find_durations(text):
        if find.value.unit in {"day", "business_day", "week", "month"}:
            start = _start_of_terms(text, find)
            if start is not None:
                found.append(Found(find.value, start, _end_of_terms(text, find.end)))
    return found


def _start_of_terms(text: str, find: Found[Duration]) -> int | None:
    """Where the phrase begins that makes this length a time to pay, or None if it is something else."""
    base = max(0, find.start - _SENTENCE_LIMIT)
    before = re.split(r"[.;\n](?=\s|\Z)", text[base : find.start])[-1]
    base = find.start - len(before)
    if label := _LABEL.search(before):
        return base + label.start()
    if _LOOKS_BACK.match(text, find.end):
        return None
    anchor = _ANCHOR.match(text, find.end)
    if anchor and anchor["net"]:
        return find.start
    what = (anchor["what"] or "") if anchor else ""
    if _NOT_TERMS.search(what):
        return None
    acts = list(_ACT.finditer(before))
    if not acts and _FROM_INVOICE.match(what):
        return find.start  # no verb at all: "forty-five (45) days from the invoice date"
    if not acts or not acts[-1]["pay"] or not _WITHIN.search(before):
        return None
    if anchor:
        counts_from_bill = _BILLED.search(what) or (_ITS_DATE.match(what) and _INVOICE.search(before))
    else:
        counts_from_bill = _INVOICE.search(before) or _PAY_WITHIN.search(before)
    return base + acts[-1].start() if counts_from_bill else None


def _end_of_terms(text: str, end: int) -> int:
    """The end of the anchor's first few words, so that the quote says what the time counts from."""
    anchor = _ANCHOR.match(text, end)
    if anchor is None:
        return end
    if anchor["what"] is None:
        return anchor.end()
    billed = _FROM_INVOICE.match(anchor["what"]) or _BILLED.search(anchor["what"])
    return anchor.start("what") + billed.end() if billed else end
