"""An answer that was given costs nothing again; whatever changes answers makes it another question."""

import json
import logging
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from model_builders import NET_45, Payment, question, settings
from sowcheck.core.readings import Usage
from sowcheck.errors import ModelUnavailable
from sowcheck.llm.cache import CachedModel
from sowcheck.llm.scripted import ScriptedModel

OTHER = {"days": 30, "quote": "net thirty"}


def entries(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.json"))


def test_the_second_time_costs_nothing_and_asks_nobody(tmp_path: Path) -> None:
    inner = ScriptedModel([NET_45])
    model = CachedModel(inner, tmp_path)
    first, second = model.ask(question()), model.ask(question())
    assert not first.from_cache
    assert second.from_cache
    assert second.value == first.value == Payment(**NET_45)
    assert second.usage == Usage()
    assert len(inner.requests) == 1


def test_answers_outlive_the_run(tmp_path: Path) -> None:
    CachedModel(ScriptedModel([NET_45]), tmp_path).ask(question())
    assert CachedModel(ScriptedModel([]), tmp_path).ask(question()).from_cache


class Wider(BaseModel):
    """Another shape."""

    days: int
    quote: str


@pytest.mark.parametrize(
    "change",
    [
        {"text": "Net 30."},
        {"instructions": "State the days."},
        {"answer": Wider},
        {"max_output_tokens": 1_000},
    ],
    ids=lambda change: next(iter(change)),
)
def test_another_question_has_another_answer(change: dict[str, Any], tmp_path: Path) -> None:
    inner = ScriptedModel([NET_45, OTHER])
    model = CachedModel(inner, tmp_path)
    model.ask(question())
    assert not model.ask(question(**change)).from_cache
    assert len(entries(tmp_path)) == 2


def test_another_name_of_the_prompt_alone_is_the_same_question(tmp_path: Path) -> None:
    model = CachedModel(ScriptedModel([NET_45]), tmp_path)
    model.ask(question())
    assert model.ask(question(prompt="payment.v2")).from_cache


@pytest.mark.parametrize(
    "change",
    [
        {"model": "other"},
        {"base_url": "http://127.0.0.1:10/v1"},
        {"temperature": 0.7},
        {"temperature": None},
        {"options": {"reasoning_effort": "low"}},
        {"answer_format": "json"},
        {"api_version": "2024-10-21"},
    ],
    ids=str,
)
def test_settings_that_change_answers_are_part_of_the_question(change: dict[str, Any], tmp_path: Path) -> None:
    for values in ({}, change):
        made = settings(**values)
        inner = ScriptedModel([NET_45], name=made.model)
        assert not CachedModel(inner, tmp_path, depends_on=made.answers_depend_on).ask(question()).from_cache


@pytest.mark.parametrize(
    "change", [{"timeout": 5}, {"concurrency": 2}, {"api_key": "sk-other-key-000"}, {"max_tokens": 10}], ids=str
)
def test_settings_that_do_not_are_not(change: dict[str, Any]) -> None:
    assert settings(**change).answers_depend_on == settings().answers_depend_on


def test_an_entry_holds_the_answer_and_nothing_else_of_the_document(tmp_path: Path) -> None:
    CachedModel(ScriptedModel([NET_45]), tmp_path).ask(question("A sentence that nobody else may read. Net 45."))
    (path,) = entries(tmp_path)
    kept = json.loads(path.read_text(encoding="utf-8"))
    assert set(kept) == {"version", "model", "prompt", "key", "answer"}
    assert "nobody else" not in path.read_text(encoding="utf-8")
    assert path.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("fault", ["", "{", "[]", '{"version": 1}', None])
def test_a_broken_entry_is_named_and_replaced(
    fault: str | None, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    CachedModel(ScriptedModel([NET_45]), tmp_path).ask(question())
    (path,) = entries(tmp_path)
    whole = path.read_text(encoding="utf-8")
    path.write_text(whole.replace('"days"', '"weeks"') if fault is None else fault, encoding="utf-8")
    with caplog.at_level(logging.WARNING):
        again = CachedModel(ScriptedModel([NET_45]), tmp_path).ask(question())
    assert not again.from_cache
    assert str(path) in caplog.text
    assert path.read_text(encoding="utf-8") == whole


def test_an_entry_of_another_question_is_not_believed(tmp_path: Path) -> None:
    model = CachedModel(ScriptedModel([NET_45, OTHER, OTHER]), tmp_path)
    model.ask(question("Net 45."))
    (first,) = entries(tmp_path)
    model.ask(question("Net 30."))
    second = next(path for path in entries(tmp_path) if path != first)
    second.write_bytes(first.read_bytes())
    assert model.ask(question("Net 30.")).value.days == 30


def test_what_failed_is_not_kept(tmp_path: Path) -> None:
    model = CachedModel(ScriptedModel([ModelUnavailable("down", hint="wait"), NET_45]), tmp_path)
    with pytest.raises(ModelUnavailable):
        model.ask(question())
    assert entries(tmp_path) == []
    assert not model.ask(question()).from_cache


def test_a_folder_that_cannot_be_written_to_loses_no_answer(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    model = CachedModel(ScriptedModel([NET_45, OTHER]), tmp_path / "file" / "answers")
    assert model.ask(question()).value.days == 45
    assert model.ask(question("Net 30.")).value.days == 30
    assert caplog.text.count("answers are not kept") == 1


def test_nothing_unfinished_is_left_in_the_folder(tmp_path: Path) -> None:
    CachedModel(ScriptedModel([NET_45]), tmp_path).ask(question())
    assert [path.suffix for path in tmp_path.rglob("*") if path.is_file()] == [".json"]
