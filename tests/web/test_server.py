import socket
from contextlib import closing

import pytest

from sowcheck.web.server import listening

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])


def test_an_answer_of_several_packets_does_not_wait_for_receipts() -> None:
    # asyncio turns Nagle's algorithm off only for sockets that say that they are TCP.
    with closing(listening("127.0.0.1", 0)) as listener:
        assert listener.proto == socket.IPPROTO_TCP
