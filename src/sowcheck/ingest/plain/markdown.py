"""Markdown: its blocks, told by markdown-it, as places in the file."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from sowcheck.core.documents import BlockKind, HiddenReason
from sowcheck.ingest.plain.inline import InlineReader, InlineText
from sowcheck.ingest.plain.leaves import Leaf, LeafTable, Piece
from sowcheck.ingest.plain.lines import LONGEST_HEADING, continues, wrap_width
from sowcheck.ingest.plain.source import TextLine, lines_of, split_row
from sowcheck.ingest.plain.tags import OpenTags

_FRONT_MATTER = re.compile(r"\ufeff?---[ \t]*\r?\n(.*?\r?\n)(?:---|\.\.\.)[ \t]*(?:\r?\n|$)", re.DOTALL)
_ORDERED = re.compile(r"[ \t>]*(?:[-*+][ \t]+)*(\d{1,9}[.)])(?=\s|$)")
_TASK = re.compile(r"\[([ xX])\][ \t]+")
_HINTS = (
    re.compile(r"^#{1,6} \S", re.MULTILINE),
    re.compile(r"^ {0,3}\|?(?: *:?-{3,}:? *\|)+(?: *:?-{3,}:? *)?$", re.MULTILINE),
    re.compile(r"\*\*[^*\n]+\*\*"),
    re.compile(r"(?<!!)\[[^\]\n]+\]\([^)\n]+\)"),
    re.compile(r"^```", re.MULTILINE),
)
_TAG = re.compile(r"<!--(.*?)-->|<[^>]*>", re.DOTALL)
_BULLET = "\u2022"


@dataclass
class MarkdownText:
    """What a Markdown file holds."""

    leaves: list[Leaf | LeafTable] = field(default_factory=list)
    images: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    hidden: list[tuple[HiddenReason, str]] = field(default_factory=list)
    """What the file says and a page made from it does not show."""


def looks_like_markdown(source: str) -> bool:
    """Whether plain text has so much markup that it must be Markdown."""
    found = [len(hint.findall(source)) for hint in _HINTS]
    return found[0] > 1 or sum(map(bool, found)) > 1


def read_markdown(source: str) -> MarkdownText:
    """The blocks of a Markdown file, in order."""
    reader = _Reader(source)
    return reader.read()


class _Reader:
    def __init__(self, source: str) -> None:
        self._source = source
        self._front = _FRONT_MATTER.match(source)
        self._offset = self._front.end() if self._front is not None else 0
        body = source[self._offset :]
        self._starts = _line_starts(body, self._offset)
        lines = lines_of(source, self._offset)
        self._width = wrap_width(lines)
        # Indented text is text here, not program code; escapes and entities stay apart to keep their places.
        parser = MarkdownIt("commonmark").enable(["table", "strikethrough"]).disable(["code", "text_join"])
        links: dict[str, Any] = {}
        self._tokens = parser.parse(_with_plain_breaks(body), links)
        self._result = MarkdownText()
        self._result.hidden.extend(_notes_in(links))
        self._open_tags = OpenTags()
        self._lists: list[Token] = []
        self._items: list[Token] = []
        self._items_in = _count_items(self._tokens)

    def read(self) -> MarkdownText:
        if self._front is not None:
            self._plain_lines(self._front.start(1), self._front.end(1))
        index = 0
        while index < len(self._tokens):
            index = self._block(index)
        return self._result

    def _block(self, index: int) -> int:
        """Read the token at `index`; returns the index of the next one to read."""
        token = self._tokens[index]
        match token.type:
            case "bullet_list_open" | "ordered_list_open":
                self._lists.append(token)
            case "bullet_list_close" | "ordered_list_close":
                self._lists.pop()
            case "list_item_open":
                self._items.append(token)
            case "list_item_close" if self._items and self._items[-1].level == token.level:
                self._items.pop()
            case "heading_open":
                self._heading(token, self._tokens[index + 1])
                return index + 3
            case "paragraph_open":
                self._paragraph(self._tokens[index + 1])
                return index + 3
            case "table_open":
                return self._table(index)
            case "fence":
                self._fence(token)
            case "html_block":
                self._html(token)
            case _:
                pass
        return index + 1

    def _heading(self, token: Token, inline: Token) -> None:
        self._add(self._whole(self._inline(inline), BlockKind.HEADING, level=int(token.tag[1])))

    def _whole(self, text: InlineText, kind: BlockKind, level: int = 0) -> Leaf:
        """All lines as one leaf."""
        struck = [piece for line in text.struck for piece in line]
        bold = text.bold or kind is BlockKind.HEADING
        return Leaf(kind, text.pieces(range(len(text.lines))), level=level, bold=bold, struck=struck)

    def _paragraph(self, inline: Token) -> None:
        text = self._inline(inline)
        label, number = self._item_mark(inline, text.lines[0])
        for group in self._groups(text):
            first = group[0] == 0
            pieces = text.pieces(group)
            words = _words(self._source, pieces).strip()
            if first and number is not None:
                pieces = [number, Piece(number.end, number.end, " "), *pieces]
            listed = first and (label is not None or number is not None)
            leaf = self._leaf(pieces, words, text.bold, label if first else None, listed=listed)
            leaf.struck = [piece for line in group for piece in text.struck[line]]
            self._add(leaf)

    def _leaf(self, pieces: list[Piece], words: str, bold: bool, label: str | None, *, listed: bool) -> Leaf:
        short = 0 < len(words) <= LONGEST_HEADING and not words.endswith((".", ";", ","))
        lonely = (
            listed
            and label is None
            and self._lists
            and len(self._lists) == 1
            and self._items_in[id(self._lists[-1])] == 1
        )
        if short and ((bold and not listed and ":" not in words[:-1]) or lonely):
            return Leaf(BlockKind.HEADING, pieces, level=1 if lonely else 2, bold=bold)
        if listed:
            return Leaf(BlockKind.LIST_ITEM, pieces, level=len(self._lists) - 1, label=label, bold=bold)
        return Leaf(BlockKind.PARAGRAPH, pieces, bold=bold)

    def _item_mark(self, inline: Token, line: list[Piece]) -> tuple[str | None, Piece | None]:
        """The bullet of an item, or the place of its number, if this is the item's first paragraph."""
        item = self._items[-1] if self._items else None
        if item is None or inline.map is None or item.map is None or inline.map[0] != item.map[0]:
            return None, None
        self._items[-1] = Token("list_item_open", "li", 1, level=item.level)
        start = self._starts[inline.map[0]]
        number = _ORDERED.match(self._source, start)
        if number is not None and item.info:
            return None, Piece(number.start(1), number.end(1))
        self._tick(line)
        return _BULLET, None

    def _tick(self, line: list[Piece]) -> None:
        """The box of a task list becomes a ticked or an empty box."""
        if not line or line[0].text is not None:
            return
        first = line[0]
        box = _TASK.match(self._source, first.start, line[-1].end)
        if box is not None and box.end() <= first.end:
            shown = "\u2610 " if box[1] == " " else "\u2612 "
            line[:1] = [Piece(box.start(), box.end(), shown), Piece(box.end(), first.end)]

    def _groups(self, text: InlineText) -> list[list[int]]:
        """Lines of a paragraph, joined where only the editor's margin broke them."""
        shown = [_as_line(line, _words(self._source, line)) for line in text.lines]
        groups = [[0]]
        for index, (above, below) in enumerate(pairwise(shown), start=1):
            if text.hard[index - 1] or not continues([above], below, self._width):
                groups.append([])
            groups[-1].append(index)
        return groups

    def _inline(self, inline: Token) -> InlineText:
        text = InlineReader(inline.content, self._places(inline)).read(inline.children or [])
        self._keep_aside(text)
        return text

    def _places(self, inline: Token) -> list[int]:
        """Where each character of an inline token's content stands in the file."""
        assert inline.map is not None
        places: list[int] = []
        line_index = inline.map[0]
        place = self._starts[line_index]
        for line in inline.content.split("\n"):
            start = self._starts[line_index]
            stop = self._starts[line_index + 1]
            found = self._source.find(line, start, stop)
            place = found if found >= 0 else max(place, start)
            places.extend(min(place + index, stop) for index in range(len(line) + 1))
            line_index = min(line_index + 1, len(self._starts) - 2)
        return places

    def _table(self, index: int) -> int:
        rows: list[list[Leaf]] = []
        while self._tokens[index].type != "table_close":
            token = self._tokens[index]
            if token.type == "tr_open" and token.map is not None:
                rows.append(self._row(index, token.map[0]))
            index += 1
        if rows:
            self._add(LeafTable(rows, header_rows=1))
        return index + 1

    def _row(self, index: int, line: int) -> list[Leaf]:
        places = split_row(self._source, self._starts[line], self._starts[line + 1])
        cells: list[Leaf] = []
        for token in self._tokens[index + 1 :]:
            if token.type == "tr_close":
                break
            if token.type == "inline" and len(cells) < len(places):
                cells.append(self._cell(token, places[len(cells)]))
        return cells

    def _cell(self, inline: Token, place: Piece) -> Leaf:
        content = self._source[place.start : place.end]
        reader = InlineReader(content, range(place.start, place.end + 1))
        text = reader.read(inline.children or [])
        self._keep_aside(text)
        return self._whole(text, BlockKind.TABLE_CELL)

    def _fence(self, token: Token) -> None:
        if token.map is None:
            return
        first, last = token.map
        inner = lines_of(self._source, self._starts[first + 1], self._starts[last])
        closing = bool(inner) and inner[-1].text.startswith(token.markup)
        for line in inner[: len(inner) - closing]:
            self._add(Leaf(BlockKind.PARAGRAPH, [Piece(line.start, line.end)]))

    def _keep_aside(self, text: InlineText) -> None:
        """What a paragraph or cell holds besides its words."""
        self._result.images.extend(text.images)
        self._result.comments.extend(text.comments)
        self._result.hidden.extend(("alternate_text", each) for each in text.descriptions)
        if text.hidden:
            self._result.hidden.append(("marked_hidden", "".join(text.hidden)))

    def _html(self, token: Token) -> None:
        """The words between the tags, line by line."""
        if token.map is None:
            return
        place, stop = self._starts[token.map[0]], self._starts[token.map[1]]
        for tag in _TAG.finditer(self._source, place, stop):
            self._plain_lines(place, tag.start())
            place = tag.end()
            self._open_tags.read(tag[0])
            if tag[1] is not None:
                self._result.comments.append(" ".join(tag[1].split()))
        self._plain_lines(place, stop)

    def _plain_lines(self, start: int, stop: int) -> None:
        if self._open_tags.hide:
            self._result.hidden.append(("marked_hidden", self._source[start:stop]))
            return
        for line in lines_of(self._source, start, stop):
            self._add(Leaf(BlockKind.PARAGRAPH, [Piece(line.start, line.end)]))

    def _add(self, leaf: Leaf | LeafTable) -> None:
        if not self._open_tags.hide:
            self._result.leaves.append(leaf)
            return
        leaves = [leaf] if isinstance(leaf, Leaf) else [cell for row in leaf.rows for cell in row]
        words = " ".join(_words(self._source, each.pieces) for each in leaves)
        self._result.hidden.append(("marked_hidden", words))


