"""What comes out for everything an endpoint may do, how many requests were sent for it, and what they used.

The server is real, the connection is real; only the pauses between two requests are skipped.
"""

import json
import time
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest

from chat_endpoint import (
    HOST,
    Call,
    ChatEndpoint,
    Reply,
    cut_off,
    cuts_mid_body,
    drips,
    fails,
    filtered,
    hangs,
    no_choices,
    raw,
    refuses,
    says,
    too_many,
)
from model_builders import KEY, NET_45, Payment, SkippingClock, in_threads, live_model, question
from sowcheck.core.readings import Usage
from sowcheck.errors import AnswerCutOff, InvalidAnswer, ModelError, ModelRefused, ModelUnavailable
from sowcheck.llm.settings import AnswerFormat

pytestmark = pytest.mark.allow_hosts([HOST])

GOOD = says(NET_45, input_tokens=100, output_tokens=20)
ONE_ANSWER = Usage(calls=1, input_tokens=100, output_tokens=20, cost=Decimal("0.0003"))


def used(calls: int, answers: int = 1) -> Usage:
    """What so many requests use, if so many of them are answers of the usual size."""
    return Usage(calls=calls, input_tokens=100 * answers, output_tokens=20 * answers, cost=Decimal("0.0003") * answers)


def error_of(replies: list[Reply], **values: Any) -> tuple[ModelError, list[Call]]:
    """How a question ends, and what was sent for it."""
    with ChatEndpoint(replies) as endpoint, pytest.raises(ModelError) as caught:
        live_model(endpoint.url, **values).ask(question())
    return caught.value, endpoint.calls


def test_a_right_answer_comes_with_what_it_used() -> None:
    with ChatEndpoint([says(NET_45, input_tokens=100, output_tokens=20, cached=60)]) as endpoint:
        answer = live_model(endpoint.url).ask(question())
    assert answer.value == Payment(days=45, quote="within forty-five (45) days")
    assert type(answer.value) is Payment
    assert not answer.from_cache
    assert answer.usage == Usage(
        calls=1, input_tokens=100, cached_input_tokens=60, output_tokens=20, cost=Decimal("0.000246")
    )


def test_the_question_goes_over_the_wire_as_instructions_and_words_to_read() -> None:
    with ChatEndpoint([GOOD]) as endpoint:
        live_model(endpoint.url).ask(question("Net 45."))
    (call,) = endpoint.calls
    assert call.path == "/v1/chat/completions"
    assert call.headers["authorization"] == f"Bearer {KEY}"
    assert call.instructions == "State the days to pay, with the words that say so."
    assert call.text == "Net 45."
    assert (call.body["model"], call.body["temperature"], call.body["max_tokens"]) == ("wire-model", 0.0, 500)
    assert "tools" not in call.body
    schema = call.body["response_format"]["json_schema"]
    assert schema["strict"]
    assert schema["schema"]["required"] == ["days", "quote", "remark"]


def test_the_questions_of_every_topic_fit_the_schema_that_endpoints_enforce() -> None:
    from sowcheck.extract.prompted.questions import form
    from sowcheck.extract.prompted.topics import TOPICS

    def faults(node: Any, place: str = "") -> list[str]:
        if isinstance(node, list):
            return [fault for number, part in enumerate(node) for fault in faults(part, f"{place}[{number}]")]
        if not isinstance(node, dict):
            return []
        properties = node.get("properties", {})
        whole = sorted(node.get("required", [])) == sorted(properties) and node.get("additionalProperties") is False
        own = [place] if (node.get("type") == "object" and not whole) or ("enum" in node and "type" not in node) else []
        return own + [fault for name, part in node.items() for fault in faults(part, f"{place}.{name}")]

    with ChatEndpoint([says({"facts": []})] * len(TOPICS)) as endpoint:
        model = live_model(endpoint.url)
        for name in TOPICS:
            asked = form(name)
            model.ask(question(instructions=asked.instructions, answer=asked.answer))
    for call in endpoint.calls:
        assert faults(call.body["response_format"]["json_schema"]["schema"]) == []


