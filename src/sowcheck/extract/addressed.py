"""What a paragraph says to a program, or a signing service certifies, is no statement of the paper."""

from collections.abc import Iterable, Iterator

from sowcheck.core.documents import Document
from sowcheck.extract.candidates import Candidate
from sowcheck.segment.addressed import closed_passages


def said_to_people(document: Document, candidates: Iterable[Candidate]) -> Iterator[Candidate]:
    """The candidates whose words are the paper's own; of a file that is a certificate alone, that it is one."""
    closed = closed_passages(document)
    for candidate in candidates:
        own = candidate.value == "certificate" and candidate.field == "doc.kind"
        if own or not any(passage.overlaps(candidate.quote) for passage in closed):
            yield candidate
