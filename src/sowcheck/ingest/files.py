"""Opens the file that a user names, whatever it turns out to be."""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from sowcheck.core.limits import ReadingLimits
from sowcheck.errors import UnreadableInput
from sowcheck.ingest.limits import MEGABYTE, beyond

PIECE = 1 << 20
"""Bytes that one piece of a file has at most."""


@contextmanager
def opened_file(path: Path) -> Iterator[BinaryIO]:
    """The file, open.

    Raises:
        UnreadableInput: it is missing, may not be opened, or is no file.
    """
    try:
        # Without waiting: a pipe that nobody writes to must not hang the program.
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except FileNotFoundError as error:
        raise UnreadableInput(path, "there is no such file", hint="Check the path.") from error
    except IsADirectoryError as error:
        raise _folder(path) from error
    except (OSError, ValueError) as error:
        reason = ((isinstance(error, OSError) and error.strerror) or str(error)).lower()
        raise UnreadableInput(path, f"the file cannot be opened: {reason}", hint="Check its permissions.") from error
    try:
        _refuse_others(path, handle)
    except BaseException:
        os.close(handle)
        raise
    with os.fdopen(handle, "rb") as stream:
        yield stream


def _refuse_others(path: Path, handle: int) -> None:
    kind = os.fstat(handle).st_mode
    if stat.S_ISDIR(kind):
        raise _folder(path)
    if stat.S_ISCHR(kind) or stat.S_ISBLK(kind):
        raise UnreadableInput(path, "this is a device, not a file", hint="Name a document.")
    if stat.S_ISFIFO(kind):
        os.set_blocking(handle, True)


def _folder(path: Path) -> UnreadableInput:
    return UnreadableInput(path, "this is a folder, not a file", hint="Name the documents one by one.")


def pieces_of(path: Path, stream: BinaryIO, limits: ReadingLimits) -> Iterator[bytes]:
    """The content of an open file, piece by piece.

    Raises:
        UnreadableInput: it is empty, too large, or the disk fails.
    """
    total = 0
    while True:
        try:
            piece = stream.read(PIECE)
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise UnreadableInput(path, f"the file cannot be read: {reason}", hint="Copy it anew.") from error
        if not piece:
            break
        total += len(piece)
        if total > limits.file_megabytes * MEGABYTE:
            raise beyond(path, "the file is too large", "file_megabytes", limits)
        yield piece
    if not total:
        raise UnreadableInput(path, "the file is empty (0 bytes)", hint="Ask the sender for the file again.")
