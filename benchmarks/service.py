"""A service under load: many cases handed in at once by several clients, while people go on reading.

    PYTHONPATH=tests/builders:tests/servers python -m benchmarks.service [--cases 200] [--clients 8] [--store postgresql|sqlite]

Starts `sowcheck serve` as an operator would. Each client hands in its cases as fast as it can; meanwhile readers open cases,
lists and reports at a steady pace. Prints how long reads took, in the first seconds with nothing else to do and then under
load (their ratio says more than the figures: machines differ), and how long it took until every case was checked.
"""

import argparse
import itertools
import random
import statistics
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import httpx

from postgres import server
from service_process import Service, command, served
from site_builders import deal

_DEALS = ("F1", "F2", "F3", "F7", "F8", "F9")
"""Those whose records say that they are won."""
_READERS = 4
_PAUSE = 0.1
"""Seconds between two reads of one reader: 4 readers make up to 40 reads a second."""
_QUIET = 10.0
"""Seconds of reading with nothing else to do."""
_TIMES = ("quiet", "coming in", "checked")
"""With nothing else to do; while cases are handed in and checked; and then until the last one is checked."""


class Read(NamedTuple):
    """One request of a reader."""

    route: str
    seconds: float
    when: str
    """One of `_TIMES`."""


class Readers:
    """Reads cases, lists and reports until it is stopped."""

    def __init__(self, client: httpx.Client) -> None:
        self._client = client
        self.reads: list[Read] = []
        self.when = _TIMES[0]
        self._over = threading.Event()
        self._threads = [threading.Thread(target=self._go, args=(number,), daemon=True) for number in range(_READERS)]

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Read for as long as the block lasts."""
        for thread in self._threads:
            thread.start()
        try:
            yield
        finally:
            self._over.set()
            for thread in self._threads:
                thread.join(60)

    def _go(self, number: int) -> None:
        chance = random.Random(number)  # noqa: S311  (which case is read is no secret)
        known: list[str] = []
        while not self._over.wait(_PAUSE):
            page = self._read("GET /v1/cases", "/v1/cases", state="in_review", after=chance.choice(["", *known]))
            known = [each["id"] for each in page.json()["cases"]] or known
            if not known:
                continue
            id_ = chance.choice(known)
            self._read("GET /v1/cases/{id}", f"/v1/cases/{id_}")
            self._read("GET /v1/cases/{id}/report", f"/v1/cases/{id_}/report")

    def _read(self, route: str, path: str, **wanted: str) -> httpx.Response:
        when, began = self.when, time.perf_counter()
        answer = self._client.get(path, params=wanted)
        self.reads.append(Read(route, time.perf_counter() - began, when))
        assert answer.status_code == 200, answer.text
        return answer


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=int, default=200)
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--workers", type=int, default=1, help="checks at once")
    parser.add_argument("--store", choices=("sqlite", "postgresql"), default="sqlite")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="sowcheck-load-") as folder, _store(asked.store, Path(folder)) as store:
        contents = Path(folder) / "contents"
        with served(store, contents, workers=asked.workers) as service:
            _measured(service, asked.cases, asked.clients)
        print(command("audit", "verify", "--store", store).strip())


@contextmanager
def _store(kind: str, folder: Path) -> Iterator[str]:
    if kind == "sqlite":
        yield str(folder / "cases.db")
        return
    with server() as running:
        yield running.database()


def _measured(service: Service, cases: int, clients: int) -> None:
    client = service.machine()
    warm = [_hand_in(client, number) for number in range(len(_DEALS))]
    _wait(client, warm)
    readers = Readers(client)
    with readers.reading():
        time.sleep(_QUIET)
        readers.when, began = _TIMES[1], time.perf_counter()
        with ThreadPoolExecutor(clients) as crowd:
            ids = list(crowd.map(lambda number: _hand_in(client, number), range(100, 100 + cases)))
        readers.when, taken = _TIMES[2], time.perf_counter() - began
        states = _wait(client, ids)
        checked = time.perf_counter() - began
    assert len(set(ids)) == cases
    print(f"{cases} cases by {clients} clients: handed in within {taken:.1f} s, all checked within {checked:.1f} s")
    print(f"states: {dict(Counter(states.values()))}")
    _table(readers.reads)


def _hand_in(client: httpx.Client, number: int) -> str:
    documents, records = deal(_DEALS[number % len(_DEALS)])
    files = [
        (kind, (path.name, path.read_bytes(), "application/octet-stream"))
        for kind, paths in (("documents", documents), ("records", records))
        for path in paths
    ]
    answer = client.post(
        "/v1/cases",
        data={"reference": f"deal-{number}"},
        files=files,
        headers={"Idempotency-Key": f"load-{number}"},
    )
    assert answer.status_code == 201, answer.text
    found: str = answer.json()["id"]
    return found


def _wait(client: httpx.Client, ids: Sequence[str]) -> dict[str, str]:
    """The state in which each case comes to rest."""
    left, states, deadline = set(ids), dict.fromkeys(ids, ""), time.monotonic() + 1200
    while left:
        assert time.monotonic() < deadline, f"{len(left)} cases were not checked within 20 minutes"
        after = ""
        for _ in itertools.count():
            page = client.get("/v1/cases", params={"limit": 200, "after": after}).json()
            for row in page["cases"]:
                if row["id"] in left and row["waiting_for"] != "program":
                    left.discard(row["id"])
                    states[row["id"]] = row["state"]
            after = page["next"]
            if after is None:
                break
        time.sleep(1)
    return states


def _table(reads: Sequence[Read]) -> None:
    print(f"{'read':32}{'while':>11}{'n':>7}{'p50 ms':>9}{'p95 ms':>9}{'p99 ms':>9}")
    for route in dict.fromkeys(each.route for each in reads):
        chosen = [each for each in reads if each.route == route]
        for when in _TIMES:
            _line(route, when, [each for each in chosen if each.when == when])
    quiet = _line("all", _TIMES[0], [each for each in reads if each.when == _TIMES[0]])
    under_load = _line("all", "under load", [each for each in reads if each.when != _TIMES[0]])
    print(f"p95 under load: {under_load / quiet:.1f} times the quiet one")


def _line(route: str, when: str, reads: Sequence[Read]) -> float:
    """Print a line of the table; its 95th percentile in milliseconds."""
    cuts = statistics.quantiles([each.seconds * 1000 for each in reads], n=100)
    print(f"{route:32}{when:>11}{len(reads):>7}{cuts[49]:>9.1f}{cuts[94]:>9.1f}{cuts[98]:>9.1f}")
    return cuts[94]


if __name__ == "__main__":
    main()
