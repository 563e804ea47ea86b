import signal
import socket
import threading
from contextlib import closing
from pathlib import Path

import pytest

from site_builders import site_in
from sowcheck.web.app import create_app
from sowcheck.web.server import Server, listening

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])


def test_an_answer_of_several_packets_does_not_wait_for_receipts() -> None:
    # asyncio turns Nagle's algorithm off only for sockets that say that they are TCP.
    with closing(listening("127.0.0.1", 0)) as listener:
        assert listener.proto == socket.IPPROTO_TCP


@pytest.mark.parametrize("told", [signal.SIGTERM, signal.SIGINT])
def test_a_server_that_is_told_to_stop_before_it_runs_ends(told: signal.Signals, tmp_path: Path) -> None:
    with site_in(tmp_path) as site, closing(listening("127.0.0.1", 0)) as listener:
        server = Server(create_app(site))
        patience = threading.Timer(10, server.stop)
        patience.start()
        with server.told_to_stop():
            signal.raise_signal(told)
            server.run([listener])
        # It ended by itself, and the block takes no signal beyond its end.
        assert patience.is_alive()
        patience.cancel()
        patience.join()
    assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL
