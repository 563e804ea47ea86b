"""How deep headings and list items stand."""

from collections.abc import Sequence

from sowcheck.core.documents import BlockKind
from sowcheck.ingest.layout.paragraphs import Passage

_SAME_INDENT = 6.0
"""Points by which items of one level may differ."""
_DEEPEST = 6
"""Heading levels beyond this are told apart by nobody."""


def set_levels(passages: Sequence[Passage]) -> None:
    """Sets the level of headings by their looks, of list items by their indents within one list."""
    looks = sorted({_look(passage) for passage in passages if passage.kind is BlockKind.HEADING}, reverse=True)
    indents: list[float] = []
    for passage in passages:
        if passage.kind is BlockKind.HEADING:
            passage.level = min(looks.index(_look(passage)) + 1, _DEEPEST)
        if passage.kind is not BlockKind.LIST_ITEM:
            # A paragraph between two items may belong to the list, a heading never does.
            indents = [] if passage.kind is BlockKind.HEADING else indents
            continue
        indent = passage.lines[0].x0
        while indents and indents[-1] > indent + _SAME_INDENT:
            indents.pop()
        if not indents or indent > indents[-1] + _SAME_INDENT:
            indents.append(indent)
        passage.level = len(indents) - 1


def _look(passage: Passage) -> tuple[float, bool]:
    """Size, rounded to what the eye tells apart, then weight."""
    first = passage.lines[0]
    return round(first.size * 2) / 2, first.bold
