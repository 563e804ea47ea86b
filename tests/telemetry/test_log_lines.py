"""A log line is one object with who, what and when, and never holds a secret or anybody's words."""

import io
import logging
import sys

import pytest

from sowcheck.errors import UsageError
from sowcheck.telemetry.context import about
from sowcheck.telemetry.discretion import WITHHELD, discreet
from sowcheck.telemetry.lines import LineForm, write_lines, write_lines_as
from sowcheck.telemetry.logs import Fact, Log
from sowcheck.telemetry.tracing import span
from telemetry.conftest import Lines

LOG = Log("sowcheck.test")


def test_a_line_names_what_is_being_worked_on(lines: Lines) -> None:
    with about(request="r-12345678"), about(case="c-17"):
        LOG.info("case received", documents=2)
    LOG.info("nothing to do")
    first, second = lines()
    assert {"event": "case received", "level": "info", "logger": "sowcheck.test"}.items() <= first.items()
    assert (first["request"], first["case"], first["documents"]) == ("r-12345678", "c-17", 2)
    assert str(first["at"]).endswith("Z")
    assert not {"request", "case"} & second.keys()


@pytest.mark.usefixtures("spans")
def test_a_line_names_its_trace(lines: Lines) -> None:
    with span("analyse"):
        LOG.info("step done")
    assert len(str(lines()[0]["trace"])) == 32


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("password", "hunter2"),
        ("Authorization", "Bearer abc"),
        ("client_secret", "s3cr3t"),
        ("cookie", "session=1"),
        ("reason", "Anna Berg is ill"),
        ("quote", "The fixed fee is EUR 184,000"),
        ("text", ["Statement of Work"]),
        ("headers", {"X-Api-Key": "k", "accept": "json"}),
    ],
)
def test_secrets_and_words_are_withheld_by_their_names(lines: Lines, name: str, value: Fact) -> None:
    LOG.info("something", **{name: value})
    written = lines()[0][name]
    assert written == ({"X-Api-Key": WITHHELD, "accept": "json"} if name == "headers" else WITHHELD)


@pytest.mark.parametrize(
    ("said", "secret"),
    [
        ("cannot reach postgresql://sowcheck:hunter2@db/cases", "hunter2"),
        ("refused Authorization: Bearer 0123456789abcdef", "0123456789abcdef"),
        ("token sow_0123456789abcdef_" + "x" * 43 + " is over", "x" * 43),
        ("GET /callback?code=4/0AX4XfWh&state=abc", "4/0AX4XfWh"),
        ("id eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln", "eyJzdWIiOiIxIn0"),
    ],
)
def test_secrets_inside_of_sentences_are_withheld(lines: Lines, said: str, secret: str) -> None:
    logging.getLogger("some.library").warning("%s", said)
    LOG.info("told", error=said)
    for line in lines():
        assert secret not in str(line)
        assert WITHHELD in str(line)


def test_counts_are_no_secrets() -> None:
    assert discreet({"tokens": 12, "words": 3, "password": None}) == {"tokens": 12, "words": 3, "password": None}


def test_somebodys_long_text_is_cut_off(lines: Lines) -> None:
    LOG.info("told", detail="The Supplier shall " * 500)
    assert len(str(lines()[0]["detail"])) < 600


def test_the_message_of_an_unexpected_error_is_not_written(lines: Lines) -> None:
    try:
        raise ValueError("input_value='The fixed fee is EUR 184,000'")
    except ValueError as error:
        LOG.failed("step failed", error, step="analyse")
    line = lines()[0]
    assert line["error"] == "ValueError"
    assert "184,000" not in str(line)
    assert "test_log_lines.py" in str(line["where"])


def test_an_expected_error_says_what_happened(lines: Lines) -> None:
    LOG.failed("step failed", UsageError("The disk is full.", hint="Make room."))
    assert lines()[0]["message"] == "The disk is full."


def test_libraries_speak_in_the_same_form_and_only_from_warnings_on(lines: Lines) -> None:
    logging.getLogger("some.library").info("chatter")
    logging.getLogger("uvicorn.access").info('"GET /v1/cases/17?key=abc HTTP/1.1" 200')
    logging.getLogger("some.library").warning("pool of %s is exhausted", "db")
    assert [line["event"] for line in lines()] == ["pool of db is exhausted"]


def test_an_event_with_a_percent_sign_is_no_template(lines: Lines) -> None:
    LOG.info("100 % done %s")
    assert lines()[0]["event"] == "100 % done %s"


def test_a_fact_never_takes_the_place_of_the_time_or_the_event(lines: Lines) -> None:
    LOG.info("case received", at="yesterday", level="none")
    assert lines()[0]["level"] == "info"
    assert lines()[0]["at"] != "yesterday"


def test_people_at_a_terminal_get_a_line_to_read(stream: io.StringIO) -> None:
    write_lines(LineForm.CONSOLE, stream=stream)
    with about(case="c-17"):
        LOG.info("case received")
    assert "case received" in stream.getvalue()
    assert "c-17" in stream.getvalue()
    assert not stream.getvalue().startswith("{")


def test_the_level_is_chosen(stream: io.StringIO) -> None:
    write_lines(LineForm.JSON, level="warning", stream=stream)
    LOG.info("case received")
    assert stream.getvalue() == ""


@pytest.mark.parametrize(("name", "value"), [("SOWCHECK_LOG_FORM", "xml"), ("SOWCHECK_LOG_LEVEL", "loud")])
def test_a_form_or_level_that_there_is_not_is_refused(name: str, value: str) -> None:
    with pytest.raises(UsageError, match=name):
        write_lines_as({name: value})


def test_form_and_level_come_from_the_environment(stream: io.StringIO, capsys: pytest.CaptureFixture[str]) -> None:
    write_lines_as({"SOWCHECK_LOG_FORM": "console", "SOWCHECK_LOG_LEVEL": "DEBUG"})
    LOG.debug("looked at")
    said = capsys.readouterr().err
    assert "looked at" in said
    assert not said.startswith("{")
    assert stream.getvalue() == ""


def test_without_structlog_lines_say_as_much_and_as_little(
    stream: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "structlog", None)
    write_lines(stream=stream)
    try:
        raise ValueError("the fee is EUR 184,000")
    except ValueError as error:
        LOG.failed("step failed", error, case="c-1", password="hunter2-hunter2")  # noqa: S106  (nobody's)
    logging.getLogger("other").warning("Authorization: Bearer sow_0123456789abcdef_%s\n2026 INFO", "x" * 43)
    first, second = stream.getvalue().splitlines()
    assert "ERROR sowcheck.test step failed case=c-1" in first
    assert "error=ValueError" in first
    for secret in ("184,000", "hunter2", "x" * 43):
        assert secret not in stream.getvalue()
    assert second.split(maxsplit=2)[2].startswith("WARNING other Authorization")
