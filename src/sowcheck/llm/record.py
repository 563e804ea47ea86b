"""A model whose answers are recorded for a replay, as they come."""

from pathlib import Path

from sowcheck.errors import UsageError
from sowcheck.llm.base import Answer, ChatAnswer, ChatModel, ChatRequest
from sowcheck.llm.recordings import recording_of, write_recording


class RecordingModel:
    """Passes every question on and records the answer; what failed is not recorded."""

    def __init__(self, inner: ChatModel, folder: Path) -> None:
        self._inner = inner
        self._folder = folder

    @property
    def name(self) -> str:
        """The model's name."""
        return self._inner.name

    def ask(self, request: ChatRequest[Answer]) -> ChatAnswer[Answer]:
        """The model's answer.

        Raises:
            ModelError: there is no usable answer.
            UsageError: the folder of recordings cannot be written to.
        """
        answer = self._inner.ask(request)
        try:
            write_recording(self._folder, recording_of(self.name, request, answer))
        except OSError as error:
            raise UsageError(
                f"{self._folder} cannot be written to: {error.strerror}", hint="Name another folder of recordings."
            ) from error
        return answer
