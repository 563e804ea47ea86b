"""Processes that kill themselves at a given moment, the way `kill -9` does: no handler runs, nothing is flushed.

The hooks are the store, the contents, the messages to others, and the moment at which a file that was written gets its name:
whatever the program does to a case passes there.
"""

import os
import signal
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

CHANGES = ("append", "put", "rename", "claim", "settle")
"""Calls that leave something behind."""
_CALLS = (*CHANGES, "load", "note", "get", "hand_over")


class Moment(NamedTuple):
    """A moment in the work on a case: right before or right after the n-th call of a name on that case."""

    call: str
    number: int
    when: str


def moments(calls: Iterable[str], names: Iterable[str]) -> Iterator[Moment]:
    """All moments around calls of some names, in the order in which they come."""
    counted: Counter[str] = Counter()
    wanted = set(names)
    for call in calls:
        counted[call] += 1
        if call in wanted:
            yield from (Moment(call, counted[call], when) for when in ("before", "after"))


class Fate:
    """Counts the calls on one case, writes them down, and ends the process at a moment.

    Args:
        case: The case.
        record: The file in which the calls are written down.
        dies: The moment at which the process ends; None for a long life.
    """

    def __init__(self, case: str, record: Path, dies: Moment | None) -> None:
        self._case, self._record, self._dies = case, record, dies
        self._counted: Counter[str] = Counter()
        self._lock = threading.Lock()
        self._here = threading.local()

    def bound(self, inner: Any) -> Any:
        """The same object, every call of which passes here."""
        return _Watched(inner, self)

    def watched(self, name: str, what: Callable[..., Any]) -> Callable[..., Any]:
        """The same function, every call of which passes here."""
        return lambda *arguments, **named: self.call(name, what, arguments, named)

    def call(self, name: str, what: Callable[..., Any], arguments: tuple[Any, ...], named: dict[str, Any]) -> Any:
        """Make a call, and die before or after it if it is time."""
        if name in ("load", "append"):
            # Bytes have no case: they belong to the one that this thread looked at last.
            self._here.case = arguments[0]
        if name not in _CALLS or getattr(self._here, "case", None) != self._case:
            return self._seen(what(*arguments, **named))
        with self._lock:
            self._counted[name] += 1
            number = self._counted[name]
            with self._record.open("a", encoding="utf-8") as file:
                file.write(f"{name}\n")
        self._die_if(Moment(name, number, "before"))
        result = what(*arguments, **named)
        self._die_if(Moment(name, number, "after"))
        return self._seen(result)

    def _seen(self, result: Any) -> Any:
        """A message says which case it is about."""
        if isinstance(about := getattr(result, "case", None), str):
            self._here.case = about
        return result

    def _die_if(self, moment: Moment) -> None:
        if moment == self._dies:
            os.kill(os.getpid(), signal.SIGKILL)


class _Watched:
    def __init__(self, inner: Any, fate: Fate) -> None:
        self._inner, self._fate = inner, fate

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._inner, name)
        return self._fate.watched(name, found) if callable(found) else found


class Trap:
    """Ends a process at a moment that is set while it runs: the n-th call of a name from then on.

    Args:
        file: Says which moment; nothing happens as long as it is not there.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._left = 0
        self._lock = threading.Lock()
        self._known: str | None = None

    def watched(self, name: str, what: Callable[..., Any]) -> Callable[..., Any]:
        """The same function, every call of which may be the last."""

        def call(*arguments: Any, **named: Any) -> Any:
            when = self._when(name)
            if when == "before":
                os.kill(os.getpid(), signal.SIGKILL)
            result = what(*arguments, **named)
            if when == "after":
                os.kill(os.getpid(), signal.SIGKILL)
            return result

        return call

    def _when(self, name: str) -> str | None:
        """Whether this call is the one, and if so, when to die."""
        with self._lock:
            if not self._file.exists():
                return None
            call, number, when = self._file.read_text(encoding="utf-8").split()
            if call != name:
                return None
            self._left = int(number) if self._known is None else self._left
            self._known = call
            self._left -= 1
            return when if self._left == 0 else None
