"""Jobs done by several threads at once: results in the order of the jobs, and an interrupt stops it at once."""

import queue
import threading
from collections.abc import Callable, Sequence
from typing import TypeVar

Job = TypeVar("Job")
Result = TypeVar("Result")


def done(
    jobs: Sequence[Job], work: Callable[[Job], Result], hands: int, told: Callable[[int], None] | None = None
) -> list[Result]:
    """The result of each job, in the order of the jobs.

    The threads die with the program, so that nobody waits for an endpoint after an interrupt.

    Args:
        jobs: What is to be done.
        work: Does one job; called from several threads.
        hands: How many jobs are worked on at a time.
        told: Called in the calling thread with the number of jobs that are done.

    Raises:
        Exception: what `work` raised first; no further job is begun then.
    """
    waiting: queue.SimpleQueue[int] = queue.SimpleQueue()
    finished: queue.SimpleQueue[tuple[int, Result | None, BaseException | None]] = queue.SimpleQueue()
    stop = threading.Event()
    for number in range(len(jobs)):
        waiting.put(number)

    def hand() -> None:
        while not stop.is_set():
            try:
                number = waiting.get_nowait()
            except queue.Empty:
                return
            try:
                finished.put((number, work(jobs[number]), None))
            except BaseException as error:  # noqa: BLE001 (raised again in the calling thread)
                stop.set()
                finished.put((number, None, error))

    for _ in range(min(hands, len(jobs))):
        threading.Thread(target=hand, daemon=True).start()
    results: dict[int, Result | None] = {}
    try:
        while len(results) < len(jobs):
            number, result, error = finished.get()
            if error:
                raise error
            results[number] = result
            if told:
                told(len(results))
    finally:
        stop.set()
    return [results[number] for number in range(len(jobs))]  # type: ignore[misc]
