"""What a language model promises, whoever runs it: one typed request in, one typed answer with its usage out."""

import hashlib
import json
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, Protocol, TypeVar, runtime_checkable

from pydantic import BaseModel

from sowcheck.core.readings import Usage

Answer = TypeVar("Answer", bound=BaseModel)


@dataclass(frozen=True)
class ChatRequest(Generic[Answer]):
    """One question: what the model is told to do, the words it is to read, and the shape of its answer."""

    prompt: str
    """Name and version of the prompt, such as "extract_fees_and_billing.v1"."""
    instructions: str
    """The prompt as rendered without the document: task, rules, schema in words, examples."""
    text: str
    """What is to be read. Data, never instructions."""
    answer: type[Answer]
    """The shape that the answer must have."""
    max_output_tokens: int = 4096

    @cached_property
    def prompt_sha256(self) -> str:
        """Hash of the instructions: another wording is another question."""
        return _sha256(self.instructions)

    @cached_property
    def schema_sha256(self) -> str:
        """Hash of the JSON Schema of the answer."""
        return _sha256(json.dumps(self.answer.model_json_schema(), sort_keys=True))

    @cached_property
    def text_sha256(self) -> str:
        """Hash of the words to be read."""
        return _sha256(self.text)

    def key(self, model: str) -> str:
        """What an answer is kept under: model, prompt, schema and text; another one of these is another question."""
        return _sha256("\n".join((model, self.prompt_sha256, self.schema_sha256, self.text_sha256)))


@dataclass(frozen=True)
class ChatAnswer(Generic[Answer]):
    """An answer that has the shape that was asked for, and what it used."""

    value: Answer
    usage: Usage
    from_cache: bool = False
    """Whether it was given before and cost nothing."""


class ChatModel(Protocol):
    """Something that answers typed questions; safe to ask from several threads at once."""

    @property
    def name(self) -> str:
        """The model's name, such as "gpt-5.1"."""
        ...

    def ask(self, request: ChatRequest[Answer]) -> ChatAnswer[Answer]:
        """The answer to one question.

        Raises:
            ModelError: there is no usable answer; its subclass says why.
        """
        ...


@runtime_checkable
class Remembering(Protocol):
    """A model that can also be asked for answers that it has given before, without anything being sent."""

    def remembered(self, request: ChatRequest[Answer]) -> ChatAnswer[Answer] | None:
        """The answer that was given to this question before; None if there was none."""
        ...


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
