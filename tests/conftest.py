"""The one PostgreSQL of a run, and what the report of the tests says at its end."""

from collections.abc import Iterator

import pytest
from hypothesis import settings

from postgres import Server, programs, server

# On a busy machine a law that holds would fail now and then, by the clock alone.
settings.register_profile("sowcheck", deadline=None)
settings.load_profile("sowcheck")


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A server for all tests of a process; whoever asks for a database gets a new one."""
    if programs() is None:
        pytest.skip("PostgreSQL's programs are not on this machine: apt install postgresql")
    with server() as running:
        yield running


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say what the cases of the fault suite have come to."""
    told = [
        (report.nodeid.rpartition("::")[2], value)
        # What a fixture notes at its end is in the report of the teardown, which counts as neither passed nor failed.
        for report in terminalreporter.stats.get("", [])
        for name, value in getattr(report, "user_properties", ())
        if name == "states"
    ]
    if told:
        terminalreporter.section("cases after faults: nothing lost, nothing doubled, the audit verifies")
        for test, states in sorted(told):
            terminalreporter.line(f"{test}: {states}")
