"""A real server of the API on a free port of this machine, and people and machines who call it.

Tests that use it are marked with `pytest.mark.allow_hosts([HOST])`.
"""

import itertools
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import httpx

from site_builders import Clock, site_in
from sowcheck.core.identities import User
from sowcheck.core.people import Actor, Role
from sowcheck.identity import passwords, tokens
from sowcheck.identity.base import By
from sowcheck.service.site import Site
from sowcheck.web.app import create_app
from sowcheck.web.limits import Limits
from sowcheck.web.server import Server, address_of, listening

HOST = "127.0.0.1"
PASSWORD = "correct horse battery staple"  # noqa: S105
ADMIN = Actor(id="u-admin", kind="person", roles=("admin",))
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

    def token(self, *roles: Role, days: int = 30) -> str:
        """A new token."""
        import datetime as dt

        now = self.clock()
        token, shown = tokens.made("test", roles, now + dt.timedelta(days=days), now)
        self.site.directory.keep_token(token, By(ADMIN, now, "test"))
        return shown.get_secret_value()

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
        """A person's browser."""
        client = self.anonymous()
        answer = client.post("/v1/session", json={"login": user.login, "password": PASSWORD})
        assert answer.status_code == 200, answer.text
        client.headers["X-CSRF-Token"] = answer.json()["csrf"]
        return client


@cache
def _hashed() -> str:
    return passwords.hashed(PASSWORD)


@contextmanager
def running(folder: Path, *, limits: Limits | None = None, **site: Any) -> Iterator[Running]:
    """A server until the block ends."""
    clock = Clock()
    with site_in(folder, clock=clock, **site) as made, serving(made, limits) as url:
        yield Running(made, clock, url)


@contextmanager
def serving(site: Site, limits: Limits | None = None) -> Iterator[str]:
    """The address at which a site is served."""
    is_ready = threading.Event()
    with listening(HOST, 0) as listener:
        server = Server(create_app(site, limits), ready=is_ready.set)
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
