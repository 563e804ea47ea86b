"""Lines to paragraphs, headings and list items.

A line continues the one above if the writer had no choice but to break there: the line above is full, its sentence is
not over, and nothing about the next line says that something new begins.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from sowcheck.core.documents import BlockKind
from sowcheck.ingest.layout.labels import is_bullet, label_of, named_label_of
from sowcheck.ingest.layout.words import Line, is_label, parts_of, segments

_SENTENCE_END = re.compile(r"[.:;!?][\"'\u201d\u2019)\]]*$")
_KEY = re.compile(r"[^\sa-z:][^:]{0,40}:(\s|$)")
_OPEN_END = re.compile(
    r"(,|-|\u2013|\u2014|\b(?:a|all|an|and|any|are|as|at|be|between|but|by|can|for|from|has|have|if|in|including|into|is|"
    r"its|may|must|no|not|of|on|or|our|per|shall|such|than|that|the|their|this|to|under|upon|was|were|which|who|will|"
    r"with|within|without|your|"
    r"section|sections|clause|clauses|article|articles|exhibit|schedule|annex|appendix|no\.))$",
    re.IGNORECASE,
)
_LIST_GOES_ON = re.compile(r";(?:\s*(?:and|or|and/or))?$")
_DASHES = frozenset("-\u2013\u2014o*")
_LEGAL_FORMS = frozenset(
    [
        "ab",
        "ag",
        "b.v",
        "bv",
        "co",
        "company",
        "corp",
        "corporation",
        "gmbh",
        "inc",
        "incorporated",
        "limited",
        "llc",
        "llp",
        "ltd",
        "lp",
        "n.v",
        "nv",
        "oy",
        "plc",
        "private",
        "pte",
        "pty",
        "s.a",
        "s.p.a",
        "sa",
        "sarl",
        "sas",
        "spa",
        "srl",
    ]
)
_REST = 0.35
"""Share of the column's width below which a line is but the rest of the one above."""
_USUAL_LEADING, _WIDEST_LEADING = 1.2, 3.2
"""Font sizes between two lines of a paragraph: in most documents, and in double-spaced ones at most."""
_ENOUGH = 5
"""Lines that begin in the middle of a sentence, from which a document tells its leading."""
_FILL = re.compile(r"_{3,}|\.{5,}")


@dataclass(slots=True)
class Passage:
    """Lines that are one block."""

    kind: BlockKind
    lines: list[Line]
    level: int = 0


class Habits(NamedTuple):
    """How a document sets its lines."""

    leading: float
    """The usual distance of two baselines in font sizes."""
    reflowed: bool
    """Whether its lines were broken once more when they were laid out: a full line, its short rest, and so on."""


def passages_of(lines: Sequence[Line], body_size: float, habits: Habits) -> list[Passage]:
    """The blocks that consecutive lines of a document make; page breaks are no hindrance."""
    groups: list[list[Line]] = []
    for line in lines:
        if groups and _continues(groups[-1], line, habits):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [_passage(group, body_size) for group in groups]


