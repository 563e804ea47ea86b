"""What makes a payment due: an event, a date or a time after one, as the words behind or before a sum say it."""

import datetime as dt
import re
from dataclasses import dataclass

from sowcheck.core.items import MilestoneTrigger
from sowcheck.extract.finding import pattern
from sowcheck.extract.lists.tables import cells
from sowcheck.extract.reading import Reading

_TRIGGERS: tuple[tuple[MilestoneTrigger, str], ...] = (
    (
        "signature",
        r"signature|\bsign(?:ing|ed)\b(?![- ]?off)|execution of|countersign|contract award|unterzeichn|unterschrift|order confirmation|ondertekening",
    ),
    (
        "go_live",
        r"go(?:es)?[- ]?live|production (?:release|use|send|cut-?over)|cut-?over|launch|inbetriebnahme|mise en production",
    ),
    ("milestone_accepted", r"accept|approv|sign(?:ed)?[- ]?off|abnahme|recette|goedkeuring"),
    (
        "deliverable_submitted",
        r"submi|deliver(?:y|ed)|issue|hand(?:ed)?[- ]?over|lieferung|livraison|receipt of|receives",
    ),
    (
        "milestone_completed",
        r"complet|install|remov|finish|abschluss|achèvement|conclusion|reached|kick-?off|achiev|attain|milestone #?\d|design freeze",
    ),
    (
        "calendar",
        r"week \d|month \d|\d{4}-\d\d|january|february|march|april|\bmay\b|june|july|august|september|october|november|december|quarter",
    ),
)
_COMPILED = tuple((trigger, pattern(cue)) for trigger, cue in _TRIGGERS)


def trigger_of(words: str) -> MilestoneTrigger | None:
    """What makes a payment due, by the words that name the event."""
    return next((trigger for trigger, cue in _COMPILED if cue.search(words)), None)


_WITHIN = (
    r"within\s+[\w()-]+(?:\s+[\w()-]+){0,3}?\s+(?:days?|weeks?|months?)\s+(?:of|after|following|from|upon|subsequent to)|"
    r"[\w()-]+(?:\s+\(\d+\))?\s+(?:\w+\s+)?(?:days?|weeks?|months?)\s+(?:after|following|from|subsequent to)"
)
_EVENT = re.compile(
    rf"\b(?:(?:to be |is |are |will be |shall be |becomes? )?(?:paid|payable|due|invoiced|billed|earned)(?: and payable)?,?\s+)?"
    rf"(?P<lead>{_WITHIN}|(?:up)?on\s+or\s+(?:before|about|after|promptly after)|(?:up)?(?<!based )on|at|when|once|after|(?<!the )following|by|no later than|not later than|prior to|"
    r"before|in(?=\s+(?:week|month)\s)|à|bei|nach|op)\s+(?:the\s+|l[ae’']\s*)?(?P<event>(?:[^.;,()]|,(?=\s\d{4})|\.(?=\d)){3,110})",
    re.IGNORECASE,
)
_ANCHOR = pattern(
    r"\b(?:effective|commencement|start|signing) date\b|\bdate (?:of|hereof)\b|\bthis (?:agreement|contract|sow)\b|\bstart of\b|\bcommencement\b"
)
_NO_EVENT = pattern(
    r"\binvoices?\b|\brequest\b|\bdemand\b|\bnotice\b|terminat|\bbreach\b|\bbasis\b|\beach\b|\bevery\b|\bbehalf\b|\baccount\b|\bany\b|"
    r"\bwhich\b.*\bdefault|\bany time\b|\bleast\b|\brate\b|\bper annum\b|\bmonthly\b|\bcost\b|\ballocat"
)
_TAIL = re.compile(
    r"[\s,]+(?:and|et|und|en|plus|with|then)(?:[\s,]+as to)?(?:[\s,]+(?:for|the|a|an|another|further|final|second|third|remaining|next))*\s*$",
    re.I,
)

_PAYER = re.compile(r"\s+(?:the\s+)?[\w’']+\s+(?:shall|will|must|agrees?\s+to|pays?)\b", re.IGNORECASE)
"""Who pays, behind an event that opens its sentence."""


@dataclass(frozen=True, slots=True)
class PaymentEvent:
    """What makes a payment due."""

    name: str
    trigger: MilestoneTrigger | None
    due: dt.date | None
    end: int
    """One past its last character in the words that were searched."""


def event_in(words: str, reading: Reading, *, reach: int | None = None) -> PaymentEvent | None:
    """The first event in some words that makes a payment due, at most `reach` characters from their start."""
    for match in _EVENT.finditer(words):
        if reach is not None and match.start() > reach:
            return None
        event = _TAIL.sub("", _PAYER.split(match["event"])[0]).strip(" ;:")
        whole = match.group()
        if _NO_EVENT.search(whole) or not event:
            continue
        trigger, due = trigger_of(whole), cells.date(whole, reading)
        if trigger is None and due is None and not _ANCHOR.search(whole):
            continue
        if re.match(
            r"[\w()-]+ \w+ (?:after|following|from|subsequent)|[\w()-]+ (?:days|weeks|months)",
            match["lead"],
            re.IGNORECASE,
        ):
            # "30 days after signing" beside "on signing": the time tells the payments apart.
            event = f"{match['lead']} {event}"
        return PaymentEvent(event, trigger or ("calendar" if due else None), due, match.end())
    return None
