"""`sowcheck serve` as a process of its own, with the people and machines who call it: everything as an operator would do it."""

import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, Any

import httpx

PASSWORD = "ladder orchard violet 42"  # noqa: S105
_PROGRAM = [sys.executable, "-m", "sowcheck"]


class Service:
    """A running service.

    Args:
        url: Where it answers.
        store: Address of its store.
        process: The server.
    """

    def __init__(self, url: str, store: str, process: "subprocess.Popen[str]") -> None:
        self.url, self.store, self.process = url, store, process
        self._clients = ExitStack()

    def machine(self) -> httpx.Client:
        """An orchestrator with a token."""
        words = ["tokens", "add", "flow", "--role", "orchestrator", "--days", "30", "--store", self.store]
        found = re.search(r"sow_[0-9a-f]{16}_[\w-]{43}", command(*words))
        assert found is not None
        return self.client(headers={"Authorization": f"Bearer {found[0]}"})

    def person(self, login: str, *roles: str) -> httpx.Client:
        """A new person with roles, who has signed in."""
        words = [word for role in roles for word in ("--role", role)]
        command("users", "add", login, *words, "--store", self.store, "--password-stdin", said=PASSWORD)
        client = self.client()
        answer = client.post("/v1/session", json={"login": login, "password": PASSWORD})
        assert answer.status_code == 200, answer.text
        client.headers["X-CSRF-Token"] = answer.json()["csrf"]
        return client

    def client(self, **options: Any) -> httpx.Client:
        """Somebody who shows nothing."""
        return self._clients.enter_context(httpx.Client(base_url=self.url, timeout=60, **options))

    def close(self) -> None:
        """Everybody hangs up."""
        self._clients.close()


def command(*words: str, said: str = "", fails: bool = False) -> str:
    """What a command prints."""
    done = subprocess.run(  # noqa: S603
        [*_PROGRAM, *words], input=said, capture_output=True, text=True, timeout=120, check=False
    )
    assert fails == bool(done.returncode), done.stderr
    return done.stdout


@contextmanager
def served(
    store: str, contents: Path, *, workers: int = 1, environment: Mapping[str, str] | None = None
) -> Iterator[Service]:
    """A service until the block ends; it must then go by itself.

    Args:
        store: Address of the store; its tables are made.
        contents: Folder of the papers.
        workers: Checks at once, beside the server.
        environment: Settings.
    """
    command("store", "upgrade", "--store", store)
    words = ["serve", "--store", store, "--contents", str(contents), "--port", "0", "--workers", str(workers)]
    process = subprocess.Popen(  # noqa: S603
        [*_PROGRAM, *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, **(environment or {})},
    )
    lines: list[str] = []
    assert process.stderr is not None
    # A pipe that nobody empties would make the server wait.
    reader = threading.Thread(target=_drained, args=(process.stderr, lines), daemon=True)
    reader.start()
    try:
        service = Service(_address(process, lines), store, process)
        try:
            yield service
        finally:
            service.close()
        process.send_signal(signal.SIGTERM)
        assert process.wait(60) == 0, "".join(lines)
    finally:
        process.kill()
        process.wait(30)
        reader.join(10)
        for pipe in (process.stdout, process.stderr):
            assert pipe is not None
            pipe.close()


def _address(process: "subprocess.Popen[str]", lines: list[str]) -> str:
    assert process.stdout is not None
    for line in process.stdout:
        if found := re.search(r"http://\S+", line):
            return found[0]
    raise AssertionError(f"the server ended with {process.wait(30)}: {''.join(lines)}")


def _drained(pipe: IO[str], lines: list[str]) -> None:
    lines.extend(pipe)
