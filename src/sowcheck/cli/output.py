"""Where results go: a file that is whole or absent, or standard output."""

import io
import os
import sys
import tempfile
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from sowcheck.errors import UsageError

Format = TypeVar("Format", bound=StrEnum)


def check_target(path: Path | None) -> None:
    """Refuses a target that cannot be a file, before the work begins.

    Raises:
        UsageError: it is a folder, or lies below a file.
    """
    if path is None:
        return
    if path.is_dir():
        raise UsageError(f"{path} is a folder", hint="Name a file to write, such as -o report.html.")
    blocking = next((parent for parent in path.parents if parent.exists() and not parent.is_dir()), None)
    if blocking:
        raise UsageError(f"{path} cannot be written: {blocking} is a file", hint="Name a file in a folder.")


def write(text: str, path: Path | None) -> None:
    """Writes to the file, whole or not at all; to standard output if there is no path."""
    if path is None:
        to_stdout(text)
    else:
        write_file(text, path)


def write_file(text: str, path: Path) -> None:
    """Writes beside the target and renames, so that nobody ever sees half a file; makes the folders it needs.

    Raises:
        UsageError: the place cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    except OSError as error:
        raise _unwritable(path, error) from error
    part = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
        part.chmod(0o666 & ~_umask())
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise _unwritable(path, error) from error
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def _unwritable(path: Path, error: OSError) -> UsageError:
    return UsageError(f"{path} cannot be written: {error.strerror}", hint="Choose another place with -o.")


def _umask() -> int:
    """The permissions that new files lack; the system tells only by setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


def to_stdout(text: str) -> None:
    """Prints; a reader that went away (`| head`) is no error."""
    if isinstance(sys.stdout, io.TextIOWrapper) and sys.stdout.encoding.lower() != "utf-8":
        sys.stdout.reconfigure(encoding="utf-8")
    try:
        sys.stdout.write(text if text.endswith("\n") else f"{text}\n")
        sys.stdout.flush()
    except BrokenPipeError:
        close_stdout()


def close_stdout() -> None:
    """Points standard output at nothing, so that the interpreter does not complain at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def chosen_format(asked: Format | None, path: Path | None, by_suffix: Mapping[str, Format], default: Format) -> Format:
    """The format asked for, or the one that the target's suffix means."""
    if asked is not None:
        return asked
    return by_suffix.get(path.suffix.lower(), default) if path else default
