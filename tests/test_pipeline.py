"""The whole flow on files: what belongs to a case refers to what is in the case, and extraction never sees a record."""

import json
from pathlib import Path

import jsonschema
import pytest

from sowcheck.core.cases import Case
from sowcheck.core.discrepancies import Outcome
from sowcheck.errors import UnreadableInput, UsageError
from sowcheck.pipeline import check, read_and_extract
from sowcheck.records.mapping import load_mapping
from sowcheck.report.build import build_report
from sowcheck.report.schema import REPORT
from sowcheck.settings import load_policy

DEALS = Path(__file__).parents[2] / "shared" / "deals"

SOW = """# Statement of Work

## 1. Fees

The fixed fee for the services is GBP 184,000.00.

## 2. Payment

Invoices are payable within thirty (30) days of receipt.
"""


def sow_in(folder: Path, name: str = "sow.md", text: str = SOW) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def opportunity_in(folder: Path, amount: float, name: str = "opportunity.json") -> Path:
    record = {
        "attributes": {"type": "Opportunity", "url": "/services/data/v64.0/sobjects/Opportunity/006Kj00000Rt7QdIAJ"},
        "Id": "006Kj00000Rt7QdIAJ",
        "IsWon": True,
        "CurrencyIsoCode": "GBP",
        "Amount": amount,
    }
    path = folder / name
    path.write_text(json.dumps({"totalSize": 1, "done": True, "records": [record]}), encoding="utf-8")
    return path


def checked(documents: list[Path], records: list[Path]) -> Case:
    return check(documents, records, policy=load_policy(None), mapping=load_mapping(None))


def verdict_on(case: Case, field: str) -> Outcome:
    return next(verdict.verdict for verdict in case.verdicts if verdict.field == field)


def test_a_fee_that_differs_is_found(tmp_path: Path) -> None:
    case = checked([sow_in(tmp_path)], [opportunity_in(tmp_path, 170000.0)])
    assert verdict_on(case, "price.services_total") is Outcome.MISMATCH
    assert case.gate.state == "blocked"


def test_a_fee_that_agrees_is_a_match(tmp_path: Path) -> None:
    case = checked([sow_in(tmp_path)], [opportunity_in(tmp_path, 184000.0)])
    assert verdict_on(case, "price.services_total") is Outcome.MATCH


def test_extraction_does_not_depend_on_the_record(tmp_path: Path) -> None:
    sow = sow_in(tmp_path)
    first = checked([sow], [opportunity_in(tmp_path, 170000.0)])
    second = checked([sow], [opportunity_in(tmp_path, 184000.0)])
    assert first.assumptions == second.assumptions


def test_the_same_files_give_the_same_case(tmp_path: Path) -> None:
    files = [sow_in(tmp_path)], [opportunity_in(tmp_path, 170000.0)]
    assert checked(*files) == checked(*files)


def test_the_same_document_under_two_names_is_refused(tmp_path: Path) -> None:
    documents = [sow_in(tmp_path), sow_in(tmp_path, "copy.md")]
    with pytest.raises(UsageError, match=r"sow\.md and .*copy\.md are the same file"):
        checked(documents, [opportunity_in(tmp_path, 1.0)])


def test_the_same_record_under_two_names_is_refused(tmp_path: Path) -> None:
    records = [opportunity_in(tmp_path, 1.0), opportunity_in(tmp_path, 1.0, "copy.json")]
    with pytest.raises(UsageError, match="are the same file"):
        checked([sow_in(tmp_path)], records)


def test_a_missing_document_is_unreadable_and_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput, match=r"absent\.pdf"):
        checked([tmp_path / "absent.pdf"], [opportunity_in(tmp_path, 1.0)])


def test_progress_names_each_file_before_the_comparison(tmp_path: Path) -> None:
    told: list[str] = []
    check(
        [sow_in(tmp_path)],
        [opportunity_in(tmp_path, 1.0)],
        policy=load_policy(None),
        mapping=load_mapping(None),
        progress=told.append,
    )
    assert told == ["Reading sow.md", "Reading opportunity.json", "Comparing", "Writing the summary"]


def test_the_case_remembers_its_policy(tmp_path: Path) -> None:
    case = checked([sow_in(tmp_path)], [opportunity_in(tmp_path, 1.0)])
    assert case.policy_sha256 == load_policy(None).sha256


def test_one_document_can_be_read_without_any_record(tmp_path: Path) -> None:
    document, outline, assumptions = read_and_extract(sow_in(tmp_path))
    assert document.id == "doc-1"
    assert outline.clauses
    assert {"price.services_total", "billing.payment_terms_days"} <= {found.field for found in assumptions}


@pytest.mark.skipif(not DEALS.is_dir(), reason="../shared/deals is absent")
@pytest.mark.parametrize("name", [f"P{number}" for number in range(1, 9)])
def test_everything_a_real_deal_refers_to_is_in_its_report(name: str) -> None:
    folder = DEALS / name
    documents = sorted(path for path in folder.iterdir() if path.suffix in (".pdf", ".docx"))
    report = build_report(checked(documents, sorted(folder.glob("record_*"))))
    jsonschema.validate(json.loads(report.model_dump_json()), REPORT.made())
    assumptions = [found.id for found in report.assumptions]
    values = [found.id for found in report.record_values]
    discrepancies = [found.id for found in report.discrepancies]
    for ids in (assumptions, values, discrepancies):
        assert len(ids) == len(set(ids))
    for verdict in report.verdicts:
        assert set(verdict.assumptions) <= set(assumptions)
        assert set(verdict.record_values) <= set(values)
    for discrepancy in report.discrepancies:
        assert set(discrepancy.assumptions) <= set(assumptions)
        assert set(discrepancy.record_values) <= set(values)
    assert set(report.risk.drivers) <= set(discrepancies)
    assert set(report.gate.blockers) <= {*discrepancies, *(document.id for document in report.documents)}
    assert {tag.assumption for tag in report.skills} <= set(assumptions)
