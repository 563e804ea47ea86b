"""What happens to cases is told to those who subscribed: the audit is the outbox, and nothing else has to be kept in step.

`due` makes the deliveries of lines that nobody looked at yet, and says which may be sent; `deliver` sends one, once. Both may
be done by any number of workers, cut off anywhere and done again. What holds for a receiver:

* Each event comes at least once, or is dead, named in the audit and listed. It comes again only if a sender died, or waited too
  long, before it could note that it had been taken: the id is the same.
* Events of one case come in order; what is dead is passed over. Events of different cases may overtake each other.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, partial
from itertools import islice

from sowcheck.core.audit import AuditLine, Note
from sowcheck.core.deliveries import Delivery, Subscriber
from sowcheck.errors import ContentsError
from sowcheck.handoff import schedule
from sowcheck.handoff.events import RELEASED, body_of, event_of, event_type, with_bundle
from sowcheck.handoff.model import Handoff
from sowcheck.handoff.schedule import Outcome
from sowcheck.handoff.sending import HttpSender, Sender
from sowcheck.handoff.signing import signed_headers
from sowcheck.handoff.subscriptions import Subscription
from sowcheck.identity.base import By
from sowcheck.service import releasing
from sowcheck.service.desk import PROGRAM
from sowcheck.service.site import Site
from sowcheck.store.deliveries import SqlDeliveries
from sowcheck.telemetry.logs import Log
from sowcheck.telemetry.tracing import span

_LINES = 500
"""Of the audit that are looked at in one transaction."""
_AT_ONCE = 100
"""Deliveries of one subscriber that are named together."""

_log = Log("sowcheck.service")


def due(site: Site, now: dt.datetime, name: str | None = None) -> list[str]:
    """Ids of the deliveries that may be sent now, in their order.

    Args:
        site: Where.
        now: The time.
        name: Of one subscriber; None for all.
    """
    wanted = [each for each in site.webhooks.subscriptions if each.enabled and name in (None, each.name)]
    fan_out(site, now, wanted)
    known = site.deliveries.subscribers()
    found: list[Delivery] = []
    for each in wanted:
        if schedule.paced(known[each.name].paced, each.per_minute, now) is not None:
            found += site.deliveries.due([each.name], now, _AT_ONCE)
    return [each.id for each in sorted(found, key=lambda each: each.sequence)]


def deliver(site: Site, delivery_id: str, *, sender: Sender | None = None) -> Delivery | None:
    """Send a delivery, if it is still due; what has become of it. None if nothing was sent.

    Args:
        site: Where.
        delivery_id: As `due` names it.
        sender: What carries it.
    """
    subscription = _subscription(site, delivery_id)
    if subscription is None or not subscription.enabled:
        return None
    began = site.clock()
    taken = site.deliveries.claim(
        delivery_id,
        began,
        partial(schedule.paced, per_minute=subscription.per_minute, now=began),
        partial(schedule.claimed, now=began),
    )
    if taken is None:
        return None
    with span(
        "deliver", "client", None, **{"sowcheck.subscription": subscription.name, "sowcheck.case": taken.case or ""}
    ):
        outcome = _sent(site, subscription, taken, sender or _http())
    ended = site.clock()
    after = schedule.after(taken, outcome, ended)
    site.deliveries.settle(after, list(_notes(subscription, after, outcome, ended)), stop=outcome.is_gone)
    if after.state == "delivered":
        acknowledge(site, after)
    return after


def fan_out(site: Site, now: dt.datetime, subscriptions: Iterable[Subscription]) -> None:
    """Make the deliveries of what has happened since the last time."""
    known = site.deliveries.subscribers()
    for subscription in subscriptions:
        subscriber = known.get(subscription.name) or _taken_up(site, subscription)
        cursor: int | None = subscriber.cursor
        try:
            while cursor is not None:
                cursor = _told(site, subscription, cursor, now)
        except ContentsError as error:
            # The bundle of a release cannot be read: whoever is told of it waits until it can, and nobody else does.
            _log.failed("events wait", error, subscription=subscription.name)


def redeliver(deliveries: SqlDeliveries, ids: Sequence[str], by: By) -> int:
    """Have deliveries that are dead, or wait, sent now; how many. What was taken is not sent again."""
    return deliveries.ask_again(
        ids,
        partial(schedule.again, now=by.at),
        lambda number: Note(by.at, by.actor, "webhook_redelivered", "applied", {"deliveries": number}),
        by.source,
    )


def resume(deliveries: SqlDeliveries, name: str, by: By) -> bool:
    """Send a subscriber that said that it is gone its messages again; False if it did not say so."""
    note = Note(by.at, by.actor, "webhook_resumed", "applied", {"subscription": name})
    return deliveries.resume(name, note, by.source)


def acknowledge(site: Site, delivery: Delivery) -> None:
    """Note that the target has the handoff, if that is what the delivery brought."""
    target = site.webhooks.target
    if target is not None and delivery.subscription == target.name and delivery.type == RELEASED and delivery.case:
        releasing.acknowledge(site, delivery.case, target.name)


def _taken_up(site: Site, subscription: Subscription) -> Subscriber:
    start = 0 if subscription.since == "beginning" else site.store.head()[0]
    return site.deliveries.take_up(subscription.name, start)


def _told(site: Site, subscription: Subscription, cursor: int, now: dt.datetime) -> int | None:
    """Make the deliveries of some lines behind the cursor; the new cursor, None once there are no more."""
    lines = list(islice(site.store.audit(after=cursor), _LINES))
    if not lines:
        return None
    # Many lines are of one case, and what its deal is called never changes.
    reference = cache(lambda case_id: site.store.load(case_id).case.reference)
    made = [
        _made(site, subscription, line, type_, reference(line.case), now)
        for line in lines
        if (type_ := event_type(line)) and subscription.wants(type_)
    ]
    upto = lines[-1].sequence
    return upto if site.deliveries.add(subscription.name, cursor, upto, made) and len(lines) == _LINES else None


def _made(
    site: Site, subscription: Subscription, line: AuditLine, type_: str, reference: str, now: dt.datetime
) -> Delivery:
    bundle = None
    if type_ == RELEASED:
        assert isinstance(line.payload, dict)
        bundle = Handoff.model_validate_json(site.contents.get(str(line.payload["bundle"])))
    event = event_of(line, reference, site.webhooks.source, bundle=bundle)
    digest = hashlib.sha256(f"{subscription.name}\0{event['id']}".encode()).hexdigest()
    return Delivery(
        id=f"msg_{digest[:24]}",
        subscription=subscription.name,
        sequence=line.sequence,
        event=event["id"],
        type=type_,
        case=line.case,
        body=body_of(event),
        made=now,
        next=now,
    )


def _subscription(site: Site, delivery_id: str) -> Subscription | None:
    """Of a delivery; None if there is no such delivery, or the settings do not know its subscriber any more."""
    delivery = site.deliveries.get(delivery_id)
    named = (each for each in site.webhooks.subscriptions if delivery and each.name == delivery.subscription)
    return next(named, None)


def _sent(site: Site, subscription: Subscription, delivery: Delivery, sender: Sender) -> Outcome:
    now, body = site.clock(), delivery.body
    facts = json.loads(body)["data"] if delivery.type == RELEASED else {}
    if facts and subscription.handoff:
        # Kept nowhere but with the contents, so that it goes when they go: a bundle holds words that people wrote.
        try:
            body = with_bundle(body, site.contents.get(facts["bundle_sha256"]))
        except ContentsError as error:
            return Outcome(None, error.message)
    headers = {
        "Content-Type": "application/cloudevents+json",
        "User-Agent": "sowcheck",
        **signed_headers(delivery.event, body.encode(), subscription.secrets, now),
    }
    if facts:
        headers["Idempotency-Key"] = str(facts["idempotency_key"])
    return sender(subscription.url, body.encode(), headers, now)


def _notes(subscription: Subscription, after: Delivery, outcome: Outcome, now: dt.datetime) -> Iterator[Note]:
    """What the audit says of a delivery that is given up, and of a subscriber that is gone."""
    if after.state != "dead":
        return
    facts = {"subscription": subscription.name, "delivery": after.id, "event": after.event, "type": after.type}
    why = {"attempts": after.attempts, "status": after.status, "problem": after.problem}
    yield Note(now, PROGRAM, "webhook_dead", "applied", {**facts, **why}, after.case)
    if outcome.is_gone:
        yield Note(now, PROGRAM, "webhook_stopped", "applied", {"subscription": subscription.name, "status": 410})


@cache
def _http() -> Sender:
    return HttpSender()
