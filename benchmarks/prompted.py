"""Time and memory that a language model's reading of a long contract takes, the model apart.

    python -m benchmarks.prompted                    # 15, 30 and 60 pages, a model that answers in 1 s
    python -m benchmarks.prompted --pages 60 --answer 0.2 --concurrency 4

The contract is generated: dense pages of some 3,000 characters on every topic. The model sleeps, then states facts with
words of the part. Memory is the peak of Python's own while the document is asked about; it was read before.
"""

import argparse
import io
import random
import re
import sys
import time
import tracemalloc
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate

from sowcheck.core.readings import Usage
from sowcheck.extract.prompted.answers import Stated
from sowcheck.extract.prompted.ask import CONCURRENCY, ask
from sowcheck.extract.prompted.parts import parts_of
from sowcheck.extract.reading import Reading, read_closely
from sowcheck.ingest.reader import read
from sowcheck.llm.base import Answer, ChatAnswer, ChatRequest
from sowcheck.segment.outline import segment

_CLAUSES = {
    "Fees": "The Buyer pays the Adviser EUR {n}00 for stage {n}. Invoices are sent monthly and are payable within {n} days.",
    "Milestones": "{n} percent of the price falls due when the Buyer accepts volume {n} of the atlas.",
    "Scope of Work": "The Adviser shall draw up survey {n}, connect it to archive {n} and hold up to {n} workshops.",
    "Deliverables": "The Adviser hands over report {n} and its annexes within {n} weeks after the start.",
    "Duties of the Buyer": "The Buyer shall provide room {n}, a ladder and access to the records of district {n}.",
    "Assumptions": "The price assumes that no more than {n} districts are surveyed and that the roads are open.",
    "Acceptance": "The Buyer reviews each volume within {n} business days; silence counts as acceptance of it.",
    "Changes": "A change of this agreement needs a change order that both parties sign, numbered {n} or later.",
    "Warranty": "The Adviser mends defects of volume {n} free of charge for {n} months after acceptance.",
    "Staff": "{n} surveyors and a clerk work at the Buyer's site; surveyors know triangulation and hold licence {n}.",
    "Termination": "Either party may terminate for convenience by {n} days written notice to the other party.",
    "Liability": "The liability of each party is limited to the fees of the last {n} months before the event.",
    "Confidentiality": "Each party keeps the papers of the other secret and returns them after {n} years at the latest.",
    "Notices": "Notices are sent by post to the address of the party and count as received after {n} days.",
}
_OF_THE_PART = re.compile(r"[^.\n]{30,200}\.")


def contract(pages: int) -> bytes:
    """A PDF of that many pages."""
    chance = random.Random(pages)  # noqa: S311 (the same contract every time is the point)
    styles = getSampleStyleSheet()
    story: list[Any] = [Paragraph("Master Agreement of Wumple Surveys Ltd and Snork Atlas Ltd", styles["Title"])]
    for page in range(1, pages + 1):
        for number in range(1, 6):
            heading, sentence = chance.choice(list(_CLAUSES.items()))
            words = " ".join(sentence.format(n=chance.randint(2, 90)) for _ in range(6))
            story += [Paragraph(f"{page}.{number} {heading}", styles["Heading2"]), Paragraph(words, styles["BodyText"])]
        story.append(PageBreak())
    file = io.BytesIO()
    SimpleDocTemplate(file, topMargin=40, bottomMargin=40).build(story)
    return file.getvalue()


class Sleeper:
    """A model that takes its time and then states facts with words of the part."""

    name = "sleeper"

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds

    def ask(self, request: ChatRequest[Answer]) -> ChatAnswer[Answer]:
        """Facts in the shape that is asked for."""
        time.sleep(self._seconds)
        assert issubclass(request.answer, Stated)
        field = next((name for name in request.answer.asked if name.startswith(("scope.", "legal.liab", "sla."))), None)
        quotes = _OF_THE_PART.findall(request.text)[:12] if field else []
        facts = [{"field": field, "quote": quote, "value": quote} for quote in quotes if field != "scope.deliverables"]
        return ChatAnswer(request.answer.model_validate({"facts": facts}), Usage(calls=1))


@dataclass(frozen=True)
class Measured:
    """What one contract took."""

    pages: int
    characters: int
    parts: int
    questions: int
    facts: int
    prepared: float
    """Seconds to cut the document and to choose the topics."""
    asked: float
    """Seconds until the last answer."""
    peak: int
    """Bytes."""


def measured(pages: int, answer: float, concurrency: int) -> Measured:
    """Asks about a contract of so many pages."""
    reading = _reading(pages)
    began = time.perf_counter()
    parts = parts_of(reading)
    prepared = time.perf_counter() - began
    tracemalloc.start()
    began = time.perf_counter()
    answers = ask(Sleeper(answer), reading, concurrency=concurrency)
    asked = time.perf_counter() - began
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return Measured(
        len(reading.document.pages), len(reading.text), len(parts), answers.questions, len(answers.facts),
        prepared, asked, peak,
    )  # fmt: skip


def _reading(pages: int) -> Reading:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "contract.pdf"
        path.write_bytes(contract(pages))
        document = read(path)
    return read_closely(document, segment(document))


def table(rows: Sequence[Measured]) -> Iterator[str]:
    """The lines of the table."""
    yield f"{'pages':>6}{'characters':>12}{'parts':>7}{'questions':>11}{'facts':>7}{'cut, s':>9}{'asked, s':>10}{'peak, MB':>10}"
    for row in rows:
        yield (
            f"{row.pages:>6}{row.characters:>12,}{row.parts:>7}{row.questions:>11}{row.facts:>7}"
            f"{row.prepared:>9.2f}{row.asked:>10.1f}{row.peak / 1e6:>10.1f}"
        )


def main(arguments: Sequence[str]) -> int:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, nargs="+", default=[15, 30, 60])
    parser.add_argument("--answer", type=float, default=1.0, help="seconds that an answer takes")
    parser.add_argument("--concurrency", type=int, default=CONCURRENCY)
    options = parser.parse_args(arguments)
    rows = [measured(pages, options.answer, options.concurrency) for pages in options.pages]
    print("\n".join(table(rows)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
