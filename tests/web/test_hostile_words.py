"""What no text and no number can be is refused at the door, wherever it is sent: it could not be kept, or not be told again."""

from typing import Any

import httpx
import pytest

from web_builders import PRICE, in_review
from web_server import HOST, Running

pytestmark = pytest.mark.allow_hosts([HOST])
JSON = {"Content-Type": "application/json"}
EVENT = {"Content-Type": "application/cloudevents+json"}


def refused(answer: httpx.Response) -> bool:
    return answer.status_code in (400, 422) and answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("words", [r"a\u0000b", r"\ud800", r"\udc00\ud800"])
def test_words_that_cannot_be_kept_are_refused(server: Running, words: str) -> None:
    case = in_review(server, f"hostile-{words}")
    with server.machine("orchestrator") as flow, server.person("finance") as fay:
        before = server.site.store.head()
        key = {**JSON, "Idempotency-Key": "hostile"}
        assert refused(fay.post(f"/v1/cases/{case}/rejection", content=f'{{"reason": "{words}"}}', headers=JSON))
        finding = f"/v1/cases/{case}/findings/{PRICE.fingerprint}"
        decision = f'{{"resolution": "accept_with_waiver", "reason": "{words}"}}'
        assert refused(fay.post(f"{finding}/decision", content=decision, headers=JSON))
        nested = f'{{"resolution": "enter_value", "reason": "x", "value": [{{"{words}": 1}}]}}'
        assert refused(fay.post(f"{finding}/decision", content=nested, headers=JSON))
        assert refused(fay.post(f"{finding}/answer", content=f'{{"answer": "{words}"}}', headers=JSON))
        assert refused(flow.post("/v1/cases", content=f'{{"reference": "{words}"}}', headers=key))
        assert refused(flow.post("/v1/session", content=f'{{"login": "{words}", "password": "x"}}', headers=JSON))
        fact = f'{{"kind": "project_created", "at": "2026-06-01T10:00:00Z", "project": "{words}"}}'
        assert refused(flow.post(f"/v1/cases/{case}/facts", content=fact, headers=JSON))
        assert server.site.store.head() == before


@pytest.mark.parametrize("subject", [r"006\u0000", r"\ud800"])
def test_events_whose_words_cannot_be_kept_are_refused(server: Running, subject: str) -> None:
    event = (
        '{"specversion": "1.0", "id": "e", "source": "/crm", "type": "io.sowcheck.crm.opportunity.won.v1", '
        f'"subject": "{subject}"}}'
    )
    with server.machine("orchestrator") as flow:
        assert refused(flow.post("/v1/events", content=event, headers=EVENT))


def test_words_of_forms_and_addresses_are_looked_at_too(server: Running) -> None:
    with server.machine("orchestrator") as flow:
        assert refused(flow.get("/v1/cases?reference=a%00b"))
        assert refused(flow.get("/v1/tasks?after=%00"))
        key = {"Idempotency-Key": "hostile-form"}
        assert refused(
            flow.post("/v1/cases", headers=key, data={"reference": "a\0b"}, files={"documents": ("a", b"a")})
        )
        body = b'--x\r\nContent-Disposition: form-data; name="documents"; filename="a\0b.txt"\r\n\r\na\r\n--x--\r\n'
        headers = {**key, "Content-Type": "multipart/form-data; boundary=x"}
        assert refused(flow.post("/v1/cases", headers=headers, content=body))


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-Infinity", "1e999", '[1, {"a": NaN}]', "[" * 5000 + "]" * 5000])
def test_a_value_that_is_no_json_is_refused(server: Running, value: str) -> None:
    case = in_review(server, f"hostile-{value[:9]}")
    with server.person("finance") as fay:
        fay.post(f"/v1/cases/{case}/findings/{PRICE.fingerprint}/evidence")
        said = f'{{"resolution": "enter_value", "reason": "both are wrong", "value": {value}}}'
        url = f"/v1/cases/{case}/findings/{PRICE.fingerprint}/decision"
        assert refused(fay.post(url, content=said, headers=JSON))
        assert fay.get(f"/v1/cases/{case}").json()["findings"][0]["decision"] is None


@pytest.mark.parametrize("body", ["[" * 200_000, '{"a":' * 100_000, "9" * 100_000, "\x00", "\ufeff{}", "nul"])
def test_a_body_that_is_no_json_is_refused(server: Running, body: Any) -> None:
    with server.anonymous() as client:
        assert refused(client.post("/v1/session", content=body, headers=JSON))


def test_emoji_and_every_script_are_words(server: Running) -> None:
    words = "☕ 合意済み — المبلغ صحيح \U0001f600"
    case = in_review(server, "kind-words")
    with server.person("finance") as fay:
        assert fay.post(f"/v1/cases/{case}/rejection", json={"reason": words}).json()["note"] == words
