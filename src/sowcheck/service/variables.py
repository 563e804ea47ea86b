"""The variables of the environment that mean something: one that is misspelt would be passed over without a word."""

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from typing import NamedTuple

_PREFIX = "SOWCHECK_"
_FREE = ("SOWCHECK_LLM_", "SOWCHECK_WEBHOOK_", "SOWCHECK_LIVE_")
"""Looked at where they are read: a misspelt setting of a model is refused, and the secret of a webhook must be there."""

KNOWN = frozenset(
    {
        "SOWCHECK_CONTENTS",
        "SOWCHECK_DEBUG",
        "SOWCHECK_DOCUSIGN_SECRET",
        "SOWCHECK_DOCUSIGN_SECRET_FILE",
        "SOWCHECK_HANDOFFS",
        "SOWCHECK_HOST",
        "SOWCHECK_HUBSPOT_SECRET",
        "SOWCHECK_HUBSPOT_SECRET_FILE",
        "SOWCHECK_LOG_FORM",
        "SOWCHECK_LOG_LEVEL",
        "SOWCHECK_MAPPING",
        "SOWCHECK_METRICS_HOST",
        "SOWCHECK_METRICS_PORT",
        "SOWCHECK_MINILM",
        "SOWCHECK_OIDC",
        "SOWCHECK_OIDC_SECRET",
        "SOWCHECK_OIDC_SECRET_FILE",
        "SOWCHECK_POLICY",
        "SOWCHECK_PORT",
        "SOWCHECK_PROXIES",
        "SOWCHECK_PUBLIC_URL",
        "SOWCHECK_STORE",
        "SOWCHECK_STORE_FILE",
        "SOWCHECK_TRUST_ROOTS",
        "SOWCHECK_UPLOAD_MEGABYTES",
        "SOWCHECK_VERSION",  # of the image, in deploy/compose.yaml
        "SOWCHECK_WEBHOOKS",
        "SOWCHECK_WORKERS",
    }
)


class Unknown(NamedTuple):
    """A variable that means nothing here."""

    name: str
    meant: str | None
    """What was perhaps meant."""


def unknown(names: Iterable[str]) -> Iterator[Unknown]:
    """Variables that look like settings and are none."""
    for name in sorted(names):
        if name.startswith(_PREFIX) and name not in KNOWN and not name.startswith(_FREE):
            yield Unknown(name, next(iter(get_close_matches(name, KNOWN, n=1, cutoff=0.8)), None))