def _notes_in(links: dict[str, Any]) -> Iterator[tuple[HiddenReason, str]]:
    """Notes written as the definition of a link that leads nowhere: `[//]: # (note)`."""
    for link in links.get("references", {}).values():
        if link["href"] in ("", "#") and link["title"].strip():
            yield "marked_hidden", link["title"]


def _count_items(tokens: list[Token]) -> dict[int, int]:
    """How many items each list has, by the identity of its opening token; a lone number counts clauses."""
    counts: dict[int, int] = {}
    opened: list[Token] = []
    for token in tokens:
        if token.type in ("bullet_list_open", "ordered_list_open"):
            opened.append(token)
            counts[id(token)] = 0
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            opened.pop()
        elif token.type == "list_item_open":
            counts[id(opened[-1])] += 1
    return counts


def _with_plain_breaks(text: str) -> str:
    """The text as markdown-it counts its lines, character for character the same but for carriage returns."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _line_starts(body: str, offset: int) -> list[int]:
    """Where each line of the body starts in the file, and where the last one ends."""
    starts = [offset]
    starts.extend(offset + found.end() for found in re.finditer(r"\r\n|\r|\n", body))
    return [*starts, offset + len(body), offset + len(body)]


def _as_line(pieces: list[Piece], words: str) -> TextLine:
    """A line of a paragraph as plain text sees it; one without words holds a space."""
    start, end = (pieces[0].start, pieces[-1].end) if pieces else (0, 0)
    return TextLine(start, end, words.strip() or " ", 0, gap_above=False)


def _words(source: str, pieces: list[Piece]) -> str:
    return "".join(source[piece.start : piece.end] if piece.text is None else piece.text for piece in pieces)
