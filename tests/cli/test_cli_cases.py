"""`sowcheck cases`: what those who run a store see of its cases, as processes on a real database."""

import json
from contextlib import closing
from pathlib import Path

import pytest

from gate_builders import MACHINE, NOON, QUOTE, SOW
from process import sowcheck_here as sowcheck
from sowcheck.core.identities import User
from sowcheck.gate import casework
from sowcheck.gate.tasks import task
from sowcheck.identity.base import By
from sowcheck.store.connect import connect, connect_directory


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A case that waits for two people, and one that waits for nobody."""
    file = tmp_path / "cases.db"
    wanted = [
        task("missing_field", "finance", "No record states: Currency.", "Fill it in.", "price.currency", NOON),
        task("not_won", "sales_ops", "The deal is not won.", "Win it.", "deal.is_won", NOON),
    ]
    with closing(connect(str(file))) as kept:
        for case_id, tasks in (("c-1", wanted), ("c-2", [])):
            entries = casework.receive(f"deal of {case_id}", [SOW], [QUOTE], MACHINE, NOON)
            case = kept.append(case_id, 0, entries, "api").case
            kept.append(case_id, 1, casework.validate(case, tasks, MACHINE, NOON), "sowcheck")
    return file


def test_cases_are_listed_with_their_state_and_their_tasks(store: Path) -> None:
    rows = sowcheck("cases", "list", "--store", store).stdout.splitlines()
    assert [row.split()[:2] for row in rows] == [["c-1", "received"], ["c-2", "validated"]]
    assert "2 tasks" in rows[0]
    assert rows[1].endswith("deal of c-2")
    assert sowcheck("cases", "list", "--state", "validated", "--store", store).stdout.split()[0] == "c-2"
    assert sowcheck("cases", "list", "--reference", "deal of c-1", "--store", store).stdout.split()[0] == "c-1"


def test_a_case_is_shown_with_the_way_out_of_each_task(store: Path) -> None:
    text = sowcheck("cases", "show", "c-1", "--store", store).stdout
    assert "c-1: received since 2026-06-01 12:00 UTC" in text
    assert "finance: No record states: Currency. Fill it in." in text
    assert "sow.pdf  111111111111" in text
    assert sowcheck("cases", "show", "c-9", "--store", store).returncode == 2


def test_tasks_of_a_role_are_listed_for_people_and_for_programs(store: Path) -> None:
    text = sowcheck("cases", "tasks", "--role", "finance", "--store", store).stdout
    assert text.splitlines() == [
        "c-1  deal of c-1  finance  since 2026-06-01 12:00 UTC",
        "  No record states: Currency.",
        "  Fill it in.",
    ]
    lines = sowcheck("cases", "tasks", "--json", "--store", store).stdout.splitlines()
    assert {json.loads(line)["task"]["role"] for line in lines} == {"finance", "sales_ops"}
    assert sowcheck("cases", "tasks", "--role", "legal", "--store", store).stdout == "Nobody has a task to do.\n"


def test_what_a_sender_wrote_does_not_steer_the_terminal(store: Path) -> None:
    with closing(connect(str(store))) as kept:
        kept.append("c-3", 0, casework.receive("\x1b[2J\nc-9  signed off", [], [], MACHINE, NOON), "api")
    for command in (("list",), ("show", "c-3")):
        text = sowcheck("cases", *command, "--store", store).stdout
        assert "\x1b" not in text
        assert not any(line.startswith("c-9") for line in text.splitlines())


def test_a_word_that_is_no_role_is_one_clear_error(store: Path) -> None:
    done = sowcheck("cases", "tasks", "--role", "boss", "--store", store)
    assert (done.returncode, "'boss' is no role" in done.stderr) == (2, True)
    assert sowcheck("cases", "list", "--state", "lost", "--store", store).returncode == 2


def test_what_waits_for_a_role_or_a_person_is_listed_with_its_time(store: Path) -> None:
    with closing(connect_directory(str(store))) as people:
        by = By(MACHINE, NOON, "test")
        people.add_user(User(id="u-1", login="fay@example.com", roles=("finance",), password=""), by)
    text = sowcheck("cases", "waiting", "--role", "finance", "--store", store).stdout
    assert text.splitlines() == [
        "c-1  deal of c-1  received  1 step",
        "  papers by finance, due 2026-06-02 12:00 UTC, overdue",
        "    No record states: Currency.",
    ]
    (line,) = sowcheck(
        "cases", "waiting", "--person", "fay@example.com", "--json", "--store", store
    ).stdout.splitlines()
    found = json.loads(line)
    assert (found["case"], [each["roles"] for each in found["steps"]]) == ("c-1", [["finance"]])


def test_somebody_who_is_not_known_is_one_clear_error(store: Path) -> None:
    done = sowcheck("cases", "waiting", "--person", "nobody@example.com", "--store", store)
    assert (done.returncode, "There is no user nobody@example.com." in done.stderr) == (2, True)
