"""List items with the sentence that introduces them: blocks of a list, and "(a) …; (b) …" inside a sentence."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sowcheck.core.clauses import Clause, ListItem
from sowcheck.core.documents import Block, BlockKind, Document
from sowcheck.core.spans import Span, stripped
from sowcheck.segment.blocks import body_blocks, contents_lines
from sowcheck.segment.enumerations import enumerated
from sowcheck.segment.headings import is_heading_line
from sowcheck.segment.numbering import Label, read_label

_BULLET = re.compile(r"^(?:[•·●○◦▪■□➢►▸✓✔§\u2010\uf0b7\uf0a7\uf0d8‣\u2043∙]|[o*](?=\s)|[–—-](?=\s))\s*")
_END = re.compile(r"(?:[\s;,]*(?:;|,)\s*(?:and(?:/or)?|or|et|ou|en|of|und|oder)\s*$)|[\s;,.]+$", re.IGNORECASE)


_SAME_INDENT = 6.0
"""Points that the left edges of items of one level may differ."""


@dataclass
class _Open:
    """An item while its list is read."""

    start: int
    end: int
    level: int
    lead: Span | None
    scheme: str
    indent: float


def lists(document: Document, clauses: Sequence[Clause]) -> tuple[ListItem, ...]:
    """The list items of a document in the order of the text.

    A numbered clause counts as an item if it has no heading of its own, or if what holds it ends with a colon.
    """
    places = _Places(clauses)
    items = [
        *_in_blocks(
            document, _structural(clauses, document.text), frozenset(one.span.start for one in clauses if one.number)
        ),
        *_in_sentences(document),
    ]
    found: dict[tuple[int, int], ListItem] = {}
    for item in sorted(items, key=lambda one: (one.start, -one.end)):
        span = _trimmed(document.text, item.start, item.end)
        if span is not None:
            found.setdefault(
                (span.start, span.end),
                ListItem(span=span, level=item.level, lead=item.lead, clause=places.at(span.start)),
            )
    return tuple(found.values())


def _structural(clauses: Sequence[Clause], text: str) -> frozenset[int]:
    """Where the clauses begin that are parts of the document and no items of a list."""
    parents = {clause.parent for clause in clauses}
    starts: set[int] = set()
    for clause in clauses:
        if clause.number is None or clause.parent is None:
            continue
        holder = clauses[clause.parent]
        introduced = holder.body is not None and holder.body.of(text).endswith((":", "–", "—"))
        standalone = clause.heading is not None and clause.body is None
        if introduced and not (standalone and clause.index in parents):
            continue
        compound = "." in clause.number or " " in clause.number
        if compound or clause.heading is not None or clause.index in parents:
            starts.add(clause.span.start)
    return frozenset(starts)


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


def _in_blocks(document: Document, structural: frozenset[int], numbered: frozenset[int]) -> Iterator[_Open]:
    """Blocks that a bullet, a letter or a number makes items; what goes on without one belongs to the item above."""
    text = document.text
    blocks = body_blocks(document)
    contents = contents_lines(blocks, text)
    stack: list[_Open] = []
    lead: Span | None = None
    base = 0
    for index, block in enumerate(blocks):
        if block.kind == BlockKind.TABLE_CELL or index in contents:
            yield from stack
            stack = []
            continue
        mark = _mark(block, text, numbered) if block.span.start not in structural else None
        if mark is None:
            if stack and block.span.start not in structural and _goes_on(block, stack[-1], text):
                stack[-1].end = block.span.end
                continue
            yield from stack
            stack, lead = [], _lead(block, text)
            continue
        start, scheme, written = mark
        base = base if stack else written or 0
        level = _level(stack, scheme, block.indent) if written is None else max(written - base, 0)
        item = _nested(stack, lead, start, block, scheme, level, text)
        while stack and stack[-1].level >= item.level:
            yield stack.pop()
        stack.append(item)
    yield from stack


def _mark(block: Block, text: str, numbered: frozenset[int]) -> tuple[int, str, int | None] | None:
    """Where the words of a list item begin, the scheme of its mark and its level; None for what is no list item."""
    words = block.span.of(text)
    level = block.level if block.kind == BlockKind.LIST_ITEM and (block.label or block.level) else None
    if block.label:
        label = read_label(block.label.strip(), outside=True)
        scheme = label.scheme if label else block.label.strip()
        if (block.kind == BlockKind.LIST_ITEM or (label and _lists(label))) and block.kind != BlockKind.HEADING:
            return block.span.start, scheme, level
        return None
    bullet = _BULLET.match(words)
    if bullet and bullet.end() < len(words) and not re.match(r"[-–—*\s]{3,}|\*{2,}", words):
        return block.span.start + bullet.end(), words[0], level
    label = read_label(words)
    certain = block.span.start in numbered or ")" in (label.scheme if label else "")
    if label and certain and block.kind != BlockKind.HEADING and (_lists(label) or block.kind == BlockKind.LIST_ITEM):
        return block.span.start + label.length, label.scheme, level
    return (block.span.start, "", level) if block.kind == BlockKind.LIST_ITEM and not label else None


def _lists(label: Label) -> bool:
    """Whether a number can be that of a list item: not "Article 3" or "Schedule 2"."""
    return label.kind in ("letter", "roman") or (label.kind == "decimal" and not label.scheme.startswith("lettered"))


def _nested(
    stack: list[_Open], lead: Span | None, start: int, block: Block, scheme: str, level: int, text: str
) -> _Open:
    """The item at its level; under an item of a higher level, that item is its lead."""
    above = [one for one in stack if one.level < level]
    if above:
        lead = _trimmed(text, above[-1].start, above[-1].end)
    return _Open(start, block.span.end, level, lead, scheme, block.indent)


def _level(stack: list[_Open], scheme: str, indent: float) -> int:
    """The level of an item by its mark and indent: that of an open item with the same mark, else one deeper."""
    for one in reversed(stack):
        if one.scheme == scheme and abs(indent - one.indent) <= _SAME_INDENT:
            return one.level
    outside = [one for one in stack if indent < one.indent - _SAME_INDENT]
    if outside:
        return outside[0].level
    return stack[-1].level + 1 if stack else 0


def _goes_on(block: Block, item: _Open, text: str) -> bool:
    """Whether a block without a mark continues the item: the item's sentence is open and the block begins small."""
    words = block.span.of(text).lstrip()
    return bool(words) and words[0].islower() and text[item.end - 1 : item.end] not in (".", ":", ";")


def _lead(block: Block, text: str) -> Span | None:
    """The sentence or heading that a list after this block has as its lead, without its number."""
    label = None if block.label else read_label(block.span.of(text))
    span = stripped(text, block.span.start + (label.length if label else 0), block.span.end)
    if span is None or is_heading_line(block, text):
        return span
    words = span.of(text)
    if not words.endswith((":", "–", "—", ",")) and len(words) > 160:
        return None
    sentences = list(re.finditer(r"(?<=[.;])\s+(?=[A-Z“\"])", words))
    return stripped(text, span.start + (sentences[-1].end() if sentences else 0), span.end)


def _in_sentences(document: Document) -> Iterator[_Open]:
    """The items of enumerations inside one block."""
    for block in body_blocks(document):
        for item in enumerated(block, document.text):
            yield _Open(item.start, item.end, 0, item.lead, "inline", 0.0)