def test_half_a_character_in_a_document_stops_no_question() -> None:
    with ChatEndpoint([GOOD]) as endpoint:
        live_model(endpoint.url).ask(question("Net 45 \ud83d days"))
    assert endpoint.calls[0].text == "Net 45 ? days"


def test_further_options_are_sent_along() -> None:
    with ChatEndpoint([GOOD]) as endpoint:
        live_model(endpoint.url, options={"reasoning_effort": "low", "seed": 7}, temperature=None).ask(question())
    (call,) = endpoint.calls
    assert (call.body["reasoning_effort"], call.body["seed"]) == ("low", 7)
    assert "temperature" not in call.body


def test_too_many_requests_are_sent_again_after_the_time_asked_for() -> None:
    clock = SkippingClock()
    with ChatEndpoint([too_many(retry_after=7), GOOD]) as endpoint:
        answer = live_model(endpoint.url, clock=clock).ask(question())
    assert answer.usage == used(calls=2)
    assert 7 <= max(clock.naps) < 8


def test_a_date_after_which_to_come_again_is_understood() -> None:
    clock = SkippingClock()
    when = time.strftime("%a, %d %b %Y %H:%M:%S GMT", time.gmtime(time.time() + 20))
    with ChatEndpoint([too_many(retry_after=when), GOOD]) as endpoint:
        live_model(endpoint.url, clock=clock).ask(question())
    assert 17 <= max(clock.naps) < 22


def test_an_endpoint_that_asks_to_be_left_alone_for_long_is_down() -> None:
    error, calls = error_of([too_many(retry_after=3600)])
    assert isinstance(error, ModelUnavailable)
    assert "too many requests; it asks to be left alone for 3600 s (1 attempt)" in error.message
    assert len(calls) == 1
    assert error.usage == used(calls=1, answers=0)


def test_too_many_requests_end_after_the_retries() -> None:
    error, calls = error_of([too_many()] * 3, retries=2)
    assert isinstance(error, ModelUnavailable)
    assert "too many requests (3 attempts)" in error.message
    assert len(calls) == 3


def test_an_exhausted_account_is_not_asked_again() -> None:
    error, calls = error_of([fails(429, "You exceeded your current quota", code="insufficient_quota")])
    assert isinstance(error, ModelUnavailable)
    assert "no quota left" in error.message
    assert len(calls) == 1


def test_one_question_told_to_wait_keeps_the_others_waiting_too() -> None:
    clock = SkippingClock()
    with ChatEndpoint([too_many(retry_after=30), GOOD, GOOD]) as endpoint:
        model = live_model(endpoint.url, clock=clock)
        model.ask(question())
        before = clock.now()
        model.ask(question())
    assert sum(clock.naps) >= 30
    assert clock.now() - before < 5


def test_failures_of_the_server_are_sent_again_with_growing_pauses() -> None:
    clock = SkippingClock()
    with ChatEndpoint([fails(500), fails(502), fails(503), GOOD]) as endpoint:
        answer = live_model(endpoint.url, clock=clock).ask(question())
    assert answer.usage == used(calls=4)
    assert len(clock.naps) == 3
    assert all(earlier < later for earlier, later in pairwise(clock.naps))


def test_a_server_that_stays_down_ends_the_question_with_the_number_of_attempts() -> None:
    error, calls = error_of([fails(503, "no workers")] * 5)
    assert isinstance(error, ModelUnavailable)
    assert "wire-model at 127.0.0.1:" in error.message
    assert "status 503: no workers (5 attempts)" in error.message
    assert error.hint
    assert len(calls) == 5
    assert error.usage == used(calls=5, answers=0)


def test_a_server_that_says_nothing_is_left_in_time_and_asked_again() -> None:
    started = time.monotonic()
    with ChatEndpoint([hangs(), GOOD]) as endpoint:
        answer = live_model(endpoint.url, timeout=1).ask(question())
    assert answer.usage == used(calls=2)
    assert time.monotonic() - started < 15


