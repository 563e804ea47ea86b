"""`kill -9` of a worker at any moment: the next one goes on, nothing is lost and nothing is done twice."""

import signal

import pytest

from fault_builders import FULL, Nursery, Place
from sowcheck.work.queue import WorkQueue
from work_builders import events, handed_in, in_review, notes, until

DONE = ["received", "records_read", "validated", "analysed", "review_opened"]
_NOBODY_ELSE = {"looks": 10**6, "sweep": 10**6}
"""The pace of workers that are to die: none takes over what another left."""


@pytest.mark.usefixtures("whole")
def test_a_worker_that_is_killed_at_any_moment_loses_nothing_and_doubles_nothing(
    place: Place, nursery: Nursery, queue: WorkQueue
) -> None:
    living = nursery.start(**place.order("whole-life"))
    handed_in(place.site, "whole-life")
    until(lambda: in_review(place.site, "whole-life"), seconds=20)
    assert nursery.stop(living) == 0
    calls = place.calls("whole-life")

    moments = [(number, when) for number, _ in enumerate(calls, start=1) for when in ("before", "after")]
    wanted = moments if FULL else [each for each in moments if calls[each[0] - 1] in ("append", "put")]
    ids = []
    for number, when in wanted:
        ids.append(handed_in(place.site, f"case-{number}-{when}"))
        queue.wake(ids[-1])
        dying = nursery.start(**place.order(ids[-1], dies=(number, when), pace=_NOBODY_ELSE))
        assert nursery.wait(dying) == -signal.SIGKILL, (number, when)

    last = nursery.start(**place.order("none"))
    until(lambda: in_review(place.site, *ids), seconds=40)
    assert nursery.stop(last) == 0
    for case_id in ids:
        assert events(place.site, case_id) == DONE, case_id
        assert notes(place.site, case_id) == []
