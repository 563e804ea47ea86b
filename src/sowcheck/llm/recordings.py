"""Recorded answers: one readable file for one question, named by its prompt and hashes."""

from pathlib import Path

from pydantic import JsonValue, ValidationError

from sowcheck.core.noun import Noun
from sowcheck.core.readings import Usage
from sowcheck.errors import UnreadableInput
from sowcheck.llm.base import Answer, ChatAnswer, ChatRequest
from sowcheck.llm.store import write_whole

_BEGINNING = 120


class Recording(Noun):
    """An answer of a model, what it was an answer to, and what it took to get it."""

    model: str
    prompt: str
    """Name and version, for people; the hash decides."""
    prompt_sha256: str
    schema_sha256: str
    text_sha256: str
    text_begins: str
    """The first words that were read, for people."""
    usage: Usage
    answer: JsonValue

    @property
    def question(self) -> tuple[str, str, str, str]:
        """What a question must equal for this to be its answer."""
        return self.model, self.prompt_sha256, self.schema_sha256, self.text_sha256


def recording_of(model: str, request: ChatRequest[Answer], answer: ChatAnswer[Answer]) -> Recording:
    """What is kept of an answer."""
    return Recording(
        model=model,
        prompt=request.prompt,
        prompt_sha256=request.prompt_sha256,
        schema_sha256=request.schema_sha256,
        text_sha256=request.text_sha256,
        text_begins=" ".join(request.text[: 4 * _BEGINNING].split())[:_BEGINNING],
        usage=answer.usage,
        answer=answer.value.model_dump(mode="json", by_alias=True),
    )


def write_recording(folder: Path, recording: Recording) -> Path:
    """Writes it as indented JSON; the same question replaces its file, another one never does.

    Raises:
        OSError: the folder cannot be written to.
    """
    model = "".join(letter if letter.isalnum() or letter in "-._" else "-" for letter in recording.model)
    name = f"{recording.text_sha256[:12]}-{recording.prompt_sha256[:6]}{recording.schema_sha256[:6]}.json"
    path = folder / model / recording.prompt / name
    write_whole(path, recording.model_dump_json(indent=2) + "\n")
    return path


def read_recordings(folder: Path) -> dict[Path, Recording]:
    """All recordings of a folder and its subfolders, in the order of their names.

    Raises:
        UnreadableInput: there is no such folder, or one of the files is no recording.
    """
    if not folder.is_dir():
        raise UnreadableInput(
            folder,
            "there is no such folder of recordings",
            hint="Record answers with SOWCHECK_LLM_RECORD=FOLDER, or name the folder that holds them.",
        )
    found: dict[Path, Recording] = {}
    for path in sorted(folder.rglob("*.json")):
        try:
            found[path] = Recording.model_validate_json(path.read_bytes())
        except (OSError, ValidationError) as error:
            raise UnreadableInput(
                path, f"no recorded answer: {' '.join(str(error).split())}", hint="Record it again with `make record`."
            ) from error
    return found
