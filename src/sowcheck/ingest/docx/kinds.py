"""What a paragraph is: a heading, an item of a list, or text."""

import re
from collections import Counter
from collections.abc import Iterator

from sowcheck.core.documents import BlockKind
from sowcheck.ingest.docx.story import Grid, Node, Paragraph
from sowcheck.ingest.docx.styles import RunLook

LONGEST_HEADING = 120
"""Characters. Legal styles put whole clauses into heading styles; a longer heading is such a clause."""
LONGEST_PLAIN_HEADING = 90
"""Characters of a heading that only its letters (bold, underlined, large) show."""
LARGER = 1.15
"""Type this much larger than that of the body shows a heading."""
LEVELS = 9

_NUMBER = re.compile(r"\(?(\d+(?:\.\d+)*)[.)]?\s+|\(?[A-Za-z][.)]\s+|[IVX]+\.\s+")
_SENTENCE = re.compile(r"[a-zà-ÿ)\]\u201d\"\u2019'%\d]\.(?:\s|$)")
_LABELLED_VALUE = re.compile(r"[^:]{1,60}:\s*\S")
_PART = re.compile(
    r"(?:annex|annexe|appendix|article|attachment|exhibit|part|phase|schedule|section|stage|step|workstream"
    r"|anhang|anlage|abschnitt|teil|bijlage|allegato|anexo)\b[^:]{0,12}:",
    re.IGNORECASE,
)
_HANDWRITING = re.compile(r"script|handwriting|signature|brush|cursive|mistral|vladimir|freestyle", re.IGNORECASE)


class Scale:
    """The sizes of type in a document: what is body text, and which of its plain headings stand above which."""

    def __init__(self, nodes: list[Node]) -> None:
        paragraphs = [paragraph for paragraph in _paragraphs(nodes) if paragraph.flow.length]
        sizes: Counter[float] = Counter()
        for paragraph in paragraphs:
            for stretch in paragraph.flow.stretches:
                if stretch.look.size:
                    sizes[stretch.look.size] += stretch.end - stretch.start
        self.body = sizes.most_common(1)[0][0] if sizes else None
        self._styled: dict[int, float] = {}
        """Levels of the styled headings and their smallest sizes."""
        plain: set[float] = set()
        for paragraph in paragraphs:
            look = paragraph.flow.look_of(0, paragraph.flow.length)
            if paragraph.heading is not None:
                size = look.size or 0
                self._styled[paragraph.heading] = min(size, self._styled.get(paragraph.heading, size))
            elif look.size and self.shows_heading(paragraph.flow.text, look):
                plain.add(look.size)
        self._plain = sorted(plain, reverse=True)

    def shows_heading(self, text: str, look: RunLook) -> bool:
        """Whether the letters of a paragraph make it a heading."""
        large = self._is_large(look)
        if not (look.bold or look.underlined or large) or len(text) > LONGEST_PLAIN_HEADING or "\n" in text:
            return False
        words = _without_number(text)
        if "\t" in words or words.endswith((";", ",")) or not _is_mostly_words(words):
            return False
        if _LABELLED_VALUE.match(words) and not large and not _PART.match(words):
            return False
        return len(_SENTENCE.findall(words)) <= (1 if words.endswith(".") else 0)

    def level(self, text: str, size: float | None) -> int:
        """Level of a heading without a style: by its typed number, else by its size."""
        number = _NUMBER.match(text)
        if number is not None and number[1]:
            return min(number[1].count(".") + 1, LEVELS)
        above = [level for level, least in sorted(self._styled.items()) if size is not None and size >= least]
        if above:
            return above[0]
        smaller = [plain for plain in self._plain if not self._styled or plain < min(self._styled.values())]
        rank = smaller.index(size) if size in smaller else len(smaller)
        return min(max(self._styled, default=0) + 1 + rank, LEVELS)

    def _is_large(self, look: RunLook) -> bool:
        """Large type, unless it imitates a signature."""
        if self.body is None or look.size is None or look.italic or _HANDWRITING.search(look.font or ""):
            return False
        return look.size >= LARGER * self.body


def kind_of(paragraph: Paragraph, text: str, look: RunLook, scale: Scale) -> tuple[BlockKind, int]:
    """Kind and level of a paragraph of the body; `look` is what all its characters share."""
    if paragraph.heading is not None and not _is_clause(text):
        return BlockKind.HEADING, paragraph.heading
    label = paragraph.label
    if label is None or label.text is None:
        if scale.shows_heading(text, look):
            return BlockKind.HEADING, scale.level(text, look.size)
        return BlockKind.PARAGRAPH, 0
    if not label.bullet and (scale.shows_heading(text, look) or (label.legal and _is_capitals(text))):
        return BlockKind.HEADING, min(label.depth if label.depth > 1 else label.level + 1, LEVELS)
    if label.bullet or label.lettered or not label.legal:
        return BlockKind.LIST_ITEM, label.level
    return BlockKind.PARAGRAPH, 0


def _paragraphs(nodes: list[Node]) -> Iterator[Paragraph]:
    """Paragraphs outside of tables."""
    for node in nodes:
        if isinstance(node, Paragraph):
            yield node
        elif isinstance(node, Grid) and len(node.cells) == 1:
            yield from _paragraphs(node.cells[0].nodes)


def _is_clause(text: str) -> bool:
    """Whether words in a heading style are whole sentences rather than a heading."""
    words = _without_number(text)
    return len(words) > LONGEST_HEADING or (len(words) > LONGEST_HEADING / 2 and bool(_SENTENCE.search(words)))


def _without_number(text: str) -> str:
    number = _NUMBER.match(text)
    return text[number.end() :] if number is not None else text


def _is_mostly_words(text: str) -> bool:
    """Whether letters prevail: an amount or a reference in bold is no heading."""
    letters, digits = sum(map(str.isalpha, text)), sum(map(str.isdigit, text))
    return letters > 2 * digits


def _is_capitals(text: str) -> bool:
    return text.isupper() and len(text) <= LONGEST_PLAIN_HEADING and _is_mostly_words(text)
