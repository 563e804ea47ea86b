"""Papers as comparing gets them: a document whose text is its quotes, and an assumption for each statement."""

import hashlib
from collections.abc import Sequence

from sowcheck.core.assumptions import Assumption, Proof
from sowcheck.core.cases import CaseDocument
from sowcheck.core.documents import Block, BlockKind, Coverage, Document
from sowcheck.core.spans import Span
from sowcheck.evals.mutation.deal import Paper


def as_documents(papers: Sequence[Paper]) -> tuple[tuple[CaseDocument, ...], tuple[Assumption, ...]]:
    """The papers as read and extracted without a fault: what comparing makes of them is comparing's own."""
    made = [_document(paper, f"doc-{number}") for number, paper in enumerate(papers, start=1)]
    return tuple(document for document, _ in made), tuple(each for _, assumptions in made for each in assumptions)


def _document(paper: Paper, identity: str) -> tuple[CaseDocument, list[Assumption]]:
    lines = list(dict.fromkeys(_line(each.quote) for each in paper.statements))
    spans: dict[str, Span] = {}
    start = 0
    for line in [*lines, *paper.remarks]:
        spans[line] = Span(start=start, end=start + len(line))
        start += len(line) + 1
    text = "\n".join([*lines, *paper.remarks])
    document = Document(
        name=paper.name,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        media_type="text/plain",
        text=text,
        blocks=tuple(Block(kind=BlockKind.PARAGRAPH, span=span) for span in spans.values()),
        coverage=Coverage(units=len(spans)),
    )
    assumptions = [
        Assumption(
            id=f"{identity}.a{number}",
            field=each.field,
            value=each.value,
            document=identity,
            page=None,
            quote=document.quote(spans[_line(each.quote)]),
            proof=Proof(status="proven"),
            confidence=1,
            extractors=("gold@1:facts",),
        )
        for number, each in enumerate(paper.statements, start=1)
    ]
    return CaseDocument(id=identity, document=document), assumptions


def _line(quote: str) -> str:
    """A quote on one line, as a document's text has it."""
    return " ".join(quote.split()) or "(no words)"
