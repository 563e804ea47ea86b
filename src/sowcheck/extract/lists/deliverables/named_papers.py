"""Papers that a heading names and its clause makes the supplier hand over: "5.2 Impact reports … within 24 hours"."""

import re
from collections.abc import Iterator

from sowcheck.core.items import Deliverable
from sowcheck.core.spans import Span
from sowcheck.extract.candidates import Candidate
from sowcheck.extract.finding import QUOTE_LIMIT, clip, pattern
from sowcheck.extract.lists.deliverables.deliverable_names import FIELD, due_around
from sowcheck.extract.lists.grammar.obligations import obligations
from sowcheck.extract.reading import Reading

_PAPER = pattern(
    r"^\W*(?:[\d.]+\s+)?(?!(?:quality assurance|audit|credit|payment|financial|background|no\b))(?P<name>(?:[\w’'/-]+\s+){1,5}?(?:reports?|reporting|plan|manuals?|documentation|presentation|"
    r"roadmap|runbook|summary|minutes))\W*$"
)
_HANDS = re.compile(r"(?:provid|submit|deliver|prepar|furnish|issu|develop|produc|creat)\w*\b")
_PASSED = pattern(
    r"\b(?:shall|will|must)\s+be\s+(?:provided|submitted|delivered|prepared|furnished|issued|presented|sent)\b"
)


def of_named_papers(reading: Reading) -> Iterator[Candidate]:
    """The headings that name a paper over a clause in which the supplier must provide it."""
    bound = [one for one in obligations(reading) if one.bearer == "supplier" and not one.negated]
    for clause in reading.outline.clauses:
        if clause.heading is None or clause.body is None:
            continue
        match = _PAPER.match(" ".join(clause.heading.of(reading.text).split()))
        body = clause.body.of(reading.text)[:1200]
        if match is None:
            continue
        within = Span(start=clause.body.start, end=clause.body.start + len(body))
        provided = any(within.contains(one.span) and _HANDS.match(one.words) for one in bound)
        if provided or (_PASSED.search(body) and any(within.contains(one.span) for one in bound)):
            due = due_around(" ".join(body.split()), match.group("name"), 0, reading)
            whole = clause.heading.joined(
                Span(start=clause.body.start, end=min(within.end, clause.heading.start + QUOTE_LIMIT))
            )
            quote = clip(reading.text, whole, clause.heading)
            yield Candidate(FIELD, Deliverable(name=match.group("name"), due=due), quote, f"{FIELD}.paper", 0.6)
