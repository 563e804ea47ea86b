"""Tables: drawn ones, half-drawn ones, and those that nothing but the alignment of words makes."""

from itertools import pairwise

from reportlab.pdfgen.canvas import Canvas

from pdf_builders import HEIGHT, LEFT, RIGHT, blocks, document, grid, lines, paragraph, put, ruled_table
from sowcheck.core.documents import BlockKind

ROWS = [
    ["Role", "Days", "Day rate", "Amount"],
    ["Architect", "12", "EUR 1,150.00", "EUR 13,800.00"],
    ["Senior developer", "40", "EUR 850.00", "EUR 34,000.00"],
    ["Tester", "8", "EUR 700.00", "EUR 5,600.00"],
]
XS = [LEFT, LEFT + 150, LEFT + 210, LEFT + 310, RIGHT]


def columns(canvas: Canvas, top: float, rows: list[list[str]], *, step: float = 18, bold: bool = True) -> None:
    """Draws the words of a table without any line."""
    for index, row in enumerate(rows):
        for column, text in enumerate(row):
            put(canvas, XS[column] + 4, top + index * step, text, bold=bold and index == 0)


def level(canvas: Canvas, top: float, x0: float = LEFT, x1: float = RIGHT) -> None:
    canvas.line(x0, HEIGHT - top, x1, HEIGHT - top)


def test_a_drawn_table_has_its_cells_and_its_header() -> None:
    def page(canvas: Canvas) -> None:
        put(canvas, LEFT, 80, "The rates are:")
        ruled_table(canvas, 100, ROWS, XS)
        put(canvas, LEFT, 200, "Travel is not included.")

    found = document(page)
    assert grid(found) == ROWS
    assert (found.tables[0].header_rows, found.tables[0].ruled) == (1, True)
    assert lines(found) == ["The rates are:", *("\t".join(row) for row in ROWS), "Travel is not included."]
    assert blocks(found, BlockKind.TABLE_CELL) == [text for row in ROWS for text in row]


def test_a_merged_cell_spans_its_columns_and_a_wrapped_one_is_one_line() -> None:
    def page(canvas: Canvas) -> None:
        for top in (100, 120, 160, 180):
            level(canvas, top)
        canvas.line(LEFT, HEIGHT - 100, LEFT, HEIGHT - 180)
        canvas.line(RIGHT, HEIGHT - 100, RIGHT, HEIGHT - 180)
        canvas.line(300, HEIGHT - 120, 300, HEIGHT - 160)
        put(canvas, LEFT + 4, 114, "Milestones and amounts of the first phase", bold=True)
        put(canvas, LEFT + 4, 134, "Design accepted by")
        put(canvas, LEFT + 4, 147, "the steering committee")
        put(canvas, 304, 134, "EUR 10,000.00")
        put(canvas, LEFT + 4, 174, "All amounts exclude VAT.")

    found = document(page)
    assert grid(found) == [
        ["Milestones and amounts of the first phase", ""],
        ["Design accepted by the steering committee", "EUR 10,000.00"],
        ["All amounts exclude VAT.", ""],
    ]
    assert [cell.column_span for cell in found.tables[0].cells] == [2, 1, 1, 2]


def test_rows_parted_by_lines_make_a_table_by_the_alignment_of_their_words() -> None:
    def page(canvas: Canvas) -> None:
        columns(canvas, 100, ROWS)
        for index in range(1, 5):
            level(canvas, 87 + index * 18)

    found = document(page)
    assert grid(found) == ROWS
    assert found.tables[0].header_rows == 1


def test_lines_around_the_header_and_at_the_end_are_enough() -> None:
    def page(canvas: Canvas) -> None:
        level(canvas, 87)
        columns(canvas, 100, ROWS, step=14)
        level(canvas, 105)
        level(canvas, 148)

    assert grid(document(page)) == ROWS


def test_a_total_that_runs_over_columns_does_not_hide_them() -> None:
    total = "Total of all services, taxes not included, in euros"
    rows = [*ROWS, [total, "", "", "EUR 53,400.00"]]

    def page(canvas: Canvas) -> None:
        columns(canvas, 100, rows)
        for index in range(6):
            level(canvas, 87 + index * 18)

    found = document(page)
    assert grid(found) == rows
    assert found.tables[0].row(4)[0].column_span == 3


def test_columns_without_any_line_are_a_table_from_three_rows_on() -> None:
    def page(canvas: Canvas) -> None:
        below = paragraph(canvas, 80, "The following rates apply to all work that the parties agree on in writing.")
        columns(canvas, below + 20, ROWS)

    found = document(page)
    assert grid(found) == ROWS
    assert (found.tables[0].header_rows, found.tables[0].ruled) == (1, False)


