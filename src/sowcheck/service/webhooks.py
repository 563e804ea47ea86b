"""The subscriptions of a file of settings (TOML), each with its secret from the environment, or from a file that it names.

[[webhooks]]
name = "psa"
url = "https://psa.example.com/hooks/sowcheck"
events = ["io.sowcheck.handoff.*"]
secret = "SOWCHECK_WEBHOOK_PSA"
"""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from sowcheck.errors import UnreadableInput, UsageError
from sowcheck.handoff.events import TYPES
from sowcheck.handoff.subscriptions import Subscription, Webhooks
from sowcheck.service.secrets import secrets_of
from sowcheck.settings import read_setting

_HINT = "See docs/webhooks.md for what such a file holds."


def load_webhooks(path: Path | None, environment: Mapping[str, str]) -> Webhooks:
    """The subscriptions of a file; none without one.

    Raises:
        UnreadableInput: the file cannot be opened, is not TOML or has a wrong value; the message names the subscription.
        UsageError: the secret of a subscription is not set.
    """
    if path is None:
        return Webhooks()
    try:
        shape = tomllib.loads(read_setting(path).decode("utf-8"))
    except OSError as error:
        raise UnreadableInput(
            path, error.strerror or "cannot be opened", hint="Check the path given as SOWCHECK_WEBHOOKS."
        ) from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        raise UnreadableInput(path, f"the file is not valid TOML: {error}", hint=_HINT) from error
    tables = shape.pop("webhooks", [])
    if not isinstance(tables, list) or not all(isinstance(each, dict) for each in tables):
        raise UnreadableInput(path, "webhooks are written as [[webhooks]]", hint=_HINT)
    found = tuple(_subscription(path, number, each, environment) for number, each in enumerate(tables, start=1))
    _check_together(path, found)
    try:
        return Webhooks.model_validate({**shape, "subscriptions": found})
    except ValidationError as error:
        raise UnreadableInput(path, _fault(error), hint=_HINT) from error


def _subscription(path: Path, number: int, table: dict[str, Any], environment: Mapping[str, str]) -> Subscription:
    name = table.get("name", f"number {number}")
    variable = table.pop("secret", None)
    if not isinstance(variable, str) or variable.startswith("whsec_"):
        raise UnreadableInput(
            path,
            f"webhook {name}: secret names a variable of the environment, and is not the secret itself",
            hint='Write, say, secret = "SOWCHECK_WEBHOOK_PSA", and set that variable, or SOWCHECK_WEBHOOK_PSA_FILE.',
        )
    secrets = secrets_of(environment, variable)
    if not secrets:
        raise UsageError(
            f"webhook {name}: {variable} is not set.",
            hint=f"Set it, or {variable}_FILE, to what `sowcheck webhooks secret` prints; the receiver needs the same.",
        )
    try:
        return Subscription.model_validate({**table, "secrets": secrets})
    except ValidationError as error:
        raise UnreadableInput(path, f"webhook {name}: {_fault(error)}", hint=_HINT) from error


def _check_together(path: Path, found: tuple[Subscription, ...]) -> None:
    names = [each.name for each in found]
    if twice := {name for name in names if names.count(name) > 1}:
        raise UnreadableInput(
            path, f"two webhooks are called {', '.join(sorted(twice))}", hint="Give each its own name."
        )
    targets = [each for each in found if each.handoff]
    if len(targets) > 1:
        raise UnreadableInput(path, "two webhooks take handoffs", hint="One target acknowledges a handoff: leave one.")
    for each in found:
        for pattern in each.events:
            if not any(each.model_copy(update={"events": (pattern,)}).wants(type_) for type_ in TYPES):
                raise UnreadableInput(
                    path, f"webhook {each.name}: no event is called {pattern!r}", hint=f"Events are {', '.join(TYPES)}."
                )
    if targets and not targets[0].wants("io.sowcheck.handoff.released.v1"):
        raise UnreadableInput(
            path,
            f"webhook {targets[0].name}: it takes handoffs, but is not told of releases",
            hint="Add io.sowcheck.handoff.released.v1 to its events.",
        )


def _fault(error: ValidationError) -> str:
    fault = error.errors(include_input=False)[0]
    where = ".".join(map(str, fault["loc"]))
    return f"{where}: {fault['msg']}" if where else fault["msg"].removeprefix("Value error, ")
