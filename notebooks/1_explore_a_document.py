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
# # Explore a document
#
# What sowcheck reads in one document, what it states, and the words that prove it. Put the path of a document of your
# own into `PATH`.

# %%
from collections import Counter
from pathlib import Path

from IPython.display import HTML, display

from sowcheck.pipeline import read_and_extract
from sowcheck.report.build import build_extraction
from sowcheck.report.html import extraction_page

ROOT = next(folder for folder in (Path.cwd(), *Path.cwd().parents) if (folder / "fixtures").is_dir())
PATH = sorted(ROOT.glob("fixtures/deals/F2-*/sow.*"))[0]

case_document, outline, assumptions = read_and_extract(PATH)
document = case_document.document
print(
    f"{document.name}: {len(document.pages)} pages, {len(document.text):,} characters, {len(assumptions)} assumptions"
)

# %% [markdown]
# ## What was read
#
# A document is one text; pages, blocks and tables are places in it. The ledger accounts for every unit of the file:
# read, or named with the reason why not.

# %%
print(f"{document.coverage.read} of {document.coverage.units} units read")
for part in document.coverage.unread:
    print(f"unread: {part.where}: {part.reason}")
print(Counter(str(block.kind) for block in document.blocks))

# %%
print(document.text[:600])

# %% [markdown]
# ## How it is built
#
# Clauses with their numbers, and the tables.

# %%
for clause in outline.clauses[:12]:
    print(clause.span.of(document.text).splitlines()[0][:100])

# %%
for table in document.tables:
    header = [cell.span.of(document.text) if cell.span else "" for cell in table.row(0)]
    print(f"{table.rows} rows: {' | '.join(header)}")

# %% [markdown]
# ## What it states
#
# Every assumption with its words. *Proven* means: a deterministic parser derives the same value from the quoted words
# alone.

# %%
for found in assumptions[:15]:
    print(
        f"{found.field:28} {found.proof.status:9} {found.confidence:.2f}  “{' '.join(found.quote.text.split())[:80]}”"
    )

# %% [markdown]
# What could not be proven, and why:

# %%
print(Counter(found.proof.reason for found in assumptions if found.proof.status == "unproven"))

# %% [markdown]
# ## In place
#
# The text with the words of each assumption highlighted: the page that `sowcheck extract DOCUMENT -o page.html` writes.

# %%
page = extraction_page(build_extraction(case_document, assumptions), case_document, assumptions)
display(HTML(page))
