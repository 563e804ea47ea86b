"""A sender that is killed while a receiver has its message: another sends it again, under the same id, and nothing is lost."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from process import environment
from site_builders import Clock
from sowcheck.handoff.schedule import LEASE
from webhook_builders import happened, site_telling, subscription, works
from webhook_receiver import HOST, Receiver, hangs

pytestmark = pytest.mark.allow_hosts([HOST])

_SENDS = """
import sys
from pathlib import Path
from site_builders import Clock
from webhook_builders import site_telling, subscription, works

with site_telling(Path(sys.argv[1]), subscription(sys.argv[2]), store=sys.argv[3], clock=Clock()) as site:
    works(site)
"""


def test_a_kill_while_a_message_is_on_its_way_loses_and_reorders_nothing(
    store: str, tmp_path: Path, clock: Clock
) -> None:
    with Receiver([hangs()]) as receiver:
        told = subscription(receiver.url)
        with site_telling(tmp_path, told, store=store, clock=clock) as site:
            happened(site, "c-1", 2)
            command = [sys.executable, "-c", _SENDS, str(tmp_path), receiver.url, store]
            with subprocess.Popen(command, env=environment()) as sender:  # noqa: S603  (the program is the test's own)
                end = time.monotonic() + 30
                while not receiver.received:
                    assert time.monotonic() < end
                    time.sleep(0.02)
                sender.kill()
            works(site)
            assert len(receiver.received) == 1
            clock.forward(seconds=LEASE.total_seconds())
            works(site)
            assert site.deliveries.counts() == {("psa", "delivered"): 2}
            assert list(site.store.verify()) == []
    ids = [each.headers["webhook-id"] for each in receiver.received]
    assert ids[0] == ids[1] != ids[2]
    assert len(ids) == 3
