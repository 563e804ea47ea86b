"""Messages to other systems, in SQLite or PostgreSQL. Each method is one transaction.

Who locks rows takes them in one order, so that no two wait for each other: subscriber, delivery, end of the audit.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from typing import Any

from sqlalchemy import Engine, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from sowcheck.core.audit import Note
from sowcheck.core.deliveries import Delivery, DeliveryState, Subscriber
from sowcheck.store import delivery_rows as rows
from sowcheck.store import tables
from sowcheck.store.chained import add_notes
from sowcheck.store.lines import stamp

_SOURCE = "sowcheck"

Pace = Callable[[dt.datetime | None], dt.datetime | None]
"""From a subscriber's pace to what it is after one more message; None if it may not have one yet."""


class SqlDeliveries:
    """The tables of deliveries and of how far each subscriber has come."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def close(self) -> None:
        """Let go of the connections."""
        self._engine.dispose()

    def subscribers(self) -> dict[str, Subscriber]:
        """Everybody who was ever sent anything, by name."""
        with self._engine.connect() as connection:
            return {row.name: rows.subscriber_of(row) for row in connection.execute(select(tables.subscribers))}

    def take_up(self, name: str, cursor: int) -> Subscriber:
        """Begin with a subscriber behind a line of the audit; one that is known already stays where it is."""
        with suppress(IntegrityError), self._writing() as connection:  # another process may take it up at the same time
            if rows.locked(connection, name) is None:
                connection.execute(insert(tables.subscribers).values(name=name, cursor=cursor))
        return self.subscribers()[name]

    def add(self, name: str, known: int, upto: int, made: Sequence[Delivery]) -> bool:
        """Keep what lines tell a subscriber, once: not if somebody else has come further with it meanwhile.

        Args:
            name: The subscriber.
            known: Its cursor, as the caller knows it.
            upto: The last line that was looked at.
            made: What these lines tell.
        """
        with self._writing() as connection:
            subscriber = rows.locked(connection, name)
            if subscriber is None or subscriber.cursor != known:
                return False
            if made:
                connection.execute(insert(tables.deliveries), [rows.columns_of(each) for each in made])
            changed = update(tables.subscribers).where(tables.subscribers.c.name == name).values(cursor=upto)
            connection.execute(changed)
        return True

    def due(self, names: Iterable[str], now: dt.datetime, limit: int) -> list[Delivery]:
        """What may be sent now, in the order of the audit: nothing of a case behind a delivery that has to wait.

        Of those of one case the second may be claimed once the first is delivered.
        """
        row, earlier, moment = tables.deliveries.c, tables.deliveries.alias("earlier"), stamp(now)
        waits = rows.earlier_than(earlier).where(~rows.is_due(earlier.c, moment))
        wanted = rows.pending(names).where(rows.is_due(row, moment), ~waits.exists())
        with self._engine.connect() as connection:
            return [rows.delivery_of(each) for each in connection.execute(wanted.order_by(row.sequence).limit(limit))]

    def claim(self, id_: str, now: dt.datetime, pace: Pace, take: Callable[[Delivery], Delivery]) -> Delivery | None:
        """Take a delivery to send it; None if it is not due, somebody else is at it, or its subscriber has had enough.

        Args:
            id_: The delivery.
            now: When it is taken.
            pace: Whether its subscriber may be sent it now.
            take: What it is once it is taken.
        """
        with self._writing() as connection:
            name = connection.execute(rows.field_of(tables.deliveries.c.subscription, id_)).scalar_one_or_none()
            subscriber = rows.locked(connection, name) if name else None
            if subscriber is None or subscriber.stopped is not None:
                return None
            row, moment = tables.deliveries.c, stamp(now)
            first = ~rows.earlier_than(tables.deliveries.alias("earlier")).exists()
            due = rows.pending([subscriber.name]).where(row.id == id_, rows.is_due(row, moment), first)
            found = connection.execute(due).one_or_none()
            paced = pace(subscriber.paced) if found else None
            if found is None or paced is None:
                return None
            taken = take(rows.delivery_of(found))
            rows.replace(connection, taken)
            slower = update(tables.subscribers).where(tables.subscribers.c.name == name)
            connection.execute(slower.values(paced=stamp(paced)))
        return taken

    def settle(self, after: Delivery, notes: Sequence[Note] = (), *, stop: bool = False) -> bool:
        """Keep how an attempt ended, with what the audit says of it; False if it no longer matters.

        An attempt whose time was over does not undo what a later one did, unless it was the one that arrived.

        Args:
            after: The delivery now; its attempts tell which attempt ended.
            notes: For the audit.
            stop: Whether its subscriber is to be sent nothing more.
        """
        with self._writing() as connection:
            subscriber = rows.locked(connection, after.subscription)
            assert subscriber is not None
            found = connection.execute(rows.by_id(after.id)).one()
            known = rows.delivery_of(found)
            if known.state != "pending" or (known.attempts != after.attempts and after.state != "delivered"):
                return False
            rows.replace(connection, after)
            if stop and subscriber.stopped is None:
                halted = update(tables.subscribers).where(tables.subscribers.c.name == after.subscription)
                connection.execute(halted.values(stopped=stamp(after.done or after.next)))
            add_notes(connection, notes, _SOURCE)
        return True

    def find(
        self,
        *,
        state: DeliveryState | None = None,
        subscription: str | None = None,
        case: str | None = None,
        type_: str | None = None,
        after: int = 0,
        limit: int = 100,
    ) -> list[Delivery]:
        """Deliveries in the order of the audit, from the line after `after` on."""
        row = tables.deliveries.c
        wanted = select(tables.deliveries).where(row.sequence > after).order_by(row.sequence, row.id).limit(limit)
        for column, value in (
            (row.state, state), (row.subscription, subscription), (row.case_id, case), (row.type, type_),
        ):  # fmt: skip
            if value is not None:
                wanted = wanted.where(column == value)
        with self._engine.connect() as connection:
            return [rows.delivery_of(each) for each in connection.execute(wanted)]

    def get(self, id_: str) -> Delivery | None:
        """The delivery with an id."""
        with self._engine.connect() as connection:
            found = connection.execute(rows.by_id(id_)).one_or_none()
        return rows.delivery_of(found) if found else None

    def counts(self) -> dict[tuple[str, DeliveryState], int]:
        """How many deliveries each subscriber has in each state."""
        row = tables.deliveries.c
        wanted = select(row.subscription, row.state, func.count()).group_by(row.subscription, row.state)
        with self._engine.connect() as connection:
            return {(name, state): number for name, state, number in connection.execute(wanted)}

    def ask_again(
        self, ids: Sequence[str], again: Callable[[Delivery], Delivery], note: Callable[[int], Note], source: str
    ) -> int:
        """Have deliveries sent again that are dead or wait; how many. What was delivered is left alone."""
        number = 0
        with self._writing() as connection:
            for id_ in sorted(ids):  # in one order, so that no two who ask wait for each other
                found = connection.execute(rows.by_id(id_).with_for_update()).one_or_none()
                if found is not None and found.state != "delivered":
                    rows.replace(connection, again(rows.delivery_of(found)))
                    number += 1
            if number:
                add_notes(connection, [note(number)], source)
        return number

    def resume(self, name: str, note: Note, source: str) -> bool:
        """Send a subscriber that was stopped its messages again; False if it was not."""
        with self._writing() as connection:
            subscriber = rows.locked(connection, name)
            if subscriber is None or subscriber.stopped is None:
                return False
            connection.execute(update(tables.subscribers).where(tables.subscribers.c.name == name).values(stopped=None))
            add_notes(connection, [note], source)
        return True

    def forget(self, before: dt.datetime) -> int:
        """Take away deliveries that were delivered before a moment; how many. The audit keeps what they told."""
        row = tables.deliveries.c
        with self._writing() as connection:
            gone = tables.deliveries.delete().where(row.state == "delivered", row.done < stamp(before))
            number: int = connection.execute(gone).rowcount
        return number

    def _writing(self) -> Any:
        return self._engine.execution_options(writes=True).begin()
