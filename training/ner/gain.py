"""What entities bring to the whole extraction: facts found with rules alone, with entities alone, and with both.

Every paper is unseen: the shipped weights learnt from made sentences only.
"""

import tempfile
from pathlib import Path

from sowcheck.evals.dataset import load_datasets
from sowcheck.evals.run import header_of, run
from sowcheck.evals.scores import Scores, score

_CONFIGURATIONS = (("rules",), ("ner",), ("rules", "ner"))
_FIELDS = ("staffing.roles", "staffing.key_personnel", "staffing.skills", "scope.integrations", "scope.deliverables")
"""Those that entities feed."""

Figure = float | int | None
Gain = dict[str, dict[str, dict[str, Figure]]]


def gain(folder: Path) -> Gain:
    """Figures of each configuration: groups of fields, the fields that entities feed, and F1 by document."""
    dataset = load_datasets([folder])
    found: Gain = {}
    with tempfile.TemporaryDirectory() as place:
        for extractors in _CONFIGURATIONS:
            name = " + ".join(extractors)
            log = run(dataset, header_of(dataset, extractors), Path(place) / f"{name}.jsonl")
            failed = [entry.id for entry in log.documents if entry.error]
            if failed:
                raise RuntimeError(f"extraction failed on {', '.join(failed)}")
            found[name] = _figures(score(log))
    return found


def _figures(scores: Scores) -> dict[str, dict[str, Figure]]:
    groups = {
        group: {figure: _rounded(scores.value(f"{group}.{figure}")) for figure in ("precision", "recall", "f1")}
        for group in ("scalar", "list")
    }
    fields: dict[str, dict[str, Figure]] = {}
    for name in _FIELDS:
        if row := scores.fields.get(name):
            fields[name] = {
                "precision": _rounded(row.precision.value),
                "recall": _rounded(row.recall.value),
                "f1": _rounded(row.f1.value),
            }
    documents = {row.document: _rounded(row.f1) for row in scores.documents}
    return {**groups, **fields, "documents": documents}


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 3)
