"""What people wrote on a PDF: struck words are named, typed words are text, notes are remarks, what is hidden is hidden."""

from reportlab.pdfgen.canvas import Canvas

from annotation_builders import Area, Paper, numbers
from pdf_builders import LEFT, blocks, lines, put
from sowcheck.core.documents import BlockKind, Coverage, Document, Revision
from sowcheck.core.ocr import OcrWord
from sowcheck.core.spans import Span
from sowcheck.ingest.pdf.other import with_other

SENTENCE = "The fixed fee is EUR 100,000 and is paid in two parts."


def page(canvas: Canvas) -> None:
    put(canvas, LEFT, 100, SENTENCE)
    put(canvas, LEFT, 140, "Price:")
    put(canvas, LEFT, 160, "Start date: ____________________ at the latest")


def over(words: str, top: float = 100) -> Area:
    """The area of some words of the first line."""
    canvas = Canvas("unused.pdf")
    start = LEFT + canvas.stringWidth(SENTENCE[: SENTENCE.index(words)], "Helvetica", 10)
    return start, top - 9, start + canvas.stringWidth(words, "Helvetica", 10), top + 2


def changes(document: Document) -> list[tuple[str, str]]:
    return [(each.kind, each.text) for each in document.revisions]


def other(document: Document) -> str:
    assert document.other is not None
    assert document.other.document is not None
    return document.other.document.text


def test_struck_words_stay_in_the_text_and_are_named_as_deleted() -> None:
    paper = Paper(page)
    paper.mark("StrikeOut", over("EUR 100,000"), T="B. Li", M="D:20260601093000Z")
    found = paper.read()
    assert lines(found)[0] == SENTENCE
    (change,) = found.revisions
    assert change.span is not None
    assert change.span.of(found.text) == "EUR 100,000"
    assert change == Revision(
        kind="deleted", text="EUR 100,000", author="B. Li", date="2026-06-01T09:30:00Z", span=change.span
    )


def test_the_other_reading_lacks_struck_words() -> None:
    paper = Paper(page)
    paper.mark("StrikeOut", over("and is paid in two parts"))
    found = paper.read()
    assert found.other is not None
    assert found.other.decided == "accepted"
    assert other(found).split("\n")[0] == "The fixed fee is EUR 100,000."


def test_a_strike_over_a_part_of_a_word_strikes_that_part() -> None:
    paper = Paper(page)
    paper.mark("StrikeOut", over("000 and is"))
    assert changes(paper.read()) == [("deleted", "000 and is")]


def test_a_replacement_is_struck_words_and_words_in_their_place() -> None:
    paper = Paper(page)
    _, top, right, bottom = over("100,000")
    caret = paper.put("Caret", (right, top, right + 6, bottom + 4), Contents="120,000", T="B. Li")
    paper.mark("StrikeOut", over("100,000"), IRT=caret, RT="/Group", T="B. Li")
    found = paper.read()
    assert changes(found) == [("deleted", "100,000"), ("inserted", "120,000")]
    assert other(found).split("\n")[0] == SENTENCE.replace("100,000", "120,000")
    assert found.text.split("\n")[0] == SENTENCE


def test_a_caret_alone_inserts_before_the_next_word() -> None:
    paper = Paper(page)
    left, top, _, bottom = over("and is paid")
    paper.put("Caret", (left - 4, top, left, bottom + 4), Contents="plus VAT")
    found = paper.read()
    assert changes(found) == [("inserted", "plus VAT")]
    assert other(found).split("\n")[0] == SENTENCE.replace("and is", "plus VAT and is")


def test_words_typed_behind_a_label_are_its_value_and_named_as_added() -> None:
    paper = Paper(page)
    paper.typed((LEFT + 34, 130, LEFT + 130, 144), "EUR 5,000", Contents="EUR 5,000", T="B. Li")
    found = paper.read()
    assert lines(found)[1] == "Price: EUR 5,000"
    (change,) = found.revisions
    assert (change.kind, change.text, change.author) == ("inserted", "EUR 5,000", "B. Li")
    assert change.span is not None
    assert change.span.of(found.text) == "EUR 5,000"
    assert found.other is not None
    assert found.other.decided == "rejected"
    assert other(found).split("\n")[1] == "Price:"


def test_words_typed_into_a_blank_take_the_place_of_its_line() -> None:
    paper = Paper(page)
    paper.typed((LEFT + 56, 150, LEFT + 160, 164), "1 June 2026", Contents="1 June 2026")
    assert lines(paper.read())[2] == "Start date: 1 June 2026\tat the latest"