def test_a_server_that_never_answers_is_reported_with_the_time_it_had() -> None:
    error, calls = error_of([hangs(), hangs()], timeout=1, retries=1)
    assert isinstance(error, ModelUnavailable)
    assert "no answer within 1 s (2 attempts)" in error.message
    assert len(calls) == 2


def test_an_answer_that_comes_a_byte_at_a_time_is_late_as_a_whole() -> None:
    started = time.monotonic()
    error, _ = error_of([drips(NET_45)], timeout=0.5, retries=0)
    assert isinstance(error, ModelUnavailable)
    assert "no answer within 0.5 s" in error.message
    assert time.monotonic() - started < 15


def test_a_question_ends_when_its_time_in_all_is_over() -> None:
    clock = SkippingClock()
    error, calls = error_of([too_many(retry_after=50)] * 2, total_timeout=80, clock=clock, retries=10)
    assert isinstance(error, ModelUnavailable)
    assert len(calls) == 2
    assert clock.now() - time.monotonic() < 80


def test_a_connection_that_is_cut_in_the_middle_of_the_answer_is_tried_again() -> None:
    with ChatEndpoint([cuts_mid_body(), GOOD]) as endpoint:
        answer = live_model(endpoint.url).ask(question())
    assert answer.usage == used(calls=2)


def test_a_connection_that_is_always_cut_is_reported() -> None:
    error, calls = error_of([cuts_mid_body()] * 2, retries=1)
    assert isinstance(error, ModelUnavailable)
    assert "the connection was cut (2 attempts)" in error.message
    assert len(calls) == 2


def test_an_address_where_nobody_listens_is_reported() -> None:
    with ChatEndpoint([]) as endpoint:
        url = endpoint.url
    with pytest.raises(ModelUnavailable, match=r"no connection \(2 attempts\)"):
        live_model(url, retries=1).ask(question())


def test_a_body_that_is_no_json_is_asked_for_again() -> None:
    with ChatEndpoint([raw(b'{"choices": [oops'), GOOD]) as endpoint:
        answer = live_model(endpoint.url).ask(question())
    assert answer.usage == used(calls=2)


def test_a_page_of_a_website_is_no_endpoint_and_says_what_to_check() -> None:
    error, calls = error_of([raw(b"<html>Sign in</html>", content_type="text/html")])
    assert isinstance(error, ModelUnavailable)
    assert "does not speak the protocol" in error.message
    assert "SOWCHECK_LLM_BASE_URL" in error.hint
    assert len(calls) == 1


def test_an_answer_without_choices_is_asked_for_again() -> None:
    with ChatEndpoint([no_choices(), GOOD]) as endpoint:
        answer = live_model(endpoint.url).ask(question())
    assert answer.usage == used(calls=2) + Usage(input_tokens=100, cost=Decimal("0.0001"))


def test_an_error_that_comes_as_a_success_is_no_answer() -> None:
    error, calls = error_of([raw(b'{"error": {"message": "upstream failed"}}')] * 2, retries=1)
    assert isinstance(error, ModelUnavailable)
    assert "holds nothing (2 attempts)" in error.message
    assert len(calls) == 2


def test_an_answer_of_another_shape_is_corrected_and_both_tries_are_counted() -> None:
    with ChatEndpoint([says({"days": "soon", "quote": "x"}), GOOD]) as endpoint:
        answer = live_model(endpoint.url).ask(question())
    assert answer.value.days == 45
    assert answer.usage == used(calls=2, answers=2)
    first, second = endpoint.calls
    assert len(first.messages) == 2
    assert second.messages[2]["content"] == '{"days": "soon", "quote": "x"}'
    assert "days" in second.messages[3]["content"]
    assert "valid integer" in second.messages[3]["content"]


def test_words_instead_of_json_are_corrected() -> None:
    with ChatEndpoint([says("The invoice is due in 45 days."), GOOD]) as endpoint:
        answer = live_model(endpoint.url).ask(question())
    assert answer.value.days == 45
    assert answer.usage == used(calls=2, answers=2)


