"""Messages in every form in which vendors and their kits send them; what may have changed is never taken for unchanged."""

import base64
import datetime as dt
import json
from typing import Any

import pytest
from cloudevents.core.bindings.http import to_binary, to_structured
from cloudevents.core.formats.json import JSONFormat
from cloudevents.core.v1.event import CloudEvent

from intake_builders import NOON, SECRETS, change_event, connect, from_docusign, from_hubspot, message, stage_change
from sowcheck.core.incoming import Incoming
from sowcheck.intake.message import BadEvent, Message
from sowcheck.intake.recognise import incoming
from sowcheck.intake.senders import Unverified

BATCH = {"Content-Type": "application/cloudevents-batch+json; charset=utf-8"}


def taken(sent: Message) -> tuple[Incoming, ...]:
    return incoming(sent, SECRETS, NOON)


def in_brief(sent: Message) -> list[tuple[str, str | None, str | None]]:
    return [(each.kind, each.object, each.subject) for each in taken(sent)]


def tied(kind: str, **change: Any) -> dict[str, Any]:
    """HubSpot's word that two records were tied or became one: no single record is named."""
    found = stage_change(subscriptionType=kind, **change)
    return {name: value for name, value in found.items() if name not in ("objectId", "propertyName", "propertyValue")}


def test_an_overflow_names_no_record_and_may_concern_every_deal() -> None:
    """Salesforce writes the empty id where one transaction changed more than it tells."""
    for empty in ("000000000000000AAA", "000000000000000"):
        (found,) = taken(message(change_event(empty, changeType="GAP_OVERFLOW", changedFields=[])))
        assert (found.kind, found.subject, found.about) == ("gap", None, "salesforce:*")


def test_fields_that_are_told_by_their_places_may_be_any() -> None:
    """The Pub/Sub API sends bitmaps in place of names; which field a bit stands for is told by a schema elsewhere."""
    event = change_event(changedFields=["0x650004E0", "4-0x10"], nulledFields=[], diffFields=["0x010000"])
    event["payload"] |= {"IsWon": None}
    (found,) = taken(message(event))
    assert (found.kind, found.changed) == ("deal_changed", ())


@pytest.mark.parametrize(("won", "kind"), [(True, "deal_won"), (False, "deal_lost")])
def test_a_deal_that_is_won_while_unnamed_fields_change_is_both_won_and_changed(won: bool, kind: str) -> None:
    event = change_event(changedFields=["0x650004E0"])
    event["payload"] |= {"IsWon": won}
    found = taken(message(event))
    assert [(each.kind, each.changed) for each in found] == [(kind, ()), ("deal_changed", ())]
    assert len({each.id for each in found}) == 2


def test_change_events_come_in_a_frame_of_their_client_or_bare() -> None:
    framed = change_event()
    bare = framed["payload"]
    clients = {"data": framed, "channel": "/data/OpportunityChangeEvent"}
    assert taken(message(framed)) == taken(message(bare)) == taken(message(clients))


def test_what_salesforce_says_beside_is_no_matter() -> None:
    more = {"commitNumber": 1, "commitUser": "005", "changeOrigin": "", "nulledFields": ["NextStep"], "diffFields": []}
    assert taken(message(change_event(**more))) == taken(message(change_event()))


def test_a_tie_between_a_deal_and_what_belongs_to_it_changes_both() -> None:
    change = tied("deal.associationChange", associationType="DEAL_TO_LINE_ITEM", fromObjectId=4711, toObjectId=88)
    expected = [("deal_changed", "deal", "4711"), ("record_changed", "line_item", "88")]
    assert in_brief(from_hubspot([change])) == expected
    newer = tied(
        "object.associationChange", fromObjectTypeId="0-3", toObjectTypeId="0-8", fromObjectId=4711, toObjectId=88
    )
    assert in_brief(from_hubspot([newer])) == expected
    assert len({each.id for each in taken(from_hubspot([change]))}) == 2


def test_a_tie_to_a_person_is_no_matter_and_the_rest_of_its_message_is_heard() -> None:
    person = tied("deal.associationChange", associationType="DEAL_TO_CONTACT", fromObjectId=4711, toObjectId=9)
    assert in_brief(from_hubspot([person, stage_change()])) == [("other", None, None), ("deal_won", "deal", "4711")]


