"""The Markdown summary for a pull request, and the command that writes it or the page."""

import re
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from eval_builders import ROOT, deal, document, flag, found, gold, log, replaced
from process import python
from process import sowcheck_here as sowcheck
from sowcheck.cli.exits import ExitCode
from sowcheck.evals.baseline import baseline_text
from sowcheck.evals.card import card_of
from sowcheck.evals.log import Failure, Log, line_of
from sowcheck.evals.report.build import build
from sowcheck.evals.report.markdown import markdown

TERMS = "billing.payment_terms_days"
HOSTILE = "<script>alert(1)</script> | *a* [b](http://c)\n# d"


def write(made: Log, path: Path) -> Path:
    """The log as a file."""
    lines = [line_of(made.header), *map(line_of, made.documents), *map(line_of, made.deals)]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(lines + ([line_of(made.end)] if made.end else [])), encoding="utf-8")
    return path


def small() -> Log:
    """A log with one right and one missed fact."""
    facts = [gold(TERMS, 30), gold("price.currency", "EUR")]
    return log([document("D1", facts, [found(TERMS, 30)])])


def rows(text: str) -> list[list[str]]:
    """The cells of every table row, as a reader sees them."""
    tokens = MarkdownIt("commonmark", {"html": True}).enable("table").parse(text)
    found_rows: list[list[str]] = []
    for token in tokens:
        if token.type == "tr_open":
            found_rows.append([])
        elif token.type == "inline" and found_rows:
            found_rows[-1].append("".join(child.content for child in token.children or []))
    return found_rows


def test_the_summary_has_the_figures_with_their_intervals() -> None:
    table = {row[0]: row[1] for row in rows(markdown(build([small()])))}
    assert table["Documents"] == "1"
    assert table["Recall (of 2 gold facts are found)"].startswith("0.500")
    assert table["Failed"] == "0"


def test_every_row_of_a_table_has_as_many_cells_as_its_head() -> None:
    text = markdown(build([small(), replaced(small(), [document("D1", small().documents[0].gold)])]))
    assert len({len(row) for row in rows(text.split("## ")[0])}) == 1
    assert "Worse." in text or "too few documents" in text
    assert "- D1, Payment terms: 30; now missed" in text


def test_words_of_a_log_are_no_markup() -> None:
    failed = document(f"D1{HOSTILE}", [gold(TERMS, 30)]).model_copy(
        update={"error": Failure(type="Bad", message=HOSTILE)}
    )
    made = log([failed], [deal(HOSTILE, discrepancies=[flag("value_mismatch", TERMS, HOSTILE)], must_match=[TERMS])])
    text = markdown(build([made, replaced(made, [])]))
    tokens = MarkdownIt("commonmark", {"html": True}).enable("table").parse(text)
    kinds = {token.type for token in tokens} | {
        child.type for token in tokens for child in token.children or [] if token.type == "inline"
    }
    assert not kinds & {"html_block", "html_inline", "link_open", "em_open"}
    headings = [token for token in tokens if token.type == "heading_open" and token.tag == "h1"]
    assert len(headings) == 1


def test_what_could_not_be_run_is_told_first() -> None:
    failed = document("D1", [gold(TERMS, 30)]).model_copy(update={"error": Failure(type="Bad", message="damaged")})
    text = markdown(build([log([failed])]))
    assert text.index("1 of 1 could not be run") < text.index("| Documents |")
    assert "- D1: Bad: damaged" in text


def test_false_flags_are_named() -> None:
    made = log(deals=[deal(discrepancies=[flag("value_mismatch", TERMS)], must_match=[TERMS])])
    assert "- **false flag** P1, Payment terms (value mismatch): Net 1 against Net 2" in markdown(build([made]))


def test_the_summary_stays_short_for_a_real_run(fixtures_log: Log) -> None:
    assert len(markdown(build([fixtures_log])).splitlines()) < 80


