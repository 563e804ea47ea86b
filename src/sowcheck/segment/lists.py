"""List items with the sentence that introduces them: blocks of a list, and "(a) …; (b) …" inside a sentence."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sowcheck.core.clauses import Clause, ListItem
from sowcheck.core.documents import Block, BlockKind, Document
from sowcheck.core.spans import Span, stripped
from sowcheck.segment.blocks import body_blocks, contents_lines
from sowcheck.segment.headings import is_heading_line
from sowcheck.segment.numbering import Label, letters, read_label, roman

_BULLET = re.compile(r"^(?:[•·●○◦▪■□➢►▸✓✔§\u2010\uf0b7\uf0a7\uf0d8‣⁃∙*]|o(?=\s)|[–—-](?=\s))\s*")
_END = re.compile(r"(?:[\s;,]*(?:;|,)\s*(?:and(?:/or)?|or|et|ou|en|of|und|oder)\s*$)|[\s;,.]+$", re.IGNORECASE)
_INLINE = re.compile(r"(?<![\w)])\((?P<mark>[a-z]{1,4}|\d{1,2}|[A-Z])\)\s*(?=\S)")
_JOINER = re.compile(r"(?:[;,:.]|\b(?:and|or|et|en|und))\s*$", re.IGNORECASE)


@dataclass
class _Open:
    """An item while its list is read."""

    start: int
    end: int
    level: int
    lead: Span | None
    scheme: str


def lists(document: Document, clauses: Sequence[Clause]) -> tuple[ListItem, ...]:
    """The list items of a document in the order of the text."""
    places = _Places(clauses)
    items = [*_in_blocks(document), *_in_sentences(document)]
    found: dict[tuple[int, int], ListItem] = {}
    for item in sorted(items, key=lambda one: (one.start, -one.end)):
        span = _trimmed(document.text, item.start, item.end)
        if span is not None:
            found.setdefault(
                (span.start, span.end),
                ListItem(span=span, level=item.level, lead=item.lead, clause=places.at(span.start)),
            )
    return tuple(found.values())


class _Places:
    """The innermost clause at rising offsets, in one pass over the clauses."""

    def __init__(self, clauses: Sequence[Clause]) -> None:
        self.clauses = clauses
        self.next = 0
        self.open: list[Clause] = []

    def at(self, offset: int) -> int:
        """Index of the innermost clause that holds the character; offsets must not fall."""
        while self.next < len(self.clauses) and self.clauses[self.next].span.start <= offset:
            self.open.append(self.clauses[self.next])
            self.next += 1
        while len(self.open) > 1 and self.open[-1].span.end <= offset:
            self.open.pop()
        return self.open[-1].index


def _trimmed(text: str, start: int, end: int) -> Span | None:
    """The span without "; and", ";" or "." at its end."""
    span = stripped(text, start, end)
    if span is None:
        return None
    tail = _END.search(text, span.start, span.end)
    if tail and not re.search(r"\b(?:Inc|Ltd|Co|Corp|etc|e\.g|i\.e|No|[A-Z]\.[A-Z])\.$", span.of(text)):
        return stripped(text, span.start, tail.start()) or span
    return span


def _in_blocks(document: Document) -> Iterator[_Open]:
    """Blocks that a bullet, a letter or a number makes items; what goes on without one belongs to the item above."""
    text = document.text
    blocks = body_blocks(document)
    contents = contents_lines(blocks, text)
    stack: list[_Open] = []
    lead: Span | None = None
    for index, block in enumerate(blocks):
        if block.kind == BlockKind.TABLE_CELL or index in contents:
            yield from stack
            stack = []
            continue
        mark = _mark(block, text)
        if mark is None:
            if stack and _goes_on(block, stack[-1], text):
                stack[-1].end = block.span.end
                continue
            yield from stack
            stack, lead = [], _lead(block, text)
            continue
        start, scheme, level = mark
        item = _nested(stack, lead, start, block, scheme, level, text)
        while stack and stack[-1].level >= item.level:
            yield stack.pop()
        stack.append(item)
    yield from stack


def _mark(block: Block, text: str) -> tuple[int, str, int | None] | None:
    """Where the words of a list item begin, the scheme of its mark and its level; None for what is no list item."""
    words = block.span.of(text)
    level = block.level if block.kind == BlockKind.LIST_ITEM else None
    if block.label:
        label = read_label(block.label.strip(), outside=True)
        scheme = label.scheme if label else block.label.strip()
        if block.kind == BlockKind.LIST_ITEM or (label and _lists(label)):
            return block.span.start, scheme, level
        return None
    bullet = _BULLET.match(words)
    if bullet and bullet.end() < len(words) and not re.match(r"[-–—*\s]{3,}|\*{2,}", words):
        return block.span.start + bullet.end(), words[0], level
    label = read_label(words)
    if label and (_lists(label) or block.kind == BlockKind.LIST_ITEM) and block.kind != BlockKind.HEADING:
        return block.span.start + label.length, label.scheme, level
    return (block.span.start, "", level) if block.kind == BlockKind.LIST_ITEM else None


def _lists(label: Label) -> bool:
    """Whether a number is one of list items: letters, Roman numerals, "1." and "1)", not "4.2" or "Article 3"."""
    return label.kind in ("letter", "roman") or (
        label.kind == "decimal" and label.scheme in ("decimal1.", "decimal1)", "(decimal1)")
    )


def _nested(
    stack: list[_Open], lead: Span | None, start: int, block: Block, scheme: str, level: int | None, text: str
) -> _Open:
    """The item at its level: that of its scheme if the scheme is open, else one deeper."""
    if level is None:
        known = next((one for one in reversed(stack) if one.scheme == scheme), None)
        level = known.level if known else (stack[-1].level + 1 if stack else 0)
    above = [one for one in stack if one.level < level]
    if above:
        lead = _trimmed(text, above[-1].start, above[-1].end)
    return _Open(start, block.span.end, level, lead, scheme)


def _goes_on(block: Block, item: _Open, text: str) -> bool:
    """Whether a block without a mark continues the item: the item's sentence is open and the block begins small."""
    words = block.span.of(text).lstrip()
    return bool(words) and words[0].islower() and text[item.end - 1 : item.end] not in (".", ":", ";")


