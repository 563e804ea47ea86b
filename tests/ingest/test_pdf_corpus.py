"""Real contracts: nothing fails, no word is lost, and each word stands where another reader of PDFs sees it.

The judge is poppler's `pdftotext`, an independent implementation.
"""

import os
import re
import shutil
import subprocess
from collections import Counter, defaultdict
from pathlib import Path
from xml.etree import ElementTree

import pytest

from sowcheck.core.documents import Document
from sowcheck.ingest.mending import mended
from sowcheck.ingest.pdf.reader import read_pdf

SHARED = Path(__file__).parents[3] / "shared"
CORPUS = SHARED / "corpus"
DEALS = SHARED / "deals"
PDFTOTEXT = shutil.which("pdftotext")

pytestmark = [
    pytest.mark.skipif(not CORPUS.is_dir(), reason="../shared/corpus is absent"),
    pytest.mark.skipif(PDFTOTEXT is None, reason="pdftotext is not installed"),
]
DOCUMENTS = sorted(CORPUS.glob("*.pdf"))
# A few of the many, unless `make corpus` asks for all: each takes seconds.
MANY = sorted((CORPUS / "cuad").glob("*.pdf"))[:: 1 if os.environ.get("CORPUS_WHOLE") else 12]
ORDERS = sorted(DEALS.glob("*/*.pdf"))


def read(path: Path) -> Document:
    return read_pdf(path, path.read_bytes())


def spelt(found: Document) -> list[str]:
    """The text of the placed words; what follows without a gap is the second half of a word broken at a line's end."""
    parts: list[str] = []
    end = -1
    for word in found.words:
        text = found.text[word.start : word.end]
        if word.start == end:
            parts[-1] += text
        else:
            parts.append(text)
        end = word.end
    return parts


def other_reader(path: Path, *options: str) -> str:
    assert PDFTOTEXT is not None
    command = [PDFTOTEXT, "-enc", "UTF-8", *options, str(path), "-"]
    return subprocess.run(command, capture_output=True, check=True).stdout.decode("utf-8", "replace")  # noqa: S603


def words(text: str) -> Counter[str]:
    """The words of a text; hyphens are left out, because the two readers treat them differently at line ends."""
    return Counter(re.sub(r"[-\u00ad]", "", mended(text)).split())


def agreement(ours: Counter[str], theirs: Counter[str]) -> float:
    """Share of words that both have."""
    return (ours & theirs).total() / max(ours.total(), theirs.total(), 1)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_the_words_of_a_document_are_those_that_pdftotext_sees(path: Path) -> None:
    theirs = re.sub(r"[-\u00ad\u2010]\n", "", other_reader(path))
    assert agreement(words(read(path).text), words(theirs)) >= 0.99


@pytest.mark.parametrize("path", MANY, ids=lambda path: path.stem[:20])
def test_the_words_of_many_contracts_are_those_that_pdftotext_sees(path: Path) -> None:
    found = read(path)
    assert spelt(found) == found.text.split()
    theirs = re.sub(r"[-\u00ad\u2010]\n", "", other_reader(path))
    assert agreement(words(found.text), words(theirs)) >= 0.99


@pytest.mark.parametrize("path", ORDERS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_no_letter_of_a_deals_paper_is_lost(path: Path) -> None:
    # Letters, not words: pdftotext takes the letters of a spaced heading for words.
    ours, theirs = (Counter(re.sub(r"[\W_]", "", mended(text))) for text in (read(path).text, other_reader(path)))
    assert (theirs - ours).total() <= 0.005 * theirs.total()
    assert (ours - theirs).total() <= 0.005 * ours.total()


def places(path: Path) -> dict[tuple[int, str], list[tuple[float, float]]]:
    """The middle of each word that pdftotext sees, by page and word."""
    markup = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", "", other_reader(path, "-bbox"))
    found: dict[tuple[int, str], list[tuple[float, float]]] = defaultdict(list)
    space = "{http://www.w3.org/1999/xhtml}"
    for number, page in enumerate(ElementTree.fromstring(markup).iter(f"{space}page"), start=1):  # noqa: S314
        for word in page.iter(f"{space}word"):
            x0, y0, x1, y1 = (float(word.attrib[key]) for key in ("xMin", "yMin", "xMax", "yMax"))
            found[number, mended(word.text or "")].append(((x0 + x1) / 2, (y0 + y1) / 2))
    return found


@pytest.mark.parametrize("path", [*DOCUMENTS, *ORDERS], ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_boxes_lie_on_their_words(path: Path) -> None:
    found = read(path)
    theirs = places(path)
    lies = Counter[bool]()
    for word in found.words:
        middles = theirs.get((word.box.page, found.text[word.start : word.end]))
        if middles:
            box = word.box
            lies[any(box.x0 - 1 <= x <= box.x1 + 1 and box.y0 - 2 <= y <= box.y1 + 2 for x, y in middles)] += 1
    assert lies[True] >= 0.95 * len(found.words)
    assert lies[False] <= 0.002 * len(found.words)
