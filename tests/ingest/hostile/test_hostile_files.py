"""Whatever a file is, there is one clear error, or the rest of it is read and the ledger names what was left out."""

import subprocess
import sys
from pathlib import Path

import pytest

from hostile_builders import many_pages, nested_forms
from hostile_files import EXCEL, PACKAGES, PDF, PLAIN, WORD, Hostile
from process import environment
from sowcheck.core.limits import ReadingLimits
from sowcheck.errors import UnreadableInput
from sowcheck.ingest.apart.gather import gather
from sowcheck.ingest.apart.reading import read

LIMITS = ReadingLimits(memory_megabytes=1024)
FILES = {
    f"{kind} {name}": one
    for kind, group in (("PDF", PDF), ("Word", WORD), ("Excel", EXCEL), ("text", PLAIN))
    for name, one in group.items()
}


def test_the_table_is_long_enough() -> None:
    assert len(FILES) > 50


@pytest.mark.parametrize("case", FILES.values(), ids=FILES.keys())
def test_a_hostile_file_gives_one_error_or_is_read_without_harm(tmp_path: Path, case: Hostile) -> None:
    path = tmp_path / case.file
    path.write_bytes(case.make())
    if case.error:
        with pytest.raises(UnreadableInput) as caught:
            read(path, limits=LIMITS)
        assert case.error in caught.value.reason
        assert caught.value.message.startswith(str(path))
        assert caught.value.hint
    else:
        document = read(path, limits=LIMITS)
        assert document.text.startswith(case.text)
        assert bool(document.text) == bool(case.text)
        unread = [f"{entry.where}: {entry.reason}" for entry in document.coverage.unread]
        assert not case.unread or case.unread in unread
    assert [entry.name for entry in tmp_path.iterdir()] == [case.file]


@pytest.mark.parametrize("case", PACKAGES.values(), ids=PACKAGES.keys())
def test_a_hostile_package_gives_one_error_or_is_read_for_the_rest(tmp_path: Path, case: Hostile) -> None:
    path = tmp_path / case.file
    path.write_bytes(case.make())
    if case.error:
        with pytest.raises(UnreadableInput) as caught:
            gather([path], limits=LIMITS)
        assert case.error in caught.value.reason
        assert caught.value.hint
    else:
        found = gather([path], limits=LIMITS)
        (package,) = found.packages
        assert found.documents[0][1].text.startswith("Statement of Work")
        assert (
            any(f"{member.name}: {member.reason}".startswith(case.unread) for member in package.unread)
            or not case.unread
        )
    assert [entry.name for entry in tmp_path.iterdir()] == [case.file]


_MEMORY = """
import re, sys
from pathlib import Path
from sowcheck.errors import UnreadableInput
from sowcheck.ingest.apart.reading import read
for name in sys.argv[1:]:
    try:
        read(Path(name))
    except UnreadableInput as error:
        print(error.message)
# Not ru_maxrss: that begins with what the process which started this one had taken.
print(int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) // 1024)
"""


def test_the_parent_stays_small_whatever_it_is_asked_to_read(tmp_path: Path) -> None:
    files = {
        "many.pdf": many_pages(500),
        "forms.pdf": nested_forms(9, 10),
        "large.txt": b"fee and\n" * 125_000,
        "wide.docx": WORD["six million characters"].make(),
        "bomb.docx": WORD["a main part of 65 MB in 64 KB"].make(),
    }
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    with (tmp_path / "holes.pdf").open("wb") as stream:
        stream.truncate(8 << 30)
    paths = [str(path) for path in sorted(tmp_path.iterdir())]
    done = subprocess.run(  # noqa: S603  (the test's own)
        [sys.executable, "-c", _MEMORY, *paths], capture_output=True, text=True, check=True, env=environment()
    )
    *errors, megabytes = done.stdout.splitlines()
    assert len(errors) == 4, errors
    assert int(megabytes) < 300
