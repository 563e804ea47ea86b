"""Recordings answer the questions that were recorded, and nothing else; what was recorded can be read."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from model_builders import NET_45, Payment, question
from sowcheck.core.readings import Usage
from sowcheck.errors import InvalidAnswer, ModelRefused, NotRecorded, UnreadableInput, UsageError
from sowcheck.llm.record import RecordingModel
from sowcheck.llm.replay import ReplayModel
from sowcheck.llm.scripted import ScriptedModel

USAGE = Usage(calls=1, input_tokens=100, output_tokens=20, cost=Decimal("0.0003"))


def record(folder: Path, *, name: str = "gpt-5.1", text: str = "Net 45.") -> Path:
    before = set(folder.rglob("*.json"))
    RecordingModel(ScriptedModel([NET_45], name=name, usage=USAGE), folder).ask(question(text))
    (path,) = set(folder.rglob("*.json")) - before
    return path


def test_what_was_recorded_is_answered_again_and_costs_nothing(tmp_path: Path) -> None:
    record(tmp_path)
    model = ReplayModel(tmp_path)
    answer = model.ask(question("Net 45."))
    assert model.name == "gpt-5.1"
    assert answer.value == Payment(**NET_45)
    assert answer.from_cache
    assert answer.usage == Usage()


def test_a_recording_can_be_reviewed(tmp_path: Path) -> None:
    path = record(tmp_path, name="own/llama:8b")
    assert path.relative_to(tmp_path).parts[:2] == ("own-llama-8b", "payment.v1")
    text = path.read_text(encoding="utf-8")
    assert text.endswith("}\n")
    kept = json.loads(text)
    assert kept["model"] == "own/llama:8b"
    assert kept["text_begins"] == "Net 45."
    assert kept["usage"]["cost"] == "0.0003"
    assert kept["answer"] == {**NET_45, "remark": None}
    assert text == json.dumps(kept, indent=2) + "\n"


def test_recording_again_replaces_the_file(tmp_path: Path) -> None:
    path = record(tmp_path)
    path.unlink()
    assert record(tmp_path) == path


class Wider(BaseModel):
    """Another shape."""

    days: int


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"instructions": "State the days."}, "differs in the prompt$"),
        ({"answer": Wider}, "differs in the schema$"),
        ({"text": "Net 30."}, "differs in the text$"),
        ({"instructions": "State the days.", "answer": Wider}, "differs in the prompt and the schema$"),
        ({"instructions": "x", "answer": Wider, "text": "y"}, "differs in the prompt, the schema and the text$"),
        ({"prompt": "dates.v1", "instructions": "x", "text": "y"}, "nothing was recorded for this prompt$"),
    ],
)
def test_another_question_fails_loudly_and_says_what_is_new(change: dict[str, Any], named: str, tmp_path: Path) -> None:
    path = record(tmp_path)
    with pytest.raises(NotRecorded) as caught:
        ReplayModel(tmp_path).ask(question(**({"text": "Net 45."} | change)))
    import re

    assert re.search(named, caught.value.message)
    assert "gpt-5.1" in caught.value.message
    assert "nothing was recorded" in caught.value.message or str(path) in caught.value.message
    assert "make record" in caught.value.hint


def test_another_model_was_not_recorded(tmp_path: Path) -> None:
    record(tmp_path)
    with pytest.raises(NotRecorded, match=r"of gpt-4o to payment\.v1: the nearest, .*, differs in the model"):
        ReplayModel(tmp_path, model="gpt-4o").ask(question("Net 45."))


def test_recordings_of_two_models_need_a_name(tmp_path: Path) -> None:
    record(tmp_path, name="a")
    record(tmp_path, name="b")
    with pytest.raises(UsageError, match="recordings of a, b"):
        ReplayModel(tmp_path)
    assert ReplayModel(tmp_path, model="b").ask(question("Net 45.")).value.days == 45


def test_a_folder_without_recordings_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no recordings"):
        ReplayModel(tmp_path)
    with pytest.raises(UnreadableInput, match="no such folder"):
        ReplayModel(tmp_path / "none")


def test_a_file_that_is_no_recording_is_named(tmp_path: Path) -> None:
    (tmp_path / "stray.json").write_text("{}", encoding="utf-8")
    with pytest.raises(UnreadableInput, match=r"stray\.json: no recorded answer"):
        ReplayModel(tmp_path)


def test_a_recording_edited_into_another_shape_is_no_answer(tmp_path: Path) -> None:
    path = record(tmp_path)
    path.write_text(path.read_text(encoding="utf-8").replace('"days": 45', '"days": -45'), encoding="utf-8")
    with pytest.raises(InvalidAnswer, match="another shape"):
        ReplayModel(tmp_path).ask(question("Net 45."))


def test_what_failed_is_not_recorded(tmp_path: Path) -> None:
    model = RecordingModel(ScriptedModel([ModelRefused("no", hint="ask another")]), tmp_path)
    with pytest.raises(ModelRefused):
        model.ask(question())
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_to_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(UsageError, match="cannot be written to"):
        RecordingModel(ScriptedModel([NET_45]), tmp_path / "file" / "x").ask(question())
