"""What a document leaves open: a place where a field's value should stand, and none does."""

from typing import Literal

from sowcheck.core.noun import Noun
from sowcheck.core.spans import Box, Quote

BlankReason = Literal["left_blank", "pending", "redacted"]
"""`left_blank`: a line or bracket to fill in. `pending`: "to be agreed". `redacted`: the value was taken out of this copy."""


class Blank(Noun):
    """A field whose value was never filled in; that is another thing than a document which is silent on it."""

    id: str
    field: str
    """A name of the canonical dictionary."""
    document: str
    """Id of the document."""
    page: int | None
    """1-based page of the quote's first character; None for formats without pages."""
    quote: Quote
    boxes: tuple[Box, ...] = ()
    """Where the quote stands, line by line."""
    reason: BlankReason
