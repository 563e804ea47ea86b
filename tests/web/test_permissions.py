"""Every route of the OpenAPI document x everybody who might call it.

The table is written by hand and knows nothing of the code's own: a route that is added without a row here fails.
"""

from collections.abc import Iterator
from contextlib import ExitStack

import httpx
import pytest

from sowcheck.core.people import ROLES, Role
from sowcheck.errors import UsageError
from sowcheck.identity.base import By
from web_server import ADMIN, HOST, Running

pytestmark = pytest.mark.allow_hosts([HOST])

OWNERS = "sales_ops delivery_ops finance legal enterprise_architecture"
HAND_IN = f"{OWNERS} orchestrator"
READ = f"{HAND_IN} auditor"
EVERYBODY = f"{READ} admin"
ANYBODY = None
"""Without signing in."""

SENDERS = "orchestrator by token, or whoever signs"
"""Tried by tests of its own, in test_incoming.py."""

TABLE: dict[str, str | None] = {
    "GET /health/live": ANYBODY,
    "GET /health/ready": ANYBODY,
    "GET /metrics": "admin auditor orchestrator",
    "POST /v1/session": ANYBODY,
    "GET /v1/session": EVERYBODY,
    "DELETE /v1/session": EVERYBODY,
    "GET /v1/session/oidc/start": ANYBODY,
    "GET /v1/session/oidc/callback": ANYBODY,
    "POST /v1/contents": HAND_IN,
    "PUT /v1/contents/{sha256}": HAND_IN,
    "POST /v1/cases": HAND_IN,
    "GET /v1/cases": READ,
    "GET /v1/cases/{case_id}": READ,
    "GET /v1/cases/{case_id}/report": READ,
    "GET /v1/cases/{case_id}/documents/{sha256}": READ,
    "POST /v1/cases/{case_id}/inputs": HAND_IN,
    "POST /v1/cases/{case_id}/supersession": HAND_IN,
    "POST /v1/cases/{case_id}/findings/{fingerprint}/evidence": OWNERS,
    "POST /v1/cases/{case_id}/findings/{fingerprint}/decision": OWNERS,
    "POST /v1/cases/{case_id}/findings/{fingerprint}/confirmation": OWNERS,
    "POST /v1/cases/{case_id}/findings/{fingerprint}/answer": OWNERS,
    "POST /v1/cases/{case_id}/signatures": OWNERS,
    "POST /v1/cases/{case_id}/facts": HAND_IN,
    "POST /v1/cases/{case_id}/rejection": OWNERS,
    "GET /v1/events": READ,
    "GET /v1/cases/{case_id}/events": READ,
    "GET /v1/kpis": f"{READ} admin",
    "GET /v1/slo": f"{READ} admin",
    "POST /v1/events": SENDERS,
    "GET /v1/work": READ,
    "GET /v1/tasks": EVERYBODY,
    "POST /v1/cases/{case_id}/tasks/{task_id}/closing": f"{OWNERS} admin",
    "GET /v1/cases/{case_id}/handoff": READ,
    "GET /v1/deliveries": "admin auditor orchestrator",
    "POST /v1/deliveries/{delivery_id}/retry": "admin orchestrator",
    "POST /v1/subscribers/{name}/resumption": "admin orchestrator",
    "GET /v1/audit": "auditor",
    "GET /v1/audit/verification": "auditor",
}
CHANGING = ("POST", "PUT", "DELETE")
DOOR = {"not-signed-in": 401, "no-role": 403, "csrf": 403}
"""What the door answers; whatever else is answered was let in."""


def filled(path: str) -> str:
    return path.format(
        case_id="case-nobody-has",
        sha256="0" * 64,
        fingerprint="1" * 64,
        task_id="t-0123456789ab",
        delivery_id="d-1",
        name="psa",
    )


def stopped_by(answer: httpx.Response) -> str | None:
    """What the door said; None if the call came in."""
    if answer.headers["content-type"] != "application/problem+json":
        assert answer.status_code < 400, answer.text
        return None
    kind: str = answer.json()["type"].removeprefix("urn:sowcheck:problem:")
    assert DOOR.get(kind, answer.status_code) == answer.status_code
    assert answer.status_code < 500, answer.text
    return kind if kind in DOOR else None


def call(client: httpx.Client, operation: str, **headers: str) -> httpx.Response:
    method, path = operation.split(" ")
    return client.request(method, filled(path), headers=headers, json={} if method == "POST" else None)


