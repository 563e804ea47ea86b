"""Deliverables that one sentence enumerates: "The Supplier delivers: a plan by 4 May 2027; a report by …"."""

import re
from collections.abc import Iterator

from sowcheck.extract.candidates import Candidate
from sowcheck.extract.cast import CLIENT, SUPPLIER, PartyCue
from sowcheck.extract.finding import clip
from sowcheck.extract.lists.deliverables.deliverable_names import FIELD, with_due
from sowcheck.extract.lists.grammar.enumerations import split
from sowcheck.extract.lists.grammar.leads import Leads
from sowcheck.extract.lists.grammar.prose import prose
from sowcheck.extract.lists.grammar.verbs import starts_with_verb
from sowcheck.extract.reading import Reading

_NO_THING = re.compile(
    r"\b(?:invoices?|timesheets?|notices?|estimates?|evidence|proposals?|information|statements? of|refund|credit|copies|copy|insurance|"
    r"access|answer|response|list of)\b",
    re.IGNORECASE,
)
_HANDED = r"(?:delivers?|hands?(?: \w+)? over|furnish(?:es)?|suppl(?:y|ies)|submits?|sends?(?: (?:you|\w+))?|issues?|provides?)"


_HANDS_OVER = PartyCue(
    rf"^(?:\W*the\s+)?(?:{SUPPLIER})\s+(?:shall\s+|will\s+|must\s+)?(?:also\s+)?{_HANDED}\s+(?P<list>.+)$"
)
_RECEIVES = PartyCue(rf"^(?:the\s+)?(?:{CLIENT})\s+(?:will|shall)\s+(?:have|receive|get)\s+(?P<list>.+)$")


def of_enumerations(reading: Reading) -> Iterator[Candidate]:
    """Such as "The Supplier delivers: a plan by 4 May 2027; a report by …", "We will send you a plan by …"."""
    leads = Leads.of(reading)
    lead, receives = _HANDS_OVER.of(reading), _RECEIVES.of(reading)
    for one in prose(reading):
        colon = one.text.find(":")
        if 0 < colon < 140 and FIELD in leads.topics(one.text[: colon + 1]):
            base = colon + 1
            parts = split(one.text[base:])
            if sum(starts_with_verb(one.text[base + a : base + b]) for a, b in parts) > 0.5 * len(parts):
                continue
        elif match := lead.match(one.text) or receives.match(one.text):
            # Without a colon only a thing with a date behind it is surely handed over.
            base = match.start("list")
            parts = split(one.text[base:]) or [(0, len(one.text) - base)]
            ends = [one.text[base + a : base + b].rstrip(" .;") for a, b in parts]
            if not all(
                re.match(r"(?:an?|the|its)\s", end) and with_due(end, reading).due and not _NO_THING.search(end)
                for end in ends
            ):
                continue
        else:
            continue
        for start, end in parts:
            words = one.text[base + start : base + end].rstrip(" .;,")
            quote = clip(reading.text, one.span, one.at(base + start, base + end))
            yield Candidate(FIELD, with_due(words, reading), quote, f"{FIELD}.prose", 0.68)
