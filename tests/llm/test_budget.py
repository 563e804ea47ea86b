"""A run never spends more than it may, and what might exceed that is not sent."""

import threading
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chat_endpoint import HOST, ChatEndpoint, hangs, says, too_many
from model_builders import NET_45, PRICE, in_threads, live_model, question
from process import python
from sowcheck.errors import BudgetExceeded
from sowcheck.llm.accounts import Limits, OwnAccount, SharedAccount, Sum
from sowcheck.llm.budget import Budget
from sowcheck.llm.prices import Tokens

COSTS_ONE = Tokens(input=1_000_000)


def test_what_was_not_used_is_given_back() -> None:
    budget = Budget(max_cost=Decimal(2), price=PRICE)
    budget.reserve(COSTS_ONE).settle(Tokens(input=500_000))
    assert budget.spent == Decimal("0.5")
    budget.reserve(COSTS_ONE).settle(COSTS_ONE)
    assert (budget.spent, budget.spent_tokens) == (Decimal("1.5"), 1_500_000)


def test_what_might_exceed_the_money_is_refused_with_what_is_left() -> None:
    budget = Budget(max_cost=Decimal("1.5"), price=PRICE)
    budget.reserve(COSTS_ONE).settle(COSTS_ONE)
    with pytest.raises(BudgetExceeded, match=r"may cost 1 USD, and 0\.5 USD of 1\.5 USD are left; it was not sent"):
        budget.reserve(COSTS_ONE)
    assert budget.spent == 1


def test_what_might_exceed_the_tokens_is_refused_with_what_is_left() -> None:
    budget = Budget(max_tokens=150)
    budget.reserve(Tokens(input=80, output=20)).settle()
    with pytest.raises(BudgetExceeded, match="may take 60 tokens, and 50 of 150 are left"):
        budget.reserve(Tokens(input=60))


def test_a_request_that_nobody_accounts_for_counts_in_full() -> None:
    budget = Budget(max_tokens=150)
    budget.reserve(Tokens(input=100)).settle()
    assert budget.spent_tokens == 100


def test_a_reservation_is_settled_once() -> None:
    budget = Budget(max_tokens=150)
    reservation = budget.reserve(Tokens(input=100))
    reservation.settle(Tokens(input=10))
    reservation.settle()
    assert budget.spent_tokens == 10


@pytest.mark.parametrize("shared", [False, True], ids=["own account", "shared account"])
def test_a_request_that_would_fit_waits_for_those_under_way(shared: bool, tmp_path: Path) -> None:
    account = SharedAccount(tmp_path / "account", lost_after=60) if shared else OwnAccount()
    budget = Budget(max_tokens=150, account=account)
    first = budget.reserve(Tokens(input=100))
    done = threading.Event()

    def second() -> None:
        budget.reserve(Tokens(input=100)).settle(Tokens(input=100))
        done.set()

    thread = threading.Thread(target=second)
    thread.start()
    assert not done.wait(0.05)
    first.settle(Tokens(input=50))
    thread.join(60)
    assert done.is_set()
    assert budget.spent_tokens == 150


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40), st.booleans()), max_size=40), st.integers(1, 120))
def test_whatever_is_reserved_and_settled_in_whatever_order_the_limit_holds(
    steps: list[tuple[int, int, bool]], limit: int
) -> None:
    budget = Budget(max_tokens=limit)
    open_ones: list[tuple[Any, int]] = []
    for most, used, settle_now in steps:
        aside = sum(amount for _, amount in open_ones)
        if budget.spent_tokens + aside + most > limit and open_ones:  # reserving would wait, as it should
            reservation, amount = open_ones.pop()
            reservation.settle(Tokens(input=min(used, amount)))
            continue
        try:
            reservation = budget.reserve(Tokens(input=most))
        except BudgetExceeded:
            assert budget.spent_tokens + most > limit
            continue
        if settle_now:
            reservation.settle(Tokens(input=min(used, most)))
        else:
            open_ones.append((reservation, most))
        assert budget.spent_tokens + sum(amount for _, amount in open_ones) <= limit
    for reservation, amount in open_ones:
        reservation.settle(Tokens(input=amount))
    assert budget.spent_tokens <= limit


