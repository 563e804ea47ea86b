"""Jobs in threads: results in order, a failure ends it, and an interrupt does not wait for anybody."""

import signal
import subprocess
import sys
import threading
import time

import pytest

from sowcheck.extract.prompted.crew import done

ASLEEP = """
import signal, time
# Whoever starts the tests in the background of a shell makes them deaf to it.
signal.signal(signal.SIGINT, signal.default_int_handler)
from sowcheck.extract.prompted.crew import done
def slow(number):
    if number == 0:
        print("begun", flush=True)
    time.sleep(60)
try:
    done(range(20), slow, 8)
except KeyboardInterrupt:
    print("stopped", flush=True)
"""


def test_results_stand_in_the_order_of_the_jobs() -> None:
    def slow_if_early(number: int) -> int:
        time.sleep((9 - number) / 1000)
        return number * number

    assert done(range(10), slow_if_early, 4) == [number * number for number in range(10)]


def test_no_jobs_are_done_at_once() -> None:
    assert done([], str, 8) == []


def test_a_failure_is_raised_here_and_no_further_job_is_begun() -> None:
    begun: list[int] = []
    lock = threading.Lock()

    def fails_at_three(number: int) -> int:
        with lock:
            begun.append(number)
        time.sleep(0.002)
        if number == 3:
            raise ZeroDivisionError
        return number

    with pytest.raises(ZeroDivisionError):
        done(range(1000), fails_at_three, 2)
    time.sleep(0.05)
    assert len(begun) < 100


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGINT to send")
def test_a_program_that_is_interrupted_ends_although_answers_are_outstanding() -> None:
    program = subprocess.Popen([sys.executable, "-c", ASLEEP], stdout=subprocess.PIPE, text=True)  # noqa: S603  (our own)
    try:
        assert program.stdout is not None
        assert program.stdout.readline() == "begun\n"
        program.send_signal(signal.SIGINT)
        rest, _ = program.communicate(timeout=50)
    finally:
        program.kill()
    assert rest == "stopped\n"
    assert program.returncode == 0
