"""Server and workers die again and again while clients hand in cases."""

import os
import random
import signal
import time
from collections import Counter
from functools import partial

import pytest

from fault_builders import FULL, Nursery, Place, on
from fault_clients import clients_at_work
from fault_server import mortal_server
from sowcheck.core.people import Actor
from sowcheck.gate import taskwork
from sowcheck.service.desk import Desk
from sowcheck.service.site import Site
from web_server import HOST
from work_builders import DONE, events, in_review, until

ADMIN = Actor(id="u-admin", kind="person", roles=("admin",))
CASES, DEATHS = (60, 20) if FULL else (8, 3)


@on("sqlite")
@pytest.mark.allow_hosts([HOST])
@pytest.mark.usefixtures("whole")
def test_clients_who_send_again_come_to_one_case_each_whoever_dies_meanwhile(place: Place, nursery: Nursery) -> None:
    moments = random.Random(7)  # noqa: S311  (the same storm each time, as far as the machine lets it be)
    with mortal_server(place, nursery) as server:
        token = server.callers.token("orchestrator")
        with clients_at_work(server.callers.url, token, CASES, pause=0.2) as clients:
            for _ in range(DEATHS):
                worker = nursery.start(**place.order("none"))
                time.sleep(moments.uniform(0.1, 1.0))
                server.dies()
                os.kill(worker, signal.SIGKILL)
                assert nursery.wait(worker) == -signal.SIGKILL
                server.start()
        last = nursery.start(**place.order("none"))
        until(lambda: all_in_review(place.site, list(clients.cases.values())), seconds=60)
        assert nursery.stop(last) == 0
    assert {kept.case.id for kept in place.site.store.find(limit=1000)} == set(clients.cases.values())
    assert len(set(clients.cases.values())) == CASES
    for case_id in clients.cases.values():
        happened = Counter(events(place.site, case_id))
        assert {each: happened[each] for each in DONE} == dict.fromkeys(DONE, 1) | {"validated": happened["validated"]}


def all_in_review(site: Site, ids: list[str]) -> bool:
    """People have it tried again over which three workers died by chance."""
    for case_id in ids:
        for task in site.store.load(case_id).case.tasks:
            step = partial(
                taskwork.set_aside, task_id=task.id, reason="the storm is over", actor=ADMIN, now=site.clock()
            )
            Desk(site).take(case_id, step, ADMIN, "web")
    return in_review(site, *ids)
