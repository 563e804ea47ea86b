"""An order form and its price sheet in Excel, named or packed, through the whole flow."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from openpyxl.styles import Font
from reportlab.pdfgen.canvas import Canvas

from pdf_builders import pdf, put
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
from xlsx_builders import PRICES, put_rows, workbook
from zip_builders import packed

ORDER_FORM = (
    "Order Form OF-2026-017",
    "Customer: Northwind Retail GmbH",
    "Supplier: Larchfield Consulting Ltd",
    "The services are those listed in Annex A (price sheet). Prices are as in Annex A.",
    "The total price of the services is EUR 62,000.00.",
    "Start date: 1 April 2026",
    "End date: 30 June 2026",
    "Payment terms: net 30 days from receipt of the invoice.",
    "Signed for the Customer: /s/ Greta Lindholm, CFO, 2 March 2026",
    "Signed for the Supplier: /s/ Tomas Reiter, Managing Director, 3 March 2026",
)


def order_form() -> bytes:
    def page(canvas: Canvas) -> None:
        for number, words in enumerate(ORDER_FORM):
            put(canvas, 72, 80 + 26 * number, words)

    return pdf(page)


def annex(*, total: float = 62000) -> bytes:
    def fill(sheet: Any) -> None:
        sheet["A1"] = "Annex A: Price sheet"
        sheet["A1"].font = Font(bold=True)
        put_rows(sheet, [*PRICES[:-1], ("Total", None, None, None, total)], top=3)

    return workbook(fill, names=["Pricing"])


def quote(training: float = 10000.0) -> dict[str, object]:
    """A Salesforce CPQ quote with the lines of the price sheet."""

    def attributes(kind: str, id_: str) -> dict[str, str]:
        return {"type": kind, "url": f"/services/data/v64.0/sobjects/{kind}/{id_}"}

    figures = [(5, 1200.0, 6000.0), (40, 1150.0, 46000.0), (4, training / 4, training)]
    lines = [
        {
            "attributes": attributes("SBQQ__QuoteLine__c", f"a0rVd00000000{number}IAA"),
            "Id": f"a0rVd00000000{number}IAA",
            "SBQQ__Number__c": float(number),
            "SBQQ__ProductName__c": str(row[0]),
            "SBQQ__Quantity__c": float(count),
            "SBQQ__NetPrice__c": each,
            "SBQQ__NetTotal__c": amount,
            "SBQQ__ChargeType__c": "One-Time",
        }
        for number, (row, (count, each, amount)) in enumerate(zip(PRICES[1:], figures, strict=False), start=1)
    ]
    total = 52000 + training
    record = {
        "attributes": attributes("SBQQ__Quote__c", "a0qVd000001AAAAIA2"),
        "Id": "a0qVd000001AAAAIA2",
        "Name": "Q-00917",
        "SBQQ__Status__c": "Approved",
        "SBQQ__Primary__c": True,
        "CurrencyIsoCode": "EUR",
        "SBQQ__NetAmount__c": total,
        "SBQQ__CustomerAmount__c": total,
        "SBQQ__PaymentTerms__c": "Net 30",
        "SBQQ__StartDate__c": "2026-04-01",
        "SBQQ__EndDate__c": "2026-06-30",
        "SBQQ__BillingName__c": "Northwind Retail GmbH",
        "SBQQ__LineItems__r": {"totalSize": len(lines), "done": True, "records": lines},
    }
    return {"totalSize": 1, "done": True, "records": [record]}


def checked(folder: Path, files: dict[str, bytes], record: dict[str, object]) -> Case:
    paths = []
    for name, data in files.items():
        path = folder / name
        path.write_bytes(data)
        paths.append(path)
    (folder / "quote.json").write_text(json.dumps(record), encoding="utf-8")
    return check(paths, [folder / "quote.json"], policy=load_policy(None), mapping=load_mapping(None))


def of(case: Case, code: str, field: str | None = None) -> list[Discrepancy]:
    return [each for each in case.discrepancies if each.code == code and field in (None, each.field)]


def forms(case: Case) -> dict[str, str]:
    report = build_report(case)
    jsonschema.validate(json.loads(report.model_dump_json()), REPORT.made())
    view = arrange(report)
    paths = {document.id: Path(document.path or "") for document in case.documents}
    return {
        "text": " ".join(text_report(view, terminal=False).split()),
        "markdown": markdown(view).replace("\\", "").replace("\N{NO-BREAK SPACE}", " "),
        "html": report_page(view, case, paths).replace("\N{NO-BREAK SPACE}", " "),
    }


def test_a_line_of_the_price_sheet_that_the_quote_has_otherwise_is_found_at_its_cells(tmp_path: Path) -> None:
    case = checked(tmp_path, {"order_form.pdf": order_form(), "annex_a.xlsx": annex()}, quote(training=8000.0))
    (found,) = of(case, "SC205")
    assert (found.field, found.key) == ("price.lines", "Training")
    cited = [each for each in case.assumptions if each.id in found.assumptions]
    assert [each.where for each in cited] == ["Pricing!A6:E6"]
    assert of(case, "SC201", "price.services_total")
    shown = forms(case)
    assert "annex_a.xlsx, Pricing!A6:E6" in shown["html"]
    assert "annex_a.xlsx, Pricing!A6:E6" in shown["markdown"]
    assert "Pricing!A6:E6" in shown["text"]


def test_a_quote_that_agrees_with_the_price_sheet_agrees(tmp_path: Path) -> None:
    case = checked(tmp_path, {"order_form.pdf": order_form(), "annex_a.xlsx": annex()}, quote())
    assert {each.code for each in case.discrepancies} == {"SC301"}
    assert case.order is not None
    assert case.order.documents == ("doc-1", "doc-2")
    assert case.gate.state == "ready"


def test_a_price_sheet_that_does_not_add_up_is_found_at_its_cell(tmp_path: Path) -> None:
    case = checked(tmp_path, {"order_form.pdf": order_form(), "annex_a.xlsx": annex(total=66000)}, quote())
    (found,) = of(case, "SC504")
    assert "(Pricing!E7)" in found.message


def test_a_package_is_checked_like_its_files(tmp_path: Path) -> None:
    form = order_form()
    files = {"signed/order form.pdf": form, "Annex A.xlsx": annex(), "copy.pdf": form}
    case = checked(tmp_path, {"deal.zip": packed(files)}, quote(training=8000.0))
    assert [found.key for found in of(case, "SC205")] == ["Training"]
    assert not of(case, "SC129")
    shown = forms(case)
    for words in ("deal.zip/signed/order form.pdf", "3 files, 2 read as documents", "counted once"):
        assert words in shown["html"]
        assert words in shown["markdown"]
        assert words in shown["text"]
    # The words of the PDF in the package are shown on its page.
    assert "data:image/png;base64" in shown["html"]


@pytest.mark.parametrize("name", ["scan.png", "price list.csv"])
def test_a_file_that_nobody_read_blocks_the_gate(tmp_path: Path, name: str) -> None:
    content = b"\x89PNG\r\n\x1a\n" + bytes(64) if name.endswith("png") else b"item,fee\na,1\n"
    data = packed({"order form.pdf": order_form(), "Annex A.xlsx": annex(), name: content})
    case = checked(tmp_path, {"deal.zip": data}, quote())
    (found,) = of(case, "SC129")
    assert name in found.message
    assert found.id in case.gate.blockers
    assert case.gate.state == "blocked"
    for shown in forms(case).values():
        assert name in shown


def test_a_record_in_the_package_that_is_also_named_is_no_unread_file(tmp_path: Path) -> None:
    record = quote()
    data = packed(
        {"order form.pdf": order_form(), "Annex A.xlsx": annex(), "crm/export.json": json.dumps(record).encode()}
    )
    case = checked(tmp_path, {"deal.zip": data}, record)
    assert not of(case, "SC129")
    assert case.packages[0].members[2].state == "record"
    assert case.gate.state == "ready"
