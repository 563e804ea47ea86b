"""A reading process ends at its limits, and what it says is not trusted."""

import io
import os
import pickle
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from docx_builders import word_file
from hostile_builders import nested_forms
from pdf_builders import pdf, put
from process import environment, is_running
from sowcheck.core.documents import Document
from sowcheck.core.limits import ReadingLimits
from sowcheck.errors import UnreadableInput
from sowcheck.ingest import reader
from sowcheck.ingest.apart import server, wire
from sowcheck.ingest.apart.reading import drawn_pages, read
from sowcheck.ingest.apart.tasks import DrawnPage, GreyPicture, PageArea, Task
from sowcheck.ingest.ocr.found import Area, Seen, SeenWord


def sow(folder: Path) -> Path:
    path = folder / "sow.pdf"
    path.write_bytes(pdf(lambda canvas: put(canvas, 72, 100, "The fixed fee is EUR 184,000.")))
    return path


def test_a_document_comes_back_as_it_was_read(tmp_path: Path) -> None:
    path = sow(tmp_path)
    assert read(path) == reader.read(path)


def test_a_process_of_its_own_reads_where_the_system_cannot_split_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "_CAN_SPLIT", False)
    path = sow(tmp_path)
    assert read(path) == reader.read(path)
    empty = tmp_path / "empty.pdf"
    empty.write_bytes(b"")
    with pytest.raises(UnreadableInput, match="empty"):
        read(empty)


def test_a_reader_that_takes_too_long_is_ended_and_the_next_file_is_read(tmp_path: Path) -> None:
    slow = tmp_path / "slow.pdf"
    slow.write_bytes(nested_forms(9, 10))
    start = time.monotonic()
    with pytest.raises(UnreadableInput, match=r"slow\.pdf: reading it takes too long; the limit is 1 s") as caught:
        read(slow, limits=ReadingLimits(seconds=1))
    assert "raise `seconds` under [reading]" in caught.value.hint
    assert time.monotonic() - start < 30
    assert read(sow(tmp_path)).text == "The fixed fee is EUR 184,000."


def test_a_reader_that_needs_too_much_memory_is_ended(tmp_path: Path) -> None:
    large = tmp_path / "large.docx"
    large.write_bytes(word_file("<w:p/>" * 2_000_000))
    with pytest.raises(UnreadableInput, match="takes too much memory; the limit is 300 MB"):
        read(large, limits=ReadingLimits(memory_megabytes=300))


def test_a_device_and_a_pipe_that_nobody_writes_to_end_in_an_error(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput, match="device"):
        read(Path("/dev/zero"))
    pipe = tmp_path / "sow.pdf"
    os.mkfifo(pipe)
    with pytest.raises(UnreadableInput, match="empty"):
        read(pipe)


def test_a_file_beyond_the_size_limit_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "large.pdf"
    with path.open("wb") as stream:
        stream.truncate(3 << 20)
    with pytest.raises(UnreadableInput, match="too large; the limit is 2 MB"):
        read(path, limits=ReadingLimits(file_megabytes=2))


def test_a_reader_that_is_killed_gives_one_error() -> None:
    with server.connected() as line:
        wire.take(line.answer, 0)
        line.kill()
        assert line.ending().signal == signal.SIGKILL
        with pytest.raises(wire.BrokenAnswer):
            wire.take(line.answer, 0)


def test_a_late_call_to_stop_does_not_stop_the_next_reader(tmp_path: Path) -> None:
    with server.connected() as line:
        wire.take(line.answer, 0)
    line.kill()
    assert read(sow(tmp_path)).text == "The fixed fee is EUR 184,000."


def test_readers_end_when_their_parent_is_killed(tmp_path: Path) -> None:
    slow = tmp_path / "slow.pdf"
    slow.write_bytes(nested_forms(9, 10))
    script = (
        "import sys; from pathlib import Path; from sowcheck.ingest.apart.reading import read; read(Path(sys.argv[1]))"
    )
    parent = subprocess.Popen(  # noqa: S603  (the test's own)
        [sys.executable, "-c", script, slow], env=environment()
    )
    children = _wait_for_children(parent.pid, 2)
    parent.kill()
    parent.wait()
    deadline = time.monotonic() + 60
    while any(is_running(child) for child in children):
        assert time.monotonic() < deadline
        time.sleep(0.05)


def _wait_for_children(parent: int, count: int) -> list[int]:
    """The process that serves a parent, and the reader it has split off."""
    if not Path("/proc/self/task").exists():
        pytest.skip("needs /proc")
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        found: list[int] = []
        waiting = [parent]
        while waiting:
            process = waiting.pop()
            try:
                children = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii").split()
            except OSError:
                continue
            found += map(int, children)
            waiting += map(int, children)
        if len(found) == count:
            return found
        time.sleep(0.05)
    raise AssertionError("the reader did not start")


def test_a_reader_sees_no_secrets_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOWCHECK_LLM_API_KEY", "secret")
    with server._single() as line:
        wire.take(line.answer, 0)
        environment = Path(f"/proc/{line._process.pid}/environ")
        if not environment.exists():
            pytest.skip("needs /proc")
        assert b"secret" not in environment.read_bytes()


FORBIDDEN = {
    "a program": "import subprocess; subprocess.run(['true'])",
    "a shell": "import os; os.system('true')",
    "a connection": "import socket; socket.create_connection(('127.0.0.1', 9), 1)",
    "an address": "import socket; socket.getaddrinfo('example.com', 80)",
    "a file": "open('trace.txt', 'w')",
    "a file by its number": "import os; os.write(os.memfd_create('x'), b'x' * 10)",
    "a removal": "import os; os.remove('nothing')",
}


