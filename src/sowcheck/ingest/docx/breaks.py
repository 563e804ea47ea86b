"""Breaks of lines and pages inside sentences.

Somebody types an address or a signature block as one paragraph with line breaks: these are lines. A converter from
plain text leaves a break where its page was full: these are one sentence. Such a converter also leaves page numbers between the halves of a sentence.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from sowcheck.ingest.docx.story import Node, Paragraph

WRAPPED_SHARE = 0.3
"""Above this share of breaks inside sentences, all breaks of a document are a converter's."""
MIN_BREAKS = 10
"""Fewer breaks say nothing about the whole document."""

MIN_PAGES = 2
SHORTEST_SENTENCE = 60
"""Characters. A shorter paragraph without a full stop is a line of its own."""

_PAGE_NUMBER = re.compile(r"(?:page )?[-\u2013 ]*(\d{1,3})[-\u2013 ]*(?:of \d{1,3})?", re.IGNORECASE)
_BARE_NUMBER = re.compile(r"\(?(?:\d+(?:\.\d+)*|[a-zA-Z]|[ivxlcIVXLC]+)[.)]{1,2}$|\d+(?:\.\d+)+$")
_SENTENCE_END = re.compile(r"[.:;!?][\"'\u201d\u2019)\]]*$")
_ITEM_END = re.compile(r"[;,] (?:and|or|und|oder|et|ou)$")
"""One of several items is over, the next begins."""
_UNFINISHED = re.compile(
    r"(?:[,;\u2013\u2014-]|\b(?:and|or|of|the|a|an|to|by|for|with|in|on|as|is|are|but|shall|will|und|der|die|de|et|la))$"
)


def inside_sentence(before: str, after: str) -> bool:
    """Whether a break between two lines stands inside a sentence.

    >>> inside_sentence("is entered into by and", "between the parties"), inside_sentence("Ms Ada Rao", "Director")
    (True, False)
    """
    if not before or not after:
        return False
    return after[0].islower() or bool(_UNFINISHED.search(before)) or bool(_BARE_NUMBER.fullmatch(before))


def is_wrapped(texts: Sequence[str]) -> bool:
    """Whether the breaks in the paragraphs of a document come from a converter that kept the lines of a page."""
    pairs = [pair for text in texts if "\n" in text for pair in _pairs(text.split("\n"))]
    return len(pairs) >= MIN_BREAKS and sum(inside_sentence(*pair) for pair in pairs) > WRAPPED_SHARE * len(pairs)


def line_spans(text: str, wrapped: bool) -> list[tuple[int, int]]:
    """`[start, end)` of the lines that stay apart in a paragraph's text; all breaks in between are to be joined."""
    if wrapped or "\n" not in text:
        return [(0, len(text))]
    spans: list[tuple[int, int]] = []
    start = 0
    lines = text.split("\n")
    place = 0
    for index, line in enumerate(lines):
        place += len(line)
        last = index + 1 == len(lines)
        if last or not inside_sentence(line, lines[index + 1]):
            spans.append((start, place))
            start = place + 1
        place += 1
    return spans


def without_page_breaks(nodes: list[Node]) -> tuple[list[Node], list[Node]]:
    """The body of a converted document with its sentences whole, and the page numbers that stood in it."""
    numbers = _page_numbers(nodes)
    body: list[Node] = []
    for index, node in enumerate(nodes):
        if index in numbers:
            continue
        above = body[-1] if body else None
        if isinstance(node, Paragraph) and isinstance(above, Paragraph) and _runs_on(above, node):
            above.flow.absorb(node.flow)
        else:
            body.append(node)
    return body, [nodes[index] for index in sorted(numbers)]


def _page_numbers(nodes: list[Node]) -> set[int]:
    """Places of paragraphs that hold nothing but the number of a page, each one more than the one before."""
    found: set[int] = set()
    last: int | None = None
    for index, node in enumerate(nodes):
        number = _PAGE_NUMBER.fullmatch(node.flow.text) if isinstance(node, Paragraph) else None
        if number is None:
            continue
        if last is not None and int(number[1]) != last + 1:
            return set()
        last = int(number[1])
        found.add(index)
    return found if len(found) >= MIN_PAGES else set()


def _runs_on(above: Paragraph, below: Paragraph) -> bool:
    first, second = above.flow.text, below.flow.text
    if not first or not second or below.label is not None or _SENTENCE_END.search(first):
        return False
    if len(first) <= SHORTEST_SENTENCE or _ITEM_END.search(first):
        return False
    return second[0].islower() or bool(_UNFINISHED.search(first))


def _pairs(lines: Sequence[str]) -> list[tuple[str, str]]:
    return list(pairwise(lines))
