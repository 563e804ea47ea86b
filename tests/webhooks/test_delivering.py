"""What happens to cases reaches those who subscribed: once, in order, and never without a trace."""

import datetime as dt
import json
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from gate_builders import person
from handoff_builders import signed_off_at
from site_builders import Clock
from sowcheck.handoff.schedule import LEASE, Outcome
from sowcheck.identity.base import By
from sowcheck.service import delivering, releasing
from sowcheck.service.webhooks import load_webhooks
from webhook_builders import SECRET, Wire, happened, passes, site_telling, subscription, works

SOMEBODY = person("u-admin", "admin")
DOWN = Outcome(None, "no connection (ConnectError)")


def down_for(clock: Clock, **span: float) -> Wire:
    """A receiver that cannot be reached for a while from now on."""
    end = clock() + dt.timedelta(**span)
    return Wire(lambda now, _: DOWN if now < end else Outcome(200))


def test_what_happens_is_told_once_in_order(store: str, tmp_path: Path, clock: Clock) -> None:
    wire = Wire()
    with site_telling(tmp_path, subscription(), store=store, clock=clock) as site:
        for case in ("c-1", "c-2"):
            happened(site, case, 2)
        works(site, wire)
        works(site, wire)
    assert [(each.case, each.type) for each in wire.attempts] == [
        ("c-1", "case.received"), ("c-1", "case.rejected"), ("c-2", "case.received"), ("c-2", "case.rejected"),
    ]  # fmt: skip
    assert len({each.id for each in wire.attempts}) == 4


def test_an_hour_of_downtime_delays_events_and_loses_doubles_and_reorders_none(
    store: str, tmp_path: Path, clock: Clock
) -> None:
    wire = down_for(clock, hours=1)
    with site_telling(tmp_path, subscription(), store=store, clock=clock) as site:
        for number in range(6):
            happened(site, f"c-{number}", 2)
            passes(site, clock, wire, minutes=8, every=30)
        passes(site, clock, wire, hours=3, every=30)
        assert site.deliveries.counts() == {("psa", "delivered"): 12}
        assert "webhook_dead" not in [line.type for line in site.store.audit()]
    told = [(each.case, each.type) for each in wire.taken]
    assert sorted(told) == [(f"c-{n}", f"case.{what}") for n in range(6) for what in ("received", "rejected")]
    for number in range(6):
        assert [type_ for case, type_ in told if case == f"c-{number}"] == ["case.received", "case.rejected"]
    assert len(wire.attempts) < 120


def test_a_receiver_that_stays_down_for_a_day_is_given_up_visibly(store: str, tmp_path: Path, clock: Clock) -> None:
    wire = down_for(clock, days=3)
    with site_telling(tmp_path, subscription(), store=store, clock=clock) as site:
        happened(site, "c-1")
        passes(site, clock, wire, hours=23, every=120)
        assert site.deliveries.counts() == {("psa", "pending"): 1}
        passes(site, clock, wire, hours=3, every=120)
        (dead,) = site.deliveries.find(state="dead")
        (note,) = [line for line in site.store.audit() if line.type == "webhook_dead"]
        assert list(site.store.verify()) == []
    assert (dead.problem, dead.status) == ("no connection (ConnectError)", None)
    assert 25 < dead.attempts < 40
    assert note.case == "c-1"
    assert note.payload == {
        "subscription": "psa",
        "delivery": dead.id,
        "event": dead.event,
        "type": "io.sowcheck.case.received.v1",
        "attempts": dead.attempts,
        "status": None,
        "problem": "no connection (ConnectError)",
    }
    assert dead.begun is not None
    assert dead.done is not None
    assert dt.timedelta(hours=24) <= dead.done - dead.begun < dt.timedelta(hours=24, minutes=3)


@pytest.mark.parametrize("status", [301, 308, 400, 401, 404, 422])
def test_an_answer_that_will_not_change_is_not_asked_for_again(tmp_path: Path, clock: Clock, status: int) -> None:
    wire = Wire(lambda _, event: Outcome(status if event["data"]["case"] == "c-1" else 200))
    with site_telling(tmp_path, subscription(), clock=clock) as site:
        happened(site, "c-1", 2)
        happened(site, "c-2")
        passes(site, clock, wire, minutes=10)
        dead = site.deliveries.find(state="dead")
    assert [each.case for each in wire.attempts] == ["c-1", "c-1", "c-2"]
    assert [(each.case, each.status, each.attempts) for each in dead] == [("c-1", status, 1), ("c-1", status, 1)]


