"""The door to httpx2 for what leaves the house: one POST, no redirects, no proxy or password of the environment, and an end.

An attempt lasts no longer than its patience, however slowly the other side speaks; its answer's body is not read.
"""

import datetime as dt
import threading
from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from queue import Empty, SimpleQueue
from ssl import SSLContext
from typing import Protocol

import httpx2

from sowcheck.handoff.schedule import Outcome

_STEP = 10.0
"""Seconds that the other side may be silent."""
_PATIENCE = 30.0
"""Seconds that an attempt may last in all: less than a lease."""


class Sender(Protocol):
    """Whoever carries a message."""

    def __call__(self, url: str, body: bytes, headers: Mapping[str, str], now: dt.datetime) -> Outcome:
        """Send a message once; how that ended."""
        ...


class HttpSender:
    """Sends over HTTP.

    Args:
        step: Seconds that the other side may be silent.
        patience: Seconds that an attempt may last in all.
        trust: Whom to trust with TLS; None for those whom the machine trusts, or SSL_CERT_FILE names.
    """

    def __init__(self, *, step: float = _STEP, patience: float = _PATIENCE, trust: SSLContext | None = None) -> None:
        self._timeout = httpx2.Timeout(step)
        self._patience = patience
        self._trust = trust or httpx2.create_ssl_context()

    def __call__(self, url: str, body: bytes, headers: Mapping[str, str], now: dt.datetime) -> Outcome:
        """Send a message once; see `Sender`."""
        ended: SimpleQueue[Outcome] = SimpleQueue()
        # Each step has its time limit, but a thousand small steps have none: who waits here gives up for all of them.
        client = httpx2.Client(
            timeout=self._timeout, verify=self._trust, trust_env=False, follow_redirects=False, max_redirects=0
        )
        thread = threading.Thread(
            target=lambda: ended.put(_sent(client, url, body, headers, now)), name="sowcheck-webhook", daemon=True
        )
        thread.start()
        try:
            return ended.get(timeout=self._patience)
        except Empty:
            return Outcome(None, f"no answer within {self._patience:g} seconds")
        finally:
            client.close()


def _sent(client: httpx2.Client, url: str, body: bytes, headers: Mapping[str, str], now: dt.datetime) -> Outcome:
    try:
        with client.stream("POST", url, content=body, headers=dict(headers)) as response:
            return Outcome(response.status_code, retry_after=_retry_after(response.headers.get("Retry-After"), now))
    except httpx2.TimeoutException as error:
        return Outcome(None, f"timed out ({type(error).__name__})")
    except httpx2.TransportError as error:
        return Outcome(None, f"no connection ({type(error).__name__})")
    except Exception as error:  # noqa: BLE001  (an address or answer that nobody foresaw is a failed attempt as well)
        return Outcome(None, f"not sent ({type(error).__name__})")


def _retry_after(value: str | None, now: dt.datetime) -> dt.timedelta | None:
    """What a header asks for: seconds, or a date."""
    if value is None:
        return None
    value = value.strip()
    if value.isascii() and value.isdecimal():
        return dt.timedelta(seconds=min(int(value[:9]), 1_000_000))
    try:
        date = parsedate_to_datetime(value)
    except ValueError:
        return None
    date = date if date.tzinfo else date.replace(tzinfo=dt.UTC)
    return max(date - now, dt.timedelta(0))
