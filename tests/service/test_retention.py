"""What is taken away when its time is over, what stays, and that the audit is whole all the same."""

import datetime as dt
import os
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from gate_builders import MACHINE, analysis, decision, finding, person
from handoff_builders import signed_off_at
from site_builders import FLOW, Clock, site_in
from sowcheck.core.casefile import CaseFile
from sowcheck.core.identities import User
from sowcheck.core.people import Actor
from sowcheck.core.retention import RetentionPolicy
from sowcheck.errors import ContentsError, IllegalStep, NotAllowed
from sowcheck.gate import casework
from sowcheck.gate.acting import Entries
from sowcheck.gate.chain import canonical
from sowcheck.identity import passwords
from sowcheck.identity.base import By
from sowcheck.identity.signing_in import by_password
from sowcheck.service import releasing, retention
from sowcheck.service.desk import Desk, Upload
from sowcheck.service.site import Site
from sowcheck.store.base import Kept

DECIDER = person("u-1", "legal")
ADMIN = Actor(id="cli-1000", kind="service", roles=("admin",))
TERM = finding("d-2", "term.renewal", "medium", "legal")
YEAR = RetentionPolicy(rejected_days=365)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def site(tmp_path: Path, clock: Clock) -> Iterator[Site]:
    with site_in(tmp_path, clock=clock) as made:
        policy = made.rules.policy.model_copy(update={"retention": YEAR})
        yield replace(made, rules=replace(made.rules, policy=policy))


def by(site: Site) -> By:
    return By(ADMIN, site.clock(), "cli")


def checked(site: Site, id_: str, *papers: bytes) -> Kept:
    """A case with a report, on which somebody has decided."""
    desk = Desk(site)
    kept = desk.receive("006X", desk.keep([Upload(f"{each!r}.txt", each) for each in papers]), (), FLOW, "api", id_)

    def on(case: CaseFile) -> Entries:
        report = site.contents.put(f"report of {id_}".encode())
        page = site.contents.put(f"page of {id_}".encode())
        said = analysis(TERM).model_copy(update={"report": report, "page": page})
        return casework.analyse(case, said, MACHINE, site.clock())

    desk.take(id_, lambda case: casework.validate(case, (), MACHINE, site.clock()), MACHINE, "api")
    desk.take(id_, on, MACHINE, "api")
    kept = desk.take(id_, lambda case: casework.decide(case, decision(TERM), DECIDER, site.clock()), DECIDER, "api")
    return kept


def rejected(site: Site, id_: str, *papers: bytes) -> CaseFile:
    checked(site, id_, *papers)
    step = Desk(site).take(id_, lambda case: casework.reject(case, "Jo said no", DECIDER, site.clock()), DECIDER, "api")
    return step.case


def aged(tmp_path: Path, days: int = 3) -> None:
    """Everything that is kept was handed in days ago."""
    long_ago = time.time() - days * 86_400
    for path in (tmp_path / "contents").rglob("*"):
        os.utime(path, (long_ago, long_ago))


def files(site: Site) -> int:
    return len(list(site.contents.hashes()))


def test_a_case_whose_time_is_over_loses_words_papers_and_reports(site: Site, clock: Clock, tmp_path: Path) -> None:
    case = rejected(site, "c-1", b"signed by Jo Doe", b"order form")
    aged(tmp_path)
    clock.forward(days=364)
    assert retention.due(site, clock()) == []
    assert retention.run(site, by(site)) == retention.Gone((), 0, 0, 0)
    clock.forward(days=1)
    assert [each.id for each in retention.due(site, clock())] == ["c-1"]
    assert retention.run(site, by(site)) == retention.Gone(("c-1",), 4, 0, 0)
    assert files(site) == 0
    with pytest.raises(ContentsError, match="taken away since"):
        site.contents.get(case.documents[0].sha256)
    after = site.store.load("c-1").case
    assert after.taken_away == clock()
    assert [each.sha256 for each in after.documents] == [each.sha256 for each in case.documents]
    assert "Jo said no" not in "".join(entry.model_dump_json() for entry in site.store.history("c-1"))
    assert list(site.store.verify()) == []
    assert retention.run(site, by(site)) == retention.Gone((), 0, 0, 0)


def test_what_was_removed_is_on_record_by_hash(site: Site, clock: Clock, tmp_path: Path) -> None:
    case = rejected(site, "c-1", b"signed by Jo Doe")
    aged(tmp_path)
    clock.forward(days=365)
    retention.run(site, by(site))
    taken, removed = list(site.store.audit())[-2:]
    assert (taken.type, taken.case, taken.actor.id) == ("taken_away", "c-1", "cli-1000")
    assert (removed.type, removed.case) == ("contents_removed", None)
    assert isinstance(removed.payload, dict)
    assert isinstance(removed.payload["sha256"], list)
    assert case.documents[0].sha256 in removed.payload["sha256"]


