"""Models that answer at once: small true implementations of `ChatModel` for tests of those that ask."""

import json
import threading
from collections.abc import Callable
from typing import Any

from pydantic import BaseModel

from sowcheck.core.readings import Usage
from sowcheck.llm.base import Answer, ChatAnswer, ChatRequest

ONE_CALL = Usage(calls=1, input_tokens=100, output_tokens=10)

Reply = Callable[[ChatRequest[Any]], object]
"""What is answered to a question: JSON as Python has it; it may raise a ModelError."""


class Replying:
    """A model that answers by a function, and remembers what it was asked."""

    name = "replying-1"

    def __init__(self, reply: Reply) -> None:
        self._reply = reply
        self._lock = threading.Lock()
        self.asked: list[ChatRequest[Any]] = []

    def ask(self, request: ChatRequest[Answer]) -> ChatAnswer[Answer]:
        with self._lock:
            self.asked.append(request)
        return ChatAnswer(_checked(request.answer, self._reply(request)), ONE_CALL)


def _checked(shape: type[Answer], reply: object) -> Answer:
    """The reply as it comes over the wire."""
    assert issubclass(shape, BaseModel)
    return shape.model_validate_json(json.dumps(reply))


def nothing(_: ChatRequest[Any]) -> object:
    """The answer of a model that finds nothing."""
    return {"facts": []}
