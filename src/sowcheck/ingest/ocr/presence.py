"""Whether this machine can make out words in pictures, and what to install if not."""

import importlib.util
import shutil
from typing import NamedTuple

INSTALL_BOTH = "install OCR: pip install 'sowcheck[ocr]' and apt install tesseract-ocr"
INSTALL_EXTRA = "install OCR: pip install 'sowcheck[ocr]'"
INSTALL_PROGRAM = "install tesseract: apt install tesseract-ocr (macOS: brew install tesseract)"


class Presence(NamedTuple):
    """Where tesseract is, or what to do to have it."""

    program: str | None
    advice: str = ""


def presence() -> Presence:
    """Looks for tesseract and for ocrmypdf; loads neither."""
    program = shutil.which("tesseract")
    extra = importlib.util.find_spec("ocrmypdf") is not None
    if program and extra:
        return Presence(program)
    return Presence(None, INSTALL_PROGRAM if extra else INSTALL_EXTRA if program else INSTALL_BOTH)
