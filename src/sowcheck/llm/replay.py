"""A model that answers from recordings alone: no network, no key, the same words each time."""

import json
from pathlib import Path

from pydantic import ValidationError

from sowcheck.core.readings import Usage
from sowcheck.errors import InvalidAnswer, NotRecorded, UsageError
from sowcheck.llm.base import Answer, ChatAnswer, ChatRequest
from sowcheck.llm.recordings import Recording, read_recordings

_PARTS = ("the model", "the prompt", "the schema", "the text")


class ReplayModel:
    """Answers a question if it was recorded with the same model, prompt, schema and text; else it fails loudly."""

    def __init__(self, folder: Path, *, model: str = "") -> None:
        """Reads the folder; without a model, that of the recordings.

        Raises:
            UnreadableInput: the folder does not hold recordings.
            UsageError: no model is named and the recordings are of several.
        """
        self._recordings = read_recordings(folder)
        self._folder = folder
        self._by_question = {recording.question: recording for recording in self._recordings.values()}
        self._name = model or self._only_model()

    @property
    def name(self) -> str:
        """The model that was recorded."""
        return self._name

    def ask(self, request: ChatRequest[Answer]) -> ChatAnswer[Answer]:
        """The recorded answer.

        Raises:
            NotRecorded: none was recorded for this question.
            InvalidAnswer: the recorded answer was edited into another shape.
        """
        question = (self._name, request.prompt_sha256, request.schema_sha256, request.text_sha256)
        recording = self._by_question.get(question)
        if recording is None:
            raise self._not_recorded(request.prompt, question)
        try:
            value = request.answer.model_validate_json(json.dumps(recording.answer))
        except ValidationError as error:
            raise InvalidAnswer(
                f"the recorded answer to {request.prompt} has another shape: {error.errors()[0]['msg']}",
                hint="Record it again with `make record`.",
            ) from None
        return ChatAnswer(value, Usage(), from_cache=True)

    def _only_model(self) -> str:
        models = sorted({recording.model for recording in self._recordings.values()})
        if len(models) == 1:
            return models[0]
        told = f"recordings of {', '.join(models)}" if models else "no recordings"
        raise UsageError(f"{self._folder} holds {told}", hint="Name one model: SOWCHECK_LLM_MODEL.")

    def _not_recorded(self, prompt: str, question: tuple[str, str, str, str]) -> NotRecorded:
        nearest = self._nearest(prompt, question)
        told = f"no recorded answer of {self._name} to {prompt}"
        hint = "Record it with SOWCHECK_LLM_RECORD=FOLDER (the fixtures with `make record`), or take the change of the question back."
        if nearest is None:
            return NotRecorded(f"{told}: nothing was recorded for this prompt", hint=hint)
        path, recording = nearest
        pairs = zip(_PARTS, question, recording.question, strict=True)
        differ = [part for part, asked, recorded in pairs if asked != recorded]
        return NotRecorded(f"{told}: the nearest, {path}, differs in {_listed(differ)}", hint=hint)

    def _nearest(self, prompt: str, question: tuple[str, str, str, str]) -> tuple[Path, Recording] | None:
        def likeness(recording: Recording) -> tuple[int, bool]:
            same = sum(asked == recorded for asked, recorded in zip(question, recording.question, strict=True))
            return same, recording.text_sha256 == question[3]

        candidates = [item for item in self._recordings.items() if item[1].prompt == prompt]
        candidates = candidates or [item for item in self._recordings.items() if item[1].text_sha256 == question[3]]
        return max(candidates, key=lambda item: likeness(item[1]), default=None)


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
