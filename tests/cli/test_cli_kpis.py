"""`sowcheck kpis` and `sowcheck slo`, as processes on a real database."""

import csv
import io
import json
from contextlib import closing
from pathlib import Path

import pytest

from gate_builders import finding
from kpi_builders import Story
from process import sowcheck_here as sowcheck
from sowcheck.core.facts import DealWon, ProjectCreated
from sowcheck.store.connect import connect

BLOCKER = finding("d-1", "price.services_total")
JUNE = ("--from", "2026-06-01", "--to", "2026-06-30")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One deal from won to project, checked too late, and one that nobody told anything of."""
    file = tmp_path_factory.mktemp("kpis") / "cases.db"
    told = Story().checked(BLOCKER, at=2).decided(BLOCKER, "accept_with_waiver", at=5).released(at=6)
    told.told(DealWon(at=told.at(0)), ProjectCreated(at=told.at(7), project="P-1"))
    with closing(connect(str(file))) as kept:
        for story in (told, Story("case-2")):
            kept.append(story.case.id, 0, story.entries, "test")
    return file


def test_people_get_a_table_with_n_and_what_was_left_out(store: Path) -> None:
    done = sowcheck("kpis", "--store", store, *JUNE)
    assert done.returncode == 0
    row = next(line for line in done.stdout.splitlines() if line.startswith("Project set-up cycle time "))
    assert " 1   median 7.00 h, p90 7.00 h, mean 7.00 h " in row
    assert "1 nobody told when the deal was won" in row


def test_programs_get_json_and_csv_with_the_same_figures(store: Path, tmp_path: Path) -> None:
    found = json.loads(sowcheck("kpis", "--store", store, *JUNE, "--format", "json").stdout)
    assert (found["schema"], found["from"], found["to"]) == ("sowcheck.kpis/1", "2026-06-01", "2026-06-30")
    file = tmp_path / "kpis.csv"
    assert sowcheck("kpis", "--store", store, *JUNE, "--format", "csv", "-o", file).returncode == 0
    rows = list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8"))))
    assert [row["name"] for row in rows] == [each["name"] for each in found["figures"]]
    same_day = next(row for row in rows if row["name"] == "same_day_project_creation")
    assert (same_day["n"], same_day["percent"]) == ("1", "100.00")


def test_the_moments_behind_the_figures_are_shown_by_case(store: Path) -> None:
    asked = ("kpis", "--by-case", "--store", store)
    rows = list(csv.DictReader(io.StringIO(sowcheck(*asked, *JUNE, "--format", "csv").stdout)))
    assert [(row["case"], row["won"], row["project_created"]) for row in rows] == [
        ("case-1", "2026-06-01T08:00:00Z", "2026-06-01T15:00:00Z"),
        ("case-2", "", ""),
    ]
    assert sowcheck(*asked, *JUNE).stdout.count("2026-06-01T08:00:00Z") == 3
    january = ("--from", "2026-01-01", "--to", "2026-01-31")
    assert sowcheck(*asked, *january, "--format", "csv").stdout.strip() == ",".join(rows[0])
    assert json.loads(sowcheck(*asked, *january, "--format", "json").stdout)["figures"] == []


def test_an_objective_that_was_not_kept_is_an_exit_code(store: Path) -> None:
    done = sowcheck("slo", "--store", store, *JUNE)
    assert done.returncode == 1
    row = next(line for line in done.stdout.splitlines() if line.startswith("analysed_in_time"))
    # Both checks took longer than an hour: one came after two, the other has not come yet.
    assert row.split()[1:6] == ["2", "0.00", "99", "2", "0.02"]
    assert sowcheck("slo", "--store", store, "--from", "2026-01-01", "--to", "2026-01-31").returncode == 0


def test_a_period_that_ends_before_it_begins_is_one_clear_error(store: Path) -> None:
    done = sowcheck("kpis", "--store", store, "--from", "2026-06-30", "--to", "2026-06-01")
    assert (done.returncode, done.stderr.count("error:")) == (2, 1)
