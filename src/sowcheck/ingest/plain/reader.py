"""Text files (.txt, .md) to documents."""

import codecs
import hashlib
import re
from collections.abc import Iterator, Sized
from pathlib import Path

from sowcheck.core.documents import Comment, Coverage, Document, HiddenText, Unread
from sowcheck.core.limits import ReadingLimits
from sowcheck.errors import UnreadableInput
from sowcheck.ingest.limits import beyond
from sowcheck.ingest.mending import mended
from sowcheck.ingest.plain.leaves import Draft
from sowcheck.ingest.plain.lines import leaves_of_lines
from sowcheck.ingest.plain.markdown import MarkdownText, looks_like_markdown, read_markdown
from sowcheck.ingest.plain.source import lines_of
from sowcheck.ingest.veils import veiled

_MARKDOWN_NAMES = frozenset({".md", ".markdown", ".mdown", ".mkd"})
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    # The mark of UTF-32 begins like that of UTF-16.
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_MOST_CONTROL = 0.01
"""Share of control characters above which bytes are no text."""
_SAVE_AS_TEXT = "Save it as UTF-8 text, or check the PDF or Word file it was made from."


def read_plain(path: Path, data: bytes, limits: ReadingLimits | None = None) -> Document:
    """Read a text or Markdown file.

    Args:
        path: names the file in errors and in the document; its ending tells Markdown, else the content does.
        data: its content, in UTF-8, in UTF-16 or UTF-32 with a byte order mark, or in Windows-1252.
        limits: what it may ask for.

    Returns:
        The document. Its offsets lead back to the decoded file, from which Markdown's marks are missing in the text.

    Raises:
        UnreadableInput: `data` is no text, holds no words or too many.
    """
    limits = limits or ReadingLimits()
    source, encoding = _decoded(path, data)
    if len(source) > limits.characters:
        raise beyond(path, f"its text has {len(source):,} characters", "characters", limits)
    markdown = path.suffix.lower() in _MARKDOWN_NAMES or looks_like_markdown(source)
    read = read_markdown(source) if markdown else MarkdownText(leaves_of_lines(source, lines_of(source)))
    draft = Draft(source)
    draft.write(read.leaves)
    if not any(map(str.isalnum, draft.text)):
        raise UnreadableInput(path, "it has no text", hint="Check that this is the right file.")
    comments = tuple(Comment(text=text) for text in read.comments if text)
    unread = tuple(
        Unread(where=f"image {index} ({name})", reason="unsupported_content")
        for index, name in enumerate(read.images, start=1)
    )
    hidden = (*_marked(read), *_veiled(source, draft))
    counted: tuple[Sized, ...] = (draft.blocks, draft.revisions, comments, unread, hidden)
    return Document(
        name=path.name,
        sha256=hashlib.sha256(data).hexdigest(),
        media_type="text/markdown" if markdown else "text/plain",
        text=draft.text,
        blocks=tuple(draft.blocks),
        tables=tuple(draft.tables),
        revisions=tuple(draft.revisions),
        comments=comments,
        hidden=hidden,
        metadata={"encoding": encoding},
        coverage=Coverage(units=sum(len(part) for part in counted), unread=unread),
        offsets=draft.offsets,
    )


def _marked(read: MarkdownText) -> Iterator[HiddenText]:
    """What Markdown keeps out of sight."""
    for reason, text in read.hidden:
        words = " ".join(mended(text).split())
        if words:
            yield HiddenText(where="the file's markup", reason=reason, words=words)


def _veiled(source: str, draft: Draft) -> Iterator[HiddenText]:
    """What odd characters say or turn around; words that are turned around stand in the text."""
    for found in veiled(source):
        line = source.count("\n", 0, found.start) + 1
        span = draft.span_of(found.start, found.end) if found.reason == "turned_around" else None
        yield HiddenText(where=f"line {line}", reason=found.reason, words=found.words, span=span)


def _decoded(path: Path, data: bytes) -> tuple[str, str]:
    """The text of a file without its byte order mark, and the encoding that fits."""
    marked = next((encoding for mark, encoding in _MARKS if data.startswith(mark)), None)
    if marked is None and b"\x00" in data:
        raise UnreadableInput(path, "it is not a text file (it holds NUL bytes)", hint=_SAVE_AS_TEXT)
    for encoding in (marked,) if marked else ("utf-8", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if len(_CONTROL.findall(text)) > _MOST_CONTROL * len(text):
            raise UnreadableInput(path, "it is not a text file (it holds control characters)", hint=_SAVE_AS_TEXT)
        return text, encoding
    raise UnreadableInput(path, "its encoding is not known", hint=_SAVE_AS_TEXT)
