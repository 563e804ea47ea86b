"""Clients who hand in cases at the same time, and send each one again until it is taken."""

import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

import httpx

from site_builders import deal
from work_builders import SOW

_PATIENCE = 60


class Clients:
    """What several clients were told meanwhile.

    Args:
        url: Of the server.
        token: They all show it.
        pause: Seconds between two cases.
    """

    def __init__(self, url: str, token: str, pause: float) -> None:
        self.told: Counter[int | str] = Counter()
        """Statuses, and errors of connections."""
        self.cases: dict[str, str] = {}
        """The case that each key came to."""
        self.faults: list[str] = []
        """Whatever should not have happened."""
        self._url, self._headers = url, {"Authorization": f"Bearer {token}"}
        self._pause = pause
        self._record = deal("F1")[1][0]

    def hand_in(self, keys: list[str]) -> None:
        """Hand in a case for each key, one after the other."""
        with httpx.Client(base_url=self._url, headers=self._headers, timeout=_PATIENCE) as client:
            for key in keys:
                time.sleep(self._pause)
                end = time.monotonic() + _PATIENCE
                while not self._is_taken(client, key):
                    if time.monotonic() > end:
                        self.faults.append(f"{key} was never taken")
                        break
                    time.sleep(0.05)

    def _is_taken(self, client: httpx.Client, key: str) -> bool:
        files = {
            "documents": ("sow.md", f"{SOW}\n\n{key}".encode()),
            "records": (self._record.name, self._record.read_bytes()),
        }
        try:
            answer = client.post(
                "/v1/cases", headers={"Idempotency-Key": key}, data={"reference": f"006-{key}"}, files=files
            )
        except httpx.TransportError as error:
            self.told[type(error).__name__] += 1
            return False
        self.told[answer.status_code] += 1
        if answer.status_code == 201:
            self.cases[key] = answer.json()["id"]
        elif answer.status_code != 503:
            self.faults.append(answer.text)
        return answer.status_code == 201


@contextmanager
def clients_at_work(url: str, token: str, cases: int, clients: int = 2, pause: float = 0.0) -> Iterator[Clients]:
    """Clients who hand in some cases while the block runs, and have handed in all of them when it ends.

    Args:
        url: Of the server.
        token: They all show it.
        cases: How many, each under a key of its own.
        clients: How many hand them in at once.
        pause: Seconds that each takes between two cases.
    """
    found = Clients(url, token, pause)
    keys = [f"deal-{number}" for number in range(cases)]
    threads = [threading.Thread(target=found.hand_in, args=(keys[first::clients],)) for first in range(clients)]
    for thread in threads:
        thread.start()
    try:
        yield found
    finally:
        for thread in threads:
            thread.join()
    assert found.faults == []
    assert len(found.cases) == cases
