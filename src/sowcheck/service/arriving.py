"""Whether messages to other systems arrived in time, counted from when that happened which they tell."""

import datetime as dt
import json
from collections.abc import Iterator

from sowcheck.core.deliveries import Delivery
from sowcheck.gate.kpis.objectives import Arrivals
from sowcheck.gate.kpis.period import Period
from sowcheck.service.telling import KEPT
from sowcheck.store.deliveries import SqlDeliveries

_AT_ONCE = 500


def arrivals(deliveries: SqlDeliveries, period: Period, within: dt.timedelta) -> Arrivals:
    """What became of the messages that tell of something in a period, as far back as messages are remembered.

    Args:
        deliveries: All that there are.
        period: The days, and when it is looked at.
        within: How long a message may take.
    """
    in_time = late = under_way = 0
    for each in _all(deliveries):
        happened = dt.datetime.fromisoformat(json.loads(each.body)["time"])
        # What was delivered before is forgotten and what died is not: together they would say something wrong.
        if not period.has(happened) or happened < period.now - KEPT:
            continue
        arrived = each.done if each.state == "delivered" else None
        if (arrived or period.now) > happened + within or each.state == "dead":
            late += 1
        elif arrived is None:
            under_way += 1
        else:
            in_time += 1
    return Arrivals(in_time=in_time, late=late, under_way=under_way)


def _all(deliveries: SqlDeliveries) -> Iterator[Delivery]:
    """A page ends within the deliveries of one line of the audit; the next begins with that line again."""
    last, seen = 0, set[str]()
    while found := [
        each for each in deliveries.find(after=last - 1, limit=_AT_ONCE + len(seen)) if each.id not in seen
    ]:
        yield from found
        if found[-1].sequence != last:
            seen.clear()
        last = found[-1].sequence
        seen |= {each.id for each in found if each.sequence == last}
