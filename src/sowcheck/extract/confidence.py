"""How sure a chosen value is: a probability, calibrated on documents that the calibration did not see.

The features say what speaks for a value; their weights are fitted by `make train` on values with gold annotation and stand in
`data/confidence.json` (logistic regression, so that a weight can be read and argued about).
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


def confidence(chosen: Chosen) -> float:
    """The probability that the value is right, from 0.02 to 0.99."""
    weights = _weights()
    score = sum(weights.get(name, 0.0) * amount for name, amount in features(chosen).items())
    return round(min(_HIGHEST, max(_LOWEST, 1 / (1 + math.exp(-score)))), 3)


def features(chosen: Chosen) -> dict[str, float]:
    """What speaks for a value and against it, by name."""
    candidate = chosen.candidate
    kind = "list" if FIELDS[candidate.field].repeated else "scalar"
    quotes = {other.candidate.quote.start for other in chosen.agreeing} - {candidate.quote.start}
    rival = max((other.candidate.weight - candidate.weight for other in chosen.rivals), default=_NO_RIVAL)
    return {
        kind: 1.0,
        f"{kind}:weight": candidate.weight - 0.75,
        f"{kind}:{chosen.proof.status}": 1.0,
        f"{kind}:clause": chosen.proposal.prior - 1.0,
        f"{kind}:off purpose": float(chosen.proof.off_purpose),
        f"{kind}:entities alone": float(candidate.rule.startswith("ner")),
        f"{kind}:agreeing": float(min(len(quotes), 2)),
        f"{kind}:agreeing rules": float(
            min(len({other.candidate.rule for other in chosen.agreeing} - {candidate.rule}), 2)
        ),
        f"{kind}:rival": max(_NO_RIVAL, rival) - _NO_RIVAL,
        f"{kind}:proven rival": float(any(other.proof.status == "proven" for other in chosen.rivals)),
        f"field:{candidate.field}": 1.0,
    }


@cache
def _weights() -> Mapping[str, float]:
    found: dict[str, float] = json.loads((files("sowcheck") / "data" / "confidence.json").read_text(encoding="utf-8"))[
        "weights"
    ]
    return found
