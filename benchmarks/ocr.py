"""How well scanned pages are read: papers whose words are known are drawn, spoilt as scanners spoil them, and read again.

`make ocr` prints one row for each condition. An amount is right, wrong or lost but flagged (its words are in doubt, or the
page counts as unread), or silently wrong: that must be none at 200 dpi.
"""

import argparse
import re
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from scan_builders import Spoil, blurred, faxed, noisy, on_grey, scanned, skewed, speckled, stamped, turned
from sowcheck.core.documents import Document
from sowcheck.core.ocr import OcrSettings, OcrWord
from sowcheck.core.quantities import Money
from sowcheck.ingest.apart.reading import read, with_scans
from sowcheck.parse.conventions import decide
from sowcheck.parse.money import find_money

FIXTURES = Path(__file__).parents[1] / "fixtures" / "deals"
_DIGIT = re.compile(r"\d")


class Condition(NamedTuple):
    """How a page was scanned."""

    name: str
    dpi: int
    spoils: tuple[Spoil, ...] = ()
    quality: int = 85


CONDITIONS = (
    Condition("clean", 200),
    Condition("askew 1.5 degrees, grain", 200, (skewed(1.5), noisy(12))),
    Condition("grey paper, coarse JPEG", 200, (on_grey(215),), 35),
    Condition("slightly out of focus", 200, (blurred(0.9),)),
    Condition("rubber stamp over text", 200, (stamped("RECEIVED"),)),
    Condition("on its side", 200, (turned(90),)),
    Condition("upside down, dirty glass", 200, (turned(180), speckled(0.0008))),
    Condition("clean", 150),
    Condition("clean", 300),
    Condition("fax", 200, (faxed,)),
)


class Score(NamedTuple):
    """What became of the words and amounts of some pages."""

    pages: int
    words: int
    words_right: int
    amounts: int
    right: int
    flagged: int
    silent: int
    unread: int
    seconds: float

    def plus(self, other: "Score") -> "Score":
        """Both together."""
        return Score._make(mine + its for mine, its in zip(self, other, strict=True))


def measured(paths: Iterable[Path], condition: Condition, folder: Path) -> Score:
    """The score of scans of some papers."""
    total = Score(0, 0, 0, 0, 0, 0, 0, 0, 0.0)
    for path in paths:
        original = read(path)
        scan = folder / "scan.pdf"
        scan.write_bytes(scanned(path.read_bytes(), condition.dpi, *condition.spoils, quality=condition.quality))
        start = time.monotonic()
        found = with_scans(scan, read(scan), OcrSettings())
        total = total.plus(scored(original, found, time.monotonic() - start))
    return total


def scored(original: Document, found: Document, seconds: float = 0.0) -> Score:
    """The score of one scan against the paper that it was made from."""
    wanted, got = Counter(original.text.split()), Counter(found.text.split())
    truth = Counter(_plain(one) for one, _, _ in _amounts(original))
    said = [(_plain(one), _is_flagged(found, start, end)) for one, start, end in _amounts(found)]
    right = truth & Counter(one for one, _ in said)
    left = truth - right
    missing = sum(left.values())
    extra = Counter(one for one, _ in said) - truth
    silently_extra = 0
    for one, flagged in said:
        if extra[one]:
            extra[one] -= 1
            silently_extra += not flagged
    # An amount that is not there at all is told by a figure in doubt that the paper does not hold, or by its page.
    doubted = sum(_in_doubt(word) and found.text[word.start : word.end] not in wanted for word in found.ocr_words)
    told = missing if found.coverage.unread else min(missing, doubted)
    silent = max(missing - told, silently_extra)
    return Score(
        len(found.pages),
        sum(wanted.values()),
        sum((wanted & got).values()),
        sum(truth.values()),
        sum(right.values()),
        max(missing - silent, 0),
        silent,
        len(found.coverage.unread),
        seconds,
    )


def _amounts(document: Document) -> list[tuple[Money, int, int]]:
    return [(one.value, one.start, one.end) for one in find_money(document.text, decide(document.text))]


def _plain(amount: Money) -> tuple[str, str]:
    return f"{amount.amount:.2f}", amount.currency


def _is_flagged(document: Document, start: int, end: int) -> bool:
    return any(_in_doubt(word) for word in document.ocr_words if word.start < end and start < word.end)


def _in_doubt(word: OcrWord) -> bool:
    return bool(word.other) or word.confidence < OcrSettings().sure_from


def table(papers: Sequence[Path], conditions: Iterable[Condition]) -> Iterable[str]:
    """One line for each condition, as it is measured."""
    yield f"{'scan':<34}{'words right':>12}{'amounts':>9}{'right':>7}{'flagged':>9}{'silent':>8}{'unread':>8}{'s/page':>8}"
    with tempfile.TemporaryDirectory() as folder:
        for condition in conditions:
            score = measured(papers, condition, Path(folder))
            yield (
                f"{f'{condition.dpi} dpi, {condition.name}':<34}{score.words_right / score.words:>12.4f}"
                f"{score.amounts:>9}{score.right:>7}{score.flagged:>9}{score.silent:>8}{score.unread:>8}"
                f"{score.seconds / max(score.pages, 1):>8.1f}"
            )


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("papers", nargs="*", type=Path, help="PDF files with words of their own (default: fixtures)")
    parser.add_argument("--only", help="conditions whose row holds this")
    arguments = parser.parse_args()
    papers = arguments.papers or [*sorted(FIXTURES.glob("*/sow.pdf")), *sorted(FIXTURES.glob("F3*/order_form.pdf"))]
    chosen = [one for one in CONDITIONS if not arguments.only or arguments.only in f"{one.dpi} dpi, {one.name}"]
    for line in table(papers, chosen):
        print(line, flush=True)


if __name__ == "__main__":
    main()
