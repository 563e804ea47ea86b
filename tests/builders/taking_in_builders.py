"""Events as other systems send them, taken in by a site, and what the case is then."""

import datetime as dt
import json
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

from intake_builders import NOON, SECRETS, change_event, message
from site_builders import FLOW, deal
from sowcheck.core.casefile import CaseFile
from sowcheck.core.people import Actor
from sowcheck.intake.message import Message
from sowcheck.service import steps
from sowcheck.service.desk import Desk, Upload
from sowcheck.service.site import Site
from sowcheck.service.taking_in import Outcome, take_in

WON = "006Hs00001LkQ3aIAF"
ENVELOPE = "8c1f2f5e-6a0b-4c57-9d9b-2f6f4f0f7a11"
F9 = "006Qm000001JvGrIAK"
CLOUD = {"Content-Type": "application/cloudevents+json"}


def sent(site: Site, message_: Message, actor: Actor | None = FLOW) -> Outcome:
    (outcome,) = take_in(replace(site, secrets=SECRETS), message_, actor)
    return outcome


def stamp(hours: float) -> int:
    return int((NOON + dt.timedelta(hours=hours)).timestamp() * 1000)


def opportunity(
    kind: str = "won", name: str = "t-1", hours: float = 0, subject: str = WON, *changed: str
) -> dict[str, Any]:
    """A change event about an opportunity."""
    header: dict[str, Any] = {"transactionKey": name, "commitTimestamp": stamp(hours)}
    event = change_event(subject, **header)
    if kind == "lost":
        event["payload"] |= {"IsWon": False}
    elif kind == "changed":
        event["payload"]["ChangeEventHeader"] |= {"changedFields": list(changed or ("Amount",))}
        event["payload"]["IsWon"] = None
    elif kind != "won":
        event["payload"]["ChangeEventHeader"] |= {"changeType": kind}
    return event


def cloud(type_: str, name: str = "e-1", subject: str = WON, hours: float = 0, **data: Any) -> Message:
    at = NOON + dt.timedelta(hours=hours)
    event = {"specversion": "1.0", "id": name, "source": "/flow", "type": f"io.sowcheck.{type_}.v1", "subject": subject}
    return message(event | {"time": at.isoformat(), "data": data}, CLOUD)


def the_case(site: Site) -> CaseFile:
    (kept,) = site.store.find()
    return kept.case


def kinds(site: Site, case_id: str | None = None) -> list[str]:
    case = site.store.load(case_id).case if case_id else the_case(site)
    return sorted(each.kind for each in case.tasks)


def handed_in(site: Site, case_id: str = "case-1", reference: str = F9, **fields: object) -> CaseFile:
    """A case with the papers and records of F9, validated."""
    desk, (papers, records) = Desk(site), deal("F9")
    shape = json.loads(records[0].read_text("utf-8"))
    (shape["records"][0] if "records" in shape else shape).update(fields)
    uploads = [Upload("opportunity.json", json.dumps(shape).encode())]
    uploads += [Upload(path.name, path.read_bytes()) for path in records[1:]]
    documents = desk.keep([Upload(path.name, path.read_bytes()) for path in papers])
    desk.receive(reference, documents, desk.keep(uploads), FLOW, "api", case_id)
    return steps.validate(site, case_id).case


def at_once(*calls: Callable[[], object]) -> None:
    """All calls begin in the same moment."""
    ready = threading.Barrier(len(calls))

    def run(call: Callable[[], object]) -> object:
        ready.wait()
        return call()

    with ThreadPoolExecutor(len(calls)) as pool:
        for done in [pool.submit(run, call) for call in calls]:
            done.result()
