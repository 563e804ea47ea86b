"""What a workbook keeps from its readers, and what nobody could read."""

import io
from typing import Any

import pytest
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image as SheetImage
from openpyxl.styles import Font, PatternFill
from PIL import Image

from sowcheck.core.documents import Document
from sowcheck.errors import UnreadableInput
from xlsx_builders import PRICES, changed, price_sheet, put_rows, read, sheet_xml, unread, words, workbook


def kept(document: Document) -> list[tuple[str, str, str]]:
    return [(each.where, each.reason, each.words) for each in document.hidden]


@pytest.mark.parametrize(("state", "named"), [("hidden", "hidden sheet"), ("veryHidden", "very hidden sheet")])
def test_a_hidden_sheet_states_nothing(state: str, named: str) -> None:
    def margins(sheet: Any) -> None:
        sheet.append(["Cost", 700])
        sheet.sheet_state = state

    document = read(workbook(price_sheet, margins, names=["Pricing", "Margins"]))
    assert "Cost" not in document.text
    assert kept(document) == [(f"{named} Margins", "marked_hidden", "Cost 700")]


def test_hidden_rows_and_columns_state_nothing() -> None:
    def fill(sheet: Any) -> None:
        put_rows(sheet, PRICES)
        sheet.row_dimensions[3].hidden = True
        sheet.column_dimensions["D"].hidden = True

    document = read(workbook(fill))
    assert "Integration" not in document.text
    assert "1,200" not in document.text
    assert ("Sheet1!A3:E3", "marked_hidden", "Integration build day 40 € 1,150.00 € 46,000.00") in kept(document)
    assert ("Sheet1!D2", "marked_hidden", "€ 1,200.00") in kept(document)


def test_white_on_white_tiny_and_formatted_away_words_are_hidden() -> None:
    def fill(sheet: Any) -> None:
        put_rows(sheet, PRICES)
        sheet["A8"], sheet["A9"], sheet["A10"] = "No refunds", "Minimum 12 months", 4711
        sheet["A8"].font = Font(color="FFFFFF")
        sheet["A9"].font = Font(size=1)
        sheet["A10"].number_format = ";;;"
        sheet["B8"] = "Terms"
        sheet["B8"].font, sheet["B8"].fill = Font(color="FFFFFF"), PatternFill("solid", fgColor="000080")

    document = read(workbook(fill))
    assert document.text.endswith("Terms")
    assert kept(document) == [
        ("Sheet1!A8", "background_colour", "No refunds"),
        ("Sheet1!A9", "tiny", "Minimum 12 months"),
        ("Sheet1!A10", "no_ink", "4711"),
    ]


def test_words_below_a_merged_cell_are_hidden() -> None:
    rows = words("A1", "Fee EUR 100") + words("A2", "Fee EUR 900")
    merged = '<mergeCells count="1"><mergeCell ref="A1:A2"/></mergeCells>'
    document = read(sheet_xml(rows, after=merged))
    assert document.text == "Fee EUR 100"
    assert kept(document) == [("Sheet1!A2", "covered", "Fee EUR 900")]


def test_a_formula_is_read_by_the_result_that_was_saved_with_it() -> None:
    rows = '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1" t="str"><f>"a"</f><v>per day</v></c></row>'
    document = read(sheet_xml(rows))
    assert document.text == "2\tper day"
    assert unread(document) == []


def test_formulas_that_were_never_calculated_are_named() -> None:
    def fill(sheet: Any) -> None:
        put_rows(sheet, PRICES)
        for row in range(2, 6):
            sheet.cell(row, 5).value = f"=C{row}*D{row}"

    assert unread(read(workbook(fill))) == ["Sheet1!E2:E5: not_calculated"]


def test_a_formula_whose_result_is_no_words_is_read() -> None:
    rows = words("A1", "Fee") + '<row r="2"><c r="A2" t="str"><f>""</f><v></v></c></row>'
    assert unread(read(sheet_xml(rows))) == []


def test_an_error_in_a_cell_is_shown_and_named() -> None:
    rows = '<row r="1"><c r="A1" t="inlineStr"><is><t>Total</t></is></c><c r="B1" t="e"><v>#REF!</v></c></row>'
    document = read(sheet_xml(rows))
    assert document.text == "Total\t#REF!"
    assert unread(document) == ["Sheet1!B1: cell_error"]


def test_comments_are_kept_beside_their_cells() -> None:
    def fill(sheet: Any) -> None:
        price_sheet(sheet)
        sheet["E4"].comment = Comment("Agreed with Ana?", "Ben")

    document = read(workbook(fill))
    (comment,) = document.comments
    assert (comment.text, comment.author) == ("Agreed with Ana?", "Ben")
    assert comment.anchor is not None
    assert document.cells_of(comment.anchor) == "Sheet1!E4"


def test_a_chart_is_named() -> None:
    def fill(sheet: Any) -> None:
        price_sheet(sheet)
        chart = BarChart()
        chart.add_data(Reference(sheet, min_col=5, min_row=3, max_row=6))
        sheet.add_chart(chart, "H2")

    assert unread(read(workbook(fill, names=["Pricing"]))) == ["Pricing: chart: unsupported_content"]


