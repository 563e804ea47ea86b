"""What a record snapshot of a case says of itself: of which deal it is, of when, and whether the deal is won."""

import datetime as dt

from sowcheck.core.noun import Noun


class Snapshot(Noun):
    """A record file of a case, once it was read."""

    sha256: str
    system: str
    """Such as "salesforce", "hubspot", "dynamics365"."""
    ids: tuple[str, ...] = ()
    """Of the records in it."""
    deals: tuple[str, ...] = ()
    """Of the deals that it speaks of."""
    modified: dt.datetime | None = None
    """When anything in it last changed, as it says itself."""
    won: bool | None = None
    """Whether the deal is won, by flag; None if it does not say."""
    envelope: str | None = None
    """Id of the envelope that it is about."""
