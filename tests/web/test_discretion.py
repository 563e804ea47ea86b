"""What passes through the service does not stand in its log: passwords, cookies, tokens, words of papers and people."""

import io
import json
import logging
import time
from collections.abc import Iterator

import pytest

from sowcheck.telemetry.lines import LineForm, write_lines
from web_server import HOST, PASSWORD, Running

pytestmark = pytest.mark.allow_hosts([HOST])


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    write_lines(LineForm.JSON, level="debug", stream=(stream := io.StringIO()))
    yield stream
    root.handlers[:] = before
    root.setLevel(level)
    logging.getLogger("sowcheck").setLevel(logging.NOTSET)


def routes(log: io.StringIO) -> set[str | None]:
    return {json.loads(line).get("route") for line in log.getvalue().splitlines()}


def test_nothing_private_is_written_whatever_is_sent(server: Running, log: io.StringIO) -> None:
    user = server.user("finance", "delivery_ops")
    private = [PASSWORD, "wrong-password-77", "The Supplier migrates nine ledgers", "Anna Berg said so", user.login]
    with server.anonymous() as stranger:
        stranger.post("/v1/session", json={"login": user.login, "password": "wrong-password-77"})
        stranger.get(
            "/v1/cases/case-1?token=sow_secret-in-the-address", headers={"Authorization": "Bearer nonsense-secret"}
        )
        stranger.get("/v1/session/oidc/callback?code=the-secret-code&state=the-secret-state")
    private += ["sow_secret-in-the-address", "nonsense-secret", "the-secret-code", "the-secret-state"]
    with server.signed_in(user) as person:
        private += [str(person.cookies["sowcheck"]), str(person.headers["X-CSRF-Token"])]
        person.post("/v1/cases/case-1/rejection", json={"reason": "Anna Berg said so"})
        person.post("/v1/cases/case-1/rejection", content=b'{"reason": "Anna Berg said so"')
    shown = server.token("orchestrator")
    private.append(shown.split("_", maxsplit=2)[2])  # the secret may have "_" of its own
    with server.machine("orchestrator") as flow:
        flow.headers["Authorization"] = f"Bearer {shown}"
        sent = [("documents", ("sow.md", b"The Supplier migrates nine ledgers", "text/markdown"))]
        answer = flow.post("/v1/cases", headers={"Idempotency-Key": "log-1"}, data={"reference": "log"}, files=sent)
        assert answer.status_code == 201, answer.text
    wanted, until = {"/v1/session", "/v1/cases", "/v1/cases/{case_id}/rejection"}, time.monotonic() + 5
    while not wanted <= routes(log) and time.monotonic() < until:  # a line is written when its answer is out already
        time.sleep(0.01)
    assert wanted <= routes(log)
    written = log.getvalue()
    for each in private:
        assert each not in written
