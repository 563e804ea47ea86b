"""`sowcheck users` and `sowcheck tokens`, as processes on a real database."""

import datetime as dt
import json
import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from identity_builders import BY, PASSWORD, user
from process import environment
from process import sowcheck_here as sowcheck
from sowcheck.identity.signing_in import NotSignedIn, by_password, by_token
from sowcheck.store.connect import connect_directory


def told(words: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Runs a command that reads a password from its standard input."""
    command = [sys.executable, "-m", "sowcheck", *map(str, arguments)]
    return subprocess.run(  # noqa: S603  (the test's own arguments)
        command, input=words, capture_output=True, text=True, check=False, env=environment(), timeout=120
    )


@pytest.fixture
def store(tmp_path: Path) -> Path:
    file = tmp_path / "cases.db"
    with closing(connect_directory(str(file))) as kept:
        kept.add_user(user(), BY)
    return file


def signs_in(store: Path, password: str) -> bool:
    with closing(connect_directory(str(store))) as kept:
        try:
            by_password(kept, "ann@example.com", password, dt.datetime.now(dt.UTC))
        except NotSignedIn:
            return False
    return True


def test_somebody_who_was_added_signs_in_until_disabled(tmp_path: Path) -> None:
    store = tmp_path / "cases.db"
    done = told(PASSWORD + "\n", "users", "add", "Ann@example.com", "--role", "finance", "--store", store)
    assert done.returncode == 0, done.stderr
    assert signs_in(store, PASSWORD)
    assert PASSWORD not in sowcheck("users", "list", "--store", store).stdout
    assert sowcheck("users", "disable", "ann@example.com", "--store", store).returncode == 0
    assert not signs_in(store, PASSWORD)
    assert "disabled" in sowcheck("users", "list", "--store", store).stdout


def test_the_list_says_who_has_to_wait_and_who_is_disabled(store: Path) -> None:
    for _ in range(5):
        assert not signs_in(store, "wrong")
    assert "waits until" in sowcheck("users", "list", "--store", store).stdout
    assert told("another four words\n", "users", "password", "ann@example.com", "--store", store).returncode == 0
    assert "waits until" not in sowcheck("users", "list", "--store", store).stdout


def test_a_new_password_takes_the_place_of_the_old_one(store: Path) -> None:
    assert told("another four words\n", "users", "password", "ann@example.com", "--store", store).returncode == 0
    assert not signs_in(store, PASSWORD)
    assert signs_in(store, "another four words")


@pytest.mark.parametrize(
    ("words", "arguments", "message"),
    [
        ("short\n", ("users", "add", "bo", "--role", "legal"), "12 to 256 characters"),
        (PASSWORD, ("users", "add", "ann@example.com", "--role", "legal"), "There is a user ann@example.com already"),
        (PASSWORD, ("users", "add", "b o", "--role", "legal"), "is no login"),
        (PASSWORD, ("users", "add", "bo", "--role", "boss"), "boss is no role"),
        ("", ("users", "disable", "zoe"), "There is no user zoe"),
        ("Ann@example2026", ("users", "password", "ann@example.com"), "tried first"),
        ("", ("tokens", "add", "crm", "--role", "finance"), "finance is for people"),
        ("", ("tokens", "revoke", "x"), "There is no token x"),
    ],
)
def test_what_is_wrong_is_one_clear_error(store: Path, words: str, arguments: tuple[str, ...], message: str) -> None:
    done = told(words, *arguments, "--store", store)
    assert done.returncode == 2
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_a_token_is_printed_once_and_revoked(store: Path) -> None:
    shown = sowcheck("tokens", "add", "crm", "--role", "orchestrator", "--store", store).stdout.strip()
    listed = sowcheck("tokens", "list", "--store", store).stdout
    assert "crm" in listed
    assert shown.split("_", 2)[2] not in listed
    with closing(connect_directory(str(store))) as kept:
        assert by_token(kept, shown, dt.datetime.now(dt.UTC)).roles == ("orchestrator",)
        assert sowcheck("tokens", "revoke", shown.split("_")[1], "--store", store).returncode == 0
        with pytest.raises(NotSignedIn):
            by_token(kept, shown, dt.datetime.now(dt.UTC))


def test_what_is_done_on_the_command_line_is_in_the_audit_under_a_number(store: Path) -> None:
    for arguments in (("roles", "--role", "legal"), ("disable",), ("enable",), ("forget",)):
        done = sowcheck("users", arguments[0], "ann@example.com", *arguments[1:], "--store", store)
        assert done.returncode == 0, done.stderr
    assert "ann" not in sowcheck("users", "list", "--store", store).stdout
    lines = [json.loads(line) for line in sowcheck("audit", "export", "--store", store).stdout.splitlines()]
    assert [line["type"] for line in lines] == [
        "user_added", "user_roles_changed", "user_disabled", "user_enabled", "user_disabled", "user_forgotten",
    ]  # fmt: skip
    assert {line["actor"]["id"] for line in lines[1:]} == {f"cli-{os.environ.get('SUDO_UID') or os.getuid()}"}
    forgotten = sowcheck("users", "enable", f"forgotten-{lines[0]['payload']['user']}", "--store", store)
    assert "Nobody knows any more" in forgotten.stderr
    assert sowcheck("audit", "verify", "--store", store).returncode == 0
