"""People, tokens and sessions in both databases: each change with its line of the audit, and no race past a limit."""

import datetime as dt
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from identity_builders import BY, NOON, PASSWORD, quick_hashing, user
from sowcheck.core.audit import AuditLine
from sowcheck.core.identities import User
from sowcheck.errors import UsageError
from sowcheck.identity import lockout, passwords, sessions, tokens
from sowcheck.identity.accounts import forgotten
from sowcheck.identity.base import Beginning, By
from sowcheck.identity.signing_in import NotSignedIn, TooManyAttempts, by_password, by_session
from sowcheck.store.connect import connect, connect_directory, engine_of
from sowcheck.store.directory import SqlDirectory
from sowcheck.store.schema import upgrade
from sowcheck.store.sql import SqlStore


@pytest.fixture(autouse=True)
def _quick() -> Iterator[None]:
    with quick_hashing():
        yield


@pytest.fixture
def directory(address: str) -> Iterator[SqlDirectory]:
    engine = engine_of(address)
    upgrade(engine)
    engine.dispose()
    with closing(connect_directory(address)) as kept:
        kept.add_user(user().model_copy(update={"password": passwords.hashed(PASSWORD)}), BY)
        yield kept


@pytest.fixture
def store(address: str, directory: SqlDirectory) -> Iterator[SqlStore]:
    assert directory.users()
    with closing(connect(address)) as kept:
        yield kept
        assert list(kept.verify()) == []


def since(store: SqlStore, first: int) -> list[AuditLine]:
    return list(store.audit(after=first))


def test_every_change_to_people_is_on_record_without_names(directory: SqlDirectory, store: SqlStore) -> None:
    directory.change_user("u-1", lambda known: known.model_copy(update={"roles": ("legal",)}), BY)
    directory.change_user("u-1", lambda known: known.model_copy(update={"disabled": True}), BY)
    directory.change_user("u-1", lambda known: known.model_copy(update={"disabled": False}), BY)
    anew = passwords.hashed("another four words")
    directory.change_user("u-1", lambda known: known.model_copy(update={"password": anew}), BY)
    directory.change_user("u-1", lambda known: known.model_copy(update={"name": "Ann"}), BY)
    directory.change_user("u-1", forgotten, BY)
    lines = since(store, 0)
    assert [(line.type, line.payload) for line in lines] == [
        ("user_added", {"user": "u-1", "roles": ["finance"], "signs_in": "password"}),
        ("user_roles_changed", {"user": "u-1", "before": ["finance"], "after": ["legal"]}),
        ("user_disabled", {"user": "u-1"}),
        ("user_enabled", {"user": "u-1"}),
        ("user_password_set", {"user": "u-1"}),
        ("user_disabled", {"user": "u-1"}),
        ("user_forgotten", {"user": "u-1"}),
    ]
    assert {(line.actor, line.source, line.case, line.number) for line in lines} == {(BY.actor, "cli", None, None)}
    assert not any(word in line.model_dump_json().lower() for line in lines for word in ("ann", "okoro", "argon"))


def test_somebody_who_is_forgotten_is_not_left_in_the_file(directory: SqlDirectory, tmp_path: Path) -> None:
    if directory._engine.dialect.name != "sqlite":
        pytest.skip("a server's own vacuum does it")
    assert any(b"Okoro" in file.read_bytes() for file in tmp_path.glob("cases.db*"))
    directory.change_user("u-1", forgotten, BY)
    for file in tmp_path.glob("cases.db*"):
        assert not any(word in file.read_bytes() for word in (b"Okoro", b"ann@example", b"argon2"))


def test_tokens_are_on_record_from_making_to_revoking(directory: SqlDirectory, store: SqlStore) -> None:
    token, shown = tokens.made("ann's flow", ["orchestrator"], NOON + dt.timedelta(days=1), NOON)
    directory.keep_token(token, BY)
    directory.keep_token(token.model_copy(update={"revoked": True}), BY)
    directory.keep_token(token.model_copy(update={"revoked": True}), BY)
    made, revoked = since(store, 1)
    assert (made.type, made.payload) == (
        "token_made",
        {"token": token.id, "roles": ["orchestrator"], "expires": "2026-06-02T12:00:00+00:00"},
    )
    assert (revoked.type, revoked.payload) == ("token_revoked", {"token": token.id})
    assert shown.get_secret_value().split("_", 2)[2] not in made.model_dump_json()


