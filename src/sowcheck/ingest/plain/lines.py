"""Plain text: lines to paragraphs, headings, list items and tables.

A paragraph that was wrapped by hand becomes one line again. Lines that were meant to stay lines stay: labelled values,
items, headings, addresses, forms.
"""

import re
from itertools import pairwise

from sowcheck.core.documents import BlockKind
from sowcheck.ingest.layout.labels import is_bullet, label_of, named_label_of
from sowcheck.ingest.mending import Vocabulary
from sowcheck.ingest.plain.leaves import Leaf, LeafTable, Piece
from sowcheck.ingest.plain.source import GAP, RULE, TextLine
from sowcheck.ingest.plain.tables import table_at

NARROWEST = 50
"""Characters. Lines that end for want of room end beyond this column."""
LONGEST_HEADING = 90
CHARACTER_WIDTH = 6.0
"""Points."""

_LABELLED_VALUE = re.compile(r"[A-ZÀ-Þ][^:.;]{0,40}:(?:\s|$)")
_BLANK_TO_FILL = re.compile(r"_{3,}|\.{5,}")
_SENTENCE_END = re.compile(r"[.:;!?][\"'\u201d\u2019)\]]*$")
_OPEN_END = re.compile(
    r"(?:,|-|\u2013|\u2014|\b(?:of|to|the|a|an|and|or|in|by|for|with|from|under|at|on|is|are|be|shall|will|this|that|its|"
    r"their|such|any|all|der|die|das|und|oder|de|la|le|et))$",
    re.IGNORECASE,
)
_UNDERLINE = re.compile(r"\s*(={3,}|-{3,}|~{3,})\s*$")
_NUMBER = re.compile(r"\(?(\d+(?:\.\d+)*)")


def leaves_of_lines(source: str, lines: list[TextLine]) -> list[Leaf | LeafTable]:
    """Paragraphs, headings, list items and tables of plain text."""
    words = vocabulary(lines)
    width = wrap_width(lines)
    leaves: list[Leaf | LeafTable] = []
    place = 0
    indents: list[int] = []
    while place < len(lines):
        table, count = table_at(source, lines, place)
        if table is not None:
            leaves.append(table)
            place += count
            continue
        group = [lines[place]]
        place += 1
        while place < len(lines) and continues(group, lines[place], width):
            group.append(lines[place])
            place += 1
        if len(group) == 1 and RULE.match(group[0].text):
            continue
        underlined = place < len(lines) and not lines[place].gap_above and bool(_UNDERLINE.match(lines[place].text))
        following = lines[place] if place < len(lines) else None
        leaf = _leaf(group, following, indents, underlined=underlined)
        leaf.pieces = joined(group, words)
        leaves.append(leaf)
    return leaves


def vocabulary(lines: list[TextLine]) -> Vocabulary:
    """The words of the file, without those that a line end may have cut."""
    torn = [line.text.endswith("-") and line.text[-2:-1].strip() != "" for line in lines]
    whole = [_without_last_word(line.text) if cut else line.text for line, cut in zip(lines, torn, strict=True)]
    for index in range(1, len(whole)):
        if torn[index - 1]:
            whole[index] = whole[index].partition(" ")[2]
    return Vocabulary(whole)


def _without_last_word(text: str) -> str:
    return text[: len(text) - len(text.rsplit(maxsplit=1)[-1])]