def test_a_dead_letter_blocks_nothing_and_a_waiting_one_only_its_own_case(tmp_path: Path, clock: Clock) -> None:
    poison = Wire(
        lambda _, event: Outcome(500 if event["type"].endswith("received.v1") and "c-1" in str(event) else 200)
    )
    with site_telling(tmp_path, subscription(), clock=clock) as site:
        happened(site, "c-1", 2)
        happened(site, "c-2", 2)
        passes(site, clock, poison, minutes=30, every=10)
        assert [(each.case, each.type) for each in poison.taken] == [("c-2", "case.received"), ("c-2", "case.rejected")]
        passes(site, clock, poison, hours=25, every=300)
    assert [(each.case, each.type) for each in poison.taken[2:]] == [("c-1", "case.rejected")]


def test_a_receiver_that_asks_for_time_gets_it(tmp_path: Path, clock: Clock) -> None:
    start = clock()
    wire = Wire(lambda now, _: Outcome(429, retry_after=dt.timedelta(minutes=40)) if now == start else Outcome(200))
    with site_telling(tmp_path, subscription(), clock=clock) as site:
        happened(site, "c-1")
        passes(site, clock, wire, hours=1, every=10)
    assert [each.at - start for each in wire.attempts] == [dt.timedelta(0), dt.timedelta(minutes=40)]


def test_no_minute_has_more_messages_than_a_subscriber_allows(store: str, tmp_path: Path, clock: Clock) -> None:
    wire = Wire()
    with site_telling(tmp_path, subscription(per_minute=12), store=store, clock=clock) as site:
        for number in range(40):
            happened(site, f"c-{number:02}")
        passes(site, clock, wire, minutes=5)
    times = [each.at for each in wire.attempts]
    assert len(times) == 40
    for first in times:
        assert sum(first <= other < first + dt.timedelta(minutes=1) for other in times) <= 12
    assert times[-1] - times[0] < dt.timedelta(minutes=4)


def test_the_limit_of_the_file_holds_for_all_workers_together(store: str, tmp_path: Path, clock: Clock) -> None:
    file, wire = tmp_path / "webhooks.toml", Wire(lambda _, __: Outcome(503))
    file.write_text(
        '[[webhooks]]\nname = "psa"\nurl = "https://psa.example.com/"\nsecret = "HOOK"\nper_minute = 8\nsince = "beginning"',
        encoding="utf-8",
    )
    (psa,) = load_webhooks(file, {"HOOK": SECRET.get_secret_value()}).subscriptions
    with ExitStack() as stack:
        sites = [stack.enter_context(site_telling(tmp_path, psa, store=store, clock=clock)) for _ in range(3)]
        for number in range(12):
            happened(sites[0], f"c-{number:02}")
        for seconds in range(0, 100, 10):
            with ThreadPoolExecutor(3) as workers:
                for done in [workers.submit(works, site, wire) for site in sites]:
                    done.result()
            if seconds == 0:
                assert len(wire.attempts) == 2
            clock.forward(seconds=10)
    times = [each.at for each in wire.attempts]
    assert len(times) > 8
    assert max(sum(first <= other < first + dt.timedelta(minutes=1) for other in times) for first in times) <= 8


def test_a_slow_subscriber_holds_no_other_back(tmp_path: Path, clock: Clock) -> None:
    wire = Wire()
    slow, quick = subscription(name="slow", per_minute=1), subscription("https://quick.example.com/", name="quick")
    with site_telling(tmp_path, slow, quick, clock=clock) as site:
        for number in range(20):
            happened(site, f"c-{number:02}")
        works(site, wire)
    assert [each.url for each in wire.attempts].count("https://quick.example.com/") == 20
    assert len(wire.attempts) == 21


def test_two_workers_at_once_send_each_event_once(store: str, tmp_path: Path, clock: Clock) -> None:
    wire = Wire()
    with site_telling(tmp_path, subscription(), store=store, clock=clock) as site:
        for number in range(10):
            happened(site, f"c-{number}", 2)
        with ThreadPoolExecutor(4) as workers:
            for done in [workers.submit(works, site, wire) for _ in range(4)]:
                done.result()
        works(site, wire)
        assert site.deliveries.counts() == {("psa", "delivered"): 20}
    assert len({each.id for each in wire.attempts}) == len(wire.attempts) == 20


