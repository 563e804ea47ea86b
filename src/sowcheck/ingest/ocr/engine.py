"""The one door to ocrmypdf, and through it to tesseract: which way up a picture is, how skew, and the words in it.

Its engine and its reader of hOCR are used, and not its PDF pipeline: that takes the file itself, which nothing may see
outside the reading process, and what it writes is a PDF without the confidence of the words.
"""

import itertools
import logging
import os
from enum import IntEnum
from pathlib import Path
from typing import NamedTuple

from ocrmypdf import OcrElement, OcrEngine, OcrOptions
from ocrmypdf.builtin_plugins.tesseract_ocr import TesseractOcrEngine, TesseractOptions
from ocrmypdf.exceptions import ExitCodeException
from ocrmypdf.hocrtransform import HocrParseError, HocrParser
from PIL.Image import Image

_TESSERACT: type[OcrEngine] = TesseractOcrEngine
_LINES = ("ocr_line", "ocr_header", "ocr_footer", "ocr_caption", "ocr_textfloat")


class Layout(IntEnum):
    """How tesseract takes the text to stand on the page: its page segmentation modes."""

    COLUMNS = 3
    """In columns and blocks, which it finds itself."""
    ACROSS = 4
    """In one column: a line goes from the left edge of the page to its right."""
    BLOCK = 6
    """In lines of one size."""


class EngineFailed(Exception):
    """Tesseract broke off, or took too long."""


class LineWord(NamedTuple):
    """A word with its place in pixels."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    baseline: float
    confidence: float
    line: int
    """Words of one line share a number."""


class Engine:
    """Asks tesseract about pictures, one after the other."""

    def __init__(self, folder: Path, languages: str, seconds: float) -> None:
        logging.getLogger("ocrmypdf").setLevel(logging.CRITICAL)
        # Tesseract's threads wait for each other: one is up to five times as fast.
        os.environ["OMP_THREAD_LIMIT"] = "1"
        OcrOptions.register_plugin_models({"tesseract": TesseractOptions})
        self._folder = folder
        self._numbers = itertools.count()
        # Each made anew: a copy would keep what the first one was asked for.
        self._by_layout = {layout: self._made(languages, seconds, layout) for layout in Layout}
        self._options = self._by_layout[Layout.COLUMNS]

    def _made(self, languages: str, seconds: float, layout: Layout) -> OcrOptions:
        return OcrOptions(
            input_file=str(self._folder / "page.png"),
            output_file=str(self._folder / "page.pdf"),
            languages=languages.split("+"),
            tesseract_timeout=seconds,
            tesseract_non_ocr_timeout=seconds,
            tesseract_pagesegmode=layout.value,
        )

    def languages(self) -> set[str]:
        """Names of the language data that are installed."""
        return set(_TESSERACT.languages(self._options))

    def turn(self, image: Image, dpi: float) -> tuple[int, float]:
        """Degrees by which to turn a picture clockwise so that its text is upright, and how sure that is (from 0 on)."""
        path = self._saved(image, dpi)
        try:
            found = _TESSERACT.get_orientation(path, self._options)
        except ExitCodeException:
            # Without its data for orientation, or with too little to tell.
            return 0, 0.0
        finally:
            path.unlink()
        return int(found.angle) % 360, float(found.confidence)

    def skew(self, image: Image, dpi: float) -> float:
        """Degrees by which to turn an upright picture counter-clockwise so that its lines are level."""
        path = self._saved(image, dpi)
        try:
            return float(_TESSERACT.get_deskew(path, self._options))
        except ExitCodeException:
            return 0.0
        finally:
            path.unlink()

    def words(self, image: Image, dpi: float, layout: Layout = Layout.COLUMNS) -> list[LineWord]:
        """The words of an upright picture.

        Args:
            image: the picture.
            dpi: its pixels an inch.
            layout: how its text stands on the page.

        Raises:
            EngineFailed: there is no answer.
        """
        path = self._saved(image, dpi)
        answer, text = path.with_suffix(".hocr"), path.with_suffix(".txt")
        try:
            _TESSERACT.generate_hocr(path, answer, text, self._by_layout[layout])
            if not answer.stat().st_size:
                if text.read_text(encoding="utf-8").startswith("[skipped"):
                    raise EngineFailed
                return []
            page = HocrParser(answer).parse()
        except (ExitCodeException, HocrParseError, OSError) as error:
            raise EngineFailed from error
        finally:
            for written in (path, answer, text):
                written.unlink(missing_ok=True)
        return [word for number, line in enumerate(page.iter_by_class(*_LINES)) for word in _words_of(line, number)]

    def _saved(self, image: Image, dpi: float) -> Path:
        path = self._folder / f"{next(self._numbers)}.png"
        image.save(path, dpi=(dpi, dpi), compress_level=1)
        return path


def _words_of(line: OcrElement, number: int) -> list[LineWord]:
    found = []
    for word in line.children:
        if word.bbox is None or line.bbox is None or not word.text.strip():
            continue
        box, base = word.bbox, line.baseline
        baseline = box.bottom
        if base is not None:
            baseline = line.bbox.bottom + base.intercept + base.slope * ((box.left + box.right) / 2 - line.bbox.left)
        confidence = word.confidence or 0.0
        found.append(
            LineWord(word.text.strip(), box.left, box.top, box.right, box.bottom, baseline, confidence, number)
        )
    return found
