"""Lines of a page become paragraphs, headings and list items; what is not running text stays line by line."""

from reportlab.pdfgen.canvas import Canvas

from pdf_builders import LEFT, RIGHT, block, blocks, document, lines, paragraph, put
from sowcheck.core.documents import BlockKind

PROSE = (
    "The Supplier shall perform the services that are described in the first schedule with due skill and care, and "
    "shall use people who are qualified for the work. The Client shall pay the fees within thirty (30) days after it "
    "has received a valid invoice, unless it disputes the invoice."
)
OTHER = (
    "Neither party may assign this agreement without the written consent of the other, which may not be withheld "
    "without a good reason; a change of control counts as an assignment for this purpose."
)


def test_the_lines_of_a_paragraph_are_one_line_of_text() -> None:
    def page(canvas: Canvas) -> None:
        below = paragraph(canvas, 100, PROSE)
        paragraph(canvas, below + 8, OTHER)

    assert lines(document(page)) == [PROSE, OTHER]


def test_a_paragraph_that_follows_without_a_gap_is_told_by_its_short_last_line() -> None:
    def page(canvas: Canvas) -> None:
        paragraph(canvas, paragraph(canvas, 100, PROSE), OTHER)

    assert lines(document(page)) == [PROSE, OTHER]


def test_a_paragraph_goes_on_over_the_page_break() -> None:
    def first(canvas: Canvas) -> None:
        paragraph(canvas, 700, PROSE + " It shall not be")

    def second(canvas: Canvas) -> None:
        paragraph(canvas, 80, "liable for losses that nobody could foresee when the agreement was signed.")

    found = document(first, second)
    assert found.text.endswith(
        "It shall not be liable for losses that nobody could foresee when the agreement was signed."
    )
    assert found.page_of(0) == 1
    assert found.page_of(found.text.index("foresee")) == 2
    assert [page.span.of(found.text)[-7:] for page in found.pages if page.span] == [" not be", "signed."]


def test_headings_and_list_items_stand_alone() -> None:
    def page(canvas: Canvas) -> None:
        put(canvas, LEFT, 80, "STATEMENT OF WORK", bold=True, size=16)
        put(canvas, LEFT, 110, "1. Services", bold=True, size=12)
        below = paragraph(canvas, 130, PROSE)
        put(canvas, LEFT + 18, below + 4, "(a)")
        below = paragraph(canvas, below + 4, "analyse the " + OTHER.lower(), x=LEFT + 40)
        put(canvas, LEFT + 18, below, "(b)")
        below = paragraph(canvas, below, "train the staff.", x=LEFT + 40)
        put(canvas, LEFT + 40, below, "\u2022 two sessions")
        paragraph(canvas, below + 20, OTHER)

    found = document(page)
    assert blocks(found, BlockKind.HEADING) == ["STATEMENT OF WORK", "1. Services"]
    assert blocks(found, BlockKind.LIST_ITEM) == [
        "(a) analyse the " + OTHER.lower(),
        "(b) train the staff.",
        "\u2022 two sessions",
    ]
    assert blocks(found, BlockKind.PARAGRAPH) == [PROSE, OTHER]
    assert [block(found, text).level for text in ("STATEMENT OF WORK", "1. Services")] == [1, 2]
    assert [block(found, text).level for text in ("(b) train the staff.", "\u2022 two sessions")] == [0, 1]
    assert block(found, "1. Services").bold
    assert block(found, "1. Services").size == 12


def test_key_value_and_address_lines_stay_lines() -> None:
    rows = ["Acme Consulting Limited", "12 High Street", "Leeds LS1 4DY", "Owner: A. Rao", "Status: Final"]

    def page(canvas: Canvas) -> None:
        below = paragraph(canvas, 80, PROSE)
        for index, row in enumerate(rows):
            put(canvas, LEFT, below + 20 + index * 12.5, row)

    assert lines(document(page)) == [PROSE, *rows]


