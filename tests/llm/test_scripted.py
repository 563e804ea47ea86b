"""The scripted model says its lines in turn, in the shape that was asked for, and remembers the questions."""

import json

import pytest

from model_builders import NET_45, Payment, in_threads, question
from sowcheck.core.readings import Usage
from sowcheck.errors import InvalidAnswer, ModelUnavailable
from sowcheck.llm.base import ChatRequest
from sowcheck.llm.scripted import ScriptedModel


def test_lines_are_objects_or_what_json_would_hold_or_json() -> None:
    model = ScriptedModel([Payment(**NET_45), NET_45, json.dumps(NET_45)])
    assert [model.ask(question()).value for _ in range(3)] == [Payment(**NET_45)] * 3
    assert [request.prompt for request in model.requests] == ["payment.v1"] * 3


def test_an_error_is_raised_in_its_turn() -> None:
    model = ScriptedModel([ModelUnavailable("down", hint="wait"), NET_45])
    with pytest.raises(ModelUnavailable):
        model.ask(question())
    assert model.ask(question()).usage == Usage(calls=1)


def test_a_line_of_another_shape_is_an_invalid_answer_with_its_usage() -> None:
    with pytest.raises(InvalidAnswer) as caught:
        ScriptedModel([{"weeks": 6}], usage=Usage(calls=3)).ask(question())
    assert caught.value.usage == Usage(calls=3)
    assert caught.value.answer == '{"weeks": 6}'


def test_a_function_chooses_by_the_question() -> None:
    def choose(request: ChatRequest[Payment]) -> Payment:
        return Payment(days=int(request.text), quote=request.text)

    model = ScriptedModel(choose)
    answers = in_threads(8, lambda number: model.ask(question(str(number))))
    assert [answer.value.days for answer in answers] == list(range(8))


def test_a_question_beyond_the_script_is_a_mistake_of_the_test() -> None:
    with pytest.raises(AssertionError, match=r"no line is left for question 1, payment\.v1"):
        ScriptedModel([]).ask(question())
