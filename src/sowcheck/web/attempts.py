"""Attempts to sign in that are refused are counted: many of them are an attack."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

from sowcheck.identity.signing_in import NotSignedIn
from sowcheck.telemetry.metrics import metrics


@contextmanager
def attempt(way: Literal["password", "token", "session", "oidc"]) -> Iterator[None]:
    """Count the block as a failed attempt if nobody is known by what was shown."""
    try:
        yield
    except NotSignedIn:
        metrics().sign_in_failed(way)
        raise
