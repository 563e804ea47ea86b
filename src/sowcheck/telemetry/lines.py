"""The door to structlog: every log line of the process, ours and those of libraries, in one form."""

import logging
import sys
import traceback
from collections.abc import Mapping, MutableMapping
from enum import StrEnum
from typing import Any, TextIO

from sowcheck.errors import SowcheckError, UsageError
from sowcheck.telemetry.context import facts
from sowcheck.telemetry.discretion import discreet
from sowcheck.telemetry.logs import FACTS
from sowcheck.telemetry.tracing import trace_id


class LineForm(StrEnum):
    """How a log line is written."""

    JSON = "json"
    """One object a line, for machines."""
    CONSOLE = "console"
    """For people at a terminal."""


_OURS = "sowcheck"
_LEVELS = ("debug", "info", "warning", "error")
_QUIET = {"uvicorn.access": logging.WARNING, "uvicorn": logging.INFO}
"""Requests are logged here by their template: a path may hold what is nobody's business."""


def write_lines(form: LineForm | None = None, *, level: str = "INFO", stream: TextIO | None = None) -> None:
    """Write log lines from now on; without structlog in the plain form of the standard library.

    Args:
        form: Console on a terminal and JSON elsewhere, if it is left open.
        level: Of the program's own lines; libraries speak from "WARNING" on.
        stream: Standard error if it is left open.
    """
    stream = stream or sys.stderr
    handler = logging.StreamHandler(stream)
    handler.setFormatter(_formatter(form or (LineForm.CONSOLE if stream.isatty() else LineForm.JSON)))
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    logging.getLogger(_OURS).setLevel(level.upper())
    for name, at_least in _QUIET.items():
        logging.getLogger(name).setLevel(at_least)


def write_lines_as(environment: Mapping[str, str]) -> None:
    """Write log lines as SOWCHECK_LOG_FORM and SOWCHECK_LOG_LEVEL say.

    Raises:
        UsageError: one of them says something else.
    """
    form, level = environment.get("SOWCHECK_LOG_FORM", ""), environment.get("SOWCHECK_LOG_LEVEL", "") or "info"
    if form and form not in [*LineForm]:
        raise UsageError(f"SOWCHECK_LOG_FORM: {form!r} is no form of log lines.", hint="Say json or console.")
    if level.lower() not in _LEVELS:
        raise UsageError(f"SOWCHECK_LOG_LEVEL: {level!r} is no level.", hint=f"Say one of {', '.join(_LEVELS)}.")
    write_lines(LineForm(form) if form else None, level=level)


def _formatter(form: LineForm) -> logging.Formatter:
    try:
        import structlog
    except ModuleNotFoundError:
        return _Plain()
    shown: list[Any] = [structlog.stdlib.ProcessorFormatter.remove_processors_meta]
    if form is LineForm.JSON:
        shown.append(structlog.processors.JSONRenderer(sort_keys=False, ensure_ascii=False))
    else:
        shown.append(structlog.dev.ConsoleRenderer(timestamp_key="at"))
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[
            structlog.stdlib.add_log_level,
            structlog.stdlib.add_logger_name,
            structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
            _with_facts,
            _ordered,
        ],
        processors=shown,
    )


class _Plain(logging.Formatter):
    """Lines where structlog is not installed: the same words and facts, and no more of an error than anywhere else."""

    def format(self, record: logging.LogRecord) -> str:
        """One line."""
        line = _with_facts(None, "", {"_record": record, "event": record.getMessage()})
        event = line.pop("event")
        said = " ".join(f"{name}={value}" for name, value in line.items() if name != "_record")
        text = f"{self.formatTime(record)} {record.levelname} {record.name} {event} {said}".rstrip()
        # What somebody sent begins no line of its own.
        return "".join(char if char.isprintable() else " " for char in text)


def _with_facts(_: Any, __: str, line: MutableMapping[str, Any]) -> dict[str, Any]:
    """The line with its facts, with what is being worked on, and with where an error arose."""
    record: logging.LogRecord = line["_record"]
    known: dict[str, Any] = {**facts(), **getattr(record, FACTS, {})}
    if trace := trace_id():
        known["trace"] = trace
    if record.exc_info and record.exc_info[1] is not None:
        known |= told(record.exc_info[1])
        # What the library would print holds the values that the error was about.
        record.exc_info = record.exc_text = None
    line.pop("exc_info", None)
    line["event"] = discreet({"event": line["event"]})["event"]
    return dict(line) | discreet({name: value for name, value in known.items() if name not in line})


def _ordered(_: Any, __: str, line: MutableMapping[str, Any]) -> dict[str, Any]:
    first = ("at", "level", "event", "logger")
    return {name: line[name] for name in first} | {name: value for name, value in line.items() if name not in first}


def told(error: BaseException) -> dict[str, Any]:
    """What may be said about an error: its kind and where it arose. Messages of others may quote papers or secrets."""
    where = [
        f"{frame.filename.rpartition('/site-packages/')[2].rpartition('/src/')[2]}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(error.__traceback__)[-12:]
    ]
    facts: dict[str, Any] = {"error": type(error).__name__, "where": where}
    match error:
        case SowcheckError():
            facts |= {"message": error.message}
        case OSError() if error.strerror:
            facts |= {"message": error.strerror}
    if error.__cause__ is not None:
        facts["cause"] = type(error.__cause__).__name__
    return facts
