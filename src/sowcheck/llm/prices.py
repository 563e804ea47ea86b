"""What tokens cost. Prices are data: a table that ships, and a file of the user's that goes before it."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Annotated

from pydantic import Field, ValidationError

from sowcheck.core.noun import Noun
from sowcheck.core.quantities import Currency
from sowcheck.errors import UnreadableInput

_Amount = Annotated[Decimal, Field(ge=0, allow_inf_nan=False)]
_MILLION = Decimal(1_000_000)
_DATED = re.compile(r"-(?:\d{4}(?:-\d{2}-\d{2})?|latest)")


@dataclass(frozen=True, slots=True)
class Tokens:
    """What a request took, or may take at most."""

    input: int = 0
    output: int = 0
    cached_input: int = 0
    """Of the input, what the endpoint had read before."""

    @property
    def total(self) -> int:
        """Input and output."""
        return self.input + self.output


class Price(Noun):
    """What a million tokens of a model cost."""

    input: _Amount
    cached_input: _Amount | None = None
    """None: input that was read before costs as much as any other."""
    output: _Amount
    currency: Currency = "USD"

    def of(self, tokens: Tokens) -> Decimal:
        """The cost of these tokens."""
        cached = self.input if self.cached_input is None else self.cached_input
        fresh = tokens.input - tokens.cached_input
        return (fresh * self.input + tokens.cached_input * cached + tokens.output * self.output) / _MILLION

    def most_of(self, tokens: Tokens) -> Decimal:
        """What these tokens cost if nothing of them had been read before, at the dearer price of input."""
        dearest = max(self.input, self.cached_input or self.input)
        return (tokens.input * dearest + tokens.output * self.output) / _MILLION


class _Row(Noun):
    input: _Amount
    cached_input: _Amount | None = None
    output: _Amount
    currency: Currency | None = None

    def in_currency(self, currency: str) -> Price:
        return Price(
            input=self.input, cached_input=self.cached_input, output=self.output, currency=self.currency or currency
        )


class _Table(Noun):
    currency: Currency = "USD"
    as_of: str = ""
    """When the prices were published, for people."""
    models: dict[str, _Row]


@dataclass(frozen=True, slots=True)
class Prices:
    """Prices by the names of models."""

    rows: Mapping[str, Price]

    def of(self, model: str) -> Price | None:
        """The price of a model, or None if no row names it.

        A row is for the model of exactly its name and for its dated versions ("gpt-4o" for "gpt-4o-2024-08-06"), never
        for a sibling ("gpt-4o-mini"). A row that ends in an asterisk is for every name that begins so. The longest
        row that fits decides.
        """
        fitting = [row for row in self.rows if _fits(row, model)]
        return self.rows[max(fitting, key=len)] if fitting else None

    def before(self, other: "Prices") -> "Prices":
        """These prices, and the other's for what they do not name."""
        return Prices({**other.rows, **self.rows})


def _fits(row: str, model: str) -> bool:
    if row.endswith("*"):
        return model.startswith(row[:-1])
    return model == row or (model.startswith(row) and _DATED.fullmatch(model, len(row)) is not None)


@cache
def shipped_prices() -> Prices:
    """The table in `data/prices.toml`."""
    return _parsed(files("sowcheck").joinpath("data/prices.toml").read_text(encoding="utf-8"), "data/prices.toml")


def load_prices(path: Path) -> Prices:
    """A user's table, of the same form as the one that ships.

    Raises:
        UnreadableInput: there is no such file, or it is no table of prices.
    """
    try:
        return _parsed(path.read_text(encoding="utf-8"), path)
    except OSError as error:
        raise UnreadableInput(path, error.strerror or "cannot be read", hint="Name a TOML file of prices.") from error


def _parsed(text: str, path: Path | str) -> Prices:
    try:
        table = _Table.model_validate(tomllib.loads(text))
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        reason = " ".join(str(error).split())
        raise UnreadableInput(
            str(path),
            f"no table of prices: {reason}",
            hint='It has rows such as: [models."my-model"] input = 0.5, cached_input = 0.05, output = 1.5 (a million).',
        ) from error
    return Prices({name: row.in_currency(table.currency) for name, row in table.models.items()})
