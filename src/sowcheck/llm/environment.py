"""Settings of the model from the environment, and from what the command line says against it."""

import difflib
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pydantic import TypeAdapter, ValidationError

from sowcheck.errors import UsageError
from sowcheck.llm.settings import OPENAI, ModelSettings

PREFIX = "SOWCHECK_LLM_"
"""Of every variable: SOWCHECK_LLM_MODEL, SOWCHECK_LLM_BASE_URL and so on, one for each setting."""
KEY_FILE = f"{PREFIX}API_KEY_FILE"
KEY_HINT = f"Set {PREFIX}API_KEY, {KEY_FILE} to a file that holds it, or OPENAI_API_KEY for OpenAI itself."

_OFF = ("none", "off", "no", "false")
_JSON: TypeAdapter[dict[str, Any]] = TypeAdapter(dict[str, Any])


def from_environment(
    overrides: Mapping[str, object] | None = None,
    *,
    environment: Mapping[str, str] | None = None,
    options: Mapping[str, str] | None = None,
) -> ModelSettings:
    """The settings that the environment states; `overrides` go before it, except where they are None.

    Args:
        overrides: Settings by name.
        environment: The variables; those of the process if None.
        options: What the user calls the settings that may be overridden: {"max_cost": "--max-cost"}.

    Raises:
        UsageError: something is missing, unknown or makes no sense; names the variable or the option that says it, and
            never shows a key.
    """
    variables = os.environ if environment is None else environment
    stated = {name.removeprefix(PREFIX): text for name, text in variables.items() if name.startswith(PREFIX) and text}
    values: dict[str, object] = {}
    for name, text in stated.items():
        if PREFIX + name != KEY_FILE:
            values[_setting(name)] = _parsed(name, text)
    given = {name: value for name, value in (overrides or {}).items() if value is not None}
    values |= given
    if "base_url" not in values and (own := variables.get("OPENAI_BASE_URL")):
        values["base_url"] = own
    if "api_key" not in values and (key := _key(variables, values)):
        values["api_key"] = key
    return _made(values, {name: called for name, called in (options or {}).items() if name in given})


def _setting(name: str) -> str:
    known = sorted(ModelSettings.model_fields)
    if name.lower() in known:
        return name.lower()
    near = difflib.get_close_matches(name.lower(), known, n=1)
    meant = (
        f"Did you mean {PREFIX}{near[0].upper()}?" if near else f"Known are {PREFIX} and {', '.join(known).upper()}."
    )
    raise UsageError(f"there is no setting {PREFIX}{name}", hint=meant)


def _parsed(name: str, text: str) -> object:
    if name == "CACHE" and text.lower() in _OFF:
        return None
    if name == "TEMPERATURE" and text.lower() in _OFF:
        return None
    if name == "API_KEY":
        return _clean_key(text, PREFIX + name)
    if name == "OPTIONS":
        try:
            return _JSON.validate_json(text)
        except ValidationError as error:
            raise UsageError(
                f"{PREFIX}OPTIONS is no JSON object", hint='Write it as {"reasoning_effort": "low"}.'
            ) from error
    return text


def _key(variables: Mapping[str, str], values: Mapping[str, object]) -> str | None:
    if path := variables.get(KEY_FILE):
        try:
            return _clean_key(Path(path).read_text(encoding="utf-8"), KEY_FILE)
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(
                f"{KEY_FILE}: {path} cannot be read", hint="Name a file that holds the key alone."
            ) from error
    own = variables.get("OPENAI_API_KEY")
    return _clean_key(own, "OPENAI_API_KEY") if own and _is_openai(variables, values) else None


def _is_openai(variables: Mapping[str, str], values: Mapping[str, object]) -> bool:
    """Whether the key of OpenAI is meant for the endpoint; no other endpoint is given it unasked."""
    address = str(values.get("base_url", OPENAI))
    return address == variables.get("OPENAI_BASE_URL") or urlsplit(address).hostname == urlsplit(OPENAI).hostname


def _clean_key(text: str, source: str) -> str:
    key = text.strip()
    if not key or not key.isascii() or not key.isprintable() or " " in key:
        raise UsageError(f"{source} holds no key", hint="A key is one word of ASCII characters.")
    return key


def _made(values: Mapping[str, object], options: Mapping[str, str]) -> ModelSettings:
    try:
        return ModelSettings.model_validate(values)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        raise _usage_error(first["msg"].removeprefix("Value error, "), first["loc"], options) from None


def _usage_error(reason: str, place: tuple[int | str, ...], options: Mapping[str, str]) -> UsageError:
    """The error, by the name of whatever said the value: the option if there was one, else the variable."""
    if place:
        setting = str(place[0])
        called = options.get(setting, PREFIX + setting.upper())
        return UsageError(f"{called}: {reason[:1].lower()}{reason[1:]}", hint=f"Set {called} to another value.")
    if "no model" in reason:
        hint = f"Set {PREFIX}MODEL, and {PREFIX}BASE_URL unless it is OpenAI's; docs/language-models.md has examples."
    elif "it " in reason[:3]:
        called = options.get("base_url", f"{PREFIX}BASE_URL")
        return UsageError(f"{called}: {reason}", hint="Such as https://api.openai.com/v1 or http://localhost:8000/v1")
    else:
        hint = "Leave one of the two."
    return UsageError(f"the language model is not set up: {reason}", hint=hint)
