"""Workers that share a queue: one dies in the midst of it, one after another dies over the same case, a newer release takes over."""

import os
import signal
from contextlib import closing

import pytest

from fault_builders import FULL, Nursery, Place, on
from fault_moments import Moment
from handoff_builders import signed_off_at
from sowcheck.core.casefile import CaseFile
from sowcheck.core.people import Actor
from sowcheck.gate import taskwork
from sowcheck.gate.program import Job, next_job
from sowcheck.service.desk import Desk
from sowcheck.work.queue import WorkQueue
from work_builders import DONE, events, handed_in, in_review, until

pytestmark = pytest.mark.usefixtures("whole")

CASES = 60 if FULL else 9
BEFORE = "cases-1"
"""The format of the workflows of an earlier release."""
ADMIN = Actor(id="u-admin", kind="person", roles=("admin",))


def process_of(worker: str) -> int:
    """The process of a worker, which its name tells."""
    return int(worker.split(".")[2])


@pytest.mark.parametrize("place", ["postgresql"], indirect=True)
def test_of_three_workers_one_is_killed_and_the_others_do_its_cases(
    place: Place, nursery: Nursery, queue: WorkQueue
) -> None:
    ids = [handed_in(place.site, f"case-{number}") for number in range(CASES)]
    for case_id in ids:
        queue.wake(case_id)
    workers = [nursery.start(**place.order("none")) for _ in range(3)]
    until(lambda: len({flow.executor_id for flow in queue.at_work()}) == 3, seconds=20)
    victim = next(process_of(flow.executor_id) for flow in queue.at_work() if flow.executor_id)
    os.kill(victim, signal.SIGKILL)
    assert nursery.wait(victim) == -signal.SIGKILL
    until(lambda: in_review(place.site, *ids), seconds=60)
    assert [nursery.stop(each) for each in workers if each != victim] == [0, 0]
    for case_id in ids:
        assert events(place.site, case_id) == DONE, case_id


DEADLY: dict[Job, Moment] = {
    "validate": Moment("get", 1, "before"),
    "analyse": Moment("put", 1, "before"),
    "release": Moment("put", 1, "before"),
    "hand_over": Moment("hand_over", 1, "before"),
}
# Each job on one of the two databases, and in the long form on both.
_WHERE = list(zip(("sqlite", "postgresql") * (4 if FULL else 2), [*DEADLY, *reversed(DEADLY)], strict=False))


@pytest.mark.parametrize(("place", "job"), _WHERE, indirect=["place"])
def test_a_case_over_which_three_workers_died_is_left_to_people_and_they_can_have_it_tried_again(
    place: Place, nursery: Nursery, queue: WorkQueue, job: Job
) -> None:
    if job in ("validate", "analyse"):
        handed_in(place.site, "poison")
    else:
        signed_off_at(place.site, "poison")
    queue.wake("poison")
    order = place.order("poison", dies=DEADLY[job])
    for _ in range(3):
        assert nursery.wait(nursery.start(**order)) == -signal.SIGKILL
    handed_in(place.site, "another")
    queue.wake("another")

    fourth = nursery.start(**order)
    until(lambda: in_review(place.site, "another") and bool(case_of(place).tasks), seconds=30)
    until(lambda: not queue.waiting(), seconds=30)
    assert nursery.stop(fourth) == 0
    (task,) = case_of(place).tasks
    assert (task.kind, task.role) == ("failed_check", "admin")
    assert "3 workers died" in task.message
    assert next_job(case_of(place)) is None

    Desk(place.site).take(
        "poison",
        lambda case: taskwork.set_aside(case, task.id, "there is more memory now", ADMIN, place.site.clock()),
        ADMIN,
        "web",
    )
    last = nursery.start(**place.order("none"))
    ended = "in_review" if job in ("validate", "analyse") else "acknowledged"
    until(lambda: case_of(place).state == ended, seconds=30)
    assert nursery.stop(last) == 0
    happened = events(place.site, "poison")
    assert all(happened.count(each) <= 1 for each in ("analysed", "released", "acknowledged"))


@on("postgresql")
def test_a_deploy_strands_no_case_that_workers_of_the_release_before_had_begun_or_not(
    place: Place, nursery: Nursery, queue: WorkQueue
) -> None:
    ids = ["begun", "cut-off", "queued", "asked-for-later"]
    alone = {"looks": 10**6, "sweep": 10**6}
    with closing(WorkQueue(place.store, BEFORE)) as queue_before:
        queue_before.wake(handed_in(place.site, "begun"))
        dying = place.order("begun", dies=Moment("append", 1, "after"), pace=alone, version=BEFORE)
        assert nursery.wait(nursery.start(**dying)) == -signal.SIGKILL
        # Told to stop over a case that takes longer than it is given.
        queue_before.wake(handed_in(place.site, "cut-off"))
        stopped = nursery.start(**place.order("none", pace={**alone, "grace": 0.1}, version=BEFORE))
        until(lambda: place.site.store.load("cut-off").case.state != "received", seconds=20)
        assert nursery.stop(stopped) == 0
        queue_before.wake(handed_in(place.site, "queued"))
        queue_before.wake(signed_off_at(place.site, "signed-off").id)

    after = nursery.start(**place.order("none"))
    queue.wake(handed_in(place.site, "asked-for-later"))
    until(lambda: in_review(place.site, *ids), seconds=40)
    until(lambda: place.site.store.load("signed-off").case.state == "acknowledged", seconds=20)
    assert nursery.stop(after) == 0
    for case_id in ids:
        assert events(place.site, case_id) == DONE, case_id
    assert events(place.site, "signed-off").count("released") == 1
    assert queue.waiting() == set()


def case_of(place: Place) -> CaseFile:
    return place.site.store.load("poison").case
