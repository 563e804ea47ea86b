"""Whole deals, from gold assumptions and real payloads: every planted discrepancy is found and no matching field flagged."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from sowcheck.compare.compare import Comparison, compare
from sowcheck.core.assumptions import Assumption, Proof
from sowcheck.core.cases import CaseDocument
from sowcheck.core.documents import Document
from sowcheck.core.fields import FIELDS
from sowcheck.core.records import Record, RecordValue
from sowcheck.core.spans import Quote, Span
from sowcheck.core.values import from_json
from sowcheck.gate.readiness import readiness
from sowcheck.ingest.reader import read
from sowcheck.records.reader import read_records
from sowcheck.settings import load_policy

ROOT = Path(__file__).parents[2]
OWN = ROOT / "fixtures" / "deals"
SHARED = ROOT.parent / "shared" / "deals"
FOLDERS = [path for folder in (OWN, SHARED) if folder.is_dir() for path in sorted(folder.iterdir()) if path.is_dir()]
CLEAN = [folder for folder in FOLDERS if not json.loads((folder / "gold.json").read_text())["expected"]]
# The version stands in the footer, which the gold of these deals leaves out.
VERSIONS = {("P1", "sow.docx"): "4", ("P5", "sow.pdf"): "2.1"}

pytestmark = pytest.mark.skipif(not FOLDERS, reason="neither fixtures/deals nor ../shared/deals is here")
Shape = dict[str, Any]


@cache
def deal(
    folder: Path,
) -> tuple[Shape, list[CaseDocument], list[Assumption], list[Record], list[RecordValue], Comparison]:
    gold = json.loads((folder / "gold.json").read_text())
    documents: list[CaseDocument] = []
    assumptions: list[Assumption] = []
    papers = sorted(path for path in folder.iterdir() if path.name in gold["documents"])
    for number, path in enumerate(papers, start=1):
        document = read(path)
        documents.append(CaseDocument(id=f"doc-{number}", document=document))
        facts = list(gold["documents"][path.name])
        if version := VERSIONS.get((folder.name, path.name)):
            facts.append({"field": "doc.version", "value": version, "quote": "", "page": None})
        assumptions += [stated(document, f"doc-{number}", place, fact) for place, fact in enumerate(facts)]
    records: list[Record] = []
    values: list[RecordValue] = []
    for number, path in enumerate(sorted(folder.glob("record_*")), start=1):
        record, own = read_records(path, f"rec-{number}")
        records.append(record)
        values += own
    return (
        gold,
        documents,
        assumptions,
        records,
        values,
        compare(documents, assumptions, records, values, load_policy(None)),
    )


def stated(document: Document, id_: str, place: int, fact: Shape) -> Assumption:
    """The gold fact as an assumption; a quote that the text has in another form is replaced by the first character."""
    words = r"\s+".join(re.escape(word) for word in fact["quote"].split())
    found = re.search(words, document.text) if words else None
    span = Span(start=found.start(), end=found.end()) if found else Span(start=0, end=1)
    return Assumption(
        id=f"{id_}.a{place}",
        field=fact["field"],
        value=from_json(FIELDS[fact["field"]], fact["value"]),
        document=id_,
        page=fact["page"],
        quote=Quote.at(document.text, span),
        proof=Proof(status="proven"),
        confidence=1,
        extractors=("gold",),
    )


def fits(expected: Shape, field: str, key: str | None) -> bool:
    """Whether a discrepancy's field and key are those of an expected one, or of one that counts as the same."""
    if any(other["field"] == field for other in expected.get("or", [])):
        return True
    if expected["field"] != field:
        return False
    return not (expected["key"] and key) or bool(named(expected["key"]) & named(key))


def named(text: str) -> set[str]:
    return set(re.findall(r"[a-z0-9]+", text.casefold()))


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_planted_discrepancy_is_found(folder: Path) -> None:
    gold, *_, comparison = deal(folder)
    open_ones = [(each.field, each.key) for each in comparison.discrepancies]
    missed = []
    for expected in gold["expected"]:
        exact = [each for each in open_ones if each[0] == expected["field"] and fits(expected, *each)]
        fitting = exact or [each for each in open_ones if fits(expected, *each)]
        if fitting:
            open_ones.remove(fitting[0])
        else:
            missed.append((expected["field"], expected["key"]))
    assert not missed


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_no_matching_field_is_flagged(folder: Path) -> None:
    gold, *_, comparison = deal(folder)
    flagged = [each for each in comparison.discrepancies if each.kind != "missing_in_record"]
    assert not [
        each.message
        for each in flagged
        if each.field in gold["must_match"]
        and not any(fits(expected, each.field, each.key) for expected in gold["expected"])
    ]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_hidden_scope_is_found_whole(folder: Path) -> None:
    gold, *_, comparison = deal(folder)
    silent = {each.field for each in comparison.verdicts if each.verdict == "record_silent"}
    silent |= {each.field for each in comparison.discrepancies if each.kind == "missing_in_record"}
    assert set(gold.get("hidden_scope", [])) <= silent


@pytest.mark.parametrize("folder", CLEAN, ids=lambda folder: folder.name)
def test_a_clean_deal_has_nothing_but_hidden_scope_and_an_open_gate(folder: Path) -> None:
    _, documents, assumptions, _, _, comparison = deal(folder)
    assert [each.message for each in comparison.discrepancies if each.kind != "missing_in_record"] == []
    assert readiness(documents, assumptions, comparison.discrepancies, load_policy(None)).state == "ready"


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_neither_the_order_of_documents_nor_that_of_values_matters(folder: Path) -> None:
    _, documents, assumptions, records, values, comparison = deal(folder)
    turned = compare(documents[::-1], assumptions[::-1], records[::-1], values[::-1], load_policy(None))
    assert [(each.code, each.field, each.key) for each in turned.discrepancies] == [
        (each.code, each.field, each.key) for each in comparison.discrepancies
    ]
    assert [each.severity for each in turned.discrepancies] == [each.severity for each in comparison.discrepancies]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_verdicts_and_discrepancies_name_real_evidence(folder: Path) -> None:
    _, _, assumptions, _, values, comparison = deal(folder)
    known, held = {each.id for each in assumptions}, {each.id for each in values}
    for verdict in comparison.verdicts:
        assert set(verdict.assumptions) <= known
        assert set(verdict.record_values) <= held
        assert verdict.field in FIELDS
    for flagged in comparison.discrepancies:
        assert set(flagged.assumptions) <= known
        assert set(flagged.record_values) <= held
        assert flagged.message.endswith(".")
        assert flagged.advice
