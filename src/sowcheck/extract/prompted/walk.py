"""A second read that is built differently: the clauses of a part in turn, and what each of them states.

The first read goes from a topic to the words; this one goes from the words to the fields, over all of them at once, and
writes values as lines of text. What both say was hardly made up by either.
"""

from typing import Annotated, ClassVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, GetJsonSchemaHandler, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from sowcheck.core.fields import FIELDS
from sowcheck.extract.prompted.answers import Fact, Stated, without_the_unstated
from sowcheck.extract.prompted.notation import form_of, shape_of
from sowcheck.extract.prompted.shapes import Schema
from sowcheck.extract.prompted.topics import TOPICS

_FIELDS = tuple(field for topic in TOPICS.values() for field in topic.fields)
_TEXT: Schema = {"type": "string"}


class Term(BaseModel):
    """A field that a clause states; its value as a line of text."""

    model_config = ConfigDict(frozen=True)

    field: str
    quote: str
    value: str

    @model_validator(mode="after")
    def _has_the_form_of_its_field(self) -> "Term":
        assert self.fact
        return self

    @property
    def fact(self) -> Fact:
        """The same with the value in its usual shape."""
        shape = shape_of(FIELDS[self.field], self.value) if self.field in FIELDS else self.value
        return Fact(field=self.field, quote=self.quote, value=shape)


class WalkedClause(BaseModel):
    """A clause and what it states."""

    model_config = ConfigDict(frozen=True)

    clause: str
    states: Annotated[tuple[Term, ...], BeforeValidator(without_the_unstated)]


class Walk(Stated):
    """The clauses of a part that state something, in the order of the text."""

    asked: ClassVar[tuple[str, ...]] = _FIELDS

    clauses: tuple[WalkedClause, ...]

    @property
    def stated(self) -> tuple[Fact, ...]:
        """What the clauses state, one clause after the other."""
        return tuple(term.fact for clause in self.clauses for term in clause.states)

    @classmethod
    def __get_pydantic_json_schema__(cls, _schema: CoreSchema, _handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """One list of names for all fields, and text for all values: a fifth of the size of typed values."""
        term = _object({"field": {"type": "string", "enum": list(cls.asked)}, "quote": _TEXT, "value": _TEXT})
        clause = _object({"clause": _TEXT, "states": {"type": "array", "items": term}})
        return {"title": cls.__name__, **_object({"clauses": {"type": "array", "items": clause}})}


def _object(properties: Schema) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def terms_in_words() -> str:
    """Every field with its form and meaning, a line each, for the prompt."""
    fields = (FIELDS[name] for name in _FIELDS)
    return "\n".join(
        f"- `{field.name}` ({'list; ' if field.repeated else ''}{form_of(field)}): {field.meaning}" for field in fields
    )
