"""Questions go to people who can sign in and answer; the gate hears of them from the directory."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from gate_builders import MACHINE, NOON, QUOTE, SOW, analysis, decision, finding, person
from site_builders import site_in
from sowcheck.core.identities import User
from sowcheck.core.people import Role
from sowcheck.errors import NotAllowed
from sowcheck.gate import casework
from sowcheck.identity.base import By
from sowcheck.service.desk import Desk
from sowcheck.service.site import Site

TERM = finding("d-1", "term.renewal", "medium", "legal")
COUNSEL = person("u-counsel", "legal")


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with site_in(tmp_path) as made:
        desk = Desk(made)
        desk.receive("006X", [SOW], [QUOTE], MACHINE, "api", "case-1")
        desk.take("case-1", lambda case: casework.validate(case, (), MACHINE, NOON), MACHINE, "test")
        desk.take("case-1", lambda case: casework.analyse(case, analysis(TERM), MACHINE, NOON), MACHINE, "test")
        yield made


def known(site: Site, *roles: Role, disabled: bool = False) -> None:
    user = User(id="u-legal", login="legal", roles=roles, password="", disabled=disabled)
    site.directory.add_user(user, By(MACHINE, NOON, "test"))


def test_a_person_who_is_known_is_asked(site: Site) -> None:
    known(site, "legal")
    kept = Desk(site).decide("case-1", decision(TERM, "needs_info"), COUNSEL, "api")
    assert kept.case.decisions[TERM.fingerprint].decision.asked == "u-legal"


def test_nobody_unknown_is_asked(site: Site) -> None:
    with pytest.raises(NotAllowed, match="u-legal cannot be asked"):
        Desk(site).decide("case-1", decision(TERM, "needs_info"), COUNSEL, "api")


@pytest.mark.parametrize(("roles", "disabled"), [(("legal",), True), ((), False)], ids=["disabled", "without a role"])
def test_nobody_is_asked_who_could_not_answer(site: Site, roles: tuple[Role, ...], disabled: bool) -> None:
    known(site, *roles, disabled=disabled)
    with pytest.raises(NotAllowed, match="u-legal cannot be asked"):
        Desk(site).decide("case-1", decision(TERM, "needs_info"), COUNSEL, "api")


def test_other_decisions_ask_nobody(site: Site) -> None:
    kept = Desk(site).decide("case-1", decision(TERM), COUNSEL, "api")
    assert kept.case.decisions[TERM.fingerprint].by == "u-counsel"