def test_a_wide_gap_is_a_tab_and_the_gap_after_a_number_a_space() -> None:
    def page(canvas: Canvas) -> None:
        put(canvas, LEFT, 100, "Effective Date:")
        put(canvas, LEFT + 140, 100, "January 5, 2009")
        put(canvas, LEFT, 140, "4.1")
        put(canvas, LEFT + 36, 140, "The fee is fixed.")

    assert lines(document(page)) == ["Effective Date:\tJanuary 5, 2009", "4.1 The fee is fixed."]


def test_a_word_broken_at_a_lines_end_is_whole_and_stands_in_two_places() -> None:
    def page(canvas: Canvas) -> None:
        put(canvas, LEFT, 100, "The parties agree that every part of the work on the new system, the inte-")
        put(canvas, LEFT, 112.5, "gration with the ledger included, is billed at the agreed time-and-")
        put(canvas, LEFT, 125, "materials rates, and the integration is due in May, with the travel paid on top.")

    found = document(page)
    assert "the integration with the ledger included, is billed at the agreed time-and-materials rates" in found.text
    boxes = found.boxes(found.blocks[0].span)
    start = found.text.index("integration")
    first, second = found.boxes(type(found.blocks[0].span)(start=start, end=start + len("integration")))
    assert (first.x1, second.x0) == (boxes[0].x1, boxes[1].x0)
    assert first.y1 <= second.y0 + 3


def test_repeated_headers_and_footers_follow_the_body() -> None:
    def page(number: int, text: str) -> object:
        def draw(canvas: Canvas) -> None:
            put(canvas, LEFT, 40, "Acme Consulting Limited", size=8)
            put(canvas, RIGHT - 80, 40, "Confidential", size=8)
            paragraph(canvas, 100, text)
            put(canvas, LEFT, 810, f"Page {number} of 3", size=8)

        return draw

    found = document(page(1, PROSE), page(2, OTHER), page(3, PROSE))  # type: ignore[arg-type]  # Draw functions
    assert lines(found)[:3] == [PROSE, OTHER, PROSE]
    assert blocks(found, BlockKind.HEADER) == ["Acme Consulting Limited\tConfidential"] * 3
    assert blocks(found, BlockKind.FOOTER) == ["Page 1 of 3", "Page 2 of 3", "Page 3 of 3"]


def test_the_page_number_of_a_single_page_is_a_footer() -> None:
    def page(canvas: Canvas) -> None:
        paragraph(canvas, 100, PROSE)
        put(canvas, LEFT, 815, "OF-2231", size=8)
        put(canvas, RIGHT - 50, 815, "Page 1 of 1", size=8)

    assert blocks(document(page), BlockKind.FOOTER) == ["OF-2231\tPage 1 of 1"]


def test_text_with_line_breaks_of_its_own_is_joined_where_sentences_go_on() -> None:
    rows = [
        "The Consultant shall issue an invoice at the end of each month for the services",
        "rendered in accordance with the work statement, which includes a sufficient",
        "description of the days worked and the",
        "corresponding services.",
        "Payment terms are thirty days after receipt.",
    ]

    def page(canvas: Canvas) -> None:
        canvas.setFont("Courier", 9)
        for index, row in enumerate(rows):
            canvas.drawString(LEFT, 742 - index * 11, row)

    assert lines(document(page)) == [" ".join(rows[:4]), rows[4]]


def test_letters_set_apart_are_one_word_and_words_without_a_space_between_are_two() -> None:
    def page(canvas: Canvas) -> None:
        text = canvas.beginText(LEFT, 742)
        text.setFont("Helvetica-Bold", 9)
        text.setCharSpace(2.5)
        text.textOut("NORTHWIND PARTNERS")
        text.setCharSpace(0)
        canvas.drawText(text)
        put(canvas, LEFT, 140, "1.")
        put(canvas, LEFT + 9.2, 140, "Services")

    assert lines(document(page)) == ["NORTHWIND PARTNERS", "1. Services"]