@pytest.mark.parametrize("deed", FORBIDDEN.values(), ids=FORBIDDEN.keys())
def test_behind_the_walls_nothing_is_run_fetched_or_written(tmp_path: Path, deed: str) -> None:
    script = (
        "from sowcheck.core.limits import ReadingLimits\nfrom sowcheck.ingest.apart.walls import close_in\n"
        f"close_in(ReadingLimits())\n{deed}\n"
    )
    done = subprocess.run(  # noqa: S603  (the test's own)
        [sys.executable, "-c", script],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        env=environment(),
    )
    assert done.returncode == 1
    assert "may not do this" in done.stderr or "File too large" in done.stderr
    assert list(tmp_path.iterdir()) == []


BESIDE_TESSERACT = FORBIDDEN | {
    "a file beside its folder": "open('../trace.txt', 'w')",
    "a move out of its folder": "import os; open('a', 'w').close(); os.rename('a', '../trace.txt')",
    "a program by its path": "import subprocess; subprocess.run(['/bin/true'])",
    "a link": "import os; os.symlink('/etc', 'a')",
}
del BESIDE_TESSERACT["a file"], BESIDE_TESSERACT["a file by its number"], BESIDE_TESSERACT["a removal"]


@pytest.mark.parametrize("deed", BESIDE_TESSERACT.values(), ids=BESIDE_TESSERACT.keys())
def test_who_reads_pictures_writes_in_one_folder_and_starts_one_program(tmp_path: Path, deed: str) -> None:
    folder = tmp_path / "own"
    folder.mkdir()
    script = (
        "from pathlib import Path\nfrom sowcheck.ingest.apart.walls import close_in_with\n"
        f"close_in_with('/usr/bin/tesseract', Path('.'), 2048)\nopen('page.png', 'w').close()\n{deed}\n"
    )
    done = subprocess.run(  # noqa: S603  (the test's own)
        [sys.executable, "-c", script],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env=environment(),
    )
    assert done.returncode == 1
    assert "may not do this" in done.stderr
    assert [entry.name for entry in tmp_path.iterdir()] == ["own"]
    assert (folder / "page.png").exists()


class _Deed:
    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.system, ("true",)


@pytest.mark.parametrize(
    "data",
    [
        pickle.dumps(_Deed()),
        pickle.dumps(socket.getaddrinfo),
        b"csowcheck.core.documents\nDocument.__init__.__globals__\n.",
        b"csowcheck.core.values\nliteral_eval\n.",
        b"",
        b"nonsense",
    ],
)
def test_an_answer_may_build_nouns_and_nothing_else(data: bytes) -> None:
    with pytest.raises(wire.BrokenAnswer):
        wire.unpacked(data)


def test_an_answer_that_is_larger_than_allowed_is_not_taken() -> None:
    stream = io.BytesIO()
    wire.put(stream, wire.DOCUMENT, bytes(11))
    stream.seek(0)
    with pytest.raises(wire.BrokenAnswer, match="11 bytes, and 10 at most"):
        wire.take(stream, 10)


def test_a_document_survives_the_way_between_processes(tmp_path: Path) -> None:
    document = reader.read(sow(tmp_path))
    again = wire.unpacked(wire.packed(document))
    assert isinstance(again, Document)
    assert again == document


def test_a_task_survives_the_way_between_processes() -> None:
    task = Task("draw", "a\udcff.pdf", ReadingLimits(seconds=7), (b"\x00\xff",), (1, 3), 1.5)
    assert Task.unpacked(task.packed()) == task


def test_what_was_made_out_survives_the_way_between_processes() -> None:
    word = SeenWord("184,000.00", 72.0, 90.0, 130.0, 100.0, 99.0, 10.0, 0.93, other="164,000.00")
    area = Area(0.0, 0.0, 595.0, 842.0)
    seen = Seen("page 1", 1, area, "read", 90, -1.2, (word,), (Area(72.0, 300.0, 500.0, 301.0),))
    assert Seen.unpacked(seen.packed()) == seen
    task = Task("read", "a.pdf", ReadingLimits(), areas=(PageArea("page 1", 1, area),), seen=(seen,))
    assert Task.unpacked(task.packed()) == task
    for broken in (b"", b"[]", seen.packed().replace(b'"read"', b'"nonsense"'), seen.packed().replace(b"0.93", b'"x"')):
        with pytest.raises((ValueError, TypeError)):
            Seen.unpacked(broken)


def test_a_picture_with_too_few_pixels_is_none() -> None:
    picture = GreyPicture(0, 3, 2, 300.0, bytes(6))
    assert GreyPicture.unpacked(picture.packed()) == picture
    assert GreyPicture.unpacked(picture.packed()[:-1]) is None
    assert GreyPicture.unpacked(b"") is None


def test_pages_are_drawn_apart(tmp_path: Path) -> None:
    (page,) = drawn_pages(sow(tmp_path), [1], 1.0)
    assert (page.number, page.width, page.height) == (1, 595, 842)
    assert min(page.colours) < 100 < max(page.colours) == 255


def test_pages_of_a_file_that_is_no_pdf_are_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "sow.pdf"
    path.write_bytes(b"%PDF-1.7 nothing")
    assert list(drawn_pages(path, [1], 1.0)) == []


@pytest.mark.parametrize("data", [b"", bytes(20), DrawnPage(1, 2, 2, 1.0, bytes(12)).packed() + b"x"])
def test_a_picture_of_other_bytes_than_it_says_is_none(data: bytes) -> None:
    assert DrawnPage.unpacked(data) is None
