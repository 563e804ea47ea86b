"""Bytes that are no request, or two in one, as somebody sends them who means no good."""

import socket

import pytest

from sowcheck.web import wire
from sowcheck.web.headers import ALWAYS
from web_server import HOST, Running

pytestmark = pytest.mark.allow_hosts([HOST])
LIVE = b"GET /health/live HTTP/1.1\r\nHost: a\r\n\r\n"


def said_to(server: Running, sent: bytes) -> str:
    """Everything that comes back until the server ends the connection."""
    port = int(server.url.rpartition(":")[2])
    with socket.create_connection((HOST, port), timeout=10) as connection:
        connection.sendall(sent)
        answer = b""
        while piece := connection.recv(65536):
            answer += piece
    return answer.decode()


@pytest.mark.parametrize(
    "sent",
    [
        b"GARBAGE\r\n\r\n",
        b"GET /health/live HTTP/1.1\r\nHost: a\r\nno header\r\n\r\n",
        b"GET /health/live HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        b"POST /v1/session HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nabcde",
        b"GET / HTTP/1.1\r\nHost: a\r\nX: " + b"a" * 20_000,
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    ],
    ids=["garbage", "no header", "two hosts", "two lengths", "endless", "TLS"],
)
def test_what_is_no_http_is_told_like_any_other_mistake(server: Running, sent: bytes) -> None:
    head, _, body = said_to(server, sent).partition("\r\n\r\n")
    assert head.startswith("HTTP/1.1 400 ")
    told = head.lower()
    for name, value in ALWAYS.items():
        assert f"{name}: {value}".lower() in told
    assert "content-type: application/problem+json" in told
    assert '"type":"urn:sowcheck:problem:bad-request"' in body


def test_no_second_request_hides_in_the_body_of_the_first(server: Running) -> None:
    """What one server takes for a body, another takes for a request of its own."""
    head = b"POST /v1/session HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n"
    answers = said_to(server, head + b"0\r\n\r\n" + LIVE)
    assert answers.startswith("HTTP/1.1 400 ")
    assert "both Content-Length and Transfer-Encoding" in answers
    assert answers.count("HTTP/1.1") == 1


def test_nobody_is_sent_to_a_host_that_they_name(server: Running) -> None:
    with server.anonymous() as client:
        answer = client.get("/v1/cases/", headers={"Host": "elsewhere.example"})
    assert answer.status_code == 404
    assert "location" not in answer.headers


@pytest.mark.parametrize("begun", [b"", b"GET /health/live HTTP/1.1\r\nHost:"])
def test_whoever_takes_too_long_to_ask_is_let_go(
    server: Running, monkeypatch: pytest.MonkeyPatch, begun: bytes
) -> None:
    monkeypatch.setattr(wire, "_HEAD", 0.2)
    assert said_to(server, begun) == ""


def test_whoever_waits_for_an_answer_or_asks_again_is_not(server: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "_HEAD", 0.2)
    with server.machine("auditor") as client:
        after = server.site.store.head()[0]
        for _ in range(2):
            assert client.get("/v1/events", params={"after": after, "wait": 0.5}).status_code == 200
