"""A real server of the API on a free port of this machine, and people and machines who call it.

Tests that use it are marked with `pytest.mark.allow_hosts([HOST])`.
"""

import datetime as dt
import itertools
import os
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path

import httpx
from fastapi import FastAPI

from site_builders import Clock, site_in
from sowcheck.core.identities import User
from sowcheck.core.people import Actor, Role
from sowcheck.identity import passwords, sessions, tokens
from sowcheck.identity.base import Beginning, By
from sowcheck.intake.senders import Secrets
from sowcheck.service.site import Site
from sowcheck.web.app import create_app
from sowcheck.web.limits import Limits
from sowcheck.web.server import Server, address_of, listening

HOST = "127.0.0.1"
PASSWORD = "correct horse battery staple"  # noqa: S105
ADMIN = Actor(id="u-admin", kind="person", roles=("admin",))
_IN_MEMORY = Path("/dev/shm")  # noqa: S108  (folders in it have names that nobody guesses)
_numbers = itertools.count(1)


class Running:
    """A server with its site, and the means to call it as somebody."""

    def __init__(self, site: Site, clock: Clock, url: str) -> None:
        self.site, self.clock, self.url = site, clock, url

    def anonymous(self) -> httpx.Client:
        """Somebody who shows nothing."""
        return httpx.Client(base_url=self.url, timeout=30)

    def machine(self, *roles: Role, days: int = 30) -> httpx.Client:
        """A machine with a token."""
        return httpx.Client(
            base_url=self.url, timeout=30, headers={"Authorization": f"Bearer {self.token(*roles, days=days)}"}
        )

    def token(self, *roles: Role, days: float = 30, ago: float = 0) -> str:
        """A new token, good for some days from the day on which it was made."""
        return new_token(self.site, *roles, days=days, ago=ago)

    def revoked_token(self, *roles: Role) -> str:
        """A token that was made worthless."""
        shown = self.token(*roles)
        self.revoke(shown)
        return shown

    def revoke(self, shown: str) -> None:
        """Make a token worthless."""
        token = self.site.directory.token(tokens.id_in(shown) or "")
        assert token is not None
        self.site.directory.keep_token(token.model_copy(update={"revoked": True}), By(ADMIN, self.clock(), "test"))

    def disable(self, user: User) -> None:
        """Keep a person out."""
        by = By(ADMIN, self.clock(), "test")
        self.site.directory.change_user(user.id, lambda known: known.model_copy(update={"disabled": True}), by)

    def user(self, *roles: Role) -> User:
        """A new person who may sign in."""
        number = next(_numbers)
        user = User(id=f"u-{number}", login=f"p{number}@example.com", name="", roles=roles, password=_hashed())
        self.site.directory.add_user(user, By(ADMIN, self.clock(), "test"))
        return user

    def person(self, *roles: Role) -> httpx.Client:
        """A new person who has signed in, in a browser that plays by the rules."""
        return self.signed_in(self.user(*roles))

    def signed_in(self, user: User) -> httpx.Client:
        """A person's browser. The session is made as signing in makes it, without the password, which takes its time."""
        session, cookie = sessions.begun(user.id, self.clock())
        assert self.site.directory.begin_session(Beginning(session, user), By(user.actor, self.clock(), "test"))
        headers, cookies = {"X-CSRF-Token": session.csrf}, {"sowcheck": cookie.get_secret_value()}
        return httpx.Client(base_url=self.url, timeout=30, headers=headers, cookies=cookies)


def new_token(site: Site, *roles: Role, days: float = 30, ago: float = 0) -> str:
    """A new token, good for some days from the day on which it was made."""
    made = site.clock() - dt.timedelta(days=ago)
    token, shown = tokens.made("test", roles, made + dt.timedelta(days=days), made)
    site.directory.keep_token(token, By(ADMIN, made, "test"))
    return shown.get_secret_value()


@cache
def _hashed() -> str:
    return passwords.hashed(PASSWORD)


@contextmanager
def fast_folder(otherwise: Path) -> Iterator[Path]:
    """A folder in memory, where the machine has such: nothing has to wait for a disk."""
    if not os.access(_IN_MEMORY, os.W_OK):
        yield otherwise
        return
    with tempfile.TemporaryDirectory(dir=_IN_MEMORY) as folder:
        yield Path(folder)


@contextmanager
def running(
    folder: Path,
    *,
    limits: Limits | None = None,
    public_url: str | None = None,
    secrets: Secrets | None = None,
    store: str | None = None,
) -> Iterator[Running]:
    """A server until the block ends."""
    clock = Clock()
    with site_in(folder, store=store, clock=clock) as made:
        site = replace(made, secrets=secrets or made.secrets)
        with serving(site, limits, public_url) as url:
            yield Running(site, clock, url)


@contextmanager
def serving(site: Site, limits: Limits | None = None, public_url: str | None = None) -> Iterator[str]:
    """The address at which a site is served."""
    with answering(create_app(site, limits, public_url)) as url:
        yield url


@contextmanager
def answering(app: FastAPI) -> Iterator[str]:
    """The address at which an application answers."""
    is_ready = threading.Event()
    with listening(HOST, 0) as listener:
        server = Server(app, ready=is_ready.set)
        thread = threading.Thread(target=server.run, args=([listener],), daemon=True)
        thread.start()
        try:
            assert is_ready.wait(10), "the server does not start"
            yield address_of(listener)
        finally:
            server.stop()
            thread.join(timeout=30)
            assert not thread.is_alive(), "the server does not stop"


def files(name: str, paths: Sequence[Path]) -> list[tuple[str, tuple[str, bytes, str]]]:
    """Files of a form."""
    return [(name, (path.name, path.read_bytes(), "application/octet-stream")) for path in paths]
