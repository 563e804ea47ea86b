"""The door to models: what is behind it, what it needs, and that the key stays behind it."""

import logging
import traceback
from decimal import Decimal
from pathlib import Path

import pytest

from chat_endpoint import HOST, ChatEndpoint, Reply, cuts_mid_body, fails, raw, says
from model_builders import KEY, NET_45, live_model, question, settings
from process import python
from sowcheck.core.readings import Usage
from sowcheck.errors import BudgetExceeded, ModelError, ModelUnavailable, UsageError
from sowcheck.llm.connect import connect
from sowcheck.llm.replay import ReplayModel


@pytest.mark.allow_hosts([HOST])
def test_a_second_run_costs_nothing(tmp_path: Path) -> None:
    with ChatEndpoint([says(NET_45)]) as endpoint:
        made = settings(endpoint.url, cache=tmp_path, model="gpt-4o-mini")
        first, second = connect(made).ask(question()), connect(made).ask(question())
    assert first.usage == Usage(calls=1, input_tokens=100, output_tokens=20, cost=Decimal("0.000027"))
    assert (second.from_cache, second.usage) == (True, Usage())
    assert len(endpoint.calls) == 1


@pytest.mark.allow_hosts([HOST])
def test_what_is_recorded_can_be_replayed_without_the_endpoint(tmp_path: Path) -> None:
    with ChatEndpoint([says(NET_45)]) as endpoint:
        recorded = connect(settings(endpoint.url, record=tmp_path)).ask(question())
    replay = connect(settings(replay=tmp_path, model=""))
    assert isinstance(replay, ReplayModel)
    assert replay.name == "wire-model"
    assert replay.ask(question()).value == recorded.value


@pytest.mark.allow_hosts([HOST])
def test_answers_from_the_cache_are_recorded_too(tmp_path: Path) -> None:
    with ChatEndpoint([says(NET_45)]) as endpoint:
        connect(settings(endpoint.url, cache=tmp_path / "cache")).ask(question())
        connect(settings(endpoint.url, cache=tmp_path / "cache", record=tmp_path / "record")).ask(question())
    assert connect(settings(replay=tmp_path / "record")).ask(question()).from_cache


@pytest.mark.allow_hosts([HOST])
def test_the_budget_of_the_settings_holds() -> None:
    with ChatEndpoint([]) as endpoint, pytest.raises(BudgetExceeded):
        connect(settings(endpoint.url, model="gpt-5.1", max_cost="0.0001")).ask(question())
    assert endpoint.calls == []