def test_a_paper_that_another_case_needs_stays_until_that_one_is_over_too(
    site: Site, clock: Clock, tmp_path: Path
) -> None:
    shared = rejected(site, "c-1", b"master agreement", b"order form").documents[0].sha256
    clock.forward(days=100)
    rejected(site, "c-2", b"master agreement")
    aged(tmp_path)
    clock.forward(days=265)
    assert retention.run(site, by(site)) == retention.Gone(("c-1",), 3, 1, 0)
    assert site.contents.get(shared) == b"master agreement"
    clock.forward(days=100)
    assert retention.run(site, by(site)) == retention.Gone(("c-2",), 3, 0, 0)
    assert files(site) == 0


def test_a_paper_that_was_handed_in_again_just_now_stays(site: Site, clock: Clock, tmp_path: Path) -> None:
    """Its new case may not have begun yet."""
    rejected(site, "c-1", b"master agreement")
    aged(tmp_path)
    clock.forward(days=365)
    again = Desk(site).keep([Upload("msa.txt", b"master agreement")])[0].sha256
    assert retention.run(site, by(site)) == retention.Gone(("c-1",), 2, 1, 0)
    assert site.contents.has(again)


def test_a_run_that_was_cut_off_is_finished_by_the_next(site: Site, clock: Clock, tmp_path: Path) -> None:
    rejected(site, "c-1", b"order form")
    clock.forward(days=365)
    assert retention.run(site, by(site)) == retention.Gone(("c-1",), 0, 3, 0)
    aged(tmp_path)
    assert retention.run(site, by(site)) == retention.Gone((), 3, 0, 0)


def test_of_a_deal_that_was_handed_over_nothing_is_left_but_what_its_target_has(
    site: Site, clock: Clock, tmp_path: Path
) -> None:
    signed_off_at(site)
    releasing.release(site, "case-1")
    case = releasing.hand_over(site, "case-1").case
    aged(tmp_path)
    clock.forward(days=1)
    said = canonical([entry.event.model_dump(mode="json") for entry in site.store.history("case-1")])
    gone = retention.run(site, by(site), dt.timedelta(days=1))
    assert gone == retention.Gone(("case-1",), 3, 0, 0)
    assert files(site) == 0
    after = site.store.load("case-1").case
    assert (after.state, after.bundle, after.signatures) == (case.state, case.bundle, case.signatures)
    assert after.analysis is not None
    assert {each.message for each in after.analysis.findings} == {"(taken away)"}
    left = canonical([entry.event.model_dump(mode="json") for entry in site.store.history("case-1")])
    assert len(left) < len(said)
    assert list(site.store.verify()) == []
    assert site.handoffs is not None
    assert list(site.handoffs.rglob("*.json"))


def test_files_that_no_case_names_go_when_asked_for_and_a_month_old(site: Site, tmp_path: Path) -> None:
    checked(site, "c-1", b"order form")
    lost = Desk(site).keep([Upload("draft.txt", b"never used")])[0].sha256
    aged(tmp_path)
    assert retention.run(site, by(site), unused=True) == retention.Gone((), 0, 0, 0)
    aged(tmp_path, days=31)
    assert retention.run(site, by(site)) == retention.Gone((), 0, 0, 0)
    assert retention.run(site, by(site), unused=True) == retention.Gone((), 1, 0, 0)
    assert not site.contents.has(lost)
    assert files(site) == 3


def test_an_age_takes_the_place_of_the_policy(site: Site, clock: Clock) -> None:
    rejected(site, "c-1", b"order form")
    clock.forward(days=31)
    assert retention.due(site, clock()) == []
    assert [each.id for each in retention.due(site, clock(), dt.timedelta(days=30))] == ["c-1"]


def test_without_a_policy_everything_is_kept(site: Site, clock: Clock) -> None:
    rejected(site, "c-1", b"order form")
    policy = site.rules.policy.model_copy(update={"retention": RetentionPolicy()})
    clock.forward(days=10_000)
    assert retention.due(replace(site, rules=replace(site.rules, policy=policy)), clock()) == []


def test_one_case_is_emptied_on_request_and_none_that_goes_on(site: Site, tmp_path: Path) -> None:
    rejected(site, "c-1", b"order form")
    checked(site, "c-2", b"another order form")
    aged(tmp_path)
    with pytest.raises(IllegalStep, match="in review"):
        retention.take_away_from(site, ["c-2"], "Article 17", by(site))
    with pytest.raises(NotAllowed, match="role admin"):
        retention.take_away_from(site, ["c-1"], "Article 17", By(DECIDER, site.clock(), "cli"))
    assert files(site) == 6
    assert retention.take_away_from(site, ["c-1"], "Article 17", by(site)) == retention.Gone(("c-1",), 3, 0, 0)
    assert site.store.load("c-2").case.taken_away is None
    assert files(site) == 3


def test_sessions_that_are_over_are_swept(site: Site, clock: Clock) -> None:
    password = "four plain words here"  # noqa: S105  (nobody's)
    user = User(id="u-9", login="ann", roles=("finance",), password=passwords.hashed(password))
    site.directory.add_user(user, by(site))
    by_password(site.directory, "ann", password, clock(), address="192.0.2.1")
    assert retention.run(site, by(site)).swept == 0
    clock.forward(hours=13)
    assert retention.run(site, by(site)).swept == 2
