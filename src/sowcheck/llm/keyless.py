"""A model that cannot be asked, because its endpoint wants a key and there is none. What was asked before is in the cache."""

from sowcheck.errors import ModelUnavailable
from sowcheck.llm.base import Answer, ChatAnswer, ChatRequest


class KeylessModel:
    """Answers nothing, so that the other readers go on and the report names what was not read."""

    def __init__(self, name: str, host: str, hint: str) -> None:
        self._name, self._host, self._hint = name, host, hint

    @property
    def name(self) -> str:
        """The model's name."""
        return self._name

    def ask(self, request: ChatRequest[Answer]) -> ChatAnswer[Answer]:  # noqa: ARG002 (the shape of every model)
        """Never answers.

        Raises:
            ModelUnavailable: there is no key.
        """
        raise ModelUnavailable(f"{self._host} needs a key, and there is none", hint=self._hint)
