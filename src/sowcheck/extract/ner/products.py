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

_VERBS = r"(?:deliver|provide|submit|furnish|prepare|produce|develop|create|supply|issue|hand over|generate|compile|draft|write|build|turn over)"
_ARTICLE = r"(?:an?|the|its|all|any|one|each)"
# Verb, perhaps who receives it ("to Bank of Norvik", "the Client with"), perhaps a thing before, article.
_HANDED = re.compile(
    rf"\b{_VERBS}(?:s|ing)?\s+(?:and \w+\s+)?"
    rf"(?:(?:to\s+)?(?:the\s+)?(?:[A-Z][\w’'.&]*\s+(?:of\s+)?){{1,6}}(?:with\s+)?(?={_ARTICLE}\s))?"
    rf"(?:{_ARTICLE}\s+[^,.;:]{{3,60}}\s+and\s+(?=an?\s))?(?:(?:{_ARTICLE}|written)\s+)*$"
)
_ONLY_IF = pattern(r"\b(?:if|unless|in the event|should the|upon (?:written )?request|not|may)\b")
_SECOND_VERB = re.compile(
    r"\s+and\s+(?:provide|test|deliver|submit|maintain|present|update|return|support|implement|obtain|review|use|keep|give|make|send)\b.*$"
)
_OPEN_END = re.compile(
    r"(?:\s+(?:and|or|of|the|to|with|in|for|by|a|an|on|at|from|that|which|as|all|any|such|is|are|electronically|promptly))+$|\s*\([^)]*$"
)
"""What an entity goes on with behind its end: it is cut off."""
_NO_THING = pattern(
    r"\b(?:invoices?|notices?|evidence|proposals?|information|insurance|access|timesheets?|certific\w+|forms?|statements?|affidavits?|copies|copy|consent|approval|services?|"
    r"support|assistance|efforts?|personnel|staff)\b"
)


def deliverables(reading: Reading, found: Recognised, names: Names) -> Iterator[Candidate]:
    """Things directly behind a verb of handing over."""
    if DELIVERABLES not in found.fields or found.subject != "supplier" or _ONLY_IF.search(found.one.text):
        return
    for entity in found.labelled("DELIVERABLE"):
        words = _OPEN_END.sub("", _SECOND_VERB.sub("", found.words(entity)))
        if names.is_own(words) or _NO_THING.search(words) or len(words) < 4 or not re.search(r"[a-z]", words):
            continue
        if _HANDED.search(found.before(entity, 140)):
            quote = clip(reading.text, found.one.span, found.place(entity))
            yield Candidate(DELIVERABLES, with_due(words, reading), quote, "ner:deliverable", 0.52)
