"""The typed answer to one question: facts, each a field with its value and the words that state it."""

import difflib
from abc import ABC, abstractmethod
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Annotated, Any, ClassVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    GetJsonSchemaHandler,
    JsonValue,
    ValidationError,
    create_model,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from sowcheck.core.fields import FIELDS, Field, Kind
from sowcheck.core.values import Value, from_json
from sowcheck.extract.prompted.shapes import alike, schema_of_fields

QUOTE_LIMIT = 300
"""Characters of a quote that a prompt asks for."""
_QUOTE_REFUSED = 600
"""Characters from which a quote is refused: somewhat long words are looked up all the same."""

_NUMBERS = frozenset({"amount", "unit_price", "quantity", "percent", "hours", "max"})
"""Properties of values that hold numbers, written as strings."""
_NUMBER_KINDS = frozenset({Kind.PERCENT, Kind.NUMBER})
_NOTHING = frozenset({"", "null", "n/a", "not stated", "not specified"})
"""How models say that a field is not stated, although a fact should then be left out."""


def _not_too_long(quote: str) -> str:
    if not quote.strip():
        raise ValueError("copy the words of the document that state the value; without words there is no fact")
    if len(quote) > _QUOTE_REFUSED:
        raise ValueError(
            f"copy at most {QUOTE_LIMIT} characters, not {len(quote)}: only the words that state the value"
        )
    return quote


class Fact(BaseModel):
    """A field that a part states, its value in the shape of the annotation guide, and the words that state it."""

    model_config = ConfigDict(frozen=True)

    field: str
    quote: Annotated[str, AfterValidator(_not_too_long)]
    value: JsonValue

    @model_validator(mode="before")
    @classmethod
    def _in_the_usual_form(cls, raw: Any) -> Any:
        """Numbers as strings and absent properties left out: what a model may write either way."""
        if not isinstance(raw, dict) or raw.get("field") not in FIELDS:
            return raw
        return {**raw, "value": _usual(FIELDS[raw["field"]], raw.get("value"))}

    @model_validator(mode="after")
    def _has_the_shape_of_its_field(self) -> "Fact":
        if self.field not in FIELDS:
            near = difflib.get_close_matches(self.field, FIELDS, n=1)
            raise ValueError(f"there is no field {self.field!r}" + (f"; {near[0]!r} was meant?" if near else ""))
        _typed(FIELDS[self.field], self.value)
        return self

    @property
    def typed(self) -> Value:
        """The value as the rest of the program knows it."""
        return _typed(FIELDS[self.field], self.value)


def _typed(field: Field, value: JsonValue) -> Value:
    """The typed value of a shape; raises ValueError with words that a model can act on."""
    if field.choices and value not in field.choices:
        raise ValueError(f"{field.name} is one of {', '.join(field.choices)}; not {value!r}")
    try:
        typed = from_json(field, value)
    except ValidationError as invalid:
        problems = "; ".join(
            f"{'.'.join(map(str, error['loc'])) or 'value'}: {error['msg']}" for error in invalid.errors()
        )
        raise ValueError(f"{field.name}: {problems}, in {value!r}") from None
    except (ValueError, InvalidOperation, TypeError):
        raise ValueError(
            f"{field.name}: {_HOW.get(field.kind, 'the value has another shape')}, not {value!r}"
        ) from None
    if isinstance(typed, Decimal) and not typed.is_finite():
        raise ValueError(f"{field.name} is a number, not {value!r}")
    if isinstance(typed, str) and not typed.strip():
        raise ValueError(f"{field.name} has no words")
    return typed


_HOW = {
    Kind.DATE: "write a complete date as YYYY-MM-DD, or leave the fact out",
    Kind.DAYS: "write the days as a whole number",
    Kind.PERCENT: 'write percent points as a number in a string, such as "7.5"',
    Kind.NUMBER: 'write a number in a string, such as "120"',
    Kind.FLAG: "write true or false",
}


def _usual(field: Field, value: Any) -> Any:
    if field.choices and isinstance(value, str):
        return value.strip().casefold().replace(" ", "_").replace("-", "_")
    if field.kind is Kind.FLAG and isinstance(value, str):
        return {"true": True, "false": False}.get(value.strip().casefold(), value)
    if field.kind in _NUMBER_KINDS:
        return _number(value)
    if field.kind is Kind.DEPOSIT and isinstance(value, dict) and _states(value.get("percent")):
        return {"percent": _number(value["percent"])}
    if isinstance(value, dict):
        kept = {key: part for key, part in value.items() if _states(part)}
        return {key: _number(part) if key in _NUMBERS else part for key, part in kept.items()}
    return value


def _number(value: Any) -> Any:
    """A number as a string, without the sign of a percentage."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return value
    return str(value).strip().removesuffix("%").rstrip()


def _states(value: Any) -> bool:
    return value is not None and not (isinstance(value, str) and value.strip().casefold() in _NOTHING)


def without_the_unstated(raw: Any) -> Any:
    """The facts without those that say that nothing is stated."""
    if not isinstance(raw, list):
        return raw
    return [fact for fact in raw if not (isinstance(fact, dict) and "value" in fact and not _states(fact["value"]))]


class Stated(BaseModel, ABC):
    """An answer to a question about a part, whatever its shape."""

    model_config = ConfigDict(frozen=True)
    asked: ClassVar[tuple[str, ...]] = ()
    """Names of the fields that were asked for."""

    @property
    @abstractmethod
    def stated(self) -> tuple[Fact, ...]:
        """The facts in it, in their order."""


class Facts(Stated):
    """What a part states: no more than it says, nothing twice, and an empty list if it states nothing."""

    facts: Annotated[tuple[Fact, ...], BeforeValidator(without_the_unstated)]

    @model_validator(mode="after")
    def _answers_what_was_asked(self) -> "Facts":
        others = sorted({fact.field for fact in self.facts} - set(self.asked))
        if others:
            raise ValueError(f"{', '.join(others)}: not asked for here. The fields are: {', '.join(self.asked)}")
        return self

    @property
    def stated(self) -> tuple[Fact, ...]:
        """The facts in it, in their order."""
        return self.facts

    @classmethod
    def __get_pydantic_json_schema__(cls, _schema: CoreSchema, _handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """One shape for each kind of value instead of one for each field."""
        shapes = [schema_of_fields(group) for group in alike([FIELDS[name] for name in cls.asked])]
        return {
            "title": cls.__name__,
            "type": "object",
            "properties": {"facts": {"type": "array", "items": {"anyOf": shapes}}},
            "required": ["facts"],
            "additionalProperties": False,
        }


@cache
def answer_about(fields: tuple[str, ...], name: str) -> type[Facts]:
    """The shape of an answer that may state some fields."""
    shape = create_model(name, __base__=Facts, __doc__=Facts.__doc__)
    shape.asked = fields
    return shape
