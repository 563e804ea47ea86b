"""The recogniser: a spaCy pipeline that this repository trains and ships. The only module that knows spaCy."""

import re
from collections.abc import Sequence
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from sowcheck.extract.ner.entities import LABELS, Entity

if TYPE_CHECKING:
    from spacy.language import Language

_BATCH = 64
_BY_NAME = {label: label for label in LABELS}
_BLANKS = re.compile(r"\s")


def recognise(texts: Sequence[str]) -> list[tuple[Entity, ...]]:
    """The entities of each text, in its order. The pipeline is loaded with the first text and kept."""
    if not texts:
        return []
    # The pipeline learnt from sentences on one line: each white space counts as one blank, so that offsets stay.
    flat = [_BLANKS.sub(" ", text) for text in texts]
    return [
        tuple(Entity(span.start_char, span.end_char, _BY_NAME[span.label_]) for span in doc.ents)  # type: ignore[index]
        for doc in _pipeline().pipe(flat, batch_size=_BATCH)
    ]


def weights() -> Path:
    """The folder of the shipped pipeline."""
    return Path(str(resources.files("sowcheck"))) / "data" / "ner"


@cache
def _pipeline() -> "Language":
    import spacy

    return spacy.load(weights())
