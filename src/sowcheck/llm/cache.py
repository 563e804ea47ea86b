"""Answers that were given before, on disk: the same question to the same model costs nothing again."""

import hashlib
import json
import logging
from pathlib import Path

from pydantic import ConfigDict, JsonValue, ValidationError

from sowcheck.core.noun import Noun
from sowcheck.core.readings import Usage
from sowcheck.llm.base import Answer, ChatAnswer, ChatModel, ChatRequest
from sowcheck.llm.store import write_whole

VERSION = 1
"""Of the entries, and of how a question is put to a model: another number forgets everything."""

_logger = logging.getLogger(__name__)


class _Entry(Noun):
    model_config = ConfigDict(extra="forbid", frozen=True)

    version: int
    model: str
    prompt: str
    key: str
    answer: JsonValue


class CachedModel:
    """A model whose answers are kept. An entry holds the answer, and of the question no more than its hash."""

    def __init__(self, inner: ChatModel, folder: Path, *, depends_on: str = "") -> None:
        """`depends_on` states what changes answers besides the question and the model, such as the temperature."""
        self._inner = inner
        self._folder = folder
        self._depends_on = depends_on
        self._writable = True

    @property
    def name(self) -> str:
        """The model's name."""
        return self._inner.name

    def ask(self, request: ChatRequest[Answer]) -> ChatAnswer[Answer]:
        """The answer that was given before, else the model's, which is kept.

        Raises:
            ModelError: there is no usable answer; that is not kept.
        """
        known = self.remembered(request)
        if known is not None:
            return known
        answer = self._inner.ask(request)
        key = self._key(request)
        self._keep(self._path(key), key, request, answer.value)
        return answer

    def remembered(self, request: ChatRequest[Answer]) -> ChatAnswer[Answer] | None:
        """The answer that was given before; None if there was none."""
        key = self._key(request)
        value = self._kept(self._path(key), key, request)
        return None if value is None else ChatAnswer(value, Usage(), from_cache=True)

    def _path(self, key: str) -> Path:
        return self._folder / key[:2] / f"{key}.json"

    def _key(self, request: ChatRequest[Answer]) -> str:
        parts = (str(VERSION), request.key(self.name), str(request.max_output_tokens), self._depends_on)
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()

    def _kept(self, path: Path, key: str, request: ChatRequest[Answer]) -> Answer | None:
        try:
            entry = _Entry.model_validate_json(path.read_bytes())
            if (entry.version, entry.key) != (VERSION, key):
                raise ValueError("it is the answer to another question")
            return request.answer.model_validate_json(json.dumps(entry.answer))
        except FileNotFoundError:
            return None
        except (OSError, ValueError) as error:
            reason = "it has another form" if isinstance(error, ValidationError) else error
            _logger.warning("the kept answer %s is not used: %s; the model is asked again", path, reason)
            return None

    def _keep(self, path: Path, key: str, request: ChatRequest[Answer], value: Answer) -> None:
        if not self._writable:
            return
        answer = value.model_dump(mode="json", by_alias=True)
        entry = _Entry(version=VERSION, model=self.name, prompt=request.prompt, key=key, answer=answer)
        try:
            write_whole(path, entry.model_dump_json(indent=1))
        except OSError as error:
            self._writable = False
            _logger.warning("answers are not kept: %s cannot be written to: %s", self._folder, error.strerror)
