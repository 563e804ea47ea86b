"""docs/api.md: its examples run, and it names every route and every kind of problem."""

import json
import re
import shutil
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import pytest

from gate_builders import analysis
from process import environment
from site_builders import Clock, site_in
from sowcheck import web
from sowcheck.core.identities import User
from sowcheck.gate import casework
from sowcheck.identity.base import By
from sowcheck.identity.passwords import hashed
from sowcheck.service.desk import PROGRAM, Desk
from sowcheck.service.site import Site
from sowcheck.web.kinds import KINDS, Kind
from sowcheck.web.permissions import ACCESS
from web_builders import PRICE, reported
from web_server import ADMIN, HOST, new_token, serving

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")


def checked(site: Site, case_id: str) -> None:
    """What a worker does, without reading papers that are none."""
    desk, clock = Desk(site), site.clock
    found = analysis(PRICE)
    found = found.model_copy(update=reported(site, found))
    if site.store.load(case_id).case.state == "received":
        desk.take(case_id, lambda case: casework.validate(case, (), PROGRAM, clock()), PROGRAM, "sowcheck")
    if site.store.load(case_id).case.state == "validated":
        desk.take(case_id, lambda case: casework.analyse(case, found, PROGRAM, clock()), PROGRAM, "sowcheck")


class Worker:
    """Woken by the desk, as the real one is; it works beside the request that woke it."""

    def __init__(self) -> None:
        self.site: Site | None = None
        self._busy = threading.Lock()

    def __call__(self, case_id: str) -> None:
        threading.Thread(target=self._work, args=(case_id,), daemon=True).start()

    def _work(self, case_id: str) -> None:
        assert self.site is not None
        with self._busy:
            checked(self.site, case_id)


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    worker = Worker()
    with site_in(tmp_path / "site", clock=Clock()) as made:
        worker.site = made
        password = hashed("correct horse battery staple")
        ann = User(id="u-ann", login="ann@example.com", name="Ann", roles=("finance",), password=password)
        made.directory.add_user(ann, By(ADMIN, made.clock(), "test"))
        yield replace(made, wake=worker)


@pytest.mark.allow_hosts([HOST])
@pytest.mark.skipif(not shutil.which("curl"), reason="curl is not on this machine: the examples are not run")
def test_the_examples_run_from_the_first_to_the_last(site: Site, tmp_path: Path) -> None:
    (tmp_path / "sow.pdf").write_bytes(b"The fixed fee is EUR 184,000.")
    (tmp_path / "opportunity.json").write_bytes(b"{}")
    script = "set -euo pipefail\n" + "\n".join(re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL))
    with serving(site) as url:
        done = subprocess.run(  # noqa: S603  (the page's own examples)
            ["/bin/bash", "-c", script],
            cwd=tmp_path,
            env={**environment(), "URL": url, "TOKEN": new_token(site, "orchestrator")},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    assert (tmp_path / "report.html").read_text(encoding="utf-8") == "<p>Report"
    case_id = json.loads((tmp_path / "case.json").read_text(encoding="utf-8"))["id"]
    decided = site.store.load(case_id).case.decisions[PRICE.fingerprint]
    assert (decided.by, decided.decision.reason) == ("u-ann", "Agreed by phone on 12 May.")
    assert [line.type for line in site.store.audit() if line.source in ("cloudevents", "crm")]


def test_every_route_is_named() -> None:
    document = json.loads((ROOT / "docs" / "openapi.json").read_text(encoding="utf-8"))
    for path in document["paths"]:
        parts = path.split("/")
        short = {f"…/{'/'.join(parts[start:])}" for start in range(1, len(parts))}
        assert path in PAGE or any(f"{each}`" in PAGE for each in short), path


def kinds_of_problems() -> set[Kind]:
    """Those of the table, and those that single modules of the package have for themselves."""
    modules = [import_module(each.name) for each in walk_packages(web.__path__, f"{web.__name__}.")]
    return {*KINDS.values(), *(each for module in modules for each in vars(module).values() if isinstance(each, Kind))}


def test_every_kind_of_problem_is_named() -> None:
    kinds = kinds_of_problems()
    assert {"unknown-case", "not-there", "busy", "csrf", "too-large"} <= {each.name for each in kinds}
    for kind in kinds:
        assert re.search(rf"`{kind.name}`.*\| {int(kind.status)} \|", PAGE), kind.name


def test_every_role_that_is_named_may_call_something() -> None:
    assert set().union(*(each.roles or () for each in ACCESS.values())) >= {"auditor", "orchestrator", "admin"}
