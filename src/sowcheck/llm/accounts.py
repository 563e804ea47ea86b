"""Where it is written down what a run has spent and set aside: in its memory, or in a file for several processes."""

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Protocol

_POLL = 0.05
_LOCKED = 60.0
"""Seconds for which the file may be in use by others."""


@dataclass(frozen=True, slots=True)
class Sum:
    """Money and tokens."""

    cost: Decimal = Decimal(0)
    tokens: int = 0

    def __add__(self, other: "Sum") -> "Sum":
        return Sum(self.cost + other.cost, self.tokens + other.tokens)

    def __sub__(self, other: "Sum") -> "Sum":
        return Sum(self.cost - other.cost, self.tokens - other.tokens)


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that may be spent; None is no limit."""

    cost: Decimal | None = None
    tokens: int | None = None

    def allow(self, total: Sum) -> bool:
        """Whether so much may be spent in all."""
        return (self.cost is None or total.cost <= self.cost) and (self.tokens is None or total.tokens <= self.tokens)


class Account(Protocol):
    """What was spent, and what is set aside for requests under way; safe to use from several threads at once."""

    def set_aside(self, amount: Sum, limits: Limits) -> int | None:
        """A number to settle by, once the amount fits beside all others; None if it fits beside none of them."""
        ...

    def settle(self, number: int, used: Sum) -> None:
        """Takes what was set aside away and adds what was used."""
        ...

    def spent(self) -> Sum:
        """What settled requests used."""
        ...


class OwnAccount:
    """In memory: for the threads of one process."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._spent = Sum()
        self._aside: dict[int, Sum] = {}
        self._last = 0

    def set_aside(self, amount: Sum, limits: Limits) -> int | None:
        """A number to settle by, once the amount fits beside all others; None if it fits beside none of them."""
        with self._changed:
            while not limits.allow(sum(self._aside.values(), self._spent + amount)):
                if not limits.allow(self._spent + amount):
                    return None
                self._changed.wait()
            self._last += 1
            self._aside[self._last] = amount
            return self._last

    def settle(self, number: int, used: Sum) -> None:
        """Takes what was set aside away and adds what was used."""
        with self._changed:
            del self._aside[number]
            self._spent += used
            self._changed.notify_all()

    def spent(self) -> Sum:
        """What settled requests used."""
        with self._changed:
            return self._spent


class SharedAccount:
    """In a file: for all processes of a run, also those that are started for one that died.

    What a process set aside and never settled, because it died, counts as spent after a time.
    """

    def __init__(self, path: Path, *, lost_after: float) -> None:
        """Opens the account, or begins it.

        Args:
            path: A file on a disk of this machine; whoever names the same file shares the account.
            lost_after: Seconds after which no request can be under way any more.

        Raises:
            OSError: the folder cannot be made.
        """
        path.parent.mkdir(parents=True, exist_ok=True)
        self._path = path
        self._lost_after = lost_after
        with self._open() as account:
            account.execute("CREATE TABLE IF NOT EXISTS spent (cost TEXT NOT NULL, tokens INTEGER NOT NULL)")
            account.execute("INSERT INTO spent SELECT '0', 0 WHERE NOT EXISTS (SELECT * FROM spent)")
            account.execute(
                "CREATE TABLE IF NOT EXISTS aside (number INTEGER PRIMARY KEY AUTOINCREMENT, cost TEXT NOT NULL, "
                "tokens INTEGER NOT NULL, lost_at REAL NOT NULL)"
            )

    def set_aside(self, amount: Sum, limits: Limits) -> int | None:
        """A number to settle by, once the amount fits beside all others; None if it fits beside none of them."""
        while True:
            with self._open() as account:
                now = time.time()  # the only clock that processes share
                spent, aside = _sums(account, now)
                if limits.allow(spent + aside + amount):
                    row = (str(amount.cost), amount.tokens, now + self._lost_after)
                    return account.execute("INSERT INTO aside (cost, tokens, lost_at) VALUES (?, ?, ?)", row).lastrowid
                if not limits.allow(spent + amount):
                    return None
            time.sleep(_POLL)

    def settle(self, number: int, used: Sum) -> None:
        """Takes what was set aside away and adds what was used."""
        with self._open() as account:
            account.execute("DELETE FROM aside WHERE number = ?", (number,))
            total = _sum(account.execute("SELECT cost, tokens FROM spent")) + used
            account.execute("UPDATE spent SET cost = ?, tokens = ?", (str(total.cost), total.tokens))

    def spent(self) -> Sum:
        """What settled requests used, and what was lost."""
        with self._open() as account:
            return _sums(account, time.time())[0]

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        account = sqlite3.connect(self._path, timeout=_LOCKED, isolation_level=None)
        try:
            account.execute("BEGIN IMMEDIATE")  # one at a time, from the first look on
            yield account
            account.execute("COMMIT")
        finally:
            account.close()


def _sums(account: sqlite3.Connection, now: float) -> tuple[Sum, Sum]:
    spent = _sum(account.execute("SELECT cost, tokens FROM spent"))
    lost = _sum(account.execute("SELECT cost, tokens FROM aside WHERE lost_at <= ?", (now,)))
    return spent + lost, _sum(account.execute("SELECT cost, tokens FROM aside WHERE lost_at > ?", (now,)))


def _sum(rows: sqlite3.Cursor) -> Sum:
    return sum((Sum(Decimal(cost), tokens) for cost, tokens in rows), Sum())
