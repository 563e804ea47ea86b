"""The words around a quote: the document is read again, if it is at hand exactly as the run read it."""

import hashlib
from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path

from sowcheck.core.documents import Document
from sowcheck.core.spans import Span
from sowcheck.core.words import shortened
from sowcheck.evals.log import GoldFact
from sowcheck.evals.report.model import Words
from sowcheck.ingest.apart.reading import read
from sowcheck.ingest.suffixes import DOCUMENT_SUFFIXES
from sowcheck.report.exhibits import Passage, passage
from sowcheck.report.shapes.assumptions import AssumptionShape
from sowcheck.report.wording import quoted

_NEIGHBOUR = 160
"""Characters shown at most of the paragraphs before and after."""


def files_by_content(folders: Iterable[Path]) -> dict[str, Path]:
    """The documents in the folders and those below, by the SHA-256 of their content."""
    files = (
        path
        for folder in folders
        for path in sorted(folder.rglob("*"))
        if path.suffix.lower() in DOCUMENT_SUFFIXES and path.is_file()
    )
    return {hashlib.sha256(path.read_bytes()).hexdigest(): path for path in files}


class Shelf:
    """The documents of a log that are at hand, each read when its words are first asked for."""

    def __init__(self, paths: Mapping[str, Path]) -> None:
        """A shelf of files.

        Args:
            paths: Of `files_by_content`.
        """
        self._paths = paths
        self._read: dict[str, _Text | None] = {}

    def has(self, sha256: str) -> bool:
        """Whether the document is at hand and can be read."""
        return self._text(sha256) is not None

    def of_prediction(self, sha256: str, prediction: AssumptionShape) -> Words:
        """The words of a prediction where they stand; alone if the document is not at hand."""
        text = self._text(sha256)
        start, end = prediction.span
        if text is None or not 0 <= start < end <= len(text.document.text):
            return alone(prediction.quote)
        return in_place(text.document, Span(start=start, end=end))

    def of_gold(self, sha256: str, fact: GoldFact) -> Words:
        """The words of a gold fact where they stand; alone if they are not found."""
        text = self._text(sha256)
        span = text.find(fact.quote, fact.page) if text else None
        return in_place(text.document, span) if text and span else alone(fact.quote)

    def _text(self, sha256: str) -> "_Text | None":
        if sha256 not in self._read:
            self._read[sha256] = _read(self._paths.get(sha256))
        return self._read[sha256]


def alone(quote: str) -> Words:
    """A quote without the words around it."""
    marked = quoted(quote)
    return Words(Passage(heading="", before="", marked=marked, after="") if marked else None)


def in_place(document: Document, span: Span) -> Words:
    """The words of a span in their paragraph or table row, with the lines before and after."""
    text = document.text
    before = text[: text.rfind("\n", 0, span.start) + 1].rstrip().rpartition("\n")[2]
    end = text.find("\n", span.end)
    after = text[end:].lstrip().partition("\n")[0] if end >= 0 else ""
    earlier = before if len(before) <= _NEIGHBOUR else f"…{before[-_NEIGHBOUR:]}"
    return Words(passage(document, span), quoted(earlier), shortened(quoted(after), _NEIGHBOUR))


def _read(path: Path | None) -> "_Text | None":
    try:
        return _Text(read(path)) if path else None
    except Exception:  # noqa: BLE001  (what cannot be read is a failure that the report names; it needs no context)
        return None


class _Text:
    """A document whose words can be found whatever the white space between them."""

    def __init__(self, document: Document) -> None:
        self.document = document

    @cached_property
    def _offsets(self) -> list[int]:
        """Where each character other than white space stands."""
        return [offset for offset, char in enumerate(self.document.text) if not char.isspace()]

    @cached_property
    def _squeezed(self) -> str:
        return "".join(self.document.text.split())

    def find(self, quote: str, page: int | None) -> Span | None:
        """The first place of a quote, on `page` if it stands there."""
        wanted = "".join(quote.split())
        spans = list(self._places(wanted)) if wanted else []
        on_page = [span for span in spans if page is None or self.document.page_of(span.start) in (page, None)]
        return next(iter(on_page or spans), None)

    def _places(self, wanted: str) -> Iterable[Span]:
        at = self._squeezed.find(wanted)
        while at >= 0:
            yield Span(start=self._offsets[at], end=self._offsets[at + len(wanted) - 1] + 1)
            at = self._squeezed.find(wanted, at + 1)
