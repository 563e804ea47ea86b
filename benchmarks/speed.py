"""Time a page takes: to read, to segment, to extract, and by rule.

    python -m benchmarks.speed                  # the fixture deals
    python -m benchmarks.speed DIR --rules 20   # every PDF and DOCX file below a folder, with the slowest rules
    python -m benchmarks.speed --short          # one deal, to see that it runs

The first time, expressions are compiled that a document is the first to need: what a run over a few documents pays.
Milliseconds hold for one machine at one time. The column beside them gives the same time in runs of a fixed piece of
work, measured in between, and can be compared between runs and machines.
"""

import argparse
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TypeVar

from benchmarks.reference import Reference
from sowcheck.core.clauses import Outline
from sowcheck.core.documents import Document
from sowcheck.errors import SowcheckError
from sowcheck.extract.assemble import RULES, extract
from sowcheck.extract.candidates import Rule
from sowcheck.extract.readers import OFFLINE
from sowcheck.extract.reading import Reading, read_closely
from sowcheck.ingest.reader import read
from sowcheck.parse.cues import index_cues
from sowcheck.segment.outline import segment

FIXTURES = Path(__file__).parents[1] / "fixtures" / "deals"
_SUFFIXES = (".pdf", ".docx")
_CHARACTERS_A_PAGE = 3000
"""Of formats that have no pages."""
_LOAD = (
    "import time; start = time.perf_counter(); from sowcheck.extract.assemble import extract; "
    "from sowcheck.parse.cues import index_cues; index_cues(); print(time.perf_counter() - start)"
)

T = TypeVar("T")


@dataclass
class Timing:
    """Seconds by stage and by rule over some documents."""

    pages: int = 0
    documents: int = 0
    reference: list[float] = field(default_factory=list)
    stages: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    rules: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))

    def add(self, path: Path, reference: Reference, *, repeats: int, by_rule: bool) -> None:
        """Takes the time of one document, the best of some repeats of each stage."""
        self.reference.append(min(reference.seconds() for _ in range(3)))
        document, seconds = _best(lambda: read(path), repeats)
        self.stages["read"] += seconds
        outline, seconds = _best(lambda: segment(document), repeats)
        self.stages["segment"] += seconds
        rules, everybody = (partial(extract, "doc-1", document, outline, by) for by in (("rules",), OFFLINE))
        _, seconds = _timed(rules)
        self.stages["extract: rules, first time"] += seconds
        _, seconds = _best(rules, repeats)
        self.stages["extract: rules"] += seconds
        _, seconds = _best(everybody, repeats)
        self.stages["extract: rules and entities"] += seconds
        if by_rule:
            for name, seconds in _by_rule(document, outline):
                self.rules[name] += seconds
        self.documents += 1
        self.pages += len(document.pages) or max(1, len(document.text) // _CHARACTERS_A_PAGE)

    def table(self, most_rules: int = 0) -> Iterator[str]:
        """Lines of milliseconds a page and of runs of the reference a page."""
        unit = sum(self.reference) / len(self.reference)
        yield f"{self.documents} documents, {self.pages} pages; one run of the reference takes {1000 * unit:.2f} ms here"
        yield f"{'':<50}{'ms a page':>10}{'x reference':>13}"
        slowest = sorted(self.rules.items(), key=lambda rule: -rule[1])
        for name, seconds in [*self.stages.items(), *slowest[:most_rules]]:
            each = seconds / self.pages
            yield f"{name:<50}{1000 * each:>10.2f}{each / unit:>13.2f}"


def _best(work: Callable[[], T], repeats: int) -> tuple[T, float]:
    runs = [_timed(work) for _ in range(repeats)]
    return min(runs, key=lambda run: run[1])


def _timed(work: Callable[[], T]) -> tuple[T, float]:
    start = time.process_time()
    result = work()
    return result, time.process_time() - start


def _by_rule(document: Document, outline: Outline) -> Iterator[tuple[str, float]]:
    reading = read_closely(document, outline)
    for rule in RULES:
        _, seconds = _timed(partial(_exhausted, rule, reading))
        yield _name(rule), seconds


def _exhausted(rule: Rule, reading: Reading) -> int:
    return sum(1 for _ in rule(reading))


def _name(rule: Rule) -> str:
    module = getattr(rule, "__module__", "").removeprefix("sowcheck.extract.")
    name = getattr(rule, "__qualname__", None) or f"{type(rule).__name__} {getattr(rule, 'field', '')}"
    return f"  {module}.{name}"


def documents_in(folders: Sequence[Path]) -> list[Path]:
    """The PDF and DOCX files below some folders, in order."""
    return sorted(path for folder in folders for path in folder.rglob("*") if path.suffix.lower() in _SUFFIXES)


def load_seconds() -> float:
    """How long a new process takes until it could extract."""
    ran = subprocess.run([sys.executable, "-c", _LOAD], capture_output=True, text=True, check=True)  # noqa: S603 (own code)
    return float(ran.stdout)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measures and prints; the exit code tells only whether something could be measured."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path, default=[FIXTURES])
    parser.add_argument("--rules", type=int, default=0, metavar="N", help="show the N slowest rules as well")
    parser.add_argument("--short", action="store_true", help="one document, once")
    given = parser.parse_args(arguments)
    paths = documents_in(given.folders)[: 1 if given.short else None]
    reference, timing = Reference(), Timing()
    index_cues()
    for path in paths:
        try:
            timing.add(path, reference, repeats=1 if given.short else 3, by_rule=bool(given.rules))
        except SowcheckError as error:
            print(f"{path}: {error}", file=sys.stderr)
    if not timing.documents:
        print("no document to measure", file=sys.stderr)
        return 1
    print("\n".join(timing.table(given.rules)))
    print(f"loading the rules in a new process: {load_seconds():.2f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
