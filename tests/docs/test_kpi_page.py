"""docs/kpis.md defines exactly the figures, units, facts and objectives that the program has."""

import re
from pathlib import Path
from typing import get_args

from sowcheck.core.facts import Fact
from sowcheck.core.service_levels import Objectives
from sowcheck.gate.kpis.definitions import KPIS
from sowcheck.gate.kpis.objectives import OBJECTIVES

PAGE = (Path(__file__).parents[2] / "docs" / "kpis.md").read_text(encoding="utf-8")


def rows(heading: str) -> list[list[str]]:
    """Rows of the first table below a heading."""
    part = PAGE.split(f"## {heading}\n", 1)[1].split("\n## ", 1)[0]
    lines = [line for line in part.splitlines() if line.startswith("| `")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def test_every_figure_is_defined_with_its_unit_and_title() -> None:
    told = {row[0].strip("`"): (row[1], row[2]) for row in rows("The figures")}
    assert list(told) == list(KPIS)
    for name, (unit, title) in told.items():
        assert unit == KPIS[name].unit
        assert title.startswith(KPIS[name].title)


def test_every_figure_says_formula_cohort_and_what_is_left_out() -> None:
    for name, row in zip(KPIS, rows("The figures"), strict=True):
        assert len(row) == 6
        assert all(row)
        assert row[4] == KPIS[name].cohort


def test_every_fact_is_told_of_with_its_parts() -> None:
    told = {row[0].split("`")[1]: set(re.findall(r"`(\w+)`", row[0])[1:]) for row in rows("What other systems tell")}
    kinds = {each.model_fields["kind"].default: each for each in get_args(get_args(Fact)[0])}
    assert told.keys() == kinds.keys()
    for kind, parts in told.items():
        assert parts == kinds[kind].model_fields.keys() - {"kind"}


def test_every_objective_is_told_of_with_its_name_in_the_policy() -> None:
    table = rows("Service levels and error budget")
    assert [row[0].strip("`") for row in table] == list(OBJECTIVES)
    assert set(re.findall(r"`objectives\.(\w+)`", str(table))) == Objectives.model_fields.keys()
