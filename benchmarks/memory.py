"""Memory that `sowcheck extract` takes at its peak: the program itself, and the process that reads the file.

    python -m benchmarks.memory                 # papers of 10, 100 and 500 pages
    python -m benchmarks.memory FILE...         # these files

The papers have 3,000 characters and a table a page, and say much the same on all of them.
"""

import argparse
import io
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from reportlab.pdfgen.canvas import Canvas

_PAGES = (10, 100, 500)
_PROGRAM = """
import atexit, re, sys
from pathlib import Path
peak = Path(sys.argv[1])
atexit.register(lambda: peak.write_text(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]))
sys.argv = ["sowcheck", *sys.argv[2:]]
from sowcheck.cli.app import main
main()
"""
_SENTENCES = (
    "The Supplier shall deliver the interface to the ledger no later than 30 June 2026.",
    "The Client shall pay each invoice within 45 days of receipt.",
    "The fixed fee for this phase is EUR 48,500 and does not include travel.",
    "The Consultant will hold two training sessions for up to 12 users.",
    "Data cleansing is excluded unless the parties agree otherwise in writing.",
    "Work beyond 640 hours is charged at a rate of EUR 185 an hour.",
)
_HEADINGS = ("Scope", "Deliverables", "Fees", "Responsibilities", "Acceptance", "Term", "Assumptions")


class Peak(NamedTuple):
    """What one run took."""

    exit_code: int
    seconds: float
    parent: int
    """MB of the program that the user started."""
    children: int
    """MB of the largest process that it started."""


def peak_of(*arguments: str) -> Peak:
    """The peak of the real program with such arguments; Linux alone tells it."""
    with tempfile.TemporaryDirectory() as folder:
        note = Path(folder, "peak")
        start = time.monotonic()
        # Not what the system says of an ended process: that begins with what its starter had taken.
        program = subprocess.Popen(  # noqa: S603  (our own program)
            [sys.executable, "-c", _PROGRAM, str(note), *arguments],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=dict(os.environ),
        )
        children = 0
        while program.poll() is None:
            children = max([children, *map(_high_water, _below(program.pid))])
            time.sleep(0.02)
        return Peak(program.returncode, time.monotonic() - start, int(note.read_text()) >> 10, children >> 10)


def _below(process: int) -> Iterator[int]:
    try:
        children = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii").split()
    except OSError:
        return
    for child in map(int, children):
        yield child
        yield from _below(child)


def _high_water(process: int) -> int:
    """Kilobytes; 0 of a process that is gone."""
    try:
        found = re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{process}/status").read_text(encoding="ascii"))
    except OSError:
        return 0
    return int(found[1]) if found else 0


def paper(pages: int) -> bytes:
    """A PDF of so many pages of clauses and tables."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842))
    turn = 0
    for number in range(1, pages + 1):
        canvas.setFont("Helvetica", 9)
        canvas.drawString(280, 30, f"Page {number} of {pages}")
        top = 790
        while top > 160:
            turn += 1
            canvas.setFont("Helvetica-Bold", 11)
            canvas.drawString(72, top, f"{turn}. {_HEADINGS[turn % len(_HEADINGS)]}")
            canvas.setFont("Helvetica", 9)
            for place in range(5):
                top -= 12
                canvas.drawString(72, top, _SENTENCES[(turn + place) % len(_SENTENCES)])
            top -= 20
        for row in (("Role", "Rate a day", "Days"), ("Architect", f"EUR {800 + turn % 700}", str(turn % 90 + 1))):
            for column, words in enumerate(row):
                canvas.rect(72 + 120 * column, top - 4, 120, 14)
                canvas.drawString(76 + 120 * column, top, words)
            top -= 14
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def main() -> None:
    """Prints one line for each file and choice of readers."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    chosen: list[Path] = parser.parse_args().files
    with tempfile.TemporaryDirectory() as folder:
        for pages in () if chosen else _PAGES:
            path = Path(folder, f"{pages}-pages.pdf")
            path.write_bytes(paper(pages))
            chosen.append(path)
        print(f"{'file':24} {'readers':10} {'exit':>4} {'seconds':>8} {'program MB':>11} {'reader MB':>10}")
        for path in chosen:
            for readers in ("rules", "rules,ner"):
                peak = peak_of("extract", str(path), "--extractors", readers, "--format", "json")
                print(
                    f"{path.name:24} {readers:10} {peak.exit_code:4} {peak.seconds:8.1f} {peak.parent:11} {peak.children:10}",
                    flush=True,
                )


if __name__ == "__main__":
    main()
