# ---
# jupyter:
#   jupytext:
#     formats: ipynb,py:percent
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Calibrate confidence
#
# Confidence is worth something if it means what it says: of the values at 0.8, eight in ten are right. Here it is
# measured, then mended by a monotonous map from confidence to the share that is right, and measured again on documents
# that the map has not seen.

# %%
import tempfile
from pathlib import Path

import matplotlib.pyplot as plt
from IPython.display import display

from sowcheck.evals import frames
from sowcheck.evals.dataset import load_datasets
from sowcheck.evals.run import header_of, run
from sowcheck.evals.scorers.calibration import Trust, accuracy_at, brier, expected_error, reliability, risk_coverage

ROOT = next(folder for folder in (Path.cwd(), *Path.cwd().parents) if (folder / "fixtures").is_dir())
DATASET = ROOT / "fixtures"

dataset = load_datasets([DATASET])
log = run(dataset, header_of(dataset, ["rules"]), Path(tempfile.mkdtemp()) / "rules.jsonl")
predictions = frames.predictions(log)
scored = predictions[predictions["right"].notna() & ~predictions["repeated"]].copy()
print(f"{len(scored)} single values of {scored['document'].nunique()} documents, {scored['right'].mean():.0%} right")

# %% [markdown]
# ## As it is


# %%
def trusts(table, column="confidence"):
    """The table's predictions as the scorers take them."""
    return [Trust(float(sure), bool(right)) for sure, right in zip(table[column], table["right"], strict=True)]


def shown(table, column="confidence"):
    """The three figures of calibration."""
    held = trusts(table, column)
    return (
        f"Brier {brier(held):.3f}, calibration error {expected_error(held):.3f}, "
        f"accuracy at 80 % coverage {accuracy_at(held, 0.8):.3f}"
    )


print(shown(scored))

# %%
bins = reliability(trusts(scored))
curve = risk_coverage(trusts(scored))
figure, (left, right) = plt.subplots(1, 2, figsize=(10, 4), layout="constrained")
left.plot([0, 1], [0, 1], linestyle="--", color="grey")
left.scatter([part.confidence for part in bins], [part.accuracy for part in bins], s=[4 * part.n for part in bins])
left.set(xlabel="confidence", ylabel="share that is right", xlim=(0, 1), ylim=(0, 1.02))
right.plot([point.coverage for point in curve], [point.risk for point in curve])
right.set(xlabel="coverage", ylabel="risk", xlim=(0, 1), ylim=(0, None))
display(figure)
plt.close(figure)

# %% [markdown]
# ## Where it is too sure
#
# The distance between confidence and outcome, field by field. Few predictions say little.

# %%
outcome = scored.assign(right=scored["right"].astype(float))
by_field = outcome.groupby("field").agg(
    predictions=("right", "size"), right=("right", "mean"), confidence=("confidence", "mean")
)
by_field["too_sure_by"] = by_field["confidence"] - by_field["right"]
display(by_field.sort_values("too_sure_by", ascending=False).head(8).round(2))

# %% [markdown]
# ## Mended
#
# For each document the map is fitted on all the others (isotonic regression), so that no document is judged by a map
# that has seen it. Two documents of one deal are kept together.


# %%
def mended(table):
    """The confidence of each prediction, mapped by what the other deals and documents teach."""
    import numpy as np
    from scipy.optimize import isotonic_regression

    group = table["deal"].fillna(table["document"])
    result = table["confidence"].copy()
    for name in group.unique():
        rest, held = table[group != name].sort_values("confidence"), table[group == name]
        fitted = isotonic_regression(rest["right"].astype(float).to_numpy()).x
        result.loc[held.index] = np.interp(held["confidence"], rest["confidence"].to_numpy(), fitted)
    return result


scored["mended"] = mended(scored)
print("as it is: ", shown(scored))
print("mended:   ", shown(scored, "mended"))

# %% [markdown]
# The map brings confidence to the level of the truth; it cannot put right values before wrong ones where the confidence
# of both is the same. For that the rules themselves have to know more.
