"""Document -> Outline, on one page."""

from sowcheck.core.clauses import Outline
from sowcheck.core.documents import Document
from sowcheck.core.spans import Span
from sowcheck.segment.certificates.pages import certificate_places, without
from sowcheck.segment.certificates.reading import read_certificate
from sowcheck.segment.clauses import clauses
from sowcheck.segment.definitions import definitions
from sowcheck.segment.key_values import key_values
from sowcheck.segment.lists import lists
from sowcheck.segment.parties import parties
from sowcheck.segment.signing.blocks import signature_blocks
from sowcheck.segment.signing.drawn import with_drawings
from sowcheck.segment.signing.merge import signings
from sowcheck.segment.signing.stamps import envelope_stamps
from sowcheck.segment.tables import tables


def segment(document: Document) -> Outline:
    """Finds the structure of a document: what the parts of its text are to each other.

    Args:
        document: A document as read.

    Returns:
        Its clauses, labelled values, list items, tables, parties, definitions and signature blocks, each as places
        in `document.text`.
    """
    certified = certificate_places(document)
    paper = without(document, certified)
    closed = tuple(place.span for place in certified)
    grids = tables(paper)
    labelled = key_values(paper, grids)
    signed = signings(paper, grids)
    tree = clauses(paper, [Span(start=signing.start, end=signing.end) for signing in signed])
    with_drawings(paper, grids, signed)
    who = parties(paper, grids, labelled, signed) if paper.blocks else ()
    stamps = envelope_stamps(paper)
    return Outline(
        clauses=tree,
        key_values=labelled,
        lists=lists(paper, tree),
        tables=grids,
        parties=who,
        definitions=tuple(
            each for each in definitions(document.text) if not any(place.overlaps(each.span) for place in closed)
        ),
        signature_blocks=signature_blocks(signed, who, document.text, stamped=bool(stamps)),
        stamps=stamps,
        certificates=tuple(read_certificate(place) for place in certified),
    )