def test_typed_words_without_a_drawing_are_read_from_their_contents() -> None:
    paper = Paper(page)
    paper.typed((LEFT + 34, 130, LEFT + 130, 144), Contents="EUR 5,000")
    assert lines(paper.read())[1] == "Price: EUR 5,000"


def test_a_remark_typed_in_the_margin_interrupts_no_sentence() -> None:
    def paragraph(canvas: Canvas) -> None:
        put(canvas, LEFT, 100, "The Supplier performs the services with due skill and care and the Client pays")
        put(canvas, LEFT, 112.5, "for them within thirty days of the date on which it receives the invoice.")

    paper = Paper(paragraph)
    paper.typed((480, 90, 570, 104), "not agreed", Contents="not agreed")
    found = paper.read()
    assert blocks(found, BlockKind.TEXT_BOX) == ["not agreed"]
    assert "the Client pays for them within" in found.text
    assert changes(found) == [("inserted", "not agreed")]


def test_words_below_a_white_box_with_typed_words_are_hidden_and_the_typed_ones_read() -> None:
    paper = Paper(page)
    left, top, right, bottom = area = over("100,000")
    white = f"1 g 0 0 {right - left} {bottom - top} re f 0 g BT /F 10 Tf 1 2 Td (90,000) Tj ET"
    paper.put("FreeText", area, Contents="90,000", DA="/Helv 10 Tf 0 g", AP=paper.drawing(area, white))
    found = paper.read()
    assert lines(found)[0] == SENTENCE.replace("100,000", "90,000")
    assert [(each.reason, each.words) for each in found.hidden] == [("covered", "100,000")]


def test_what_is_drawn_counts_and_other_contents_are_named_as_hidden() -> None:
    paper = Paper(page)
    paper.typed((LEFT + 34, 130, LEFT + 130, 144), "EUR 5,000", Contents="EUR 9,000")
    found = paper.read()
    assert lines(found)[1] == "Price: EUR 5,000"
    assert [(each.reason, each.words) for each in found.hidden] == [("replacing", "EUR 9,000")]


def test_typed_words_that_nobody_sees_are_no_text() -> None:
    paper = Paper(page)
    off = paper.layer(shown=False)
    for top, entries in ((300, {"F": 2}), (330, {"F": 32}), (360, {"OC": off})):
        paper.typed((LEFT, top, LEFT + 100, top + 14), "EUR 7,000", Contents="EUR 7,000", **entries)
    found = paper.read()
    assert "7,000" not in found.text
    assert found.revisions == ()
    assert [each.words for each in found.hidden] == ["EUR 7,000"] * 3


def test_a_note_knows_its_words_its_answers_and_what_was_decided() -> None:
    paper = Paper(page)
    note = paper.mark("Highlight", over("EUR 100,000"), Contents="Was it not 90,000?", T="B. Li")
    paper.put("Text", over("EUR"), Contents="No, see the quote.", T="A. Rao", IRT=note)
    paper.put("Text", over("EUR"), T="A. Rao", IRT=note, State="Completed", StateModel="Review")
    found = paper.read()
    question, answer = found.comments
    assert (question.text, question.author, question.state, question.resolved) == (
        "Was it not 90,000?",
        "B. Li",
        "completed",
        True,
    )
    assert question.anchor is not None
    assert question.anchor.of(found.text) == "EUR 100,000"
    assert (answer.text, answer.author, answer.anchor) == ("No, see the quote.", "A. Rao", question.anchor)


def test_a_stamp_is_told_with_its_name_and_its_words_stand_in_a_box() -> None:
    paper = Paper(page)
    area = (300.0, 300.0, 420.0, 330.0)
    paper.put("Stamp", area, Name="/Void", AP=paper.drawing(area, "BT /F 20 Tf 4 6 Td (VOID) Tj ET"))
    found = paper.read()
    assert [(each.text, each.resolved) for each in found.comments] == [("Stamp: Void", False)]
    assert blocks(found, BlockKind.TEXT_BOX) == ["VOID"]


def test_a_stamp_that_asks_nothing_is_no_open_comment() -> None:
    paper = Paper(page)
    paper.put("Stamp", (300.0, 300.0, 420.0, 330.0), Name="/SBApproved")
    paper.put("Stamp", (300.0, 400.0, 420.0, 430.0), Name="/#Z81hQp")
    assert [(each.text, each.resolved) for each in paper.read().comments] == [("Stamp: Approved", True)]


