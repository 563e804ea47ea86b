"""What a paragraph says to a program is no statement of the paper."""

from collections.abc import Iterable, Iterator

from sowcheck.core.documents import Document
from sowcheck.extract.candidates import Candidate
from sowcheck.segment.addressed import addressed_passages


def said_to_people(document: Document, candidates: Iterable[Candidate]) -> Iterator[Candidate]:
    """The candidates whose words stand in no paragraph that addresses a program."""
    closed = addressed_passages(document)
    for candidate in candidates:
        if not any(passage.overlaps(candidate.quote) for passage in closed):
            yield candidate
