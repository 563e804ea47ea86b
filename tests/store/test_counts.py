"""How much there is of everything, on every store."""

from gate_builders import MACHINE, NOON
from kpi_builders import Story
from sowcheck.core.case_events import Entry, TasksOpened
from sowcheck.gate.tasks import task
from sowcheck.store.base import CaseStore, Counts


def test_an_empty_store_counts_nothing(store: CaseStore) -> None:
    assert store.counts() == Counts(cases={}, queue=0, tasks=0, lines=0)


def test_states_tasks_and_what_waits_for_the_program_are_counted(store: CaseStore) -> None:
    waiting, stopped, validated = Story("case-1"), Story("case-2"), Story("case-3").validated(at=1)
    in_review = Story("case-4").checked(at=1)
    found = [task("missing_record", "sales_ops", "A record is missing.", "Hand it in.", about, NOON) for about in "ab"]
    stopped.entries.append(Entry(at=NOON, actor=MACHINE, event=TasksOpened(tasks=tuple(found))))
    stories = (waiting, stopped, validated, in_review)
    for story in stories:
        store.append(story.case.id, 0, story.entries, "test")
    counts = store.counts()
    assert counts.cases == {"received": 2, "validated": 1, "in_review": 1}
    assert (counts.queue, counts.tasks) == (2, 2)
    assert counts.lines == sum(len(story.entries) for story in stories)
