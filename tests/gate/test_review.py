"""A person has to look at what is less sure than the policy asks for."""

from decimal import Decimal

import pytest

from case_builders import deal
from sowcheck.gate.review import reviewed
from sowcheck.settings import load_policy


@pytest.mark.parametrize(
    ("confidence", "asked", "marked"), [(0.79, "0.8", True), (0.8, "0.8", False), (0.79, "0.5", False)]
)
def test_the_policy_says_how_sure_is_sure_enough(confidence: float, asked: str, marked: bool) -> None:
    policy = load_policy(None).model_copy(update={"low_confidence": Decimal(asked)})
    found = deal().assumptions[0].model_copy(update={"confidence": confidence})
    assert [each.needs_review for each in reviewed([found], policy)] == [marked]
