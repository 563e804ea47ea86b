"""Arguments that several commands share."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sowcheck.errors import UsageError

if TYPE_CHECKING:
    from sowcheck.core.policy import Policy
    from sowcheck.records.mapping import Mapping


class Extractor(StrEnum):
    """Who reads the documents."""

    RULES = "rules"
    NER = "ner"
    """The trained recogniser of entities, beside the rules or alone."""
    LLM = "llm"
    """A language model behind an OpenAI-compatible endpoint, or a replay of its answers."""


DEFAULT_EXTRACTORS = "rules,ner"


PolicyOption = Annotated[
    Path | None,
    typer.Option("--policy", metavar="P.toml", help="Tolerances, owners and approvals (default: those shipped)"),
]
MappingOption = Annotated[
    Path | None,
    typer.Option("--mapping", metavar="M.toml", help="Custom fields and picklists of your CRM and CPQ"),
]
TrustOption = Annotated[
    Path | None,
    typer.Option(
        "--trust-roots",
        metavar="PATH",
        envvar="SOWCHECK_TRUST_ROOTS",
        help="Certificates (a file or folder) of authorities that may vouch for digital signatures",
    ),
]
NoOcrOption = Annotated[bool, typer.Option("--no-ocr", help="Leave scanned pages unread (they block the gate)")]
OcrLanguageOption = Annotated[
    str | None,
    typer.Option(
        "--ocr-language", metavar="NAMES", help="Languages of scanned pages by tesseract's names, such as deu+eng"
    ),
]
ExtractorsOption = Annotated[
    str,
    typer.Option(
        "--extractors", metavar="NAMES", help="Who reads the documents: rules, ner, llm (a language model), with commas"
    ),
]


EncoderOption = Annotated[
    str,
    typer.Option(
        "--encoder", metavar="NAME", help="What finds skills by meaning: hashed, minilm, sentence-transformers:MODEL"
    ),
]


def chosen_extractors(names: str) -> tuple[str, ...]:
    """The extractors that a user names, each once.

    Raises:
        UsageError: an unknown name.
    """
    chosen = tuple(dict.fromkeys(part.strip() for part in names.split(",")))
    for name in chosen:
        if name not in set(Extractor):
            raise UsageError(f"there is no extractor {name!r}", hint=_HINT)
    return chosen


_HINT = f"Use --extractors {DEFAULT_EXTRACTORS}, one of the two, or rules,ner,llm with a language model."


def rules_of(policy: Path | None, mapping: Path | None) -> "tuple[Policy, Mapping]":
    """The policy and the mapping to judge by.

    Raises:
        UnreadableInput: one of the files has a fault.
    """
    from sowcheck.records.mapping import load_mapping
    from sowcheck.settings import load_policy

    return load_policy(policy), load_mapping(mapping)


def with_ocr_choice(policy: "Policy", no_ocr: bool, language: str | None) -> "Policy":
    """The policy with what the command line says about scanned pages.

    Raises:
        UsageError: `language` is no list of names.
    """
    from pydantic import ValidationError

    chosen = policy.ocr.model_dump()
    chosen |= {"enabled": False} if no_ocr else {}
    chosen |= {"languages": language} if language is not None else {}
    try:
        return policy.model_copy(update={"ocr": type(policy.ocr).model_validate(chosen)})
    except ValidationError as error:
        raise UsageError(
            f"--ocr-language {language!r} is no list of languages",
            hint="Join tesseract's names with +, such as deu+eng; `tesseract --list-langs` lists what is installed.",
        ) from error


def authorities_of(place: Path | None) -> tuple[bytes, ...]:
    """Certificates of the authorities that may vouch for digital signatures.

    Raises:
        UnreadableInput: there is none at `place`.
    """
    from sowcheck.settings import load_trust_roots

    return load_trust_roots(place)
