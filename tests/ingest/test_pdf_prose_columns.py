"""Pages of two columns: clauses with hanging numbers, titles, tables and signatures among them; and what only looks so."""

import pytest
from reportlab.pdfgen.canvas import Canvas

from pdf_builders import LEADING, LEFT, RIGHT, SIZE, document, grid, lines, paragraph, put, ruled_table, wrapped

FIRST = (
    "The Supplier shall perform the services that are described in the first schedule with due skill and care, and "
    "shall use people who are qualified for the work. It shall keep a record of the hours that its people have worked."
)
SECOND = (
    "The Client shall pay the fees within thirty days after it has received a valid invoice. It may hold back a "
    "payment that it disputes in good faith, and shall say so in writing before the payment falls due."
)
THIRD = "Neither party is liable for a delay that it has not caused and could not have foreseen at the start."
MIDDLE = (LEFT + RIGHT) / 2

CLAUSES = [
    ("1.1", "This statement of work is made under the framework agreement of 9 March 2026, whose terms apply to it."),
    ("1.2", "The framework agreement takes precedence."),
    (
        "1.3",
        "Work starts on 4 May 2026 and finishes on 30 October 2026, a term of 26 weeks that the parties may extend "
        "by written agreement; it is not extended by conduct.",
    ),
    ("1.4", "The Supplier will build an integration hub that passes messages between the systems of the Client."),
    ("2.1", "The work is charged by time at the day rates in the schedule. A day is eight hours of work."),
    ("2.2", "Invoices are sent monthly in arrears with timesheets that the product owner has approved in writing."),
    ("2.3", "Travel and accommodation are reimbursed at cost up to 12,500.00 in all, against receipts."),
    ("2.4", "Either party may end this statement of work on 20 working days notice in writing without a reason."),
]


def spread(canvas: Canvas, top: float, words: list[str], x: float, right: float) -> None:
    """Draws a line of several words that ends at the right edge."""
    widths = [canvas.stringWidth(word, "Helvetica", SIZE) for word in words]
    space = (right - x - sum(widths)) / (len(words) - 1)
    for word, width in zip(words, widths, strict=True):
        put(canvas, x, top, word)
        x += width + space


def justified(canvas: Canvas, top: float, text: str, x: float, right: float, leading: float = LEADING) -> float:
    """Draws a paragraph whose full lines end at the right edge; returns where the next line would stand."""
    rows = wrapped(canvas, text, right - x)
    for row in rows[:-1]:
        spread(canvas, top, row.split(), x, right)
        top += leading
    put(canvas, x, top, rows[-1])
    return top + leading


def clauses(
    canvas: Canvas,
    top: float,
    rows: list[tuple[str, str]],
    x: float,
    right: float,
    *,
    indent: float = 26,
    leading: float = LEADING,
    apart: float = 6,
) -> float:
    """Draws clauses whose numbers stand out at the left; returns where the next line would stand."""
    for number, text in rows:
        put(canvas, x, top, number)
        top = justified(canvas, top, text, x + indent, right, leading) + apart
    return top


def joined(rows: list[tuple[str, str]]) -> list[str]:
    return [" ".join(row) for row in rows]


@pytest.mark.parametrize("gutter", [12, 18, 36])
@pytest.mark.parametrize("indent", [18, 26, 36])
@pytest.mark.parametrize(("leading", "offset"), [(LEADING, 0), (14.2, 3), (LEADING, 6)])
def test_clauses_with_hanging_numbers_are_read_column_by_column(
    gutter: int, indent: int, leading: float, offset: int
) -> None:
    def page(canvas: Canvas) -> None:
        put(canvas, LEFT, 70, "STATEMENT OF WORK", bold=True, size=16)
        clauses(canvas, 100, CLAUSES[:4], LEFT, MIDDLE - gutter / 2, indent=indent)
        clauses(canvas, 100 + offset, CLAUSES[4:], MIDDLE + gutter / 2, RIGHT, indent=indent, leading=leading)

    assert lines(document(page)) == ["STATEMENT OF WORK", *joined(CLAUSES)]


def test_headings_on_one_line_belong_to_their_columns() -> None:
    def page(canvas: Canvas) -> None:
        for x, right, heading, rows in (
            (LEFT, MIDDLE - 12, "1 Agreement", CLAUSES[:4]),
            (MIDDLE + 12, RIGHT, "2 Charges", CLAUSES[4:]),
        ):
            put(canvas, x, 100, heading, bold=True, size=11)
            clauses(canvas, 125, rows, x, right)

    expected = ["1 Agreement", *joined(CLAUSES[:4]), "2 Charges", *joined(CLAUSES[4:])]
    assert lines(document(page)) == expected