def test_deals_that_became_one_have_all_changed() -> None:
    merge = tied("deal.merge", primaryObjectId=1, mergedObjectIds=[2, 3], newObjectId=4, numberOfPropertiesMoved=7)
    found = in_brief(from_hubspot([merge]))
    assert found == [("deal_changed", "deal", subject) for subject in ("1", "4", "2", "3")]


def cloud_event(data: Any = None, **other: Any) -> CloudEvent:
    """A deal that was won, as the kit of CloudEvents makes it."""
    named = {"id": "e-1", "source": "/crm/ü", "type": "io.sowcheck.crm.opportunity.won.v1", "subject": "Größe 100 %"}
    time = dt.datetime(2026, 6, 1, 11, tzinfo=dt.timezone(dt.timedelta(hours=2)))
    return CloudEvent({**named, "time": time, "datacontenttype": "application/json", **other}, data)


def as_sent(event: CloudEvent, *, binary: bool) -> Message:
    made = (to_binary if binary else to_structured)(event, JSONFormat())
    return Message(method="POST", url="https://check.example", headers=made.headers, body=bytes(made.body))


def test_the_kit_of_cloud_events_is_understood_in_every_mode() -> None:
    event = cloud_event({"crm": "hubspot", "changed_fields": ["amount"]})
    structured, binary = as_sent(event, binary=False), as_sent(event, binary=True)
    ((one,), (other,)) = (taken(structured), taken(binary))
    assert one == other
    assert (one.source, one.subject, one.crm, one.changed) == ("/crm/ü", "Größe 100 %", "hubspot", ("amount",))
    assert one.at == dt.datetime(2026, 6, 1, 9, tzinfo=dt.UTC)
    second = {**json.loads(structured.body), "id": "e-2"}
    both = taken(message([json.loads(structured.body), second], BATCH))
    assert both == (one, one.model_copy(update={"id": "e-2"}))


def test_attributes_that_one_object_repeats_in_headers_change_nothing() -> None:
    sent = as_sent(cloud_event({"crm": "hubspot"}), binary=False)
    repeated = sent.model_copy(update={"headers": {**sent.headers, "ce-specversion": "1.0", "ce-id": "e-1"}})
    assert taken(repeated) == taken(sent)


@pytest.mark.parametrize(("media", "data"), [("application/json", None), ("text/plain", "won")])
def test_an_event_in_headers_needs_no_data_and_no_json(media: str, data: Any) -> None:
    (found,) = taken(as_sent(cloud_event(data, datacontenttype=media), binary=True))
    assert (found.kind, found.subject, found.crm) == ("deal_won", "Größe 100 %", None)


def test_data_in_base64_is_read_as_what_it_is() -> None:
    event = json.loads(as_sent(cloud_event(), binary=False).body)
    event |= {"data_base64": base64.b64encode(b'{"crm": "hubspot"}').decode()}
    (found,) = taken(message(event, {"Content-Type": "Application/CloudEvents+JSON"}))
    assert found.crm == "hubspot"


@pytest.mark.parametrize("body", [{}, [{}], ["x"], [1] * 1001], ids=["no list", "empty", "no event", "too many"])
def test_a_list_with_anything_else_in_it_is_refused_as_a_whole(body: Any) -> None:
    with pytest.raises(BadEvent) as refused:
        taken(message(body, BATCH))
    assert refused.value.hint


def test_more_records_than_are_told_apart_concern_every_deal() -> None:
    many = [f"006Hs{number:010d}" for number in range(1001)]
    (found,) = taken(message(change_event(*many, changedFields=["Amount"])))
    assert (found.kind, found.about, found.object) == ("gap", "salesforce:*", "Opportunity")
    assert len(taken(message(change_event(*many[1:], changedFields=["Amount"])))) == 1000


def test_what_docusign_says_of_anything_but_envelopes_is_no_matter() -> None:
    """A configuration that sends all events sends those of templates as well; a refusal would be sent again for days."""
    template = connect("template-created", templateId="t-1")
    del template["data"]["envelopeId"]
    (found,) = taken(from_docusign(template, "connect-key"))
    assert (found.kind, found.subject) == ("other", None)
    with pytest.raises(Unverified):
        taken(from_docusign(template, "another key"))
