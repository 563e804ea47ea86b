"""Who is told what: the subscriptions of an operator's settings."""

import ipaddress
from fnmatch import fnmatchcase
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, model_validator

from sowcheck.core.noun import Noun
from sowcheck.handoff.signing import key_of

_LOOPBACK = "localhost"


class Subscription(Noun):
    """One receiver of events."""

    name: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,63}$")]
    url: str
    """An https address; http only to this machine, where the settings allow it."""
    events: tuple[str, ...] = ("*",)
    """Patterns of types, such as "io.sowcheck.handoff.*"."""
    secrets: Annotated[tuple[SecretStr, ...], Field(min_length=1, repr=False)]
    """What it is signed with: two while one takes the place of the other."""
    per_minute: Annotated[int, Field(gt=0, le=60_000)] = 120
    """The most that it is sent in any minute, failed attempts included."""
    enabled: bool = True
    """While it is not, its events wait."""
    since: Literal["now", "beginning"] = "now"
    """Where it begins when it is seen for the first time: with what happens from now on, or with all that is on record."""
    handoff: bool = False
    """It is the target of handoffs: events of a release carry the bundle, and taking one acknowledges the handoff."""
    plain: bool = False
    """Whether http to this machine will do; for trying things out."""

    def wants(self, type_: str) -> bool:
        """Whether it is told events of a type."""
        return any(fnmatchcase(type_, pattern) for pattern in self.events)

    @model_validator(mode="after")
    def _is_sound(self) -> Self:
        parts = urlsplit(self.url)
        if parts.username or parts.password or parts.fragment or not parts.hostname:
            raise ValueError("url must name a host, and neither user, password nor fragment")
        if parts.scheme != "https" and not (parts.scheme == "http" and self.plain and _is_here(parts.hostname)):
            raise ValueError("url must begin with https:// (http:// only to this machine, with plain = true)")
        for secret in self.secrets:
            key_of(secret)
        return self


class Webhooks(Noun):
    """Who is told what happens."""

    source: Annotated[str, Field(pattern=r"^[^\s]{0,200}$")] = "/sowcheck"
    """Who says so, in every event: give each installation its own, such as "https://sowcheck.example.com"."""
    subscriptions: tuple[Subscription, ...] = ()

    @property
    def target(self) -> Subscription | None:
        """Who takes handoffs; None if a folder does."""
        return next((each for each in self.subscriptions if each.handoff), None)


def _is_here(host: str) -> bool:
    try:
        return host == _LOOPBACK or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