def test_an_answer_that_keeps_its_other_shape_is_invalid_and_everything_is_counted() -> None:
    error, calls = error_of([says({"days": -1, "quote": "secret words"})] * 3)
    assert isinstance(error, InvalidAnswer)
    assert "days: Input should be greater than or equal to 0 (3 attempts)" in error.message
    assert "secret words" not in str(error)
    assert error.answer == '{"days": -1, "quote": "secret words"}'
    assert len(calls) == 3
    assert error.usage == used(calls=3, answers=3)


def test_failures_and_corrections_do_not_multiply() -> None:
    wrong = says({"days": -1, "quote": "x"})
    error, calls = error_of([fails(500), wrong, fails(500), fails(500)], retries=2, repairs=2)
    assert isinstance(error, ModelUnavailable)
    assert len(calls) == 4
    assert error.usage == used(calls=4, answers=1)


def test_an_answer_that_was_cut_off_is_told_at_once() -> None:
    error, calls = error_of([cut_off(NET_45, output_tokens=500)])
    assert isinstance(error, AnswerCutOff)
    assert "cut off after 500 tokens (1 attempt)" in error.message
    assert error.answer == json.dumps(NET_45)[:-2]
    assert len(calls) == 1
    assert error.usage == Usage(calls=1, input_tokens=100, output_tokens=500, cost=Decimal("0.0051"))


def test_an_answer_that_fills_its_limit_and_does_not_end_was_cut_off_whatever_the_server_calls_it() -> None:
    error, _ = error_of([says('{"days": 45, "quo', output_tokens=500, finish="stop")])
    assert isinstance(error, AnswerCutOff)


def test_a_question_too_long_for_the_model_is_told_as_such() -> None:
    reply = fails(400, "This model's maximum context length is 8192 tokens.", code="context_length_exceeded")
    error, calls = error_of([reply])
    assert isinstance(error, AnswerCutOff)
    assert "too long for the model" in error.message
    assert len(calls) == 1


def test_a_limit_that_is_too_large_is_no_reason_to_ask_in_another_way() -> None:
    error, calls = error_of([fails(400, "max_tokens is too large: 500. This model supports at most 256.")])
    assert isinstance(error, ModelUnavailable)
    assert len(calls) == 1


@pytest.mark.parametrize("reply", [refuses("I cannot help with that."), filtered()])
def test_a_refusal_is_not_argued_with(reply: Reply) -> None:
    error, calls = error_of([reply])
    assert isinstance(error, ModelRefused)
    assert "declined" in error.message
    assert len(calls) == 1
    assert error.usage is not None
    assert error.usage.input_tokens == 100


def test_a_question_that_a_filter_turns_away_is_refused() -> None:
    error, _ = error_of([fails(400, "The prompt triggered the filter.", code="content_filter")])
    assert isinstance(error, ModelRefused)


@pytest.mark.parametrize("status", [401, 403])
def test_a_key_that_is_refused_is_not_sent_again_and_not_shown(status: int) -> None:
    error, calls = error_of([fails(status, f"Incorrect API key provided: {KEY}")])
    assert isinstance(error, ModelUnavailable)
    assert f"the key was refused (status {status})" in error.message
    assert KEY not in str(error)
    assert len(calls) == 1


def test_a_model_that_does_not_exist_is_named_in_the_words_of_the_endpoint() -> None:
    error, calls = error_of([fails(404, "The model wire-model does not exist")])
    assert isinstance(error, ModelUnavailable)
    assert "The model wire-model does not exist" in error.message
    assert "SOWCHECK_LLM_MODEL" in error.hint
    assert len(calls) == 1


def test_an_endpoint_that_points_elsewhere_is_not_followed() -> None:
    with ChatEndpoint([]) as other:
        error, _ = error_of([fails(307, headers={"Location": other.url})])
        assert other.calls == []
    assert isinstance(error, ModelUnavailable)
    assert "points elsewhere" in error.message


