"""Sites whose events are told to others, and others who take them as a test says."""

import datetime as dt
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import SecretStr

from gate_builders import MACHINE, QUOTE, SOW, person
from site_builders import Clock
from sowcheck.gate import casework
from sowcheck.handoff.schedule import Outcome
from sowcheck.handoff.sending import Sender
from sowcheck.handoff.subscriptions import Subscription, Webhooks
from sowcheck.service import delivering
from sowcheck.service.settings import ServiceSettings
from sowcheck.service.site import Site, opened

SECRET = SecretStr("whsec_" + "c293Y2hlY2sgc293Y2hlY2sgc293Y2hlY2s=")
SALES = person("u-sales", "sales_ops")


def subscription(url: str = "https://psa.example.com/hooks", name: str = "psa", **more: Any) -> Subscription:
    """A subscription to everything."""
    return Subscription.model_validate(
        {"name": name, "url": url, "secrets": (SECRET,), "plain": url.startswith("http:"), "since": "beginning", **more}
    )


@contextmanager
def site_telling(folder: Path, *subscriptions: Subscription, store: str | None = None, clock: Clock) -> Iterator[Site]:
    """A site with subscriptions."""
    settings = ServiceSettings(
        store=store or str(folder / "cases.db"),
        contents=str(folder / "contents"),
        webhooks=Webhooks(subscriptions=subscriptions),
    )
    with opened(settings, clock=clock) as site:
        yield site


def happened(site: Site, case_id: str, events: int = 1) -> None:
    """A case begins, and as many events in all happen to it; two at the most."""
    kept = site.store.append(
        case_id, 0, casework.receive(f"006-{case_id}", [SOW], [QUOTE], MACHINE, site.clock()), "api"
    )
    if events > 1:
        site.store.append(case_id, kept.number, casework.reject(kept.case, "no", SALES, site.clock()), "web")


class Attempt(NamedTuple):
    """A message that was carried."""

    at: dt.datetime
    url: str
    event: dict[str, Any]
    headers: Mapping[str, str]
    taken: bool

    @property
    def id(self) -> str:
        """Of the event."""
        return str(self.event["id"])

    @property
    def case(self) -> str:
        """Which the event is about."""
        return str(self.event["data"]["case"])

    @property
    def type(self) -> str:
        """Without what all types have in common."""
        return str(self.event["type"]).removeprefix("io.sowcheck.").removesuffix(".v1")


class Wire:
    """Carries messages nowhere: a function says how each attempt ends."""

    def __init__(self, answer: Callable[[dt.datetime, dict[str, Any]], Outcome] | None = None) -> None:
        self.attempts: list[Attempt] = []
        self._answer = answer or (lambda _, __: Outcome(204))

    def __call__(self, url: str, body: bytes, headers: Mapping[str, str], now: dt.datetime) -> Outcome:
        event = json.loads(body)
        outcome = self._answer(now, event)
        self.attempts.append(Attempt(now, url, event, headers, outcome.is_taken))
        return outcome

    @property
    def taken(self) -> list[Attempt]:
        """Those that arrived, in their order."""
        return [each for each in self.attempts if each.taken]


def passes(site: Site, clock: Clock, sender: Sender, *, every: float = 1.0, **span: float) -> None:
    """Time passes, and a worker looks every so many seconds."""
    end = clock() + dt.timedelta(**span)
    while clock() <= end:
        works(site, sender)
        clock.forward(seconds=every)


def works(site: Site, sender: Sender | None = None) -> None:
    """A worker does what is to be done now."""
    while due := delivering.due(site, site.clock()):
        sent = [delivering.deliver(site, each, sender=sender) for each in due]
        if not any(sent):
            return
