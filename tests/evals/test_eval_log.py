"""A log says what it is, holds everything, and half a log is known for one."""

from pathlib import Path

import pytest

from eval_builders import deal, document, found, gold, log
from sowcheck.errors import UnreadableInput
from sowcheck.evals.log import Log, line_of, read_log


def _written(path: Path, made: Log) -> Path:
    assert made.end is not None
    lines = [line_of(made.header), *map(line_of, made.documents), *map(line_of, made.deals), line_of(made.end)]
    path.write_text("".join(lines), encoding="utf-8")
    return path


def test_a_log_comes_back_as_it_was_written(tmp_path: Path) -> None:
    made = log(
        [document("D1", [gold("doc.kind", "sow")], [found("doc.kind", "sow", "a\u2028quote with a line separator")])],
        [deal("P1", must_match=["doc.kind"])],
    )
    assert read_log(_written(tmp_path / "log.jsonl", made)) == made


def test_a_log_without_its_end_is_unfinished(tmp_path: Path) -> None:
    path = _written(tmp_path / "log.jsonl", log([document()]))
    path.write_text("".join(path.read_text(encoding="utf-8").splitlines(keepends=True)[:-1]), encoding="utf-8")
    with pytest.raises(UnreadableInput, match="has not finished"):
        read_log(path)
    assert read_log(path, unfinished=True).end is None


def test_half_a_last_line_is_passed_over_in_an_unfinished_log(tmp_path: Path) -> None:
    path = _written(tmp_path / "log.jsonl", log([document("D1"), document("D2")]))
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(lines[:2]) + lines[2][:40], encoding="utf-8")
    assert [entry.id for entry in read_log(path, unfinished=True).documents] == ["D1"]


def test_a_broken_line_is_named(tmp_path: Path) -> None:
    path = _written(tmp_path / "log.jsonl", log([document()]))
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text(lines[0] + '{"type": "document"}\n' + lines[2], encoding="utf-8")
    with pytest.raises(UnreadableInput, match="line 2 is no line of an eval log"):
        read_log(path)


def test_a_file_of_another_kind_is_no_log(tmp_path: Path) -> None:
    path = tmp_path / "other.json"
    path.write_text('{"schema": "sowcheck.report/1"}\n', encoding="utf-8")
    with pytest.raises(UnreadableInput, match="line 1 is no line of an eval log"):
        read_log(path)
    with pytest.raises(UnreadableInput, match="no such file"):
        read_log(tmp_path / "absent.jsonl")


def test_a_document_that_stands_twice_is_refused(tmp_path: Path) -> None:
    path = _written(tmp_path / "log.jsonl", log([document("D1"), document("D1")]))
    with pytest.raises(UnreadableInput, match="'D1' stands in the log twice"):
        read_log(path)
