"""The same questions through a live endpoint. Off unless SOWCHECK_LIVE_BASE_URL names one; docs/language-models.md says
how to start one. Whatever the model knows, the wire has to hold; what it knows counts with SOWCHECK_LIVE_QUALITY=1.
"""

import os
from pathlib import Path
from typing import Literal

import pytest
from pydantic import BaseModel

from model_builders import in_threads, question
from sowcheck.errors import AnswerCutOff, ModelUnavailable
from sowcheck.llm.base import ChatModel, ChatRequest
from sowcheck.llm.connect import connect
from sowcheck.llm.settings import ModelSettings

URL = os.environ.get("SOWCHECK_LIVE_BASE_URL", "")
QUALITY = bool(os.environ.get("SOWCHECK_LIVE_QUALITY"))

pytestmark = [pytest.mark.enable_socket, pytest.mark.skipif(not URL, reason="SOWCHECK_LIVE_BASE_URL names no endpoint")]
needs_quality = pytest.mark.skipif(not QUALITY, reason="SOWCHECK_LIVE_QUALITY is not set")


class Terms(BaseModel):
    """A closed question: a server that enforces the schema gets an answer of the shape out of any model."""

    days: Literal["30", "45", "60"]
    counted_from: Literal["receipt of the invoice", "date of the invoice"]


TEXT = "The Client pays each correct invoice within forty-five (45) days of its receipt."


def live(**values: object) -> ChatModel:
    key = os.environ.get("SOWCHECK_LIVE_API_KEY")
    named = {"model": os.environ.get("SOWCHECK_LIVE_MODEL", "local"), "base_url": URL, "api_key": key, "cache": None}
    return connect(ModelSettings.model_validate(named | values))


def terms(text: str = TEXT, *, limit: int = 200) -> ChatRequest[Terms]:
    return ChatRequest("terms.v1", "State the terms of payment as JSON.", text, Terms, limit)


def test_a_closed_question_is_answered_in_its_shape_and_counted() -> None:
    answer = live().ask(terms())
    assert type(answer.value) is Terms
    assert answer.usage.calls >= 1
    assert answer.usage.input_tokens > len(TEXT.split())
    assert answer.usage.output_tokens > 0


def test_an_answer_without_room_is_cut_off_and_counted() -> None:
    with pytest.raises(AnswerCutOff) as caught:
        live(retries=0).ask(terms(limit=4))
    assert caught.value.usage is not None
    assert 0 < caught.value.usage.output_tokens <= 5


def test_questions_at_once_are_all_answered() -> None:
    model = live(concurrency=4)
    answers = in_threads(8, lambda number: model.ask(terms(f"{TEXT} Order {number}.")))
    assert [type(answer.value) for answer in answers] == [Terms] * 8


def test_the_second_time_asks_nobody(tmp_path: Path) -> None:
    first = live(cache=tmp_path).ask(terms())
    second = live(cache=tmp_path).ask(terms())
    assert second.from_cache
    assert second.value == first.value


def test_what_was_recorded_live_is_replayed(tmp_path: Path) -> None:
    recorded = live(record=tmp_path).ask(terms())
    assert live(replay=tmp_path).ask(terms()).value == recorded.value


def test_an_address_beside_the_protocol_is_told() -> None:
    with pytest.raises(ModelUnavailable):
        live(base_url=f"{URL}/not-there", retries=0).ask(terms())


@needs_quality
def test_the_model_reads() -> None:
    answer = live().ask(question(TEXT))
    assert answer.value.days == 45
    assert "forty-five (45) days" in answer.value.quote
