"""Lines in the picture of a page: rules of tables and strokes through words, and not the letters of bold words."""

from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from reportlab.pdfgen.canvas import Canvas

from pdf_builders import LEFT, pdf, put
from scan_builders import Spoil, blurred, bound, faxed, noisy, pictures_of
from sowcheck.core.ocr import OcrSettings
from sowcheck.ingest.apart import reading
from sowcheck.ingest.ocr import presence
from sowcheck.ingest.ocr.lines import dark, ruled_lines

FEE = "The fixed fee for the presentation and the charging reference is EUR 41,300.00."


def page(canvas: Canvas) -> None:
    for line in range(20):
        put(canvas, LEFT, 80 + 22 * line, FEE, bold=True, size=11)


@pytest.mark.parametrize("dpi", [150, 200, 300])
@pytest.mark.parametrize("spoil", [None, noisy(12), blurred(1.0), faxed], ids=["clean", "noisy", "blurred", "faxed"])
def test_letters_of_bold_words_are_no_lines(dpi: int, spoil: Spoil | None) -> None:
    (picture,) = pictures_of(pdf(page), dpi)
    level, upright = ruled_lines(dark(spoil(picture) if spoil else picture), dpi)
    assert (level, upright) == ([], [])


@pytest.mark.parametrize("dpi", [150, 200, 300])
@pytest.mark.parametrize("spoil", [None, noisy(12), blurred(1.0), faxed], ids=["clean", "noisy", "blurred", "faxed"])
def test_a_line_is_found_whatever_the_scanner_did_to_it(dpi: int, spoil: Spoil | None) -> None:
    picture = Image.new("L", (round(8 * dpi), round(3 * dpi)), 250)
    ImageDraw.Draw(picture).line((dpi, dpi, 5 * dpi, dpi), fill=20, width=max(dpi // 75, 2))
    level, _ = ruled_lines(dark(spoil(picture) if spoil else picture), dpi)
    assert len(level) == 1
    assert abs(level[0].x0 - dpi) + abs(level[0].x1 - 5 * dpi) < 0.1 * dpi


@pytest.mark.skipif(presence.presence().program is None, reason=presence.presence().advice or "-")
def test_an_amount_that_somebody_struck_before_scanning_is_an_open_change(tmp_path: Path) -> None:
    dpi = 200
    (picture,) = pictures_of(pdf(lambda canvas: put(canvas, LEFT, 100, FEE, size=12)), dpi)
    path = tmp_path / "scan.pdf"

    def read() -> list[str]:
        path.write_bytes(bound([picture], dpi))
        found = reading.with_scans(path, reading.read(path), OcrSettings(), tell=lambda _: None)
        return [change.text for change in found.revisions]

    assert read() == []
    ink = picture.point([255 * (value < 128) for value in range(256)]).getbbox()
    assert ink is not None
    right, row = ink[2], round((ink[1] + ink[3]) / 2)
    ImageDraw.Draw(picture).line((right - 240, row, right, row), fill=0, width=3)
    (words,) = read()
    # Which digits they were, nobody can tell for sure any more.
    assert words.startswith("EUR")
    assert any(letter.isdigit() for letter in words)
