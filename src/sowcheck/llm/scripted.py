"""A model that says what it is told to say, and fails as it is told to fail: for tests of what happens then."""

import json
import threading
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from pydantic import BaseModel, ValidationError

from sowcheck.core.readings import Usage
from sowcheck.errors import InvalidAnswer, ModelError
from sowcheck.llm.base import Answer, ChatAnswer, ChatRequest

Line = BaseModel | Mapping[str, Any] | str | ModelError
"""An answer as an object, as what JSON would hold or as JSON; or the error that comes instead."""


class ScriptedModel:
    """Gives its lines in turn, or those that a function chooses for each question. It remembers what it was asked."""

    def __init__(
        self,
        lines: Iterable[Line] | Callable[[ChatRequest[Any]], Line],
        *,
        name: str = "scripted",
        usage: Usage | None = None,
    ) -> None:
        """`usage` is what each answer takes; by default one call."""
        self.requests: list[ChatRequest[Any]] = []
        self._choose = lines if callable(lines) else None
        self._lines = iter(()) if callable(lines) else iter(list(lines))
        self._name = name
        self._usage = usage or Usage(calls=1)
        self._lock = threading.Lock()

    @property
    def name(self) -> str:
        """As it was given."""
        return self._name

    def ask(self, request: ChatRequest[Answer]) -> ChatAnswer[Answer]:
        """The next line, in the shape that was asked for.

        Raises:
            ModelError: the line is one.
            InvalidAnswer: the line has another shape.
        """
        line = self._line(request)
        if isinstance(line, ModelError):
            raise line
        try:
            return ChatAnswer(_shaped(line, request.answer), self._usage)
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            raise InvalidAnswer(
                f"{self._name}: the answer has another shape: {first['msg']}",
                hint="Look at the script.",
                usage=self._usage,
                answer=_written(line),
            ) from None

    def _line(self, request: ChatRequest[Any]) -> Line:
        with self._lock:
            self.requests.append(request)
            if self._choose is None:
                line = next(self._lines, None)
                assert line is not None, f"no line is left for question {len(self.requests)}, {request.prompt}"
                return line
        return self._choose(request)


def _written(line: BaseModel | Mapping[str, Any] | str) -> str:
    if isinstance(line, str):
        return line
    return line.model_dump_json() if isinstance(line, BaseModel) else json.dumps(line, default=str)


def _shaped(line: BaseModel | Mapping[str, Any] | str, answer: type[Answer]) -> Answer:
    if isinstance(line, str):
        return answer.model_validate_json(line)
    if isinstance(line, answer):
        return line
    return answer.model_validate(line.model_dump() if isinstance(line, BaseModel) else line)
