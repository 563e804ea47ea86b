"""Questions, settings and models for tests; time that is skipped instead of waited for."""

import threading
import time
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from pydantic import BaseModel, Field

from sowcheck.llm.base import ChatRequest
from sowcheck.llm.budget import Budget
from sowcheck.llm.limits import Limiter
from sowcheck.llm.openai_compatible.model import OpenAiCompatible
from sowcheck.llm.prices import Price
from sowcheck.llm.settings import ModelSettings
from sowcheck.llm.turnstile import Turnstile

KEY = "sk-test-0123456789abcdef"
PRICE = Price(input=Decimal(1), cached_input=Decimal("0.1"), output=Decimal(10))
"""A million tokens; 100 in and 20 out cost 0.0003."""


class Payment(BaseModel):
    """An answer's shape, small enough to read."""

    days: int = Field(ge=0)
    quote: str
    remark: str | None = None


NET_45: dict[str, Any] = {"days": 45, "quote": "within forty-five (45) days"}


def question(text: str = "Invoices fall due within forty-five (45) days.", **parts: Any) -> ChatRequest[Payment]:
    """What the payment terms are."""
    values: dict[str, Any] = {
        "prompt": "payment.v1",
        "instructions": "State the days to pay, with the words that say so.",
        "text": text,
        "answer": Payment,
        "max_output_tokens": 500,
    }
    return ChatRequest(**(values | parts))


class SkippingClock:
    """The machine's clock, moved on by every sleep instead of waiting for it; it keeps the naps."""

    def __init__(self) -> None:
        self.naps: list[float] = []
        self._skipped = 0.0
        self._lock = threading.Lock()

    def now(self) -> float:
        """Real time and all naps."""
        with self._lock:
            return time.monotonic() + self._skipped

    def sleep(self, seconds: float) -> None:
        """No waiting."""
        with self._lock:
            self.naps.append(seconds)
            self._skipped += seconds


class StillClock(SkippingClock):
    """Time that passes by naps alone."""

    def now(self) -> float:
        """The sum of the naps."""
        with self._lock:
            return self._skipped


def settings(url: str = "http://127.0.0.1:9/v1", **values: Any) -> ModelSettings:
    """Of a model at a local address, without a cache."""
    return ModelSettings.model_validate(
        {"model": "wire-model", "base_url": url, "api_key": KEY, "cache": None} | values
    )


def live_model(
    url: str,
    *,
    budget: Budget | None = None,
    limiter: Limiter | None = None,
    clock: SkippingClock | None = None,
    price: Price | None = PRICE,
    **values: Any,
) -> OpenAiCompatible:
    """The real adapter, whose back-off is skipped."""
    made = settings(url, **values)
    clock = clock or SkippingClock()
    limiter = limiter or Limiter(concurrency=made.concurrency, clock=clock)
    return OpenAiCompatible(made, Turnstile(budget or Budget(), limiter), price=price, clock=clock)


def in_threads(count: int, work: Any) -> list[Any]:
    """What `work(number)` gives or raises, each in a thread of its own."""
    results: list[Any] = [None] * count

    def run(number: int) -> None:
        try:
            results[number] = work(number)
        except Exception as error:  # noqa: BLE001  # the test looks at it
            results[number] = error

    threads = [threading.Thread(target=run, args=(number,)) for number in range(count)]
    _all(threads, "start")
    _all(threads, "join")
    return results


def _all(threads: Iterable[threading.Thread], what: str) -> None:
    for thread in threads:
        getattr(thread, what)()
