"""Fits the weights of confidence on values with gold annotation, and says how well they hold on unseen documents.

    python -m training.confidence                 # fixtures, and ../shared where it is there; writes data/confidence.json
    python -m training.confidence --check DIR     # scores the shipped weights on other annotated documents
    python -m training.confidence --recordings D  # fits what a language model adds on its recorded answers (`model_confidence`)

Each document is scored by weights that were fitted without it (folds of whole documents; the papers of a deal stay
together). The shipped weights are fitted on all.
"""

import argparse
import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from sowcheck.core.cases import CaseDocument
from sowcheck.core.fields import FIELDS
from sowcheck.evals.dataset import DocumentSource, load_datasets
from sowcheck.evals.log import DocumentEntry
from sowcheck.evals.scorers.calibration import Trust, accuracy_at, brier, expected_error
from sowcheck.evals.scorers.facts import FactVerdict, judge
from sowcheck.extract.assemble import extract_with_reasons
from sowcheck.extract.confidence import confidence, features
from sowcheck.extract.readers import Readers
from sowcheck.ingest.reader import read
from sowcheck.llm.replay import ReplayModel
from sowcheck.report.build import build_extraction
from sowcheck.segment.outline import segment
from training.model_confidence import fit_model, kept, probability, readers_of, recorded

ROOT = Path(__file__).parents[1]
WEIGHTS = ROOT / "src/sowcheck/data/confidence.json"
FOLDS = 10
STRENGTH = 0.5
"""Inverse of the L2 penalty: small, since some fields have few values."""
FIELD_SCALE = 0.6
"""How freely one field may differ from the others: a one-hot feature below 1 is penalised more."""
REAL = 3.0
"""How much more a value of a real document counts: examples are cleaner than what people send."""
COVERAGE = 0.8


class Example(NamedTuple):
    """One value that was chosen, and whether it was right."""

    group: str
    """The document, or the deal that holds it."""
    real: bool
    """Of a real document, not of one that was written as an example."""
    field: str
    features: dict[str, float]
    right: bool
    shipped: float
    """Confidence by the weights in the package."""


def examples(sources: Iterable[DocumentSource], readers: Readers | None = None) -> Iterator[Example]:
    """The chosen values of documents with gold, judged; of rules and entities if nobody else is named."""
    for source in sources:
        document = read(source.path)
        found = extract_with_reasons("doc-1", document, segment(document), readers or Readers())
        shapes = build_extraction(CaseDocument(id="doc-1", document=document), [each for each, _ in found]).assumptions
        entry = DocumentEntry(
            id=source.id,
            file=source.path.name,
            sha256=source.sha256,
            gold_sha256=source.gold_sha256,
            format=source.path.suffix[1:],
            gold=source.gold,
            predictions=shapes,
        )
        verdicts = {row.prediction.id: row.verdict for row in judge(entry) if row.prediction is not None}
        for assumption, chosen in found:
            if assumption.id in verdicts:
                right = verdicts[assumption.id] is FactVerdict.MATCHED
                yield Example(
                    source.deal or source.id,
                    source.deal is None,
                    assumption.field,
                    scaled(features(chosen)),
                    right,
                    confidence(chosen),
                )


def scaled(found: dict[str, float]) -> dict[str, float]:
    """The features as the model sees them: a field's own offset is held back."""
    return {name: amount * (FIELD_SCALE if name.startswith("field:") else 1.0) for name, amount in found.items()}


def fit(rows: Sequence[Example]) -> tuple[DictVectorizer, LogisticRegression]:
    """Logistic regression on the features; the intercept is part of `scalar` and `list`."""
    vectors = DictVectorizer(sparse=False)
    model = LogisticRegression(C=STRENGTH, fit_intercept=False, max_iter=2000)
    model.fit(
        vectors.fit_transform([row.features for row in rows]),
        [row.right for row in rows],
        sample_weight=[REAL if row.real else 1.0 for row in rows],
    )
    return vectors, model