def test_what_a_dead_worker_was_sending_is_sent_by_another_under_the_same_id(
    store: str, tmp_path: Path, clock: Clock
) -> None:
    wire = Wire()

    def die(*_: object) -> Outcome:
        raise KeyboardInterrupt

    with site_telling(tmp_path, subscription(), store=store, clock=clock) as site:
        happened(site, "c-1")
        with pytest.raises(KeyboardInterrupt):
            works(site, Wire(die))
        works(site, wire)
        assert wire.attempts == []
        clock.forward(seconds=LEASE.total_seconds())
        works(site, wire)
        (delivery,) = site.deliveries.find()
    assert (delivery.state, delivery.attempts, wire.attempts[0].id) == ("delivered", 2, delivery.event)


def test_a_late_answer_that_it_was_taken_counts_and_a_late_failure_does_not(tmp_path: Path, clock: Clock) -> None:
    with site_telling(tmp_path, subscription(), clock=clock) as site:
        happened(site, "c-1")
        (id_,) = delivering.due(site, clock())
        late = Wire()

        def slow(url: str, body: bytes, headers: Any, now: dt.datetime) -> Outcome:
            clock.forward(minutes=2)
            delivering.deliver(site, id_, sender=Wire(lambda *_: Outcome(503)))
            return late(url, body, headers, now)

        delivering.deliver(site, id_, sender=slow)
        (delivery,) = site.deliveries.find()
        assert delivery.state == "delivered"
        assert delivering.due(site, clock() + dt.timedelta(days=1)) == []


def test_each_attempt_has_its_own_time_and_the_same_id_and_body(tmp_path: Path, clock: Clock) -> None:
    wire = down_for(clock, minutes=2)
    with site_telling(tmp_path, subscription(), clock=clock) as site:
        happened(site, "c-1")
        passes(site, clock, wire, minutes=10)
    stamps = [each.headers["webhook-timestamp"] for each in wire.attempts]
    assert len(set(stamps)) == len(stamps) > 2
    assert [dt.datetime.fromtimestamp(int(each), dt.UTC) for each in stamps] == [each.at for each in wire.attempts]
    assert {each.headers["webhook-id"] for each in wire.attempts} == {wire.attempts[0].id}
    assert len({json.dumps(each.event) for each in wire.attempts}) == 1
    assert len({each.headers["webhook-signature"] for each in wire.attempts}) == len(stamps)


def test_who_says_that_it_is_gone_is_sent_nothing_more_until_somebody_resumes_it(
    store: str, tmp_path: Path, clock: Clock
) -> None:
    wire = Wire(lambda _, __: Outcome(410 if len(wire.attempts) == 0 else 200))
    with site_telling(tmp_path, subscription(), store=store, clock=clock) as site:
        happened(site, "c-1", 2)
        happened(site, "c-2")
        passes(site, clock, wire, hours=1, every=60)
        assert len(wire.attempts) == 1
        assert site.deliveries.counts() == {("psa", "dead"): 1, ("psa", "pending"): 2}
        assert site.deliveries.subscribers()["psa"].stopped is not None
        notes = [line.type for line in site.store.audit() if line.number is None]
        assert notes == ["webhook_dead", "webhook_stopped"]
        delivering.resume(site.deliveries, "psa", By(SOMEBODY, clock(), "cli"))
        works(site, wire)
        assert site.deliveries.counts() == {("psa", "dead"): 1, ("psa", "delivered"): 2}


def test_a_dead_letter_is_sent_again_when_somebody_asks_and_what_was_taken_is_not(
    store: str, tmp_path: Path, clock: Clock
) -> None:
    wire = Wire(lambda *_: Outcome(404 if len(wire.attempts) < 1 else 200))
    with site_telling(tmp_path, subscription(), store=store, clock=clock) as site:
        happened(site, "c-1", 2)
        works(site, wire)
        everything = [each.id for each in site.deliveries.find()]
        assert delivering.redeliver(site.deliveries, everything, By(SOMEBODY, clock(), "cli")) == 1
        works(site, wire)
        assert site.deliveries.counts() == {("psa", "delivered"): 2}
        (line,) = [line for line in site.store.audit() if line.type == "webhook_redelivered"]
    assert [each.type for each in wire.attempts] == ["case.received", "case.rejected", "case.received"]
    assert (line.actor, line.payload) == (SOMEBODY, {"deliveries": 1})


def test_what_is_on_its_way_while_somebody_asks_for_it_again_is_not_sent_twice(tmp_path: Path, clock: Clock) -> None:
    second = Wire()
    with site_telling(tmp_path, subscription(), clock=clock) as site:
        happened(site, "c-1")
        (id_,) = delivering.due(site, clock())

        def meddled(*_: object) -> Outcome:
            assert delivering.redeliver(site.deliveries, [id_], By(SOMEBODY, clock(), "cli")) == 1
            works(site, second)
            return Outcome(200)

        delivering.deliver(site, id_, sender=Wire(meddled))
        clock.forward(hours=1)
        works(site, second)
        assert site.deliveries.counts() == {("psa", "delivered"): 1}
    assert second.attempts == []


