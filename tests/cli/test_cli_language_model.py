"""A language model on the command line: replayed, live on this machine, without a key, killed half way, and misused."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from chat_endpoint import HOST, Call, ChatEndpoint, Reply, says
from process import sowcheck_here as sowcheck

ROOT = Path(__file__).parents[2]
DEAL = ROOT / "fixtures" / "deals" / "F1-fixed-fee-milestones"
PAPERS = (DEAL / "sow.docx", DEAL / "order_form.pdf")
CHECK = ("check", *PAPERS, "--record", DEAL / "record_1.json", "--extractors", "rules,ner,llm")
REPLAY = ("--replay", ROOT / "fixtures" / "recordings", "--model", "hand-written")

SOW = """# Statement of Work

## 1. Fees

The fixed fee for the services is EUR 184,000.
"""


@pytest.fixture
def own_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """No settings of the machine, and a cache of its own."""
    for name in [name for name in os.environ if name.startswith(("SOWCHECK_LLM_", "OPENAI_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "sow.md").write_text(SOW, encoding="utf-8")
    return tmp_path


def reading_of(done: subprocess.CompletedProcess[str]) -> Mapping[str, Any]:
    reading: Mapping[str, Any] = json.loads(done.stdout)["documents"][0]["model_reading"]
    return reading


@pytest.mark.usefixtures("own_environment")
def test_recorded_answers_check_a_deal_without_key_or_network() -> None:
    done = sowcheck(*CHECK, *REPLAY, "--format", "json")
    assert (done.returncode, done.stderr) == (1, "")
    report = json.loads(done.stdout)
    readings = [document["model_reading"] for document in report["documents"]]
    assert [reading["failed"] for reading in readings] == [[], []]
    assert all(reading["usage"]["cost"] == "0" for reading in readings)
    by = [{name.split("@")[0] for name in row["extractors"]} for row in report["assumptions"]]
    assert sum("llm" in names and "rules" in names for names in by) > 20
    (fee,) = [row for row in report["discrepancies"] if row["field"] == "price.services_total"]
    assert (fee["document_value"]["amount"], fee["record_value"]["amount"]) == ("318000.00", "306000.00")


@pytest.mark.usefixtures("own_environment")
def test_mistakes_of_a_recorded_model_are_never_proven() -> None:
    report = json.loads(sowcheck(*CHECK, *REPLAY, "--format", "json").stdout)
    wrong = {
        "price.nte_cap": {"amount": "22000.00", "currency": "USD"},
        "legal.termination_notice": {"count": 20, "unit": "day"},
    }
    for row in report["assumptions"]:
        assert row["proof"] != "proven" or row["value"] != wrong.get(row["field"], "")
    (claim,) = report["documents"][0]["model_reading"]["claims"]
    assert (claim["field"], claim["reason"]) == ("legal.liability_cap", "the quoted words are not in the document")


@pytest.mark.usefixtures("own_environment")
def test_without_a_key_the_others_go_on_and_the_report_says_so() -> None:
    done = sowcheck(*CHECK, "--model", "gpt-5.1")
    assert done.returncode == 1
    assert "NOT ANSWERED all 7 questions: api.openai.com needs a key" in done.stdout
    assert "USD 318,000.00" in done.stdout
    (notice,) = done.stderr.splitlines()
    assert notice.startswith("note: gpt-5.1 at api.openai.com needs a key, and there is none")
    assert "SOWCHECK_LLM_API_KEY" in notice


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--extractors", "rules,ner,llm"), "SOWCHECK_LLM_MODEL"),
        (("--extractors", "rules,ner", "--model", "gpt-5.1"), "--model has no effect without the extractor llm"),
        (("--extractors", "llm", "--model", "m", "--model-url", "nowhere"), "error: --model-url: it is no address"),
        (("--extractors", "llm", "--model", "m", "--max-cost", "much"), "error: --max-cost: input should be a valid"),
        (("--extractors", "llm", "--replay", "absent"), "absent"),
    ],
)
def test_a_model_that_is_not_set_up_is_one_clear_error(
    arguments: tuple[str, ...], message: str, own_environment: Path
) -> None:
    done = sowcheck("extract", own_environment / "sow.md", *arguments)
    assert done.returncode in (2, 3)
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_a_wrong_variable_is_named_and_not_the_option(own_environment: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOWCHECK_LLM_MAX_COST", "much")
    done = sowcheck("extract", own_environment / "sow.md", "--extractors", "llm", "--model", "m")
    assert "error: SOWCHECK_LLM_MAX_COST: input should be a valid" in done.stderr


def answering(call: Call) -> Reply:
    """States the fee where it is asked for it, and takes a moment."""
    quote = "The fixed fee for the services is EUR 184,000."
    fee = {
        "field": "price.services_total",
        "value": {"amount": "184000.00", "currency": "EUR"},
        "quote": quote,
    }
    asked = "`price.services_total`" in call.instructions and quote in call.text
    return says({"facts": [fee] if asked else []}, after=0.3)


@pytest.mark.allow_hosts([HOST])
def test_a_second_run_asks_nothing_and_costs_nothing(own_environment: Path) -> None:
    with ChatEndpoint(answering) as endpoint:
        arguments = (
            "extract",
            own_environment / "sow.md",
            "--extractors",
            "llm",
            "--model",
            "local",
            "--format",
            "json",
        )
        first, second = (sowcheck(*arguments, "--model-url", endpoint.url) for _ in range(2))
        asked = len(endpoint.calls)
    assert asked == reading_of(first)["questions"] == reading_of(second)["from_cache"]
    assert reading_of(second)["usage"]["calls"] == 0
    assert json.loads(first.stdout)["assumptions"] == json.loads(second.stdout)["assumptions"]


@pytest.mark.allow_hosts([HOST])
def test_a_run_that_is_killed_goes_on_from_the_cache(own_environment: Path) -> None:
    chapters = "\n".join(
        f"## {number}. Fees {number}\n\n{SOW}{'The Supplier invoices monthly. ' * 300}" for number in range(6)
    )
    (own_environment / "long.md").write_text(chapters, encoding="utf-8")
    with ChatEndpoint(answering) as endpoint:
        arguments = (
            *("extract", str(own_environment / "long.md"), "--extractors", "llm", "--format", "json"),
            *("--model", "local", "--model-url", endpoint.url),
        )
        killed = subprocess.Popen(  # noqa: S603  (the test's own program)
            [sys.executable, "-m", "sowcheck", *arguments],
            stdout=subprocess.DEVNULL,
            env={**os.environ, "SOWCHECK_LLM_CONCURRENCY": "1"},
        )
        give_up = time.monotonic() + 120
        while len(endpoint.calls) < 5 and time.monotonic() < give_up:
            time.sleep(0.05)
        killed.send_signal(signal.SIGKILL)
        killed.wait()
        before = len(endpoint.calls)
        done = sowcheck(*arguments)
        after = len(endpoint.calls)
    reading = reading_of(done)
    assert before >= 5
    assert reading["failed"] == []
    assert reading["from_cache"] >= before - 1  # the one under way when it was killed may be lost
    assert after - before == reading["questions"] - reading["from_cache"]


@pytest.mark.allow_hosts([HOST])
def test_the_deals_of_a_batch_share_one_budget_and_unanswered_ones_are_asked_again(
    own_environment: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    deals = own_environment / "deals"
    for number in range(3):
        folder = deals / f"deal-{number}"
        folder.mkdir(parents=True)
        (folder / "sow.md").write_text(SOW.replace("## 1. Fees", f"## {number + 1}. Fees"), encoding="utf-8")
        (folder / "record.json").write_bytes((DEAL / "record_1.json").read_bytes())
    prices = own_environment / "prices.toml"
    prices.write_text('[models]\n"local" = { input = 100, output = 100 }\n', encoding="utf-8")
    with ChatEndpoint(answering) as endpoint:
        arguments = (
            *("batch", deals, "-o", own_environment / "out", "--workers", "2", "--extractors", "llm"),
            *("--model", "local", "--model-url", endpoint.url),
        )
        monkeypatch.setenv("SOWCHECK_LLM_PRICES", str(prices))
        poor = sowcheck(*arguments, "--max-cost", "1.70")
        asked = len(endpoint.calls)
        rich = sowcheck(*arguments, "--max-cost", "100")
        again = sowcheck(*arguments, "--max-cost", "100")
    assert "questions to the language model without an answer" in poor.stdout
    assert 0 < asked * 120 * 100 / 1_000_000 <= 1.70
    assert "without an answer" not in rich.stdout
    assert "3 unchanged since the last run" in again.stdout
