"""Several papers of one deal through the whole flow: which value is in force, and what the reports show of the others."""

import json
from pathlib import Path

import jsonschema
import pytest

from sowcheck.core.cases import Case
from sowcheck.pipeline import check
from sowcheck.records.mapping import load_mapping
from sowcheck.report.arrange import arrange
from sowcheck.report.build import build_report
from sowcheck.report.html import report_page
from sowcheck.report.markdown import markdown
from sowcheck.report.schema import REPORT
from sowcheck.report.text import text_report
from sowcheck.settings import load_policy

MSA = """# Master Services Agreement

This Master Services Agreement (the "MSA") is made on 3 February 2026 between Brightwater Utilities Ltd ("Client") and
Larchfield Consulting Ltd ("Supplier").

## 4. Payment

4.1 Invoices are payable within thirty (30) days of receipt.

## 9. General

9.1 If a Statement of Work or an Order Form conflicts with this Agreement, this Agreement prevails, except that the
Statement of Work prevails on fees and acceptance.

9.2 This Agreement is governed by the laws of England and Wales.
"""

SOW = """# Statement of Work No. 4

This Statement of Work is issued under the Master Services Agreement of 3 February 2026 between Brightwater Utilities Ltd
("Client") and Larchfield Consulting Ltd ("Supplier").

## 3. Fees

3.1 The fixed fee for the services is GBP 120,000.00.

3.2 Invoices are payable within forty-five (45) days of receipt.

## 5. Acceptance

5.1 The Client shall accept or reject each deliverable within ten (10) business days of receipt.

## 8. Precedence

8.1 In case of conflict, this SOW prevails over the Order Form.
"""

ORDER = """# Order Form

Client: Brightwater Utilities Ltd

Supplier: Larchfield Consulting Ltd

Total fee: GBP 125,000.00

Payment terms: Net 60
"""


def deal_in(folder: Path, *, records: dict[str, object] | None = None, **papers: str) -> Case:
    paths = []
    for name, text in papers.items():
        path = folder / f"{name}.md"
        path.write_text(text, encoding="utf-8")
        paths.append(path)
    record = {
        "attributes": {"type": "Opportunity", "url": "/services/data/v64.0/sobjects/Opportunity/006Kj00000Rt7QdIAJ"},
        "Id": "006Kj00000Rt7QdIAJ",
        "IsWon": True,
        "CurrencyIsoCode": "GBP",
        **(records or {}),
    }
    opportunity = folder / "opportunity.json"
    opportunity.write_text(json.dumps({"totalSize": 1, "done": True, "records": [record]}), encoding="utf-8")
    return check(paths, [opportunity], policy=load_policy(None), mapping=load_mapping(None))


def verdict_on(case: Case, field: str) -> str:
    return next(str(verdict.verdict) for verdict in case.verdicts if verdict.field == field)


def values_not_in_force(case: Case) -> dict[tuple[str, object], object]:
    """Field and lost value -> the value that holds."""
    by_id = {each.id: each for each in case.assumptions}
    return {
        (by_id[each.assumption].field, str(by_id[each.assumption].value)): str(by_id[each.by].value)
        if each.by
        else None
        for each in case.superseded
    }


@pytest.fixture
def three(tmp_path: Path) -> Case:
    return deal_in(tmp_path, order=ORDER, sow=SOW, msa=MSA, records={"Amount": 120000.0})


def test_agreement_statement_of_work_and_order_form_are_merged(three: Case) -> None:
    assert verdict_on(three, "price.services_total") == "match"
    lost = values_not_in_force(three)
    assert lost["billing.payment_terms_days", "45"] == lost["billing.payment_terms_days", "60"] == "30"
    assert any(field == "price.services_total" for field, _ in lost)
    assert three.order is not None
    assert three.order.basis == "stated"


def test_the_json_report_says_what_holds_instead_and_why(three: Case) -> None:
    shape = build_report(three).model_dump(mode="json")
    jsonschema.validate(shape, REPORT.made())
    lost = [each for each in shape["assumptions"] if each["superseded_reason"]]
    assert {each["superseded_by"] for each in lost} <= {each["id"] for each in shape["assumptions"]}
    assert any("this Agreement prevails" in each["superseded_reason"] for each in lost)
    assert [clause["order"] for clause in shape["precedence"]["clauses"]] == [
        ["sow", "order_form"],
        ["msa", "sow"],
        ["msa", "order_form"],
    ]


