"""Work in processes of their own: PDFium is not safe for threads, and a damaged file may take its process down."""

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import resource_tracker
from typing import TypeVar

Job = TypeVar("Job")
Result = TypeVar("Result")


def run_each(
    work: Callable[[Job], Result], jobs: Sequence[Job], workers: int, *, lost: Callable[[Job], Result]
) -> Iterator[tuple[Job, Result]]:
    """Each job with its result, as they come.

    A job that was under way when a process died runs once more, alone, so that only the one that is to blame fails.

    Args:
        work: a function of a module, so that another process finds it.
        jobs: what to do.
        workers: processes at the most.
        lost: the result of a job that takes its process down.
    """
    broken: list[Job] = []
    with worker_pool(min(workers, max(len(jobs), 1))) as pool:
        futures: dict[Future[Result], Job] = {}
        for job in jobs:
            try:
                futures[pool.submit(work, job)] = job
            except BrokenProcessPool:
                broken.append(job)
        try:
            for future in as_completed(futures):
                try:
                    yield futures[future], future.result()
                except BrokenProcessPool:
                    broken.append(futures[future])
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    for job in broken:
        yield job, _alone(work, job, lost)


def _alone(work: Callable[[Job], Result], job: Job, lost: Callable[[Job], Result]) -> Result:
    with worker_pool(1) as pool:
        try:
            return pool.submit(work, job).result()
        except BrokenProcessPool:
            return lost(job)


def worker_pool(workers: int) -> ProcessPoolExecutor:
    """Processes that end with their parent, even one that is killed."""
    # A fork would copy the threads of a progress bar in an unknown state.
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(max_workers=workers, mp_context=context, initializer=_leave_with_parent)


@contextmanager
def undisturbed() -> Iterator[None]:
    """Processes that are started in this block hear nothing of a Ctrl-C, which a terminal sends to all: their parent decides."""
    # It would unblock the signal where it is started itself.
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _leave_with_parent() -> None:
    """Lets a worker end when its parent is killed; it would wait for work for ever."""
    threading.Thread(target=_wait_for_parent, daemon=True).start()


def _wait_for_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
