"""The trained classifier: one log-linear score for each type, from the weights file of the package."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from sowcheck.extract.kinds.features import Words, features
from sowcheck.extract.kinds.headings import NEGLIGIBLE, Kinds

_SCALE = 100
"""Weights are written as whole numbers of hundredths."""
_FAR_BELOW = math.log(NEGLIGIBLE / (1 - NEGLIGIBLE))


@dataclass(frozen=True)
class Model:
    """Weights by feature and type."""

    types: tuple[str, ...]
    bias: tuple[float, ...]
    """Of each type."""
    weights: Mapping[str, tuple[tuple[int, float], ...]]
    """Feature -> index of a type and weight."""

    def kinds(self, words: Words, parties: Mapping[str, str]) -> Kinds:
        """The probability of each type, negligible ones left out; types do not exclude each other."""
        return self.judged(features(words, parties))

    def judged(self, names: Iterable[str]) -> Kinds:
        """The same from the names of features."""
        scores = list(self.bias)
        weights = self.weights
        for name in names:
            if name in weights:
                for index, weight in weights[name]:
                    scores[index] += weight
        return {
            self.types[index]: round(1 / (1 + math.exp(-score)), 4)
            for index, score in enumerate(scores)
            if score > _FAR_BELOW
        }


def parse(text: str) -> Model:
    """The model that a weights file holds.

    The first line names the types, the second their biases; each further line is a feature, a tab, and pairs
    "type:weight" with the type's index.
    """
    head, bias, *lines = text.splitlines()
    weights: dict[str, tuple[tuple[int, float], ...]] = {}
    for line in lines:
        name, _, pairs = line.partition("\t")
        weights[name] = tuple(
            (int(index), int(weight) / _SCALE) for index, weight in (pair.split(":") for pair in pairs.split())
        )
    return Model(tuple(head.split()), tuple(int(value) / _SCALE for value in bias.split()), weights)


def written(model: Model) -> str:
    """The text of a weights file."""
    lines = [" ".join(model.types), " ".join(str(round(value * _SCALE)) for value in model.bias)]
    for name, pairs in sorted(model.weights.items()):
        lines.append(f"{name}\t" + " ".join(f"{index}:{round(weight * _SCALE)}" for index, weight in pairs))
    return "\n".join(lines) + "\n"


@cache
def shipped() -> Model:
    """The model of the package."""
    return parse((resources.files("sowcheck") / "data" / "clauses" / "weights.txt").read_text("utf-8"))
