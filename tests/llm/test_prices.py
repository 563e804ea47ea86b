"""Prices are found by the model's name and never taken from a sibling."""

from decimal import Decimal
from pathlib import Path

import pytest

from sowcheck.errors import UnreadableInput
from sowcheck.llm.prices import Price, Prices, Tokens, load_prices, shipped_prices

CHEAP = Price(input=Decimal(1), output=Decimal(2))
DEAR = Price(input=Decimal(10), output=Decimal(20))


def test_input_that_was_read_before_has_its_own_price() -> None:
    price = Price(input=Decimal(2), cached_input=Decimal("0.5"), output=Decimal(8))
    assert price.of(Tokens(input=1_000, cached_input=400, output=100)) == Decimal("0.0022")
    assert price.most_of(Tokens(input=1_000, cached_input=400, output=100)) == Decimal("0.0028")


@pytest.mark.parametrize(
    ("model", "row"),
    [
        ("small", "small"),
        ("small-2025-08-07", "small"),
        ("small-0613", "small"),
        ("small-latest", "small"),
        ("small-mini", None),
        ("smaller", None),
        ("own/llama-3-8b", "own/*"),
        ("own/llama-3-70b", "own/llama-3-70b"),
        ("other", None),
    ],
)
def test_a_row_is_for_its_model_its_dated_versions_and_what_an_asterisk_says(model: str, row: str | None) -> None:
    rows = {"small": CHEAP, "own/*": DEAR, "own/llama-3-70b": CHEAP.model_copy(update={"currency": "EUR"})}
    assert Prices(rows).of(model) == (rows[row] if row else None)


def test_the_table_that_ships_can_be_read_and_output_is_dearer_than_input() -> None:
    rows = shipped_prices().rows
    assert len(rows) > 10
    for price in rows.values():
        assert price.currency == "USD"
        assert price.cached_input is not None
        assert price.cached_input < price.input < price.output


def test_a_table_of_the_users_goes_first(tmp_path: Path) -> None:
    path = tmp_path / "prices.toml"
    path.write_text(
        'currency = "EUR"\n[models]\n"gpt-5.1" = { input = 0.9, output = 7.5 }\n'
        '"my-llama*" = { input = 0, output = 0, currency = "CHF" }\n',
        encoding="utf-8",
    )
    prices = load_prices(path).before(shipped_prices())
    assert prices.of("gpt-5.1") == Price(input=Decimal("0.9"), output=Decimal("7.5"), currency="EUR")
    assert prices.of("my-llama-3") == Price(input=Decimal(0), output=Decimal(0), currency="CHF")
    assert prices.of("gpt-4o") == shipped_prices().of("gpt-4o")


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("models = ", "no table of prices"),
        ('[models]\n"m" = { input = -1, output = 2 }', "models.m.input"),
        ('[models]\n"m" = { input = 1 }', "models.m.output"),
        ('[models]\n"m" = { input = 1, output = 2, cahed_input = 1 }', "cahed_input"),
        ('[models]\n"m" = { input = nan, output = 2 }', "finite"),
    ],
)
def test_a_faulty_table_is_named_with_its_fault(text: str, named: str, tmp_path: Path) -> None:
    path = tmp_path / "prices.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableInput, match=named):
        load_prices(path)


def test_a_table_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput, match=r"prices\.toml: No such file"):
        load_prices(tmp_path / "prices.toml")