def wrap_width(lines: list[TextLine]) -> int | None:
    """The column at which the text was wrapped; None if its lines end where their paragraphs end."""
    lengths = sorted((line.indent + len(line.text) for line in lines), reverse=True)
    inner = [
        line.indent + len(line.text)
        for line, below in pairwise(lines)
        if not below.gap_above and (below.text[0].islower() or _OPEN_END.search(line.text))
    ]
    if len(inner) < 2:
        return None
    usual = sorted(inner)[len(inner) // 2]
    widest = max(length for length in lengths if length <= usual * 1.3)
    return widest if widest >= NARROWEST else None


def continues(group: list[TextLine], line: TextLine, width: int | None) -> bool:
    """Whether `line` goes on with the paragraph whose lines so far are `group`."""
    above = group[-1]
    if line.gap_above or RULE.match(line.text) or RULE.match(above.text):
        return False
    if any(GAP.search(one.text) or _BLANK_TO_FILL.search(one.text) for one in (above, line)):
        return False
    if label_of(line.text) is not None or (named_label_of(line.text) is not None and _SENTENCE_END.search(above.text)):
        return False
    full = width is not None and above.indent + len(above.text) + 1 + len(line.text.split(maxsplit=1)[0]) > width
    if _LABELLED_VALUE.match(line.text) and not (full and not _SENTENCE_END.search(above.text)):
        return False
    if above.text.isupper() != line.text.isupper() and not full:
        return line.text[0].islower()
    if full:
        return not (line.indent > above.indent and len(group) > 1 and _SENTENCE_END.search(above.text))
    return not _SENTENCE_END.search(above.text) and (line.text[0].islower() or bool(_OPEN_END.search(above.text)))


def joined(group: list[TextLine], words: Vocabulary) -> list[Piece]:
    """The pieces of a paragraph: its lines, a space or nothing for each break."""
    pieces: list[Piece] = []
    for index, line in enumerate(group):
        below = group[index + 1] if index + 1 < len(group) else None
        hyphen = words.hyphen(line.text, below.text) if below is not None else None
        end = line.end if hyphen is None else line.end - 1
        pieces.append(Piece(line.start, end))
        if below is not None:
            pieces.append(Piece(end, below.start, " " if hyphen is None else hyphen))
    return [piece for piece in pieces if piece.end > piece.start]


def _leaf(group: list[TextLine], following: TextLine | None, indents: list[int], *, underlined: bool) -> Leaf:
    first = group[0]
    kind, level = _kind(group, following, underlined=underlined)
    if kind is BlockKind.LIST_ITEM:
        while indents and indents[-1] >= first.indent:
            indents.pop()
        level = len(indents)
        indents.append(first.indent)
    elif first.indent == 0:
        indents.clear()
    return Leaf(kind, [], level=level, indent=first.indent * CHARACTER_WIDTH)


def _kind(group: list[TextLine], following: TextLine | None, *, underlined: bool) -> tuple[BlockKind, int]:
    first = group[0]
    label = label_of(first.text)
    words = first.text[len(label) :].strip() if label is not None else first.text
    if underlined and len(group) == 1 and len(first.text) <= LONGEST_HEADING:
        return BlockKind.HEADING, _depth(label) or 1
    short = len(group) == 1 and len(words) <= LONGEST_HEADING
    if label is not None and is_bullet(label):
        return BlockKind.LIST_ITEM, 0
    if label is not None and _depth(label) == 0:
        return BlockKind.LIST_ITEM, 0
    if short and words and _is_title(words, first.text, label):
        in_list = following is not None and not following.gap_above and label_of(following.text) is not None
        if words.isupper() or named_label_of(first.text) is not None or (first.gap_above and not in_list):
            return BlockKind.HEADING, _depth(label) or 1
    if label is None:
        return BlockKind.PARAGRAPH, 0
    return (BlockKind.LIST_ITEM, 0) if _depth(label) == 1 else (BlockKind.PARAGRAPH, 0)


def _is_title(words: str, whole: str, label: str | None) -> bool:
    """Whether a line can be a heading: a number or capitals say so, and nothing speaks against it."""
    if _LABELLED_VALUE.match(words) and not words.endswith(":"):
        return False
    if GAP.search(words) or _BLANK_TO_FILL.search(words) or words.endswith((";", ",")):
        return False
    letters = sum(map(str.isalpha, words))
    if letters < 3 or letters <= 2 * sum(map(str.isdigit, words)) or not words[0].isupper():
        return False
    if words.isupper() or named_label_of(whole) is not None:
        return True
    return label is not None and not _SENTENCE_END.search(words)


def _depth(label: str | None) -> int:
    """How many numbers a label has; 0 for letters and bullets."""
    number = _NUMBER.match(label) if label is not None else None
    return number[1].count(".") + 1 if number is not None else 0
