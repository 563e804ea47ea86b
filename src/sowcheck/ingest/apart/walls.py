"""The walls around a process that reads a file: what the system gives it, and what it may not do.

A reader needs memory, time and the bytes it was handed. It writes no file, opens no connection, starts no program.
"""

import os
import sys
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


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    if event in _FORBIDDEN or (event == "open" and isinstance(arguments[2], int) and arguments[2] & _WRITING):
        raise PermissionError(f"a file that is read may not do this: {event}")


def _limit(limits: ReadingLimits) -> None:
    if resource is None:
        return
    wanted = {
        resource.RLIMIT_AS: limits.memory_megabytes * MEGABYTE,
        resource.RLIMIT_CPU: limits.seconds + _GRACE,
        resource.RLIMIT_NOFILE: _OPEN_FILES,
        # Not one byte into any file; pipes are no files.
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
    }
    for kind, most in wanted.items():
        _, hard = resource.getrlimit(kind)
        allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
        try:
            resource.setrlimit(kind, (allowed, allowed))
        except (ValueError, OSError):
            # macOS refuses limits on address space; what can be limited is.
            continue