@pytest.fixture(scope="module")
def people(server: Running) -> Iterator[dict[str, httpx.Client]]:
    """A browser for each role, and one of somebody without any."""
    with ExitStack() as stack:
        found: dict[str, httpx.Client] = {role: stack.enter_context(server.person(role)) for role in ROLES}
        yield {**found, "no role": stack.enter_context(server.person())}


@pytest.fixture(scope="module")
def machines(server: Running) -> dict[Role, str]:
    return {"orchestrator": server.token("orchestrator"), "auditor": server.token("auditor")}


@pytest.fixture(scope="module")
def strangers(server: Running) -> dict[str, dict[str, str]]:
    """Headers of callers whom nobody knows, or no longer."""
    gone = server.user(*ROLES)
    with server.signed_in(gone) as client:
        cookie = f"sowcheck={client.cookies['sowcheck']}"
    server.disable(gone)
    return {
        "anonymous": {},
        "a made-up token": {"Authorization": f"Bearer sow_{'0' * 16}_{'a' * 43}"},
        "another scheme": {"Authorization": "Basic YTpi"},
        "no token": {"Authorization": "Bearer"},
        "an expired token": {"Authorization": f"Bearer {server.token('orchestrator', 'auditor', days=1, ago=2)}"},
        "a revoked token": {"Authorization": f"Bearer {server.revoked_token('orchestrator', 'auditor')}"},
        "a disabled person": {"Cookie": cookie},
        "a made-up cookie": {"Cookie": "sowcheck=aaaa"},
    }


def test_the_table_has_every_route(server: Running) -> None:
    with server.anonymous() as client:
        said = client.get("/openapi.json").json()
    found = {f"{method.upper()} {path}" for path, methods in said["paths"].items() for method in methods}
    assert found == set(TABLE)


# Signing out ends the sessions with which the others are tried.
@pytest.mark.parametrize(
    "operation",
    sorted(
        (each for each, roles in TABLE.items() if roles is not SENDERS), key=lambda each: each == "DELETE /v1/session"
    ),
)
def test_a_route_lets_in_who_may_call_it_and_nobody_else(
    operation: str,
    server: Running,
    people: dict[str, httpx.Client],
    machines: dict[Role, str],
    strangers: dict[str, dict[str, str]],
) -> None:
    allowed = TABLE[operation]
    before, _ = server.site.store.head()
    with server.anonymous() as client:
        for who, headers in strangers.items():
            said = stopped_by(call(client, operation, **headers))
            assert said == (None if allowed is ANYBODY else "not-signed-in"), who
        for role, token in machines.items():
            said = stopped_by(call(client, operation, Authorization=f"Bearer {token}"))
            assert said == (None if allowed is ANYBODY or role in allowed.split() else "no-role"), role
    for holding, client in people.items():
        if allowed is not ANYBODY and operation.startswith(CHANGING):
            assert stopped_by(call(client, operation, **{"X-CSRF-Token": ""})) == "csrf", holding
            assert stopped_by(call(client, operation, **{"X-CSRF-Token": "a" * 43})) == "csrf", holding
        said = stopped_by(call(client, operation))
        assert said == (None if allowed is ANYBODY or holding in allowed.split() else "no-role"), holding
    assert {line.status for line in server.site.store.audit(after=before)} <= {"refused"}


def test_a_call_that_is_let_in_ends_at_the_gate_where_the_gate_says_so(server: Running) -> None:
    """The outer door is not the only one: a machine that reads may not, and no role of a machine can, sign."""
    with pytest.raises(UsageError, match="is for people"):
        server.token("finance")


def test_a_person_whose_roles_change_has_to_sign_in_again(server: Running) -> None:
    user = server.user("finance")
    with server.signed_in(user) as client:
        assert client.get("/v1/cases").status_code == 200
        by = By(ADMIN, server.clock(), "test")
        server.site.directory.change_user(user.id, lambda known: known.model_copy(update={"roles": ("admin",)}), by)
        assert client.get("/v1/cases").json()["type"].endswith("not-signed-in")


def test_what_the_door_refuses_is_in_the_audit(server: Running) -> None:
    with server.machine("auditor") as client:
        answer = client.post("/v1/cases", headers={"Idempotency-Key": "1"}, json={"reference": "x"})
        assert answer.status_code == 403
        assert "orchestrator" in answer.json()["hint"]
    last = list(server.site.store.audit())[-1]
    assert (last.type, last.status, last.source) == ("refused", "refused", "api")
    assert last.payload == {"route": "open_case", "why": "no-role"}
