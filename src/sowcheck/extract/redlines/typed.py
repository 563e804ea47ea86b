"""What words state that somebody typed onto the pages of a PDF whose other marks are open as well.

Both readings of such a paper hold the typed words: it reads as drawn, or with its marks carried out. A third reading, the
page as it was before anybody wrote on it, lacks them, and with them whatever they alone state.
"""

from collections.abc import Sequence

from sowcheck.core.assumptions import Assumption, Proof, Redline
from sowcheck.core.documents import Document, Revision
from sowcheck.core.spans import Span

_MOST = 0.5
"""Share of the words of a statement from which on it is the typed words that state it."""


def typed_ones(document: Document, stated: Sequence[Assumption], reason: str) -> tuple[Assumption, ...]:
    """The statements, those in typed words marked as open.

    Args:
        document: the one that states them.
        stated: with their changes, as far as both readings differ in them.
        reason: why what open changes decide is not proven.
    """
    if document.other is None or document.other.decided != "accepted":
        return tuple(stated)
    typed = [(each.span, each) for each in document.revisions if each.kind == "inserted" and each.span is not None]
    return tuple(_marked(each, typed, reason) for each in stated) if typed else tuple(stated)


def _marked(stated: Assumption, typed: Sequence[tuple[Span, Revision]], reason: str) -> Assumption:
    quote = stated.quote.span
    changes = [each for span, each in typed if span.overlaps(quote)]
    shared = sum(min(span.end, quote.end) - max(span.start, quote.start) for span, _ in typed if span.overlaps(quote))
    if stated.is_contested or shared < _MOST * len(quote):
        return stated
    redline = Redline(
        accepted=stated.value,
        rejected=None,
        accepted_words=" ".join(stated.quote.text.split()),
        rejected_words="",
        changes=tuple(changes),
        decides=True,
    )
    return stated.model_copy(update={"redline": redline, "proof": Proof(status="unproven", reason=reason)})
