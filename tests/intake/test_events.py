"""Events of other systems in one form; duplicates are told by source and id."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake_builders import (
    NOON,
    SECRETS,
    change_event,
    connect,
    from_docusign,
    from_hubspot,
    message,
    stage_change,
)
from sowcheck.core.incoming import Incoming
from sowcheck.errors import EventError
from sowcheck.intake.message import BadEvent, Message
from sowcheck.intake.recognise import incoming

SAMPLES = Path(__file__).parents[3] / "shared" / "domain" / "samples"
CLOUD = {
    "specversion": "1.0",
    "id": "e-1",
    "source": "/salesforce/x",
    "type": "io.sowcheck.crm.opportunity.won.v1",
    "subject": "006Hs00001LkQ3aIAF",
    "time": "2026-06-01T11:00:00Z",
    "data": {"is_won": True},
}


def taken(sent: Message) -> tuple[Incoming, ...]:
    return incoming(sent, SECRETS, NOON)


def test_a_won_opportunity_of_salesforce() -> None:
    (found,) = taken(message(change_event()))
    assert (found.kind, found.subject, found.source) == ("deal_won", "006Hs00001LkQ3aIAF", "/salesforce/Opportunity")
    assert found.at == dt.datetime(2026, 6, 1, 12, tzinfo=dt.UTC)
    assert found.changed == ("StageName", "IsClosed", "IsWon")


def test_ids_with_fifteen_characters_and_with_eighteen_are_one() -> None:
    (short,) = taken(message(change_event("006Hs00001LkQ3a")))
    (long,) = taken(message(change_event("006Hs00001LkQ3aIAF")))
    assert short.subject == long.subject


def test_records_that_changed_alike_are_told_one_by_one() -> None:
    found = taken(message(change_event("006Hs00001LkQ3aIAF", "006Hs00001LkQ3b", "006Hs00001LkQ3aIAF")))
    assert len({each.subject for each in found}) == len({each.id for each in found}) == 2


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ({"changeType": "GAP_UPDATE"}, "gap"),
        ({"recordIds": ["006*"]}, "gap"),
        ({"changeType": "DELETE"}, "deal_deleted"),
        ({"changedFields": ["Amount"]}, "deal_changed"),
        ({"changeType": "CREATE", "changedFields": []}, "deal_won"),
        ({"entityName": "SBQQ__Quote__c"}, "record_changed"),
        ({"changedFields": ["StageName"]}, "deal_changed"),
        ({"changeType": "UNDELETE", "changedFields": []}, "deal_won"),
    ],
)
def test_what_salesforce_says(header: dict[str, Any], kind: str) -> None:
    assert [each.kind for each in taken(message(change_event(**header)))] == [kind]


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"IsWon": True}, "deal_won"),
        ({"IsWon": False}, "deal_lost"),
        ({"IsWon": None, "IsClosed": True, "ForecastCategory": "Closed"}, "deal_won"),
        ({"IsWon": None, "IsClosed": True, "ForecastCategory": "Omitted"}, "deal_lost"),
        ({"IsWon": None, "IsClosed": False}, "deal_lost"),
        ({"IsWon": None}, "deal_changed"),
    ],
)
def test_salesforce_tells_by_flags_whether_a_deal_is_won(fields: dict[str, Any], kind: str) -> None:
    event = change_event(changedFields=["StageName", "IsWon", "IsClosed", "ForecastCategory"])
    assert [each.kind for each in taken(message(event | {"payload": event["payload"] | fields}))] == [kind]


def test_a_win_is_told_without_the_flag_that_salesforce_leaves_out() -> None:
    """Change events of real wins name IsClosed and ForecastCategory, and not IsWon."""
    event = change_event(changedFields=["StageName", "Probability", "IsClosed", "ForecastCategory"])
    event["payload"] |= {"IsWon": None, "IsClosed": True, "ForecastCategory": "Closed"}
    assert [each.kind for each in taken(message(event))] == ["deal_won"]


def test_a_new_deal_that_is_not_won_yet_is_a_change_like_any_other() -> None:
    event = change_event(changeType="CREATE", changedFields=[])
    event["payload"] |= {"IsWon": False, "IsClosed": False}
    assert [each.kind for each in taken(message(event))] == ["deal_changed"]


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ({}, "deal_won"),
        ({"propertyValue": "presentationscheduled"}, "deal_lost"),
        ({"propertyName": "hs_is_closed_won", "propertyValue": "true"}, "deal_won"),
        ({"propertyName": "hs_is_closed_won", "propertyValue": "false"}, "deal_lost"),
        ({"subscriptionType": "line_item.propertyChange", "propertyName": "price"}, "record_changed"),
        ({"propertyName": "amount", "propertyValue": "closedwon"}, "deal_changed"),
        ({"subscriptionType": "deal.deletion", "propertyName": None, "propertyValue": None}, "deal_deleted"),
        ({"subscriptionType": "object.propertyChange", "objectTypeId": "0-3"}, "deal_won"),
        ({"subscriptionType": "object.propertyChange", "objectTypeId": "0-1"}, "other"),
        ({"subscriptionType": "contact.propertyChange"}, "other"),
    ],
)
def test_what_hubspot_says(change: dict[str, Any], kind: str) -> None:
    assert [each.kind for each in taken(from_hubspot([stage_change(**change)]))] == [kind]


def test_the_stage_in_which_a_deal_is_won_is_the_firms_own() -> None:
    sent = from_hubspot([stage_change(propertyValue="b1c2-won")])
    assert [each.kind for each in incoming(sent, SECRETS, NOON, {"b1c2-won"})] == ["deal_won"]


@pytest.mark.parametrize(
    ("event", "kind"),
    [
        ("envelope-completed", "envelope_completed"),
        ("envelope-declined", "envelope_stopped"),
        ("envelope-voided", "envelope_stopped"),
        ("envelope-purge", "envelope_changed"),
        ("recipient-completed", "envelope_changed"),
        ("template-created", "other"),
    ],
)
def test_what_docusign_says(event: str, kind: str) -> None:
    (found,) = taken(from_docusign(connect(event), "connect-key"))
    assert (found.kind, found.subject) == (kind, "8c1f2f5e-6a0b-4c57-9d9b-2f6f4f0f7a11")


def test_a_cloud_event_as_one_object_or_with_its_attributes_in_headers() -> None:
    (one,) = taken(message(CLOUD, {"Content-Type": "application/cloudevents+json; charset=utf-8"}))
    headers = {f"ce-{name}": str(CLOUD[name]) for name in ("specversion", "id", "source", "type", "subject", "time")}
    (other,) = taken(message(CLOUD["data"], headers))
    assert one == other
    assert (one.kind, one.id, one.source) == ("deal_won", "e-1", "/salesforce/x")


def test_what_an_event_is_about_has_its_system_before_it() -> None:
    cloud = {"Content-Type": "application/cloudevents+json"}
    short = CLOUD | {"subject": "006Hs00001LkQ3a"}
    hubspot = CLOUD | {"subject": "4711", "data": {"crm": "hubspot", "changed_fields": ["amount"]}}
    nobody = CLOUD | {"subject": "4711", "data": None}
    signed = CLOUD | {"subject": "8C1F", "type": "io.sowcheck.esign.envelope.completed.v1"}
    found = [taken(message(each, cloud))[0] for each in (short, hubspot, nobody, signed)]
    abouts = [each.about for each in found]
    assert abouts == ["salesforce:006Hs00001LkQ3aIAF", "hubspot:4711", "crm:4711", "envelope:8c1f"]
    assert found[1].changed == ("amount",)
    assert taken(message(change_event()))[0].about == abouts[0]
    assert taken(from_hubspot([stage_change()]))[0].about == "hubspot:4711"


def test_a_cloud_event_of_another_type_is_taken_and_left_alone() -> None:
    (found,) = taken(message(CLOUD | {"type": "com.example.x"}, {"Content-Type": "application/cloudevents+json"}))
    assert found.kind == "other"


@pytest.mark.parametrize("name", ["id", "source", "type", "specversion", "subject"])
def test_a_cloud_event_that_lacks_something_is_refused(name: str) -> None:
    half = {key: value for key, value in CLOUD.items() if key != name}
    with pytest.raises(BadEvent):
        taken(message(half, {"Content-Type": "application/cloudevents+json"}))


@pytest.mark.parametrize(
    "build",
    [
        lambda attempt: message(change_event() | {"event": {"replayId": attempt}}),
        lambda attempt: from_hubspot([stage_change(attemptNumber=attempt)]),
        lambda attempt: from_docusign(connect() | {"retryCount": attempt}, "connect-key"),
    ],
    ids=["salesforce", "hubspot", "docusign"],
)
def test_a_second_delivery_has_the_same_source_and_id(build: Any) -> None:
    first, second = taken(build(0)), taken(build(1))
    assert [(each.source, each.id) for each in first] == [(each.source, each.id) for each in second]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"nonsense",
        b"[" * 100_000,
        b'{"a":' * 60 + b"1" + b"}" * 60,
        b'{"a": NaN}',
        b"[]",
        b"{}",
        b"null",
        b"\xff\xfe",
        b'{"payload": {"ChangeEventHeader": {}}}',
        b'{"payload": {"ChangeEventHeader": {"recordIds": []}}}',
        b" " * 5_000_001,
    ],
    ids=lambda body: str(body[:20]),
)
def test_what_is_no_event_is_one_clear_error(body: bytes) -> None:
    with pytest.raises(BadEvent) as refused:
        taken(message(body))
    assert refused.value.hint


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(["payload", "event", "data", "ChangeEventHeader", "envelopeId", "subscriptionType", "recordIds"]) | st.text(), inner), max_leaves=12))  # fmt: skip
def test_whatever_comes_is_taken_or_refused_on_purpose(body: Any) -> None:
    try:
        taken(message(body))
    except EventError:
        return


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="../shared/domain is absent")
@pytest.mark.parametrize(
    ("name", "kind"), [("sf_cdc_closed_won", "deal_won"), ("cloudevent_opportunity_won", "deal_won")]
)
def test_samples_in_the_systems_own_format(name: str, kind: str) -> None:
    body = (SAMPLES / f"{name}.json").read_bytes()
    media = "application/cloudevents+json" if name.startswith("cloud") else "application/json"
    assert [each.kind for each in taken(message(body, {"Content-Type": media}))] == [kind]


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="../shared/domain is absent")
def test_samples_of_senders_that_sign() -> None:
    hubspot = json.loads((SAMPLES / "hubspot_webhook.json").read_text("utf-8"))
    assert "deal_won" in {each.kind for each in taken(from_hubspot(hubspot))}
    docusign = json.loads((SAMPLES / "docusign_connect_sim.json").read_text("utf-8"))
    assert [each.kind for each in taken(from_docusign(docusign, "connect-key"))] == ["envelope_completed"]
