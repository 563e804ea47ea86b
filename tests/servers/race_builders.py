"""People and machines who call one or several servers over the same store, all in the same moment."""

import threading
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

import httpx

from gate_builders import analysis
from service_process import Service
from sowcheck.core.analyses import Analysis
from sowcheck.core.people import Role
from sowcheck.gate import casework
from sowcheck.service.desk import PROGRAM, Desk
from sowcheck.service.site import Site
from web_builders import reported
from web_server import Running

Call = Callable[[], httpx.Response]


def raced(*calls: Call) -> list[httpx.Response]:
    """The answers of calls that all begin in the same moment."""
    ready = threading.Barrier(len(calls))

    def run(call: Call) -> httpx.Response:
        ready.wait(30)
        return call()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


class Processes(NamedTuple):
    """Processes of the service over one store, without workers."""

    store: str
    folder: Path
    """With the contents in it, where `site_in` looks for them."""
    all: Sequence[Service]


class Servers(NamedTuple):
    """Servers over one store."""

    all: Sequence[Running]

    @property
    def site(self) -> Site:
        """What they share."""
        return self.all[0].site

    def person(self, number: int, *roles: Role) -> httpx.Client:
        """A new person who calls the server whose turn it is by a number."""
        return self.all[number % len(self.all)].person(*roles)


def stays_whole(site: Site, record: Callable[[str, object], None]) -> None:
    """The audit verifies, and the report of the tests says what has become of the cases."""
    assert list(site.store.verify()) == []
    states = Counter(kept.case.state for kept in site.store.find(limit=10_000))
    record("states", ", ".join(f"{count} {state}" for state, count in sorted(states.items())))


def statuses(answers: Sequence[httpx.Response]) -> list[int]:
    """Of all answers, the lowest first."""
    return sorted(each.status_code for each in answers)


def problem(answer: httpx.Response) -> str:
    """What kind of problem an answer tells."""
    found: str = answer.json()["type"]
    return found.removeprefix("urn:sowcheck:problem:")


def look(client: httpx.Client, case: str) -> int:
    """The number of a case as it is shown now."""
    number: int = client.get(f"/v1/cases/{case}").json()["number"]
    return number


def checked(site: Site, case_id: str, check: Analysis | None = None) -> None:
    """The program does its work on a case: this is what it finds."""
    found = check or analysis()
    found = found.model_copy(update=reported(site, found))
    desk = Desk(site)
    desk.take(case_id, lambda case: casework.validate(case, (), PROGRAM, site.clock()), PROGRAM, "sowcheck")
    desk.take(case_id, lambda case: casework.analyse(case, found, PROGRAM, site.clock()), PROGRAM, "sowcheck")


def step(client: httpx.Client, case: str, what: str, **body: Any) -> httpx.Response:
    """A step on a case."""
    return client.post(f"/v1/cases/{case}/{what}", json=body)