def test_an_endpoint_that_knows_no_schema_is_asked_in_looser_ways_and_the_way_is_remembered() -> None:
    def reply(call: Call) -> Reply:
        if "json_schema" in str(call.body.get("response_format")):
            return fails(400, "response_format type json_schema is not supported", param="response_format")
        return GOOD

    with ChatEndpoint(reply) as endpoint:
        model = live_model(endpoint.url)
        first, second = model.ask(question()), model.ask(question())
    assert first.usage == used(calls=3)
    assert second.usage == used(calls=1)
    last = endpoint.calls[-1]
    assert last.body["response_format"] == {"type": "json_object"}
    assert '"days"' in last.instructions


def test_an_endpoint_that_knows_no_formats_is_asked_in_words() -> None:
    def reply(call: Call) -> Reply:
        if "response_format" in call.body:
            return fails(422, "extra field response_format")
        return says(f"<think>Which days {{ }}?</think>Here it is:\n```json\n{json.dumps(NET_45)}\n```")

    with ChatEndpoint(reply) as endpoint:
        answer = live_model(endpoint.url).ask(question())
    assert answer.value.days == 45
    assert answer.usage == used(calls=4)


def test_a_format_that_was_chosen_is_kept() -> None:
    with ChatEndpoint([GOOD]) as endpoint:
        live_model(endpoint.url, answer_format=AnswerFormat.JSON).ask(question())
    assert endpoint.calls[0].body["response_format"] == {"type": "json_object"}
    error, calls = error_of([fails(400, "response_format is not supported")], answer_format=AnswerFormat.SCHEMA)
    assert isinstance(error, ModelUnavailable)
    assert "response_format is not supported" in error.message
    assert len(calls) == 1


def test_a_model_that_wants_another_limit_and_no_temperature_gets_them() -> None:
    def reply(call: Call) -> Reply:
        if "max_tokens" in call.body:
            return fails(400, "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead.")
        if "temperature" in call.body:
            return fails(400, "Unsupported value", param="temperature")
        return GOOD

    with ChatEndpoint(reply) as endpoint:
        answer = live_model(endpoint.url).ask(question())
    assert answer.usage == used(calls=3)
    assert endpoint.calls[-1].body["max_completion_tokens"] == 500


def test_an_endpoint_that_refuses_every_way_is_left_after_each_was_tried_once() -> None:
    with ChatEndpoint(lambda _: fails(400, "bad schema, bad temperature, bad max_tokens")) as endpoint:
        with pytest.raises(ModelUnavailable, match="refused with status 400"):
            live_model(endpoint.url).ask(question())
        assert len(endpoint.calls) == 6


def test_questions_at_once_learn_the_way_together() -> None:
    def reply(call: Call) -> Reply:
        if "json_schema" in str(call.body.get("response_format")):
            return fails(400, "no json_schema here")
        return GOOD

    with ChatEndpoint(reply) as endpoint:
        model = live_model(endpoint.url)
        answers = in_threads(6, lambda _: model.ask(question()))
    assert [answer.value.days for answer in answers] == [45] * 6


def test_an_endpoint_that_does_not_say_what_it_used_leaves_the_cost_unknown() -> None:
    with ChatEndpoint([says(NET_45, usage=False)]) as endpoint:
        answer = live_model(endpoint.url).ask(question())
    assert answer.usage == Usage(calls=1, cost=None)


def test_a_model_without_a_price_costs_nobody_knows_what() -> None:
    with ChatEndpoint([GOOD]) as endpoint:
        answer = live_model(endpoint.url, price=None).ask(question())
    assert answer.usage == Usage(calls=1, input_tokens=100, output_tokens=20, cost=None)


def test_no_more_requests_are_under_way_than_allowed() -> None:
    import threading

    lock, at_once, most = threading.Lock(), 0, 0

    def reply(_: Call) -> Reply:
        def count(exchange: Any) -> None:
            nonlocal at_once, most
            with lock:
                at_once += 1
                most = max(most, at_once)
            exchange.wait(0.05)
            with lock:
                at_once -= 1
            GOOD(exchange)

        return count

    with ChatEndpoint(reply) as endpoint:
        model = live_model(endpoint.url, concurrency=3)
        in_threads(9, lambda _: model.ask(question()))
    assert most <= 3
    assert len(endpoint.calls) == 9
