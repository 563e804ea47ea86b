"""The commands of the runbook work, in the order in which they stand there, on a real store."""

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from sowcheck.cli.app import app

PAGE = (Path(__file__).parents[2] / "docs" / "runbook.md").read_text(encoding="utf-8")
PASSWORD = "correct horse battery staple"  # noqa: S105


def commands() -> list[str]:
    blocks = re.findall(r"^```console\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    return [line.removeprefix("$ sowcheck ") for block in blocks for line in block.splitlines()]


def test_every_command_of_the_runbook_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = tmp_path / "cases.db"
    monkeypatch.setenv("SOWCHECK_STORE", str(store))
    monkeypatch.chdir(tmp_path)
    names = {"$BACKUP": str(tmp_path / "backup"), "$NEW": str(tmp_path / "new.db"), "$TOKEN": ""}
    done = []
    for command in commands():
        words = [names.get(word, word) for word in command.split()]
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
    source = "\n".join(
        path.read_text(encoding="utf-8") for path in (Path(__file__).parents[2] / "src/sowcheck").rglob("*.py")
    )
    named = {
        "step done",
        "step failed",
        "request failed",
        "worker missed a turn",
        "case left to people",
        "work taken over",
    }
    flat = PAGE.replace("\n", " ")
    for event in named | {"store cannot be asked for its figures"}:
        assert f"`{event}`" in flat
        assert f'"{event}"' in source


def test_every_route_that_is_named_is_one_of_the_api() -> None:
    routes = json.loads((Path(__file__).parents[2] / "docs" / "openapi.json").read_text(encoding="utf-8"))["paths"]
    named = set(re.findall(r"`(GET|POST|PUT|DELETE) (/[^`\s]*)`", PAGE))
    assert named
    for method, path in named:
        assert method.lower() in routes.get(path, {}), f"{method} {path}"
