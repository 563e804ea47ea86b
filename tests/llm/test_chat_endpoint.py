"""The server of the tests itself: what it is told to do is what comes over the wire."""

import http.client
import json
from typing import Any

import pytest

from chat_endpoint import HOST, ChatEndpoint, cuts_mid_body, says, too_many

pytestmark = pytest.mark.allow_hosts([HOST])


def ask(endpoint: ChatEndpoint) -> tuple[int, dict[str, str], Any]:
    connection = http.client.HTTPConnection(endpoint.url.split("/")[2], timeout=5)
    body = {"messages": [{"role": "system", "content": "Read."}, {"role": "user", "content": "Net 45 days."}]}
    try:
        connection.request("POST", "/v1/chat/completions", json.dumps(body), {"Authorization": "Bearer key"})
        response = connection.getresponse()
        return response.status, dict(response.headers), json.loads(response.read())
    finally:
        connection.close()


def test_replies_come_in_the_order_of_the_script() -> None:
    with ChatEndpoint([too_many(retry_after=2), says({"days": 45}, input_tokens=11)]) as endpoint:
        status, headers, _ = ask(endpoint)
        assert (status, headers["Retry-After"]) == (429, "2")
        status, _, body = ask(endpoint)
    assert status == 200
    assert json.loads(body["choices"][0]["message"]["content"]) == {"days": 45}
    assert body["usage"]["prompt_tokens"] == 11


def test_it_keeps_what_it_was_asked() -> None:
    with ChatEndpoint([says("{}")]) as endpoint:
        ask(endpoint)
    (call,) = endpoint.calls
    assert (call.path, call.instructions, call.text) == ("/v1/chat/completions", "Read.", "Net 45 days.")
    assert call.headers["authorization"] == "Bearer key"


def test_a_cut_connection_gives_half_of_the_body() -> None:
    with (
        ChatEndpoint([cuts_mid_body()]) as endpoint,
        pytest.raises((http.client.IncompleteRead, ConnectionError, json.JSONDecodeError)),
    ):
        ask(endpoint)


def test_a_request_beyond_the_script_fails_the_test() -> None:
    def ask_twice() -> None:
        with ChatEndpoint([says("{}")]) as endpoint:
            ask(endpoint)
            ask(endpoint)

    with pytest.raises(AssertionError, match="1 requests more"):
        ask_twice()


def test_a_function_may_choose_the_reply_by_what_is_asked() -> None:
    with ChatEndpoint(lambda call: says({"read": call.text})) as endpoint:
        _, _, body = ask(endpoint)
    assert json.loads(body["choices"][0]["message"]["content"]) == {"read": "Net 45 days."}
