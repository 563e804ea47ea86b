"""The program that a user starts stays small whatever file it is given: measured on the real program."""

import sys
from pathlib import Path

import pytest
from benchmarks.memory import paper, peak_of

from hostile_files import PDF, PLAIN, WORD
from sowcheck.ingest.reader import read

MOST = 300
"""MB."""
FILES = {
    "10,000 pages": PDF["10,000 pages"],
    "forms that draw forms": PDF["forms that draw forms that draw forms"],
    "a stream of 768 MB": PDF["a stream of 768 MB, packed twice"],
    "a zip bomb": WORD["parts of 1,800 MB that share their bytes"],
    "six million characters": PLAIN["six million characters"],
}

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="needs /proc")


@pytest.mark.parametrize("name", FILES)
def test_the_program_stays_small_on_a_hostile_file(tmp_path: Path, name: str) -> None:
    path = tmp_path / FILES[name].file
    path.write_bytes(FILES[name].make())
    policy = tmp_path / "policy.toml"
    shipped = Path(__file__).parents[2] / "src" / "sowcheck" / "data" / "policy.toml"
    policy.write_text(
        shipped.read_text(encoding="utf-8").replace("\nseconds = 120", "\nseconds = 10"), encoding="utf-8"
    )
    peak = peak_of("extract", str(path), "--policy", str(policy))
    assert peak.exit_code in (0, 3)
    assert peak.parent < MOST


def test_the_program_stays_small_on_a_long_paper(tmp_path: Path) -> None:
    path = tmp_path / "long.pdf"
    path.write_bytes(paper(60))
    peak = peak_of("extract", str(path), "--format", "json")
    assert peak.exit_code == 0
    assert peak.parent < MOST


def test_the_papers_of_the_benchmark_are_dense(tmp_path: Path) -> None:
    path = tmp_path / "paper.pdf"
    path.write_bytes(paper(2))
    document = read(path)
    assert len(document.pages) == 2
    assert len(document.tables) == 2
    assert len(document.text) > 5000