def test_words_marked_for_redaction_are_read_and_named() -> None:
    paper = Paper(page)
    paper.mark("Redact", over("EUR 100,000"))
    found = paper.read()
    assert changes(found) == [("deleted", "EUR 100,000")]
    assert "still there" in found.comments[0].text


def test_a_line_and_a_stroke_of_the_pen_through_words_strike_them() -> None:
    paper = Paper(page)
    left, _, right, bottom = over("EUR 100,000")
    y = 842 - bottom + 4.5
    paper.put("Line", (left, 90, right, 102), L=numbers(left, y, right, y))
    left, _, right, _ = over("two parts")
    path = numbers(left, y - 1, (left + right) / 2, y + 1, right, y)
    paper.put("Ink", (left, 90, right, 102), InkList=[path])
    assert changes(paper.read()) == [("deleted", "EUR 100,000"), ("deleted", "two parts")]


def test_a_line_below_words_or_past_their_ends_strikes_nothing() -> None:
    def ruled(canvas: Canvas) -> None:
        page(canvas)
        left, _, right, _ = over("EUR 100,000")
        canvas.line(left, 842 - 102, right, 842 - 102)
        canvas.line(LEFT - 30, 842 - 137, 523, 842 - 137)

    assert Paper(ruled).read().revisions == ()


def test_words_that_the_page_itself_strikes_are_named_and_so_are_those_in_their_place() -> None:
    def redline(canvas: Canvas) -> None:
        put(canvas, LEFT, 100, "The fixed fee is EUR")
        width = canvas.stringWidth("The fixed fee is EUR ", "Helvetica", 10)
        canvas.setFillColorRGB(1, 0, 0)
        put(canvas, LEFT + width, 100, "100,000")
        canvas.setStrokeColorRGB(1, 0, 0)
        canvas.line(LEFT + width, 842 - 97, LEFT + width + 39, 842 - 97)
        canvas.setFillColorRGB(0, 0, 1)
        put(canvas, LEFT + width + 42, 100, "120,000")
        canvas.line(LEFT + width + 42, 842 - 101.5, LEFT + width + 81, 842 - 101.5)
        canvas.setFillColorRGB(0, 0, 0)
        put(canvas, LEFT + width + 84, 100, "in all.")

    found = Paper(redline).read()
    assert found.text == "The fixed fee is EUR 100,000 120,000 in all."
    assert changes(found) == [("deleted", "100,000"), ("inserted", "120,000")]
    assert other(found) == "The fixed fee is EUR 120,000 in all."


def test_a_short_line_under_a_raised_letter_strikes_nothing() -> None:
    def raised(canvas: Canvas) -> None:
        put(canvas, LEFT, 100, "on the 1")
        x = LEFT + canvas.stringWidth("on the 1", "Helvetica", 10)
        put(canvas, x, 97, "st", size=6)
        canvas.line(x, 842 - 97.8, x + 4.4, 842 - 97.8)
        put(canvas, x + 8, 100, "day of June")

    assert Paper(raised).read().revisions == ()


def test_an_attached_file_and_a_film_on_a_page_are_named_as_unread() -> None:
    paper = Paper(page)
    paper.put("FileAttachment", (300, 300, 320, 320))
    paper.put("RichMedia", (300, 400, 420, 480))
    assert [entry.where for entry in paper.read().coverage.unread] == ["page 1 attached file", "page 1 film or sound"]


def test_a_page_that_nobody_wrote_on_has_one_reading() -> None:
    assert Paper(page).read().other is None


def test_words_made_out_in_a_picture_are_as_unsure_when_others_before_them_are_gone() -> None:
    text = "The old fee of EUR 100,000 is due."
    struck = Revision(kind="deleted", text="old", author=None, date=None, span=Span(start=4, end=7))
    found = with_other(
        Document(
            name="scan.pdf",
            sha256="0" * 64,
            media_type="application/pdf",
            text=text,
            revisions=(struck,),
            ocr_words=(OcrWord(4, 7, 0.4), OcrWord(19, 26, 0.5, "700,000")),
            coverage=Coverage(units=1),
        )
    )
    assert other(found) == "The fee of EUR 100,000 is due."
    settled = found.other.document if found.other else None
    assert settled is not None
    assert settled.ocr_words == (OcrWord(15, 22, 0.5, "700,000"),)
