"""From which state a case may go where."""

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sowcheck.core.casefile import CaseState
from sowcheck.errors import IllegalStep
from sowcheck.gate.life import STEPS, state_after

STATES: tuple[CaseState, ...] = get_args(CaseState)


@pytest.mark.parametrize(
    ("state", "event", "to"),
    [
        ("received", "validated", "validated"),
        ("validated", "analysed", "analysed"),
        ("validated", "check_failed", "received"),
        ("analysed", "review_opened", "in_review"),
        ("in_review", "gate_opened", "signed_off"),
        ("signed_off", "released", "released"),
        ("released", "acknowledged", "acknowledged"),
        ("signed_off", "inputs_changed", "received"),
        ("in_review", "rejected", "rejected"),
        ("released", "tasks_opened", "released"),
        ("rejected", "superseded", "superseded"),
    ],
)
def test_a_case_goes_on(state: CaseState, event: str, to: CaseState) -> None:
    assert state_after(state, event) == to


@pytest.mark.parametrize("state", ["received", "validated", "analysed", "in_review", "rejected", "superseded"])
def test_nothing_is_released_that_is_not_signed_off(state: CaseState) -> None:
    with pytest.raises(IllegalStep, match="released") as refused:
        state_after(state, "released")
    assert f"The case is {state.replace('_', ' ')}: it cannot become released." in str(refused.value)
    assert "must be signed off" in refused.value.hint


def test_a_step_that_leaves_the_state_names_what_it_takes() -> None:
    with pytest.raises(IllegalStep) as refused:
        state_after("received", "decided")
    assert refused.value.message == "The case is received: it cannot let anybody decide."
    assert refused.value.hint == "To decide, a case must be in review or signed off."


@given(st.sampled_from(STATES), st.lists(st.sampled_from(sorted(STEPS)), max_size=12))
def test_what_was_released_or_superseded_never_comes_back(state: CaseState, events: list[str]) -> None:
    ended = False
    for event in events:
        ended = ended or state in ("released", "acknowledged", "superseded")
        try:
            state = state_after(state, event)
        except IllegalStep:
            continue
        assert not ended or state in ("released", "acknowledged", "superseded")
