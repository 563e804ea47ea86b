"""Whatever comes over the wire, an answer comes out or an error that says what was used."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chat_endpoint import HOST, ChatEndpoint, raw, says
from model_builders import NET_45, Payment, live_model, question
from sowcheck.core.readings import Usage
from sowcheck.errors import ModelError, ModelUnavailable
from sowcheck.llm.base import ChatModel

pytestmark = pytest.mark.allow_hosts([HOST])

LEAVES = st.one_of(st.none(), st.booleans(), st.integers(-5, 10**12), st.floats(allow_nan=False), st.text(max_size=8))
ANYTHING = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=6,
)


@st.composite
def completions(draw: st.DrawFn) -> Any:
    """A completion in which anything may stand for any of its parts."""

    def part(usual: Any) -> Any:
        return draw(st.one_of(st.just(usual), st.just(usual), ANYTHING))

    message = part({"role": part("assistant"), "content": part(json.dumps(NET_45)), "refusal": part(None)})
    choice = part({"index": 0, "finish_reason": part("stop"), "message": message})
    details = part({"cached_tokens": part(0)})
    usage = part({"prompt_tokens": part(100), "completion_tokens": part(20), "prompt_tokens_details": details})
    return part({"id": part("x"), "object": part("chat.completion"), "choices": part([choice]), "usage": usage})


def outcome(body: bytes, content_type: str = "application/json") -> None:
    with ChatEndpoint(lambda _: raw(body, content_type=content_type)) as endpoint:
        model = live_model(endpoint.url, retries=1, repairs=1, timeout=5)
        usage = usage_of(model)
    assert usage is not None
    assert usage.calls == len(endpoint.calls)
    assert usage.input_tokens >= usage.cached_input_tokens >= 0
    assert usage.output_tokens >= 0
    assert usage.cost is None or usage.cost >= 0


def usage_of(model: ChatModel) -> Usage | None:
    """What a question used, whether it was answered or not."""
    try:
        answer = model.ask(question())
    except ModelError as error:
        return error.usage
    assert isinstance(answer.value, Payment)
    return answer.usage


@settings(max_examples=60, deadline=None)
@given(completions())
def test_anything_may_stand_in_a_completion(completion: Any) -> None:
    outcome(json.dumps(completion).encode())


@settings(max_examples=20, deadline=None)
@given(st.binary(max_size=60), st.sampled_from(["application/json", "text/plain", "application/octet-stream", ""]))
def test_any_bytes_may_come(body: bytes, content_type: str) -> None:
    outcome(body, content_type)


@pytest.mark.parametrize(
    "body",
    [
        b"[" * 100_000,
        b'{"choices": ' + b"[" * 100_000,
        b'{"choices": [{"message": {"content": "\\ud800"}}]}',
        b'\xff\xfe{"choices": []}',
        b'{"choices": [{"message": {"content": null, "role": [Infinity]}}]}',
        json.dumps({"choices": [{"message": {"content": "[" * 100_000}}]}).encode(),
        json.dumps({"choices": [{"message": {"content": '{"days": ' * 50_000}}]}).encode(),
        json.dumps({"choices": [{"message": {"content": '{"days": ' + "9" * 5_000 + ', "quote": "x"}'}}]}).encode(),
    ],
    ids=[
        "nested",
        "nested choices",
        "half a character",
        "not UTF-8",
        "endless role",
        "nested answer",
        "nested objects",
        "huge number",
    ],
)
def test_what_breaks_parsers_breaks_nothing(body: bytes) -> None:
    outcome(body)


def test_an_answer_of_endless_size_is_not_read_to_its_end() -> None:
    with (
        ChatEndpoint(lambda _: says({"days": 45, "quote": "x" * (17 * 1024 * 1024)})) as endpoint,
        pytest.raises(ModelUnavailable),
    ):
        live_model(endpoint.url, retries=0, timeout=30).ask(question())
