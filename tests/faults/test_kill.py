"""`kill -9` of a worker at any moment: the next one goes on, nothing is lost and nothing is done twice."""

import hashlib
import json
import signal
from collections import Counter
from typing import Any

import pytest

from fault_builders import Nursery, Place, on
from fault_moments import Moment
from handoff_builders import signed_off_at
from sowcheck.work.queue import WorkQueue
from webhook_receiver import HOST, Receiver
from work_builders import DONE, events, handed_in, in_review, notes, until

_NOBODY_ELSE = {"looks": 10**6, "sweep": 10**6}
"""The pace of workers that are to die: none takes over what another left."""

pytestmark = pytest.mark.usefixtures("whole")


def dies(nursery: Nursery, queue: WorkQueue, moment: Moment, order: dict[str, Any]) -> None:
    """A worker is woken for a case, and dies over it at a moment."""
    queue.wake(order["case"])
    dying = nursery.start(**order, dies=moment, pace=_NOBODY_ELSE)
    assert nursery.wait(dying) == -signal.SIGKILL, moment


def has_ended(place: Place, *ids: str) -> bool:
    return all(place.site.store.load(each).case.state == "acknowledged" for each in ids)


@on("postgresql")
def test_a_worker_that_is_killed_at_any_moment_loses_nothing_and_doubles_nothing(
    place: Place, nursery: Nursery, queue: WorkQueue
) -> None:
    living = nursery.start(**place.order("whole-life"))
    handed_in(place.site, "whole-life")
    until(lambda: in_review(place.site, "whole-life"), seconds=20)
    assert nursery.stop(living) == 0

    ids = []
    for moment in place.moments("whole-life", "append", "put"):
        ids.append(handed_in(place.site, "case-{}-{}-{}".format(*moment)))
        dies(nursery, queue, moment, place.order(ids[-1]))

    last = nursery.start(**place.order("none"))
    until(lambda: in_review(place.site, *ids), seconds=40)
    assert nursery.stop(last) == 0
    for case_id in ids:
        assert events(place.site, case_id) == DONE, case_id
        assert notes(place.site, case_id) == []


@on("sqlite")
def test_a_kill_from_the_sign_off_on_releases_once_and_leaves_one_whole_file(
    place: Place, nursery: Nursery, queue: WorkQueue
) -> None:
    signed_off_at(place.site, "whole-life")
    living = nursery.start(**place.order("whole-life"))
    until(lambda: has_ended(place, "whole-life"), seconds=20)
    assert nursery.stop(living) == 0

    ids = []
    for moment in place.moments("whole-life", "append", "put", "rename"):
        ids.append("case-{}-{}-{}".format(*moment))
        signed_off_at(place.site, ids[-1])
        dies(nursery, queue, moment, place.order(ids[-1]))

    last = nursery.start(**place.order("none"))
    until(lambda: has_ended(place, *ids), seconds=40)
    assert nursery.stop(last) == 0
    assert place.site.handoffs is not None
    for case_id in ids:
        assert Counter(events(place.site, case_id))["released"] == 1, case_id
        assert Counter(events(place.site, case_id))["acknowledged"] == 1, case_id
        bundle = place.site.store.load(case_id).case.bundle
        (file,) = (place.site.handoffs / case_id).glob("*.json")
        assert (file.stem, hashlib.sha256(file.read_bytes()).hexdigest()) == (bundle, bundle), case_id


@pytest.mark.allow_hosts([HOST])
@on("postgresql")
def test_a_kill_around_the_message_to_a_target_tells_it_of_one_release(
    place: Place, nursery: Nursery, queue: WorkQueue
) -> None:
    with Receiver() as receiver:
        target = {"target": receiver.url}
        signed_off_at(place.site, "whole-life")
        living = nursery.start(**place.order("whole-life", **target))
        until(lambda: has_ended(place, "whole-life"), seconds=20)
        assert nursery.stop(living) == 0

        ids = []
        for moment in place.moments("whole-life", "claim", "settle", only=True):
            ids.append("case-{}-{}-{}".format(*moment))
            signed_off_at(place.site, ids[-1])
            dies(nursery, queue, moment, place.order(ids[-1], **target))

        # Whoever had taken a message has it to themselves for a minute.
        last = nursery.start(**place.order("none", ahead=120, **target))
        until(lambda: has_ended(place, *ids), seconds=40)
        assert nursery.stop(last) == 0
        told = [(each.headers["webhook-id"], json.loads(each.body)["data"]["case"]) for each in receiver.received]
    assert Counter(case_id for _, case_id in set(told)) == Counter(["whole-life", *ids])
    for case_id in ids:
        assert Counter(events(place.site, case_id))["released"] == 1, case_id
        assert Counter(events(place.site, case_id))["acknowledged"] == 1, case_id
