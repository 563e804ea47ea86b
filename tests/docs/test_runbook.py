"""The commands of the runbook work, in the order in which they stand there, on a real store."""

import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from site_builders import Clock
from sowcheck.cli.app import app
from sowcheck.handoff.schedule import Outcome
from webhook_builders import Wire, site_telling, subscription, works
from work_builders import handed_in

PAGE = (Path(__file__).parents[2] / "docs" / "runbook.md").read_text(encoding="utf-8")
PASSWORD = "correct horse battery staple"  # noqa: S105


def commands() -> list[str]:
    blocks = re.findall(r"^```console\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    return [line.removeprefix("$ sowcheck ") for block in blocks for line in block.splitlines()]


def test_every_command_of_the_runbook_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = tmp_path / "cases.db"
    with site_telling(tmp_path, subscription(name="psa"), clock=Clock()) as site:
        handed_in(site, "case-1")
        works(site, Wire(lambda _, __: Outcome(410)))
    monkeypatch.setenv("SOWCHECK_STORE", str(store))
    monkeypatch.setenv("SOWCHECK_CONTENTS", str(tmp_path / "contents"))
    monkeypatch.chdir(tmp_path)
    names = {"$BACKUP": str(tmp_path / "backup"), "$NEW": str(tmp_path / "new.db"), "$TOKEN": ""}
    done = []
    for command in commands():
        words = [names.get(word, word) for word in shlex.split(command, comments=True)]
        ran = CliRunner().invoke(app, words, input=f"{PASSWORD}\n", catch_exceptions=False)
        assert ran.exit_code == 0, f"{command}: {ran.output}"
        if words[:2] == ["tokens", "add"]:
            shown = re.search(r"sow_([0-9a-f]{16})_", ran.output)
            assert shown
            names["$TOKEN"] = shown[1]
        done.append(" ".join(words[:2]))
    assert {"store backup", "store restore", "audit verify", "slo", "retention run", "tokens revoke"} <= set(done)


def test_links_within_the_page_lead_somewhere() -> None:
    headings = {
        re.sub(r"[^\w-]", "", each.lower().replace(" ", "-")) for each in re.findall(r"^#+ (.+)$", PAGE, re.MULTILINE)
    }
    assert set(re.findall(r"\]\(#([\w-]+)\)", PAGE)) <= headings


def test_every_event_of_the_log_that_is_named_is_one_that_is_written() -> None:
    # In the text of the page, words as code that are no command are the name of an event.
    text = re.sub(r"^```.*?^```", "", PAGE, flags=re.MULTILINE | re.DOTALL)
    named = {" ".join(each.split()) for each in re.findall(r"`([a-z]+(?:[\s,]+[a-z]+)+)`", text)}
    events = {each for each in named if each.split()[0] not in ("sowcheck", "docker")}
    assert events
    assert events <= set(events_written())


def events_written() -> Iterator[str]:
    """The first argument of each call that writes a log line."""
    for path in (Path(__file__).parents[2] / "src/sowcheck").rglob("*.py"):
        yield from re.findall(r"\b_?log\.\w+\(\s*\"([^\"]+)\"", path.read_text(encoding="utf-8"), re.IGNORECASE)


def test_every_route_that_is_named_is_one_of_the_api() -> None:
    routes = json.loads((Path(__file__).parents[2] / "docs" / "openapi.json").read_text(encoding="utf-8"))["paths"]
    named = set(re.findall(r"`(GET|POST|PUT|DELETE) (/[^`\s]*)`", PAGE))
    assert named
    for method, path in named:
        assert method.lower() in routes.get(path, {}), f"{method} {path}"
