"""The process that reads. Started once, it loads the readers and then splits off a process of its own for each file.

A split takes some thousandths of a second, and nothing that one file does there lasts until the next. Where the system
cannot split (Windows), the process reads one file and ends.
"""

import gc
import json
import os
import select
import signal
import socket
import sys
import traceback
from pathlib import Path
from typing import BinaryIO, cast

from sowcheck.errors import UnreadableInput, UsageError
from sowcheck.ingest.apart import wire
from sowcheck.ingest.apart.tasks import DrawnPage, GreyPicture, Refusal, Task
from sowcheck.ingest.apart.walls import close_in
from sowcheck.ingest.docx import reader as _docx  # noqa: F401  (loaded once, before there is a file)
from sowcheck.ingest.files import PIECE
from sowcheck.ingest.packages import is_package, member_in, package_in
from sowcheck.ingest.pdf.images import area_images, page_images
from sowcheck.ingest.pdf.reader import read_pdf as _pdf  # noqa: F401
from sowcheck.ingest.plain.reader import read_plain as _plain  # noqa: F401
from sowcheck.ingest.reader import document_of

MOST_OF_TASK = 1 << 26
"""Bytes; the words made out on 300 scanned pages need about 12 MB."""
UNPACK_INNER = "Archives inside archives are not opened: unpack it, and name it beside the package."
_RARE = 50_000
"""New objects between two searches for circles of garbage: a reader lives shortly and makes few of them."""


def main() -> None:
    """Serves the connection whose number is the first argument; without one, reads one file from standard input."""
    # What was loaded stays: no search for garbage need look at it, and readers share its memory.
    gc.freeze()
    gc.set_threshold(_RARE)
    if len(sys.argv) > 1:
        _serve(socket.socket(fileno=int(sys.argv[1])))
    else:
        work(sys.stdin.buffer, sys.stdout.buffer)
    _leave()


def _leave() -> None:
    """Ends at once: there is nothing to tidy up."""
    os._exit(0)


def _serve(control: socket.socket) -> None:
    """Splits off a reader for each connection that comes, until the parent is gone."""
    # Ctrl-C goes to all processes of a terminal; the parent decides what becomes of this one.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    while True:
        message, connections, _, _ = socket.recv_fds(control, 1, 1)
        if not message:
            return
        # A call to stop that comes when the reader has just ended brings no connection.
        for connection in connections:
            control.sendall(_split_off(control, connection))


def _split_off(control: socket.socket, connection: int) -> bytes:
    """Lets a process of its own read; how it ended, as a line of JSON."""
    alive, end_of_life = os.pipe()
    reader = os.fork()
    if reader == 0:
        os.close(alive)
        control.close()
        _read_and_leave(connection)
    os.close(connection)
    os.close(end_of_life)
    while alive not in select.select([alive, control.fileno()], [], [])[0]:
        os.kill(reader, signal.SIGKILL)
        if not control.recv(1):
            _leave()
    os.close(alive)
    _, status, used = os.wait4(reader, 0)
    ending = {
        "signal": os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0,
        "kilobytes": used.ru_maxrss // (1024 if sys.platform == "darwin" else 1),
        "seconds": used.ru_utime + used.ru_stime,
    }
    return json.dumps(ending).encode("ascii") + b"\n"


def _read_and_leave(connection: int) -> None:
    try:
        silence = os.open(os.devnull, os.O_RDWR)
        os.dup2(silence, 2)
        with socket.socket(fileno=connection) as line:
            stream = cast("BinaryIO", line.makefile("rwb"))
            work(stream, stream)
    finally:
        _leave()


def work(source: BinaryIO, answer: BinaryIO) -> None:
    """Does one task: takes it and the file from `source`, puts the walls up, reads, and answers."""
    wire.put(answer, wire.READY)
    _, task_bytes = wire.take(source, MOST_OF_TASK)
    task = Task.unpacked(task_bytes)
    data = _file_from(source)
    close_in(task.limits)
    try:
        _JOBS[task.job](task, data, answer)
    except (UnreadableInput, UsageError) as error:
        message = error.reason if isinstance(error, UnreadableInput) else error.message
        wire.put(answer, wire.REFUSED, Refusal(type(error).__name__, message, error.hint).packed())
    except (MemoryError, RecursionError) as error:
        del data
        wire.put(answer, wire.REFUSED, Refusal(type(error).__name__, "", "").packed())
    except Exception as error:  # noqa: BLE001  (a bug is told to the parent, who fails with it)
        words = " ".join(str(error).split())[:300]
        trace = traceback.format_exc(limit=-20)
        wire.put(answer, wire.FAILED, Refusal(type(error).__name__, words, trace).packed())
    else:
        wire.put(answer, wire.END)


def _file_from(source: BinaryIO) -> bytes:
    parts = bytearray()
    while True:
        kind, part = wire.take(source, PIECE)
        if kind == wire.END:
            return bytes(parts)
        parts += part


def _read(task: Task, data: bytes, answer: BinaryIO) -> None:
    path = Path(task.name)
    if task.member is not None:
        inner, data, packed = member_in(path, data, task.member, task.limits)
        if is_package(inner, data):
            raise UnreadableInput(inner, "this is a ZIP archive inside the archive", hint=UNPACK_INNER)
        document = document_of(inner, data, task.trusted, task.limits, task.seen)
        name = f"{packed.name}/{inner.relative_to(path).as_posix()}"
        document = document.model_copy(update={"name": name, "package": packed})
        wire.put(answer, wire.DOCUMENT, wire.packed(document))
    elif is_package(path, data):
        wire.put(answer, wire.PACKAGE, wire.packed(package_in(path, data, task.limits)))
    else:
        document = document_of(path, data, task.trusted, task.limits, task.seen)
        wire.put(answer, wire.DOCUMENT, wire.packed(document))


def _draw(task: Task, data: bytes, answer: BinaryIO) -> None:
    path = Path(task.name)
    if task.member is not None:
        path, data, _ = member_in(path, data, task.member, task.limits)
    for number, image, scale in page_images(path, data, task.pages, task.scale, task.limits):
        drawn = DrawnPage(number, image.width, image.height, scale, image.tobytes())
        wire.put(answer, wire.PICTURE, drawn.packed())


def _scan(task: Task, data: bytes, answer: BinaryIO) -> None:
    path = Path(task.name)
    if task.member is not None:
        path, data, _ = member_in(path, data, task.member, task.limits)
    areas = [(wanted.page, wanted.area) for wanted in task.areas]
    for number, image, dpi in area_images(path, data, areas, task.limits):
        picture = GreyPicture(number, image.width, image.height, dpi, image.tobytes())
        wire.put(answer, wire.PICTURE, picture.packed())


_JOBS = {"read": _read, "draw": _draw, "scan": _scan}

if __name__ == "__main__":
    main()
