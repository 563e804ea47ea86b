"""What an encoder brings to the tagging of skills."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from sowcheck.cli.app import app
from sowcheck.errors import UnreadableInput
from sowcheck.evals.skills import PRECISE, load_phrasings, measure
from sowcheck.skills.matcher import matcher
from sowcheck.skills.tagger import THRESHOLDS

PHRASINGS = Path(__file__).parents[2] / "eval" / "skills" / "phrasings.csv"


def test_no_phrasing_names_a_skill_in_a_form_of_the_taxonomy() -> None:
    found = {one.words: matcher().find(one.words, among_skills=True) for one in load_phrasings(PHRASINGS)}
    assert {words: names for words, names in found.items() if names} == {}


def test_both_halves_hold_every_kind() -> None:
    halves = {(one.kind, one.judges) for one in load_phrasings(PHRASINGS)}
    assert len(halves) == 2 * len({kind for kind, _ in halves}) == 6


def test_the_shipped_threshold_of_the_hashed_encoder_is_the_one_that_is_chosen() -> None:
    figures = measure("hashed", load_phrasings(PHRASINGS))
    assert figures.chosen == THRESHOLDS["hashed"]
    precise = [step for step in figures.curve if step.threshold >= THRESHOLDS["hashed"]]
    assert (precise[0].precision.value or 0) >= PRECISE
    assert figures.judged == figures.shipped
    assert (figures.shipped.precision.value or 0) >= 0.8


def test_rising_thresholds_never_find_more() -> None:
    parts = [step.recall.part for step in measure("hashed", load_phrasings(PHRASINGS)).curve]
    assert parts == sorted(parts, reverse=True)


@pytest.mark.parametrize(
    ("content", "reason"),
    [("phrase,skill,kind\nwashing cars,Car washing,reworded\n", "Car washing"), ("words\nx\n", "no phrasings")],
)
def test_a_file_that_is_no_set_of_phrasings_is_refused(tmp_path: Path, content: str, reason: str) -> None:
    path = tmp_path / "phrasings.csv"
    path.write_text(content)
    with pytest.raises(UnreadableInput, match=reason):
        load_phrasings(path)


def test_the_command_prints_text_or_json() -> None:
    text = CliRunner().invoke(app, ["eval", "skills", str(PHRASINGS)])
    assert text.exit_code == 0
    assert "hashed" in text.output
    form = CliRunner().invoke(app, ["eval", "skills", str(PHRASINGS), "--format", "json"])
    (figures,) = json.loads(form.output)
    assert figures["chosen"] == THRESHOLDS["hashed"]
