"""What the people and machines of the story do, each through the API of a running service."""

import base64
import hashlib
import hmac
import json
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import httpx

from service_process import Service
from site_builders import deal
from webhook_receiver import Receiver

OPPORTUNITY = "006Vd000004LqWnIAK"
"""The deal of the first fixture."""
_PATIENCE = 120.0
_SECRET = base64.b64encode(b"a secret of thirty-two characters").decode()

Json = dict[str, Any]


def closed_won(opportunity: str = OPPORTUNITY, *, sequence: int = 1, at: int = 1_780_000_000_000) -> Json:
    """Salesforce says that an opportunity was won; `at` in milliseconds since 1970."""
    changed = ["StageName", "Probability", "IsClosed", "IsWon", "LastModifiedDate"]
    header = {
        "entityName": "Opportunity",
        "recordIds": [opportunity],
        "changeType": "UPDATE",
        "changeOrigin": "com/salesforce/api/soap/64.0;client=SfdcInternalAPI/",
        "transactionKey": "0003c1de-7b20-5f44-9a11-5d2e8c7fa310",
        "sequenceNumber": sequence,
        "commitTimestamp": at,
        "commitNumber": 1778751667123456001,
        "commitUser": "005Vd00000BvR4cIAF",
        "nulledFields": [],
        "diffFields": [],
        "changedFields": changed,
    }
    return {
        "schema": "n4Fx2mQkT7eYb1c0ZpLw9g",
        "payload": {"ChangeEventHeader": header, "StageName": "Closed Won", "IsClosed": True, "IsWon": True},
        "event": {"replayId": 17093000 + sequence},
    }


def papers(name: str = "F1") -> list[tuple[str, tuple[str, bytes, str]]]:
    """The signed papers and record snapshots of a fixture deal, as the files of a form."""
    documents, records = deal(name)
    return [*_files("documents", documents), *_files("records", records)]


def corrected_records() -> list[tuple[str, tuple[str, bytes, str]]]:
    """The records of the first fixture once Sales operations has put the signed price into them."""
    return [
        (kind, (name, content.replace(b"306000.0", b"318000.0").replace(b"54000.0", b"66000.0"), form))
        for kind, (name, content, form) in _files("records", deal("F1")[1])
    ]


def post(client: httpx.Client, path: str, said: Json | None = None, *, refused: int | None = None) -> Json:
    """A call that changes something; `refused` is the status that it must fail with."""
    answer = client.post(path, json={} if said is None else said)
    assert answer.status_code == (refused or answer.status_code), answer.text
    assert refused or answer.is_success, answer.text
    found: Json = answer.json()
    return found


def view(client: httpx.Client, case: str) -> Json:
    """A case as it is now."""
    answer = client.get(f"/v1/cases/{case}")
    assert answer.status_code == 200, answer.text
    found: Json = answer.json()
    return found


def until(client: httpx.Client, case: str, wanted: Callable[[Json], bool]) -> Json:
    """The case once it is as wanted; follows its events by requests that wait, as an orchestrator does."""
    cursor, deadline = 0, time.monotonic() + _PATIENCE
    while not wanted(found := view(client, case)):
        assert time.monotonic() < deadline, json.dumps(found)[:2000]
        page = client.get(f"/v1/cases/{case}/events", params={"after": cursor, "wait": 5}).json()
        cursor = page["next"]
    return found


def soon(wanted: Callable[[], bool]) -> None:
    """Waits for what no event of the case tells."""
    deadline = time.monotonic() + _PATIENCE
    while not wanted():
        assert time.monotonic() < deadline
        time.sleep(0.1)


def decide_all(client: httpx.Client, case: Json, owner: str, *, waive: Sequence[str] = ()) -> None:
    """A person decides on every finding of their role that asks for it: the contract wins, but for codes to waive."""
    for finding in case["findings"]:
        if finding["owner"] != owner or finding["settled"] or finding["decision"]:
            continue
        path = f"/v1/cases/{case['id']}/findings/{finding['fingerprint']}"
        post(client, f"{path}/evidence")
        if finding["code"] in waive:
            said = {"resolution": "accept_with_waiver", "reason": "The customer agreed to plan for 18 December."}
        else:
            said = {"resolution": "update_record", "reason": "The record follows the signed paper."}
        post(client, f"{path}/decision", said)


def seen(client: httpx.Client, id_: str) -> Json:
    """What somebody says who has looked at a case now."""
    return {"seen": view(client, id_)["number"]}


def story_teller(service: Service) -> dict[str, httpx.Client]:
    """Four people, each in a role of their own, signed in."""
    return {
        "sales_ops": service.person("ingrid", "sales_ops"),
        "delivery_ops": service.person("tomas", "delivery_ops"),
        "finance": service.person("amara", "finance"),
        "legal": service.person("lena", "legal"),
    }


def told(url: str, folder: Path, handoffs: Path | None) -> dict[str, str]:
    """Settings of a service that tells delivery what becomes of cases; the handoff goes there too if no folder takes it."""
    settings = folder / "webhooks.toml"
    settings.write_text(
        f'[[webhooks]]\nname = "delivery"\nurl = "{url}"\nplain = true\nsince = "beginning"\n'
        'events = ["io.sowcheck.handoff.*"]\nsecret = "SOWCHECK_WEBHOOK_DELIVERY"\n'
        f"handoff = {str(handoffs is None).lower()}\n",
        encoding="utf-8",
    )
    folders = {} if handoffs is None else {"SOWCHECK_HANDOFFS": str(handoffs)}
    return {**folders, "SOWCHECK_WEBHOOKS": str(settings), "SOWCHECK_WEBHOOK_DELIVERY": f"whsec_{_SECRET}"}


def taken_by(receiver: Receiver, kind: str) -> list[Json]:
    """The events of a kind that a subscriber was sent, each once however often it came; each must be signed."""
    events: dict[str, Json] = {}
    for message in receiver.received:
        key = f"{message.headers['webhook-id']}.{message.headers['webhook-timestamp']}.".encode()
        expected = base64.b64encode(hmac.digest(base64.b64decode(_SECRET), key + message.body, hashlib.sha256))
        assert message.headers["webhook-signature"] == f"v1,{expected.decode()}"
        event = json.loads(message.body)
        events[event["id"]] = event
    return [each for each in events.values() if each["type"] == kind]


def bundle_in(handoffs: Path) -> tuple[Json, str]:
    """The one bundle in the folder of handoffs, and its SHA-256, which is its name too."""
    (file,) = (each for each in handoffs.rglob("*") if each.is_file())
    content = file.read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    assert file.stem == digest
    found: Json = json.loads(content)
    return found, digest


def bundle_of(released: Json) -> tuple[Json, str]:
    """The bundle in an event, and its SHA-256 as docs/webhooks.md says."""
    bundle: Json = released["data"]["bundle"]
    canonical = json.dumps(bundle, sort_keys=True, separators=(",", ":"))
    return bundle, hashlib.sha256(canonical.encode("ascii")).hexdigest()


def _files(kind: str, paths: Sequence[Path]) -> list[tuple[str, tuple[str, bytes, str]]]:
    return [(kind, (path.name, path.read_bytes(), "application/octet-stream")) for path in paths]
