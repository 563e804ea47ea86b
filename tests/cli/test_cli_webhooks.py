"""`sowcheck webhooks`, as processes on a real database."""

import json
from pathlib import Path

import pytest

from process import sowcheck_here as sowcheck
from site_builders import Clock
from sowcheck.handoff.schedule import Outcome
from webhook_builders import Wire, happened, site_telling, subscription, works


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """One event was refused, one says that the receiver is gone, one waits."""
    answers = iter([Outcome(404), Outcome(410)])
    with site_telling(tmp_path, subscription(), clock=Clock()) as site:
        for number in range(3):
            happened(site, f"c-{number}")
        works(site, Wire(lambda *_: next(answers)))
    return tmp_path / "cases.db"


def test_what_was_given_up_is_listed_and_sent_again(store: Path) -> None:
    listed = sowcheck("webhooks", "list", "--store", store)
    assert listed.stdout.split() == [
        "psa",
        "1",
        "waiting",
        "0",
        "delivered",
        "2",
        "dead",
        "stopped:",
        "it",
        "said",
        "that",
        "it",
        "is",
        "gone",
        "(410)",
    ]
    dead = sowcheck("webhooks", "dead", "--store", store).stdout.splitlines()
    assert [line.rpartition(": ")[2] for line in dead] == ["HTTP 404", "HTTP 410"]
    first = dead[0].split()[0]
    asked = sowcheck("webhooks", "redeliver", first, "--store", store)
    assert asked.stdout == "1 message will be sent again by the next worker.\n"
    assert sowcheck("webhooks", "resume", "psa", "--store", store).returncode == 0
    (left,) = sowcheck("webhooks", "dead", "--json", "--store", store).stdout.splitlines()
    assert json.loads(left)["status"] == 410
    assert sowcheck("webhooks", "redeliver", "--all", "--webhook", "psa", "--store", store).stdout.startswith(
        "1 message"
    )
    (row,) = map(json.loads, sowcheck("webhooks", "list", "--json", "--store", store).stdout.splitlines())
    assert (row["pending"], row["delivered"], row["dead"], row["stopped"]) == (3, 0, 0, None)
    exported = sowcheck("audit", "export", "--store", store).stdout
    assert exported.count('"webhook_redelivered"') == 2
    assert exported.count('"webhook_resumed"') == 1


def test_why_messages_wait_is_said(tmp_path: Path) -> None:
    with site_telling(tmp_path, subscription(), clock=Clock()) as site:
        happened(site, "c-1")
        works(site, Wire(lambda *_: Outcome(503)))
    listed = sowcheck("webhooks", "list", "--store", tmp_path / "cases.db").stdout
    assert listed.endswith("1 waiting        0 delivered      0 dead  HTTP 503; again 2026-06-01 12:00 UTC\n")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["redeliver"], "Nothing says which messages"),
        (["redeliver", "msg_1", "--all"], "Nothing says which messages"),
        (["redeliver", "msg_none"], "There is no message msg_none"),
        (["resume", "erp"], "erp is not stopped"),
    ],
)
def test_what_cannot_be_done_is_said(store: Path, words: list[str], says: str) -> None:
    done = sowcheck("webhooks", *words, "--store", store)
    assert (done.returncode, says in done.stderr) == (2, True), done.stderr


def test_a_secret_that_was_made_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOOK", sowcheck("webhooks", "secret").stdout.strip())
    file = tmp_path / "webhooks.toml"
    file.write_text('[[webhooks]]\nname = "psa"\nurl = "https://psa.example.com/hooks"\nsecret = "HOOK"\n')
    done = sowcheck("webhooks", "check", file)
    assert done.returncode == 0
    assert done.stdout.split() == ["psa", "https://psa.example.com/hooks", "*", *["at", "most", "120", "a", "minute"]]
    monkeypatch.delenv("HOOK")
    assert "HOOK is not set" in sowcheck("webhooks", "check", file).stderr
