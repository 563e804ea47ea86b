"""Words on scanned pages are made out, at their place and with how sure they are; what cannot be read is named."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from pdf_builders import HEIGHT, LEFT, paragraph, pdf, put, ruled_table
from scan_builders import blurred, bound, faxed, noisy, pictures_of, scanned, skewed, turned
from sowcheck.core.documents import Document
from sowcheck.core.ocr import OcrSettings
from sowcheck.core.spans import Span
from sowcheck.errors import UsageError
from sowcheck.ingest import reader
from sowcheck.ingest.apart import crew, reading
from sowcheck.ingest.ocr import presence

needs_ocr = pytest.mark.skipif(presence.presence().program is None, reason=presence.presence().advice or "-")

DEFAULT = OcrSettings()
TERMS = (
    "1. The Supplier migrates the order history of the Client to the new platform and trains twelve clerks on site. "
    "The fixed fee for the migration is EUR 184,250.00, of which EUR 36,850.00 falls due on 14 September 2026. "
    "Invoices are payable within 45 days. The work begins on 3 August 2026 and ends on 26 February 2027."
)
ROWS = [
    ["Milestone", "Due", "Amount"],
    ["Design signed off", "14 Sep 2026", "EUR 36,850.00"],
    ["Go-live", "26 Feb 2027", "EUR 147,400.00"],
]


def page(canvas: Canvas) -> None:
    put(canvas, LEFT, 80, "Statement of Work", bold=True, size=16)
    bottom = paragraph(canvas, 120, TERMS)
    ruled_table(canvas, bottom + 20, ROWS, [LEFT, LEFT + 190, LEFT + 290, LEFT + 420], 22)


def paper(folder: Path, data: bytes) -> Path:
    path = folder / "scan.pdf"
    path.write_bytes(data)
    return path


def read(path: Path, ocr: OcrSettings = DEFAULT, tell: Callable[[str], None] = lambda _: None) -> Document:
    """The document in a file with what its pictures show."""
    return reading.with_scans(path, reading.read(path), ocr, tell=tell)


def accuracy(found: Document, original: Document) -> float:
    """Share of the original's words that were made out."""
    wanted, got = Counter(original.text.split()), Counter(found.text.split())
    return sum((wanted & got).values()) / sum(wanted.values())


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Document:
    return reader.read(paper(tmp_path_factory.mktemp("original"), pdf(page)))


@pytest.fixture(scope="module")
def made_out(tmp_path_factory: pytest.TempPathFactory) -> Document:
    return read(paper(tmp_path_factory.mktemp("scan"), scanned(pdf(page), 200)))


@needs_ocr
def test_a_scanned_page_reads_as_the_page_it_was_made_from(made_out: Document, original: Document) -> None:
    assert accuracy(made_out, original) >= 0.98
    assert made_out.coverage.unread == ()
    (told,) = made_out.ocr_pages
    assert (told.where, told.page) == ("page 1", 1)
    assert told.confidence > 0.85


@needs_ocr
def test_words_of_a_scan_stand_where_the_page_shows_them(made_out: Document, original: Document) -> None:
    for words in ("184,250.00", "February 2027"):
        start = made_out.text.index(words)
        there = original.text.index(words)
        (box,) = made_out.boxes(Span(start=start, end=start + len(words)))[:1]
        (wanted,) = original.boxes(Span(start=there, end=there + len(words)))[:1]
        assert box.x0 == pytest.approx(wanted.x0, abs=6)
        assert box.y0 == pytest.approx(wanted.y0, abs=4)


@needs_ocr
def test_a_ruled_table_of_a_scan_is_a_table(made_out: Document) -> None:
    (table,) = made_out.tables
    assert table.ruled
    rows = [[cell.span.of(made_out.text) for cell in table.row(index) if cell.span] for index in range(table.rows)]
    assert rows == ROWS


@needs_ocr
def test_each_word_of_a_scan_says_how_sure_it_is(made_out: Document) -> None:
    assert len(made_out.ocr_words) == len(made_out.words)
    assert all(0 <= word.confidence <= 1 for word in made_out.ocr_words)
    assert [word.start for word in made_out.ocr_words] == [word.start for word in made_out.words]


@needs_ocr
@pytest.mark.parametrize("spoil", [turned(90), turned(180), skewed(1.6)], ids=["on its side", "upside down", "askew"])
def test_a_page_that_lies_wrong_is_set_right(tmp_path: Path, original: Document, spoil: object) -> None:
    found = read(paper(tmp_path, scanned(pdf(page), 200, spoil)), OcrSettings())  # type: ignore[arg-type]
    assert accuracy(found, original) >= 0.97
    # The boxes stand on the page as it is shown, turned or not.
    (shown,) = found.pages
    assert all(0 <= word.box.x0 < word.box.x1 <= shown.width for word in found.words)
    assert all(0 <= word.box.y0 < word.box.y1 <= shown.height for word in found.words)


