"""The one door to language models. The vendor's packages are imported when a model is asked for, and not before."""

import sqlite3
from importlib.util import find_spec

from sowcheck.errors import UsageError
from sowcheck.llm.accounts import Account, OwnAccount, SharedAccount
from sowcheck.llm.base import ChatModel
from sowcheck.llm.budget import Budget
from sowcheck.llm.cache import CachedModel
from sowcheck.llm.environment import KEY_HINT
from sowcheck.llm.keyless import KeylessModel
from sowcheck.llm.limits import MINUTE, Limiter
from sowcheck.llm.prices import Price, load_prices, shipped_prices
from sowcheck.llm.record import RecordingModel
from sowcheck.llm.replay import ReplayModel
from sowcheck.llm.settings import ModelSettings
from sowcheck.llm.turnstile import Turnstile

_NEEDED = ("openai", "instructor", "tenacity", "httpx2")


def connect(settings: ModelSettings) -> ChatModel:
    """The model of these settings, or the replay of its recorded answers.

    Its budget and its limits are those of one run: connect once for a run, or once for each process of a run with
    settings that these share (`ModelSettings.shared_by`).

    Raises:
        UsageError: what it needs is not installed, or a budget in money has no price to count with.
        UnreadableInput: the recordings or the table of prices cannot be read.
    """
    if settings.replay is not None:
        return ReplayModel(settings.replay, model=settings.model)
    model: ChatModel = _live(settings)
    if settings.cache is not None:
        model = CachedModel(model, settings.cache, depends_on=settings.answers_depend_on)
    return model if settings.record is None else RecordingModel(model, settings.record)


def _live(settings: ModelSettings) -> ChatModel:
    if settings.lacks_key:
        return KeylessModel(settings.model, settings.host, KEY_HINT)
    missing = [module for module in _NEEDED if find_spec(module) is None]
    if missing:
        raise UsageError(
            f"a language model needs {', '.join(missing)}", hint="Install it with: pip install 'sowcheck[llm]'"
        )
    from sowcheck.llm.openai_compatible.model import OpenAiCompatible

    price = price_of(settings)
    budget = Budget(max_cost=settings.max_cost, max_tokens=settings.max_tokens, price=price, account=_account(settings))
    limiter = Limiter(
        concurrency=settings.concurrency,
        requests_per_minute=settings.requests_per_minute,
        tokens_per_minute=settings.tokens_per_minute,
    )
    return OpenAiCompatible(settings, Turnstile(budget, limiter), price=price)


def _account(settings: ModelSettings) -> Account:
    if settings.account is None:
        return OwnAccount()
    try:
        return SharedAccount(settings.account, lost_after=2 * settings.total_timeout + MINUTE)
    except (OSError, sqlite3.Error) as error:
        raise UsageError(
            f"{settings.account} cannot be used as the account of the run: {error}",
            hint="Name a file that can be written.",
        ) from error


def price_of(settings: ModelSettings) -> Price | None:
    """The price of the model, by the user's table or the one that ships.

    Raises:
        UsageError: there is none, and a budget in money is set.
        UnreadableInput: the user's table cannot be read.
    """
    prices = shipped_prices()
    if settings.prices is not None:
        prices = load_prices(settings.prices).before(prices)
    price = prices.of(settings.model)
    if price is None and settings.max_cost is not None:
        raise UsageError(
            f"a budget in money was set, and no table of prices names {settings.model}",
            hint=f'Give one in a file named by SOWCHECK_LLM_PRICES: [models."{settings.model}"] with input and output '
            "for a million tokens (0 for a model of your own), or set a budget in tokens.",
        )
    return price
