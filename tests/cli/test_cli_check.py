"""`check`, `extract` and `batch` on real files: exit codes, forms, and where results go."""

import json
import shutil
from pathlib import Path

import jsonschema
import pytest

from process import sowcheck_here as sowcheck
from sowcheck.cli.exits import ExitCode
from sowcheck.report.schema import REPORT

SOW = """# Statement of Work

This Statement of Work is entered into as of 1 June 2026 between Northwind Advisory Ltd ("Supplier") and Contoso Retail plc ("Client").

## 1. Fees

The fixed fee for the services is GBP 184,000.00.

## 2. Payment

Invoices are payable within thirty (30) days of receipt.

## 3. Term

The services start on 1 June 2026 and end on 30 November 2026.

## 4. Exclusions

- Data cleansing
- Licences of third parties

Signed for Northwind Advisory Ltd: /s/ Ann Ray, Director, 1 June 2026
Signed for Contoso Retail plc: /s/ Bo Lind, CIO, 1 June 2026
"""


def opportunity(amount: float) -> dict[str, object]:
    return {
        "totalSize": 1,
        "done": True,
        "records": [
            {
                "attributes": {
                    "type": "Opportunity",
                    "url": "/services/data/v64.0/sobjects/Opportunity/006Kj00000Rt7QdIAJ",
                },
                "Id": "006Kj00000Rt7QdIAJ",
                "Name": "Contoso retail platform",
                "StageName": "Closed Won",
                "IsWon": True,
                "IsClosed": True,
                "CurrencyIsoCode": "GBP",
                "Amount": amount,
                "CloseDate": "2026-06-01",
            }
        ],
    }