def test_a_change_that_is_refused_leaves_neither_itself_nor_a_line(directory: SqlDirectory, store: SqlStore) -> None:
    with pytest.raises(UsageError, match=r"There is a user ann@example\.com already"):
        directory.add_user(user("u-2"), BY)
    directory.add_user(user("u-2", "bo@example.com"), BY)
    with pytest.raises(UsageError, match="already"):
        directory.change_user("u-2", lambda known: known.model_copy(update={"login": "ann@example.com"}), BY)
    with pytest.raises(UsageError, match="There is no user u-9"):
        directory.change_user("u-9", forgotten, BY)

    def failing(known: User) -> User:
        raise ZeroDivisionError(known.id)

    with pytest.raises(ZeroDivisionError):
        directory.change_user("u-1", failing, BY)
    assert [line.type for line in since(store, 0)] == ["user_added", "user_added"]


def test_a_change_is_lost_where_its_line_cannot_be_written(directory: SqlDirectory, store: SqlStore) -> None:
    wrong = BY._replace(source=None)  # type: ignore[arg-type]  # the fault
    with pytest.raises(Exception, match="source"):
        directory.change_user("u-1", forgotten, wrong)
    assert directory.user("ann@example.com") is not None
    assert store.head()[0] == 1


def test_signing_in_and_failing_to_are_on_record_without_what_was_typed(
    directory: SqlDirectory, store: SqlStore
) -> None:
    by_password(directory, "ann@example.com", PASSWORD, NOON)
    for login, password in (("ann@example.com", "my-other-secret"), ("my-pass-typed-as-login", "x")):
        with pytest.raises(NotSignedIn):
            by_password(directory, login, password, NOON)
    directory.change_user("u-1", lambda known: known.model_copy(update={"disabled": True}), BY)
    with pytest.raises(NotSignedIn):
        by_password(directory, "ann@example.com", PASSWORD, NOON)
    signed, wrong, unknown, _, disabled = since(store, 1)
    assert (signed.type, signed.actor.id, signed.actor.kind) == ("signed_in", "u-1", "person")
    assert (wrong.type, wrong.status, wrong.actor.id) == ("sign_in_failed", "refused", "sign-in")
    assert wrong.payload == {"user": "u-1", "why": "password", "failures": 1, "locked_until": None}
    assert unknown.payload == {"why": "unknown"}
    assert isinstance(disabled.payload, dict)
    assert disabled.payload["why"] == "disabled"
    assert not any(
        typed in line.model_dump_json() for line in since(store, 0) for typed in ("my-other", "my-pass", PASSWORD)
    )


def test_the_line_that_begins_a_wait_says_until_when(directory: SqlDirectory, store: SqlStore) -> None:
    for _ in range(lockout.FREE + 1):
        with pytest.raises(NotSignedIn):
            by_password(directory, "ann@example.com", "wrong", NOON)
    *_, last, locked = (line.payload for line in since(store, 1))
    until = (NOON + dt.timedelta(minutes=1)).isoformat()
    assert last == {"user": "u-1", "why": "password", "failures": 5, "locked_until": until}
    assert locked == {"user": "u-1", "why": "locked", "failures": 5, "locked_until": until}


def test_many_guesses_at_once_do_not_pass_the_limit(directory: SqlDirectory, store: SqlStore) -> None:
    def guess(number: int) -> None:
        with pytest.raises(NotSignedIn):
            by_password(directory, "ann@example.com", f"guess number {number}", NOON)

    with ThreadPoolExecutor(8) as crew:
        list(crew.map(guess, range(16)))
    lines = [line.payload for line in since(store, 1)]
    looked_at = [line for line in lines if isinstance(line, dict) and line["why"] == "password"]
    assert len(lines) == 16
    assert sorted(line["failures"] for line in looked_at if isinstance(line["failures"], int)) == [1, 2, 3, 4, 5]
    known = directory.user("ann@example.com")
    assert known is not None
    assert known.failures.count == lockout.FREE


def test_an_address_that_guesses_at_many_logins_has_to_wait_and_others_have_not(
    directory: SqlDirectory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lockout, "ADDRESS_FREE", 6)

    def guess(number: int) -> type[Exception]:
        with pytest.raises(NotSignedIn) as refused:
            by_password(directory, f"login{number}", "x", NOON, address="192.0.2.7")
        return type(refused.value)

    with ThreadPoolExecutor(8) as crew:
        found = list(crew.map(guess, range(16)))
    assert (found.count(NotSignedIn), found.count(TooManyAttempts)) == (6, 10)
    with pytest.raises(TooManyAttempts):
        by_password(directory, "ann@example.com", PASSWORD, NOON, address="192.0.2.7")
    by_password(directory, "ann@example.com", PASSWORD, NOON, address="192.0.2.8")
    later = NOON + lockout.ADDRESS_TIME
    by_password(directory, "ann@example.com", PASSWORD, later, address="192.0.2.7")


