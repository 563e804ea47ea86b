"""How sure a chosen value is: a probability, calibrated on documents that the calibration did not see.

The features say what speaks for a value; their weights are fitted by `make train` on values with gold annotation and stand in
`data/confidence.json` (logistic regression, so that a weight can be read and argued about). What speaks for a value of a
language model has weights set by hand, on the safe side, until recorded answers are there to fit them on
(`python -m training.confidence --recordings`); they are not calibrated, and say so by being low.
"""

import json
import math
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from sowcheck.core.fields import FIELDS
from sowcheck.extract.weighing import Chosen

_LOWEST, _HIGHEST = 0.02, 0.99
"""No value is certain, and none is impossible that was found at all."""
_NO_RIVAL = -0.5
UNTIL_FITTED = {
    # A value that a model alone gives starts far below one of a rule with the same proof.
    "scalar:model alone": -3.4,
    "list:model alone": -3.0,
    "scalar:model alone, unproven": -1.0,
    "list:model alone, unproven": -1.5,
    "scalar:two reads": 0.8,
    "list:two reads": 0.8,
    "scalar:model agrees": 0.7,
    "list:model agrees": 0.7,
    "scalar:model contradicts": -1.5,
    "list:model contradicts": -1.5,
}
"""Weights of features on which no recorded answers have been fitted yet."""
_MODEL_ALONE_UNPROVEN = 0.5
"""Highest confidence in what a model alone says without a proof, whatever else speaks for it: a person has to look."""


def confidence(chosen: Chosen) -> float:
    """The probability that the value is right, from 0.02 to 0.99."""
    weights = _weights()
    score = sum(weights.get(name, UNTIL_FITTED.get(name, 0.0)) * each for name, each in features(chosen).items())
    highest = _MODEL_ALONE_UNPROVEN if chosen.by_model_alone and chosen.proof.status == "unproven" else _HIGHEST
    return round(min(highest, max(_LOWEST, 1 / (1 + math.exp(-score)))), 3)


def features(chosen: Chosen) -> dict[str, float]:
    """What speaks for a value and against it, by name."""
    candidate = chosen.candidate
    kind = "list" if FIELDS[candidate.field].repeated else "scalar"
    agreeing = [other for other in chosen.agreeing if not other.by_model]
    rivals = [other for other in chosen.rivals if not other.by_model]
    quotes = {other.candidate.quote.start for other in agreeing} - {candidate.quote.start}
    rival = max((other.candidate.weight - candidate.weight for other in rivals), default=_NO_RIVAL)
    return {
        kind: 1.0,
        f"{kind}:weight": candidate.weight - 0.75,
        f"{kind}:{chosen.proof.status}": 1.0,
        f"{kind}:clause": chosen.proposal.prior - 1.0,
        f"{kind}:off purpose": float(chosen.proof.off_purpose),
        f"{kind}:entities alone": float(candidate.rule.startswith("ner")),
        f"{kind}:agreeing": float(min(len(quotes), 2)),
        f"{kind}:agreeing rules": float(min(len({other.candidate.rule for other in agreeing} - {candidate.rule}), 2)),
        f"{kind}:rival": max(_NO_RIVAL, rival) - _NO_RIVAL,
        f"{kind}:proven rival": float(any(other.proof.status == "proven" for other in rivals)),
        f"field:{candidate.field}": 1.0,
        **_of_model(kind, chosen),
    }


def _of_model(kind: str, chosen: Chosen) -> dict[str, float]:
    """What a language model adds; empty if it says nothing of the value, so that other values are weighed as ever."""
    company = (chosen.proposal, *chosen.agreeing)
    reads = {found.candidate.rule.partition("#")[0] for found in company if found.by_model}
    found = {
        "model alone": chosen.by_model_alone,
        "model alone, unproven": chosen.by_model_alone and chosen.proof.status == "unproven",
        "two reads": len(reads) > 1,
        "model agrees": bool(reads) and not chosen.by_model_alone,
        "model contradicts": any(rival.by_model for rival in chosen.rivals),
    }
    return {f"{kind}:{name}": 1.0 for name, holds in found.items() if holds}


@cache
def _weights() -> Mapping[str, float]:
    found: dict[str, float] = json.loads((files("sowcheck") / "data" / "confidence.json").read_text(encoding="utf-8"))[
        "weights"
    ]
    return found
