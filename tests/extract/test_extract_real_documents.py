"""Extraction on real documents: no failure, quotes and boxes in place, and a floor under the figures."""

import importlib.util
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest

from shared_data import CORPUS, TOOLS, needs_corpus
from sowcheck.core.assumptions import Assumption
from sowcheck.core.cases import CaseDocument
from sowcheck.core.fields import FIELDS
from sowcheck.core.values import to_json
from sowcheck.pipeline import read_and_extract

SCALAR_FLOOR = 0.85


def documents() -> Iterator[Path]:
    for gold in sorted(CORPUS.glob("D*.gold.json")):
        yield CORPUS / json.loads(gold.read_text())["document"]


@cache
def extraction(path: Path) -> tuple[CaseDocument, tuple[Assumption, ...]]:
    document, _, assumptions = read_and_extract(path)
    return document, tuple(assumptions)


@cache
def scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_extraction", TOOLS / "score_extraction.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@needs_corpus
@pytest.mark.parametrize("path", list(documents()), ids=lambda path: path.name)
def test_every_quote_stands_at_its_span_and_its_boxes_lie_on_its_page(path: Path) -> None:
    found, assumptions = extraction(path)
    pages = {page.number: page for page in found.document.pages}
    assert assumptions
    assert any(each.boxes for each in assumptions) == bool(pages)
    for assumption in assumptions:
        assert assumption.quote.span.of(found.document.text) == assumption.quote.text
        for box in assumption.boxes:
            page = pages[box.page]
            assert -1 <= box.x0 < box.x1 <= page.width + 1
            assert -1 <= box.y0 < box.y1 <= page.height + 1


@needs_corpus
def test_scalar_fields_of_real_documents_stay_above_the_floor() -> None:
    tool = scorer()
    counts: dict[str, int] = {"tp": 0, "fp": 0, "fn": 0}
    for path in documents():
        gold = json.loads((CORPUS / f"{path.stem}.gold.json").read_text())["facts"]
        predicted = [
            {"field": a.field, "value": to_json(a.value, FIELDS[a.field].kind), "quote": a.quote.text}
            for a in extraction(path)[1]
        ]
        for field, scored in tool.score_document(gold, predicted).items():
            if field in tool.SCALAR_FIELDS:
                for kind in counts:
                    counts[kind] += scored[kind]
    f1 = 2 * counts["tp"] / (2 * counts["tp"] + counts["fp"] + counts["fn"])
    assert f1 >= SCALAR_FLOOR, f"{f1:.3f} {counts}"
