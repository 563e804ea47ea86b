"""How a command fails: what happened and what to do, never a traceback for a bad input."""

import os
import sys
import traceback

from sowcheck import errors
from sowcheck.cli.exits import ExitCode

_REPORT_HINT = (
    "This is a bug in sowcheck, not in your files. Run it again as `sowcheck --debug …` and report what it prints, "
    "with the version (sowcheck --version)."
)


def debugging() -> bool:
    """Whether bugs are shown with their traceback."""
    return "--debug" in sys.argv or os.environ.get("SOWCHECK_DEBUG", "") not in ("", "0")


def explain_expected(error: errors.SowcheckError) -> ExitCode:
    """Prints an expected failure and gives the exit code it stands for."""
    print_error(error.message, error.hint)
    return ExitCode.UNREADABLE if isinstance(error, errors.UnreadableInput) else ExitCode.USAGE


def explain_bug(error: Exception) -> ExitCode:
    """Prints a bug, with its traceback when debugging."""
    if debugging():
        traceback.print_exception(error)
    print_error(f"internal error: {type(error).__name__}: {_one_line(error)}", _REPORT_HINT)
    return ExitCode.INTERNAL


def print_error(message: str, hint: str) -> None:
    """Two lines on standard error."""
    sys.stderr.write(f"error: {safe(message)}\nhint: {safe(hint)}\n")


def print_note(message: str) -> None:
    """One line on standard error about something that stops nothing."""
    sys.stderr.write(f"note: {safe(message)}\n")


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())[:300]


def safe(text: str) -> str:
    """Without the control characters that a file name may hold."""
    return "".join(char if char.isprintable() else "?" for char in text.replace("\n", " "))
