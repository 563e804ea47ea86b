"""What docs/webhooks.md shows and promises."""

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from sowcheck.handoff.events import TYPES
from sowcheck.handoff.signing import new_secret, signed_headers
from sowcheck.service.webhooks import load_webhooks

PAGE = (Path(__file__).parents[2] / "docs" / "webhooks.md").read_text(encoding="utf-8")
NOW = dt.datetime(2026, 6, 1, 12, tzinfo=dt.UTC)
BODY = '{"id": "evt_1", "what": "Größe"}'.encode()
SECRET = new_secret()


@pytest.fixture(scope="module")
def is_genuine() -> Callable[..., bool]:
    """The example, as a receiver would copy it."""
    (example,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    names: dict[str, Any] = {}
    exec(example, names)  # noqa: S102  (our own page)
    found: Callable[..., bool] = names["is_genuine"]
    return found


def headers(*secrets: str) -> dict[str, str]:
    return signed_headers("evt_1", BODY, [SecretStr(each) for each in secrets], NOW)


def test_a_signature_is_the_one_that_the_kits_of_standard_webhooks_make() -> None:
    """Made by the package `standardwebhooks` 1.1.0 from the same secret, id, time and body."""
    at = dt.datetime.fromtimestamp(1614265330, dt.UTC)
    secret = SecretStr("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    assert signed_headers("msg_p5jXN8AQM9LWM0D4loKWxJek", b'{"test": 2432232314}', [secret], at) == {
        "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
        "webhook-timestamp": "1614265330",
        "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    }


def test_the_example_takes_what_sowcheck_sends(is_genuine: Callable[..., bool]) -> None:
    assert is_genuine(headers(SECRET), BODY, SECRET, now=NOW.timestamp() + 299)
    assert is_genuine(headers(new_secret(), SECRET), BODY, SECRET, now=NOW.timestamp())


@pytest.mark.parametrize(
    ("change", "body", "late"),
    [
        ({}, BODY + b" ", 0),
        ({}, BODY, 301),
        ({}, BODY, -301),
        ({"webhook-id": "evt_2"}, BODY, 0),
        ({"webhook-timestamp": str(int(NOW.timestamp()) + 1)}, BODY, 0),
        ({"webhook-signature": "v1,AAAA"}, BODY, 0),
        ({"webhook-signature": ""}, BODY, 0),
    ],
)
def test_the_example_refuses_everything_else(
    is_genuine: Callable[..., bool], change: dict[str, str], body: bytes, late: int
) -> None:
    assert not is_genuine({**headers(SECRET), **change}, body, SECRET, now=NOW.timestamp() + late)
    assert not is_genuine(headers(new_secret()), BODY, SECRET, now=NOW.timestamp())


def test_the_file_on_the_page_is_one(tmp_path: Path) -> None:
    (example,) = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
    file = tmp_path / "webhooks.toml"
    file.write_text(example, encoding="utf-8")
    found = load_webhooks(file, {"SOWCHECK_WEBHOOK_PSA": SECRET})
    assert found.source == "https://sowcheck.example.com"
    assert found.target is not None


def test_the_page_names_every_type_and_no_other() -> None:
    table = PAGE.partition("<!-- types -->")[2].partition("<!-- end -->")[0]
    assert tuple(re.findall(r"^\| `(io\.sowcheck\.[^`]+)`", table, re.MULTILINE)) == tuple(
        sorted(TYPES, key=re.findall(r"io\.sowcheck\.[a-z_.]+v1", table).index)
    )
    assert set(re.findall(r"io\.sowcheck\.[a-z_.]+v1", table)) == set(TYPES)
