"""What a language model adds to confidence is fitted beside the other weights, and few answers change little."""

from training.confidence import examples
from training.model_confidence import fit_model, readers_of, recorded

from shared_data import ROOT
from sowcheck.evals.dataset import load_datasets
from sowcheck.extract.confidence import UNTIL_FITTED
from sowcheck.llm.replay import ReplayModel

ALONE = "scalar:model alone"
FIXED = {"scalar": 2.5, "scalar:proven": 2.0, ALONE: 99.0}


def rows(count: int) -> list[dict[str, float]]:
    return [{"scalar": 1.0, "scalar:proven": 1.0, ALONE: 1.0} for _ in range(count)]


def test_answers_that_are_right_are_trusted_more_and_wrong_ones_less() -> None:
    start = UNTIL_FITTED[ALONE]
    assert fit_model(rows(200), [True] * 200, FIXED)[ALONE] > start
    assert fit_model(rows(200), [False] * 200, FIXED)[ALONE] < start


def test_a_handful_of_answers_changes_little() -> None:
    few, many = (fit_model(rows(count), [True] * count, FIXED)[ALONE] for count in (3, 300))
    assert abs(few - UNTIL_FITTED[ALONE]) < 0.75
    assert many > few


def test_the_weights_of_rules_stay() -> None:
    assert set(fit_model(rows(20), [True] * 20, FIXED)) == {ALONE}
    assert fit_model([{"scalar": 1.0}], [True], FIXED) == {}


def test_recorded_answers_of_a_paper_are_examples() -> None:
    model = ReplayModel(ROOT / "fixtures" / "recordings")
    sources = load_datasets([ROOT / "fixtures"]).all_documents
    (first, *_) = known = list(recorded(sources[:3], model))
    assert {source.deal for source in known} == {first.deal}
    found = list(examples([first], readers_of(model)))
    assert any("scalar:model agrees" in each.features for each in found)
    assert all(0 < each.shipped < 1 for each in found)
