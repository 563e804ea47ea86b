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
# # Compare extractors
#
# Two configurations on one dataset, paired fact by fact. Here the second one is made from the first: it keeps only what
# is proven. For two real configurations read two logs that `sowcheck eval run` has written.

# %%
import tempfile
from pathlib import Path

from IPython.display import Markdown, display

from sowcheck.evals import frames
from sowcheck.evals.card import card_of
from sowcheck.evals.comparison import compare
from sowcheck.evals.dataset import load_datasets
from sowcheck.evals.log import read_log
from sowcheck.evals.report.build import build
from sowcheck.evals.report.markdown import markdown
from sowcheck.evals.run import header_of, run

ROOT = next(folder for folder in (Path.cwd(), *Path.cwd().parents) if (folder / "fixtures").is_dir())
DATASET = ROOT / "fixtures"

dataset = load_datasets([DATASET])
folder = Path(tempfile.mkdtemp())
run(dataset, header_of(dataset, ["rules"]), folder / "rules.jsonl")
everything = read_log(folder / "rules.jsonl")

# %% [markdown]
# ## One run
#
# A log is data. `frames` gives it as tables: documents, facts, predictions, discrepancies.

# %%
documents = frames.documents(everything)
display(documents.sort_values("f1").head()[["document", "format", "pages", "f1", "matched", "missed", "invented"]])

# %%
facts = frames.facts(everything)
by_field = facts.groupby("field")["matched"].agg(["mean", "size"]).rename(columns={"mean": "recall", "size": "facts"})
display(by_field.sort_values(["recall", "facts"]).head(10))

# %% [markdown]
# ## A second configuration

# %%
proven_only = everything.model_copy(
    update={
        "header": everything.header.model_copy(update={"id": "proven-only"}),
        "documents": tuple(
            entry.model_copy(
                update={"predictions": tuple(found for found in entry.predictions if found.proof == "proven")}
            )
            for entry in everything.documents
        ),
    }
)

# %% [markdown]
# ## Is the difference real?
#
# The same facts stand on both sides and whole documents are drawn on both sides together, so that what is hard for both
# cancels out. An interval that holds zero says: these data do not tell the two apart.

# %%
comparison = compare(card_of(everything), card_of(proven_only))
for row in comparison.measures:
    low, high = row.difference.low, row.difference.high
    ends = f"{low:+.3f} to {high:+.3f}" if low is not None and high is not None else "no interval"
    value = "not measured" if row.difference.value is None else f"{row.difference.value:+.3f} ({ends})"
    print(f"{row.name:24} {value}, {row.won} won, {row.lost} lost")

# %% [markdown]
# Which facts it is about:

# %%
for change in comparison.changes[:12]:
    print(f"{'won ' if change.gain else 'lost'} {change.place}: {change.field}: {change.before} -> {change.after}")

# %% [markdown]
# ## For a pull request
#
# The summary that `sowcheck eval report A.jsonl B.jsonl -o summary.md` writes.

# %%
display(Markdown(markdown(build([everything, proven_only]))))
