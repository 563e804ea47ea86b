"""Parts of a dataset whose scores may differ: by file format, by length, by kind of document."""

from sowcheck.evals.log import DocumentEntry

_LENGTHS = ((10_000, "short (under 10,000 characters)"), (40_000, "medium (under 40,000 characters)"))
_LONG = "long (40,000 characters and more)"


def slices_of(entry: DocumentEntry) -> tuple[tuple[str, str], ...]:
    """The slices a document belongs to, as pairs of dimension and part. One that could not be read has no length."""
    kinds = sorted({str(fact.value) for fact in entry.gold if fact.field == "doc.kind"})
    return (
        ("format", entry.format),
        ("length", _length(entry)),
        ("kind", kinds[0] if len(kinds) == 1 else "unknown"),
        ("source", "deal" if entry.deal else "single document"),
    )


def _length(entry: DocumentEntry) -> str:
    if not entry.characters:
        return "not read"
    return next((name for limit, name in _LENGTHS if entry.characters < limit), _LONG)
