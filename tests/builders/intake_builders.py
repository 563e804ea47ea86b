"""Messages as other systems send them, signed where they sign."""

import base64
import datetime as dt
import hashlib
import hmac
import json
from typing import Any

from pydantic import SecretStr

from sowcheck.intake.message import Message
from sowcheck.intake.senders import Secrets

NOON = dt.datetime(2026, 6, 1, 12, tzinfo=dt.UTC)
URL = "https://check.example/v1/events"
SECRETS = Secrets(hubspot=(SecretStr("old"), SecretStr("app-secret")), docusign=(SecretStr("connect-key"),))


def message(body: Any, headers: dict[str, str] | None = None, *, url: str = URL) -> Message:
    """A request with a JSON body."""
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    return Message(method="POST", url=url, headers={"Content-Type": "application/json", **(headers or {})}, body=raw)


def _signed(secret: str, words: bytes) -> str:
    return base64.b64encode(hmac.digest(secret.encode(), words, hashlib.sha256)).decode()


def from_hubspot(
    body: Any, *, key: str = "app-secret", at: dt.datetime = NOON, url: str = URL, signed_url: str | None = None
) -> Message:
    """A webhook as HubSpot signs it."""
    raw = json.dumps(body).encode()
    stamp = str(int(at.timestamp() * 1000))
    signature = _signed(key, b"POST" + (signed_url or url).encode() + raw + stamp.encode())
    headers = {"X-HubSpot-Signature-v3": signature, "X-HubSpot-Request-Timestamp": stamp}
    return message(raw, headers, url=url)


def from_docusign(body: Any, *keys: str) -> Message:
    """A message as DocuSign Connect signs it, once for each key."""
    raw = json.dumps(body).encode()
    return message(raw, {f"X-DocuSign-Signature-{n}": _signed(key, raw) for n, key in enumerate(keys, 1)})


def stage_change(**changes: Any) -> dict[str, Any]:
    """HubSpot's word that a deal was won."""
    return {
        "eventId": 101,
        "subscriptionId": 7,
        "portalId": 55,
        "appId": 9,
        "occurredAt": 1780315200000,
        "subscriptionType": "deal.propertyChange",
        "attemptNumber": 0,
        "objectId": 4711,
        "propertyName": "dealstage",
        "propertyValue": "closedwon",
    } | changes


def change_event(*records: str, **header: Any) -> dict[str, Any]:
    """Salesforce's word that opportunities were won."""
    return {
        "schema": "s",
        "payload": {
            "ChangeEventHeader": {
                "entityName": "Opportunity",
                "recordIds": list(records) or ["006Hs00001LkQ3aIAF"],
                "changeType": "UPDATE",
                "transactionKey": "t-1",
                "sequenceNumber": 1,
                "commitTimestamp": 1780315200000,
                "changedFields": ["StageName", "IsClosed", "IsWon"],
            }
            | header,
            "IsWon": True,
        },
        "event": {"replayId": 3},
    }


def connect(event: str = "envelope-completed", **data: Any) -> dict[str, Any]:
    """DocuSign's word on an envelope."""
    envelope = {"accountId": "a-1", "envelopeId": "8C1F2F5E-6A0B-4C57-9D9B-2F6F4F0F7A11"}
    return {"event": event, "generatedDateTime": "2026-06-01T11:59:00.1170000Z", "data": envelope | data}