def test_the_reports_show_what_is_not_in_force(three: Case) -> None:
    shown = arrange(build_report(three))
    lost, holds = "Invoices are payable within forty-five (45) days", "Invoices are payable within thirty (30) days"
    for form in (text_report(shown, terminal=False), markdown(shown), report_page(shown, three, {})):
        words = " ".join(form.replace("\\", "").split())
        assert "Order of precedence" in words or "prevails" in words
        assert lost in words
        assert holds in words
    assert "~~Net 45~~" in markdown(shown)
    page = report_page(shown, three, {})
    target = next(each.holds for each in shown.superseded if each.holds)
    assert f'href="#table-{target.assumption}"' in page
    assert f'id="table-{target.assumption}"' in page
    assert "<del>Net 45</del>" in page


def test_a_blank_shows_in_every_report(tmp_path: Path) -> None:
    text = SOW.replace("within forty-five (45) days of receipt", "within [NUMBER] days of receipt")
    case = deal_in(tmp_path, sow=text, records={"Amount": 120000.0})
    report = build_report(case)
    jsonschema.validate(report.model_dump(mode="json"), REPORT.made())
    assert [(each.field, each.reason) for each in report.blanks] == [("billing.payment_terms_days", "left_blank")]
    assert next(each.reason for each in report.verdicts if each.field == "billing.payment_terms_days")
    shown = arrange(report)
    for form in (text_report(shown, terminal=False), markdown(shown), report_page(shown, case, {})):
        words = " ".join(form.replace("\\", "").split())
        assert "Left blank" in words
        assert "[NUMBER]" in words


BASE = """# Statement of Work No. 4

This Statement of Work is made on 2 March 2026 between Brightwater Utilities Ltd ("Client") and Larchfield Consulting Ltd
("Supplier").

## 2. Term

2.1 The services start on 6 April 2026 and end on 31 July 2026 (the "End Date").

## 3. Fees

3.1 The fixed fee for the services is GBP 120,000.00.

3.2 Invoices are payable within forty-five (45) days of receipt.

## 4. Milestones

| Milestone | Amount | Due |
|---|---|---|
| M1 Design accepted | GBP 50,000.00 | 29 May 2026 |
| M2 Build accepted | GBP 70,000.00 | 31 July 2026 |

## 5. Travel

5.1 Travel expenses are reimbursed at cost.
"""

FIRST = """# Change Order No. 1

to Statement of Work No. 4 dated 2 March 2026

This Change Order takes effect on 1 May 2026.

1. The fixed fee in Section 3.1 is increased by GBP 15,000.00.

2. The End Date is extended by four (4) weeks.

3. Section 5.1 is deleted.

4. If this Change Order and the Statement of Work conflict, this Change Order prevails.
"""

SECOND = """# Change Order No. 2

to Statement of Work No. 4 dated 2 March 2026

This Change Order takes effect on 15 June 2026.

1. The fixed fee is reduced by GBP 5,000.00.

2. Milestone M2 is deleted and replaced by:

| Milestone | Amount | Due |
|---|---|---|
| M2 Build and pilot accepted | GBP 80,000.00 | 28 August 2026 |
"""


@pytest.mark.parametrize("names", [("sow", "co1", "co2"), ("co2", "co1", "sow")])
def test_a_statement_of_work_and_two_change_orders(tmp_path: Path, names: tuple[str, ...]) -> None:
    texts = {"sow": BASE, "co1": FIRST, "co2": SECOND}
    case = deal_in(tmp_path, **{name: texts[name] for name in names}, records={"Amount": 130000.0})
    assert verdict_on(case, "price.services_total") == "match"
    lost = values_not_in_force(case)
    assert lost["schedule.end_date", "2026-07-31"] == "2026-08-28"
    assert lost["expense.policy", "at_cost"] is None
    fee = [value for (field, _), value in lost.items() if field == "price.services_total"]
    assert any("130000" in str(value) for value in fee)
    by_id = {each.id: each for each in case.assumptions}
    ended = [
        by_id[each.assumption].value for each in case.superseded if by_id[each.assumption].field == "billing.milestones"
    ]
    assert [getattr(each, "name", "") for each in ended] == ["M2 Build accepted"]
    assert not [each for each in case.discrepancies if each.code in ("SC402", "SC905")]
    jsonschema.validate(build_report(case).model_dump(mode="json"), REPORT.made())


def test_a_change_order_without_the_paper_that_it_changes_stays_unresolved(tmp_path: Path) -> None:
    case = deal_in(tmp_path, co1=FIRST, records={"Amount": 135000.0})
    assert verdict_on(case, "price.services_total") == "incomparable"
    assert "SC905" in {each.code for each in case.discrepancies}
