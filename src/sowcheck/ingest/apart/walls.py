"""The walls around a process that reads a file: what the system gives it, and what it may not do.

A reader needs memory, time and the bytes it was handed. It writes no file, opens no connection, starts no program.
"""

import os
import sys
from pathlib import Path
from typing import Any

try:
    import resource
except ImportError:  # Windows: only the clock ends a reader there
    resource = None  # type: ignore[assignment]

from sowcheck.core.limits import ReadingLimits
from sowcheck.ingest.limits import MEGABYTE

_OPEN_FILES = 64
_GRACE = 5
"""Seconds of a processor beyond the limit after which the system ends the process; the clock should have done so."""
_LARGEST_FILE = 256 * MEGABYTE
"""Of one that is written where a folder is allowed."""
_FORBIDDEN = frozenset(
    {
        "socket.bind",
        "socket.connect",
        "socket.getaddrinfo",
        "socket.gethostbyaddr",
        "socket.gethostbyname",
        "socket.sendmsg",
        "socket.sendto",
        "os.exec",
        "os.fork",
        "os.forkpty",
        "os.link",
        "os.mkdir",
        "os.posix_spawn",
        "os.remove",
        "os.rename",
        "os.rmdir",
        "os.startfile",
        "os.symlink",
        "os.system",
        "os.truncate",
        "subprocess.Popen",
        "urllib.Request",
        "webbrowser.open",
    }
)
"""Audit events of Python."""
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def close_in(limits: ReadingLimits) -> None:
    """Puts the walls up around this process, for good."""
    sys.dont_write_bytecode = True
    _limit(limits)
    sys.addaudithook(_refuse)


def close_in_with(program: str, folder: Path, memory_megabytes: int) -> None:
    """Puts walls up around this process, for good, that leave it one program to run and one folder to write in.

    Args:
        program: The program's path; by its bare name it is looked for on PATH.
        folder: The folder's path.
        memory_megabytes: For this process, and for the program each time.
    """
    sys.dont_write_bytecode = True
    _set_limits({"AS": memory_megabytes * MEGABYTE, "NOFILE": _OPEN_FILES, "FSIZE": _LARGEST_FILE, "CORE": 0})
    inside = f"{folder.resolve()}{os.sep}"

    def refuse(event: str, arguments: tuple[Any, ...]) -> None:
        match event:
            case "subprocess.Popen":
                allowed = os.fspath(arguments[0]) in (program, Path(program).name)
            case "os.remove":
                allowed = _is_inside(arguments[0], inside)
            case "os.rename":
                allowed = _is_inside(arguments[0], inside) and _is_inside(arguments[1], inside)
            case "open":
                writes = isinstance(arguments[2], int) and bool(arguments[2] & _WRITING)
                allowed = not writes or arguments[0] == os.devnull or _is_inside(arguments[0], inside)
            case _:
                allowed = event not in _FORBIDDEN
        if not allowed:
            raise PermissionError(f"who reads a picture may not do this: {event}")

    sys.addaudithook(refuse)


def _is_inside(path: Any, folder: str) -> bool:
    return isinstance(path, str | os.PathLike) and os.path.abspath(path).startswith(folder)  # noqa: PTH100


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    if event in _FORBIDDEN or (event == "open" and isinstance(arguments[2], int) and arguments[2] & _WRITING):
        raise PermissionError(f"a file that is read may not do this: {event}")


def _limit(limits: ReadingLimits) -> None:
    _set_limits(
        {
            "AS": limits.memory_megabytes * MEGABYTE,
            "CPU": limits.seconds + _GRACE,
            "NOFILE": _OPEN_FILES,
            # Not one byte into any file; pipes are no files.
            "FSIZE": 0,
            "CORE": 0,
        }
    )


def _set_limits(wanted: dict[str, int]) -> None:
    if resource is None:
        return
    for name, most in wanted.items():
        kind = getattr(resource, f"RLIMIT_{name}")
        _, hard = resource.getrlimit(kind)
        allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
        try:
            resource.setrlimit(kind, (allowed, allowed))
        except (ValueError, OSError):
            # macOS refuses limits on address space; what can be limited is.
            continue
