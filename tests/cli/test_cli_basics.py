"""The command line without a deal: help, explanations, policy files, and how it fails."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from process import python, sowcheck
from sowcheck.cli.exits import ExitCode
from sowcheck.cli.output import write_file
from sowcheck.core.fields import FIELDS
from sowcheck.core.reasons import REASONS
from sowcheck.errors import UsageError
from sowcheck.extract.kinds.types import clause_types
from sowcheck.llm.settings import ModelSettings

# The account is a file that the processes of one run share; nobody has to set it.
SETTINGS = {name.upper() for name in ModelSettings.model_fields if name != "account"}


@pytest.mark.parametrize(
    "command",
    [
        "check", "extract", "explain", "batch", "policy check", "store upgrade", "audit verify", "audit export", "users add", "users list", "users disable", "users password", "tokens add", "tokens list", "tokens revoke", "eval run", "eval score", "eval compare", "eval report",
        "eval mutate", "eval skills", "eval baseline",
    ],
)  # fmt: skip
def test_the_help_of_every_command_has_an_example(command: str) -> None:
    done = sowcheck(*command.split(), "--help")
    assert done.returncode == 0
    assert f"Example: sowcheck {command}" in done.stdout


@pytest.mark.parametrize("command", ["check", "extract", "batch", "eval run"])
def test_the_help_of_a_command_that_may_ask_a_model_names_every_variable(command: str) -> None:
    text = " ".join(sowcheck(*command.split(), "--help").stdout.split())
    _, found, variables = text.partition("begins with SOWCHECK_LLM_:")
    assert found
    assert set(re.findall(r"[A-Z_]{5,}", variables)) == SETTINGS | {"API_KEY_FILE"}


def test_the_settings_of_a_model_are_described_in_its_page() -> None:
    page = (Path(__file__).parents[2] / "docs" / "language-models.md").read_text(encoding="utf-8")
    named = {name.removeprefix("SOWCHECK_LLM_") for name in re.findall(r"`([A-Z_]+)[`=]", page)}
    assert not SETTINGS - named


def test_the_help_of_the_program_and_of_its_groups_has_an_example() -> None:
    for group, example in (((), "check sow.pdf"), (("policy",), "policy check"), (("eval",), "eval run")):
        assert f"Example: sowcheck {example}" in sowcheck(*group, "--help").stdout


def test_the_help_lists_every_command_and_the_exit_codes() -> None:
    done = sowcheck("--help")
    text = " ".join(done.stdout.split())
    for words in ("check", "extract", "explain", "batch", "policy", "4 internal error"):
        assert words in text


def test_the_version_is_printed() -> None:
    done = sowcheck("--version")
    assert done.stdout.startswith("sowcheck ")
    assert done.returncode == ExitCode.READY


def test_the_command_line_starts_without_its_heavy_parts() -> None:
    heavy = (
        "pydantic", "pypdfium2", "pypdf", "docx", "spacy", "lxml", "jinja2", "rapidfuzz", "scipy", "numpy", "babel", "PIL", "rich.console",
        "dateutil", "sowcheck.pipeline", "sowcheck.core", "sowcheck.report.model", "openai", "instructor", "tenacity",
        "httpx", "httpx2", "sowcheck.llm",
    )  # fmt: skip
    code = f"import sys, sowcheck.cli.app; print([name for name in {heavy!r} if name in sys.modules])"
    done = python("-c", code)
    assert done.stdout.strip() == "[]"


def test_a_check_without_a_language_model_imports_nothing_of_one() -> None:
    vendors = ("openai", "instructor", "tenacity", "httpx", "httpx2")
    code = f"import sys, sowcheck.pipeline; print([name for name in {vendors!r} if name in sys.modules])"
    done = python("-c", code)
    assert done.stdout.strip() == "[]"


def test_the_help_starts_without_the_stages() -> None:
    code = (
        "import sys\nfrom sowcheck.cli.app import main\nsys.argv = ['sowcheck', '--help']\n"
        "try:\n    main()\nexcept SystemExit:\n    print([name for name in ('pydantic', 'pypdfium2', 'jinja2') if name in sys.modules])"
    )
    done = python("-c", code)
    assert done.stdout.strip().endswith("[]")


@pytest.mark.parametrize("code", sorted(REASONS))
def test_every_code_is_explained_with_its_meaning_and_advice(code: str, capsys: pytest.CaptureFixture[str]) -> None:
    from sowcheck.cli.explain import explain

    explain(code.lower())
    text = capsys.readouterr().out
    assert REASONS[code].title in text
    assert REASONS[code].meaning in text
    assert REASONS[code].advice in text


@pytest.mark.parametrize("field", sorted(FIELDS))
def test_every_field_is_explained(field: str, capsys: pytest.CaptureFixture[str]) -> None:
    from sowcheck.cli.explain import explain

    explain(field)
    text = capsys.readouterr().out
    assert FIELDS[field].meaning in text
    assert FIELDS[field].owner in text


@pytest.mark.parametrize("name", ["payment_terms", "IP", "named_roles_and_effort"])
def test_a_type_of_clause_is_explained(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    from sowcheck.cli.explain import explain

    explain(name)
    text = capsys.readouterr().out
    row = clause_types()[name.lower()]
    assert row.meaning in text
    assert row.watch in text
    assert all(field in text for field in row.fields)


def test_the_types_of_clauses_are_listed() -> None:
    done = sowcheck("explain", "clauses")
    assert [line.split()[1] for line in done.stdout.splitlines()] == list(clause_types())


def test_an_unknown_name_is_a_usage_error_that_suggests_the_nearest() -> None:
    done = sowcheck("explain", "billing.payment_terms")
    assert done.returncode == ExitCode.USAGE
    assert "error: there is no code, field or type of clause 'billing.payment_terms'" in done.stderr
    assert "billing.payment_terms_days" in done.stderr
    assert "Traceback" not in done.stderr


def test_explain_without_a_name_lists_all_codes() -> None:
    done = sowcheck("explain")
    assert [line.split()[0] for line in done.stdout.splitlines()] == list(REASONS)


def test_a_reader_that_goes_away_is_no_error() -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "sowcheck", "explain"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout
    assert process.stderr
    process.stdout.close()
    errors = process.stderr.read()
    process.stderr.close()
    assert process.wait(timeout=60) == ExitCode.READY
    assert errors == ""


def test_the_shipped_policy_is_valid() -> None:
    import sowcheck as package

    done = sowcheck("policy", "check", Path(next(iter(package.__path__))) / "data" / "policy.toml")
    assert done.returncode == ExitCode.READY
    assert "valid" in done.stdout


def test_a_policy_with_a_fault_is_unreadable_and_names_the_line(tmp_path: Path) -> None:
    path = tmp_path / "policy.toml"
    path.write_text('version = "1"\nversion = "2"\n', encoding="utf-8")
    done = sowcheck("policy", "check", path)
    assert done.returncode == ExitCode.UNREADABLE
    assert "line 2" in done.stderr
    assert "hint:" in done.stderr


def test_an_unknown_command_is_a_usage_error() -> None:
    assert sowcheck("chekc").returncode == ExitCode.USAGE


def test_a_bug_is_told_in_two_lines_and_with_a_traceback_only_on_request() -> None:
    code = (
        "import sys\nimport sowcheck.cli.app as app\n"
        "@app.app.command('broken')\ndef broken() -> None:\n    raise ZeroDivisionError('division by zero')\n"
        "sys.argv = ['sowcheck', *sys.argv[1:]]\napp.main()"
    )
    quiet = python("-c", code, "broken")
    assert quiet.returncode == ExitCode.INTERNAL
    assert quiet.stderr.startswith("error: internal error: ZeroDivisionError")
    assert len(quiet.stderr.splitlines()) == 2
    loud = python("-c", code, "--debug", "broken")
    assert loud.returncode == ExitCode.INTERNAL
    assert "Traceback" in loud.stderr


def test_a_file_is_written_whole_and_its_folders_are_made(tmp_path: Path) -> None:
    target = tmp_path / "reports" / "june" / "report.json"
    write_file("{}", target)
    write_file("{ }", target)
    assert target.read_text(encoding="utf-8") == "{ }"
    assert [path.name for path in target.parent.iterdir()] == ["report.json"]


def test_a_target_below_a_file_is_a_usage_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(UsageError, match="cannot be written"):
        write_file("{}", tmp_path / "file" / "report.json")