@needs_ocr
def test_the_words_of_a_page_that_lies_askew_are_marked_where_they_lie(tmp_path: Path) -> None:
    def two(canvas: Canvas) -> None:
        put(canvas, LEFT, 100, "The fixed fee for the services of this order is EUR 91,300.00", size=12)
        put(canvas, LEFT, 700, "Invoices are payable within thirty days of their receipt", size=12)

    found = read(paper(tmp_path, scanned(pdf(two), 200, skewed(2))))
    first = next(word.box for word in found.words if found.text[word.start : word.end] == "The")
    last = next(word.box for word in found.words if found.text[word.start : word.end] == "91,300.00")
    # Turned counter-clockwise by 2 degrees, the end of the line stands higher than its beginning.
    assert first.y0 - last.y0 == pytest.approx((last.x0 - first.x0) * 0.0349, abs=3)


@needs_ocr
def test_only_the_picture_of_a_mixed_page_is_read(tmp_path: Path) -> None:
    (picture,) = pictures_of(pdf(lambda canvas: put(canvas, 40, 60, "Cap on expenses: EUR 4,750.00", size=22)), 150)

    def mixed(canvas: Canvas) -> None:
        put(canvas, LEFT, 100, "The Client refunds expenses up to the cap shown here:")
        image = picture.crop((0, 60, picture.width, 400))
        canvas.drawImage(ImageReader(image), LEFT, HEIGHT - 420, 430, 300)

    found = read(paper(tmp_path, pdf(mixed)))
    assert "refunds expenses up to the cap shown here:" in found.text
    assert "Cap on expenses: EUR 4,750.00" in found.text
    assert [each.where for each in found.ocr_pages] == ["page 1 image 1"]
    assert found.coverage.unread == ()
    by_ocr = {found.text[word.start : word.end] for word in found.ocr_words}
    assert "4,750.00" in by_ocr
    assert "refunds" not in by_ocr


@needs_ocr
def test_words_that_are_drawn_as_shapes_are_read(tmp_path: Path) -> None:
    from matplotlib.textpath import TextPath

    said = ["The retainer is GBP 9,600.00 per month.", "Notice of termination: 60 days."]

    def outlines(canvas: Canvas) -> None:
        for row, words in enumerate(said):
            polygons: list[Any] = TextPath((LEFT, 700 - 30 * row), words, size=14).to_polygons()
            for polygon in polygons:
                path = canvas.beginPath()
                path.moveTo(*polygon[0])
                for x, y in polygon[1:]:
                    path.lineTo(x, y)
                path.close()
                canvas.drawPath(path, stroke=1, fill=0)

    found = read(paper(tmp_path, pdf(outlines)))
    assert found.text.split("\n") == said
    assert found.coverage.unread == ()


@needs_ocr
def test_a_page_that_nobody_could_read_is_named_and_its_words_are_kept(tmp_path: Path) -> None:
    found = read(paper(tmp_path, scanned(pdf(page), 72, blurred(1.6), noisy(30), quality=20)))
    (left,) = found.coverage.unread
    assert left.where == "page 1"
    assert left.reason in ("illegible", "no_text_layer")
    assert left.note


@needs_ocr
def test_the_blank_back_of_a_sheet_is_read(tmp_path: Path) -> None:
    pages = pictures_of(pdf(page, lambda _: None), 100)
    found = read(paper(tmp_path, bound(pages, 100)))
    assert found.coverage.unread == ()
    assert [each.page for each in found.ocr_pages] == [1]


@needs_ocr
def test_a_fax_is_read_or_named(tmp_path: Path, original: Document) -> None:
    found = read(paper(tmp_path, scanned(pdf(page), 200, faxed)))
    assert found.coverage.unread or accuracy(found, original) > 0.9


@needs_ocr
def test_data_of_a_language_that_is_missing_is_one_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="tesseract has no data for the language xqz") as caught:
        read(paper(tmp_path, scanned(pdf(page), 100)), OcrSettings(languages="eng+xqz"))
    assert "apt install tesseract-ocr-xqz" in caught.value.hint


@needs_ocr
def test_pages_beyond_the_limit_are_left_unread(tmp_path: Path) -> None:
    path = paper(tmp_path, scanned(pdf(page, page), 100))
    told: list[str] = []
    found = read(path, OcrSettings(pages=1), tell=told.append)
    assert [entry.where for entry in found.coverage.unread] == ["page 2"]
    assert "more than 1 pages" in found.coverage.unread[0].note
    assert told == ["Reading scan.pdf: page 1 by OCR (1 of 1)"]


@needs_ocr
def test_a_picture_that_takes_too_long_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crew, "_GRACE", -1000.0)
    found = read(paper(tmp_path, scanned(pdf(page), 100)))
    assert [(entry.where, entry.reason) for entry in found.coverage.unread] == [("page 1", "limit_reached")]
    assert found.coverage.unread[0].note == "making out its words took too long"


def test_without_ocr_scanned_pages_stay_unread_and_say_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    found = read(paper(tmp_path, scanned(pdf(page), 72)))
    (left,) = found.coverage.unread
    assert (left.where, left.reason) == ("page 1", "no_text_layer")
    assert "apt install tesseract-ocr" in left.note


def test_ocr_that_is_switched_off_says_so(tmp_path: Path) -> None:
    found = read(paper(tmp_path, scanned(pdf(page), 72)), OcrSettings(enabled=False))
    assert [entry.note for entry in found.coverage.unread] == ["OCR is switched off"]


def test_a_paper_with_words_of_its_own_asks_no_ocr(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(crew, "Crew", never)
    found = read(paper(tmp_path, pdf(page)))
    assert found.ocr_pages == ()
    assert found.ocr_words == ()
