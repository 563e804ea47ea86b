"""Names of files are shown and never obeyed: control characters, markup and paths in them do nothing."""

import json
from pathlib import Path

import pytest

from process import sowcheck
from sowcheck.cli.exits import ExitCode
from sowcheck.cli.failures import explain_expected
from sowcheck.errors import UnreadableInput

PAPER = "# Statement of Work\n\nThe fixed fee for the services is EUR 184,000.\n"
RECORD = {"attributes": {"type": "Opportunity"}, "Id": "0065e00000AbCdEAAV", "Name": "Rollout", "Amount": 184000.0}
NAMES = {
    "control characters": "\x1b[31mred\x07\n\t.md",
    "marks that turn text around": "\u202egnp.md",
    "markup": "<img src=x onerror=alert(1)>&.md",
    "a link": "[pay here](javascript:alert(1)) `x` | **b**.md",
    "as many letters as a name can have": "n" * 252 + ".md",
    "what looks like an option": "--output=evil.md",
    "what looks like a path": "..\\..\\evil%2f..%2f.md",
    "no text": b"\xff\xfe.md".decode("utf-8", "surrogateescape"),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A deal whose documents have these names."""
    folder = tmp_path / "deal"
    folder.mkdir()
    for number, name in enumerate(NAMES.values()):
        (folder / name).write_text(f"{PAPER}\nPaper {number}.\n", encoding="utf-8")
    (tmp_path / "quote.json").write_text(json.dumps(RECORD), encoding="utf-8")
    return folder


@pytest.mark.parametrize("form", ["text", "json", "md", "html"])
def test_names_are_shown_and_not_obeyed(folder: Path, form: str) -> None:
    out, record = folder.parent / "out", folder.parent / "quote.json"
    done = sowcheck("check", *folder.iterdir(), "--record", record, "--format", form, "-o", out)
    assert done.returncode in (0, 1), done.stderr
    shown = out.read_text(encoding="utf-8")
    if form == "json":
        assert len(json.loads(shown)["documents"]) == len(NAMES)
    else:
        assert not any(mark in shown for mark in "\x1b\x07\u202e\udcff")
    if form == "html":
        assert "<img src=x" not in shown
    if form == "md":
        assert "<img src=x" not in shown.replace("\\<", "")
        assert "](javascript:" not in shown.replace("\\]", "")
    assert sorted(path.name for path in folder.parent.iterdir()) == ["deal", "out", "quote.json"]
    assert len(list(folder.iterdir())) == len(NAMES)


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES.keys())
def test_an_error_shows_a_name_on_one_line(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert explain_expected(UnreadableInput(Path(name), "it is empty", hint="Ask for it again.")) == ExitCode.UNREADABLE
    first, second = capsys.readouterr().err.splitlines()
    assert first.startswith("error: ")
    assert second.startswith("hint: ")
    assert (first + second).isprintable()
