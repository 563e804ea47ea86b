"""Runs programs as processes of their own, the way a shell does."""

import io
import os
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from sowcheck.cli.app import main


def python(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Runs the Python of the tests; text in, text out, wide and without colours."""
    return subprocess.run(  # noqa: S603  (the program and its arguments are the test's own)
        [sys.executable, *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
        env={**os.environ, "COLUMNS": "200", "NO_COLOR": "1"},
    )


def sowcheck(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Runs the command line."""
    return python("-m", "sowcheck", *arguments)


def sowcheck_here(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Runs the command line in this process, where everything is loaded already: a second instead of three."""
    words, streams = ["sowcheck", *map(str, arguments)], (_stream(), _stream())
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(streams[0]), redirect_stderr(streams[1]):
        patch.setattr(sys, "argv", words)
        patch.setenv("COLUMNS", "200")
        patch.setenv("NO_COLOR", "1")
        try:
            main()
            status = 0
        except SystemExit as ended:
            status = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    return subprocess.CompletedProcess(words, status, *map(_written, streams))


def _stream() -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)


def _written(stream: io.TextIOWrapper) -> str:
    assert isinstance(stream.buffer, io.BytesIO)
    return stream.buffer.getvalue().decode("utf-8")


def environment() -> dict[str, str]:
    """The environment with the modules of the tests and the commands beside this Python in reach."""
    commands = os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)))
    return {**os.environ, "PATH": commands, "PYTHONPATH": os.pathsep.join(part for part in sys.path if part)}


def is_running(process: int) -> bool:
    """Whether a process has not ended; one that nobody has collected yet has. Needs /proc."""
    try:
        status = Path(f"/proc/{process}/stat").read_text(encoding="utf-8")
    except OSError:
        return False
    return status.rpartition(")")[2].split()[0] != "Z"
