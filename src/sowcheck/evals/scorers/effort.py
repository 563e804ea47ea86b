"""What a run took: seconds and money, for each page and each thousand characters."""

from decimal import Decimal

from sowcheck.evals.intervals import Part
from sowcheck.evals.log import DocumentEntry


def seconds_by_page(entry: DocumentEntry) -> Part | None:
    """Seconds and pages; None for a document without pages or that failed."""
    seconds = entry.seconds.total
    return Part(seconds, entry.pages) if seconds is not None and entry.pages else None


def seconds_by_length(entry: DocumentEntry) -> Part | None:
    """Seconds and thousands of characters; None for a document that failed."""
    seconds = entry.seconds.total
    return Part(seconds, entry.characters / 1000) if seconds is not None and entry.characters else None


def cost_by_page(entry: DocumentEntry) -> Part | None:
    """Money and pages; None for a document without pages or that failed, and for a model without a known price."""
    if entry.error is not None or not entry.pages or entry.cost is None:
        return None
    return Part(float(Decimal(entry.cost)), entry.pages)