def test_a_new_subscriber_begins_with_what_happens_from_now_on(tmp_path: Path, clock: Clock) -> None:
    wire = Wire()
    with site_telling(tmp_path, subscription(since="now"), clock=clock) as site:
        happened(site, "c-1")
        works(site, wire)
        happened(site, "c-2")
        works(site, wire)
    assert [each.case for each in wire.attempts] == ["c-2"]


def test_while_a_subscription_is_disabled_its_events_wait(tmp_path: Path, clock: Clock) -> None:
    wire = Wire()
    with site_telling(tmp_path, subscription(), clock=clock) as site:
        works(site, wire)
    with site_telling(tmp_path, subscription(enabled=False), clock=clock) as site:
        happened(site, "c-1")
        passes(site, clock, wire, hours=1, every=600)
        assert wire.attempts == []
    with site_telling(tmp_path, subscription(), clock=clock) as site:
        works(site, wire)
    assert [each.case for each in wire.attempts] == ["c-1"]


def test_what_waits_for_a_subscriber_that_was_taken_out_of_the_settings_is_not_sent(
    tmp_path: Path, clock: Clock
) -> None:
    wire = Wire()
    with site_telling(tmp_path, subscription(), clock=clock) as site:
        happened(site, "c-1")
        (id_,) = delivering.due(site, clock())
    with site_telling(tmp_path, clock=clock) as site:
        works(site, wire)
        assert delivering.deliver(site, id_, sender=wire) is None
        assert site.deliveries.counts() == {("psa", "pending"): 1}


def test_a_subscriber_is_told_what_it_asked_for_alone(tmp_path: Path, clock: Clock) -> None:
    wire = Wire()
    with site_telling(tmp_path, subscription(events=("io.sowcheck.case.rejected.*",)), clock=clock) as site:
        happened(site, "c-1", 2)
        works(site, wire)
    assert [each.type for each in wire.attempts] == ["case.rejected"]


def test_a_handoff_is_acknowledged_once_its_webhook_has_taken_it(store: str, tmp_path: Path, clock: Clock) -> None:
    wire = down_for(clock, minutes=20)
    target = subscription(handoff=True, events=("io.sowcheck.handoff.*",))
    with site_telling(tmp_path, target, store=store, clock=clock) as site:
        signed_off_at(site)
        releasing.release(site, "case-1")
        passes(site, clock, wire, minutes=15, every=60)
        assert releasing.hand_over(site, "case-1").case.state == "released"
        passes(site, clock, wire, hours=1, every=60)
        case = site.store.load("case-1").case
        released, acknowledged = wire.taken
        bundle = site.contents.get(str(case.bundle))
    assert (case.state, acknowledged.type, acknowledged.event["data"]["target"]) == (
        "acknowledged", "handoff.acknowledged", "psa",
    )  # fmt: skip
    data = released.event["data"]
    assert data["bundle"] == json.loads(bundle)
    assert data["bundle_sha256"] == case.bundle
    assert {each.headers["Idempotency-Key"] for each in wire.attempts if each.type == "handoff.released"} == {
        f"case-1:{case.bundle}"
    }
    assert {each["role"] for each in data["approvals"]} == {"delivery_ops", "sales_ops", "finance"}


def test_a_handoff_that_was_taken_just_before_a_worker_died_is_acknowledged_by_the_next(
    tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    with site_telling(tmp_path, subscription(handoff=True), clock=clock) as site:
        signed_off_at(site)
        releasing.release(site, "case-1")
        with monkeypatch.context() as patch:
            patch.setattr(delivering, "acknowledge", lambda *_: None)
            works(site, Wire())
        assert site.store.load("case-1").case.state == "released"
        assert releasing.hand_over(site, "case-1").case.state == "acknowledged"


def test_whoever_is_no_target_is_told_of_a_release_without_its_bundle(tmp_path: Path, clock: Clock) -> None:
    wire = Wire()
    with site_telling(tmp_path, subscription(events=("*released*",)), clock=clock) as site:
        signed_off_at(site)
        releasing.release(site, "case-1")
        works(site, wire)
        assert site.store.load("case-1").case.state == "released"
    (attempt,) = wire.attempts
    assert "bundle" not in attempt.event["data"]
