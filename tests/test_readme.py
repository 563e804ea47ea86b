"""What the README shows runs."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from process import environment, python, sowcheck
from sowcheck.web.server import address_of, listening

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_python_example_prints_the_state_of_the_gate(tmp_path: Path) -> None:
    example = re.search(r"```python\n(.*?)```", README, re.DOTALL)
    assert example is not None
    script = tmp_path / "example.py"
    script.write_text(example.group(1).replace('"fixtures/', f'"{ROOT}/fixtures/'), encoding="utf-8")
    done = python(script)
    assert (done.returncode, done.stdout.strip()) == (0, "blocked"), done.stderr


def test_every_command_that_the_readme_names_exists() -> None:
    shown = "\n".join(re.findall(r"```\n(.*?)```", README, re.DOTALL))
    commands = {
        tuple(words.split()) for words in re.findall(r"^sowcheck ((?:eval |policy )?[a-z]+)", shown, re.MULTILINE)
    }
    assert len(commands) > 8
    for command in commands:
        assert sowcheck(*command, "--help").returncode == 0, command


@pytest.mark.allow_hosts(["127.0.0.1"])
@pytest.mark.skipif(not shutil.which("curl"), reason="curl is not on this machine: the lines are not run")
@pytest.mark.skipif(not shutil.which("timeout"), reason="timeout is not on this machine: the lines are not run")
def test_the_lines_that_start_a_service_work_as_they_are_pasted(tmp_path: Path) -> None:
    found = re.search(r"```sh\n(pip install .*?)```", README, re.DOTALL)
    assert found is not None
    install, *lines = found.group(1).splitlines()
    assert install == "pip install '.[service]'"
    with listening("127.0.0.1", 0) as listener:
        port = address_of(listener).rpartition(":")[2]
    pasted = "\n".join(lines).replace("8000", port).replace("DEAL=fixtures", f"DEAL={ROOT}/fixtures")
    done = subprocess.run(  # noqa: S603  (the page's own lines)
        # It ends what was started beside the lines as well.
        [
            shutil.which("timeout") or "",
            "150",
            "/bin/bash",
            "-c",
            f"set -euo pipefail\ntrap 'kill $!; wait' EXIT\n{pasted}",
        ],
        input="ladder orchard violet 42\n",
        cwd=tmp_path,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    assert '"status":"ready"' in done.stdout
    assert "decision by finance, due" in done.stdout
    assert "The audit is whole" in done.stdout
