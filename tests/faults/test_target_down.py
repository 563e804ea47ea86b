"""The target of handoffs is down: for an hour by the clock, which delays them, and for days, which is seen and can be mended."""

import base64
import datetime as dt
import hashlib
import hmac
import json
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from gate_builders import person
from handoff_builders import signed_off_at
from postgres import Server
from race_builders import stays_whole
from site_builders import Clock
from sowcheck.core.casefile import CaseState
from sowcheck.handoff.sending import HttpSender
from sowcheck.identity.base import By
from sowcheck.service import delivering, releasing
from sowcheck.service.site import Site
from webhook_builders import SECRET, happened, passes, site_telling, subscription
from webhook_receiver import HOST, Received, Receiver, Talk
from work_builders import made

pytestmark = pytest.mark.allow_hosts([HOST])

HANDED_OVER = [f"case-{number}" for number in range(2)]
"""Cases whose handoffs are released."""


class Target:
    """A receiver that answers 500 until a moment, and then takes everything that is genuine."""

    def __init__(self, clock: Clock, **down: float) -> None:
        self._clock, self._up = clock, clock() + dt.timedelta(**down)
        self.taken: list[Received] = []
        self.receiver = Receiver([self._answer] * 10_000)

    def _answer(self, talk: Talk) -> None:
        message, up = self.receiver.received[-1], self._clock() >= self._up
        assert is_genuine(message, self._clock())
        if up:
            self.taken.append(message)
        talk.send(204 if up else 500, {})

    def told(self, case: str) -> list[str]:
        """Types of what was taken about a case, in its order."""
        return [each["type"] for each in map(event, self.taken) if each["data"]["case"] == case]


def event(message: Received) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(message.body)
    return found


def is_genuine(message: Received, now: dt.datetime) -> bool:
    """Whether the message was signed with the secret, just now."""
    id_, stamp = message.headers["webhook-id"], message.headers["webhook-timestamp"]
    key = base64.b64decode(SECRET.get_secret_value().removeprefix("whsec_"))
    expected = hmac.digest(key, f"{id_}.{stamp}.".encode() + message.body, hashlib.sha256)
    return (
        message.headers["webhook-signature"] == f"v1,{base64.b64encode(expected).decode()}"
        and abs(now.timestamp() - int(stamp)) < 300
    )


def states(site: Site) -> Counter[CaseState]:
    return Counter(kept.case.state for kept in site.store.find())


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return made(str(tmp_path / "cases.db"))
    running: Server = request.getfixturevalue("postgres")
    return made(running.database())


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def down(request: pytest.FixtureRequest, clock: Clock) -> Iterator[Target]:
    """A target that is down for as long as the test says."""
    target = Target(clock, **request.param)
    with target.receiver:
        yield target


def released(site: Site, clock: Clock, sender: HttpSender, minutes: float) -> None:
    """Some cases are signed off and released, others sent back, some minutes apart."""
    for case in HANDED_OVER:
        signed_off_at(site, case, f"006{case}")
        releasing.release(site, case)
        happened(site, f"{case}-rejected", 2)
        passes(site, clock, sender, minutes=minutes, every=60)


@pytest.mark.parametrize("down", [{"hours": 1}], indirect=True)
def test_an_hour_of_downtime_delays_handoffs_and_loses_doubles_and_reorders_nothing(
    store: str, tmp_path: Path, clock: Clock, down: Target, record_property: Callable[[str, object], None]
) -> None:
    told, sender = subscription(down.receiver.url, handoff=True), HttpSender()
    with site_telling(tmp_path, told, store=store, clock=clock) as site:
        released(site, clock, sender, minutes=20)
        assert down.taken == []
        assert states(site) == {"released": 2, "rejected": 2}
        passes(site, clock, sender, hours=2, every=120)
        assert states(site) == {"acknowledged": 2, "rejected": 2}
        assert set(site.deliveries.counts()) == {("psa", "delivered")}
        assert "webhook_dead" not in [line.type for line in site.store.audit()]
        ids = Counter(each.headers["webhook-id"] for each in down.taken)
        assert set(ids.values()) == {1}, "what was taken is never sent again"
        assert len(ids) == sum(site.deliveries.counts().values())
        assert len(down.receiver.received) > len(down.taken) + len(HANDED_OVER), "it was tried while it was down"
        for case in HANDED_OVER:
            numbers = [each["data"]["number"] for each in map(event, down.taken) if each["data"]["case"] == case]
            assert numbers == sorted(numbers)
            assert down.told(case)[-2:] == [f"io.sowcheck.handoff.{what}.v1" for what in ("released", "acknowledged")]
            bundle = site.store.load(case).case.bundle
            of_release = [each for each in down.receiver.received if is_release(each, case)]
            assert {each.headers["idempotency-key"] for each in of_release} == {f"{case}:{bundle}"}
            sent = json.dumps(event(of_release[-1])["data"]["bundle"], sort_keys=True, separators=(",", ":"))
            assert hashlib.sha256(sent.encode()).hexdigest() == bundle
        stays_whole(site, record_property)


@pytest.mark.parametrize("down", [{"days": 2}], indirect=True)
def test_a_handoff_that_was_given_up_is_seen_waits_and_is_acknowledged_once_somebody_has_it_sent_again(
    store: str, tmp_path: Path, clock: Clock, down: Target, record_property: Callable[[str, object], None]
) -> None:
    handoffs = subscription(down.receiver.url, handoff=True, events=("io.sowcheck.handoff.released.*",))
    sender, admin = HttpSender(), person("u-admin", "admin")
    with site_telling(tmp_path, handoffs, store=store, clock=clock) as site:
        released(site, clock, sender, minutes=0)
        passes(site, clock, sender, days=2, every=3600)
        dead = site.deliveries.find(state="dead")
        assert sorted(str(each.case) for each in dead) == HANDED_OVER
        noted = [line.case for line in site.store.audit() if line.type == "webhook_dead"]
        assert sorted(map(str, noted)) == HANDED_OVER
        assert states(site) == {"released": 2, "rejected": 2}
        passes(site, clock, sender, days=1, every=3600)
        assert down.taken == [], "what was given up is not sent by itself"
        delivering.redeliver(site.deliveries, [each.id for each in dead], By(admin, clock(), "cli"))
        passes(site, clock, sender, minutes=2, every=60)
        assert states(site) == {"acknowledged": 2, "rejected": 2}
        assert sorted(event(each)["data"]["case"] for each in down.taken) == HANDED_OVER
        stays_whole(site, record_property)


def is_release(message: Received, case: str) -> bool:
    said = event(message)
    return (said["type"], said["data"]["case"]) == ("io.sowcheck.handoff.released.v1", case)
