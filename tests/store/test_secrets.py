"""No secret lands where somebody else reads: planted ones are looked for in everything that a running service leaves behind."""

import datetime as dt
import re
import subprocess
import sys
import threading
import traceback
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import httpx
import pytest
from pydantic import SecretStr

from identity_builders import BY, PASSWORD, user
from oidc_provider import CALLBACK, CLIENT, HOST, OidcProvider
from postgres import Server
from process import environment, sowcheck
from sowcheck.errors import SowcheckError, UnreadableInput
from sowcheck.identity import tokens
from sowcheck.identity.oidc.settings import load_oidc
from sowcheck.service.settings import settings_of
from sowcheck.service.site import opened
from sowcheck.store.connect import brought_up_to_date, connect, connect_directory

pytestmark = pytest.mark.allow_hosts([HOST])
PLANTED = "planted-"
"""Whatever begins with it is a secret."""


class Running:
    """A server process with everything that it has printed."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self.process = process
        self.printed: list[str] = []

    def gather(self) -> None:
        """Read what it prints, until it ends."""
        assert self.process.stdout is not None
        self.printed.extend(self.process.stdout)


@contextmanager
def serving(store: str, folder: Path, **told: str) -> Iterator[tuple[Running, str]]:
    """A server with a worker beside it, told its secrets by the environment."""
    command = [sys.executable, "-m", "sowcheck", "serve", "--contents", str(folder / "contents"), "--port", "0"]
    with subprocess.Popen(  # noqa: S603  (our own program)
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**environment(), **told, "SOWCHECK_STORE": store},
    ) as process:
        running = Running(process)
        assert process.stdout is not None
        url = None
        while url is None and (line := process.stdout.readline()):
            running.printed.append(line)
            url = re.search(r"http://\S+", line)
        assert url is not None, running.printed
        reader = threading.Thread(target=running.gather)
        reader.start()
        try:
            yield running, url[0]
        finally:
            process.terminate()
            process.wait(60)
            reader.join(30)


def arguments_of_children(process: int) -> list[str]:
    """What everybody on the machine sees of the processes that a process has begun."""
    found = []
    for each in Path("/proc").glob("[0-9]*"):
        try:
            parent = (each / "stat").read_text().rpartition(")")[2].split()[1]
            said = (each / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        except OSError:
            continue
        if parent == str(process):
            found.append(said)
    return found


def everything_that_fails(url: str, idp: OidcProvider, shown: str) -> tuple[list[str], list[str]]:
    """What the service answers to whatever goes wrong; and what it gave to those alone who signed in."""
    said, given = [], []
    with httpx.Client(base_url=url, timeout=30) as client:
        wrong = {"login": "planted-typed-as-login", "password": "planted-typed"}
        for body in (
            wrong,
            {**wrong, "login": "ann@example.com"},
            {**wrong, "login": 7},
            {"password": "planted-" * 999},
        ):
            said.append(client.post("/v1/session", json=body).text)
        said.append(client.post("/v1/session", content=b'{"password": "planted-broken', headers={}).text)
        for token in ("planted-token", f"{shown[:-4]}oops", shown):
            said.append(client.get("/v1/cases?token=planted-query", headers={"Authorization": f"Bearer {token}"}).text)
        good = client.post("/v1/session", json={"login": "ann@example.com", "password": PASSWORD})
        given += [good.json()["csrf"], client.cookies["sowcheck"]]
        said.append(
            client.post("/v1/cases", json={"secret": "planted-field"}, headers={"X-CSRF-Token": "planted-c"}).text
        )
        idp.token_answer = (400, b'{"error": "invalid_client", "error_description": "not planted-oidc"}')
        query = idp.visit(client.get("/v1/session/oidc/start").headers["location"], {"sub": "s-1"})
        said.append(client.get("/v1/session/oidc/callback", params={**query, "code": "planted-code"}).text)
        given += [query["state"]]
        idp.token_answer = (500, b"planted-by-a-proxy")
        query = idp.visit(client.get("/v1/session/oidc/start").headers["location"], {"sub": "s-1"})
        said.append(client.get("/v1/session/oidc/callback", params=query).text)
        for path in ("/v1/hooks/hubspot", "/v1/events", "/nowhere?password=planted-in-the-address"):
            answer = client.post(path, json={"x": "planted-body"}, headers={"X-HubSpot-Signature-v3": "planted-sig"})
            said.append(answer.text)
    return said, given


def test_no_secret_is_in_logs_answers_audit_or_lists_of_processes(postgres: Server, tmp_path: Path) -> None:
    store = postgres.database().replace("postgres@", "postgres:planted-store@")
    brought_up_to_date(store)
    now = dt.datetime.now(dt.UTC)
    with closing(connect_directory(store)) as directory:
        directory.add_user(user(), BY)
        token, shown = tokens.made("flow", ["orchestrator"], now + dt.timedelta(days=1), now)
        directory.keep_token(token, BY)
    (tmp_path / "docusign").write_text("planted-docusign\n")
    with OidcProvider(now.timestamp) as idp:
        (tmp_path / "oidc.toml").write_text(
            f'[oidc]\nissuer = "{idp.issuer}"\nclient_id = "{CLIENT}"\nredirect = "{CALLBACK}"\n'
            '[oidc.groups]\n"sow-finance" = ["finance"]\n'
        )
        told = {
            "SOWCHECK_OIDC": str(tmp_path / "oidc.toml"),
            "SOWCHECK_OIDC_SECRET": "planted-oidc",
            "SOWCHECK_HUBSPOT_SECRET": "planted-hubspot",
            "SOWCHECK_DOCUSIGN_SECRET_FILE": str(tmp_path / "docusign"),
        }
        with serving(store, tmp_path, **told) as (running, url):
            said, given = everything_that_fails(url, idp, shown.get_secret_value())
            seen = arguments_of_children(running.process.pid)
    assert any("worker" in each for each in seen)
    with closing(connect(store)) as kept:
        audit = [line.model_dump_json() for line in kept.audit()]
    assert len(audit) > 5
    printed = "".join(running.printed)
    assert "POST" in printed
    given.append(shown.get_secret_value().split("_", 2)[2])
    for place, text in (("log", printed), ("audit", "".join(audit)), ("ps", "".join(seen))):
        assert not [each for each in given if each in text], place
        assert PLANTED not in text, place
        assert PASSWORD not in text, place
    assert not [text for text in said if PLANTED in text]


def test_no_secret_is_shown_where_a_command_fails_even_with_its_traceback(postgres: Server) -> None:
    nobody = "postgresql://planted-user:planted-password@127.0.0.1:1/nowhere"
    strange = "postgresql://planted-user:planted-password@host:port/db"
    for address in (nobody, strange, "mysql://u:planted-password@host/db"):
        done = sowcheck("--debug", "users", "list", "--store", address)
        assert done.returncode == 2
        assert "planted-password" not in done.stdout + done.stderr
    wrong = postgres.database().replace("postgres@", "postgres:planted-password@")
    done = sowcheck("--debug", "users", "list", "--store", wrong)
    assert "not those of this version" in done.stderr
    assert "planted-password" not in done.stdout + done.stderr


def test_settings_show_no_secret_in_any_form(tmp_path: Path) -> None:
    told = dict.fromkeys(("SOWCHECK_OIDC_SECRET", "SOWCHECK_HUBSPOT_SECRET", "SOWCHECK_DOCUSIGN_SECRET"), "planted-1")
    settings = settings_of(told, store="postgresql://u:planted-2@host/db", contents="s3://planted-3@bucket")
    assert PLANTED not in repr(settings) + str(settings)
    file = tmp_path / "oidc.toml"
    file.write_text('[oidc]\nissuer = "https://planted-4@host"\n')
    secret = SecretStr(f"{PLANTED}5")
    with pytest.raises(SowcheckError) as refused:
        load_oidc(file, secret)
    assert PLANTED not in "".join(traceback.format_exception(refused.value))


def test_only_who_lets_people_sign_in_needs_the_secret_of_the_provider(tmp_path: Path) -> None:
    file = tmp_path / "oidc.toml"
    file.write_text('[oidc]\nissuer = "https://planted-6@host"\n')
    settings = settings_of({"SOWCHECK_OIDC": str(file)}, store=str(tmp_path / "cases.db"))
    with opened(settings) as site:
        assert site.provider is None
    with pytest.raises(UnreadableInput, match="oidc"), opened(settings, people=True):
        pass


def test_a_password_is_no_argument(tmp_path: Path) -> None:
    for command in ("add", "password"):
        done = sowcheck("users", command, "ann", "--password", "planted", "--store", tmp_path / "cases.db")
        assert done.returncode == 2
        assert "No such option" in done.stderr
    assert list(tmp_path.iterdir()) == []