def _lead(block: Block, text: str) -> Span | None:
    """The sentence or heading that a list after this block has as its lead."""
    words = block.span.of(text).rstrip()
    if is_heading_line(block, text):
        return stripped(text, block.span.start, block.span.end)
    if not words.endswith((":", "–", "—", ",")) and len(words) > 160:
        return None
    sentences = list(re.finditer(r"(?<=[.;])\s+(?=[A-Z“\"])", words))
    start = sentences[-1].end() if sentences else 0
    return stripped(text, block.span.start + start, block.span.end)


def _in_sentences(document: Document) -> Iterator[_Open]:
    """The items of "(a) …; (b) …; and (c) …" inside one block."""
    text = document.text
    for block in body_blocks(document):
        words = block.span.of(text)
        marks = [match for match in _INLINE.finditer(words)]
        for run in _runs(marks):
            if run[0].start() == 0:
                continue
            yield from _items_of(run, block, text)


def _items_of(run: list[re.Match[str]], block: Block, text: str) -> Iterator[_Open]:
    words = block.span.of(text)
    before = words[: run[0].start()]
    sentence = max((match.end() for match in re.finditer(r"(?<=[.;])\s+(?=[A-Z“\"(])", before)), default=0)
    lead = stripped(text, block.span.start + sentence, block.span.start + run[0].start())
    for place, match in enumerate(run):
        if place + 1 < len(run):
            end = run[place + 1].start()
        else:
            stop = re.compile(r"[.;](?=\s+[A-Z]|\s*$)|;").search(words, match.end())
            end = stop.start() if stop else len(words)
        yield _Open(block.span.start + match.end(), block.span.start + end, 0, lead, "inline")


def _runs(marks: list[re.Match[str]]) -> Iterator[list[re.Match[str]]]:
    """Marks that count up from the first: at least two, each after a comma, semicolon or "and"."""
    used: set[int] = set()
    for first, match in enumerate(marks):
        if first in used or _value(match["mark"], 1) != 1:
            continue
        run, wanted, kind = [match], 2, _kind(match["mark"])
        for place in range(first + 1, len(marks)):
            candidate = marks[place]
            if _value(candidate["mark"], wanted, kind) == wanted and _JOINER.search(
                candidate.string[: candidate.start()].rstrip()
            ):
                run.append(candidate)
                used.add(place)
                wanted += 1
        if len(run) >= 2:
            yield run


def _kind(mark: str) -> str:
    if mark.isdigit():
        return "digit"
    return "roman" if mark.lower() == "i" else "letter"


def _value(mark: str, wanted: int, kind: str | None = None) -> int | None:
    """What a mark counts, read as the kind of its list."""
    kind = kind or _kind(mark)
    if kind == "digit":
        return int(mark) if mark.isdigit() else None
    if kind == "roman":
        return roman(mark)
    return letters(mark) if len(mark) == 1 and mark.isalpha() else None
