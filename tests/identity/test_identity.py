"""Passwords, tokens, sessions, and what guessing leads to."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sowcheck.core.identities import Failures, User
from sowcheck.core.people import ROLES, Actor, Role
from sowcheck.errors import UsageError
from sowcheck.identity import lockout, passwords, sessions, tokens
from sowcheck.identity.base import By, Directory
from sowcheck.identity.signing_in import NotSignedIn, by_password, by_session, by_token
from sowcheck.store.connect import connect_directory

NOON = dt.datetime(2026, 6, 1, 12, tzinfo=dt.UTC)
PASSWORD = "four plain words here"  # noqa: S105  (nobody's)
HASH = passwords.hashed(PASSWORD)
BY = By(Actor(id="cli-1000", kind="service"), NOON, "cli")


@pytest.fixture
def directory(tmp_path: Path) -> Iterator[Directory]:
    with closing(connect_directory(str(tmp_path / "people.db"))) as kept:
        kept.add_user(User(id="u-1", login="ann@example.com", roles=("finance",), password=HASH), BY)
        yield kept


def test_a_password_fits_itself_alone() -> None:
    assert passwords.fits(PASSWORD, HASH)
    assert not passwords.fits(PASSWORD + " ", HASH)
    assert HASH.startswith("$argon2id$")
    assert passwords.hashed(PASSWORD) != HASH


def test_the_same_keys_fit_however_a_machine_composes_letters() -> None:
    assert passwords.fits("cafe\u0301 au lait noir", passwords.hashed("caf\u00e9 au lait noir"))


@pytest.mark.parametrize(
    "password", ["Password12345!", "qwertzuiop12", "P@ssw0rd1234", "aaaaaaaaaaaa", "ann.okoro-2026"]
)
def test_a_password_that_is_tried_first_is_refused(password: str) -> None:
    with pytest.raises(UsageError, match="tried first"):
        passwords.hashed(password, "ann.okoro@example.com")


@pytest.mark.parametrize(
    "password", ["correct horse battery staple", "aB3$kd9Lq0Zp", "8231 9047 5512 77", "jfkdla;ejfia"]
)
def test_a_password_that_nobody_tries_first_is_taken(password: str) -> None:
    assert passwords.fits(password, passwords.hashed(password, "bo@example.com"))


@pytest.mark.parametrize("password", ["", "short", "x" * 257])
def test_a_password_that_is_too_short_or_endless_is_refused(password: str) -> None:
    with pytest.raises(UsageError, match="12 to 256 characters"):
        passwords.hashed(password)


def test_nobody_signs_in_where_no_password_is_kept() -> None:
    assert not passwords.fits("nobody has this password", "")
    assert not passwords.fits("", "")


def test_somebody_signs_in_and_goes_on_by_their_cookie(directory: Directory) -> None:
    user, session, cookie = by_password(directory, " Ann@Example.com", PASSWORD, NOON)
    found, kept = by_session(directory, cookie.get_secret_value(), NOON + dt.timedelta(minutes=20))
    assert (found.id, kept.key) == (user.id, session.key)
    assert found.actor.kind == "person"
    assert cookie.get_secret_value() not in kept.model_dump_json()


@pytest.mark.parametrize(("login", "password"), [("ann@example.com", "wrong"), ("bo@example.com", PASSWORD)])
def test_what_is_wrong_is_not_told(directory: Directory, login: str, password: str) -> None:
    with pytest.raises(NotSignedIn, match="Login and password do not fit"):
        by_password(directory, login, password, NOON)


def test_guessing_is_shut_out_even_with_the_right_password_for_a_while(directory: Directory) -> None:
    for _ in range(lockout.FREE):
        with pytest.raises(NotSignedIn):
            by_password(directory, "ann@example.com", "wrong", NOON)
    with pytest.raises(NotSignedIn):
        by_password(directory, "ann@example.com", PASSWORD, NOON + dt.timedelta(seconds=59))
    by_password(directory, "ann@example.com", PASSWORD, NOON + dt.timedelta(seconds=61))
    user = directory.user("ann@example.com")
    assert user is not None
    assert user.failures == Failures()


@given(st.integers(0, 60))
def test_each_failure_makes_the_wait_longer_up_to_an_hour(count: int) -> None:
    until = lockout.locked_until(Failures(count=count, last=NOON))
    later = lockout.locked_until(Failures(count=count + 1, last=NOON))
    assert (until is None) == (count < lockout.FREE)
    assert until is None or (later is not None and NOON < until <= later <= NOON + dt.timedelta(hours=1))


def test_failures_are_forgotten_after_a_day() -> None:
    assert lockout.failed(Failures(count=9, last=NOON), NOON + dt.timedelta(hours=25)).count == 1
    assert lockout.failed(Failures(count=9, last=NOON), NOON + dt.timedelta(hours=23)).count == 10


def test_who_is_disabled_or_gets_another_password_or_role_is_out_at_once(directory: Directory) -> None:
    def become(change: Mapping[str, object]) -> None:
        directory.change_user("u-1", lambda user: user.model_copy(update=change), BY)

    for change in ({"disabled": True}, {"password": passwords.hashed("another four words")}, {"roles": ("legal",)}):
        as_was = {"disabled": False, "password": HASH, "roles": ("finance",)}
        become(as_was)
        _, _, cookie = by_password(directory, "ann@example.com", PASSWORD, NOON)
        become(change)
        with pytest.raises(NotSignedIn, match="session is over"):
            by_session(directory, cookie.get_secret_value(), NOON)


def test_a_session_ends_when_nothing_happens_and_at_the_end_of_the_day(directory: Directory) -> None:
    _, _, cookie = by_password(directory, "ann@example.com", PASSWORD, NOON)
    moment = NOON
    while moment - NOON < sessions.LONGEST:
        by_session(directory, cookie.get_secret_value(), moment)
        moment += dt.timedelta(minutes=29)
    with pytest.raises(NotSignedIn):
        by_session(directory, cookie.get_secret_value(), moment)
    _, _, cookie = by_password(directory, "ann@example.com", PASSWORD, NOON)
    with pytest.raises(NotSignedIn):
        by_session(directory, cookie.get_secret_value(), NOON + sessions.IDLE)


def test_a_form_of_another_page_changes_nothing(directory: Directory) -> None:
    _, session, _ = by_password(directory, "ann@example.com", PASSWORD, NOON)
    assert sessions.may_change(session, session.csrf)
    assert not sessions.may_change(session, "")
    assert not sessions.may_change(session, "é")


def test_a_token_is_good_until_it_is_over_or_revoked(directory: Directory) -> None:
    token, shown = tokens.made("crm", ["orchestrator"], NOON + dt.timedelta(days=1), NOON)
    directory.keep_token(token, BY)
    actor = by_token(directory, shown.get_secret_value(), NOON)
    assert (actor.kind, actor.roles) == ("service", ("orchestrator",))
    assert re.fullmatch(r"sow_[0-9a-f]{16}_[\w-]{43}", shown.get_secret_value())
    assert shown.get_secret_value().split("_", 2)[2] not in token.model_dump_json()
    with pytest.raises(NotSignedIn):
        by_token(directory, shown.get_secret_value(), NOON + dt.timedelta(days=1))
    directory.keep_token(token.model_copy(update={"revoked": True}), BY)
    with pytest.raises(NotSignedIn):
        by_token(directory, shown.get_secret_value(), NOON)


@given(st.text(max_size=80) | st.from_regex(r"sow_[0-9a-f]{16}_[A-Za-z0-9_-]{43}", fullmatch=True))
def test_no_other_text_is_a_token(shown: str) -> None:
    token, _ = tokens.made("crm", ["auditor"], NOON + dt.timedelta(days=1), NOON)
    assert not tokens.holds(token, shown, NOON)


@pytest.mark.parametrize("role", [role for role in ROLES if role not in ("orchestrator", "auditor")])
def test_no_token_carries_a_role_that_decides_signs_or_looks_after_users(role: Role) -> None:
    with pytest.raises(UsageError, match=f"{role} is for people"):
        tokens.made("crm", ["orchestrator", role], NOON + dt.timedelta(days=1), NOON)


@pytest.mark.parametrize("days", [-1, 0, 400])
def test_a_token_lives_for_a_while(days: int) -> None:
    with pytest.raises(UsageError, match="lives for at most"):
        tokens.made("crm", ["auditor"], NOON + dt.timedelta(days=days), NOON)


def test_a_login_is_taken_once(directory: Directory) -> None:
    with pytest.raises(UsageError, match="There is a user"):
        directory.add_user(User(id="u-2", login="ann@example.com", roles=(), password=""), BY)
    assert [user.id for user in directory.users()] == ["u-1"]


def test_hashes_are_not_shown() -> None:
    assert "argon2" not in repr(User(id="u", login="ann", roles=(), password=HASH))
