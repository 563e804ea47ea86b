"""All that one file says of its version."""

from sowcheck.core.versions import Versions
from sowcheck.extract.mentions import PaperNames
from sowcheck.extract.reading import Reading
from sowcheck.extract.versions.drafts import drafts_of
from sowcheck.extract.versions.history import history_of
from sowcheck.extract.versions.stamps import stamps_of


def versions_of(reading: Reading, names: PaperNames) -> Versions:
    """The stamps, the history and the marks of a draft of a document; `names` tells its own name from those of others."""
    history = history_of(reading)
    return Versions(
        stamps=tuple(stamps_of(reading, names, history)), history=tuple(history), drafts=tuple(drafts_of(reading))
    )
