"""A paper with thousands of values is chosen from in time and memory that grow with their number, not with its square."""

import sys
from collections.abc import Callable
from decimal import Decimal

import pytest

from sowcheck.core.assumptions import Proof
from sowcheck.core.quantities import Money
from sowcheck.core.spans import Span
from sowcheck.core.values import Value
from sowcheck.extract.candidates import Candidate
from sowcheck.extract.choose import choose
from sowcheck.extract.weighing import Proposal


def proposals(field: str, values: list[Value], *, length: int = 60) -> list[Proposal]:
    return [
        Proposal(
            Candidate(field, value, Span(start=100 * place, end=100 * place + length), "some.rule", 0.9),
            Proof(status="proven"),
        )
        for place, value in enumerate(values)
    ]


def totals(count: int) -> list[Value]:
    return [Money(amount=Decimal(1000 + number), currency="EUR") for number in range(count)]


def test_a_paper_with_thousands_of_totals_contradicts_itself_some_forty_times() -> None:
    chosen = choose(proposals("price.services_total", totals(3000)))
    assert len(chosen) == 40
    assert all(len(each.rivals) <= 40 for each in chosen)


def test_a_few_totals_are_all_kept() -> None:
    assert [each.value for each in choose(proposals("price.services_total", totals(7)))] == totals(7)


def calls(work: Callable[[], object]) -> int:
    """How many functions of Python a piece of work calls: a measure that a busy machine does not change."""
    count = 0

    def add(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event == "call"

    sys.setprofile(add)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("field", ["scope.exclusions", "price.services_total", "msa.reference"])
def test_the_work_of_choosing_grows_with_the_number_of_proposals(field: str) -> None:
    def work(count: int) -> int:
        made = proposals(field, [f"the thing of number {number}" for number in range(count)])
        return calls(lambda: choose(made))

    assert work(2000) < 2.2 * work(1000)


def test_a_statement_found_by_two_rules_in_the_same_words_counts_once_over_a_long_quote() -> None:
    found = Proposal(
        Candidate("scope.exclusions", "the migration", Span(start=0, end=2100), "first.rule", 0.9),
        Proof(status="proven"),
    )
    again = Proposal(
        Candidate("scope.exclusions", "migration", Span(start=2050, end=2090), "second.rule", 0.8),
        Proof(status="proven"),
    )
    assert [each.value for each in choose([found, again])] == ["the migration"]
