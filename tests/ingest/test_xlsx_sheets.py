"""Sheets of a workbook become tables and lines, with their places."""

import datetime as dt
from typing import Any

import pytest
from openpyxl.styles import Font

from sowcheck.core.documents import BlockKind, Document
from xlsx_builders import PRICES, price_sheet, put_rows, read, shared_strings, workbook


def kinds(document: Document) -> list[tuple[str, str]]:
    return [
        (block.kind.value, block.span.of(document.text))
        for block in document.blocks
        if block.kind is not BlockKind.TABLE_CELL
    ]


def rows(document: Document, table: int = 0) -> list[list[str]]:
    found = document.tables[table]
    return [[cell.span.of(document.text) for cell in found.row(index) if cell.span] for index in range(found.rows)]


def test_a_price_sheet_is_a_table_between_its_title_and_its_note() -> None:
    document = read(workbook(price_sheet, names=["Pricing"]))
    assert kinds(document) == [
        ("heading", "Pricing"),
        ("heading", "Annex A: Price sheet"),
        ("paragraph", "All prices exclude VAT."),
    ]
    assert rows(document)[1] == ["Discovery workshop", "day", "5", "€ 1,200.00", "€ 6,000.00"]
    assert document.tables[0].header_rows == 1
    assert document.coverage.unread == ()
    assert document.hidden == ()


def test_words_lead_back_to_their_cells() -> None:
    document = read(workbook(price_sheet, names=["Pricing"]))
    table = document.tables[0]
    assert document.cells_of(table.span) == "Pricing!A3:E7"
    first = table.cells[0].span
    assert first is not None
    assert document.where(first) == "Pricing!A3"
    heading = document.blocks[0].span
    assert document.cells_of(heading) is None


def test_a_sheet_that_nobody_named_has_no_heading() -> None:
    assert kinds(read(workbook(lambda sheet: put_rows(sheet, PRICES), names=["Tabelle1"]))) == []


def test_tables_below_each_other_are_parted_by_an_empty_row() -> None:
    def fill(sheet: Any) -> None:
        put_rows(sheet, [("Role", "Rate", "Hours"), ("Architect", 1400, 10)])
        put_rows(sheet, [("Milestone", "Due", "Amount"), ("Go-live", "1 May 2026", 42000)], top=4)

    document = read(workbook(fill))
    assert [found.rows for found in document.tables] == [2, 2]


def test_tables_beside_each_other_are_parted_by_an_empty_column() -> None:
    def fill(sheet: Any) -> None:
        put_rows(sheet, [("Role", "Daily rate"), ("Architect", 1400), ("Developer", 1100), ("Tester", 1000)])
        put_rows(sheet, [("Milestone", "Amount"), ("Design", 20000), ("Go-live", 42000)], left=4)

    document = read(workbook(fill))
    assert [rows(document, table)[-1] for table in (0, 1)] == [["Tester", "€ 1,000.00"], ["Go-live", "€ 42,000.00"]]


def test_a_column_that_only_makes_room_parts_no_table() -> None:
    def fill(sheet: Any) -> None:
        put_rows(sheet, [row[:2] for row in PRICES])
        put_rows(sheet, [row[3:] for row in PRICES], left=4)

    document = read(workbook(fill))
    assert rows(document)[1] == ["Discovery workshop", "day", "€ 1,200.00", "€ 6,000.00"]


def test_a_total_below_an_empty_row_belongs_to_its_table() -> None:
    def fill(sheet: Any) -> None:
        put_rows(sheet, PRICES[:-1])
        put_rows(sheet, PRICES[-1:], top=6)

    document = read(workbook(fill))
    assert len(document.tables) == 1
    assert rows(document)[-1] == ["Total", "€ 62,000.00"]


def test_a_merged_cell_reaches_over_its_columns() -> None:
    def fill(sheet: Any) -> None:
        put_rows(sheet, PRICES)
        sheet["A4"] = "Phase 2"
        sheet.merge_cells("A4:B4")

    document = read(workbook(fill))
    cell = next(each for each in document.tables[0].cells if each.span and each.span.of(document.text) == "Phase 2")
    assert (cell.row, cell.column_span) == (3, 2)


@pytest.mark.parametrize(("epoch", "serial"), [(1900, 46082), (1904, 44620)])
def test_dates_count_from_the_year_that_the_workbook_names(epoch: int, serial: int) -> None:
    import io

    import openpyxl
    from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900

    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904 if epoch == 1904 else CALENDAR_WINDOWS_1900
    sheet = book.active
    assert sheet is not None
    sheet.append(["Start", serial])
    sheet["B1"].number_format = "dd.mm.yyyy"
    out = io.BytesIO()
    book.save(out)
    assert read(out.getvalue()).text == "Start\t2026-03-01"


def test_a_date_a_share_and_words_that_look_like_figures_read_as_they_are_shown() -> None:
    def fill(sheet: Any) -> None:
        sheet.append(["Start", dt.date(2026, 3, 1)])
        sheet.append(["Discount", 0.075])
        sheet["B2"].number_format = "0.0%"
        sheet.append(["Position", "0010"])

    assert read(workbook(fill)).text == "Start\t2026-03-01\nDiscount\t7.5%\nPosition\t0010"


def test_words_that_cells_share_are_read_without_their_readings() -> None:
    items = (
        '<si><t>Item</t></si><si><r><t xml:space="preserve">Fixed </t></r><r><rPr><b/></rPr><t>fee</t></r></si>'
        '<si><t>課</t><rPh sb="0" eb="1"><t>カ</t></rPh></si>'
    )
    cells = "".join(f'<c r="{column}1" t="s"><v>{number}</v></c>' for number, column in enumerate("ABC"))
    assert read(shared_strings(f'<row r="1">{cells}</row>', items)).text == "Item\tFixed fee\t課"


def test_a_line_in_bold_is_a_heading() -> None:
    def fill(sheet: Any) -> None:
        sheet["A1"] = "Optional services"
        sheet["A1"].font = Font(bold=True)
        sheet["A2"] = "The Client may order these by 1 May 2026."

    assert [kind for kind, _ in kinds(read(workbook(fill)))] == ["heading", "paragraph"]


def test_lines_of_a_cell_stay_lines() -> None:
    def fill(sheet: Any) -> None:
        put_rows(sheet, [("Item", "What is in it"), ("Training", "Two sessions\n\n  for  ten people")])

    assert read(workbook(fill)).text.endswith("Training\tTwo sessions\nfor ten people")
