"""What this process is really at, told apart from what the queue says that it is at.

A connection that breaks at the wrong moment ends the thread of a workflow, while the queue still says that this worker is at it: the
worker lives, so nobody takes it over, and its case would wait for ever.
"""

import threading
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager


class Grip:
    """Knows the workflows that run in this process, and tells which of those in the queue do not.

    Args:
        looks: At how many looks in a row nobody here must be at a workflow for it to have slipped. One that was just taken
            from the queue, or is just being marked as done, is under way at a single look.
    """

    def __init__(self, looks: int) -> None:
        self._looks = looks
        self._held: Counter[str] = Counter()
        self._missed: dict[str, int] = {}
        self._lock = threading.Lock()

    @contextmanager
    def on(self, workflow: str | None) -> Iterator[None]:
        """A workflow runs in this process as long as the block lasts."""
        key = workflow or ""
        with self._lock:
            self._held[key] += 1
        try:
            yield
        finally:
            with self._lock:
                self._held[key] -= 1

    def slipped(self, begun: Iterable[str]) -> list[str]:
        """Take a look; the workflows that nobody here is at, for some looks by now.

        Args:
            begun: Ids of those that the queue says this process is at.
        """
        with self._lock:
            missed = [each for each in begun if not self._held[each]]
            self._held = +self._held
        self._missed = {each: self._missed.get(each, 0) + 1 for each in missed}
        return [each for each, times in self._missed.items() if times >= self._looks]
