"""Processes that make out words in pictures, one for each core: hands them pictures and takes what they see.

A picture that takes too long, or takes its process down, is given up; the next one gets a fresh process.
"""

import json
import os
import selectors
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, NamedTuple, cast

from sowcheck.core.limits import ReadingLimits
from sowcheck.core.ocr import OcrSettings
from sowcheck.errors import UsageError
from sowcheck.ingest.apart import wire
from sowcheck.ingest.apart.server import reader_environment
from sowcheck.ingest.apart.tasks import GreyPicture, PageArea
from sowcheck.ingest.ocr.found import Outcome, Seen

_CHILD = "sowcheck.ingest.apart.ocr_child"
_START = 60.0
"""Seconds in which a process has to begin."""
_MOST = 1 << 24
"""Bytes of an answer."""
_GRACE = 1.0
"""Seconds beyond the limit after which a process is ended that has not ended its work itself."""
_MOST_CREW = 8


class Picture(NamedTuple):
    """What is to be read."""

    wanted: PageArea
    drawn: GreyPicture


class Crew:
    """Started processes; ended with the `with` block."""

    def __init__(self, program: str, settings: OcrSettings, limits: ReadingLimits) -> None:
        self._program, self._settings, self._limits = program, settings, limits
        self._idle: list[_Reader] = []
        self._busy: list[_Reader] = []
        self.size = min(_cores(), _MOST_CREW)

    def __enter__(self) -> "Crew":
        return self

    def __exit__(self, *_: object) -> None:
        for reader in self._idle + self._busy:
            reader.end()

    def read(self, pictures: Sequence[Picture], tell: Callable[[PageArea], None]) -> Iterator[Seen]:
        """What the pictures show, as it comes.

        Args:
            pictures: all of them.
            tell: called with each before it is read.

        Raises:
            UsageError: data of a language is missing.
        """
        waiting = list(reversed(pictures))
        with selectors.DefaultSelector() as selector:
            for reader in self._busy:
                selector.register(reader.answer, selectors.EVENT_READ, reader)
            while waiting or self._busy:
                while waiting and len(self._busy) < self.size:
                    reader = self._idle.pop() if self._idle else self._started()
                    picture = waiting.pop()
                    tell(picture.wanted)
                    self._busy.append(reader)
                    if reader.takes(picture):
                        selector.register(reader.answer, selectors.EVENT_READ, reader)
                    else:
                        yield self._lost(reader, picture.wanted, "failed")
                for reader in self._finished(selector):
                    wanted = reader.wanted
                    assert wanted is not None
                    selector.unregister(reader.answer)
                    seen = reader.seen() if not reader.late else None
                    if seen is None:
                        yield self._lost(reader, wanted, "late" if reader.late else "failed")
                    else:
                        self._busy.remove(reader)
                        self._idle.append(reader)
                        yield seen

    def _finished(self, selector: selectors.BaseSelector) -> list["_Reader"]:
        """Those that have answered, or whose time is over."""
        if not self._busy:
            return []
        rest = max(min(reader.deadline for reader in self._busy) - time.monotonic(), 0.0)
        answered = [key.data for key, _ in selector.select(rest)]
        now = time.monotonic()
        for reader in self._busy:
            reader.late = reader not in answered and reader.deadline <= now
        return answered + [reader for reader in self._busy if reader.late]

    def _lost(self, reader: "_Reader", wanted: PageArea, outcome: Outcome) -> Seen:
        self._busy.remove(reader)
        reader.end()
        return Seen(wanted.where, wanted.page, wanted.area, outcome)

    def _started(self) -> "_Reader":
        reader = _Reader(self._program, self._settings, self._limits)
        if reader.missing:
            reader.end()
            raise _no_language(reader.missing)
        return reader


def _cores() -> int:
    """Cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _no_language(missing: Sequence[str]) -> UsageError:
    packages = " ".join(f"tesseract-ocr-{name.replace('_', '-')}" for name in missing)
    return UsageError(
        f"tesseract has no data for the language {' and '.join(missing)}",
        hint=f"Install it (apt install {packages}), or name others with --ocr-language; `tesseract --list-langs` lists them.",
    )


class _Reader:
    """One process and its folder."""

    def __init__(self, program: str, settings: OcrSettings, limits: ReadingLimits) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="sowcheck-ocr-")
        self._seconds = settings.seconds
        self.wanted: PageArea | None = None
        self.deadline = time.monotonic() + _START
        self.late = False
        environment = reader_environment() | {
            "OMP_THREAD_LIMIT": "1",
            "TMPDIR": self._folder.name,
            # No other program can be found.
            "PATH": str(Path(program).parent),
        }
        environment |= {name: os.environ[name] for name in ("TESSDATA_PREFIX",) if name in os.environ}
        self._process = subprocess.Popen(  # noqa: S603
            [sys.executable, "-P", "-m", _CHILD],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            cwd=self._folder.name,
            # Tesseract ends with it; Ctrl-C is for the parent, which decides.
            start_new_session=True,
        )
        assert self._process.stdin
        assert self._process.stdout
        self._source = cast("BinaryIO", self._process.stdin)
        self.answer = cast("BinaryIO", self._process.stdout)
        orders = {
            "folder": self._folder.name,
            "languages": settings.languages,
            # Several looks at one page share its time; none may have all of it twice.
            "seconds": settings.seconds,
            "program": program,
            "memory_megabytes": limits.memory_megabytes,
        }
        try:
            wire.put(self._source, wire.DATA, json.dumps(orders).encode("ascii"))
            self.missing: list[str] = list(json.loads(wire.take(self.answer, _MOST)[1]))
        except (OSError, ValueError, wire.BrokenAnswer):
            self.missing = []

    def takes(self, picture: Picture) -> bool:
        """Hands it a picture; whether it could."""
        self.wanted = picture.wanted
        self.deadline = time.monotonic() + self._seconds + _GRACE
        try:
            wire.put(self._source, wire.DATA, json.dumps(picture.wanted).encode("ascii"))
            wire.put(self._source, wire.PICTURE, picture.drawn.packed())
        except OSError:
            return False
        return True

    def seen(self) -> Seen | None:
        """Its answer; None if it has none, or one that it cannot have."""
        try:
            seen = Seen.unpacked(wire.take(self.answer, _MOST)[1])
        except (wire.BrokenAnswer, ValueError, TypeError):
            return None
        return seen if self.wanted and seen[:3] == self.wanted else None

    def end(self) -> None:
        """Ends the process, tesseract with it, and removes the folder."""
        with suppress(OSError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.kill()
        self._process.wait()
        for stream in (self._source, self.answer):
            with suppress(OSError):
                stream.close()
        with suppress(OSError):
            self._folder.cleanup()
