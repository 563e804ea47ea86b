"""Rows of deliveries and of their subscribers, and the conditions on them: what waits, what is due, what comes before."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, or_, select, update

from sowcheck.core.deliveries import Delivery, Subscriber
from sowcheck.store import tables
from sowcheck.store.lines import stamp

_MOMENTS = ("made", "next", "begun", "last", "done", "claimed")


def pending(names: Iterable[str]) -> Select[Any]:
    """What waits for subscribers that take messages: what is dead blocks nobody."""
    row = tables.deliveries.c
    stopped = select(tables.subscribers.c.name).where(tables.subscribers.c.stopped.is_not(None))
    return select(tables.deliveries).where(
        row.state == "pending", row.subscription.in_(list(names)), row.subscription.not_in(stopped)
    )


def earlier_than(earlier: Any) -> Select[Any]:
    """What waits before a delivery, of the same case for the same subscriber."""
    row = tables.deliveries.c
    return select(earlier.c.id).where(
        earlier.c.subscription == row.subscription,
        earlier.c.case_id == row.case_id,
        earlier.c.state == "pending",
        earlier.c.sequence < row.sequence,
    )


def is_due(row: Any, moment: str) -> ColumnElement[bool]:
    """Whether its time has come, and nobody is at it."""
    return and_(row.next <= moment, or_(row.claimed.is_(None), row.claimed <= moment))


def locked(connection: Connection, name: str) -> Subscriber | None:
    """A subscriber, which nobody else changes before the transaction ends; None if there is none of this name."""
    wanted = select(tables.subscribers).where(tables.subscribers.c.name == name).with_for_update()
    found = connection.execute(wanted).one_or_none()
    return subscriber_of(found) if found else None


def by_id(id_: str) -> Select[Any]:
    """The row of a delivery."""
    return select(tables.deliveries).where(tables.deliveries.c.id == id_)


def field_of(column: Any, id_: str) -> Select[Any]:
    """One column of a delivery."""
    return select(column).where(tables.deliveries.c.id == id_)


def replace(connection: Connection, delivery: Delivery) -> None:
    """Keep what a delivery is now."""
    connection.execute(
        update(tables.deliveries).where(tables.deliveries.c.id == delivery.id).values(**columns_of(delivery))
    )


def columns_of(delivery: Delivery) -> dict[str, Any]:
    """A delivery as a row."""
    values: dict[str, Any] = delivery.model_dump()
    values |= {name: stamp(moment) if (moment := values[name]) else None for name in _MOMENTS}
    values["case_id"] = values.pop("case")
    return values


def delivery_of(row: Row[Any]) -> Delivery:
    """A row as a delivery."""
    values = dict(row._mapping)
    values["case"] = values.pop("case_id")
    return Delivery.model_validate(values)


def subscriber_of(row: Row[Any]) -> Subscriber:
    """A row as a subscriber."""
    return Subscriber.model_validate(dict(row._mapping))
