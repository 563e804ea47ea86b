"""The endpoint as the questions of a run share it: connection, budget, limits, and how it wants to be asked."""

import threading
import time
import weakref
from collections.abc import Iterator

import httpx2
import openai

from sowcheck.llm.dialect import Dialect
from sowcheck.llm.failures import Speaker
from sowcheck.llm.limits import Clock, SystemClock
from sowcheck.llm.prices import Price
from sowcheck.llm.settings import ModelSettings
from sowcheck.llm.turnstile import Turnstile

_LARGEST_ANSWER = 16 * 1024 * 1024
_UNTIL = "sowcheck.until"


class Endpoint:
    """One model at one address; safe to use from many threads at once."""

    def __init__(
        self, settings: ModelSettings, turnstile: Turnstile, *, price: Price | None = None, clock: Clock | None = None
    ) -> None:
        self.settings = settings
        self.turnstile = turnstile
        self.price = price
        self.clock = clock or SystemClock()
        self.client = _client(settings)
        key = settings.api_key.get_secret_value() if settings.api_key else ""
        self.speaker = Speaker(settings.model, settings.host, key)
        self._dialect = Dialect.of(settings)
        self._lock = threading.Lock()
        weakref.finalize(self, self.client.close)

    @property
    def dialect(self) -> Dialect:
        """How it is asked at present."""
        return self._dialect

    def learn(self, tried: Dialect, refusal: str) -> bool:
        """Changes the way to ask after a refusal in these words; False if there is no other way."""
        with self._lock:
            if self._dialect != tried:  # another question has learned it meanwhile
                return True
            found = tried.after(refusal)
            if found is not None:
                self._dialect = found
            return found is not None


class _Bounded(httpx2.SyncByteStream):
    """A body that has to end in time and within reason: a server that sends a byte now and then is never late else."""

    def __init__(self, stream: httpx2.SyncByteStream, request: httpx2.Request) -> None:
        self._stream = stream
        self._request = request

    def __iter__(self) -> Iterator[bytes]:
        size = 0
        for chunk in self._stream:
            size += len(chunk)
            if time.monotonic() > self._request.extensions[_UNTIL]:
                raise httpx2.ReadTimeout("the answer does not end", request=self._request)
            if size > _LARGEST_ANSWER:
                raise httpx2.ReadError("the answer is too large", request=self._request)
            yield chunk

    def close(self) -> None:
        self._stream.close()


def _stamp(request: httpx2.Request) -> None:
    request.extensions[_UNTIL] = time.monotonic() + request.extensions["timeout"]["read"]


def _bound(response: httpx2.Response) -> None:
    assert isinstance(response.stream, httpx2.SyncByteStream)
    timeouts = response.request.extensions["timeout"]
    timeouts["read"] = max(0.001, response.request.extensions[_UNTIL] - time.monotonic())
    response.stream = _Bounded(response.stream, response.request)


def _client(settings: ModelSettings) -> openai.OpenAI:
    web = openai.DefaultHttpxClient(
        follow_redirects=False,  # neither the key nor the document goes to an address that nobody chose
        event_hooks={"request": [_stamp], "response": [_bound]},
        limits=httpx2.Limits(max_connections=settings.concurrency, max_keepalive_connections=settings.concurrency),
    )
    key = settings.api_key.get_secret_value() if settings.api_key else "none"
    if settings.api_version is not None:
        return openai.AzureOpenAI(
            base_url=settings.base_url if settings.base_url.endswith(("/openai", settings.model)) else f"{settings.base_url}/openai",
            api_version=settings.api_version, api_key=key, max_retries=0, http_client=web,
        )  # fmt: skip
    return openai.OpenAI(base_url=settings.base_url, api_key=key, max_retries=0, http_client=web)
