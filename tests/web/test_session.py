"""People sign in and out; what changes something takes the proof that a page of this service sent it."""

from pathlib import Path

import pytest

from web_server import HOST, PASSWORD, Running, running

pytestmark = pytest.mark.allow_hosts([HOST])


def test_somebody_signs_in_and_out(server: Running) -> None:
    user = server.user("finance", "legal")
    with server.anonymous() as client:
        answer = client.post("/v1/session", json={"login": user.login.upper(), "password": PASSWORD})
        cookie = answer.headers["set-cookie"].lower()
        assert "httponly" in cookie
        assert "samesite=lax" in cookie
        assert "secure" not in cookie, "the test's server has no TLS; see the one below"
        who = client.get("/v1/session").json()
        assert (who["id"], who["login"], who["roles"]) == (user.id, user.login, ["finance", "legal"])
        assert client.delete("/v1/session").status_code == 403
        assert client.delete("/v1/session", headers={"X-CSRF-Token": who["csrf"]}).status_code == 204
        assert client.get("/v1/session").status_code == 401


def test_over_tls_the_cookie_goes_over_tls_alone(server: Running) -> None:
    """A proxy on this machine says that it speaks TLS to the caller."""
    user = server.user("finance")
    with server.anonymous() as client:
        forwarded = {"X-Forwarded-Proto": "https"}
        answer = client.post("/v1/session", json={"login": user.login, "password": PASSWORD}, headers=forwarded)
        cookie = answer.headers["set-cookie"]
        assert cookie.startswith("__Host-sowcheck=")
        assert "Secure" in cookie
        assert "Path=/" in cookie
        assert "max-age" in answer.headers["strict-transport-security"]


def test_a_browser_keeps_no_cookie_that_came_without_tls_from_elsewhere(server: Running) -> None:
    user = server.user("finance")
    with server.anonymous() as client:
        body = {"login": user.login, "password": PASSWORD}
        answer = client.post("/v1/session", json=body, headers={"Host": "sowcheck.example.com"})
        assert "Secure" in answer.headers["set-cookie"]


def test_behind_a_public_address_with_tls_the_cookie_is_secure_whatever_the_proxy_says(tmp_path: Path) -> None:
    with running(tmp_path, public_url="https://gate.example.com") as server, server.anonymous() as client:
        answer = client.post("/v1/session", json={"login": server.user("finance").login, "password": PASSWORD})
        assert answer.headers["set-cookie"].startswith("__Host-sowcheck=")
        assert "Secure" in answer.headers["set-cookie"]


def test_wrong_login_and_wrong_password_are_not_told_apart(server: Running) -> None:
    user = server.user("finance")
    with server.anonymous() as client:
        wrong = client.post("/v1/session", json={"login": user.login, "password": "not this one at all"}).json()
        nobody = client.post("/v1/session", json={"login": "nobody@example.com", "password": PASSWORD}).json()
    for problem in (wrong, nobody):
        del problem["request_id"]
    assert wrong == nobody
    assert wrong["status"] == 401


def test_a_session_that_nobody_uses_ends(tmp_path: Path) -> None:
    with running(tmp_path) as server, server.person("finance") as client:
        assert client.get("/v1/session").status_code == 200
        server.clock.forward(minutes=31)
        answer = client.get("/v1/session")
        assert answer.status_code == 401
        assert answer.headers["www-authenticate"] == "Bearer"


def test_a_form_of_another_page_cannot_sign_anybody_in(server: Running) -> None:
    """Browsers send forms of other pages without asking, but no JSON."""
    user = server.user("finance")
    with server.anonymous() as client:
        answer = client.post("/v1/session", data={"login": user.login, "password": PASSWORD})
        assert answer.status_code == 415
        assert "set-cookie" not in answer.headers


def test_a_token_counts_before_a_cookie(server: Running) -> None:
    with server.person("finance") as client:
        answer = client.get("/v1/session", headers={"Authorization": f"Bearer {server.token('auditor')}"})
        assert answer.json()["kind"] == "service"
        assert client.get("/v1/session", headers={"Authorization": "Bearer nonsense"}).status_code == 401
