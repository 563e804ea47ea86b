"""Service levels promised in prose: how fast, in which hours, how often, and what happens when the service is down."""

import re
from collections.abc import Iterator

from sowcheck.core.spans import Span
from sowcheck.extract.candidates import Candidate
from sowcheck.extract.finding import pattern
from sowcheck.extract.lists.grammar.announced import statement
from sowcheck.extract.lists.grammar.obligations import Obligation, obligations
from sowcheck.extract.lists.grammar.prose import Prose, prose
from sowcheck.extract.reading import Reading

FIELD = "sla.targets"

_UNIT = r"(?:minutes?|hours?|(?:business |working |calendar )?days?)"
_TIME = rf"\bwithin\s+(?:(?:a|an|approximately|about|one|the)\s+)?(?:[\w-]+,?\s+){{0,3}}?(?:\(\d+\)\s+)?(?:or\s+\d+-)?[\w-]*?-?\s?{_UNIT}\b"
_FAST = re.compile(
    rf"(?:(?:be\s+)?(?:respond(?:ed)?|answer(?:ed)?|acknowledg\w+|resolved?|restored?|repair(?:ed)?|correct(?:ed)?|fix(?:ed)?|remed(?:y|ied)|addressed|attend(?:ed)?|escalated?|investigated?|"
    rf"call(?:ed)?\s+back|report(?:ed)?\s+back|react|have\s+an?\s+\w+\s+(?:on|at)\s|be\s+on[\s-]site|dispatch(?:ed)?)\b[^.;]{{0,140}}?{_TIME}|"
    rf"(?:tell|inform|notify|call|alert|phone)\b[^.;]{{0,80}}?\bwithin\s+(?:\w+\s+){{0,2}}?(?:\(\d+\)\s+)?(?:minutes?|hours?)\b|"
    rf"(?:complete|process|finish|turn\s+around)\b(?:(?!\bpayment|\binvoice)[^.;]){{0,80}}?{_TIME}\s+(?:of|after|from)\s+(?:receiving|receipt|request))",
    re.IGNORECASE,
)
_NO_SERVICE = pattern(
    r"\b(?:invoices?|payments?|pay|disputes?|claims?|audit|arbitrat\w*|breach|cure|subpoena|indemni\w*|proposal|terminat\w*|consent|approval|renewal|purchase orders?|"
    r"quotations?|offerors?|warrant\w*|credit|refund|tax\w*|notice of|written notice|personnel|forecast|"
    r"deliverables?|resubmit|change requests?|acceptance|accepted|non-?conformit\w*|charged?|rates?)\b"
)
_HOURS = pattern(
    r"\b(?:24|twenty-four)\s?(?:\(24\)\s)?[-\s]?hours?(?:[-\s](?:a|per)[-\s]day|,)|\b24\s?(?:x|/|by|×)\s?7\b|"
    r"\bhours\s+(?:a|per|each)\s+day\b|\bdays\s+(?:a|per|each)\s+week\b|\b\d{1,2}:\d{2}\s?(?:[ap]\.?m\.?\s?)?(?:to|until|[-–])\s?\d{1,2}:\d{2}\b|"
    r"\b(?:between|during|at least during)\s+(?:the\s+)?(?:business |core |service |support )?hours\s+of\s?\d|\bbetween\s+\d{1,2}[:.]?\d{2}\b[^.;]{0,20}\band\s+\d{1,2}[:.]?\d{2}\b"
)
_SERVED = pattern(
    r"\b(?:availab\w*|support|help ?desk|hotline|facility|calls?|contact|operat\w*|monitor\w*|staffed|management|services?|access\w*|technical|answer\w*|reporting)\b"
)
_OFTEN = re.compile(
    r"(?:scan|back\s?up|backup|monitor|patch|update|refresh|replicate|synchroni[sz]e|archive|test)\b(?:(?!\.\s)[^;]){0,80}?\b(?:daily|weekly|monthly|nightly|hourly|on\s+a\s+(?:daily|weekly|monthly|nightly)\s+basis|every\s+\w+\s+(?:hours|days))\b|"
    r"update\s+on\s+a\s+(?:daily|weekly|nightly)\s+basis\b[^.;]{0,60}\bback-?\s?up",
    re.IGNORECASE,
)
_DOWN = pattern(
    r"\b(?:down-?\s?time|outage|unavailab\w+|interruption|system failure)\b[^.;]{0,60}?\b(?:exceeds?|lasts?|extends?|continues?)\b[^.;]{0,60}?\b(?:hours?|days?|minutes?)\b[^.;]{0,40}?,[^.;]{0,80}\b(?:will|shall)\b"
)
_CREDITED = pattern(
    r"\bcredit(?:ed)?\b[^.;]{0,160}?\bfees?\b[^.;]{0,80}?\bfor\s+(?:each|every|any)\b[^.;]{0,40}?\b(?:hours?|days?|minutes?|outage|interruption|failure|incident)\b"
)
_NOTIFIED = re.compile(
    rf"\bnotification\b[^.;]{{0,60}}?\b(?:shall|will|must)\s+be\s+(?:provided|given|sent|made)\b[^.;]{{0,60}}?{_TIME}",
    re.IGNORECASE,
)
_MUST = ("within", "hour", "daily", "weekly", "monthly", "24", "between", "down")
_LONG = 260


