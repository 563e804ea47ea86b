"""The benchmark of asking measures real contracts of the lengths it was told."""

import pytest
from benchmarks.prompted import main, measured


def test_a_longer_contract_has_more_questions_and_every_page_that_was_asked_for() -> None:
    short, long = measured(2, 0.0, 4), measured(9, 0.0, 4)
    assert (short.pages, long.pages) == (2, 9)
    assert short.questions < long.questions
    assert 0 < short.facts < long.facts
    assert long.asked > 0


def test_more_questions_at_a_time_take_less_time() -> None:
    assert measured(4, 0.1, 8).asked < measured(4, 0.1, 1).asked


def test_the_table_has_a_line_for_each_contract(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--pages", "2", "3", "--answer", "0"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == ["pages", "2", "3"]
