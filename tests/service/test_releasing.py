"""The release: what was signed off reaches its target once, whatever is cut off in between."""

import hashlib
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from gate_builders import person
from handoff_builders import signed_off_at
from process import environment
from site_builders import site_in, waiting_job
from sowcheck.core.casefile import CaseFile
from sowcheck.errors import NotAllowed, TargetError
from sowcheck.gate import casework
from sowcheck.gate.acting import Entries
from sowcheck.service import releasing
from sowcheck.service.desk import PROGRAM, Desk
from sowcheck.service.site import Site


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with site_in(tmp_path) as made:
        yield made


def files(site: Site) -> list[Path]:
    assert site.handoffs is not None
    return sorted(path for path in site.handoffs.rglob("*") if path.is_file())


def test_what_was_signed_off_is_released_lies_in_the_folder_and_is_acknowledged(site: Site) -> None:
    signed_off_at(site)
    assert waiting_job(site, "case-1") == "release"
    released = releasing.release(site, "case-1").case
    assert (released.state, waiting_job(site, "case-1")) == ("released", "hand_over")
    case = releasing.hand_over(site, "case-1").case
    assert (case.state, waiting_job(site, "case-1")) == ("acknowledged", None)
    assert case.bundle is not None
    (file,) = files(site)
    assert file.relative_to(site.handoffs or "") == Path("case-1") / f"{case.bundle}.json"
    assert hashlib.sha256(file.read_bytes()).hexdigest() == case.bundle
    assert file.read_bytes() == site.contents.get(case.bundle)
    assert json.loads(file.read_bytes())["schema"] == "sowcheck.handoff/1"


def test_doing_it_again_doubles_nothing(site: Site) -> None:
    signed_off_at(site)
    for _ in range(3):
        releasing.release(site, "case-1")
    for _ in range(3):
        releasing.hand_over(site, "case-1")
    assert [line.type for line in site.store.audit()][-3:] == ["gate_opened", "released", "acknowledged"]
    assert len(files(site)) == 1


def test_a_case_that_is_not_signed_off_is_not_released(site: Site) -> None:
    before = signed_off_at(site)
    signer = next(each for each in before.signatures if each.role == "finance")
    finding = next(iter(before.decisions))
    taken_back = before.decisions[finding].decision.model_copy(update={"reason": "on second thoughts"})

    def decide_anew(case: CaseFile) -> Entries:
        assert case.analysis is not None
        owner = next(each.owner for each in case.analysis.findings if each.fingerprint == finding)
        return casework.decide(case, taken_back, person("u-owner", owner), site.clock())

    Desk(site).take("case-1", decide_anew, person("u-owner"), "web")
    after = releasing.release(site, "case-1").case
    assert (after.state, after.bundle) == ("in_review", None)
    assert signer in after.signatures
    releasing.hand_over(site, "case-1")
    assert not files(site)


def test_approvals_are_looked_at_once_more(site: Site) -> None:
    case = signed_off_at(site)
    bare = case.model_copy(update={"signatures": ()})
    with pytest.raises(NotAllowed, match="approvals of this case no longer stand"):
        casework.release(bare, "a" * 64, PROGRAM, site.clock())


def test_a_folder_that_takes_nothing_leaves_the_case_released_and_is_tried_again(site: Site) -> None:
    signed_off_at(site)
    releasing.release(site, "case-1")
    assert site.handoffs is not None
    site.handoffs.write_text("a file where the folder should be")
    with pytest.raises(TargetError, match="The handoff of case-1 cannot be written"):
        releasing.hand_over(site, "case-1")
    assert site.store.load("case-1").case.state == "released"
    site.handoffs.unlink()
    assert releasing.hand_over(site, "case-1").case.state == "acknowledged"


def test_half_a_file_under_the_name_of_a_bundle_is_replaced_by_the_whole(site: Site) -> None:
    signed_off_at(site)
    bundle = releasing.release(site, "case-1").case.bundle
    assert site.handoffs is not None
    place = site.handoffs / "case-1" / f"{bundle}.json"
    place.parent.mkdir(parents=True)
    place.write_bytes(b'{"schema": "sowch')
    releasing.hand_over(site, "case-1")
    assert hashlib.sha256(place.read_bytes()).hexdigest() == bundle


_DIES = """
import os, sys
from pathlib import Path
from site_builders import site_in
from sowcheck.service import releasing
from sowcheck.store.contents import Contents
from sowcheck.store.sql import SqlStore
from sowcheck.handoff import folder

calls = {"n": 0}
def dying(real):
    def call(*args, **kwargs):
        calls["n"] += 1
        if calls["n"] == int(sys.argv[2]):
            os.kill(os.getpid(), 9)
        found = real(*args, **kwargs)
        calls["n"] += 1
        if calls["n"] == int(sys.argv[2]):
            os.kill(os.getpid(), 9)
        return found
    return call

Contents.put = dying(Contents.put)
SqlStore.append = dying(SqlStore.append)
folder._write = dying(folder._write)
with site_in(Path(sys.argv[1])) as site:
    releasing.release(site, "case-1")
    releasing.hand_over(site, "case-1")
print(calls["n"])
"""


@pytest.mark.parametrize("place", range(1, 9))
def test_a_kill_before_or_after_any_write_loses_and_doubles_nothing(tmp_path: Path, place: int) -> None:
    with site_in(tmp_path) as site:
        signed_off_at(site)
    killed = subprocess.run(  # noqa: S603  (the program is the test's own)
        [sys.executable, "-c", _DIES, str(tmp_path), str(place)],
        env=environment(),
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert killed.returncode == -9, killed.stderr.decode()
    with site_in(tmp_path) as site:
        releasing.release(site, "case-1")
        case = releasing.hand_over(site, "case-1").case
        assert case.state == "acknowledged"
        assert [line.type for line in site.store.audit()].count("released") == 1
        assert [line.type for line in site.store.audit()].count("acknowledged") == 1
        assert [file.name for file in files(site) if not file.name.endswith(".part")] == [f"{case.bundle}.json"]
        assert list(site.store.verify()) == []