def make_deal(folder: Path, amount: float = 170000.0) -> tuple[Path, Path]:
    """A document and a record in a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    sow, record = folder / "sow.md", folder / "opportunity.json"
    sow.write_text(SOW, encoding="utf-8")
    record.write_text(json.dumps(opportunity(amount)), encoding="utf-8")
    return sow, record


def test_a_report_is_headed_by_what_the_deal_is_called(tmp_path: Path) -> None:
    sow, record = make_deal(tmp_path)
    done = sowcheck("check", sow, "--record", record, "--reference", "Contoso, phase 2")
    assert done.stdout.startswith("Contoso, phase 2\n BLOCKED ")


def test_a_fee_that_differs_blocks(tmp_path: Path) -> None:
    sow, record = make_deal(tmp_path)
    done = sowcheck("check", sow, "--record", record, "--format", "json")
    assert done.returncode == ExitCode.BLOCKED, done.stderr
    report = json.loads(done.stdout)
    jsonschema.validate(report, REPORT.made())
    found = next(found for found in report["discrepancies"] if found["field"] == "price.services_total")
    assert found["document_value"] == {"amount": "184000.00", "currency": "GBP"}
    assert found["id"] in report["gate"]["blockers"]
    assert done.stderr == ""


def test_a_deal_that_agrees_is_ready(tmp_path: Path) -> None:
    sow, record = make_deal(tmp_path, 184000.0)
    lenient = tmp_path / "policy.toml"
    import sowcheck as package

    shipped = (Path(next(iter(package.__path__))) / "data" / "policy.toml").read_text(encoding="utf-8")
    lenient.write_text(shipped, encoding="utf-8")
    done = sowcheck("check", sow, "--record", record, "--policy", lenient, "--format", "json")
    report = json.loads(done.stdout)
    assert {"price.services_total"} <= {v["field"] for v in report["verdicts"] if v["verdict"] == "match"}
    assert done.returncode == (ExitCode.BLOCKED if report["gate"]["blockers"] else ExitCode.READY)


def test_the_text_on_standard_output_holds_both_sides(tmp_path: Path) -> None:
    sow, record = make_deal(tmp_path)
    done = sowcheck("check", sow, "--record", record)
    assert "GBP 184,000.00" in done.stdout
    assert "GBP 170,000.00" in done.stdout


@pytest.mark.parametrize(
    ("name", "start"), [("r.json", "{"), ("r.md", "# "), ("r.html", "<!doctype html>"), ("r.txt", " BLOCKED")]
)
def test_the_form_follows_from_the_suffix_of_the_target(tmp_path: Path, name: str, start: str) -> None:
    sow, record = make_deal(tmp_path)
    done = sowcheck("check", sow, "--record", record, "-o", tmp_path / "out" / name)
    assert done.returncode == ExitCode.BLOCKED, done.stderr
    assert done.stdout == ""
    assert (tmp_path / "out" / name).read_text(encoding="utf-8").startswith(start)


def test_several_records_may_follow_one_option(tmp_path: Path) -> None:
    sow, record = make_deal(tmp_path)
    other = tmp_path / "second.json"
    payload = opportunity(170000.0)
    other.write_text(json.dumps(payload, indent=1), encoding="utf-8")
    done = sowcheck("check", sow, "--record", record, other, "--format", "json")
    assert [found["name"] for found in json.loads(done.stdout)["records"]] == ["opportunity.json", "second.json"]


def test_the_same_document_twice_is_a_usage_error(tmp_path: Path) -> None:
    sow, record = make_deal(tmp_path)
    shutil.copy(sow, tmp_path / "copy.md")
    done = sowcheck("check", sow, tmp_path / "copy.md", "--record", record)
    assert done.returncode == ExitCode.USAGE
    assert "are the same file" in done.stderr


@pytest.mark.parametrize("extractors", ["rules", "ner", "rules,ner", " ner , rules "])
def test_a_user_chooses_who_reads_the_documents(tmp_path: Path, extractors: str) -> None:
    sow, record = make_deal(tmp_path)
    done = sowcheck("check", sow, "--record", record, "--extractors", extractors, "--format", "json")
    assert done.returncode in (ExitCode.READY, ExitCode.BLOCKED)
    found_by = {name.split("@")[0] for row in json.loads(done.stdout)["assumptions"] for name in row["extractors"]}
    assert found_by <= {name.strip() for name in extractors.split(",")}


@pytest.mark.parametrize("extractors", ["magic", "rules,magic", ""])
def test_an_extractor_that_is_not_there_is_a_usage_error(tmp_path: Path, extractors: str) -> None:
    sow, record = make_deal(tmp_path)
    done = sowcheck("check", sow, "--record", record, "--extractors", extractors)
    assert done.returncode == ExitCode.USAGE
    assert "--extractors rules" in done.stderr


def test_a_target_that_is_a_folder_is_a_usage_error_before_any_work(tmp_path: Path) -> None:
    done = sowcheck("check", tmp_path / "absent.pdf", "--record", tmp_path / "absent.json", "-o", tmp_path)
    assert done.returncode == ExitCode.USAGE
    assert "is a folder" in done.stderr


@pytest.mark.parametrize("which", ["document", "record"])
def test_a_file_that_is_missing_is_unreadable(tmp_path: Path, which: str) -> None:
    sow, record = make_deal(tmp_path)
    (sow if which == "document" else record).unlink()
    done = sowcheck("check", sow, "--record", record)
    assert done.returncode == ExitCode.UNREADABLE
    assert done.stderr.startswith("error: ")
    assert "hint: " in done.stderr
    assert "Traceback" not in done.stderr


def test_a_document_given_as_a_record_is_told_where_it_belongs(tmp_path: Path) -> None:
    path = tmp_path / "sow.docx"
    path.write_bytes(b"PK\x03\x04\x14\x00\x06\x00\x08\x00\x00\x00!\x00\xe1")
    paper = tmp_path / "sow.txt"
    paper.write_text("Statement of Work\n\nThe fixed fee is EUR 184,000.\n")
    done = sowcheck("check", str(paper), "--record", str(path))
    assert done.returncode == ExitCode.UNREADABLE
    assert "this is no export of CRM or CPQ" in done.stderr
    assert "before --record" in done.stderr


def test_a_call_without_a_document_says_which_files_are_records() -> None:
    done = sowcheck("check", "opportunity.json", "--record", "quote.json")
    assert done.returncode == ExitCode.USAGE
    assert ".json" in done.stderr


def test_a_record_that_no_system_writes_is_unreadable(tmp_path: Path) -> None:
    sow, record = make_deal(tmp_path)
    record.write_text('{"colour": "blue"}', encoding="utf-8")
    done = sowcheck("check", sow, "--record", record)
    assert done.returncode == ExitCode.UNREADABLE
    assert "opportunity.json" in done.stderr


def test_no_report_is_left_behind_when_a_file_is_unreadable(tmp_path: Path) -> None:
    sow, record = make_deal(tmp_path)
    sow.write_bytes(b"")
    assert sowcheck("check", sow, "--record", record, "-o", tmp_path / "r.json").returncode == ExitCode.UNREADABLE
    assert not (tmp_path / "r.json").exists()


def test_extract_gives_assumptions_in_the_shape_of_the_report(tmp_path: Path) -> None:
    sow, _ = make_deal(tmp_path)
    done = sowcheck("extract", sow, "--format", "json")
    assert done.returncode == ExitCode.READY, done.stderr
    found = json.loads(done.stdout)
    assert found["schema"] == "sowcheck.extraction/1"
    items = {"$ref": "#/$defs/AssumptionShape", "$defs": REPORT.made()["$defs"]}
    for assumption in found["assumptions"]:
        jsonschema.validate(assumption, items)
    assert {"price.services_total", "billing.payment_terms_days"} <= {found["field"] for found in found["assumptions"]}


def test_extract_shows_a_table_and_a_page(tmp_path: Path) -> None:
    sow, _ = make_deal(tmp_path)
    assert "GBP 184,000.00" in sowcheck("extract", sow).stdout
    assert sowcheck("extract", sow, "-o", tmp_path / "x.html").returncode == ExitCode.READY
    page = (tmp_path / "x.html").read_text(encoding="utf-8")
    assert "<mark" in page


def test_extract_of_an_empty_file_is_unreadable(tmp_path: Path) -> None:
    (tmp_path / "empty.pdf").write_bytes(b"")
    done = sowcheck("extract", tmp_path / "empty.pdf")
    assert done.returncode == ExitCode.UNREADABLE
    assert "empty.pdf" in done.stderr