def test_the_last_column_may_be_short() -> None:
    def page(canvas: Canvas) -> None:
        clauses(canvas, 100, CLAUSES[:7], LEFT, MIDDLE - 10)
        clauses(canvas, 104, CLAUSES[7:], MIDDLE + 10, RIGHT)

    assert lines(document(page)) == joined(CLAUSES)


def test_a_paragraph_in_clauses_goes_on_in_the_next_column() -> None:
    def page(canvas: Canvas) -> None:
        clauses(canvas, 100, CLAUSES[:3], LEFT, MIDDLE - 10)
        rows = wrapped(canvas, CLAUSES[3][1], MIDDLE - 10 - LEFT - 26)
        put(canvas, LEFT, 270, CLAUSES[3][0])
        put(canvas, LEFT + 26, 270, rows[0])
        for index, row in enumerate(rows[1:]):
            put(canvas, MIDDLE + 36, 100 + index * LEADING, row)
        clauses(canvas, 100 + len(rows) * LEADING, CLAUSES[4:], MIDDLE + 10, RIGHT)

    assert lines(document(page)) == joined(CLAUSES)


def test_a_ruled_table_over_both_columns_parts_them() -> None:
    rows = [["Role", "Days", "Rate"], ["Architect", "20", "1,100.00"], ["Tester", "40", "800.00"]]

    def page(canvas: Canvas) -> None:
        clauses(canvas, 100, CLAUSES[:2], LEFT, MIDDLE - 10)
        clauses(canvas, 103, CLAUSES[2:4], MIDDLE + 10, RIGHT)
        ruled_table(canvas, 240, rows, [LEFT, 200, MIDDLE + 40, RIGHT])
        clauses(canvas, 330, CLAUSES[4:6], LEFT, MIDDLE - 10)
        clauses(canvas, 333, CLAUSES[6:], MIDDLE + 10, RIGHT)

    found = document(page)
    assert lines(found) == [*joined(CLAUSES[:4]), *("\t".join(row) for row in rows), *joined(CLAUSES[4:])]
    assert grid(found) == rows


@pytest.mark.parametrize("ruled", [True, False])
def test_a_table_inside_one_column_stays_a_table(*, ruled: bool) -> None:
    rows = [["Role", "Days", "Rate"], ["Architect", "20", "1,100.00"], ["Tester", "40", "800.00"]]
    xs = [LEFT, LEFT + 90, LEFT + 140, MIDDLE - 10]

    def page(canvas: Canvas) -> None:
        below = clauses(canvas, 100, CLAUSES[:3], LEFT, MIDDLE - 10)
        if ruled:
            ruled_table(canvas, below, rows, xs)
        else:
            for index, row in enumerate(rows):
                for x, text in zip(xs, row, strict=False):
                    put(canvas, x, below + 15 + index * 16, text, bold=index == 0)
        clauses(canvas, below + 80, CLAUSES[3:4], LEFT, MIDDLE - 10)
        clauses(canvas, 104, CLAUSES[4:], MIDDLE + 10, RIGHT)

    found = document(page)
    assert lines(found) == [*joined(CLAUSES[:3]), *("\t".join(row) for row in rows), *joined(CLAUSES[3:])]
    assert grid(found) == rows


def test_three_columns_of_prose_are_read_one_after_the_other() -> None:
    def page(canvas: Canvas) -> None:
        for x, text in ((40, FIRST), (215, SECOND), (390, f"{THIRD} {THIRD}")):
            justified(canvas, 100, text, x, x + 155)

    assert lines(document(page)) == [FIRST, SECOND, f"{THIRD} {THIRD}"]


def test_signatures_below_two_columns_stay_with_their_parties() -> None:
    left = ["Acme Consulting Ltd", "By: ______________", "Name: A. Rao", "Title: Director"]
    right = ["Northwind Traders Inc.", "By: ______________", "Name: B. Li", "Title: Chief Buyer"]

    def page(canvas: Canvas) -> None:
        clauses(canvas, 100, CLAUSES[:4], LEFT, MIDDLE - 10)
        clauses(canvas, 104, CLAUSES[4:], MIDDLE + 10, RIGHT)
        for index, (ours, theirs) in enumerate(zip(left, right, strict=True)):
            put(canvas, LEFT, 330 + index * 15, ours)
            put(canvas, MIDDLE + 10, 330 + index * 15, theirs)

    assert lines(document(page)) == [*joined(CLAUSES), *left, *right]


