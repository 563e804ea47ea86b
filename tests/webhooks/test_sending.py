"""One attempt over real HTTP: what counts as an answer, and what nobody is kept waiting by."""

import datetime as dt
import time

import pytest

from sowcheck.handoff.sending import HttpSender
from webhook_receiver import HOST, Answer, Receiver, answers, drips, hangs, resets

pytestmark = pytest.mark.allow_hosts([HOST])
NOW = dt.datetime(2026, 6, 1, 12, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def sender() -> HttpSender:
    return HttpSender(step=0.5, patience=1.0)


@pytest.mark.parametrize("status", [200, 202, 204, 301, 404, 410, 429, 500, 503])
def test_a_status_is_told_as_it_is(sender: HttpSender, status: int) -> None:
    with Receiver([answers(status)]) as receiver:
        assert sender(receiver.url, b"{}", {"X-A": "b"}, NOW).status == status
    (message,) = receiver.received
    assert (message.path, message.body, message.headers["x-a"]) == ("/hooks", b"{}", "b")


def test_a_redirect_is_not_followed(sender: HttpSender) -> None:
    with Receiver() as elsewhere, Receiver([answers(307, {"Location": elsewhere.url})]) as receiver:
        outcome = sender(receiver.url, b"{}", {}, NOW)
    assert (outcome.status, outcome.words) == (307, "HTTP 307, a redirect, which is never followed")
    assert elsewhere.received == []


@pytest.mark.parametrize(
    ("asked", "wait"),
    [("120", 120), ("Mon, 01 Jun 2026 12:05:00 GMT", 300), ("Mon, 01 Jun 2026 11:00:00 GMT", 0), ("soon", None), ("²", None)],
)  # fmt: skip
def test_a_receiver_says_when_to_come_again(sender: HttpSender, asked: str, wait: int | None) -> None:
    header = asked.encode("utf-8").decode("latin-1")
    with Receiver([answers(429, {"Retry-After": header})]) as receiver:
        outcome = sender(receiver.url, b"{}", {}, NOW)
    assert outcome.retry_after == (None if wait is None else dt.timedelta(seconds=wait))


@pytest.mark.parametrize(
    ("answer", "says"),
    [(hangs(), "timed out"), (resets, "no connection"), (drips(), "no answer within 1 seconds")],
    ids=["silent", "cut", "endless"],
)
def test_no_answer_is_no_answer_and_keeps_nobody_waiting(sender: HttpSender, answer: Answer, says: str) -> None:
    with Receiver([answer]) as receiver:
        begun = time.monotonic()
        outcome = sender(receiver.url, b"{}", {}, NOW)
        took = time.monotonic() - begun
    assert outcome.status is None
    assert outcome.problem is not None
    assert says in outcome.problem
    assert outcome.may_pass
    assert took < 2


def test_a_vast_answer_is_not_read(sender: HttpSender) -> None:
    with Receiver([answers(200, body=b"x" * 50_000_000)]) as receiver:
        begun = time.monotonic()
        assert sender(receiver.url, b"{}", {}, NOW).is_taken
        assert time.monotonic() - begun < 2


def test_nobody_there_is_no_answer(sender: HttpSender) -> None:
    with Receiver() as receiver:
        url = receiver.url
    assert sender(url, b"{}", {}, NOW).problem == "no connection (ConnectError)"


def test_nothing_of_the_environment_goes_along(sender: HttpSender, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, f"http://{HOST}:9")
    with Receiver() as receiver:
        assert sender(receiver.url, b"{}", {}, NOW).is_taken
    assert "authorization" not in receiver.received[0].headers
