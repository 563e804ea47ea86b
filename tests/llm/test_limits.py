"""No minute sees more requests or tokens than allowed, and nobody waits longer than that takes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model_builders import StillClock
from sowcheck.llm.limits import MINUTE, Limiter


def sent_at(limiter: Limiter, clock: StillClock, tokens: int = 0) -> float:
    with limiter.turn(tokens):
        return clock.now()


def test_requests_wait_for_the_minute_of_the_earlier_ones_to_pass() -> None:
    clock = StillClock()
    limiter = Limiter(concurrency=1, requests_per_minute=2, clock=clock)
    assert [sent_at(limiter, clock) for _ in range(5)] == pytest.approx([0, 0, 60, 60, 120])


def test_tokens_wait_for_as_many_to_pass_as_they_need() -> None:
    clock = StillClock()
    limiter = Limiter(concurrency=1, tokens_per_minute=100, clock=clock)
    times = [sent_at(limiter, clock, 60)]
    clock.sleep(10)
    times += [sent_at(limiter, clock, 40), sent_at(limiter, clock, 60)]
    assert times == pytest.approx([0, 10, 60])


def test_tokens_that_were_not_used_are_free_for_others() -> None:
    clock = StillClock()
    limiter = Limiter(concurrency=1, tokens_per_minute=100, clock=clock)
    with limiter.turn(90) as turn:
        turn.used(20)
    assert sent_at(limiter, clock, 80) == 0


def test_a_request_larger_than_a_minute_goes_alone() -> None:
    clock = StillClock()
    limiter = Limiter(concurrency=1, tokens_per_minute=100, clock=clock)
    assert [sent_at(limiter, clock, tokens) for tokens in (500, 10)] == pytest.approx([0, 60])


def test_without_limits_nobody_waits() -> None:
    clock = StillClock()
    limiter = Limiter(concurrency=1, clock=clock)
    assert [sent_at(limiter, clock, 10**9) for _ in range(3)] == [0, 0, 0]


def test_a_closed_door_opens_by_itself() -> None:
    clock = StillClock()
    limiter = Limiter(concurrency=1, clock=clock)
    limiter.close_for(7)
    limiter.close_for(3)
    assert sent_at(limiter, clock) == pytest.approx(7)


@given(
    st.lists(st.tuples(st.floats(0, 40), st.integers(0, 50)), max_size=25),
    st.integers(1, 5),
    st.integers(1, 80),
)
def test_no_minute_sees_more_than_allowed(arrivals: list[tuple[float, int]], requests: int, tokens: int) -> None:
    clock = StillClock()
    limiter = Limiter(concurrency=1, requests_per_minute=requests, tokens_per_minute=tokens, clock=clock)
    sent: list[tuple[float, int]] = []
    for pause, amount in arrivals:
        clock.sleep(pause)
        sent.append((sent_at(limiter, clock, amount), amount))
    for start, _ in sent:
        window = [amount for at, amount in sent if start <= at < start + MINUTE]
        assert len(window) <= requests
        assert sum(window) <= tokens or len([amount for amount in window if amount]) == 1


@given(st.lists(st.integers(0, 50), min_size=1, max_size=15))
def test_a_limit_is_used_to_the_full(amounts: list[int]) -> None:
    clock = StillClock()
    limiter = Limiter(concurrency=1, tokens_per_minute=50, clock=clock)
    for amount in amounts:
        sent_at(limiter, clock, amount)
    assert clock.now() <= MINUTE * len(amounts)
    if sum(amounts) <= 50:
        assert clock.now() == 0
