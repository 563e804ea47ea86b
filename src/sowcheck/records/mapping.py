"""The mapping: which field of an export feeds which field of the dictionary. Data, so that a tenant can change it."""

import re
from functools import cache
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from sowcheck.core.fields import FIELDS, Kind
from sowcheck.core.noun import Noun
from sowcheck.records import mapping_file

Parse = Literal[
    "value",
    "not",
    "is_zero",
    "flag_means",
    "signed_of",
    "option",
    "guid",
    "salesforce_id",
    "days",
    "weeks",
    "months",
    "years",
    "per_week",
    "per_month",
    "per_quarter",
    "per_year",
    "first_day",
    "last_day",
]
"""How a raw value becomes the field's value; "value" follows from the field's kind."""

SERVICES = "line.services"
"""Stands for "this line is services" where a picklist names a field."""

_CURRENCY = re.compile(r"[A-Z]{3}")
_PERIODS: tuple[Parse, ...] = ("per_week", "per_month", "per_quarter", "per_year")
_ALLOWED: dict[Kind, tuple[Parse, ...]] = {
    Kind.TEXT: ("value", "guid", "salesforce_id", "flag_means"),
    Kind.NAME: ("value",),
    Kind.STATEMENT: ("value",),
    Kind.SYSTEM: ("value",),
    Kind.DELIVERABLE: ("value",),
    Kind.CHOICE: ("value", "flag_means", "signed_of"),
    Kind.MONEY: ("value",),
    Kind.DEPOSIT: ("value",),
    Kind.RECURRING_FEE: _PERIODS,
    Kind.INTEREST: ("per_month", "per_year"),
    Kind.PERCENT: ("value",),
    Kind.DURATION: ("days", "weeks", "months", "years"),
    Kind.DATE: ("value", "first_day", "last_day"),
    Kind.DAYS: ("value", "option"),
    Kind.NUMBER: ("value",),
    Kind.FLAG: ("value", "not", "is_zero"),
}
"""Kinds that one column can hold, with the ways to read it. Items of the other lists need several columns."""


def _known_field(name: str) -> str:
    if name not in FIELDS:
        raise ValueError(f"unknown field {name!r}")
    if FIELDS[name].kind not in _ALLOWED:
        raise ValueError(f"{name} cannot be read from one column")
    return name


class Rule(Noun):
    """What one field of an export says."""

    field: Annotated[str, AfterValidator(_known_field)]
    parse: Parse = "value"
    means: str | None = None
    """For "flag_means": the value if the flag is set."""
    of: str | None = None
    """For "signed_of": the field that holds how many have to sign."""
    when: tuple[str, ...] = ()
    """Applies only if one of these fields is set (neither empty nor false)."""
    unless: tuple[str, ...] = ()
    """Does not apply if one of these fields is set."""
    less: tuple[str, ...] = ()
    """For money: these fields of the record (tax, shipping) are in the amount and are taken off."""
    without_lines: bool = False
    """Applies only to a record without priced lines."""
    services: bool = False
    """On a line: applies only if the line is services and not optional."""
    each: bool = False
    """On a line: one value for each line, even if they agree."""

    @model_validator(mode="after")
    def _fits(self) -> Self:
        kind = FIELDS[self.field].kind
        if self.parse not in _ALLOWED[kind]:
            raise ValueError(f"{self.field} is a {kind}: parse must be one of {', '.join(_ALLOWED[kind])}")
        if self.parse == "flag_means" and self.means is None:
            raise ValueError("parse 'flag_means' needs means = \"...\"")
        choices = FIELDS[self.field].choices
        if self.means is not None and choices and self.means not in choices:
            raise ValueError(f"{self.field} has no value {self.means!r}: use one of {', '.join(choices)}")
        if self.less and kind is not Kind.MONEY:
            raise ValueError(f"{self.field} is a {kind}: only money can have less = [...]")
        if self.parse == "signed_of" and self.of is None:
            raise ValueError("parse 'signed_of' needs of = \"...\"")
        return self


class LineColumns(Noun):
    """What the columns of a priced line are; of several names the first that holds a value counts."""

    description: tuple[str, ...] = ()
    detail: tuple[str, ...] = ()
    """A second description; read for words only."""
    phase: tuple[str, ...] = ()
    task: tuple[str, ...] = ()
    role: tuple[str, ...] = ()
    seniority: tuple[str, ...] = ()
    """Told only where one role has several rates."""
    code: tuple[str, ...] = ()
    family: tuple[str, ...] = ()
    quantity: tuple[str, ...] = ()
    unit: tuple[str, ...] = ()
    unit_price: tuple[str, ...] = ()
    amount: tuple[str, ...] = ()
    unit_cost: tuple[str, ...] = ()
    """What one unit costs the seller."""
    cost: tuple[str, ...] = ()
    """What the line costs the seller."""
    contract_total: tuple[str, ...] = ()
    """Amount over all billing periods, where `amount` is that of one."""
    tax_in_amount: tuple[str, ...] = ()
    """Tax that `amount` includes."""
    discount: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    recurring: tuple[str, ...] = ()
    frequency: tuple[str, ...] = ()
    term: tuple[str, ...] = ()
    start: tuple[str, ...] = ()
    end: tuple[str, ...] = ()
    location: tuple[str, ...] = ()


