"""What a Word file says as if its changes were rejected, beside what it says as if they were accepted."""

from sowcheck.core.documents import Document, OtherReading
from sowcheck.ingest.alignment import align


def with_other(document: Document, rejected: Document | None, wordless: int) -> Document:
    """The document with its other reading, if that is another one.

    Args:
        document: As if all changes were accepted.
        rejected: As if all were rejected; None if nothing is left.
        wordless: How many changes no words show.
    """
    if rejected is not None and rejected.text == document.text:
        return document.model_copy(update={"wordless_changes": wordless})
    if rejected is None:
        other = OtherReading(decided="rejected", document=None)
    else:
        settled = rejected.model_copy(update={"revisions": ()})
        other = OtherReading(decided="rejected", document=settled, offsets=align(document.text, settled.text))
    return document.model_copy(update={"other": other, "wordless_changes": wordless})