def habits_of(lines: Sequence[Line]) -> Habits:
    """How the lines of a document are set."""
    steps = [
        (below.baseline - above.baseline) / above.size
        for above, below in pairwise(lines)
        # A line that begins in the middle of a sentence stands where the next line of a paragraph does.
        if above.page == below.page and below.text[0].islower() and above.baseline < below.baseline
    ]
    leading = sorted(steps)[len(steps) // 2] if len(steps) >= _ENOUGH else _USUAL_LEADING
    rests = sum(
        _is_full(full, rest)
        and rest.x1 - rest.x0 < _REST * (rest.right - rest.left)
        and not _SENTENCE_END.search(rest.text)
        and after.text[0].islower()
        and after.baseline - rest.baseline < 1.5 * rest.size
        for full, rest, after in zip(lines, lines[1:], lines[2:], strict=False)
        if full.page == rest.page == after.page
    )
    return Habits(min(leading, _WIDEST_LEADING), rests >= max(3, 0.02 * len(lines)))


def _continues(group: Sequence[Line], line: Line, habits: Habits) -> bool:
    above = group[-1]
    if (above.bold != line.bold and (above.bold or len(line.words) > 2)) or not _is_of_a_size(above, line):
        return False
    if above.italic != line.italic and len(line.words) > 1 and len(above.words) > 1 and len(group) == 1:
        return False
    if not _is_near(group, line, habits.leading):
        return False
    if len(group) == 1 and is_label(above.words):
        return True
    if _is_legal_form(line) and not _has_gap(above):
        return True
    if _has_gap(line) or _has_gap(above) or _FILL.search(line.text) or _FILL.search(above.text):
        return False
    if _begins_anew(group, line) or not _is_below(group, line):
        return False
    if _is_full(above, line):
        return not (_is_indented(group, line) and _SENTENCE_END.search(above.text))
    return _runs_on(group, line, habits)


def _is_of_a_size(above: Line, line: Line) -> bool:
    """Whether two lines may be one paragraph's; in the middle of a sentence the size may change a little."""
    inside = line.text[0].islower() and not _SENTENCE_END.search(above.text)
    return abs(above.size - line.size) <= (0.2 * above.size if inside else 0.6)


def _is_near(group: Sequence[Line], line: Line, leading: float) -> bool:
    """Whether the line stands where the next line of the paragraph would."""
    above = group[-1]
    if line.page != above.page:
        return True
    if line.left != above.left or math.isinf(line.right) != math.isinf(above.right):
        # The next column begins higher up; a block beside another is no continuation.
        return line.y0 < above.y0 and not math.isinf(line.right)
    step = line.baseline - above.baseline
    if len(group) > 1 and (group[-2].page, group[-2].left) == (above.page, above.left):
        usual = above.baseline - group[-2].baseline
        return 0 < step < 1.25 * usual
    return 0 < step < max(1.3 * leading, 1.3) * max(above.size, line.size)


def _is_below(group: Sequence[Line], line: Line) -> bool:
    """Whether the line begins about where the paragraph's other lines do; a right-aligned one does not."""
    above = group[-1]
    moved = ((line.x0 - line.left) - (above.x0 - above.left)) / line.size
    if len(group) > 1:
        return -5 < moved < 5
    # The first line of a clause may be indented deeply, or hang out with its number.
    return -20 < moved < 20 if label_of(above.text) else -14 < moved < 5


def _is_legal_form(line: Line) -> bool:
    """Whether a line holds nothing but the end of a company's name."""
    return len(line.words) <= 2 and all(word.text.strip(".,()").lower() in _LEGAL_FORMS for word in line.words)


def _has_gap(line: Line) -> bool:
    return len(parts_of(line)) > 1


def _begins_anew(group: Sequence[Line], line: Line) -> bool:
    """Whether the line starts with a label or a key."""
    above = group[-1]
    label = label_of(line.text)
    if label is None and named_label_of(line.text) is None:
        moved = abs(line.x0 - above.x0) > 1.5 * line.size and not label_of(above.text)
        return bool(_KEY.match(line.text)) and (moved or not _is_full(above, line))
    if label is None:
        return not _is_full(above, line)
    if is_bullet(label) and not (label in _DASHES and _is_full(above, line)):
        return True
    if _LIST_GOES_ON.search(above.text) or _is_sibling(group[0], line, label):
        return True
    inline = _is_full(above, line) and not _SENTENCE_END.search(above.text) and not _is_indented(group, line)
    return not (inline and (_OPEN_END.search(above.text) or abs(line.x0 - above.x0) < 2))


def _is_sibling(first: Line, line: Line, label: str) -> bool:
    """Whether a label is of the kind of the paragraph's own, and stands at the same place."""
    own = label_of(first.text)
    return own is not None and abs(first.x0 - line.x0) < 3 and _shape(own) == _shape(label)


def _shape(label: str) -> str:
    return re.sub(r"[A-Za-z]+", "a", re.sub(r"\d+", "1", label))


def _is_indented(group: Sequence[Line], line: Line) -> bool:
    """Whether the line begins further right than the paragraph's other lines."""
    if label_of(group[0].text) and len(group) == 1:
        return False
    return line.x0 > group[-1].x0 + 0.8 * line.size


def _is_full(above: Line, line: Line) -> bool:
    """Whether the first word of `line` had no room on the line above."""
    first = line.words[0]
    return above.x1 + 0.2 * above.size + (first.x1 - first.x0) > above.right - 0.5


def _runs_on(group: Sequence[Line], line: Line, habits: Habits) -> bool:
    """Whether a sentence goes on although the line above had room: a text with line breaks of its own."""
    above = group[-1]
    if _SENTENCE_END.search(above.text):
        return False
    lower = line.text[0].islower()
    if lower and (line.page, line.left) != (above.page, above.left):
        return True
    share = (above.x1 - above.x0) / max(above.right - above.left, 1.0)
    if len(group) > 1 and share < _REST and _is_full(group[-2], above):
        # The rest of a line that was too long for the page it was laid out on.
        return lower or habits.reflowed
    goes_on = bool(_OPEN_END.search(above.text))
    return (share > 0.6 and (lower or goes_on)) or (share > 0.25 and lower and goes_on)


def _passage(group: list[Line], body_size: float) -> Passage:
    first = group[0]
    text = " ".join(line.text for line in group)
    if math.isinf(first.right):
        return Passage(BlockKind.PARAGRAPH, group)
    if _is_heading(group, text, body_size):
        return Passage(BlockKind.HEADING, group, 1)
    if label_of(first.text) or (len(segments(first)) > 1 and is_label(segments(first)[0])):
        return Passage(BlockKind.LIST_ITEM, group)
    return Passage(BlockKind.PARAGRAPH, group)


def _is_heading(group: Sequence[Line], text: str, body_size: float) -> bool:
    if len(text) > 160 or text[0].islower() or not any(character.isalpha() for character in text) or _has_gap(group[0]):
        return False
    larger = all(line.size > 1.12 * body_size for line in group)
    bold = all(line.bold for line in group)
    capitals = text.upper() == text and sum(character.isalpha() for character in text) > 3
    if not (larger or bold or (capitals and len(group) <= 2)):
        return False
    return larger or named_label_of(text) is not None or not re.search(r"[;,]$|:\s*\S", text)


def body_size_of(lines: Iterable[Line]) -> float:
    """The font size of most of the text."""
    count: Counter[float] = Counter()
    for line in lines:
        count[line.size] += sum(len(word.text) for word in line.words)
    return count.most_common(1)[0][0] if count else 10.0
