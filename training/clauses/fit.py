"""From examples to weights: a log-linear classifier for each type, most of whose weights are nothing."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from sowcheck.extract.kinds.features import features
from sowcheck.extract.kinds.lexicon import NONE
from sowcheck.extract.kinds.model import Model
from sowcheck.extract.kinds.types import clause_types
from training.clauses.examples import Example

_DOCUMENTS, _OWN = 4, 2
"""A feature counts from so many documents or frames on: no name of a firm or a project gets a weight."""
_STRENGTH = 0.15
"""Inverse of the L1 penalty, which leaves a few thousand weights."""
_OF_A_TYPE = 12.0
"""How much an example of a type weighs against one of the others: each type is rare."""
_NOTHING = 0.05
"""Weights below it are left out."""


def fit(examples: Sequence[Example], *, seed: int = 0) -> Model:
    """The classifier that the examples teach; the same examples in the same order give the same weights."""
    named = [features(example.words, example.parties or {}) for example in examples]
    columns = _vocabulary(examples, named)
    matrix = _matrix(named, columns)
    weight = np.array([example.weight for example in examples])
    types = (*clause_types(), NONE)
    bias: list[float] = []
    weights: dict[str, list[tuple[int, float]]] = defaultdict(list)
    names = list(columns)
    for index, kind in enumerate(types):
        is_one = np.array([kind in example.kinds or (kind == NONE and not example.kinds) for example in examples])
        counts = np.array([kind not in example.unsure for example in examples]) | is_one
        if not is_one.any():
            bias.append(-9.0)
            continue
        one = LogisticRegression(l1_ratio=1.0, solver="liblinear", C=_STRENGTH, random_state=seed, max_iter=300)
        scaled = weight * np.where(is_one, _OF_A_TYPE, 1.0)
        one.fit(matrix[counts], is_one[counts], sample_weight=scaled[counts])
        bias.append(float(one.intercept_[0]))
        for column in np.flatnonzero(np.abs(one.coef_[0]) > _NOTHING):
            weights[names[column]].append((index, float(one.coef_[0][column])))
    return Model(types, tuple(bias), {name: tuple(pairs) for name, pairs in weights.items()})


def _vocabulary(examples: Sequence[Example], named: Sequence[Sequence[str]]) -> Mapping[str, int]:
    """Features of enough sources, in the order of the alphabet, with their columns."""
    sources: dict[str, set[str]] = defaultdict(set)
    for example, names in zip(examples, named, strict=True):
        for name in names:
            sources[name].add(example.source)
    own = {example.source for example in examples if example.own}
    kept = sorted(
        name
        for name, found in sources.items()
        if len(found) >= _DOCUMENTS or sum(each in own for each in found) >= _OWN
    )
    return {name: column for column, name in enumerate(kept)}


def _matrix(named: Sequence[Sequence[str]], columns: Mapping[str, int]) -> "csr_matrix[np.float64]":
    places: list[int] = []
    ends = [0]
    for names in named:
        places += [columns[name] for name in names if name in columns]
        ends.append(len(places))
    ones: NDArray[np.float64] = np.ones(len(places))
    return csr_matrix((ones, places, ends), shape=(len(named), len(columns)))
