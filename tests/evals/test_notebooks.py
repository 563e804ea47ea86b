"""The notebooks run on the fixtures, their two forms say the same, and none is committed with what it printed."""

from pathlib import Path

import jupytext  # type: ignore[import-untyped]  # ships no types
import nbformat
import pytest

from eval_builders import ROOT
from process import python

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.py"))
_EXECUTE = """
import sys
from nbclient import NotebookClient
import nbformat

path = sys.argv[1]
notebook = nbformat.read(path, as_version=4)
NotebookClient(notebook, timeout=120, resources={"metadata": {"path": sys.argv[2]}}).execute()
nbformat.write(notebook, sys.argv[3])
"""


def _read(path: Path) -> nbformat.NotebookNode:
    notebook = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]  # half typed
    assert isinstance(notebook, nbformat.NotebookNode)
    return notebook


def _cells(notebook: nbformat.NotebookNode) -> list[tuple[str, str]]:
    return [(cell.cell_type, cell.source.strip()) for cell in notebook.cells]


def test_there_is_a_notebook_for_each_of_the_three_questions() -> None:
    assert [path.stem for path in NOTEBOOKS] == [
        "1_explore_a_document",
        "2_compare_extractors",
        "3_calibrate_confidence",
    ]
    assert {path.stem for path in (ROOT / "notebooks").glob("*.ipynb")} == {path.stem for path in NOTEBOOKS}


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_the_two_forms_of_a_notebook_are_in_step(path: Path) -> None:
    script, notebook = jupytext.read(path), _read(path.with_suffix(".ipynb"))
    assert _cells(script) == _cells(notebook), f"Run: jupytext --sync {path}"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_committed_without_outputs(path: Path) -> None:
    notebook = _read(path.with_suffix(".ipynb"))
    nbformat.validate(notebook)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert not any(cell.outputs or cell.execution_count for cell in code)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs_from_its_folder(path: Path, tmp_path: Path) -> None:
    # In a process of its own: a kernel talks over sockets, which tests must not.
    executed = tmp_path / "executed.ipynb"
    done = python("-c", _EXECUTE, path.with_suffix(".ipynb"), path.parent, executed)
    assert done.returncode == 0, done.stderr[-3000:]
    cells = _read(executed).cells
    outputs = [output for cell in cells if cell.cell_type == "code" for output in cell.outputs]
    assert len(outputs) >= 4
    # A warning in a notebook that people learn from is a fault.
    assert not [output.text for output in outputs if output.output_type == "stream" and output.name == "stderr"]
