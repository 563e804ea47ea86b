"""Small questions about blocks that several parts of the outline ask."""

import re

from sowcheck.core.documents import Block, BlockKind, Document
from sowcheck.core.spans import Span, stripped

_ASIDE = frozenset({BlockKind.HEADER, BlockKind.FOOTER, BlockKind.FOOTNOTE, BlockKind.TEXT_BOX})
_PAGE_NUMBER = re.compile(
    r"^(?:(?:page|seite|pagina)\s*)?(?:[A-Z]\s?[-–]\s?)?[-–]?\s*(?:\d{1,4}|[ivx]{1,5})\s*(?:(?:of|/|\||de|von|van)\s*\d{1,4})?\s*[-–]?\s*(?:page)?$|"
    r"^<page>$",
    re.IGNORECASE,
)
_LEADER = re.compile(r"(?:\.\s?){4,}|…{2,}|_{4,}\s*\d+$")
_ENDS_WITH_PAGE = re.compile(r"(?:\t|\s{2,}|\s)(?:\d{1,3}|[ivxl]{1,5})\s*$")
_CONTENTS_TITLE = re.compile(
    r"(?:table\s+of\s+contents|contents|index|table\s+des\s+mati[eè]res|sommaire|inhalt(?:sverzeichnis)?|inhoud(?:sopgave)?)"
    r"\s*[:.]?$",
    re.IGNORECASE,
)


def body_blocks(document: Document) -> list[Block]:
    """The blocks of the body in the order of the text: no running headers, page numbers, footnotes or text boxes."""
    body = [
        block for block in document.blocks if block.kind not in _ASIDE and not _is_page_number(block, document.text)
    ]
    return sorted(body, key=lambda block: block.span.start)


def _is_page_number(block: Block, text: str) -> bool:
    """Whether a paragraph says nothing but the number of its page."""
    if block.kind == BlockKind.TABLE_CELL or block.page is None or len(block.span) > 24:
        return False
    return bool(_PAGE_NUMBER.match(block.span.of(text).strip()))


def lines_of(span: Span, text: str) -> list[Span]:
    """The lines inside a span; a table cell may have several."""
    lines: list[Span] = []
    start = span.start
    for line in span.of(text).split("\n"):
        part = stripped(text, start, start + len(line))
        if part:
            lines.append(part)
        start += len(line) + 1
    return lines


def segments(span: Span, text: str) -> list[Span]:
    """The parts of a line between its tabs, without white space around them."""
    parts: list[Span] = []
    start = span.start
    while start <= span.end:
        tab = text.find("\t", start, span.end)
        end = tab if tab >= 0 else span.end
        part = stripped(text, start, end)
        if part:
            parts.append(part)
        start = end + 1
    return parts


def is_capitals(text: str) -> bool:
    """Whether the letters of `text` are capitals, at least three of them.

    >>> is_capitals("SCHEDULE OF FEES"), is_capitals("Schedule"), is_capitals("A 1")
    (True, False, False)
    """
    letters = [letter for letter in text if letter.isalpha()]
    return len(letters) >= 3 and sum(letter.isupper() for letter in letters) >= 0.9 * len(letters)


def contents_lines(blocks: list[Block], text: str) -> frozenset[int]:
    """Which of `blocks` (by index) are lines of a table of contents.

    A line with a dot leader, or one of a run of lines after a contents title or of at least four that end with a
    page number in rising order.
    """
    found: set[int] = set()
    run: list[int] = []
    after_title = False
    for index, block in enumerate(blocks):
        line = block.span.of(text)
        if _CONTENTS_TITLE.match(line.strip()):
            found.update(_kept(run, after_title))
            run, after_title = [index], True
        elif len(line) < 160 and block.kind != BlockKind.TABLE_CELL and _looks_like_entry(line, after_title):
            run.append(index)
            if _LEADER.search(line):
                found.add(index)
        else:
            found.update(_kept(run, after_title))
            run, after_title = [], False
    found.update(_kept(run, after_title))
    found.update(_repeated(blocks, text))
    return frozenset(found)


def _repeated(blocks: list[Block], text: str) -> list[int]:
    """Entries without page numbers: a run of numbered lines most of which come again as headings further down."""
    lines = [" ".join(block.span.of(text).split()).casefold() for block in blocks]
    last = {line: index for index, line in enumerate(lines)}
    found: list[int] = []
    run: list[int] = []
    number: tuple[int, ...] = ()
    for index, line in enumerate([*lines, ""]):
        entry = re.match(r"(?:article |section )?(?P<number>\d{1,2}(?:\.\d{1,2})*)[.:]?\s?\S", line)
        here = tuple(map(int, entry["number"].split("."))) if entry else ()
        if entry and len(line) < 90 and not line.endswith((".", ";")) and here > number:
            run.append(index)
            number = here
            continue
        again = sum(last[lines[place]] > run[-1] for place in run)
        if len(run) >= 4 and again >= 0.7 * len(run):
            found += run
        run, number = ([index], here) if entry else ([], ())
    return found


def _looks_like_entry(line: str, after_title: bool) -> bool:
    if _LEADER.search(line) and re.search(r"\w", line) and not _LEADER.match(line.strip()):
        return bool(re.search(r"\d\s*$|[.…]\s*$", line))
    if not _ENDS_WITH_PAGE.search(line) or line.rstrip().endswith("."):
        return False
    return (
        after_title or "\t" in line or bool(re.match(r"\s*(?:\d|[A-Z]\.|article|section|schedule|annex)", line, re.I))
    )


def _kept(run: list[int], after_title: bool) -> list[int]:
    """The entries of a run if it is long enough to be a table of contents; its title alone is none."""
    return run if len(run) >= (3 if after_title else 5) else []
