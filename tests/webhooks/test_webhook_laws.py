"""Whatever receivers answer, and whenever workers look or die: no event is lost without a trace, none is sent after it was taken."""

import datetime as dt
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from gate_builders import NOON, person
from site_builders import Clock
from sowcheck.core.audit import Note
from sowcheck.core.deliveries import Delivery
from sowcheck.handoff import schedule
from sowcheck.handoff.schedule import LIFE, Outcome, paced
from sowcheck.service import delivering
from webhook_builders import Wire, happened, passes, site_telling, subscription

STATUSES = st.sampled_from([200, 204, 302, 400, 404, 408, 410, 429, 500, 503])
ASKED = st.one_of(st.none(), st.timedeltas(dt.timedelta(0), dt.timedelta(days=2)))
OUTCOMES = st.one_of(
    st.builds(Outcome, STATUSES, retry_after=ASKED), st.just(Outcome(None, "timed out")), st.just(Outcome(200))
)


class Killed(BaseException):
    """A worker dies while it sends."""


@settings(max_examples=15, deadline=None)
@given(
    answers=st.lists(st.one_of(OUTCOMES, st.just("dies")), max_size=25),
    pauses=st.lists(st.integers(1, 40_000), min_size=1, max_size=12),
    cases=st.integers(1, 3),
)
def test_every_event_is_taken_or_dead_and_named_and_none_is_sent_after_it_was_taken(
    answers: list[Any], pauses: list[int], cases: int
) -> None:
    script, clock = iter(answers), Clock()

    def answer(*_: object) -> Outcome:
        found = next(script, Outcome(200))
        if found == "dies":
            raise Killed
        return found

    wire = Wire(answer)
    with (
        tempfile.TemporaryDirectory() as folder,
        site_telling(Path(folder), subscription(), clock=clock) as site,
    ):
        for number in range(cases):
            happened(site, f"c-{number}", 2)
        for pause in [*pauses, *[3600] * 60]:
            look(site, wire)
            if site.deliveries.subscribers()["psa"].stopped:
                site.deliveries.resume("psa", _note(clock), "cli")
            clock.forward(seconds=pause)
        deliveries = site.deliveries.find()
        named = [line.payload["delivery"] for line in site.store.audit() if line.type == "webhook_dead"]  # type: ignore[index, call-overload]
        assert list(site.store.verify()) == []
    assert len(deliveries) == 2 * cases
    assert {each.state for each in deliveries} <= {"delivered", "dead"}
    taken = [each.id for each in wire.taken]
    assert len(taken) == len(set(taken))
    for each in deliveries:
        assert (each.state == "delivered") == (each.event in taken)
        assert named.count(each.id) == (each.state == "dead")
        attempts = [attempt for attempt in wire.attempts if attempt.id == each.event]
        assert not any(attempt.taken for attempt in attempts[:-1])
    for number in range(cases):
        order = [each.type for each in wire.taken if each.case == f"c-{number}"]
        assert order == sorted(order)


def look(site: Any, wire: Wire) -> None:
    """A worker looks, and another in its place if it dies."""
    for _ in range(30):
        try:
            due = delivering.due(site, site.clock())
            if not any([delivering.deliver(site, each, sender=wire) for each in due]):  # noqa: C419  (all of them)
                return
        except Killed:
            continue


def _note(clock: Clock) -> Note:
    return Note(clock(), person("u-admin", "admin"), "webhook_resumed", "applied")


def delivery() -> Delivery:
    return Delivery(
        id="msg_1", subscription="psa", sequence=1, event="evt_1", type="x", case="c-1", body="{}", made=NOON, next=NOON
    )


@given(
    outcomes=st.lists(OUTCOMES, min_size=1, max_size=60),
    late=st.lists(st.integers(0, 90_000), min_size=60, max_size=60),
)
def test_a_delivery_ends_within_a_day_of_its_first_attempt_or_with_the_next_look(
    outcomes: list[Outcome], late: list[int]
) -> None:
    now, now_at = delivery(), NOON
    for outcome, seconds in zip(outcomes, late, strict=False):
        if now.state != "pending":
            break
        now_at = max(now_at, now.next) + dt.timedelta(seconds=seconds)
        before = schedule.claimed(now, now_at)
        now = schedule.after(before, outcome, now_at)
        assert before.begun is not None
        assert now.state == "delivered" or not outcome.is_taken
        if now.state == "pending":
            assert outcome.may_pass
            assert now_at < now.next <= before.begun + LIFE
    assert now.claimed is None


@given(
    per_minute=st.integers(1, 90),
    gaps=st.lists(st.floats(0, 20), min_size=1, max_size=300),
)
def test_no_minute_holds_more_than_is_allowed_and_a_patient_sender_gets_its_share(
    per_minute: int, gaps: list[float]
) -> None:
    pace, now, sent = None, NOON, []
    for gap in gaps:
        now += dt.timedelta(seconds=gap)
        after = paced(pace, per_minute, now)
        if after is not None:
            pace = after
            sent.append(now)
    for place, first in enumerate(sent):
        assert sum(each < first + dt.timedelta(minutes=1) for each in sent[place:]) <= per_minute
    assert pace is not None
    assert paced(pace, per_minute, now + dt.timedelta(minutes=1)) is not None


def test_one_who_looks_seldom_still_sends_all() -> None:
    clock, wire = Clock(), Wire()
    with tempfile.TemporaryDirectory() as folder, site_telling(Path(folder), subscription(), clock=clock) as site:
        for number in range(5):
            happened(site, f"c-{number}", 2)
        passes(site, clock, wire, days=3, every=86_400)
    assert len(wire.taken) == 10
