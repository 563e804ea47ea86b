"""Messages to other systems, as whoever looks after them sees them; and the handoff itself."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from site_builders import Clock
from sowcheck.gate import casework
from sowcheck.handoff.schedule import Outcome
from sowcheck.service import delivering
from sowcheck.service.desk import PROGRAM, Desk
from web_builders import PRICE, TERM, in_review
from web_server import HOST, Running, serving
from webhook_builders import Wire, happened, site_telling, subscription, works

pytestmark = pytest.mark.allow_hosts([HOST])


@contextmanager
def telling(folder: Path, cases: int, *names: str, wire: Wire | None = None) -> Iterator[Running]:
    """A server whose site has told subscribers, or tried to, that cases came."""
    clock = Clock()
    with site_telling(folder, *(subscription(name=name) for name in names), clock=clock) as site:
        for number in range(cases):
            happened(site, f"case-{number}")
        assert delivering.due(site, clock()), "nothing is on its way"
        if wire is not None:
            works(site, wire)
        with serving(site) as url:
            yield Running(site, clock, url)


def test_messages_are_listed_by_state_without_what_they_say(tmp_path: Path) -> None:
    with telling(tmp_path, 2, "psa", wire=Wire()) as server, server.person("admin") as adam:
        page = adam.get("/v1/deliveries").json()
        assert [(each["case"], each["state"], each["status"]) for each in page["deliveries"]] == [
            ("case-0", "delivered", 204),
            ("case-1", "delivered", 204),
        ]
        assert not any("body" in each for each in page["deliveries"])
        assert adam.get("/v1/deliveries", params={"state": "dead"}).json()["deliveries"] == []
        assert len(adam.get("/v1/deliveries", params={"case": "case-1"}).json()["deliveries"]) == 1


def test_pages_of_messages_lie_end_to_end_whoever_is_told(tmp_path: Path) -> None:
    with telling(tmp_path, 40, "psa", "erp", "bi") as server, server.machine("auditor") as ada:
        found: list[str] = []
        after = 0
        while after is not None:
            page = ada.get("/v1/deliveries", params={"limit": 50, "after": after}).json()
            found += [each["id"] for each in page["deliveries"]]
            after = page["next"]
    assert len(found) == len(set(found)) == 120


def test_a_subscriber_that_said_that_it_is_gone_is_sent_its_messages_again_when_asked(tmp_path: Path) -> None:
    gone = Wire(lambda _, __: Outcome(410))
    with telling(tmp_path, 1, "psa", wire=gone) as server, server.machine("orchestrator") as flow:
        page = flow.get("/v1/deliveries").json()
        assert [each["name"] for each in page["stopped"]] == ["psa"]
        (stuck,) = page["deliveries"]
        assert flow.post("/v1/subscribers/nobody/resumption").status_code == 404
        assert flow.post("/v1/subscribers/psa/resumption").status_code == 204
        assert flow.post("/v1/deliveries/none/retry").status_code == 404
        again = flow.post(f"/v1/deliveries/{stuck['id']}/retry").json()
        assert (again["state"], again["attempts"]) == ("pending", 0)
        back = Wire()
        works(server.site, back)
        assert [each.case for each in back.taken] == ["case-0"]
        assert flow.get("/v1/deliveries").json()["stopped"] == []
        noted = [(line.type, line.source) for line in server.site.store.audit() if line.type.startswith("webhook_re")]
    assert noted == [("webhook_resumed", "api"), ("webhook_redelivered", "api")]


def test_the_handoff_is_shown_once_it_was_released(server: Running) -> None:
    case, site = in_review(server, "handoff-1"), server.site
    with server.machine("orchestrator") as flow:
        assert flow.get(f"/v1/cases/{case}/handoff").json()["type"].endswith("not-there")
        with server.person("finance") as fay, server.person("legal") as lea, server.person("delivery_ops") as dan:
            signed_off(case, fay, lea, dan)
        bundle = site.contents.put(b'{"schema": "sowcheck.handoff/1"}')
        Desk(site).take(case, lambda known: casework.release(known, bundle, PROGRAM, site.clock()), PROGRAM, "sowcheck")
        assert flow.get(f"/v1/cases/{case}/handoff").json() == {"schema": "sowcheck.handoff/1"}
        assert flow.get(f"/v1/cases/{case}").json()["waiting_for"] == "target"


def signed_off(case: str, fay: httpx.Client, lea: httpx.Client, dan: httpx.Client) -> None:
    """Everybody does their part."""
    waiver: dict[str, str] = {"resolution": "accept_with_waiver", "reason": "agreed"}
    for found, owner, other in ((PRICE, fay, dan), (TERM, lea, dan)):
        url = f"/v1/cases/{case}/findings/{found.fingerprint}"
        for person, step in ((owner, "evidence"), (owner, "decision"), (other, "evidence"), (other, "confirmation")):
            seen = {"seen": person.get(f"/v1/cases/{case}").json()["number"]}
            answer = person.post(f"{url}/{step}", json=waiver if step == "decision" else seen)
            assert answer.status_code == 200, answer.text
    for person, role in ((fay, "finance"), (dan, "delivery_ops")):
        said = {"role": role, "seen": person.get(f"/v1/cases/{case}").json()["number"]}
        assert person.post(f"/v1/cases/{case}/signatures", json=said).status_code == 200
