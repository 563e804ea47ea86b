"""What puts the service on a machine is read by the linters of those who run it, and names nothing that is not there."""

import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import promql_parser
import pytest
import yaml

from sowcheck.cli.app import app
from sowcheck.telemetry.figures import FIGURES

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
UNITS = sorted((DEPLOY / "systemd").glob("*.service"))
SOURCE = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.py"))
OURS = ("tables", "server", "worker", "operator")
PROGRAMS = Path(sys.executable).parent
_OF_PROMETHEUS = {"up"}


def run(*words: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(list(map(str, words)), capture_output=True, text=True, timeout=60, check=False)  # noqa: S603


def compose() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
    return found


def test_the_image_is_written_as_hadolint_wants_it() -> None:
    done = run(PROGRAMS / "hadolint", "--no-color", ROOT / "Dockerfile")
    assert (done.returncode, done.stdout) == (0, "")


def test_the_image_runs_without_root_and_holds_no_secret() -> None:
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    last = text[text.rindex("\nFROM ") :]
    assert re.search(r"^USER 10001:10001$", last, re.MULTILINE)
    assert "HEALTHCHECK" in last
    # The first process of a container has to ask for each signal that it wants to hear: no program does while it starts.
    assert 'ENTRYPOINT ["tini", "--", "sowcheck"]' in last
    assert not re.search(r"PASSWORD|SECRET|TOKEN|API_KEY", text)
    kept_in = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    copied = {word for line in re.findall(r"^COPY (?!--from)(.+) \S+$", text, re.MULTILINE) for word in line.split()}
    assert {f"!{each}" for each in copied} <= set(kept_in)
    assert "*" in kept_in
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert {"pyproject.toml", "src", project["readme"], *project["license-files"]} <= copied


def extras_in(text: str) -> set[str]:
    """Those that a text installs: the same at each place."""
    (found,) = set(re.findall(r"'\.\[([a-z0-9,-]+)\]'", text))
    return set(found.split(","))


def test_whoever_installs_it_has_all_that_a_setting_of_the_service_can_need() -> None:
    """An encoder and an eval are options of commands that no service runs; whatever else there is may be asked for."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = project["optional-dependencies"].keys() - {"eval", "semantic", "sentence-transformers"}
    assert extras_in((ROOT / "Dockerfile").read_text(encoding="utf-8")) == wanted
    runbook = (ROOT / "docs" / "runbook.md").read_text(encoding="utf-8")
    assert extras_in(runbook) == wanted


def test_the_compose_file_has_the_shape_that_compose_wants() -> None:
    done = run(PROGRAMS / "check-jsonschema", "--builtin-schema", "vendor.compose-spec", DEPLOY / "compose.yaml")
    assert done.returncode == 0, done.stdout


def test_every_container_of_ours_is_shut_in_and_takes_secrets_as_files() -> None:
    services = compose()["services"]
    assert set(services) == {"database", *OURS}
    for name in OURS:
        service = services[name]
        assert (service["read_only"], service["cap_drop"]) == (True, ["ALL"])
        assert "no-new-privileges:true" in service["security_opt"]
        for variable, value in service["environment"].items():
            if "SECRET" in variable or "PASSWORD" in variable or variable == "SOWCHECK_STORE_FILE":
                assert str(value).startswith("/run/secrets/"), variable
    assert services["server"]["ports"] == ["127.0.0.1:8000:8000"]
    assert "ports" not in services["database"]


def variables() -> Iterator[tuple[str, str]]:
    for name in OURS:
        for variable in compose()["services"][name]["environment"]:
            yield f"compose {name}", variable
    for unit in [*UNITS, DEPLOY / "systemd" / "sowcheck.env", ROOT / "Dockerfile"]:
        for variable in re.findall(r"\b(SOWCHECK_[A-Z_]+)=", unit.read_text(encoding="utf-8")):
            yield unit.name, variable


def test_every_variable_is_one_that_the_program_reads() -> None:
    for where, variable in variables():
        if variable.startswith("SOWCHECK_"):
            known = variable in SOURCE or variable.removesuffix("_FILE") in SOURCE
            assert known, f"{where}: {variable}"


def commands() -> Iterator[tuple[str, list[str]]]:
    for name, service in compose()["services"].items():
        if name != "database":
            yield f"compose {name}", service["command"]
    for unit in UNITS:
        for line in re.findall(r"bin/sowcheck ([^'\n]+)", unit.read_text(encoding="utf-8")):
            yield unit.name, [re.sub(r'^"|"$', "", word) for word in re.sub(r"\$\$\([^)]*\)", "day", line).split()]


@pytest.mark.parametrize(("where", "words"), list(commands()))
def test_every_command_is_one_that_the_program_has(where: str, words: list[str]) -> None:
    import typer.main

    command: Any = typer.main.get_command(app)
    while words and hasattr(command, "commands"):
        assert words[0] in command.commands, where
        command, words = command.commands[words[0]], words[1:]
    options = {name for each in command.params for name in each.opts}
    assert {word for word in words if word.startswith("-")} <= options, where


def is_there(program: str) -> bool:
    return shutil.which(program) is not None


@pytest.mark.skipif(
    not is_there("systemd-analyze"), reason="systemd-analyze is not on this machine: apt install systemd"
)
def test_the_units_are_read_by_systemd_without_a_complaint(tmp_path: Path) -> None:
    for unit in (DEPLOY / "systemd").iterdir():
        text = unit.read_text(encoding="utf-8").replace("/opt/sowcheck/bin/sowcheck", sys.executable)
        (tmp_path / unit.name).write_text(text, encoding="utf-8")
    units = [each for each in tmp_path.iterdir() if each.suffix in (".service", ".timer")]
    done = run("systemd-analyze", "verify", "--man=no", *units)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.skipif(
    not is_there("systemd-analyze"), reason="systemd-analyze is not on this machine: apt install systemd"
)
@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.stem)
def test_the_units_leave_little_open(unit: Path) -> None:
    done = run("systemd-analyze", "security", "--offline=true", "--no-pager", unit)
    found = re.search(r"Overall exposure level for \S+: ([\d.]+)", done.stdout)
    assert found, done.stderr
    # 10 is a unit that may do everything, below 2 systemd calls it OK.
    assert float(found[1]) < 2


def test_a_command_beside_the_units_is_given_what_they_are_given() -> None:
    script = (DEPLOY / "systemd" / "sowcheck").read_text(encoding="utf-8")
    assert run("sh", "-n", DEPLOY / "systemd" / "sowcheck").returncode == 0
    for unit in UNITS:
        text = unit.read_text(encoding="utf-8")
        for shared in re.findall(
            r"^(?:EnvironmentFile=|LoadCredential=store:|WorkingDirectory=|User=)(.+)$", text, re.MULTILINE
        ):
            assert f"={shared}" in script or f":{shared}" in script, f"{unit.name}: {shared}"
        assert "MemoryDenyWriteExecute=yes" in text


def rules() -> list[dict[str, Any]]:
    found = yaml.safe_load((DEPLOY / "prometheus" / "alerts.yml").read_text(encoding="utf-8"))
    (group,) = found["groups"]
    assert set(found) == {"groups"}
    listed: list[dict[str, Any]] = group["rules"]
    return listed


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule["alert"])
def test_every_alarm_asks_for_figures_that_there_are_and_leads_to_the_runbook(rule: dict[str, Any]) -> None:
    assert set(rule) <= {"alert", "expr", "for", "labels", "annotations"}
    assert rule["labels"]["severity"] in ("page", "ticket")
    assert promql_parser.parse(rule["expr"])
    assert promql_parser.parse_duration(rule.get("for", "1s"))
    for name, labels in re.findall(r"\b(up|sowcheck_\w+)(?:\{([^}]*)\})?", rule["expr"]):
        figure = re.sub(r"_(bucket|count|sum)$", "", name)
        assert figure in FIGURES.keys() | _OF_PROMETHEUS
        asked = set(re.findall(r"(\w+)\s*(?:=~|!~|!=|=)", labels))
        assert figure in _OF_PROMETHEUS or asked <= set(FIGURES[figure].labels)
    page, _, anchor = rule["annotations"]["runbook"].partition("#")
    headings = re.findall(r"^#+ (.+)$", (ROOT / page).read_text(encoding="utf-8"), re.MULTILINE)
    assert anchor in {re.sub(r"[^\w-]", "", heading.lower().replace(" ", "-")) for heading in headings}


def test_prometheus_asks_where_the_service_answers() -> None:
    found = yaml.safe_load((DEPLOY / "prometheus" / "prometheus.yml").read_text(encoding="utf-8"))
    assert [each["job_name"] for each in found["scrape_configs"]] == ["sowcheck-server", "sowcheck-worker"]
    assert all(re.match("sowcheck.*", each["job_name"]) for each in found["scrape_configs"])