@given(st.lists(st.tuples(st.integers(1, 30), st.integers(0, 30)), min_size=2, max_size=12), st.integers(1, 60))
def test_threads_at_once_never_spend_more_than_the_limit(requests: list[tuple[int, int]], limit: int) -> None:
    budget = Budget(max_tokens=limit)

    def send(number: int) -> str:
        most, used = requests[number]
        try:
            reservation = budget.reserve(Tokens(input=most))
        except BudgetExceeded:
            return "refused"
        reservation.settle(Tokens(input=min(most, used)))
        return "sent"

    results = in_threads(len(requests), send)
    assert set(results) <= {"sent", "refused"}
    assert budget.spent_tokens <= limit


def test_processes_share_an_account_and_never_exceed_it_together(tmp_path: Path) -> None:
    path = tmp_path / "run" / "account"
    code = (
        "import sys\nfrom pathlib import Path\nfrom decimal import Decimal\n"
        "from sowcheck.llm.accounts import Limits, SharedAccount, Sum\n"
        f"account = SharedAccount(Path({str(path)!r}), lost_after=60)\n"
        "for _ in range(20):\n"
        "    number = account.set_aside(Sum(Decimal('0.07'), 7), Limits(cost=Decimal('1.5')))\n"
        "    if number is None:\n        break\n"
        "    account.settle(number, Sum(Decimal('0.05'), 5))\n"
    )
    assert in_threads(3, lambda _: python("-c", code).stderr) == ["", "", ""]
    spent = SharedAccount(path, lost_after=60).spent()
    assert spent == Sum(Decimal("1.45"), 145)


def test_what_a_process_that_died_had_set_aside_counts_as_spent_after_a_time(tmp_path: Path) -> None:
    path = tmp_path / "account"
    assert SharedAccount(path, lost_after=0.2).set_aside(Sum(tokens=60), Limits(tokens=100)) is not None
    account = SharedAccount(path, lost_after=60)
    assert account.set_aside(Sum(tokens=60), Limits(tokens=100)) is None
    assert account.spent() == Sum(tokens=60)
    assert account.set_aside(Sum(tokens=40), Limits(tokens=100)) is not None


@pytest.mark.allow_hosts([HOST])
def test_a_question_beyond_the_budget_is_not_sent() -> None:
    with ChatEndpoint([]) as endpoint, pytest.raises(BudgetExceeded) as caught:
        live_model(endpoint.url, budget=Budget(max_tokens=100)).ask(question())
    assert endpoint.calls == []
    assert caught.value.usage is None


@pytest.mark.allow_hosts([HOST])
def test_a_correction_beyond_the_budget_is_not_sent_and_the_first_try_is_counted() -> None:
    budget = Budget(max_tokens=2_000)
    wrong = says({"days": -1, "quote": "x"}, input_tokens=900, output_tokens=400)
    with ChatEndpoint([wrong]) as endpoint, pytest.raises(BudgetExceeded) as caught:
        live_model(endpoint.url, budget=budget).ask(question())
    assert len(endpoint.calls) == 1
    assert caught.value.usage is not None
    assert (caught.value.usage.input_tokens, caught.value.usage.output_tokens) == (900, 400)


@pytest.mark.allow_hosts([HOST])
def test_a_request_that_was_turned_away_costs_nothing_and_one_that_hung_counts_in_full() -> None:
    budget = Budget(max_tokens=1_000_000)
    with ChatEndpoint([too_many(), hangs(), says(NET_45, input_tokens=100, output_tokens=20)]) as endpoint:
        live_model(endpoint.url, budget=budget, timeout=1).ask(question())
    assert 120 + 500 < budget.spent_tokens < 120 + 500 + 2_000


@pytest.mark.allow_hosts([HOST])
def test_questions_at_once_stop_before_the_budget_is_exceeded() -> None:
    budget = Budget(max_cost=Decimal("0.03"), price=PRICE)
    with ChatEndpoint(lambda _: says(NET_45, input_tokens=1_000, output_tokens=400)) as endpoint:
        model = live_model(endpoint.url, budget=budget)
        results = in_threads(12, lambda _: model.ask(question()))
    refused = [result for result in results if isinstance(result, BudgetExceeded)]
    assert len(refused) + len(endpoint.calls) == 12
    assert len(endpoint.calls) >= 4
    assert budget.spent <= Decimal("0.03")
