"""The queue: what waits to be done, for any worker. It holds ids and who asked, and is made anew from the store if it is lost."""

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence

from dbos import DBOSClient, EnqueueOptions, WorkflowStatus

from sowcheck.telemetry.logs import Log
from sowcheck.telemetry.work import asking
from sowcheck.work.engine import FORMAT, client_of, format_of

CASES = "cases"
"""Partitioned by case: only one worker at a time looks after a case, whoever else wakes it."""
LOOK_AFTER = "look_after"
SWEEP = "sweep"

_SWEEPING = "(sweep)"
"""The sweep's place among the cases; no case has such an id."""
_UNDER_WAY = ("ENQUEUED", "DELAYED", "PENDING")
_OVER = ("SUCCESS", "ERROR", "CANCELLED")
_AT_ONCE = 500

_log = Log("sowcheck.work")


class WorkQueue:
    """The queue of a store, as seen from any process.

    Args:
        store: Where the cases are.
        version: The format of the workflows that are put into it.
    """

    def __init__(self, store: str, version: str = FORMAT) -> None:
        self.version = version
        self._client: DBOSClient = client_of(store)

    def close(self) -> None:
        """Let go of the connections."""
        self._client.destroy()

    def open_for(self, at_once: int, poll: float) -> None:
        """Say how much each worker takes on at once, and how many seconds pass between two looks at the queue."""
        self._client.register_queue(
            CASES, partition_concurrency=1, worker_concurrency=at_once, polling_interval_sec=poll
        )

    def wake(self, case_id: str) -> None:
        """Have a case looked after. Never fails: what cannot be put into the queue is found by the sweep."""
        try:
            self._put(LOOK_AFTER, case_id, f"{case_id}.{uuid.uuid4().hex}", asking())
        except Exception as error:  # noqa: BLE001  (whatever it is, the case itself is safe in the store)
            _log.failed("case not put into the queue, the sweep will", error, case=case_id)

    def sweep(self, occasion: str) -> None:
        """Have the store swept; once for each occasion, however many workers ask for it."""
        self._put(SWEEP, _SWEEPING, f"sweep.{self.version}.{occasion}")

    def waiting(self) -> set[str]:
        """Ids of the cases that are in the queue or being looked after."""
        flows = self._list(_UNDER_WAY)
        return {flow.queue_partition_key for flow in flows if flow.queue_partition_key not in (None, _SWEEPING)}

    def at_work(self) -> list[WorkflowStatus]:
        """What workers have begun and not finished."""
        return self._list(("PENDING",))

    def drop(self, flows: Iterable[WorkflowStatus]) -> None:
        """Take workflows out of the queue, whether they have begun or not."""
        self._client.cancel_workflows([flow.workflow_id for flow in flows])

    def drop_stranded(self, living: Iterable[str]) -> int:
        """Take out what only workers of another release could do, when none of those lives; how many.

        The sweep then finds the cases again, for the workers that there are.
        """
        formats = {self.version, *map(format_of, living)}
        stranded = [flow for flow in self._list(("ENQUEUED", "DELAYED")) if flow.app_version not in (None, *formats)]
        self.drop(stranded)
        return len(stranded)

    def tidy(self, before: dt.datetime) -> int:
        """Forget what was finished before a moment; how much. What was done is in the audit."""
        old = self._client.list_workflows(
            status=list(_OVER),
            completed_before=before.isoformat(),
            limit=_AT_ONCE,
            load_input=False,
            load_output=False,
        )
        self._client.delete_workflows([flow.workflow_id for flow in old])
        return len(old)

    def _list(self, status: Sequence[str]) -> list[WorkflowStatus]:
        return self._client.list_workflows(status=list(status), load_input=False, load_output=False)

    def _put(self, workflow: str, partition: str, id_: str, *more: dict[str, str]) -> None:
        options: EnqueueOptions = {
            "workflow_name": workflow,
            "queue_name": CASES,
            "workflow_id": id_,
            "queue_partition_key": partition,
            "app_version": self.version,
        }
        self._client.enqueue(options, partition, *more)
