"""Everything that a running service works with, opened once a process."""

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sowcheck.core.policy import Policy
from sowcheck.handoff.subscriptions import Webhooks
from sowcheck.identity.base import Directory
from sowcheck.intake.senders import Secrets
from sowcheck.records.mapping import Mapping, load_mapping
from sowcheck.service.settings import ServiceSettings
from sowcheck.settings import load_policy, load_trust_roots
from sowcheck.store.base import CaseStore
from sowcheck.store.connect import connect, connect_deliveries, connect_directory
from sowcheck.store.contents import Contents
from sowcheck.store.deliveries import SqlDeliveries

if TYPE_CHECKING:
    from sowcheck.identity.oidc.provider import Provider

Clock = Callable[[], dt.datetime]
Wake = Callable[[str], None]
"""Called with the id of a case for which there may be something to do. It may be lost: a sweep finds the case again."""


@dataclass(frozen=True)
class Rules:
    """What a case is judged by."""

    policy: Policy
    mapping: Mapping
    trusted: tuple[bytes, ...] = ()
    """Certificates of the authorities that may vouch for digital signatures."""


@dataclass(frozen=True)
class Site:
    """The edges of a running service."""

    store: CaseStore
    directory: Directory
    contents: Contents
    rules: Rules
    secrets: Secrets
    clock: Clock
    wake: Wake
    deliveries: SqlDeliveries
    webhooks: Webhooks
    handoffs: Path | None = None
    """The folder that takes handoffs; None if another target does."""
    provider: "Provider | None" = None
    """Where people sign in who do not sign in here; None if nobody does."""


def now() -> dt.datetime:
    """This moment, in UTC."""
    return dt.datetime.now(dt.UTC)


def nobody(_: str) -> None:
    """Wakes nobody: a worker finds the case in its sweep."""


@contextmanager
def opened(
    settings: ServiceSettings, *, clock: Clock = now, wake: Wake = nobody, people: bool = False
) -> Iterator[Site]:
    """The site that settings describe.

    Args:
        settings: Where everything is.
        clock: Tells the time.
        wake: Called with the id of a case for which there may be something to do.
        people: Whether people sign in to this process; only then it has to know who else vouches for them.

    Raises:
        UsageError: a store cannot be opened, or the folder of contents cannot be written to.
        UnreadableInput: a policy, mapping or certificate has a fault.
    """
    rules = Rules(
        load_policy(settings.policy), load_mapping(settings.mapping), tuple(load_trust_roots(settings.trust_roots))
    )
    with (
        closing(connect(settings.store)) as store,
        closing(connect_directory(settings.store)) as directory,
        closing(connect_deliveries(settings.store)) as deliveries,
    ):
        contents = Contents(settings.contents)
        contents.must_take()
        yield Site(
            store,
            directory,
            contents,
            rules,
            settings.secrets,
            clock,
            wake,
            deliveries,
            settings.webhooks,
            settings.handoff_folder,
            _provider(settings) if people else None,
        )


def _provider(settings: ServiceSettings) -> "Provider | None":
    if settings.oidc is None:
        return None
    # Its libraries take time to load, and few processes need them.
    from sowcheck.identity.oidc.provider import Provider  # noqa: PLC0415
    from sowcheck.identity.oidc.settings import load_oidc  # noqa: PLC0415

    return Provider(load_oidc(settings.oidc, settings.oidc_secret))
