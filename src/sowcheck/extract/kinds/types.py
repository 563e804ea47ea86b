"""The types of clauses, as the table `data/clauses/types.toml` lists them."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

from sowcheck.core.fields import Owner, Severity
from sowcheck.core.noun import Noun


class ClauseType(Noun):
    """One row of the table."""

    name: str
    group: str
    title: str
    meaning: str
    """What a clause of this type settles."""
    watch: str
    """Where papers go wrong with it."""
    fields: tuple[str, ...]
    """Fields of the dictionary that such a clause states."""
    severity: Severity
    owner: Owner


@cache
def clause_types() -> Mapping[str, ClauseType]:
    """Every type by name, in the order of the table."""
    return {name: ClauseType(name=name, **row) for name, row in table("types").items()}


@cache
def feeding(field: str) -> frozenset[str]:
    """The types of clauses that state a field.

    >>> sorted(feeding("billing.late_interest"))
    ['late_payment', 'payment_terms']
    """
    return frozenset(name for name, row in clause_types().items() if field in row.fields)


def table(name: str) -> dict[str, Any]:
    """A table of `data/clauses`."""
    return tomllib.loads((resources.files("sowcheck") / "data" / "clauses" / f"{name}.toml").read_text("utf-8"))
