"""The parent's end of reading processes: starts them early, connects to them, ends them.

Light to import, so that a command can start one before it loads anything else.
"""

import atexit
import json
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import BinaryIO, NamedTuple, Protocol, cast

_CHILD = "sowcheck.ingest.apart.child"
_CAN_SPLIT = hasattr(os, "fork") and hasattr(socket, "send_fds")
_INHERITED = ("PATH", "HOME", "LANG", "LANGUAGE", "TZ", "TMPDIR", "TEMP", "TMP", "SYSTEMROOT", "LD_LIBRARY_PATH")
"""Variables that a reader may see. Keys and passwords in the environment are none of its business."""


class Ending(NamedTuple):
    """How a reading process ended."""

    signal: int = 0
    """0 if no signal ended it, or nobody knows."""
    megabytes: int = 0
    """Of memory at its peak."""
    seconds: float = 0.0
    """Of a processor."""


class Line(Protocol):
    """A connection to a process that reads one file."""

    source: BinaryIO
    """Takes the task and the file."""
    answer: BinaryIO

    def kill(self) -> None:
        """Ends the process; its answer then ends too."""

    def ending(self) -> Ending:
        """How it ended; waits until it has."""


@contextmanager
def connected() -> Iterator[Line]:
    """A process that reads one file; it has ended when the connection is closed."""
    if not _CAN_SPLIT:
        with _single() as single:
            yield single
        return
    server = _idle.pop() if _idle else _Server()
    if not server.answers():
        server.close()
        server = _Server()
    line = server.connect()
    try:
        yield line
    finally:
        line.close()
        _idle.append(server)


def start_early() -> None:
    """Starts a process, if none is there: it loads the readers while the caller loads other things."""
    if _CAN_SPLIT and not _idle:
        _idle.append(_Server())


class _Server:
    """A process that splits off a reader for each file."""

    def __init__(self) -> None:
        self._control, theirs = socket.socketpair()
        with theirs:
            theirs.set_inheritable(True)
            self._process = _started(str(theirs.fileno()), pass_fds=(theirs.fileno(),), stdin=subprocess.DEVNULL)

    def answers(self) -> bool:
        return self._process.poll() is None

    def connect(self) -> "_SplitLine":
        ours, theirs = socket.socketpair()
        with theirs:
            socket.send_fds(self._control, [b"+"], [theirs.fileno()])
        return _SplitLine(self._control, ours)

    def close(self) -> None:
        """Ends the process: it leaves when its parent has gone."""
        self._control.close()
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


class _SplitLine:
    def __init__(self, control: socket.socket, connection: socket.socket) -> None:
        self._control, self._connection = control, connection
        self.source = self.answer = cast("BinaryIO", connection.makefile("rwb"))
        self._ending: Ending | None = None
        self._lock = threading.Lock()

    def kill(self) -> None:
        # Under a lock, for a clock may call late: what it stops must not be the reader of the next file.
        with self._lock:
            if self._ending is None:
                with suppress(OSError):
                    self._control.sendall(b"-")

    def ending(self) -> Ending:
        if self._ending is None:
            told = self._reported()
            with self._lock:
                self._ending = told
        return self._ending

    def close(self) -> None:
        self.kill()
        self.ending()
        with suppress(OSError):  # what was still to be written has nobody to read it
            self.source.close()
        self._connection.close()

    def _reported(self) -> Ending:
        line = bytearray()
        while not line.endswith(b"\n"):
            try:
                part = self._control.recv(4096)
            except OSError:
                part = b""
            if not part:
                return Ending()
            line += part
        told = json.loads(line)
        return Ending(told["signal"], told["kilobytes"] >> 10, told["seconds"])


class _SingleLine:
    def __init__(self, process: "subprocess.Popen[bytes]") -> None:
        assert process.stdin
        assert process.stdout
        self._process = process
        self.source, self.answer = cast("BinaryIO", process.stdin), cast("BinaryIO", process.stdout)

    def kill(self) -> None:
        self._process.kill()

    def ending(self) -> Ending:
        return Ending(max(-self._process.wait(), 0))


@contextmanager
def _single() -> Iterator[_SingleLine]:
    process = _started(stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    line = _SingleLine(process)
    try:
        yield line
    finally:
        line.kill()
        line.ending()
        for stream in (line.source, line.answer):
            with suppress(OSError):
                stream.close()


def _started(
    *arguments: str, stdin: int, stdout: int = subprocess.DEVNULL, pass_fds: tuple[int, ...] = ()
) -> "subprocess.Popen[bytes]":
    # -P: a folder full of received files is no place to import modules from.
    command = [sys.executable, "-P", "-m", _CHILD, *arguments]
    return subprocess.Popen(  # noqa: S603
        command, stdin=stdin, stdout=stdout, pass_fds=pass_fds, env=reader_environment()
    )


def reader_environment() -> dict[str, str]:
    """The variables that a process which reads may see."""
    environment = {name: value for name in _INHERITED if (value := os.environ.get(name)) is not None}
    return environment | {"PYTHONPATH": os.pathsep.join(part for part in sys.path if part)}


_idle: list[_Server] = []
_others: list[_Server] = []
"""Those of the process that this one was split off from."""


def _leave_to_parent() -> None:
    _others.extend(_idle)
    _idle.clear()


def _close_all() -> None:
    while _idle:
        _idle.pop().close()


atexit.register(_close_all)
if _CAN_SPLIT:
    os.register_at_fork(after_in_child=_leave_to_parent)
