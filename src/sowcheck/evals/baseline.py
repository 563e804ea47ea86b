"""The committed baseline: a scorecard in a small file, schema `sowcheck.baseline/1`. It holds no words of a document.

A fact is one letter beside its fingerprint, so that a change shows in a review as the line of its document and field.
"""

import json
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from sowcheck.errors import UnreadableInput
from sowcheck.evals.card import Card, DealCard, DocumentCard, FactCard, FlagCard, PlantedCard
from sowcheck.evals.log import Code, Configuration, DatasetInfo
from sowcheck.evals.scorers.facts import FactVerdict

SCHEMA = "sowcheck.baseline/1"
_HINT = "Write a baseline with `sowcheck eval baseline LOG -o eval/baselines/NAME.json`."
_LETTERS = {
    FactVerdict.MATCHED: "=",
    FactVerdict.MISREAD: "x",
    FactVerdict.MISSED: "-",
    FactVerdict.INVENTED: "",
}
"""An invented fact needs no letter: its fingerprint begins with "+"."""
_VERDICTS = {letter: verdict for verdict, letter in _LETTERS.items()}


def baseline_text(card: Card) -> str:
    """The card as the text of a baseline file."""
    shape = {
        "schema": SCHEMA,
        "log": card.log,
        "code": card.code.model_dump(mode="json"),
        "configuration": card.configuration.model_dump(mode="json"),
        "dataset": {**card.dataset.model_dump(mode="json"), "skipped": []},
        "documents": {name: _document(held) for name, held in sorted(card.documents.items())},
        "deals": {name: _deal(held) for name, held in sorted(card.deals.items())},
    }
    return json.dumps(shape, indent=1, ensure_ascii=False) + "\n"


def read_baseline(path: Path) -> Card:
    """The card of a baseline file, without the words that a log's card has.

    Raises:
        UnreadableInput: there is no such file, or it is no baseline of this schema.
    """
    try:
        shape = json.loads(path.read_bytes())
        if shape["schema"] != SCHEMA:
            raise UnreadableInput(path, f"the schema is {shape['schema']!r}, not {SCHEMA}", hint=_HINT)
        return Card(
            log=shape["log"],
            code=Code.model_validate(shape["code"]),
            configuration=Configuration.model_validate(shape["configuration"]),
            dataset=DatasetInfo.model_validate(shape["dataset"]),
            documents={name: _document_card(held) for name, held in shape["documents"].items()},
            deals={name: _deal_card(held) for name, held in shape["deals"].items()},
        )
    except OSError as error:
        raise UnreadableInput(path, (error.strerror or "cannot be opened").lower(), hint=_HINT) from error
    except (ValueError, KeyError, TypeError, AttributeError, ValidationError) as error:
        raise UnreadableInput(path, f"the file is no baseline: {type(error).__name__}: {error}", hint=_HINT) from error


def _document(card: DocumentCard) -> dict[str, Any]:
    facts = {
        field: " ".join(f"{name}{_LETTERS[fact.verdict]}" for name, fact in held.items())
        for field, held in card.facts.items()
    }
    return {"sha256": card.sha256, "gold_sha256": card.gold_sha256, "facts": facts}


def _document_card(shape: dict[str, Any]) -> DocumentCard:
    return DocumentCard(
        sha256=shape["sha256"],
        gold_sha256=shape["gold_sha256"],
        facts={field: dict(map(_fact, str(words).split())) for field, words in shape["facts"].items()},
    )


def _fact(word: str) -> tuple[str, FactCard]:
    if word.startswith("+"):
        return word, FactCard(verdict=FactVerdict.INVENTED)
    return word[:-1], FactCard(verdict=_VERDICTS[word[-1]])


def _deal(card: DealCard) -> dict[str, Any]:
    return {
        "content_sha256": card.content_sha256,
        "planted": {name: [row.field, row.found, row.right_kind] for name, row in card.planted.items()},
        "false_flags": {name: row.field for name, row in card.false_flags.items()},
        "hidden": card.hidden,
        "matching_fields": card.matching_fields,
    }


def _deal_card(shape: dict[str, Any]) -> DealCard:
    return DealCard(
        content_sha256=shape["content_sha256"],
        planted={
            name: PlantedCard(field=field, found=found, right_kind=kind)
            for name, (field, found, kind) in shape["planted"].items()
        },
        false_flags={name: FlagCard(field=field) for name, field in shape["false_flags"].items()},
        hidden=shape["hidden"],
        matching_fields=shape["matching_fields"],
    )
