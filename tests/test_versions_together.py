"""Versions and drafts through the whole flow, from real files to every form of the report."""

import json
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest
from reportlab.pdfgen.canvas import Canvas

from docx_builders import paragraph as written
from docx_builders import table, word_file
from pdf_builders import LEFT, paragraph, pdf, put
from sowcheck.core.cases import Case
from sowcheck.core.discrepancies import Discrepancy
from sowcheck.pipeline import check
from sowcheck.records.mapping import load_mapping
from sowcheck.report.arrange import arrange
from sowcheck.report.build import build_report
from sowcheck.report.html import report_page
from sowcheck.report.markdown import markdown
from sowcheck.report.schema import REPORT
from sowcheck.report.text import text_report
from sowcheck.settings import load_policy

CLAUSES = (
    'This Statement of Work is made on {day} between Brightwater Utilities Ltd ("Client") and Larchfield Consulting Ltd '
    '("Supplier") under the Master Services Agreement of 3 February 2026.',
    "1. Fees. The fixed fee for the services is GBP {fee}.",
    "2. Payment. Invoices are payable within {days} days of receipt.",
    "3. Acceptance. The Client shall accept or reject each deliverable within ten (10) business days of receipt.",
    "4. Warranty. The Supplier warrants the services for ninety (90) days after acceptance.",
    "5. Governing law. This Statement of Work is governed by the laws of England and Wales.",
)
THIRD = {"day": "3 May 2026", "fee": "120,000.00", "days": "thirty (30)"}
FOURTH = {"day": "10 May 2026", "fee": "135,000.00", "days": "forty-five (45)"}
FORM = (("Brightwater Utilities Ltd", "Anna Berg"), ("Larchfield Consulting Ltd", "Tom Hale"))


def in_pdf(values: dict[str, str], footer: str, *, watermark: str = "", signed: bool = True) -> bytes:
    def page(canvas: Canvas) -> None:
        put(canvas, LEFT, 60, "Statement of Work No. 7", bold=True, size=16)
        top = 100.0
        for clause in CLAUSES:
            top = paragraph(canvas, top, clause.format(**values)) + 8
        for place, (party, person) in enumerate(FORM):
            x = LEFT + 240 * place
            lines = (
                f"Signed for {party}",
                f"Signature: {f'/s/ {person}' if signed else '__________'}",
                f"Name: {person if signed else '________'}",
            )
            for number, line in enumerate((*lines, f"Date: {values['day'] if signed else '________'}")):
                put(canvas, x, 560 + 20 * number, line)
        put(canvas, LEFT, 810, footer)
        if watermark:
            canvas.translate(300, 420)
            canvas.rotate(45)
            canvas.setFillGray(0.8)
            canvas.setFont("Helvetica-Bold", 90)
            canvas.drawCentredString(0, 0, watermark)

    return pdf(page)


def in_word(values: dict[str, str], *more: str) -> bytes:
    body = [written("Statement of Work No. 7"), *(written(clause.format(**values)) for clause in CLAUSES), *more]
    return word_file("".join(body))


def case_of(folder: Path, papers: dict[str, bytes], amount: float = 135000.0) -> Case:
    paths = []
    for name, data in papers.items():
        path = folder / name
        path.write_bytes(data)
        paths.append(path)
    record = {
        "attributes": {"type": "Opportunity", "url": "/services/data/v64.0/sobjects/Opportunity/006Kj00000Rt7QdIAJ"},
        "Id": "006Kj00000Rt7QdIAJ",
        "IsWon": True,
        "CurrencyIsoCode": "GBP",
        "Amount": amount,
    }
    opportunity = folder / "opportunity.json"
    opportunity.write_text(json.dumps({"totalSize": 1, "done": True, "records": [record]}), encoding="utf-8")
    return check(paths, [opportunity], policy=load_policy(None), mapping=load_mapping(None))


def of_code(case: Case, code: str) -> list[Discrepancy]:
    return [each for each in case.discrepancies if each.code == code]


def verdict_on(case: Case, field: str) -> list[str]:
    return [str(verdict.verdict) for verdict in case.verdicts if verdict.field == field]


@pytest.fixture
def both(tmp_path: Path) -> Case:
    return case_of(
        tmp_path,
        {
            "Acme SOW v3.pdf": in_pdf(THIRD, "SOW 7, Version 3.0"),
            "Acme SOW v4.pdf": in_pdf(FOURTH, "SOW 7, Version 4.0"),
        },
    )


