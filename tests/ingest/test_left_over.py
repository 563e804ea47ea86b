"""Ink that no word explains: letters alone are set side by side to be read, and a stamp over words is told from a frame."""

from PIL import Image, ImageDraw

from sowcheck.ingest.ocr.found import SeenWord
from sowcheck.ingest.ocr.left_over import lies_over_words, marks_beside

SCALE = 300 / 72


def seen(text: str, x: float, y: float) -> SeenWord:
    return SeenWord(text, x, y, x + 40, y + 9, y + 8, 10, 0.95)


WORDS = [seen("word", 100 + 50 * column, 100 + 14 * row) for row in range(6) for column in range(6)]


def page() -> tuple[Image.Image, ImageDraw.ImageDraw]:
    image = Image.new("L", (1800, 1200), 255)
    draw = ImageDraw.Draw(image)
    for word in WORDS:
        draw.rectangle([value * SCALE for value in word[1:5]], fill=0)
    return image, draw


def test_words_that_were_read_leave_no_mark() -> None:
    image, _ = page()
    assert marks_beside(image, WORDS, SCALE) == []


def test_a_number_alone_in_the_margin_is_a_mark_where_it_stands() -> None:
    image, draw = page()
    draw.text((200, 420), "2", fill=0, font_size=40)
    (mark,) = marks_beside(image, WORDS, SCALE)
    assert (mark.x0 <= 205, mark.x1 >= 215) == (True, True)
    assert (mark.y0 <= 435, mark.y1 >= 445) == (True, True)
    assert not lies_over_words([mark], WORDS, SCALE)


def test_a_stamp_over_words_hides_some() -> None:
    image, draw = page()
    draw.ellipse((500, 430, 1100, 700), outline=120, width=14)
    draw.line((520, 440, 1080, 690), fill=120, width=14)
    assert lies_over_words(marks_beside(image, WORDS, SCALE), WORDS, SCALE)


def test_a_frame_around_words_hides_none() -> None:
    image, draw = page()
    draw.rectangle((390, 390, 1700, 760), outline=0, width=3)
    assert not lies_over_words(marks_beside(image, WORDS, SCALE), WORDS, SCALE)


def test_a_filled_area_behind_words_hides_none() -> None:
    image, draw = page()
    draw.rectangle((390, 390, 1700, 560), fill=60)
    for word in WORDS:
        draw.rectangle([value * SCALE for value in word[1:5]], fill=255)
    assert not lies_over_words(marks_beside(image, WORDS, SCALE), WORDS, SCALE)


def test_a_signature_below_the_words_hides_none() -> None:
    image, draw = page()
    draw.line([(500, 900), (600, 800), (650, 950), (760, 820), (900, 900)], fill=0, width=6)
    assert not lies_over_words(marks_beside(image, WORDS, SCALE), WORDS, SCALE)
