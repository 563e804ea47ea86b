"""Settings that are misspelt are told, and the table of settings has all of them."""

import re
from pathlib import Path

from sowcheck.service.variables import KNOWN, Unknown, unknown

ROOT = Path(__file__).parents[2]
OTHERS = re.compile("SOWCHECK_(LLM|LIVE|WEBHOOK)_")


def test_a_variable_that_is_misspelt_is_told_with_what_was_meant() -> None:
    names = ["PATH", "SOWCHECK_POLCY", "SOWCHECK_POLICY", "SOWCHECK_LLM_MODEL", "SOWCHECK_WEBHOOK_PSA", "SOWCHECK_X"]
    assert list(unknown(names)) == [Unknown("SOWCHECK_POLCY", "SOWCHECK_POLICY"), Unknown("SOWCHECK_X", None)]


def test_every_variable_that_the_program_or_its_deployment_names_is_known() -> None:
    files = [*ROOT.glob("src/**/*.py"), *(path for path in ROOT.glob("deploy/**/*") if path.is_file())]
    named = {
        name.rstrip("_")
        for file in files
        if file.name != "variables.py"
        for name in re.findall(r"SOWCHECK_[A-Z_]+", file.read_text(encoding="utf-8"))
        if not OTHERS.match(f"{name}_")
    }
    assert len(named) > 20
    assert named <= KNOWN, named - KNOWN


def test_the_runbook_says_what_each_setting_is_for() -> None:
    page = (ROOT / "docs" / "runbook.md").read_text(encoding="utf-8")
    table = page[page.index("## Settings") :]
    assert KNOWN - {"SOWCHECK_VERSION", "SOWCHECK_MINILM", "SOWCHECK_DEBUG"} <= set(
        re.findall(r"`(SOWCHECK_\w+)`", table)
    )
