"""Deliverables out of entities, where the supplier hands something over."""

import re
from collections.abc import Iterator

from sowcheck.extract.candidates import Candidate
from sowcheck.extract.finding import clip, pattern
from sowcheck.extract.lists.deliverables.deliverable_names import with_due
from sowcheck.extract.ner.found import Recognised
from sowcheck.extract.ner.frames import DELIVERABLES
from sowcheck.extract.ner.names import Names
from sowcheck.extract.reading import Reading

_HANDED = pattern(
    r"\b(?:deliver|provide|submit|furnish|prepare|produce|develop|create|supply|issue|hand over|complete|generate|compile|draft|write|"
    r"build|turn over)(?:s|ing)?\s+(?:to \w+ \w+\s+)?(?:and \w+\s+)?(?:(?:an?|the|its|all|any|one|written)\s+)*$"
)
_ONLY_IF = pattern(r"\b(?:if|unless|in the event|should the|upon request|not|may)\b")
_NO_THING = pattern(
    r"\b(?:invoices?|notices?|evidence|proposals?|information|insurance|access|timesheets?|copies|copy|consent|approval|services?|"
    r"support|assistance|efforts?|personnel|staff)\b"
)


def deliverables(reading: Reading, found: Recognised, names: Names) -> Iterator[Candidate]:
    """Things directly behind a verb of handing over."""
    if DELIVERABLES not in found.fields or _ONLY_IF.search(found.one.text):
        return
    for entity in found.labelled("DELIVERABLE"):
        words = found.words(entity)
        if names.is_own(words) or _NO_THING.search(words) or len(words) < 4 or not re.search(r"[a-z]", words):
            continue
        if _HANDED.search(found.before(entity, 60)):
            quote = clip(reading.text, found.one.span, found.place(entity))
            yield Candidate(DELIVERABLES, with_due(words, reading), quote, "ner:deliverable", 0.52)