def promised_service(reading: Reading) -> Iterator[Candidate]:
    """Clauses that bind the supplier or the service to a time, and sentences about hours and failures."""
    for obligation in obligations(reading):
        if obligation.negated or obligation.bearer == "customer" or obligation.subordinate:
            continue
        if _is_fast(obligation) or _OFTEN.match(obligation.words):
            yield from statement(reading, FIELD, obligation.span, "promise", 0.62)
    for one in prose(reading):
        if "credit" in one.text and (credit := _CREDITED.search(one.text)) and _SERVED.search(one.text):
            begin = max(0, one.text.rfind(", ", 0, credit.start()))
            comma = one.text.find(",", credit.end())
            end = comma if comma >= 0 else len(one.text)
            yield from statement(reading, FIELD, one.at(begin + 2 if begin else 0, end), "credit", 0.6)
            continue
        if not any(word in one.text for word in _MUST) or _NO_SERVICE.search(one.text):
            continue
        if _DOWN.search(one.text) or _NOTIFIED.search(one.text) or _OFTEN.match(one.text):
            yield from statement(reading, FIELD, one.span, "event", 0.6)
        elif (hours := _HOURS.search(one.text)) and _SERVED.search(one.text):
            piece = _piece(reading, one, hours.start(), hours.end())
            yield from statement(reading, FIELD, piece, "hours", 0.6) if piece else ()


def _is_fast(obligation: Obligation) -> bool:
    return (
        "within" in obligation.words
        and bool(_FAST.match(obligation.words))
        and not _NO_SERVICE.search(obligation.words)
    )


def _piece(reading: Reading, one: Prose, start: int, end: int) -> Span | None:
    """The binding clause that holds a place, else the sentence; of a long one the part between its commas.

    None if the clause binds the buyer.
    """
    for obligation in obligations(reading):
        if obligation.one.start == one.start and obligation.bearer and obligation.subject <= start < obligation.end:
            return None if obligation.bearer == "customer" else obligation.one.at(obligation.subject, obligation.end)
    if len(one.text) <= _LONG:
        return one.span
    begin = max(one.text.rfind(mark, 0, start) + 2 for mark in (", ", "; ", ": "))
    stop = min(
        (place for mark in (", ", "; ", ". ") if (place := one.text.find(mark, end)) >= 0), default=len(one.text)
    )
    opened = one.text.rfind("(", begin, start)
    closed = one.text.find(")", end)
    return one.at(begin, max(stop, closed + 1) if opened >= 0 and closed >= 0 else stop)
