"""Signing in elsewhere as a browser does it: from this service to the provider and back, over real HTTP."""

import dataclasses
from collections.abc import Iterator
from http.cookies import Morsel, SimpleCookie
from pathlib import Path

import httpx
import pytest
from pydantic import SecretStr

from identity_builders import NOON
from oidc_provider import CALLBACK, CLIENT, HOST, SECRET, OidcProvider
from site_builders import Clock, site_in
from sowcheck.identity.oidc.provider import Provider
from sowcheck.identity.oidc.settings import OidcSettings
from web_server import Running, serving

pytestmark = pytest.mark.allow_hosts([HOST])
ANN = {"sub": "s-1", "name": "Ann Okoro", "groups": ["sow-finance"]}
START, BACK = "/v1/session/oidc/start", "/v1/session/oidc/callback"


@pytest.fixture(scope="module")
def idp() -> Iterator[OidcProvider]:
    with OidcProvider(NOON.timestamp) as provider:
        yield provider


@pytest.fixture(scope="module")
def here(idp: OidcProvider, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    settings = OidcSettings(
        issuer=idp.issuer,
        client_id=CLIENT,
        redirect=CALLBACK,
        groups={"sow-finance": ("finance",)},
        secret=SecretStr(SECRET),
    )
    with site_in(tmp_path_factory.mktemp("oidc")) as site:
        made = dataclasses.replace(site, provider=Provider(settings))
        with serving(made) as url:
            yield Running(made, Clock(), url)


def cookies(answer: httpx.Response) -> dict[str, Morsel[str]]:
    found: SimpleCookie = SimpleCookie()
    for header in answer.headers.get_list("set-cookie"):
        found.load(header)
    return dict(found)


def test_a_browser_signs_in_elsewhere_and_goes_where_it_wanted_to(here: Running, idp: OidcProvider) -> None:
    with here.anonymous() as browser:
        sent = browser.get(START, params={"next": "/v1/cases?state=in_review"})
        assert sent.status_code == 303
        back = browser.get(BACK, params=idp.visit(sent.headers["location"], ANN))
        assert (back.status_code, back.headers["location"]) == (303, "/v1/cases?state=in_review")
        me = browser.get("/v1/session").json()
        assert (me["kind"], me["roles"], me["name"]) == ("person", ["finance"], "Ann Okoro")
        assert "sowcheck-oidc" not in browser.cookies
        assert browser.delete("/v1/session", headers={"X-CSRF-Token": me["csrf"]}).status_code == 204
        assert browser.get("/v1/session").status_code == 401


def test_a_new_sign_in_ends_the_session_that_the_browser_had(here: Running, idp: OidcProvider) -> None:
    with here.anonymous() as browser:
        shown = []
        for _ in range(2):
            browser.get(BACK, params=idp.visit(browser.get(START).headers["location"], ANN))
            shown.append(browser.cookies["sowcheck"])
    assert shown[0] != shown[1]
    for cookie, status in zip(shown, (401, 200), strict=True):
        with here.anonymous() as other:
            assert other.get("/v1/session", headers={"Cookie": f"sowcheck={cookie}"}).status_code == status


def test_cookies_are_kept_from_scripts_other_sites_and_other_hosts(here: Running, idp: OidcProvider) -> None:
    tls = {"X-Forwarded-Proto": "https"}
    with here.anonymous() as browser:
        sent = browser.get(START, headers=tls)
        (binding,) = cookies(sent).values()
        held = {"Cookie": f"{binding.key}={binding.value}", **tls}
        back = browser.get(BACK, params=idp.visit(sent.headers["location"], ANN), headers=held)
    session = cookies(back)["__Host-sowcheck"]
    assert binding.key == "__Host-sowcheck-oidc"
    for each in (binding, session):
        assert (each["httponly"], each["secure"], each["samesite"], each["path"]) == (True, True, "lax", "/")
        assert each["domain"] == ""
    assert int(binding["max-age"]) == 600


@pytest.mark.parametrize("next_", ["https://evil.example.com", "//evil.example.com/x"])
def test_a_made_up_link_leads_nobody_elsewhere(here: Running, idp: OidcProvider, next_: str) -> None:
    with here.anonymous() as browser:
        sent = browser.get(START, params={"next": next_})
        back = browser.get(BACK, params=idp.visit(sent.headers["location"], ANN))
        assert back.headers["location"] == "/"


def test_a_link_from_an_attackers_own_sign_in_signs_nobody_in(here: Running, idp: OidcProvider) -> None:
    with here.anonymous() as attacker, here.anonymous() as victim:
        query = idp.visit(attacker.get(START).headers["location"], ANN)
        answer = victim.get(BACK, params=query)
        assert answer.status_code == 401
        assert answer.json()["type"] == "urn:sowcheck:problem:not-signed-in"
        assert "set-cookie" not in answer.headers
        assert query["code"] not in answer.text


def test_who_has_no_group_here_is_told_so(here: Running, idp: OidcProvider) -> None:
    with here.anonymous() as browser:
        query = idp.visit(browser.get(START).headers["location"], {**ANN, "sub": "s-2", "groups": []})
        answer = browser.get(BACK, params=query)
        assert answer.status_code == 401
        assert "none of your groups" in answer.json()["detail"]
        assert "sow-finance" in answer.json()["hint"]


def test_a_service_without_a_provider_says_so(tmp_path: Path) -> None:
    with site_in(tmp_path) as site, serving(site) as url, httpx.Client(base_url=url) as browser:
        for path in (START, BACK):
            answer = browser.get(path)
            assert answer.status_code == 404
            assert "SOWCHECK_OIDC" in answer.json()["hint"]
