"""CloudEvents 1.0: one JSON object (structured), a list of them (batched), or attributes in headers (binary).

The one door to their library.
"""

import datetime as dt
import json
import re
from collections.abc import Iterator

from cloudevents.core.base import BaseCloudEvent
from cloudevents.core.bindings.http import HTTPMessage, from_binary
from cloudevents.core.exceptions import CloudEventValidationError
from cloudevents.core.formats.json import JSONFormat
from cloudevents.core.v1.event import CloudEvent
from pydantic import JsonValue

from sowcheck.core.incoming import Incoming, IncomingKind
from sowcheck.intake.message import BadEvent, Message, json_of
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
_ONE, _LIST = "application/cloudevents+json", "application/cloudevents-batch+json"
_HINT = "See CloudEvents 1.0 for what it needs."
MOST = 1000
"""Events in one list."""


def is_cloud_event(message: Message) -> bool:
    """Whether a message says that it is one, or several."""
    return _media(message) in (_ONE, _LIST) or bool(message.header("ce-specversion"))


def incoming_of(message: Message) -> Iterator[Incoming]:
    """The events in a message.

    Raises:
        BadEvent: one is none, or lacks something that every event has.
    """
    # Whoever sends one object may repeat its attributes in headers: the type of the body tells which of them counts.
    media = _media(message)
    if media == _ONE:
        yield _incoming(_structured(message.json_body()))
    elif media == _LIST:
        yield from map(_incoming, map(_structured, _listed(message.json_body())))
    else:
        yield _incoming(_binary(message))


def _listed(body: JsonValue) -> list[JsonValue]:
    if not isinstance(body, list):
        raise BadEvent("The batch of CloudEvents is no list.", hint=_HINT)
    if len(body) > MOST:
        raise BadEvent(f"{len(body)} events came at once.", hint=f"Send at most {MOST} in one list.")
    return body


def _media(message: Message) -> str:
    return message.header("Content-Type").partition(";")[0].strip().lower()


def _structured(body: JsonValue) -> BaseCloudEvent:
    _check(body)
    try:
        return JSONFormat().read(CloudEvent, json.dumps(body))
    except (CloudEventValidationError, ValueError, KeyError, TypeError) as error:
        raise BadEvent(f"The CloudEvent is not whole: {error}", hint=_HINT) from error


def _binary(message: Message) -> BaseCloudEvent:
    _check({name: message.header(f"ce-{name}") for name in _NEEDED})
    # An event needs no data, and data need not be JSON; what this one is about stands in the headers.
    body = message.body if _is_json(_media(message)) else b""
    if body:
        json_of(body)
    try:
        return from_binary(HTTPMessage(dict(message.headers), body), JSONFormat(), CloudEvent)
    except (CloudEventValidationError, ValueError, KeyError, TypeError) as error:
        raise BadEvent(f"The CloudEvent is not whole: {error}", hint=_HINT) from error


def _check(given: JsonValue) -> None:
    """The library makes up an id and a version for events that have none: two deliveries would not be told for one."""
    missing = [name for name in _NEEDED if not isinstance(given, dict) or not given.get(name)]
    if missing:
        raise BadEvent(f"The CloudEvent has no {' and no '.join(missing)}.", hint=_HINT)


def _incoming(event: BaseCloudEvent) -> Incoming:
    kind = TYPES.get(event.get_type(), "other")
    subject, data = event.get_subject(), _data(event)
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
        crm=_crm(data, subject),
        at=_in_utc(event.get_time()),
        changed=_changed(data),
    )


def _is_json(media: str) -> bool:
    return not media or media.endswith(("/json", "+json"))


def _data(event: BaseCloudEvent) -> object:
    """What the event holds, also where it is written as base64."""
    data = event.get_data()
    media = (event.get_datacontenttype() or "").partition(";")[0].strip().lower()
    return json_of(data) if isinstance(data, bytes) and data and _is_json(media) else data


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
