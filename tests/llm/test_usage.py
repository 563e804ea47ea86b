"""What calls used adds up, and an unknown part makes the sum unknown."""

from decimal import Decimal

from sowcheck.core.readings import Usage


def test_usage_adds_up() -> None:
    once = Usage(calls=1, input_tokens=100, cached_input_tokens=60, output_tokens=20, cost=Decimal("0.01"))
    assert once + once == Usage(
        calls=2, input_tokens=200, cached_input_tokens=120, output_tokens=40, cost=Decimal("0.02")
    )


def test_a_cost_that_is_unknown_stays_unknown() -> None:
    assert (Usage(cost=Decimal(1)) + Usage(cost=None)).cost is None


def test_nothing_added_to_euros_stays_euros() -> None:
    euros = Usage(calls=1, cost=Decimal("0.01"), currency="EUR")
    assert (Usage() + euros).currency == "EUR"
    assert (euros + Usage()).currency == "EUR"
