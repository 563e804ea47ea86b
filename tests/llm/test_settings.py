"""Settings come from the environment, are checked at once, and never show the key."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr, ValidationError

from model_builders import KEY, settings
from sowcheck.errors import UsageError
from sowcheck.llm.environment import from_environment
from sowcheck.llm.settings import OPENAI, AnswerFormat, ModelSettings, user_cache


def made(overrides: dict[str, object] | None = None, **variables: str) -> ModelSettings:
    return from_environment(overrides, environment=variables)


def key_of(found: ModelSettings) -> str | None:
    return found.api_key.get_secret_value() if found.api_key else None


def test_every_setting_has_a_variable(tmp_path: Path) -> None:
    found = made(
        SOWCHECK_LLM_MODEL="m", SOWCHECK_LLM_BASE_URL="http://localhost:8000/v1/", SOWCHECK_LLM_API_KEY=f" {KEY}\n",
        SOWCHECK_LLM_TIMEOUT="20", SOWCHECK_LLM_TOTAL_TIMEOUT="90", SOWCHECK_LLM_RETRIES="1", SOWCHECK_LLM_REPAIRS="0",
        SOWCHECK_LLM_LONGEST_WAIT="5", SOWCHECK_LLM_CONCURRENCY="2", SOWCHECK_LLM_REQUESTS_PER_MINUTE="30",
        SOWCHECK_LLM_TOKENS_PER_MINUTE="9000", SOWCHECK_LLM_MAX_COST="1.50", SOWCHECK_LLM_MAX_TOKENS="100000",
        SOWCHECK_LLM_PRICES="prices.toml", SOWCHECK_LLM_TEMPERATURE="0.2", SOWCHECK_LLM_ANSWER_FORMAT="json",
        SOWCHECK_LLM_OPTIONS='{"reasoning_effort": "low"}', SOWCHECK_LLM_CACHE=str(tmp_path), SOWCHECK_LLM_RECORD="rec",
        SOWCHECK_LLM_ACCOUNT="spent",
    )  # fmt: skip
    assert found == ModelSettings(
        model="m", base_url="http://localhost:8000/v1", api_key=SecretStr(KEY), timeout=20, total_timeout=90, retries=1,
        repairs=0, longest_wait=5, concurrency=2, requests_per_minute=30, tokens_per_minute=9000,
        max_cost=Decimal("1.50"), max_tokens=100000, prices=Path("prices.toml"), temperature=0.2,
        answer_format=AnswerFormat.JSON, options={"reasoning_effort": "low"}, cache=tmp_path, record=Path("rec"),
        account=Path("spent"),
    )  # fmt: skip


def test_little_has_to_be_said() -> None:
    found = made(SOWCHECK_LLM_MODEL="gpt-5.1", OPENAI_API_KEY=KEY)
    assert (found.base_url, found.host, found.concurrency, found.temperature) == (OPENAI, "api.openai.com", 8, 0.0)
    assert found.cache == user_cache()
    assert found.max_cost is None


def test_overrides_go_first_unless_they_say_nothing() -> None:
    found = made(
        {"model": "other", "max_cost": Decimal(2), "timeout": None},
        SOWCHECK_LLM_MODEL="m", SOWCHECK_LLM_TIMEOUT="20", SOWCHECK_LLM_BASE_URL="http://localhost/v1",
    )  # fmt: skip
    assert (found.model, found.max_cost, found.timeout) == ("other", Decimal(2), 20)


def test_an_empty_variable_says_nothing() -> None:
    assert made(SOWCHECK_LLM_REPLAY="recordings", SOWCHECK_LLM_TIMEOUT="").timeout == 60


def test_cache_and_temperature_can_be_turned_off() -> None:
    found = made(SOWCHECK_LLM_REPLAY="r", SOWCHECK_LLM_CACHE="none", SOWCHECK_LLM_TEMPERATURE="off")
    assert (found.cache, found.temperature) == (None, None)


def test_a_key_may_stand_in_a_file(tmp_path: Path) -> None:
    path = tmp_path / "key"
    path.write_text(f"{KEY}\n", encoding="utf-8")
    assert key_of(made(SOWCHECK_LLM_MODEL="m", SOWCHECK_LLM_API_KEY_FILE=str(path))) == KEY
    with pytest.raises(UsageError, match=r"API_KEY_FILE: .* cannot be read"):
        made(SOWCHECK_LLM_MODEL="m", SOWCHECK_LLM_API_KEY_FILE=str(tmp_path / "none"))


def test_the_key_of_openai_goes_to_openai_and_to_where_it_was_sent_by_its_own_variable() -> None:
    assert key_of(made(SOWCHECK_LLM_MODEL="m", OPENAI_API_KEY=KEY)) == KEY
    own = made(SOWCHECK_LLM_MODEL="m", OPENAI_API_KEY=KEY, OPENAI_BASE_URL="https://gateway.example/v1")
    assert (own.base_url, key_of(own)) == ("https://gateway.example/v1", KEY)
    assert key_of(made(SOWCHECK_LLM_MODEL="m", OPENAI_API_KEY=KEY, SOWCHECK_LLM_BASE_URL="http://elsewhere/v1")) is None


@pytest.mark.parametrize(
    ("address", "base", "version"),
    [
        ("https://api.openai.com/v1/chat/completions", "https://api.openai.com/v1", None),
        ("http://localhost:11434/v1/", "http://localhost:11434/v1", None),
        (
            "https://x.openai.azure.com/openai/deployments/d/chat/completions?api-version=2024-10-21",
            "https://x.openai.azure.com/openai/deployments/d",
            "2024-10-21",
        ),
    ],
)
def test_an_address_may_be_pasted_as_it_is_shown(address: str, base: str, version: str | None) -> None:
    found = settings(address)
    assert (found.base_url, found.api_version) == (base, version)


@pytest.mark.parametrize(
    ("variables", "named"),
    [
        ({}, "no model is named"),
        ({"MODEL": "m", "BASE_URL": "localhost:8000"}, "SOWCHECK_LLM_BASE_URL: it is no address"),
        ({"MODEL": "m", "BASE_URL": "https://me:secret@host/v1"}, "holds a name or a password"),
        ({"MODEL": "m", "BASE_URL": "https://host/v1?key=secret"}, "more than a path"),
        ({"MODEL": "m", "TIMEOUT": "soon"}, "SOWCHECK_LLM_TIMEOUT: input should be a valid number"),
        ({"MODEL": "m", "CONCURRENCY": "0"}, "SOWCHECK_LLM_CONCURRENCY: input should be greater than 0"),
        ({"MODEL": "m", "MAX_COST": "NaN"}, "SOWCHECK_LLM_MAX_COST"),
        ({"MODEL": "m", "OPTIONS": "low"}, "SOWCHECK_LLM_OPTIONS is no JSON object"),
        ({"MODEL": "m", "ANSWER_FORMAT": "xml"}, "SOWCHECK_LLM_ANSWER_FORMAT: input should be 'strict'"),
        ({"MODEL": "m", "TEMPRATURE": "0"}, "no setting SOWCHECK_LLM_TEMPRATURE"),
        ({"MODEL": "m", "API_KEY": "two words"}, "SOWCHECK_LLM_API_KEY holds no key"),
        ({"REPLAY": "a", "RECORD": "b"}, "a replay cannot be recorded"),
    ],
)
def test_what_makes_no_sense_is_named_and_secrets_are_not_shown(variables: dict[str, str], named: str) -> None:
    with pytest.raises(UsageError, match=named) as caught:
        made(None, **{f"SOWCHECK_LLM_{name}": text for name, text in variables.items()})
    assert caught.value.hint
    assert "secret" not in str(caught.value)
    assert "two words" not in str(caught.value)


def test_processes_of_a_run_share_its_limits(tmp_path: Path) -> None:
    whole = settings(requests_per_minute=50, concurrency=2, max_cost=3)
    share = whole.shared_by(4, tmp_path / "account")
    assert (share.concurrency, share.requests_per_minute, share.tokens_per_minute) == (1, 12, None)
    assert (share.account, share.max_cost) == (tmp_path / "account", Decimal(3))


def test_a_misspelt_variable_is_put_right() -> None:
    with pytest.raises(UsageError) as caught:
        made(SOWCHECK_LLM_TEMPRATURE="0")
    assert caught.value.hint == "Did you mean SOWCHECK_LLM_TEMPERATURE?"


def test_the_key_is_in_no_picture_of_the_settings() -> None:
    found = settings()
    assert KEY not in repr(found)
    assert KEY not in str(found)
    assert KEY not in found.model_dump_json()
    assert KEY not in found.answers_depend_on


def test_settings_cannot_be_changed() -> None:
    changed: Any = settings()
    with pytest.raises(ValidationError):
        changed.model = "other"


def test_the_cache_is_the_users(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert user_cache() == tmp_path / "sowcheck" / "answers"


@pytest.mark.parametrize("address", [None, "https://x.openai.azure.com/openai/v1"])
def test_a_missing_key_is_no_error_of_the_settings_for_what_was_asked_before_can_be_answered(
    address: str | None,
) -> None:
    variables = {"SOWCHECK_LLM_MODEL": "m", **({"SOWCHECK_LLM_BASE_URL": address} if address else {})}
    assert made(None, **variables).lacks_key


def test_a_server_of_ones_own_needs_no_key() -> None:
    assert not made(None, SOWCHECK_LLM_MODEL="m", SOWCHECK_LLM_BASE_URL="http://localhost:8000/v1").lacks_key
