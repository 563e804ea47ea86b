"""docs/identity.md names the roles that there are, shows settings that load, and commands that exist."""

import re
import tomllib
from pathlib import Path

import pytest
import typer
from pydantic import SecretStr

from sowcheck.cli.app import app
from sowcheck.core.people import ROLES
from sowcheck.core.retention import RetentionPolicy
from sowcheck.identity import lockout, passwords, sessions, tokens
from sowcheck.identity.oidc.settings import OidcSettings, load_oidc

PAGE = (Path(__file__).parents[2] / "docs" / "identity.md").read_text(encoding="utf-8")
TOML = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
COMMANDS = re.findall(r"^sowcheck (.+)$", PAGE, re.MULTILINE)


def test_every_role_is_told_of() -> None:
    table = PAGE.split("## Roles\n", 1)[1].split("\n## ", 1)[0]
    named = [name for row in re.findall(r"^\| (`.*?) \|", table, re.MULTILINE) for name in re.findall(r"`(\w+)`", row)]
    assert sorted(named) == sorted(ROLES)


@pytest.mark.parametrize("text", [each for each in TOML if "[oidc]" in each])
def test_the_settings_that_are_shown_load(tmp_path: Path, text: str) -> None:
    file = tmp_path / "oidc.toml"
    file.write_text(text)
    assert load_oidc(file, SecretStr("x")).groups


def test_every_setting_is_told_of() -> None:
    table = PAGE.split("| key of `[oidc]` |", 1)[1]
    told = set(re.findall(r"^\| `\[?(?:oidc\.)?(\w+)\]?` \|", table, re.MULTILINE))
    assert told == set(OidcSettings.model_fields) - {"secret"}


def test_the_retention_that_is_shown_is_that_of_a_policy() -> None:
    (text,) = (each for each in TOML if "[retention]" in each)
    assert set(tomllib.loads(text)["retention"]) == set(RetentionPolicy.model_fields)


@pytest.mark.parametrize("words", COMMANDS)
def test_every_command_is_there(words: str) -> None:
    found = typer.main.get_command(app)
    names = [word for word in re.sub(r'"[^"]*"', "x", words).split() if not word.startswith("-")]
    while (more := getattr(found, "commands", None)) is not None:
        found = more[names.pop(0)]
    known = {option for each in found.params for option in each.opts}
    assert set(re.findall(r"--[\w-]+", words)) <= known


def test_the_figures_are_those_of_the_program() -> None:
    said = " ".join(PAGE.split())
    minutes = int(lockout.ADDRESS_TIME.total_seconds() // 60)
    for words in (
        f"{passwords.SHORTEST} to {passwords.LONGEST} characters",
        f"After {lockout.FREE} failures a person waits a minute",
        f"may fail {lockout.ADDRESS_FREE} times in {minutes} minutes",
        f"after {int(sessions.IDLE.total_seconds() // 60)} minutes without use and {sessions.LONGEST.seconds // 3600} hours",
        f"live at most {tokens.LONGEST_LIFE.days} days",
    ):
        assert words in said
