"""How to reach a language model and what it may take: one frozen value, made once at the edge of the program."""

import json
import os
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Annotated
from urllib.parse import parse_qs, urlsplit, urlunsplit

from pydantic import Field, JsonValue, NonNegativeInt, PositiveFloat, PositiveInt, SecretStr, model_validator

from sowcheck.core.noun import Noun

OPENAI = "https://api.openai.com/v1"
_KEYED_HOSTS = ("api.openai.com", ".azure.com")


class AnswerFormat(StrEnum):
    """How the shape of the answer is imposed, from the tightest to the loosest."""

    STRICT = "strict"
    """A JSON Schema that the endpoint enforces, in the subset that allows it to."""
    SCHEMA = "schema"
    """A JSON Schema as it is."""
    JSON = "json"
    """Some JSON; the schema is told in words."""
    TEXT = "text"
    """Nothing is imposed; the schema is told in words, and the JSON is looked for in what comes."""


def user_cache() -> Path:
    """Where answers are kept if nothing else was said."""
    root = os.environ.get("XDG_CACHE_HOME")
    return (Path(root) if root else Path.home() / ".cache") / "sowcheck" / "answers"


class ModelSettings(Noun):
    """A model behind an OpenAI-compatible endpoint, or a folder of its recorded answers."""

    model: str = ""
    """Such as "gpt-5.1"; only a replay may leave it open."""
    base_url: str = OPENAI
    """Up to and without "/chat/completions"."""
    api_key: SecretStr | None = None
    """None for a server that asks for none."""
    api_version: str | None = None
    """Set for a classic Azure deployment: then `model` is the deployment's name."""

    timeout: PositiveFloat = 60.0
    """Seconds that one request may take."""
    total_timeout: PositiveFloat = 300.0
    """Seconds that one question may take with all its requests; waiting for one's turn does not count."""
    retries: NonNegativeInt = 4
    """How often a question is sent again after the endpoint failed."""
    repairs: NonNegativeInt = 2
    """How often the model is asked to correct an answer of another shape."""
    longest_wait: PositiveFloat = 60.0
    """Seconds; an endpoint that asks to be left alone for longer counts as down."""

    concurrency: PositiveInt = 8
    requests_per_minute: PositiveInt | None = None
    tokens_per_minute: PositiveInt | None = None
    max_cost: Annotated[Decimal, Field(ge=0, allow_inf_nan=False)] | None = None
    """What a run may cost, in the currency of the model's price."""
    max_tokens: PositiveInt | None = None
    """What a run may take, input and output together."""
    account: Path | None = None
    """A file in which the processes of one run write down what they spend; None if it has only one."""
    prices: Path | None = None
    """A table of prices that goes before the one that ships."""

    temperature: Annotated[float, Field(ge=0, le=2)] | None = 0.0
    """None: the endpoint's own."""
    answer_format: AnswerFormat | None = None
    """None: the tightest that the endpoint accepts, which is found out."""
    options: dict[str, JsonValue] = Field(default_factory=dict)
    """Further parameters of a request, such as {"reasoning_effort": "low"}."""

    cache: Path | None = Field(default_factory=user_cache)
    """Where answers are kept; None to keep none."""
    replay: Path | None = None
    """A folder of recorded answers: nothing is sent anywhere."""
    record: Path | None = None
    """A folder into which answers are recorded."""

    @model_validator(mode="before")
    @classmethod
    def _tidy(cls, values: dict[str, object]) -> dict[str, object]:
        address = values.get("base_url")
        if not isinstance(address, str):
            return values
        base, version = _endpoint(address)
        return {**values, "base_url": base, "api_version": values.get("api_version") or version}

    @model_validator(mode="after")
    def _complete(self) -> "ModelSettings":
        if not self.model and self.replay is None:
            raise ValueError("no model is named")
        if self.replay is not None and self.record is not None:
            raise ValueError("a replay cannot be recorded")
        return self

    @property
    def host(self) -> str:
        """Name and port of the endpoint, as errors show it."""
        return urlsplit(self.base_url).netloc

    @property
    def needs_key(self) -> bool:
        """Whether the endpoint is one that is known to turn everybody away who has no key."""
        name = urlsplit(self.base_url).hostname or ""
        return any(name == host or (host.startswith(".") and name.endswith(host)) for host in _KEYED_HOSTS)

    def shared_by(self, processes: int, account: Path) -> "ModelSettings":
        """The settings for each of several processes of a run: together they keep to its limits and its budget."""

        def share(whole: int | None) -> int | None:
            return None if whole is None else max(1, whole // processes)

        changed = {
            "concurrency": share(self.concurrency),
            "requests_per_minute": share(self.requests_per_minute),
            "tokens_per_minute": share(self.tokens_per_minute),
            "account": account,
        }
        return self.model_copy(update=changed)

    @property
    def lacks_key(self) -> bool:
        """Whether the endpoint would turn everybody away who comes with these settings."""
        return self.replay is None and self.api_key is None and self.needs_key

    def __hash__(self) -> int:
        return hash((self.model, self.replay, self.answers_depend_on))

    @property
    def answers_depend_on(self) -> str:
        """What changes answers besides the question and the model, as one line."""
        relevant = {
            "base_url": self.base_url,
            "api_version": self.api_version,
            "temperature": self.temperature,
            "answer_format": self.answer_format,
            "options": self.options,
        }
        return json.dumps(relevant, sort_keys=True)


def _endpoint(address: str) -> tuple[str, str | None]:
    """The base URL and, as Azure shows it in its addresses, the version of the interface."""
    parts = urlsplit(address.strip())
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("it is no address of the form https://host/v1")
    if parts.username is not None or parts.password is not None:
        raise ValueError("it holds a name or a password; give the key by itself")
    query = parse_qs(parts.query)
    if set(query) - {"api-version"} or parts.fragment:
        raise ValueError("it has more than a path; only ?api-version= is understood")
    path = parts.path.rstrip("/").removesuffix("/chat/completions")
    return urlunsplit((parts.scheme, parts.netloc, path, "", "")), query.get("api-version", [None])[0]
