"""Text side by side: columns of prose and signature blocks are read one after the other, rows of a list are not."""

from reportlab.pdfgen.canvas import Canvas

from pdf_builders import LEADING, LEFT, RIGHT, document, lines, paragraph, put, wrapped

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


def test_two_columns_of_prose_are_read_one_after_the_other() -> None:
    def page(canvas: Canvas) -> None:
        put(canvas, LEFT, 70, "GENERAL TERMS", bold=True, size=14)
        below = paragraph(canvas, 100, FIRST, right=MIDDLE - 9)
        paragraph(canvas, below + 6, THIRD, right=MIDDLE - 9)
        paragraph(canvas, 104, SECOND, x=MIDDLE + 9)

    assert lines(document(page)) == ["GENERAL TERMS", FIRST, THIRD, SECOND]


def test_a_paragraph_goes_on_in_the_next_column() -> None:
    def page(canvas: Canvas) -> None:
        rows = wrapped(canvas, f"{FIRST} {SECOND}", MIDDLE - 9 - LEFT)
        for index, row in enumerate(rows):
            x, place = (LEFT, index) if index < 5 else (MIDDLE + 9, index - 5)
            put(canvas, x, 100 + place * LEADING, row)

    assert lines(document(page)) == [f"{FIRST} {SECOND}"]


def test_text_over_both_columns_parts_them() -> None:
    def page(canvas: Canvas) -> None:
        top = 100.0
        for _ in range(2):
            left = paragraph(canvas, top, FIRST, right=MIDDLE - 9)
            right = paragraph(canvas, top, SECOND, x=MIDDLE + 9)
            top = paragraph(canvas, max(left, right) + 10, THIRD) + 15

    assert lines(document(page)) == [FIRST, SECOND, THIRD] * 2


def signature_block(canvas: Canvas, x: float, top: float, rows: list[str]) -> None:
    for index, row in enumerate(rows):
        put(canvas, x, top + index * LEADING * 1.2, row)


def test_signature_blocks_side_by_side_stay_whole() -> None:
    left = ["Acme Consulting Ltd", "By: ______________", "Name: A. Rao", "Title: Director", "Date: 1 June 2026"]
    right = ["Northwind Traders Inc.", "By: ______________", "Name: B. Li", "Title: Chief Buyer", "Date: 2 June 2026"]

    def page(canvas: Canvas) -> None:
        put(canvas, LEFT, 80, "Signed by the parties:")
        signature_block(canvas, LEFT, 110, left)
        signature_block(canvas, MIDDLE + 20, 110, right)
        paragraph(canvas, 230, THIRD)

    assert lines(document(page)) == ["Signed by the parties:", *left, *right, THIRD]


def test_a_long_title_beside_another_does_not_mix_two_signature_blocks() -> None:
    left = ["Acme", "Name: A. Rao", "Title: Senior Vice President and Chief Information"]
    right = ["Northwind", "Name: B. Li", "Title: Buyer"]

    def page(canvas: Canvas) -> None:
        signature_block(canvas, LEFT, 110, left)
        signature_block(canvas, MIDDLE + 40, 110, right)

    assert lines(document(page)) == [*left, *right]


def test_conformed_signatures_side_by_side_stay_with_their_parties() -> None:
    def page(canvas: Canvas) -> None:
        signature_block(canvas, LEFT, 110, ["/s/ Anna Rao", "for Acme Consulting"])
        signature_block(canvas, MIDDLE + 20, 110, ["/s/ Bo Li", "for Northwind Traders"])

    assert lines(document(page)) == ["/s/ Anna Rao", "for Acme Consulting", "/s/ Bo Li", "for Northwind Traders"]


def test_keys_and_values_are_read_row_by_row() -> None:
    rows = [("Client", "Acme Consulting Ltd"), ("Supplier", "Northwind Traders Inc."), ("Reference", "NT-2026-014")]

    def page(canvas: Canvas) -> None:
        for index, (key, value) in enumerate(rows):
            put(canvas, LEFT, 100 + index * 20, key)
            put(canvas, LEFT + 120, 100 + index * 20, value)

    assert lines(document(page)) == ["\t".join(row) for row in rows]
