"""Real documents: every quote of the gold labels is in the text, and large documents are quick."""

import json
import re
from itertools import pairwise
from pathlib import Path

import pytest

from docx_builders import listed, paragraph, read, table, word_file
from sowcheck.core.documents import Document
from sowcheck.ingest.docx.reader import read_docx

SHARED = Path(__file__).resolve().parents[3] / "shared"
CORPUS, DEALS = SHARED / "corpus", SHARED / "deals"
FILES = [*sorted(CORPUS.glob("*.docx")), *sorted(DEALS.glob("*/*.docx"))]


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def gold_quotes(path: Path) -> list[str]:
    gold = path.with_suffix(".gold.json")
    if gold.exists():
        facts = json.loads(gold.read_text())["facts"]
    else:
        facts = json.loads((path.parent / "gold.json").read_text())["documents"][path.name]
    return [fact["quote"] for fact in facts]


def well_formed(document: Document) -> bool:
    """Blocks in order without overlap, cells that are blocks, nothing but white space outside of blocks."""
    spans = [block.span for block in document.blocks]
    ordered = all(left.end <= right.start for left, right in pairwise(spans))
    cells = {cell.span for found in document.tables for cell in found.cells if cell.span}
    outside = list(document.text)
    for span in spans:
        outside[span.start : span.end] = " " * len(span)
    return ordered and cells <= set(spans) and not "".join(outside).strip()


@pytest.mark.skipif(not CORPUS.is_dir(), reason="../shared/corpus is absent")
@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_every_gold_quote_is_in_the_text(path: Path) -> None:
    document = read_docx(path, path.read_bytes())
    text = squeezed(document.text)
    assert [quote for quote in gold_quotes(path) if squeezed(quote) not in text] == []
    assert well_formed(document)
    assert document.coverage.unread == ()


def test_a_long_document_is_read_whole() -> None:
    sentence = "The Supplier shall perform the Services with reasonable skill and care and on time. " * 4
    body = "".join(paragraph(sentence) + listed("An item of a list.", 1) for _ in range(600))
    data = word_file(body + "".join(table(["Role", "Rate", "Hours"], ["a", "1", "2"]) for _ in range(50)))
    document = read(data)
    assert len(document.blocks) == 1500
    assert document.coverage.unread == ()
