"""Words that a PDF holds and its pages do not show are kept apart, with the reason."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, RectangleObject, TextStringObject
from reportlab.lib.colors import Color, HexColor, black, white
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from pdf_builders import HEIGHT, LEFT, WIDTH, Draw, document, lines, pdf, put
from sowcheck.core.documents import Document
from sowcheck.core.limits import ReadingLimits
from sowcheck.ingest.pdf.reader import read_pdf

SEEN = "The fixed fee for the services is EUR 184,000."
UNSEEN = "The fixed fee for the services is EUR 99."
DARK = HexColor("#203050")


def hidden(read: Document) -> list[tuple[str, str]]:
    return [(each.reason, each.words) for each in read.hidden]


def below(draw: Callable[[Canvas], None]) -> Draw:
    """A page with words that everybody sees, and what `draw` adds."""

    def page(canvas: Canvas) -> None:
        put(canvas, LEFT, 100, SEEN)
        put(canvas, LEFT, 300, "Invoices are due within 30 days.")
        draw(canvas)

    return page


def picture(colour: tuple[int, int, int] = (180, 40, 40)) -> ImageReader:
    return ImageReader(Image.new("RGB", (40, 40), colour))


def bar(canvas: Canvas, colour: object) -> None:
    """A filled rectangle where `unseen` puts its words."""
    canvas.setFillColor(colour)
    canvas.rect(LEFT - 10, HEIGHT - 215, 400, 30, fill=1, stroke=0)


def unseen(canvas: Canvas, size: float = 10.0) -> None:
    put(canvas, LEFT, 200, UNSEEN, size=size)


def white_on_paper(canvas: Canvas) -> None:
    canvas.setFillColor(white)
    unseen(canvas)


def nearly_white(canvas: Canvas) -> None:
    canvas.setFillColor(HexColor("#FAFAFC"))
    unseen(canvas)


def dark_on_dark(canvas: Canvas) -> None:
    bar(canvas, DARK)
    unseen(canvas)


def without_ink(canvas: Canvas) -> None:
    text = canvas.beginText(LEFT, HEIGHT - 200)
    text.setTextRenderMode(3)
    text.textLine(UNSEEN)
    canvas.drawText(text)


def see_through(canvas: Canvas) -> None:
    canvas.setFillAlpha(0)
    unseen(canvas)


def one_point_high(canvas: Canvas) -> None:
    unseen(canvas, size=1)


def scaled_down(canvas: Canvas) -> None:
    canvas.scale(0.1, 0.1)
    canvas.setFont("Helvetica", 12)
    canvas.drawString(LEFT * 10, 6000, UNSEEN)


def below_the_page(canvas: Canvas) -> None:
    put(canvas, LEFT, HEIGHT + 60, UNSEEN)


def right_of_the_page(canvas: Canvas) -> None:
    put(canvas, WIDTH + 40, 200, UNSEEN)


def under_a_picture(canvas: Canvas) -> None:
    unseen(canvas)
    canvas.drawImage(picture(), LEFT - 10, HEIGHT - 215, width=400, height=30)


def under_a_black_bar(canvas: Canvas) -> None:
    unseen(canvas)
    bar(canvas, black)


def whited_out(canvas: Canvas) -> None:
    unseen(canvas)
    bar(canvas, white)


def outside_its_window(canvas: Canvas) -> None:
    window = canvas.beginPath()
    window.rect(0, 0, 1, 1)
    canvas.clipPath(window, stroke=0)
    unseen(canvas)


def white_in_a_form(canvas: Canvas) -> None:
    canvas.beginForm("stamp")
    white_on_paper(canvas)
    canvas.endForm()
    canvas.doForm("stamp")


@pytest.mark.parametrize(
    ("draw", "reason"),
    [
        (white_on_paper, "background_colour"),
        (nearly_white, "background_colour"),
        (dark_on_dark, "background_colour"),
        (white_in_a_form, "background_colour"),
        (without_ink, "no_ink"),
        (see_through, "transparent"),
        (one_point_high, "tiny"),
        (scaled_down, "tiny"),
        (below_the_page, "outside_page"),
        (right_of_the_page, "outside_page"),
        (under_a_picture, "covered"),
        (under_a_black_bar, "covered"),
        (whited_out, "covered"),
        (outside_its_window, "cut_off"),
    ],
)
def test_words_that_the_page_does_not_show_are_no_part_of_the_text(draw: Callable[[Canvas], None], reason: str) -> None:
    read = document(below(draw))
    assert hidden(read) == [(reason, UNSEEN)]
    assert lines(read) == [SEEN, "Invoices are due within 30 days."]
    assert read.hidden[0].page == 1
    assert read.hidden[0].where == "page 1"


def light_words_on_a_dark_bar(canvas: Canvas) -> None:
    bar(canvas, DARK)
    canvas.setFillColor(white)
    put(canvas, LEFT, 200, UNSEEN)


def dark_words_on_a_tint(canvas: Canvas) -> None:
    bar(canvas, HexColor("#E8EEF8"))
    canvas.setFillColor(DARK)
    put(canvas, LEFT, 200, UNSEEN)


def test_hidden_words_are_units_of_the_ledger_that_were_read() -> None:
    plain, veiled = document(below(lambda _: None)), document(below(white_on_paper))
    assert veiled.coverage.units == plain.coverage.units + 1
    assert veiled.coverage.unread == ()


def test_words_in_a_layer_that_is_switched_off_are_hidden_and_those_of_a_visible_layer_are_not() -> None:
    def page(canvas: Canvas) -> None:
        put(canvas, LEFT, 100, SEEN)
        canvas._code.append("/OC /Layer BDC")
        unseen(canvas)
        canvas._code.append("EMC")

    assert hidden(_with_layer(page, off=True)) == [("switched_off", UNSEEN)]
    assert hidden(_with_layer(page, off=False)) == []
    assert UNSEEN in _with_layer(page, off=False).text


def _with_layer(page: Draw, *, off: bool) -> Document:
    writer = PdfWriter(clone_from=io.BytesIO(pdf(page)))
    layer = writer._add_object(
        DictionaryObject({NameObject("/Type"): NameObject("/OCG"), NameObject("/Name"): TextStringObject("Layer")})
    )
    resources = writer.pages[0]["/Resources"].get_object()
    assert isinstance(resources, DictionaryObject)
    resources[NameObject("/Properties")] = DictionaryObject({NameObject("/Layer"): layer})
    writer._root_object[NameObject("/OCProperties")] = DictionaryObject(
        {
            NameObject("/OCGs"): ArrayObject([layer]),
            NameObject("/D"): DictionaryObject({NameObject("/OFF"): ArrayObject([layer] if off else [])}),
        }
    )
    out = io.BytesIO()
    writer.write(out)
    return read_pdf(Path("layers.pdf"), out.getvalue())


def test_a_bar_over_one_figure_hides_that_figure_alone() -> None:
    def page(canvas: Canvas) -> None:
        before = canvas.stringWidth("The day rate of a Consultant is ", "Helvetica", 10)
        put(canvas, LEFT, 200, "The day rate of a Consultant is EUR 950 from June on.")
        canvas.setFillColor(black)
        canvas.rect(LEFT + before - 1, HEIGHT - 203, canvas.stringWidth("EUR 950", "Helvetica", 10) + 2, 12, fill=1)

    read = document(page)
    assert hidden(read) == [("covered", "EUR 950")]
    assert "950" not in read.text
    assert "from June on." in read.text


def test_what_was_whited_out_and_typed_anew_is_hidden_in_its_old_wording_only() -> None:
    def page(canvas: Canvas) -> None:
        whited_out(canvas)
        canvas.setFillColor(black)
        put(canvas, LEFT, 200, SEEN)

    read = document(page)
    assert hidden(read) == [("covered", UNSEEN)]
    assert lines(read) == [SEEN]


def _drawn_as(shown: str, stated: str) -> Document:
    def page(canvas: Canvas) -> None:
        canvas._code.append(f"/Span <</ActualText ({stated})>> BDC")
        put(canvas, LEFT, 200, shown)
        canvas._code.append("EMC")

    return document(below(page))


def test_what_is_drawn_is_read_and_not_what_the_file_states_in_its_place() -> None:
    read = _drawn_as("The cap is EUR 500,000.", "The cap is EUR 1.")
    assert hidden(read) == [("replacing", "The cap is EUR 1.")]
    assert "The cap is EUR 500,000." in read.text
    assert "EUR 1." not in read.text


def test_words_that_are_stated_as_they_are_drawn_are_not_hidden() -> None:
    read = _drawn_as("The cap is EUR 500,000.", "The cap is EUR 500,000.")
    assert hidden(read) == []
    assert "The cap is EUR 500,000." in read.text


def test_letters_that_stand_for_a_ligature_are_read() -> None:
    read = _drawn_as("x", "ffi")
    assert hidden(read) == []
    assert "ffi" in read.text.split("\n")


def test_on_a_page_that_is_too_much_to_draw_suspect_words_state_nothing() -> None:
    data = pdf(below(light_words_on_a_picture))
    heavy = ImageReader(Image.new("1", (1200, 1200)))
    limits = ReadingLimits(picture_megapixels=1)
    assert hidden(read_pdf(Path("test.pdf"), data, limits=limits)) == []

    def crowded(canvas: Canvas) -> None:
        light_words_on_a_picture(canvas)
        canvas.drawImage(heavy, 0, 0, 9, 9)

    read = read_pdf(Path("test.pdf"), pdf(below(crowded)), limits=limits)
    assert hidden(read) == [("background_colour", UNSEEN)]
    assert SEEN in read.text


def test_words_that_are_hidden_in_two_ways_are_named_once() -> None:
    def page(canvas: Canvas) -> None:
        canvas.setFillColor(white)
        unseen(canvas, size=1)

    assert hidden(document(below(page))) == [("tiny", UNSEEN)]


def test_hidden_lines_that_follow_each_other_are_one_passage() -> None:
    def page(canvas: Canvas) -> None:
        canvas.setFillColor(white)
        put(canvas, LEFT, 200, "The fixed fee for")
        put(canvas, LEFT, 215, "the services is EUR 99.")

    assert hidden(document(below(page))) == [("background_colour", UNSEEN)]


def test_hidden_words_of_a_page_that_lies_on_its_side_are_found() -> None:
    def page(canvas: Canvas) -> None:
        canvas.rotate(90)
        canvas.drawString(100, -200, SEEN)
        canvas.setFillColor(white)
        canvas.drawString(100, -300, UNSEEN)

    read = document(page)
    assert hidden(read) == [("background_colour", UNSEEN)]
    assert SEEN in read.text


def _changed(draw: Draw, change: Callable[[PdfWriter], object]) -> Document:
    writer = PdfWriter(clone_from=io.BytesIO(pdf(below(draw))))
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return read_pdf(Path("changed.pdf"), out.getvalue())


@pytest.mark.parametrize("angle", [90, 180, 270])
@pytest.mark.parametrize("draw", [white_on_paper, under_a_black_bar, outside_its_window])
def test_hidden_words_of_a_page_that_is_shown_turned_are_found(draw: Callable[[Canvas], None], angle: int) -> None:
    read = _changed(draw, lambda writer: writer.pages[0].rotate(angle))
    assert [words for _, words in hidden(read)] == [UNSEEN]
    assert SEEN in read.text


@pytest.mark.parametrize("draw", [light_words_on_a_dark_bar, dark_words_on_a_tint])
def test_visible_words_of_a_page_that_is_shown_turned_are_not_hidden(draw: Callable[[Canvas], None]) -> None:
    read = _changed(draw, lambda writer: writer.pages[0].rotate(90))
    assert hidden(read) == []


def test_words_outside_the_part_of_the_page_that_is_shown_are_hidden() -> None:
    def cropped(writer: PdfWriter) -> None:
        writer.pages[0].cropbox = RectangleObject((50, HEIGHT - 250, WIDTH - 20, HEIGHT - 50))

    read = _changed(unseen, cropped)
    assert hidden(read) == [("outside_page", "Invoices are due within 30 days.")]
    assert read.text.split("\n") == [SEEN, UNSEEN]
    assert ("background_colour", UNSEEN) in hidden(_changed(white_on_paper, cropped))


# What looks like hiding and is none.


def light_words_on_a_picture(canvas: Canvas) -> None:
    canvas.drawImage(picture(), LEFT - 10, HEIGHT - 215, width=400, height=30)
    white_on_paper(canvas)


def small_print(canvas: Canvas) -> None:
    put(canvas, LEFT, 200, UNSEEN, size=5)


def grey_print(canvas: Canvas) -> None:
    canvas.setFillColor(HexColor("#B0B0B0"))
    unseen(canvas)


def outlined(canvas: Canvas) -> None:
    canvas.setFillColor(white)
    text = canvas.beginText(LEFT, HEIGHT - 200)
    text.setTextRenderMode(2)
    text.textLine(UNSEEN)
    canvas.drawText(text)


def under_a_signature(canvas: Canvas) -> None:
    unseen(canvas)
    stroke = Image.new("RGBA", (100, 40), (0, 0, 0, 0))
    for x in range(100):
        stroke.putpixel((x, 20), (0, 0, 200, 255))
    canvas.drawImage(ImageReader(stroke), LEFT, HEIGHT - 215, width=300, height=30, mask="auto")


def under_a_marker(canvas: Canvas) -> None:
    unseen(canvas)
    bar(canvas, Color(1, 1, 0, alpha=0.4))


def in_a_wide_window(canvas: Canvas) -> None:
    window = canvas.beginPath()
    window.rect(0, 0, WIDTH, HEIGHT)
    canvas.clipPath(window, stroke=0)
    unseen(canvas)


@pytest.mark.parametrize(
    "draw",
    [
        light_words_on_a_dark_bar,
        light_words_on_a_picture,
        small_print,
        grey_print,
        dark_words_on_a_tint,
        outlined,
        under_a_signature,
        under_a_marker,
        in_a_wide_window,
    ],
)
def test_words_that_people_can_read_are_not_hidden(draw: Callable[[Canvas], None]) -> None:
    read = document(below(draw))
    assert hidden(read) == []
    assert UNSEEN in read.text


def test_a_watermark_is_not_hidden() -> None:
    def watermark(canvas: Canvas) -> None:
        canvas.saveState()
        canvas.setFillColor(HexColor("#E0E0E0"))
        canvas.translate(100, 300)
        canvas.rotate(45)
        canvas.setFont("Helvetica-Bold", 80)
        canvas.drawString(0, 0, "DRAFT COPY")
        canvas.restoreState()

    assert hidden(document(below(watermark))) == []


def test_a_word_that_is_drawn_twice_is_not_hidden() -> None:
    def shadow(canvas: Canvas) -> None:
        canvas.setFillColor(white)
        put(canvas, LEFT + 0.4, 100.4, SEEN)
        canvas.setFillColor(black)
        put(canvas, LEFT, 100, SEEN)

    read = document(shadow)
    assert hidden(read) == []
    assert lines(read) == [SEEN]


def test_the_mark_of_a_footnote_is_not_hidden_however_small_it_is() -> None:
    read = document(below(lambda canvas: put(canvas, LEFT + 220, 97, "1", size=1.8)))
    assert hidden(read) == []


# A scan.


def scan(canvas: Canvas) -> None:
    """A picture of a page, and the words that a program has read from it."""
    shown = Image.new("RGB", (int(WIDTH * 2), int(HEIGHT * 2)), "white")
    for top in (200, 400):
        for x in range(LEFT_PIXELS, LEFT_PIXELS + 380, 6):
            shown.paste((20, 20, 20), (x, top - 14, x + 3, top))
    canvas.drawImage(ImageReader(shown), 0, 0, width=WIDTH, height=HEIGHT)
    text = canvas.beginText(LEFT, HEIGHT - 100)
    text.setTextRenderMode(3)
    text.textLine(SEEN)
    canvas.drawText(text)
    text = canvas.beginText(LEFT, HEIGHT - 200)
    text.setTextRenderMode(3)
    text.textLine("Invoices are due within 30 days.")
    canvas.drawText(text)


LEFT_PIXELS = int(LEFT * 2)


def test_the_text_layer_of_a_scan_is_not_hidden() -> None:
    read = document(scan)
    assert hidden(read) == []
    assert lines(read) == [SEEN, "Invoices are due within 30 days."]


def test_words_over_the_blank_part_of_a_scan_are_hidden() -> None:
    def page(canvas: Canvas) -> None:
        scan(canvas)
        text = canvas.beginText(LEFT, HEIGHT - 500)
        text.setTextRenderMode(3)
        text.textLine(UNSEEN)
        canvas.drawText(text)

    read = document(page)
    assert hidden(read) == [("no_ink", UNSEEN)]
    assert lines(read) == [SEEN, "Invoices are due within 30 days."]
