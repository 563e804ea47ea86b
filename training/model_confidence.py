"""Fits what a language model adds to confidence, on recorded answers about documents with gold annotation.

    python -m training.confidence --recordings FOLDER

The weights of rules and entities stay as they are: they were fitted on many more values. The model's own weights start
from those set by hand and move as far as the recorded answers bear them out (a normal prior around the start), so that a
handful of answers changes little. A document counts only if every question about it was recorded.
"""

import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from sowcheck.evals.dataset import DocumentSource
from sowcheck.extract.confidence import UNTIL_FITTED
from sowcheck.extract.prompted.ask import ask
from sowcheck.extract.readers import MODEL, OFFLINE, Readers
from sowcheck.extract.reading import read_closely
from sowcheck.ingest.reader import read
from sowcheck.llm.base import ChatModel
from sowcheck.segment.outline import segment

SPREAD = 1.0
"""Standard deviation of the prior: how far a weight goes from its start without good reason."""


def readers_of(model: ChatModel) -> Readers:
    """Rules, entities and the recorded model."""
    return Readers((*OFFLINE, MODEL), model)


def recorded(sources: Iterable[DocumentSource], model: ChatModel) -> Iterator[DocumentSource]:
    """The documents about which every question has a recorded answer."""
    for source in sources:
        document = read(source.path)
        if not ask(model, read_closely(document, segment(document))).failed:
            yield source


def fit_model(
    rows: Sequence[Mapping[str, float]], right: Sequence[bool], fixed: Mapping[str, float]
) -> dict[str, float]:
    """The weights of the features of a model, given all others.

    Args:
        rows: The features of each value that was chosen.
        right: Whether it was right.
        fixed: The weights of the other features.
    """
    names = sorted({name for row in rows for name in row} & set(UNTIL_FITTED))
    if not names:
        return {}
    start = np.array([UNTIL_FITTED[name] for name in names])
    own = np.array([[row.get(name, 0.0) for name in names] for row in rows])
    rest = np.array(
        [sum(fixed.get(name, 0.0) * each for name, each in row.items() if name not in UNTIL_FITTED) for row in rows]
    )
    signs = np.where(np.array(right), 1.0, -1.0)

    def loss(weights: NDArray[np.float64]) -> float:
        margins = signs * (rest + own @ weights)
        return float(np.logaddexp(0.0, -margins).sum() + ((weights - start) ** 2).sum() / (2 * SPREAD**2))

    found = minimize(loss, start, method="BFGS").x
    return {name: round(float(weight), 4) for name, weight in zip(names, found, strict=True)}


def probability(row: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """What some weights make of a value's features."""
    return 1 / (1 + math.exp(-sum(weights.get(name, 0.0) * each for name, each in row.items())))


def kept(path: Path) -> dict[str, float]:
    """The model's weights that a file of weights holds."""
    weights: dict[str, float] = json.loads(path.read_text(encoding="utf-8"))["weights"]
    return {name: weight for name, weight in weights.items() if name in UNTIL_FITTED}
