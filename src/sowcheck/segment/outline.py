"""Document -> Outline, on one page."""

from sowcheck.core.clauses import Outline
from sowcheck.core.documents import Document
from sowcheck.core.spans import Span
from sowcheck.segment.clauses import clauses
from sowcheck.segment.definitions import definitions
from sowcheck.segment.envelope_stamps import envelope_stamps
from sowcheck.segment.key_values import key_values
from sowcheck.segment.lists import lists
from sowcheck.segment.parties import parties
from sowcheck.segment.signatures import signature_blocks
from sowcheck.segment.signing_drawn import with_drawings
from sowcheck.segment.signing_merge import signings
from sowcheck.segment.tables import tables


def segment(document: Document) -> Outline:
    """Finds the structure of a document: what the parts of its text are to each other.

    Args:
        document: A document as read.

    Returns:
        Its clauses, labelled values, list items, tables, parties, definitions and signature blocks, each as places
        in `document.text`.
    """
    grids = tables(document)
    labelled = key_values(document, grids)
    signed = signings(document, grids)
    tree = clauses(document, [Span(start=signing.start, end=signing.end) for signing in signed])
    with_drawings(document, grids, signed)
    who = parties(document, grids, labelled, signed)
    stamps = envelope_stamps(document)
    return Outline(
        clauses=tree,
        key_values=labelled,
        lists=lists(document, tree),
        tables=grids,
        parties=who,
        definitions=definitions(document.text),
        signature_blocks=signature_blocks(signed, who, document.text, stamped=bool(stamps)),
        stamps=stamps,
    )
