"""Papers that were printed, signed by hand and scanned: the ink is found, and an empty line stays empty."""

from collections.abc import Callable
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from execution_builders import RIGHT_COLUMN, TOP, blocks, handwriting, opening, ways
from pdf_builders import LEFT, pdf
from scan_builders import Spoil, noisy, scanned, skewed
from sowcheck.core.ocr import OcrSettings
from sowcheck.ingest.apart import reading
from sowcheck.ingest.ocr import presence

needs_ocr = pytest.mark.skipif(presence.presence().program is None, reason=presence.presence().advice or "-")

Signing = Callable[[Canvas], None]


def _customer(canvas: Canvas) -> None:
    handwriting(canvas, LEFT + 20, TOP + 48)


def _both(canvas: Canvas) -> None:
    _customer(canvas)
    handwriting(canvas, RIGHT_COLUMN + 20, TOP + 48)


@needs_ocr
@pytest.mark.parametrize(
    ("sign", "spoils", "expected"),
    [
        (lambda _: None, (), {"customer": "empty", "supplier": "empty"}),
        (_customer, (), {"customer": "drawn", "supplier": "empty"}),
        (_both, (noisy(6),), {"customer": "drawn", "supplier": "drawn"}),
        (_customer, (skewed(1.2),), {"customer": "drawn", "supplier": "empty"}),
    ],
    ids=["nobody", "customer", "both with grain", "customer askew"],
)
def test_ink_on_a_scanned_line_is_a_claimed_signature(
    tmp_path: Path, sign: Signing, spoils: tuple[Spoil, ...], expected: dict[str, str]
) -> None:
    def draw(canvas: Canvas) -> None:
        opening(canvas)
        blocks(canvas)
        sign(canvas)

    file = tmp_path / "scan.pdf"
    file.write_bytes(scanned(pdf(draw), 200, *spoils))
    assert ways(reading.with_scans(file, reading.read(file), OcrSettings())) == expected
