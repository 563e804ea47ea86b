"""What becomes of what a dead worker had begun: another goes on with it."""

from collections.abc import Iterable, Sequence

from dbos import DBOS, WorkflowStatus

from sowcheck.errors import SowcheckError
from sowcheck.service.program import Program
from sowcheck.telemetry.logs import Log
from sowcheck.work.queue import LOOK_AFTER, WorkQueue

_DEATHS = 3
"""How many workers may die over the same work; then it is the work that kills them."""

_log = Log("sowcheck.work")


def take_over(dead: Sequence[str], begun: Iterable[WorkflowStatus], queue: WorkQueue, program: Program) -> None:
    """Put what dead workers had begun back into the queue. May be done by several workers at once, and again.

    Args:
        dead: Names of the workers.
        begun: What anybody has begun and not finished.
        queue: The queue.
        program: Leaves a case to people over which one worker after another has died.
    """
    left = [flow for flow in begun if flow.executor_id in dead]
    deadly = [flow for flow in left if flow.name == LOOK_AFTER and (flow.recovery_attempts or 0) >= _DEATHS]
    for flow in deadly:
        assert flow.queue_partition_key is not None
        program.give_up(flow.queue_partition_key, _deadly())
    # What another format has on record means nothing here: the case is begun anew, and what is in the store is not done twice.
    queue.drop([*deadly, *(flow for flow in left if flow.app_version != queue.version)])
    if left:
        _log.warning("work taken over", count=len(left), workers=list(dead))
        DBOS._recover_pending_workflows(list(dead))


def _deadly() -> SowcheckError:
    return SowcheckError(
        f"{_DEATHS} workers died while they were at work on this case.",
        hint="Look at memory and logs of the workers, and check its papers one by one: sowcheck check FILE",
    )
