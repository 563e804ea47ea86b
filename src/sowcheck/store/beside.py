"""What a database keeps beside cases so that it can be asked without reading them all: open tasks, links, events seen.

Tasks and links follow from a case, and are written with it; an event is noted in the transaction of what it led to.
"""

import datetime as dt
import hashlib
from collections.abc import Sequence
from itertools import groupby

from sqlalchemy import Connection, delete, func, insert, select

from sowcheck.core.casefile import CaseFile, CaseState
from sowcheck.core.incoming import Incoming
from sowcheck.core.people import Role
from sowcheck.core.tasks import Task
from sowcheck.gate.awaiting import tasks_to_do
from sowcheck.gate.links import link, links_of
from sowcheck.store import tables
from sowcheck.store.base import Counts, Needless, OpenTask, seen_before
from sowcheck.store.lines import stamp

_AT_ONCE = 500
"""Events that are fetched together."""


def follow(connection: Connection, before: CaseFile | None, case: CaseFile) -> None:
    """Bring tasks and links in line with a case that changed."""
    tasks = tasks_to_do(case)
    if frozenset(tasks_to_do(before) if before else ()) != frozenset(tasks):
        connection.execute(delete(tables.open_tasks).where(tables.open_tasks.c.case_id == case.id))
        rows = [
            {
                "case_id": case.id,
                "id": each.id,
                "role": each.role,
                "place": OpenTask(case.id, case.reference, case.state, each).place,
                "view": each.model_dump_json(),
            }
            for each in tasks
        ]
        if rows:
            connection.execute(insert(tables.open_tasks), rows)
    linked = links_of(before) if before else frozenset[str]()
    if linked != links_of(case):
        connection.execute(delete(tables.links).where(tables.links.c.case_id == case.id))
        found = [{"link": each, "case_id": case.id} for each in sorted(links_of(case))]
        connection.execute(insert(tables.links), found)


def note_seen(connection: Connection, event: Incoming, number: int) -> None:
    """Remember an event; the caller holds the end of the audit, so that nobody else does at the same time.

    Raises:
        AlreadySeen: it was taken in before.
    """
    if has_seen(connection, event):
        raise seen_before(event)
    about = link(*event.about.split(":", 1)) if event.about else None
    values = {"key": _key(event), "number": number, "about": about, "said": event.model_dump_json()}
    connection.execute(insert(tables.seen_events).values(**values))


def has_seen(connection: Connection, event: Incoming) -> bool:
    """Whether an event was taken in before."""
    row = tables.seen_events.c
    return connection.execute(select(row.key).where(row.key == _key(event))).one_or_none() is not None


def needless_keys(connection: Connection, before: dt.datetime, needless: Needless) -> list[str]:
    """The events that came before a moment and that nobody needs; they are looked through deal by deal."""
    row, line = tables.seen_events.c, tables.audit.c
    wanted = (
        select(row.key, row.about, row.said, line.at)
        .join(tables.audit, line.sequence == row.number)
        .order_by(row.about, row.number, row.key)
    )
    moment, found = stamp(before), list[str]()
    rows = connection.execute(wanted, execution_options={"yield_per": _AT_ONCE})
    for _, group in groupby(rows, lambda each: each.about):
        together = list(group)
        if any(each.at < moment for each in together):
            events = [Incoming.model_validate_json(each.said) for each in together]
            gone = needless(events)
            pairs = zip(together, events, strict=True)
            found += [each.key for each, event in pairs if each.at < moment and event in gone]
    return found


def forget_seen(connection: Connection, keys: Sequence[str]) -> None:
    """Forget events."""
    connection.execute(delete(tables.seen_events).where(tables.seen_events.c.key.in_(keys)))


def said(connection: Connection, about: str) -> list[Incoming]:
    """What was said, in the order in which it came."""
    row = tables.seen_events.c
    wanted = select(row.said).where(row.about == about).order_by(row.number, row.key)
    return [Incoming.model_validate_json(each.said) for each in connection.execute(wanted)]


def linked(connection: Connection, wanted: str) -> list[str]:
    """Ids of cases."""
    row = tables.links.c
    fits = row.link.startswith(wanted, autoescape=True) if wanted.endswith(":") else row.link == wanted
    return list(connection.execute(select(row.case_id).where(fits).distinct().order_by(row.case_id)).scalars())


def counts(connection: Connection) -> Counts:
    """How much there is of everything. No view of a case is read: its state and its tasks say enough."""
    row, task = tables.cases.c, tables.open_tasks.c
    by_state = select(row.state, func.count()).group_by(row.state)
    cases: dict[CaseState, int] = {found[0]: found[1] for found in connection.execute(by_state)}
    stopped = (
        select(func.count(func.distinct(task.case_id)))
        .select_from(tables.open_tasks.join(tables.cases, task.case_id == row.id))
        .where(row.state == "received")
    )
    unstopped = cases.get("received", 0) - connection.execute(stopped).scalar_one()
    return Counts(
        cases=cases,
        queue=unstopped + cases.get("validated", 0) + cases.get("signed_off", 0),
        tasks=connection.execute(select(func.count()).select_from(tables.open_tasks)).scalar_one(),
        lines=connection.execute(select(tables.audit_end.c.count)).scalar_one(),
    )


def open_tasks(connection: Connection, role: Role | None, limit: int, after: str) -> list[OpenTask]:
    """Open tasks, the longest open first."""
    row, case = tables.open_tasks.c, tables.cases.c
    wanted = (
        select(row.view, case.id, case.reference, case.state)
        .join(tables.cases, case.id == row.case_id)
        .where(row.place > after)
        .order_by(row.place)
        .limit(limit)
    )
    if role is not None:
        wanted = wanted.where(row.role == role)
    found = connection.execute(wanted)
    return [OpenTask(each.id, each.reference, each.state, Task.model_validate_json(each.view)) for each in found]


def _key(event: Incoming) -> str:
    return hashlib.sha256(f"{event.source}\0{event.id}".encode()).hexdigest()
