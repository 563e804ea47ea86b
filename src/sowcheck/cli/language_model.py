"""What the commands ask of a language model: which one, where, and what it may cost."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sowcheck.cli.failures import print_note
from sowcheck.errors import UsageError

if TYPE_CHECKING:
    from sowcheck.llm.settings import ModelSettings

MODEL = "llm"

VARIABLES = (
    "The language model is set up by variables; the name of each begins with SOWCHECK_LLM_: MODEL, BASE_URL, API_VERSION, "
    "API_KEY or API_KEY_FILE, TIMEOUT, TOTAL_TIMEOUT, RETRIES, LONGEST_WAIT, REPAIRS, CONCURRENCY, REQUESTS_PER_MINUTE, "
    "TOKENS_PER_MINUTE, MAX_COST, MAX_TOKENS, PRICES, TEMPERATURE, ANSWER_FORMAT, OPTIONS, CACHE, RECORD, REPLAY. An "
    "option goes before its variable."
)
"""Ends the help of each command that may ask a model; `llm.settings` says what each is."""

ModelOption = Annotated[
    str | None,
    typer.Option("--model", metavar="NAME", help="Language model for --extractors llm (default: SOWCHECK_LLM_MODEL)"),
]
ModelUrlOption = Annotated[
    str | None,
    typer.Option("--model-url", metavar="URL", help="Its OpenAI-compatible endpoint (default: SOWCHECK_LLM_BASE_URL)"),
]
MaxCostOption = Annotated[
    str | None,
    typer.Option("--max-cost", metavar="AMOUNT", help="What the model may cost in this run, in its price's currency"),
]
SecondReadOption = Annotated[
    bool,
    typer.Option("--second-read", help="Let the model read each part again in another way; half as much again to pay"),
]
ReplayOption = Annotated[
    Path | None,
    typer.Option("--replay", metavar="DIR", help="Folder of recorded answers: no model is asked"),
]


def model_settings(
    extractors: tuple[str, ...],
    model: str | None = None,
    url: str | None = None,
    max_cost: str | None = None,
    replay: Path | None = None,
) -> "ModelSettings | None":
    """How to reach the model; None if no extractor asks one. Says on standard error if it wants a key and has none.

    Raises:
        UsageError: the model is not named, or a setting makes no sense, or one was given for nothing.
    """
    given = {"model": model, "base_url": url, "max_cost": max_cost, "replay": replay}
    if MODEL not in extractors:
        useless = [_OPTIONS[name] for name, value in given.items() if value is not None]
        if useless:
            raise UsageError(
                f"{useless[0]} has no effect without the extractor {MODEL}", hint=f"Add --extractors rules,ner,{MODEL}."
            )
        return None
    from sowcheck.llm.environment import KEY_HINT, from_environment

    settings = from_environment(given, options=_OPTIONS)
    if settings.lacks_key:
        print_note(
            f"{settings.model} at {settings.host} needs a key, and there is none: it is asked nothing. {KEY_HINT}"
        )
    return settings


_OPTIONS = {"model": "--model", "base_url": "--model-url", "max_cost": "--max-cost", "replay": "--replay"}
"""The option of each setting that has one."""