def test_who_gets_it_right_does_not_use_up_what_an_address_may_try(
    directory: SqlDirectory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lockout, "ADDRESS_FREE", 2)
    for _ in range(4):
        by_password(directory, "ann@example.com", PASSWORD, NOON, address="2001:db8::1")
    for end in (2, 3):
        with pytest.raises(NotSignedIn):
            by_password(directory, "nobody", "x", NOON, address=f"2001:db8::{end}")
    with pytest.raises(TooManyAttempts):
        by_password(directory, "ann@example.com", PASSWORD, NOON, address="2001:db8::4")


def test_a_session_takes_the_place_of_the_one_that_the_browser_had(directory: SqlDirectory) -> None:
    _, _, first = by_password(directory, "ann@example.com", PASSWORD, NOON)
    _, _, second = by_password(directory, "ann@example.com", PASSWORD, NOON, former=first.get_secret_value())
    assert first != second
    with pytest.raises(NotSignedIn):
        by_session(directory, first.get_secret_value(), NOON)
    by_session(directory, second.get_secret_value(), NOON)


def test_a_session_in_use_is_written_once_a_minute_and_an_ended_one_stays_ended(directory: SqlDirectory) -> None:
    _, session, cookie = by_password(directory, "ann@example.com", PASSWORD, NOON)
    seen = []
    for seconds in (1, 59, 61, 90):
        by_session(directory, cookie.get_secret_value(), NOON + dt.timedelta(seconds=seconds))
        kept = directory.session(session.key)
        assert kept is not None
        seen.append((kept.seen - NOON).total_seconds())
    assert seen == [0, 0, 61, 61]
    directory.end_sessions(key=session.key)
    directory.touch_session(session.key, NOON)
    assert directory.session(session.key) is None


def test_nobody_signs_in_with_rights_that_have_just_been_taken(directory: SqlDirectory) -> None:
    class Slow(SqlDirectory):
        def begin_session(self, beginning, by):  # type: ignore[no-untyped-def]  # as in SqlDirectory
            other = passwords.hashed("another four words")
            directory.change_user("u-1", lambda known: known.model_copy(update={"password": other}), BY)
            return super().begin_session(beginning, by)

    with pytest.raises(NotSignedIn):
        by_password(Slow(directory._engine), "ann@example.com", PASSWORD, NOON)


def test_people_who_come_and_go_at_once_stop_nobody(directory: SqlDirectory, store: SqlStore) -> None:
    for number in range(2, 5):
        directory.add_user(user(f"u-{number}", f"p{number}@example.com"), BY)

    def come(number: int) -> int:
        login, former, began = f"p{2 + number % 3}@example.com", "", 0
        for step in range(6):
            now = NOON + dt.timedelta(hours=13 * (step % 2))
            known = directory.attempt(login, f"192.0.2.{number % 2}", now).user
            if known is not None:
                session, cookie = sessions.begun(known.id, NOON)
                beginning = Beginning(session, known, f"192.0.2.{number % 2}", former)
                began += directory.begin_session(beginning, By(known.actor, now, "web"))
                former = sessions.key_of(cookie.get_secret_value())
                directory.touch_session(former, now)
            directory.sweep(NOON + dt.timedelta(hours=13))
            directory.change_user(f"u-{2 + step % 3}", lambda found: found.model_copy(update={"name": login}), BY)
        return began

    with ThreadPoolExecutor(8) as crew:
        began = sum(crew.map(come, range(8)))
    assert began > 8
    assert [line.type for line in since(store, 1)].count("signed_in") == began


def test_somebody_is_changed_from_what_they_are_at_that_moment(directory: SqlDirectory) -> None:
    names = [f"name {number}" for number in range(8)]

    def call(name: str) -> None:
        directory.change_user("u-1", lambda known: known.model_copy(update={"name": known.name + "," + name}), BY)

    with ThreadPoolExecutor(8) as crew:
        list(crew.map(call, names))
    known = directory.user_by_id("u-1")
    assert known is not None
    assert sorted(known.name.split(",")[1:]) == names


def test_somebody_who_signs_in_elsewhere_is_found_by_that_alone(directory: SqlDirectory) -> None:
    directory.add_user(user("u-2", "bo@example.com").model_copy(update={"external": "a" * 64, "password": ""}), BY)
    found = directory.user_by_external("a" * 64)
    assert found is not None
    assert found.id == "u-2"
    assert directory.user_by_external("") is None
    assert not sessions.is_live(sessions.begun("u-2", NOON)[0], NOON + dt.timedelta(days=1))