def test_two_rows_with_gaps_are_lines_with_tabs() -> None:
    def page(canvas: Canvas) -> None:
        columns(canvas, 100, ROWS[:2], bold=False)

    found = document(page)
    assert found.tables == ()
    assert lines(found) == ["\t".join(row) for row in ROWS[:2]]


def test_a_numbered_list_with_wide_indents_is_no_table() -> None:
    def page(canvas: Canvas) -> None:
        for index in range(4):
            put(canvas, LEFT, 100 + index * 14, f"({'abcd'[index]})")
            put(canvas, LEFT + 40, 100 + index * 14, f"the item of number {index} of the list;")

    found = document(page)
    assert found.tables == ()
    assert len(blocks(found, BlockKind.LIST_ITEM)) == 4


def test_rows_that_go_on_after_the_page_break_are_a_table() -> None:
    def first(canvas: Canvas) -> None:
        columns(canvas, 700, ROWS)
        for index in range(6):
            level(canvas, 687 + index * 18)

    def second(canvas: Canvas) -> None:
        columns(canvas, 100, [["Project manager", "10", "EUR 900.00", "EUR 9,000.00"]], bold=False)
        paragraph(canvas, 140, "All rates hold for the whole term.")

    found = document(first, second)
    assert grid(found, 1) == [["Project manager", "10", "EUR 900.00", "EUR 9,000.00"]]
    assert found.tables[1].cells[0].page == 2


def test_a_rule_under_a_heading_and_one_over_the_footer_make_no_table() -> None:
    text = "The Supplier performs the services with due skill and care, and the Client pays for them in time."

    def page(canvas: Canvas) -> None:
        put(canvas, LEFT, 80, "Schedule 1", bold=True)
        level(canvas, 84)
        paragraph(canvas, 100, text)
        level(canvas, 140)

    found = document(page)
    assert found.tables == ()
    assert lines(found) == ["Schedule 1", text]


def test_white_areas_behind_lines_of_text_make_no_table() -> None:
    def page(canvas: Canvas) -> None:
        canvas.setFillColorRGB(1, 1, 1)
        for index in range(3):
            canvas.rect(LEFT, HEIGHT - 103 - index * 12, 250 - 30 * index, 12, stroke=0, fill=1)
            canvas.rect(LEFT - 20, HEIGHT - 103 - index * 12, 18, 12, stroke=0, fill=1)
        canvas.setFillColorRGB(0, 0, 0)
        for index, text in enumerate(("run the service", "train the staff", "report each month")):
            put(canvas, LEFT - 20, 100 + index * 12, f"{index + 1}.")
            put(canvas, LEFT, 100 + index * 12, text)

    found = document(page)
    assert found.tables == ()
    assert lines(found) == ["1. run the service", "2. train the staff", "3. report each month"]


def test_coloured_cells_without_lines_are_a_table() -> None:
    def page(canvas: Canvas) -> None:
        canvas.setFillColorRGB(0.85, 0.9, 0.95)
        for index in range(0, 4, 2):
            for x0, x1 in pairwise(XS):
                canvas.rect(x0, HEIGHT - 105 - index * 18, x1 - x0, 18, stroke=0, fill=1)
        canvas.setFillColorRGB(0, 0, 0)
        columns(canvas, 100, ROWS)

    found = document(page)
    assert grid(found) == ROWS
    assert found.tables[0].header_rows == 1


def test_two_tables_side_by_side_are_two_tables() -> None:
    left = [["Currency", "Euro"], ["Terms", "Net 30"], ["Billing", "Monthly"]]
    right = [["Start", "1 June 2026"], ["End", "31 May 2027"], ["Notice", "30 days"]]

    def page(canvas: Canvas) -> None:
        for x, rows in ((LEFT, left), (320, right)):
            for index, (key, value) in enumerate(rows):
                put(canvas, x + 2, 100 + 18 * index, key)
                put(canvas, x + 90, 100 + 18 * index, value)
                level(canvas, 105 + 18 * index, x, x + 190)

    found = document(page)
    assert [grid(found, 0), grid(found, 1)] == [left, right]


def test_boxes_that_hold_running_text_are_read_one_after_the_other() -> None:
    def page(canvas: Canvas) -> None:
        for x in (LEFT, 297, RIGHT):
            canvas.line(x, HEIGHT - 100, x, HEIGHT - 170)
        for top in (100, 170):
            level(canvas, top)
        for x, name in ((LEFT, "Acme Consulting"), (297, "Northwind Traders")):
            for index, text in enumerate((name, "Name: A. Rao", "Date: 1 June 2026")):
                put(canvas, x + 6, 116 + index * 16, text)

    assert lines(document(page)) == [
        "Acme Consulting",
        "Name: A. Rao",
        "Date: 1 June 2026",
        "Northwind Traders",
        "Name: A. Rao",
        "Date: 1 June 2026",
    ]