def test_the_values_of_the_version_that_holds_are_compared(both: Case) -> None:
    assert [each.state for each in both.standings] == ["replaced", "in_force"]
    assert verdict_on(both, "price.services_total") == ["match"]
    assert {each.field for each in both.standings[0].changes} >= {"price.services_total", "billing.payment_terms_days"}
    (told,) = of_code(both, "SC610")
    assert {place.page for place in told.places} == {1}


def test_every_form_of_the_report_tells_which_paper_holds(both: Case) -> None:
    report = build_report(both)
    shape = report.model_dump(mode="json")
    jsonschema.validate(shape, REPORT.made())
    assert [(paper["state"], paper["version"], paper["by"]) for paper in shape["papers"]] == [
        ("replaced", "3.0", "doc-2"),
        ("in_force", "4.0", None),
    ]
    assert shape["documents"][0]["versions"]["stamps"][0]["label"] == "3.0"
    shown = arrange(report)
    for form in (text_report(shown, terminal=False), markdown(shown), report_page(shown, both, {})):
        words = " ".join(form.replace("\\", "").split())
        assert "Papers, and which holds" in words
        assert "NOT IN FORCE" in words
        assert "Payment terms: Net 30, now Net 45" in words
        assert "SOW 7, Version 3.0" in words


def test_a_word_file_and_the_signed_print_of_a_later_version(tmp_path: Path) -> None:
    case = case_of(
        tmp_path, {"SOW 7 v3.docx": in_word(THIRD), "SOW 7 signed.pdf": in_pdf(FOURTH, "SOW 7, Version 4.0")}
    )
    assert [each.state for each in case.standings] == ["replaced", "in_force"]
    assert not of_code(case, "SC402")


def test_the_later_version_without_signatures_does_not_hold(tmp_path: Path) -> None:
    papers = {
        "SOW v3.pdf": in_pdf(THIRD, "SOW 7, Version 3.0"),
        "SOW v4.pdf": in_pdf(FOURTH, "SOW 7, Version 4.0", signed=False),
    }
    case = case_of(tmp_path, papers, 120000.0)
    assert [each.state for each in case.standings] == ["in_force", "replaced"]
    assert verdict_on(case, "price.services_total") == ["match"]
    assert [each.severity for each in of_code(case, "SC610")] == ["blocker"]
    assert case.gate.state == "blocked"


def test_a_watermark_blocks_the_gate(tmp_path: Path) -> None:
    case = case_of(tmp_path, {"SOW.pdf": in_pdf(FOURTH, "SOW 7, Version 4.0", watermark="DRAFT")})
    (flagged,) = of_code(case, "SC118")
    assert flagged.id in case.gate.blockers
    assert [(place.where, place.words) for place in flagged.places] == [("box or watermark of page 1", "DRAFT")]
    assert verdict_on(case, "price.services_total") == ["match"]
    page = report_page(arrange(build_report(case)), case, {})
    assert "“DRAFT”" in page


def test_a_signed_paper_without_stamps_tells_nothing_of_versions(tmp_path: Path) -> None:
    case = case_of(tmp_path, {"SOW.pdf": in_pdf(FOURTH, "Confidential")})
    assert [each.code for each in case.discrepancies if each.field == "doc.version"] == []
    assert "Papers, and which holds" not in markdown(arrange(build_report(case)))


def test_the_history_tells_the_version_at_hand(tmp_path: Path) -> None:
    history = table(
        ["Version", "Date", "Change"], ["3.0", "3 May 2026", "First issue"], ["4.0", "10 May 2026", "Fee and terms"]
    )
    case = case_of(tmp_path, {"SOW v3.docx": in_word(FOURTH, history)})
    (flagged,) = of_code(case, "SC609")
    assert flagged.document_value == ["4.0", "3"]
    assert case.documents[0].versions.history[-1].change == "Fee and terms"
    (version,) = (each for each in case.assumptions if each.field == "doc.version")
    assert (version.value, version.proof.status) == ("4.0", "proven")


def test_pages_of_two_versions_in_one_file(tmp_path: Path) -> None:
    def page(number: int, version: str) -> Callable[[Canvas], None]:
        def draw(canvas: Canvas) -> None:
            top = 100.0
            for clause in CLAUSES[number::2]:
                top = paragraph(canvas, top, clause.format(**FOURTH)) + 8
            put(canvas, LEFT, 810, f"SOW 7, Version {version}, page {number + 1}")

        return draw

    case = case_of(tmp_path, {"SOW.pdf": pdf(page(0, "4.0"), page(1, "3.0"))})
    (flagged,) = of_code(case, "SC401")
    assert flagged.severity == "blocker"
    for words in ("“SOW 7, Version 4.0, page 1”", "“SOW 7, Version 3.0, page 2”", "footer of page 2"):
        assert words in flagged.message
