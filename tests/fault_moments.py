"""Workers that kill themselves at a given moment, the way `kill -9` does: no handler runs, nothing is flushed.

The hook is the store and the contents that the program works with: whatever the program does to a case passes there.
"""

import os
import signal
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

_CALLS = ("load", "append", "note", "get", "put")


class Moment(NamedTuple):
    """A moment in the work on a case: right before or right after a call, the n-th of the program on that case."""

    number: int
    call: str
    when: str

    def __str__(self) -> str:
        return f"{self.when} call {self.number}, {self.call}"


class Fate:
    """Counts the calls on one case, writes them down, and ends the process at a moment.

    Args:
        case: The case.
        record: The file in which the calls are written down.
        dies: Number of the call at which the process ends, and whether before or after it; None for a long life.
    """

    def __init__(self, case: str, record: Path, dies: tuple[int, str] | None) -> None:
        self._case, self._record, self._dies = case, record, dies
        self._count = 0
        self._here = threading.local()

    def bound(self, inner: Any) -> Any:
        """The same object, every call of which passes here."""
        return _Watched(inner, self)

    def call(self, name: str, what: Callable[..., Any], arguments: tuple[Any, ...], named: dict[str, Any]) -> Any:
        """Make a call, and die before or after it if it is time."""
        if name in ("load", "append"):
            # Bytes have no case: they belong to the one that this thread looked at last.
            self._here.case = arguments[0]
        if name not in _CALLS or getattr(self._here, "case", None) != self._case:
            return what(*arguments, **named)
        self._count += 1
        with self._record.open("a", encoding="utf-8") as file:
            file.write(f"{name}\n")
        self._die_if((self._count, "before"))
        result = what(*arguments, **named)
        self._die_if((self._count, "after"))
        return result

    def _die_if(self, moment: tuple[int, str]) -> None:
        if moment == self._dies:
            os.kill(os.getpid(), signal.SIGKILL)


class _Watched:
    def __init__(self, inner: Any, fate: Fate) -> None:
        self._inner, self._fate = inner, fate

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._inner, name)
        if not callable(found):
            return found
        return lambda *arguments, **named: self._fate.call(name, found, arguments, named)