@pytest.mark.parametrize(("size", "named"), [((120, 60), []), ((800, 600), ["Pricing: picture: unsupported_content"])])
def test_a_picture_is_named_unless_it_is_as_small_as_a_logo(size: tuple[int, int], named: list[str]) -> None:
    def fill(sheet: Any) -> None:
        price_sheet(sheet)
        drawn = io.BytesIO()
        Image.new("RGB", size).save(drawn, "PNG")
        sheet.add_image(SheetImage(drawn), "H2")

    assert unread(read(workbook(fill, names=["Pricing"]))) == named


def test_printed_headers_and_footers_are_read() -> None:
    def fill(sheet: Any) -> None:
        price_sheet(sheet)
        sheet.oddHeader.center.text = "Draft for discussion"
        sheet.oddFooter.right.text = "Page &P of &N"

    document = read(workbook(fill))
    assert document.text.endswith("\nDraft for discussion")
    assert document.blocks[-1].kind.value == "header"


def test_tracked_changes_of_a_shared_workbook_are_named() -> None:
    data = changed(workbook(price_sheet), {"xl/revisions/revisionLog1.xml": b"<revisions/>"})
    assert unread(read(data)) == ["tracked changes of a shared workbook: unsupported_content"]


def test_a_workbook_that_shows_nothing_is_refused() -> None:
    with pytest.raises(UnreadableInput, match="show no words"):
        read(workbook(lambda sheet: setattr(sheet, "sheet_state", "visible")))


@pytest.mark.parametrize("nothing", ["0", "0.0", "0.00", "0E0"])
def test_rows_and_columns_of_no_size_state_nothing(nothing: str) -> None:
    rows = f'<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row><row r="2" ht="{nothing}"><c r="A2"><v>3</v></c></row>'
    document = read(sheet_xml(rows, before=f'<cols><col min="2" max="2" width="{nothing}"/></cols>'))
    assert document.text == "1"


def test_a_note_that_stands_for_a_lost_comment_is_kept() -> None:
    def fill(sheet: Any) -> None:
        price_sheet(sheet)
        sheet["E4"].comment = Comment("[Threaded comment]\n\nComment:\n    Agreed with Ana?", "tc={1}")

    (comment,) = read(workbook(fill)).comments
    assert "Agreed with Ana?" in comment.text


def test_a_long_note_is_kept_whole() -> None:
    def fill(sheet: Any) -> None:
        price_sheet(sheet)
        sheet["E4"].comment = Comment("Fee. " * 4_000 + "No refunds.", "Ben")

    (comment,) = read(workbook(fill)).comments
    assert comment.text.endswith("No refunds.")


def test_a_long_text_box_is_read_whole() -> None:
    def fill(sheet: Any) -> None:
        price_sheet(sheet)
        chart = BarChart()
        chart.add_data(Reference(sheet, min_col=5, min_row=3, max_row=6))
        sheet.add_chart(chart, "H2")

    box = f"<r><txBody><p><t>{'Fee. ' * 4_000}No refunds.</t></p></txBody></r>".encode()
    document = read(changed(workbook(fill), {"xl/drawings/drawing1.xml": box}))
    assert document.text.endswith("No refunds.")


def test_words_that_their_number_format_leaves_out_are_hidden() -> None:
    def fill(sheet: Any) -> None:
        sheet["A1"], sheet["A2"] = "Fee EUR 100", "No refunds"
        sheet["A2"].number_format = ";;;"

    document = read(workbook(fill))
    assert document.text == "Fee EUR 100"
    assert kept(document) == [("Sheet1!A2", "no_ink", "No refunds")]


def test_a_cell_of_nothing_but_invisible_characters_is_hidden_words() -> None:
    tags = "".join(chr(0xE0000 + ord(letter)) for letter in "No refunds")
    document = read(sheet_xml(words("A1", "Fee EUR 100") + words("A2", tags)))
    assert document.text == "Fee EUR 100"
    assert kept(document) == [("Sheet1!A2", "invisible_characters", "No refunds")]


def test_columns_are_hidden_however_many_runs_a_sheet_names() -> None:
    runs = '<col min="9" max="9" hidden="1"/>' * 10_000
    columns = f'<cols>{runs}<col min="2" max="2" hidden="1"/></cols>'
    document = read(sheet_xml('<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row>', before=columns))
    assert document.text == "1"


def test_a_merged_cell_covers_words_however_many_areas_a_sheet_names() -> None:
    rows = "".join(f'<row r="{row}"><c r="A{row}"><v>{row}</v></c></row>' for row in range(1, 1_001))
    areas = '<mergeCell ref="C1:C1000"/>' * 1_100 + '<mergeCell ref="A1:A2"/>'
    document = read(sheet_xml(rows, after=f"<mergeCells>{areas}</mergeCells>"))
    assert kept(document) == [("Sheet1!A2", "covered", "2")]