def cross_validated(rows: Sequence[Example]) -> list[float]:
    """The confidence of each example by weights fitted on other documents."""
    groups = [row.group for row in rows]
    sure = np.zeros(len(rows))
    for seen, held in GroupKFold(min(FOLDS, len(set(groups)))).split(rows, groups=groups):
        vectors, model = fit([rows[index] for index in seen])
        sure[held] = model.predict_proba(vectors.transform([rows[index].features for index in held]))[:, 1]
    return [float(value) for value in sure]


def figures(rows: Sequence[Example], sure: Sequence[float]) -> dict[str, dict[str, float | int | None]]:
    """Accuracy, Brier score and calibration error for scalars, lists and all."""
    result: dict[str, dict[str, float | int | None]] = {}
    for name, repeated in (("scalar", (False,)), ("list", (True,)), ("all", (False, True))):
        trusts = [
            Trust(value, row.right)
            for row, value in zip(rows, sure, strict=True)
            if FIELDS[row.field].repeated in repeated
        ]
        result[name] = {
            "n": len(trusts),
            "right": rounded(sum(trust.right for trust in trusts) / len(trusts) if trusts else None),
            "accuracy_at_80": rounded(accuracy_at(trusts, COVERAGE)),
            "brier": rounded(brier(trusts)),
            "calibration_error": rounded(expected_error(trusts)),
        }
    return result


def add_model(sources: Sequence[DocumentSource], recordings: Path) -> None:
    """Fits what a recorded model adds, and writes it beside the other weights."""
    model = ReplayModel(recordings)
    rows = list(examples(recorded(sources, model), readers_of(model)))
    if not rows:
        raise SystemExit(f"{recordings} answers all questions about none of the {len(sources)} documents with gold")
    shipped = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    found = [
        {name: each / (FIELD_SCALE if name.startswith("field:") else 1.0) for name, each in row.features.items()}
        for row in rows
    ]
    shipped["weights"] |= fit_model(found, [row.right for row in rows], shipped["weights"])
    sure = [probability(each, shipped["weights"]) for each in found]
    shipped["figures"]["model"] = {"documents": len({row.group for row in rows}), "fitted_on": figures(rows, sure)}
    WEIGHTS.write_text(json.dumps(shipped, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(shipped["figures"]["model"], indent=1))


def rounded(value: float | None) -> float | None:
    """Four digits are more than the data holds."""
    return None if value is None else round(value, 4)


def main() -> None:
    """Fits and writes, or checks."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--check", type=Path, nargs="+", help="score the shipped weights on these datasets and write nothing"
    )
    parser.add_argument("--recordings", type=Path, help="fit what a model adds on its answers in this folder")
    arguments = parser.parse_args()
    if arguments.check:
        rows = list(examples(load_datasets(arguments.check).all_documents))
        print(json.dumps(figures(rows, [row.shipped for row in rows]), indent=1))
        return
    shared = ROOT.parent / "shared"
    dataset = load_datasets([ROOT / "fixtures"], optional=[shared / "corpus", shared / "deals"])
    if arguments.recordings:
        add_model(dataset.all_documents, arguments.recordings)
        return
    rows = list(examples(dataset.all_documents))
    vectors, model = fit(rows)
    weights = {
        name: round(float(weight) * (FIELD_SCALE if name.startswith("field:") else 1.0), 4)
        for name, weight in zip(vectors.get_feature_names_out(), model.coef_[0], strict=True)
    }
    weights |= kept(WEIGHTS)
    sure = cross_validated(rows)
    real = [index for index, row in enumerate(rows) if row.real]
    by_set = {
        "documents": len({row.group for row in rows}),
        "cross_validated": figures(rows, sure),
        "cross_validated_real_documents": figures([rows[index] for index in real], [sure[index] for index in real]),
    }
    WEIGHTS.write_text(json.dumps({"figures": by_set, "weights": weights}, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(by_set, indent=1))


if __name__ == "__main__":
    main()
