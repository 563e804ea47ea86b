"""CloudEvents 1.0, as one JSON object (structured) or with the attributes in headers (binary). The one door to their library."""

import datetime as dt
import re

from cloudevents.core.bindings.http import HTTPMessage, from_http
from cloudevents.core.exceptions import CloudEventValidationError
from cloudevents.core.formats.json import JSONFormat
from cloudevents.core.v1.event import CloudEvent

from sowcheck.core.incoming import Incoming, IncomingKind
from sowcheck.intake.message import BadEvent, Message
from sowcheck.records.ids import is_salesforce_id, one_spelling

TYPES: dict[str, IncomingKind] = {
    "io.sowcheck.crm.opportunity.won.v1": "deal_won",
    "io.sowcheck.crm.opportunity.changed.v1": "deal_changed",
    "io.sowcheck.crm.opportunity.lost.v1": "deal_lost",
    "io.sowcheck.crm.opportunity.deleted.v1": "deal_deleted",
    "io.sowcheck.esign.envelope.completed.v1": "envelope_completed",
    "io.sowcheck.esign.envelope.stopped.v1": "envelope_stopped",
}
"""The types that mean something here; others are taken and left alone."""

_NAME = re.compile("[a-z][a-z0-9_]{0,30}")
_NEEDED = ("specversion", "id", "source", "type")


def is_cloud_event(message: Message) -> bool:
    """Whether a message says that it is one."""
    return message.header("Content-Type").startswith("application/cloudevents+json") or bool(
        message.header("ce-specversion")
    )


def incoming_of(message: Message) -> Incoming:
    """The event in a message.

    Raises:
        BadEvent: it is none, or lacks something that every event has.
    """
    body = message.json_body()
    # The library makes up an id and a version for events that have none: two deliveries would not be told for one.
    given = body if message.header("ce-specversion") == "" else {name: message.header(f"ce-{name}") for name in _NEEDED}
    missing = [name for name in _NEEDED if not isinstance(given, dict) or not given.get(name)]
    if missing:
        raise BadEvent(
            f"The CloudEvent has no {' and no '.join(missing)}.", hint="See CloudEvents 1.0 for what it needs."
        )
    try:
        event = from_http(HTTPMessage(dict(message.headers), message.body), JSONFormat(), CloudEvent)
    except (CloudEventValidationError, ValueError, KeyError, TypeError) as error:
        raise BadEvent(
            f"The CloudEvent is not whole: {error}", hint="See CloudEvents 1.0 for what it needs."
        ) from error
    kind = TYPES.get(event.get_type(), "other")
    subject = event.get_subject()
    if kind != "other" and not subject:
        raise BadEvent(
            f"An event of type {event.get_type()} has no subject.", hint="Name the deal or envelope as its subject."
        )
    return Incoming(
        source=event.get_source(),
        id=event.get_id(),
        system="cloudevents",
        kind=kind,
        subject=_subject(kind, subject),
        crm=_crm(event.get_data(), subject),
        at=_in_utc(event.get_time()),
        changed=_changed(event.get_data()),
    )


def _subject(kind: IncomingKind, subject: str | None) -> str | None:
    if subject is None or kind.startswith("envelope"):
        return subject and subject.lower()
    return one_spelling(subject)


def _crm(data: object, subject: str | None) -> str | None:
    """The system that the event names as the deal's, or that its id tells."""
    named = data.get("crm") if isinstance(data, dict) else None
    if isinstance(named, str) and _NAME.fullmatch(named):
        return named
    return "salesforce" if subject and is_salesforce_id(subject) else None


def _changed(data: object) -> tuple[str, ...]:
    named = data.get("changed_fields") if isinstance(data, dict) else None
    return tuple(each for each in named if isinstance(each, str)) if isinstance(named, list) else ()


def _in_utc(moment: dt.datetime | None) -> dt.datetime | None:
    return moment and moment.replace(tzinfo=moment.tzinfo or dt.UTC).astimezone(dt.UTC)