def test_a_price_table_without_lines_is_read_row_by_row() -> None:
    rows = [
        ("Design of the portal and all of its pages", "12", "1,100.00", "13,200.00"),
        ("Build of the portal on the cloud platform", "40", "950.00", "38,000.00"),
        ("Training of the agents who use the portal", "8", "800.00", "6,400.00"),
        ("Support of the portal for sixty days after", "10", "800.00", "8,000.00"),
        ("Removal of the old portal and of its data", "2", "950.00", "1,900.00"),
    ]

    def page(canvas: Canvas) -> None:
        paragraph(canvas, 80, THIRD)
        for index, row in enumerate(rows):
            for x, text in zip((LEFT, 320, 380, 460), row, strict=True):
                put(canvas, x, 120 + index * 15, text)

    assert lines(document(page))[1:] == ["\t".join(row) for row in rows]


def test_a_table_of_long_texts_without_lines_is_read_row_by_row() -> None:
    rows = [(FIRST, SECOND), (SECOND, THIRD), (THIRD, FIRST), (FIRST, THIRD)]

    def page(canvas: Canvas) -> None:
        top = 100.0
        for left, right in rows:
            below = paragraph(canvas, top, left, right=MIDDLE - 12)
            top = max(below, paragraph(canvas, top, right, x=MIDDLE + 12)) + 8

    text = document(page).text
    begins = [cell[:30] for row in rows for cell in row]
    places: list[int] = []
    for begin in begins:
        places.append(text.index(begin, places[-1] + 1 if places else 0))
    assert text.count(begins[0]) == begins.count(begins[0])


def test_a_sheet_of_keys_with_long_values_is_read_row_by_row() -> None:
    rows = [("Scope of work", FIRST), ("Charges", SECOND), ("Delay", THIRD), ("Ending", SECOND)]

    def page(canvas: Canvas) -> None:
        top = 100.0
        for key, value in rows:
            put(canvas, LEFT, top, key)
            top = paragraph(canvas, top, value, x=LEFT + 130) + 6

    assert lines(document(page)) == ["\t".join(row) for row in rows]


def test_justified_text_over_the_whole_page_stays_one_column() -> None:
    def page(canvas: Canvas) -> None:
        top = 100.0
        for number, text in [*CLAUSES, *CLAUSES]:
            put(canvas, LEFT, top, number)
            top = justified(canvas, top, text, LEFT + 36, RIGHT) + 4

    assert lines(document(page)) == joined([*CLAUSES, *CLAUSES])


def test_a_wide_date_above_two_columns_is_read_with_the_title() -> None:
    def page(canvas: Canvas) -> None:
        put(canvas, LEFT, 70, "Statement of work", bold=True, size=14)
        put(canvas, RIGHT - 60, 70, "4 May 2026")
        clauses(canvas, 110, CLAUSES[:4], LEFT, MIDDLE - 10)
        clauses(canvas, 110, CLAUSES[4:], MIDDLE + 10, RIGHT)

    assert lines(document(page)) == ["Statement of work\t4 May 2026", *joined(CLAUSES)]


@pytest.mark.parametrize("gap", [4, 12])
def test_a_paragraph_over_both_columns_keeps_its_short_last_line(gap: int) -> None:
    opening = f"{FIRST} It begins at once."

    def page(canvas: Canvas) -> None:
        below = paragraph(canvas, 80, opening) + gap
        assert canvas.stringWidth(wrapped(canvas, opening, RIGHT - LEFT)[-1], "Helvetica", SIZE) < MIDDLE - LEFT
        clauses(canvas, below, CLAUSES[:4], LEFT, MIDDLE - 10)
        clauses(canvas, below, CLAUSES[4:], MIDDLE + 10, RIGHT)

    assert lines(document(page)) == [opening, *joined(CLAUSES)]


def test_a_river_of_white_in_justified_text_parts_nothing() -> None:
    text = f"{FIRST} {SECOND} {THIRD}"

    def page(canvas: Canvas) -> None:
        rows = wrapped(canvas, text, RIGHT - LEFT - 30)
        for index, row in enumerate(rows):
            first = wrapped(canvas, row, MIDDLE - 5 - LEFT)[0]
            top = 100 + index * LEADING
            if 0 < index < len(rows) - 1:
                spread(canvas, top, first.split(), LEFT, MIDDLE - 5)
                put(canvas, MIDDLE + 5, top, row.removeprefix(first).strip())
            else:
                put(canvas, LEFT, top, row)

    assert document(page).text.split() == text.split()