class MilestoneColumns(Noun):
    """What the columns of a billing milestone are."""

    name: tuple[str, ...]
    amount: tuple[str, ...] = ()
    percent: tuple[str, ...] = ()
    due: tuple[str, ...] = ()


class Settings(Noun):
    """Settings of the tenant's system that change what a number means."""

    term_unit: Literal["day", "month", "year"] = "month"
    """Unit of a line's subscription term."""
    amount_is_per_period: bool = False
    """Whether the amount of a recurring line is that of one billing period and not of the whole term."""


class ServicesRules(Noun):
    """How a line is told to be services or something else."""

    families: tuple[str, ...] = ()
    other_families: tuple[str, ...] = ()
    code_prefixes: tuple[str, ...] = ()
    other_code_prefixes: tuple[str, ...] = ()


class Recurring(Noun):
    """Values of the `recurring` column that mean that a line recurs."""

    values: tuple[str, ...] = ()


class Ignore(Noun):
    """Bookkeeping that states no term of a deal; patterns with `*`."""

    objects: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()


def _known_picklists(lists: dict[str, dict[str, str]]) -> dict[str, dict[str, str]]:
    for name, pairs in lists.items():
        if name != SERVICES and name not in FIELDS:
            raise mapping_file.Misplaced(f"unknown field {name!r}", name)
        flag = name == SERVICES or FIELDS[name].kind is Kind.FLAG
        allowed = ("true", "false") if flag else FIELDS[name].choices
        for value, meaning in pairs.items():
            if name == "price.currency" and meaning and not _CURRENCY.fullmatch(meaning):
                raise mapping_file.Misplaced(f"{meaning!r} is no ISO 4217 code such as EUR", name, value)
            if allowed and meaning and meaning not in allowed:
                reason = f"{name} has no value {meaning!r}: use one of {', '.join(allowed)}"
                raise mapping_file.Misplaced(reason, name, value)
    return lists


class SystemMapping(Noun):
    """The mapping of one system."""

    objects: dict[str, dict[str, tuple[Rule, ...]]] = Field(default_factory=dict)
    """Rules by object and field."""
    lines: dict[str, LineColumns] = Field(default_factory=dict)
    milestones: dict[str, MilestoneColumns] = Field(default_factory=dict)
    picklists: Annotated[dict[str, dict[str, str]], AfterValidator(_known_picklists)] = Field(default_factory=dict)
    """Meaning by dictionary field and casefolded value; "" says that the value means nothing, key "*" is any other."""
    settings: Settings = Settings()
    services: ServicesRules = ServicesRules()
    recurring: Recurring = Recurring()
    ignore: Ignore = Ignore()
    marks: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    """Properties that tell an object whose type is not written."""
    keys: dict[str, str] = Field(default_factory=dict)
    """The field with the record's own id, by object."""
    prefixes: dict[str, str] = Field(default_factory=dict)
    """Object by the first three characters of its ids."""


class Words(Noun):
    """Words that every system shares."""

    units: dict[str, tuple[str, ...]]
    rate_phrases: dict[str, tuple[str, ...]]
    rate_code_endings: dict[str, tuple[str, ...]]
    line_words: dict[str, tuple[str, ...]]


class Mapping(Noun):
    """The mapping of every system."""

    systems: dict[str, SystemMapping]
    words: Words


def load_mapping(path: Path | None = None) -> Mapping:
    """The packaged mapping, with a tenant's TOML file laid over it.

    Fields, picklist values and settings of the tenant replace those of the same name, the columns of a line are replaced
    column by column, lists (families, prefixes, words, ignored fields) are extended. Mapping a field to "" switches a
    packaged rule off.

    Raises:
        UnreadableInput: the file is missing, is not TOML, or names a field, object or setting that does not exist.
    """
    if path is None:
        return _packaged()
    tables = mapping_file.merge(mapping_file.packaged(), mapping_file.read(path))
    return mapping_file.validated(Mapping, tables, path)


@cache
def _packaged() -> Mapping:
    return Mapping.model_validate(mapping_file.packaged())
