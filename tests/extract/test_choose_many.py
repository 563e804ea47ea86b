"""A paper with thousands of values is chosen from in time and memory that grow with their number, not with its square."""

import time
from decimal import Decimal

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


def test_statements_are_told_apart_in_time_that_grows_with_their_number() -> None:
    def seconds(count: int) -> float:
        made = proposals("scope.exclusions", [f"the thing of number {number}" for number in range(count)])
        start = time.process_time()
        assert len(choose(made)) == count
        return time.process_time() - start

    seconds(100)
    assert min(seconds(8000) for _ in range(2)) < 12 * min(seconds(2000) for _ in range(2))


def test_a_statement_found_by_two_rules_in_the_same_words_counts_once_over_a_long_quote() -> None:
    found = Proposal(
        Candidate("scope.exclusions", "the migration", Span(start=0, end=2100), "first.rule", 0.9), Proof(status="proven")
    )
    again = Proposal(
        Candidate("scope.exclusions", "migration", Span(start=2050, end=2090), "second.rule", 0.8), Proof(status="proven")
    )
    assert [each.value for each in choose([found, again])] == ["the migration"]
