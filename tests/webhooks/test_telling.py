"""A worker tells subscribers over real HTTP as things happen, and stops when it is told to."""

import base64
import hashlib
import hmac
import json
import time
from pathlib import Path

import pytest

from site_builders import Clock
from sowcheck.service.site import now
from sowcheck.service.telling import telling
from webhook_builders import SECRET, happened, site_telling, subscription
from webhook_receiver import HOST, Receiver, answers, hangs

pytestmark = pytest.mark.allow_hosts([HOST])


def wait_for(receiver: Receiver, messages: int) -> None:
    end = time.monotonic() + 10
    while len(receiver.received) < messages:
        assert time.monotonic() < end, f"{len(receiver.received)} messages came"
        time.sleep(0.02)


def test_what_happens_reaches_a_receiver_that_checks_who_says_so(tmp_path: Path) -> None:
    with Receiver() as receiver, site_telling(tmp_path, subscription(receiver.url), clock=Clock(now())) as site:
        with telling(site, every=0.02):
            happened(site, "c-1", 2)
            wait_for(receiver, 2)
        assert site.deliveries.counts() == {("psa", "delivered"): 2}
    key = base64.b64decode(SECRET.get_secret_value().removeprefix("whsec_"))
    for message in receiver.received:
        event, stamp = message.headers["webhook-id"], message.headers["webhook-timestamp"]
        expected = hmac.digest(key, f"{event}.{stamp}.".encode() + message.body, hashlib.sha256)
        assert message.headers["webhook-signature"] == f"v1,{base64.b64encode(expected).decode()}"
        assert json.loads(message.body)["id"] == event
        assert message.headers["content-type"] == "application/cloudevents+json"


def test_one_that_says_nothing_holds_no_other_back(tmp_path: Path) -> None:
    with Receiver([hangs(1.5)]) as silent, Receiver() as quick:
        told = (subscription(silent.url, name="silent"), subscription(quick.url, name="quick"))
        with site_telling(tmp_path, *told, clock=Clock(now())) as site, telling(site, every=0.02):
            begun = time.monotonic()
            happened(site, "c-1", 2)
            wait_for(quick, 2)
            assert time.monotonic() - begun < 1.4


def test_a_refusal_is_given_up_at_once(tmp_path: Path) -> None:
    with (
        Receiver([answers(404)]) as receiver,
        site_telling(tmp_path, subscription(receiver.url), clock=Clock(now())) as site,
    ):
        with telling(site, every=0.02):
            happened(site, "c-1")
            happened(site, "c-2")
            wait_for(receiver, 2)
        assert site.deliveries.counts() == {("psa", "dead"): 1, ("psa", "delivered"): 1}