def test_the_example_of_the_help_runs(fixtures_log: Log, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "fixtures").symlink_to(ROOT / "fixtures", target_is_directory=True)
    write(fixtures_log, tmp_path / "out" / "fixtures.jsonl")
    monkeypatch.chdir(tmp_path)
    said = " ".join(sowcheck("eval", "report", "--help").stdout.split())
    example = "sowcheck eval report out/fixtures.jsonl --dataset fixtures -o out/fixtures.html"
    assert f"Example: {example}" in said
    done = sowcheck(*example.split()[1:])
    assert done.returncode == 0, done.stderr
    markup = (tmp_path / "out" / "fixtures.html").read_text(encoding="utf-8")
    assert markup.startswith("<!doctype html>")
    assert "without the words around" not in markup


def test_the_suffix_says_what_is_written(tmp_path: Path) -> None:
    made = write(small(), tmp_path / "log.jsonl")
    assert sowcheck("eval", "report", made, "-o", tmp_path / "out.md").returncode == 0
    assert (tmp_path / "out.md").read_text(encoding="utf-8").startswith("# Evaluation")
    done = sowcheck("eval", "report", made)
    assert done.stdout == (tmp_path / "out.md").read_text(encoding="utf-8")
    assert sowcheck("eval", "report", made, "--format", "html").stdout.startswith("<!doctype html>")


def test_a_baseline_can_be_named(tmp_path: Path) -> None:
    made = write(replaced(small(), [document("D1", small().documents[0].gold)]), tmp_path / "log.jsonl")
    baseline = tmp_path / "baseline.json"
    baseline.write_text(baseline_text(card_of(small())), encoding="utf-8")
    done = sowcheck("eval", "report", made, "--baseline", baseline)
    assert "## baseline run-1 → made, rules" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["absent.jsonl"], ExitCode.UNREADABLE, "absent.jsonl: no such file"),
        (["log.jsonl", "--dataset", "absent"], ExitCode.USAGE, "absent is no folder"),
        (["log.jsonl", "-o", "."], ExitCode.USAGE, "is a folder"),
        (["unfinished.jsonl"], ExitCode.UNREADABLE, "the run has not finished"),
        (["broken.jsonl"], ExitCode.UNREADABLE, "no line of an eval log"),
    ],
    ids=["no log", "no dataset", "target is a folder", "unfinished run", "no log at all"],
)
def test_a_bad_call_says_what_is_wrong(
    arguments: list[str], code: ExitCode, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write(small(), tmp_path / "log.jsonl")
    write(small().model_copy(update={"end": None}), tmp_path / "unfinished.jsonl")
    (tmp_path / "broken.jsonl").write_text("{}", encoding="utf-8")
    done = sowcheck("eval", "report", *arguments)
    assert done.returncode == code
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_the_guide_names_only_what_exists() -> None:
    guide = (ROOT / "eval" / "README.md").read_text(encoding="utf-8")
    for path in re.findall(r"`((?:src|tests|eval)/[\w./]+)`", guide):
        assert (ROOT / path).exists(), path
    for link in re.findall(r"\]\((\.\./[^)]+)\)", guide):
        assert (ROOT / "eval" / link).exists(), link
    for command in set(re.findall(r"^sowcheck (eval \w+)", guide, re.MULTILINE)):
        assert sowcheck(*command.split(), "--help").returncode == 0, command


def test_every_command_of_the_guide_has_only_options_that_exist() -> None:
    guide = (ROOT / "eval" / "README.md").read_text(encoding="utf-8")
    for command, rest in re.findall(r"^sowcheck (eval \w+)([^#\n]*)", guide, re.MULTILINE):
        known = sowcheck(*command.split(), "--help").stdout
        assert all(option in known for option in re.findall(r"--?[a-z][\w-]*", rest) if option.startswith("-")), rest


def test_the_code_of_the_guide_runs(fixtures_log: Log, tmp_path: Path) -> None:
    guide = (ROOT / "eval" / "README.md").read_text(encoding="utf-8")
    (code,) = re.findall(r"```python\n(.*?)```", guide, re.DOTALL)
    path = write(fixtures_log, tmp_path / "fixtures.jsonl")
    done = python("-W", "error", "-c", code.replace("out/fixtures.jsonl", str(path)))
    assert done.returncode == 0, done.stderr
