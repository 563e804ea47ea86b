"""What the README shows runs."""

import re
from pathlib import Path

from process import python, sowcheck

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
