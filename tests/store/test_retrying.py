"""Who was overtaken looks again, and gives up in the end."""

from collections.abc import Callable

import pytest

from sowcheck.store.base import Conflict, conflict
from sowcheck.store.retrying import retried


def overtaken(times: int) -> Callable[[], str]:
    """An attempt that somebody else is faster than for the first few times."""
    left = iter(range(times))

    def attempt() -> str:
        if next(left, None) is not None:
            raise conflict("c-1", 1)
        return "done"

    return attempt


@pytest.mark.parametrize("times", [0, 1, 4])
def test_who_is_overtaken_a_few_times_tries_again(times: int) -> None:
    assert retried(overtaken(times)) == "done"


def test_who_is_overtaken_again_and_again_is_told() -> None:
    with pytest.raises(Conflict, match="has changed since"):
        retried(overtaken(5))
