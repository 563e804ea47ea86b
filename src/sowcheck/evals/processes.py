"""Units in processes of their own: PDFium is not safe for threads, and a damaged file may take its process down."""

import multiprocessing
import os
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool

from sowcheck.evals.stages import Entries, Unit, died, run_unit


def run_units(units: Sequence[Unit], workers: int) -> Iterator[tuple[Unit, Entries]]:
    """Each unit with its entries, as they come.

    A damaged file may take its whole process down: a unit that was under way then runs once more, alone, so that only
    the one that is to blame fails.
    """
    broken: list[Unit] = []
    with worker_pool(min(workers, max(len(units), 1))) as pool:
        futures: dict[Future[Entries], Unit] = {}
        for unit in units:
            try:
                futures[pool.submit(run_unit, unit)] = unit
            except BrokenProcessPool:
                broken.append(unit)
        try:
            for future in as_completed(futures):
                try:
                    yield futures[future], future.result()
                except BrokenProcessPool:
                    broken.append(futures[future])
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    for unit in broken:
        yield unit, _alone(unit)


def _alone(unit: Unit) -> Entries:
    with worker_pool(1) as pool:
        try:
            return pool.submit(run_unit, unit).result()
        except BrokenProcessPool:
            return died(unit)


def worker_pool(workers: int) -> ProcessPoolExecutor:
    """Processes that end with their parent, even one that is killed."""
    # A fork would copy the threads of a progress bar in an unknown state.
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(max_workers=workers, mp_context=context, initializer=_leave_with_parent)


def _leave_with_parent() -> None:
    """Lets a worker end when the run is killed; it would wait for work for ever."""
    threading.Thread(target=_wait_for_parent, daemon=True).start()


def _wait_for_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