def test_a_budget_in_money_needs_a_price_and_says_how_to_give_one(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no table of prices names wire-model") as caught:
        connect(settings(max_cost=1))
    assert "SOWCHECK_LLM_PRICES" in caught.value.hint
    path = tmp_path / "prices.toml"
    path.write_text('[models]\n"wire-*" = { input = 0, output = 0 }\n', encoding="utf-8")
    assert connect(settings(max_cost=1, prices=path)).name == "wire-model"


def test_without_the_extra_the_door_says_which_one_to_install() -> None:
    code = (
        "import importlib.util\n"
        "hidden = ('openai', 'instructor', 'tenacity', 'httpx2')\n"
        "real = importlib.util.find_spec\n"
        "importlib.util.find_spec = lambda name, package=None: None if name in hidden else real(name)\n"
        "from sowcheck.llm.connect import connect\nfrom sowcheck.llm.settings import ModelSettings\n"
        "try:\n    connect(ModelSettings(model='m', base_url='http://localhost/v1'))\n"
        "except Exception as error:\n    print(type(error).__name__, error)\n"
    )
    done = python("-c", code)
    assert "UsageError a language model needs openai, instructor, tenacity, httpx2\n" in done.stdout
    assert "pip install 'sowcheck[llm]'" in done.stdout


def test_nothing_of_the_vendors_is_imported_before_a_live_model_is_asked_for() -> None:
    vendors = ("openai", "instructor", "tenacity", "httpx2", "httpx")
    code = (
        "import sys, sowcheck.llm.connect as door, sowcheck.llm.environment, sowcheck.llm.scripted\n"
        "from sowcheck.llm.settings import ModelSettings\n"
        f"print([name for name in {vendors!r} if name in sys.modules])\n"
        "door.connect(ModelSettings(model='m', base_url='http://localhost/v1', cache=None))\n"
        "print('openai' in sys.modules)\n"
    )
    done = python("-c", code)
    assert done.stdout.split("\n")[:2] == ["[]", "True"]


@pytest.mark.allow_hosts([HOST])
def test_a_classic_deployment_of_azure_is_asked_at_its_address_with_its_header() -> None:
    with ChatEndpoint([says(NET_45)] * 3) as endpoint:
        root = endpoint.url.removesuffix("/v1")
        for url in (root, f"{root}/openai", f"{root}/openai/deployments/my-gpt"):
            connect(settings(url, model="my-gpt", api_version="2024-10-21")).ask(question())
    for call in endpoint.calls:
        assert call.path == "/openai/deployments/my-gpt/chat/completions?api-version=2024-10-21"
        assert call.headers["api-key"] == KEY
        assert KEY not in call.headers.get("authorization", "")


@pytest.mark.allow_hosts([HOST])
def test_a_server_that_asks_for_no_key_is_given_none_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    monkeypatch.setenv("OPENAI_ADMIN_KEY", KEY)
    with ChatEndpoint([says(NET_45)]) as endpoint:
        connect(settings(endpoint.url, api_key=None)).ask(question())
    assert KEY not in str(endpoint.calls[0].headers)


@pytest.mark.allow_hosts([HOST])
@pytest.mark.parametrize(
    "reply",
    [
        fails(401, f"Incorrect API key provided: {KEY}"),
        fails(400, f"Bearer {KEY} is malformed"),
        fails(500, f"key {KEY} crashed us"),
        raw(f"not json {KEY}".encode()),
        raw(KEY.encode(), content_type="text/plain"),
        cuts_mid_body(),
        says({"days": -1, "quote": KEY}),
    ],
    ids=["401", "400", "500", "no JSON", "text", "cut", "shape"],
)
def test_the_key_is_in_no_error_no_log_and_no_traceback(
    reply: Reply, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    with (
        caplog.at_level(logging.DEBUG),
        ChatEndpoint(lambda _: reply) as endpoint,
    ):
        model = live_model(endpoint.url, retries=1, repairs=1)
        with pytest.raises(ModelError) as caught:
            model.ask(question())
    shown = "".join(traceback.format_exception(caught.value))
    ours = [record.getMessage() for record in caplog.records if record.levelno > logging.DEBUG]
    assert KEY not in str(caught.value) + repr(caught.value) + shown
    assert KEY not in "".join(ours)
    assert KEY not in "".join(capsys.readouterr())


@pytest.mark.allow_hosts([HOST])
def test_the_key_is_in_no_log_of_any_level(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG), ChatEndpoint([says(NET_45)]) as endpoint:
        live_model(endpoint.url).ask(question())
    assert "chat/completions" in caplog.text
    assert KEY not in caplog.text


@pytest.mark.allow_hosts([HOST])
def test_words_of_the_document_are_not_logged(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO), ChatEndpoint([says({"days": -1, "quote": "sehr geheim"})] * 3) as endpoint:
        model = live_model(endpoint.url)
        with pytest.raises(ModelError):
            model.ask(question("sehr geheim"))
    assert "geheim" not in caplog.text


@pytest.mark.allow_hosts([HOST])
def test_without_a_key_only_what_was_asked_before_is_answered(tmp_path: Path) -> None:
    keyless = settings(model="gpt-5.1", cache=tmp_path, base_url="https://api.openai.com/v1", api_key=None)
    with pytest.raises(ModelUnavailable, match=r"api\.openai\.com needs a key") as caught:
        connect(keyless).ask(question())
    assert "SOWCHECK_LLM_API_KEY" in caught.value.hint
