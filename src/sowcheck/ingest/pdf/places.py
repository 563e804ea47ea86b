"""Where signatures were placed after others, as the checking of signatures hands it on."""

from typing import NamedTuple

Corners = tuple[float, float, float, float]
Place = tuple[int, Corners]
"""1-based page, and the corners in the page's own measure."""


class LateSignatures(NamedTuple):
    """Signatures that were placed after the first one was made."""

    places: dict[str, Place]
    """By the name of the field."""
    signed: int
    """Bytes of the file that the first one covers."""
