"""One worker, on a file and on a server."""

from collections.abc import Iterator
from contextlib import closing

import pytest
from sqlalchemy import text

from intake_builders import message
from site_builders import FLOW, Clock
from sowcheck.core.identities import User
from sowcheck.errors import ContentsError, UnreadableInput
from sowcheck.gate.program import Job
from sowcheck.identity import sessions
from sowcheck.identity.base import Beginning, By
from sowcheck.service.checking import Checker
from sowcheck.service.program import Program
from sowcheck.service.site import Site
from sowcheck.service.taking_in import take_in
from sowcheck.store.connect import engine_of
from sowcheck.work.queue import WorkQueue
from taking_in_builders import WON, opportunity
from work_builders import DONE, at_work, events, handed_in, in_review, notes, until


@pytest.fixture
def queue(store: str) -> Iterator[WorkQueue]:
    with closing(WorkQueue(store)) as made:
        yield made


def test_a_case_that_is_woken_comes_to_review(store: str, site: Site, program: Program, queue: WorkQueue) -> None:
    with at_work(store, program):
        queue.wake(handed_in(site, "case-1"))
        until(lambda: in_review(site, "case-1"))
    assert events(site, "case-1") == DONE


def test_a_case_that_nobody_woke_is_found_by_the_sweep(store: str, site: Site, program: Program) -> None:
    handed_in(site, "before")
    with at_work(store, program):
        until(lambda: in_review(site, "before"))
        handed_in(site, "while-it-runs")
        until(lambda: in_review(site, "while-it-runs"))


def test_a_case_that_is_woken_again_and_again_is_checked_once(
    store: str, site: Site, program: Program, queue: WorkQueue
) -> None:
    handed_in(site, "case-1")
    for _ in range(5):
        queue.wake("case-1")
    with at_work(store, program):
        for _ in range(5):
            queue.wake("case-1")
        until(lambda: in_review(site, "case-1") and not queue.waiting())
    assert events(site, "case-1") == DONE


def test_what_waits_while_no_worker_runs_is_done_when_one_starts(
    store: str, site: Site, program: Program, queue: WorkQueue
) -> None:
    with at_work(store, program):
        pass
    queue.wake(handed_in(site, "case-1"))
    assert queue.waiting() == {"case-1"}
    with at_work(store, program):
        until(lambda: in_review(site, "case-1"))


class Failing(Program):
    """A program whose check of a case fails, a number of times."""

    def __init__(self, site: Site, checker: Checker, error: Exception, times: int) -> None:
        super().__init__(site, checker)
        self.error, self.left = error, times

    def do_next(self, case_id: str) -> Job | None:
        if case_id == "case-1" and self.left and self._site.store.load(case_id).case.state == "validated":
            self.left -= 1
            raise self.error
        return super().do_next(case_id)


def test_what_fails_for_a_while_is_tried_again(store: str, site: Site, checker: Checker) -> None:
    handed_in(site, "case-1")
    with at_work(store, Failing(site, checker, ContentsError("The place is away.", hint=""), times=2)):
        until(lambda: in_review(site, "case-1"))
    assert notes(site, "case-1") == []


def test_a_check_that_fails_for_good_becomes_a_task_and_is_not_tried_again(
    store: str, site: Site, checker: Checker, caplog: pytest.LogCaptureFixture
) -> None:
    handed_in(site, "case-1")
    failing = Failing(site, checker, UnreadableInput("sow.md", "it is damaged", hint="Export it anew."), times=100)
    with at_work(store, failing):
        until(lambda: bool(site.store.load("case-1").case.tasks))
    assert failing.left == 99
    case = site.store.load("case-1").case
    assert [each.kind for each in case.tasks] == ["unreadable"]
    assert not Program(site, checker).has_work(case)
    assert "case left to people" in caplog.messages


def test_a_bug_over_one_case_is_told_as_one_and_stops_no_other(store: str, site: Site, checker: Checker) -> None:
    handed_in(site, "case-1")
    handed_in(site, "case-2")
    with at_work(store, Failing(site, checker, KeyError("/srv/papers: fee 184,000"), times=100)):
        until(lambda: bool(site.store.load("case-1").case.tasks) and in_review(site, "case-2"))
    (task,) = site.store.load("case-1").case.tasks
    assert "internal error: KeyError" in task.message
    assert "/srv/papers" not in task.message, "what a bug says may be a path, or words of a paper"


def test_what_nobody_needs_any_longer_is_forgotten_by_the_sweep(store: str, site: Site, program: Program) -> None:
    assert isinstance(site.clock, Clock)
    by = By(FLOW, site.clock(), "test")
    anna = User(id="u-1", login="anna@example.com", roles=("finance",), password="")
    site.directory.add_user(anna, by)
    session, _ = sessions.begun(anna.id, site.clock())
    assert site.directory.begin_session(Beginning(session, anna), by)
    first, last = (opportunity("changed", name, hours) for name, hours in (("t-1", 0), ("t-2", 1)))
    for each in (first, last):
        take_in(site, message(each), FLOW)
    assert len(site.store.said(f"salesforce:{WON}")) == 2
    site.clock.forward(days=200)
    with at_work(store, program):
        until(lambda: len(site.store.said(f"salesforce:{WON}")) == 1)
    assert site.directory.session(session.key) is None
    (again,) = take_in(site, message(first), FLOW)
    assert again.result == "ignored"
    assert list(site.store.verify()) == []


def test_the_sweep_tells_what_was_changed_past_the_program_and_keeps_views_of_another_release_anew(
    store: str, site: Site, program: Program, caplog: pytest.LogCaptureFixture
) -> None:
    handed_in(site, "case-1")
    made = engine_of(store)
    with made.begin() as connection:
        for trigger in ("audit_no_update", "audit_is_kept ON audit"):
            if (" ON " in trigger) == (made.dialect.name == "postgresql"):
                connection.execute(text(f"DROP TRIGGER {trigger}"))
        connection.execute(text("UPDATE audit SET source = 'cli' WHERE sequence = 1"))
        connection.execute(text("UPDATE cases SET form = 'another'"))
    made.dispose()
    with at_work(store, program):
        until(lambda: "audit broken" in caplog.messages)
        assert site.store.renew(10) == 0


def test_what_is_late_is_escalated_once_by_the_sweep(
    store: str, site: Site, program: Program, queue: WorkQueue
) -> None:
    handed_in(site, "case-1")
    with at_work(store, program):
        until(lambda: in_review(site, "case-1"))
    assert isinstance(site.clock, Clock)
    site.clock.forward(days=30)
    with at_work(store, program):
        until(lambda: "escalated" in events(site, "case-1"))
        told = events(site, "case-1").count("escalated")
        queue.sweep("once-more")
        until(lambda: not queue.at_work())
    assert events(site, "case-1").count("escalated") == told
    assert list(site.store.verify()) == []
